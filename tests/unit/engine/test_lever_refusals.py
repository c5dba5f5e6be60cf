"""Levers that do not fit lists or one another are refused with a message that says what to do."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.engine import check
from jobmatch.policy import load_policy

SEEKERS = pl.DataFrame(
    {
        "person_id": ["a", "b", "c"],
        "team": ["x", "x", ""],
        "together_id": ["g", "g", ""],
        "household_id": ["h1", "h2", "h2"],
    }
)
JOBS = pl.DataFrame({"job_id": ["j", "k"], "vacancies": [2, 1], "site": ["s", "t"]})
PAIRS = pl.DataFrame({"person_id": ["a", "b", "c"], "job_id": ["j", "j", "k"], "cost": [1.0, 2.0, 3.0]})

SHARE = {"name": "part", "persons": {"team": "x"}, "lower_share": 0.5}
SHIFT = {"name": "shift", "per": "jobs.site", "lower": 2, "all_or_none": True}


def fair(column: str) -> dict[str, Any]:
    return {"objective": {"order": [f"fair:{column}", "cost"]}}


@pytest.mark.parametrize(
    ("policy", "error", "named"),
    [
        ({"household": {"together": "team"}}, jobmatch.PolicyError, "write 'employer' or 'region@LEVEL' with one of"),
        ({"household": {"together": "region"}}, jobmatch.PolicyError, "'region'.*write 'employer' or 'region@LEVEL'"),
        ({"household": {"together": "region@town"}}, jobmatch.PolicyError, "region@town.*country, province, pref"),
        ({"household": {"together": "employer@county"}}, jobmatch.PolicyError, "write 'employer' or 'region@LEVEL'"),
        ({"household": {"together": "region@county"}}, jobmatch.PolicyError, "list of jobs has no column 'region'"),
        *(
            (
                {"household": {"together": "employer", **rule}},
                jobmatch.UnsupportedError,
                "the members of 'g' belong to several households.*give them one household_id",
            )
            for rule in ({"bonus": 5.0}, {"max_out": 1})
        ),
        (
            {"household": {"together": "employer"}, "objective": {"order": ["households", "cost"]}},
            jobmatch.UnsupportedError,
            "the members of 'g' belong to several households",
        ),
        *(
            (
                {"household": {"together": "employer"}, **other},
                jobmatch.UnsupportedError,
                "household.together beside shares, all or none, or fair shares.*leave one out",
            )
            for other in ({"quota": [SHARE]}, {"quota": [SHIFT]}, fair("team"))
        ),
        *(
            (
                fair("team") | {"quota": [quota]},
                jobmatch.UnsupportedError,
                "'fair:team' beside quotas by share or of all or none",
            )
            for quota in (SHARE, SHIFT)
        ),
        (
            fair("site"),
            jobmatch.PolicyError,
            "order: 'fair:site': the list of persons does not have the column 'site'",
        ),
        (fair("jobs.site"), jobmatch.PolicyError, "'fair:jobs.site' names a column of the jobs"),
        (fair("taem"), jobmatch.PolicyError, "column 'taem'.*team"),
        (fair("priority"), jobmatch.PolicyError, "does not have the column 'priority'"),
        ({"objective": {"order": ["tier:county"]}}, jobmatch.PolicyError, "pairs have no tier"),
        ({"objective": {"order": ["local"]}}, jobmatch.PolicyError, "pairs have no tier"),
    ],
)
def test_refusals_are_named_by_solve_and_check(policy: dict[str, Any], error: type[Exception], named: str) -> None:
    for asked in (jobmatch.solve, check):
        with pytest.raises(error, match=named):
            asked(SEEKERS, JOBS, policy, pairs=PAIRS)


@pytest.mark.parametrize(
    ("policy", "named"),
    [
        ({"objective": {"order": ["cost", "fair:team"]}}, "only at the beginning"),
        ({"objective": {"order": ["placed", "fair:team"]}}, "only at the beginning"),
        ({"objective": {"order": ["tier:town"]}}, "tier:town"),
        ({"quota": [{"name": "few", "upper": 2, "all_or_none": True}]}, "'all_or_none' needs a lower limit"),
        ({"quota": [{"name": "few", "lower": 1, "lower_share": 0.5}]}, "give only one of lower, lower_share"),
        ({"quota": [{"name": "few", "lower_share": 15}]}, "lower_share"),
        ({"quota": [{"name": "placed", "upper": 2}]}, "the name 'placed' is taken"),
        ({"quota": [{"name": "fair:x", "upper": 2}]}, "the name 'fair:x' is taken"),
    ],
)
def test_what_no_lists_could_fit_is_refused_with_the_policy(policy: dict[str, Any], named: str) -> None:
    with pytest.raises(jobmatch.PolicyError, match=named):
        load_policy(policy)


def test_together_within_households_is_carried() -> None:
    one_home = SEEKERS.with_columns(household_id=pl.Series(["h1", "h1", "h2"]))
    policy = {"household": {"together": "employer", "bonus": 5.0}}
    result = jobmatch.solve(one_home, JOBS, policy, pairs=PAIRS)
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.summary["households"] == [2, 2]
    assert result.assignment["job_id"].to_list() == ["j", "j", "k"]
