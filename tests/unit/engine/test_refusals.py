"""What cannot be done exactly is refused by name, before anything is built."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.engine import check
from jobmatch.engine.choose import choose_master, constraints_of
from jobmatch.policy import load_policy

SEEKERS = pl.DataFrame({"person_id": ["a", "b"]})
JOBS = pl.DataFrame({"job_id": ["x"], "vacancies": [1]})
PAIRS = pl.DataFrame({"person_id": ["a"], "job_id": ["x"], "cost": [1.0]})


@pytest.mark.parametrize(
    ("policy", "named"),
    [
        ({"budget": [{"name": "money", "usage": "placements", "limit": 1.0}]}, "budget 'money'"),
        ({"course": [{"name": "c", "teaches": "weld:1"}]}, "course 'c'"),
    ],
)
@pytest.mark.parametrize("solver", ["tree", "flow", "highs"])
def test_levers_that_only_priced_carries_are_named(policy: dict[str, Any], named: str, solver: str) -> None:
    with pytest.raises(jobmatch.UnsupportedError, match=f"{named}: solver '{solver}' cannot.*use solver 'priced'"):
        jobmatch.solve(SEEKERS, JOBS, policy, pairs=PAIRS, solver=solver)


@pytest.mark.parametrize(
    ("policy", "named"),
    [
        ({"quota": [{"name": "few", "upper": 1}]}, "quota 'few'"),
        ({"quota": [{"name": "part", "lower_share": 0.15}]}, "quota 'part', a share of all placements"),
        ({"quota": [{"name": "shift", "lower": 1, "all_or_none": True}]}, "quota 'shift', all_or_none"),
        ({"household": {"bonus": 5.0}}, "household"),
        ({"household": {"max_out": 1}}, "household"),
        ({"household": {"together": "employer"}}, "household.together"),
        ({"objective": {"order": ["fair:team", "cost"]}}, "objective.order"),
        ({"objective": {"order": ["tier:county", "cost"]}}, "objective.order"),
        ({"objective": {"order": ["households", "cost"]}}, "objective.order"),
    ],
)
@pytest.mark.parametrize("solver", ["flow", "highs"])
def test_levers_that_only_the_tree_carries_are_named(policy: dict[str, Any], named: str, solver: str) -> None:
    with pytest.raises(jobmatch.UnsupportedError, match=f"{named}.*use solver 'tree'"):
        jobmatch.solve(SEEKERS, JOBS, policy, pairs=PAIRS, solver=solver)


CROSSING = [
    {"name": "first", "persons": {"team": ["a", "b"]}, "upper": 1},
    {"name": "second", "persons": {"team": ["b", "c"]}, "upper": 1},
]
TEAMS = pl.DataFrame(
    {
        "person_id": ["1", "2", "3"],
        "team": ["a", "b", "c"],
        "household_id": ["h", "h", "g"],
        "room": ["1", "2", "3"],
        "cell": ["-3", "1", "1"],
        "part": ["1", "2.5", ""],
    }
)


@pytest.mark.parametrize(
    ("policy", "named"),
    [
        ({"quota": CROSSING}, "quotas '(first|second)' and '(first|second)', whose groups overlap"),
        (
            {"quota": [{"name": "both", "persons": {"team": "a"}, "jobs": {"job_id": "x"}, "upper": 1}]},
            "depends on both",
        ),
        (
            {"quota": [{"name": "own", "persons": {"team": "a"}, "upper": 1}], "household": {"bonus": 1.0}},
            "quota 'own', whose groups part members of a household",
        ),
    ],
)
def test_groups_that_are_not_nested_are_named(policy: dict[str, Any], named: str) -> None:
    jobs = pl.DataFrame({"job_id": ["x", "y"], "vacancies": [1, 1]})
    pairs = pl.DataFrame({"person_id": ["1"], "job_id": ["x"], "cost": [1.0]})
    with pytest.raises(jobmatch.UnsupportedError, match=f"{named}.*cannot carry this; use solver 'priced'"):
        jobmatch.solve(TEAMS, jobs, policy, pairs=pairs, solver="tree")
    assert jobmatch.solve(TEAMS, jobs, policy, pairs=pairs).verify().ok
    assert all(issue.severity == "warning" for issue in check(TEAMS, jobs, policy, pairs=pairs))


def test_stages_beyond_62_bits_are_refused_before_anything_is_solved() -> None:
    policy = {
        "unmatched": {"default": 1e9},
        "quantum": 1e-6,
        "objective": {"order": ["placed", "placed:a", "households"]},
    }
    for asked in (jobmatch.solve, check):
        with pytest.raises(jobmatch.UnsupportedError, match="leave the range"):
            asked(SEEKERS, JOBS, policy, pairs=PAIRS.with_columns(cost=pl.lit(0.000001)))


@pytest.mark.parametrize(
    ("quota", "words"),
    [
        ({"per": "crew", "upper": 1}, "neither list has the column 'crew'; it has cell, household_id, job_id, "),
        ({"per": "teem", "upper": 1}, r"neither list has the column 'teem'; did you mean 'team'\?"),
        ({"per": "jobs.team", "upper": 1}, "the list of jobs does not have the column 'team'"),
        ({"per": "posts.team", "upper": 1}, "there is no list 'posts'"),
        ({"per": "team@county", "upper": 1}, "only home and region have levels"),
        ({"upper_column": "team"}, "need 'per'"),
        ({"per": "team", "upper_column": "beds"}, "the list of seekers has no column 'beds'; it has cell"),
        ({"per": "team", "upper_column": "rom"}, r"no column 'rom'; did you mean 'room'\?"),
        ({"per": "team", "upper_column": "min_wage"}, "no column 'min_wage'"),
        ({"per": "household_id", "upper_column": "room"}, "group 'h': the column 'room' has different values; write"),
        ({"per": "team", "upper_column": "household_id"}, "the column 'household_id' holds no numbers"),
        ({"per": "team", "upper_column": "cell"}, "group 'a': '-3' in the column 'cell' is not a whole number of at"),
        ({"per": "team", "lower_column": "part"}, "group 'b': '2.5' in the column 'part' is not a whole number of at"),
        ({"lower": "30%"}, "quota.*lower: a limit is a whole number of placements, without quotes, percent sign"),
        ({"lower": -3}, "greater than or equal to 0"),
        ({"pairs": {"tier": ["outside"]}, "upper": 1}, "pairs have no tier"),
        ({"pairs": {"tier": ["outsde"]}, "upper": 1}, "there is no tier 'outsde'"),
        ({"pairs": {"far": True}, "upper": 1}, "know only 'tier'"),
        ({"upper": 2**63}, "less than or equal to 1000000000000"),
        ({"persons": {"crew": "a"}, "upper": 1}, "the list has no column 'crew'"),
    ],
)
def test_quotas_that_do_not_fit_the_lists_are_refused(quota: dict[str, Any], words: str) -> None:
    pairs = pl.DataFrame({"person_id": ["1"], "job_id": ["x"], "cost": [1.0]})
    with pytest.raises(jobmatch.PolicyError, match=words):
        jobmatch.solve(TEAMS, JOBS, {"quota": [{"name": "q", **quota}]}, pairs=pairs)


@pytest.mark.parametrize("column", ["region", "start_date"])
def test_a_column_that_holds_no_numbers_is_no_limit(column: str) -> None:
    """Codes of regions read as numbers, but are none."""
    seekers = [{"person_id": "a", "home": "43", "wish_regions": "*", "min_wage": 1}]
    jobs = [{"job_id": "x", "vacancies": 1, "region": "440305", "wage": 3000, "start_date": "2016-09-01"}]
    policy = {"as_of": "2016-08-29", "quota": [{"name": "q", "per": "jobs.region", "upper_column": column}]}
    with pytest.raises(jobmatch.PolicyError, match=f"the column '{column}' holds no numbers"):
        jobmatch.solve(seekers, jobs, policy)


def test_unknown_solver_is_not_taken_for_the_default() -> None:
    match = r"no solver 'hungarian'; choose one of auto, deferred_employers, .*, serial, stable, tree"
    with pytest.raises(jobmatch.UnsupportedError, match=match):
        jobmatch.solve(SEEKERS, JOBS, pairs=PAIRS, solver="hungarian")


FORCED = [{"person_id": "a", "job_id": "x", "decision": "forced"}]


@pytest.mark.parametrize("solver", ["flow", "highs"])
def test_binding_decisions_need_the_tree(solver: str) -> None:
    with pytest.raises(jobmatch.UnsupportedError, match=r"a decision 'forced' or 'accepted'.*use solver 'tree'"):
        jobmatch.solve(SEEKERS, JOBS, pairs=PAIRS, decisions=FORCED, solver=solver)
    result = jobmatch.solve(SEEKERS, JOBS, pairs=PAIRS, decisions=FORCED)
    assert result.assignment["person_id"].to_list() == ["a"]


def test_reference_solver_refuses_real_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    from jobmatch.masters import exact

    monkeypatch.setattr(exact, "LARGEST", 0)
    with pytest.raises(jobmatch.UnsupportedError, match="use solver 'tree'"):
        jobmatch.solve(SEEKERS, JOBS, pairs=PAIRS, solver="highs")


def test_auto_takes_the_tree_for_vacancies_alone() -> None:
    assert choose_master("auto", constraints_of(load_policy(None))).name == "tree"


def test_costs_that_could_leave_the_integer_range_are_refused() -> None:
    policy = {"unmatched": {"default": 1e12}, "quantum": 1e-9}
    pairs = PAIRS.with_columns(cost=pl.lit(0.000000001))
    with pytest.raises(jobmatch.UnsupportedError, match="range"):
        jobmatch.solve(SEEKERS, JOBS, policy, pairs=pairs)


def test_weights_that_could_leave_the_integer_range_are_refused() -> None:
    seekers = [{"person_id": "a", "home": "4331", "wish_regions": "*", "min_wage": 90_000}]
    jobs = [{"job_id": "x", "vacancies": 1, "region": "4403", "wage": 99_000}]
    with pytest.raises(jobmatch.UnsupportedError, match="range"):
        jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29", "wage": {"weight": 1e12, "wish_ratio": 1e6}})


def test_callers_tables_and_rows_are_left_as_they_were() -> None:
    seekers = [{"person_id": "a", "home": "433124", "wish_regions": "*", "min_wage": 1}]
    jobs = [{"job_id": "x", "vacancies": 1, "region": "4403", "wage": "3000-3500"}]
    before = repr((seekers, jobs))
    jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29"})
    assert repr((seekers, jobs)) == before
