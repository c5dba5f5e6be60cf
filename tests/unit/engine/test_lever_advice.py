"""Levers that bind nobody are told before anybody relies on them."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from jobmatch.engine import check
from jobmatch.lists import Issue
from jobmatch.lists.issues import issue_text

SEEKERS = pl.DataFrame(
    {
        "person_id": ["a", "b"],
        "home": ["433124", "430100"],
        "priority": ["registered_poor", "default"],
        "min_wage": [1, 1],
        "wish_regions": ["*", "*"],
        "birth_date": ["1990-01-01", "1990-01-01"],
    }
)
JOBS = pl.DataFrame(
    {
        "job_id": ["x", "y"],
        "region": ["4403", "4403"],
        "job_type": ["sewer", "welder"],
        "vacancies": [2, 1],
        "wage": [3000, 3000],
        "note": ["", ""],
    }
)


def found(**levers: Any) -> list[Issue]:
    return list(check(SEEKERS, JOBS, {"as_of": "2016-08-29", **levers}))


def of_quota(**quota: Any) -> list[Issue]:
    return found(quota=[{"name": "q", "upper": 1, **quota}])


def test_levers_that_bind_somebody_are_not_warned_of() -> None:
    quota = {"persons": {"home": "43"}, "soft": 1.0}
    assert found(quota=[{"name": "q", "upper": 1, **quota}], objective={"order": ["placed:registered_poor"]}) == []


@pytest.mark.parametrize(
    ("quota", "code", "column", "words"),
    [
        (
            {"persons": {"priority": "registered_por"}},
            "quota_value",
            "persons.priority",
            "Did you mean registered_poor",
        ),
        ({"jobs": {"job_type": ["sewer", "cook"]}}, "quota_value", "jobs.job_type", "Did you mean sewer, welder"),
        ({"jobs": {"vacancies": [2, 7]}}, "quota_value", "jobs.vacancies", "Correct the value"),
        ({"jobs": {"region": "广州市"}}, "quota_value", "jobs.region", "Correct the value"),
        ({"jobs": {"job_type": "sewer", "vacancies": 1}}, "quota_empty", None, "binds nobody"),
        ({"per": "jobs.note"}, "quota_empty", None, "binds nobody"),
        ({"soft": 0.0}, "quota_free", "soft", "then the limit is hard"),
        ({"soft": 0.004}, "quota_free", "soft", "then the limit is hard"),
    ],
)
def test_a_quota_that_binds_nobody_is_warned_of(
    quota: dict[str, Any], code: str, column: str | None, words: str
) -> None:
    (issue,) = of_quota(**quota)
    assert (issue.code, issue.severity, issue.list, issue.column) == (code, "warning", "policy", column)
    assert words in issue.advice
    assert all("q" in issue_text(issue, lang)[0] for lang in ("en", "zh"))


def test_quotas_of_tiers_bind_whoever_could_use_them() -> None:
    """Their groups need both lists: they are sums over pairs and not limits of members."""
    assert of_quota(pairs={"tier": ["province", "outside"]}) == []


def test_regions_are_named() -> None:
    (issue,) = of_quota(jobs={"region": "广州市"})
    assert issue.value is not None
    assert "广州" in issue.value
    assert "4401" in issue.value


def test_a_stage_that_counts_nobody_is_warned_of_with_the_classes_there_are() -> None:
    (issue,) = found(objective={"order": ["placed:registered", "cost"]})
    assert (issue.code, issue.value) == ("stage_empty", "placed:registered")
    assert "Did you mean registered_poor" in issue.advice


def test_nobody_goes_together() -> None:
    (issue,) = found(household={"together": "region@prefecture"})
    assert issue.code == "together_empty"
    assert "同行编号" in issue_text(issue, "zh")[0]
    seekers = SEEKERS.with_columns(together_id=pl.lit("t"))
    assert not check(seekers, JOBS, {"as_of": "2016-08-29", "household": {"together": "region@prefecture"}})


def of_budget(**budget: Any) -> list[Issue]:
    return found(budget=[{"name": "b", "usage": "placements", "limit": 1, **budget}])


def test_a_budget_that_limits_somebody_is_not_warned_of() -> None:
    assert of_budget(persons={"priority": "registered_poor"}, per="jobs.job_type") == []


@pytest.mark.parametrize(
    ("budget", "code", "column", "words"),
    [
        (
            {"persons": {"priority": "registered_por"}},
            "budget_value",
            "persons.priority",
            "Did you mean registered_poor",
        ),
        ({"jobs": {"job_type": "sewer", "vacancies": 1}}, "budget_empty", "usage", "limits nobody"),
        ({"per": "jobs.note"}, "budget_empty", "usage", "limits nobody"),
        ({"usage": "head money"}, "budget_empty", "usage", "limits nobody"),
    ],
)
def test_a_budget_that_limits_nobody_is_warned_of(budget: dict[str, Any], code: str, column: str, words: str) -> None:
    paid = {"name": "head money", "form": "agency", "amount": 300.0}  # the list of jobs names no agency
    (issue,) = found(subsidy=[paid], budget=[{"name": "b", "usage": "placements", "limit": 1, **budget}])
    assert (issue.code, issue.severity, issue.list, issue.column) == (code, "warning", "policy", column)
    assert words in issue.advice
    assert all("b" in issue_text(issue, lang)[0] for lang in ("en", "zh"))


def of_course(**course: Any) -> list[Issue]:
    seekers = SEEKERS.with_columns(skills=pl.Series(["", "sewing:1"]), wish_regions=pl.lit("4403"))
    jobs = JOBS.with_columns(skills=pl.Series(["sewing:2", ""]))
    policy = {"as_of": "2016-08-29", "course": [{"name": "c", "teaches": "sewing:2", **course}]}
    return list(check(seekers, jobs, policy))


@pytest.mark.parametrize("course", [{}, {"region": "4403"}, {"region": "433124", "min_class": 1}, {"min_class": 2}])
def test_a_course_that_can_be_held_is_not_warned_of(course: dict[str, Any]) -> None:
    assert of_course(**course) == []


@pytest.mark.parametrize(
    ("course", "code", "column", "words"),
    [
        ({"ordered_by": "y"}, "course_unneeded", "teaches", "leads to no job"),
        ({"region": "11"}, "course_too_few", "region", "of the seekers 0 can be where it is, and it needs 1"),
        ({"region": "433124", "min_class": 2}, "course_too_few", "min_class", "seekers 1 can be"),
        ({"min_class": 3}, "course_too_few", "min_class", "seekers 2 can be"),
    ],
)
def test_a_course_that_is_never_held_is_warned_of(course: dict[str, Any], code: str, column: str, words: str) -> None:
    (issue,) = of_course(**course)
    assert (issue.code, issue.severity, issue.list, issue.column) == (code, "warning", "policy", column)
    assert words in issue.message
    assert "c" in issue_text(issue, "zh")[0]
