"""Faults in budgets and courses, as a planner makes them: one clear error that names the budget or the course."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest

import jobmatch

SEEKERS: Mapping[str, list[Any]] = {
    "person_id": ["p1", "p2", "p3"],
    "home": ["433124", "433124", "430100"],
    "min_wage": ["2000", "2000", "2000"],
    "age": ["30", "30", "30"],
    "wish_regions": ["*", "*", "*"],
    "skills": ["weld:1", "", "weld:2"],
    "priority": ["registered_poor", None, "registered_poor"],
    "family": ["2", None, "3.5"],
    "team": ["t1", "t1", "t2"],
    "fund": ["5", "5", None],
}
JOBS: Mapping[str, list[Any]] = {
    "job_id": ["j1", "j2"],
    "employer_id": ["e1", "e2"],
    "region": ["433124", "440305"],
    "job_type": ["welder", "welder"],
    "vacancies": ["2", "2"],
    "wage": ["3000", "3500"],
    "skills": ["weld:2", "weld:1"],
    "fee": ["10", None],
    "beds": ["1", "2"],
}
PAIRS: Mapping[str, list[Any]] = {
    "person_id": ["p1", "p2", "p3"],
    "job_id": ["j1", "j1", "j2"],
    "hours": ["1.5", None, "3"],
}
GRANT = {"name": "grant", "form": "fixed", "amount": 500.0}

BUDGET = "county money"
COURSE = "welding, basic"


def changed(table: Mapping[str, list[Any]], **columns: list[Any]) -> pl.DataFrame:
    """A list with other cells in some columns."""
    return pl.DataFrame({**table, **columns})


def budgeted(**keys: Any) -> dict[str, Any]:
    """A policy with one budget."""
    return {"as_of": "2016-08-29", "subsidy": [GRANT], "budget": [{"name": BUDGET, **keys}]}


def taught(**keys: Any) -> dict[str, Any]:
    """A policy with one course."""
    return {"as_of": "2016-08-29", "course": [{"name": COURSE, "teaches": "weld:2", **keys}]}


def refused(policy: dict[str, Any], name: str, **lists: Any) -> None:
    """The call ends with an error of a user's making, which names what is at fault."""
    given = {"seekers": pl.DataFrame(SEEKERS), "jobs": pl.DataFrame(JOBS), "pairs": pl.DataFrame(PAIRS), **lists}
    with pytest.raises((jobmatch.PolicyError, jobmatch.InputError)) as caught:
        jobmatch.solve(given["seekers"], given["jobs"], policy, pairs=given["pairs"])
    said = [str(caught.value)]
    if isinstance(caught.value, jobmatch.InputError):
        said += [f"{issue}" for issue in caught.value.issues]
    assert any(name in text for text in said), said


def test_without_faults_there_is_a_plan() -> None:
    budget = {"name": BUDGET, "usage": "hours", "per": "team", "limit_column": "fund"}
    given = budgeted()["subsidy"], [budget], taught(region="433124", ordered_by="e1")["course"]
    policy = {"as_of": "2016-08-29", **dict(zip(("subsidy", "budget", "course"), given, strict=True))}
    result = jobmatch.solve(pl.DataFrame(SEEKERS), pl.DataFrame(JOBS), policy, pairs=pl.DataFrame(PAIRS))
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.assignment.height == 3


@pytest.mark.parametrize(
    "usage",
    ["grnat", "hour", "persons.famly", "jobs.family", "persons.fee", "course_hours", "family", "persons.", ""],
)
def test_a_usage_that_there_is_not(usage: str) -> None:
    refused(budgeted(usage=usage, limit=10.0), BUDGET)


def test_a_column_of_a_pairs_file_that_is_not_given() -> None:
    refused(budgeted(usage="hours", limit=10.0), BUDGET, pairs=None)


@pytest.mark.parametrize("cell", ["-1", "-0.5", "many", "3 h", "1/2"])
def test_usage_columns_hold_numbers_that_are_not_negative(cell: str) -> None:
    refused(budgeted(usage="hours", limit=10.0), BUDGET, pairs=changed(PAIRS, hours=["1", cell, "2"]))
    refused(budgeted(usage="persons.family", limit=10.0), BUDGET, seekers=changed(SEEKERS, family=["1", cell, None]))
    refused(budgeted(usage="jobs.fee", limit=10.0), BUDGET, jobs=changed(JOBS, fee=[cell, "2"]))


def test_a_usage_column_of_text() -> None:
    refused(budgeted(usage="persons.team", limit=10.0), BUDGET)
    refused(budgeted(usage="jobs.job_type", limit=10.0), BUDGET)


@pytest.mark.parametrize("share_of", ["registered_por", "famly", "team", "hours", "fee"])
def test_a_share_of_nothing(share_of: str) -> None:
    refused(budgeted(usage="grant", per="home@county", limit_total=900.0, share_of=share_of), BUDGET)


def test_a_share_of_negative_numbers() -> None:
    policy = budgeted(usage="grant", per="home@county", limit_total=900.0, share_of="family")
    refused(policy, BUDGET, seekers=changed(SEEKERS, family=["2", "-1", "3"]))


@pytest.mark.parametrize("per", ["jobs.employer_id", "employer_id", "jobs.region@province"])
def test_shares_of_persons_among_groups_of_jobs(per: str) -> None:
    refused(budgeted(usage="grant", per=per, limit_total=900.0, share_of="registered_poor"), BUDGET)


@pytest.mark.parametrize("per", ["persons.beds", "jobs.team", "crew", "persons.home@street", "team@county"])
def test_groups_that_there_are_not(per: str) -> None:
    refused(budgeted(usage="grant", per=per, limit=900.0), BUDGET)


@pytest.mark.parametrize(
    ("per", "column"),
    [
        ("team", "beds"),  # of the other list
        ("jobs.job_id", "fund"),
        ("team", "found"),
        ("team", "family"),  # not one number in a group
        ("team", "team"),  # text
    ],
)
def test_a_column_that_cannot_limit(per: str, column: str) -> None:
    refused(budgeted(usage="grant", per=per, limit_column=column), BUDGET)


def test_a_limit_below_zero() -> None:
    policy = budgeted(usage="grant", per="jobs.job_id", limit_column="beds")
    refused(policy, BUDGET, jobs=changed(JOBS, beds=["-1", "2"]))


def test_predicates_of_a_budget_that_fit_no_column() -> None:
    refused(budgeted(usage="grant", limit=10.0, persons={"hobby": "chess"}), BUDGET)
    refused(budgeted(usage="grant", limit=10.0, jobs={"region": "999999"}), BUDGET)


@pytest.mark.parametrize(
    "keys",
    [
        {"teaches": "sewing:2"},  # neither list knows the skill
        {"teaches": "weld:2;sewing:1"},
        {"teaches": "weld:high"},
        {"teaches": ""},
        {"ordered_by": "e9"},
        {"region": "999999"},
        {"region": "no such place"},
    ],
)
def test_a_course_of_what_there_is_not(keys: dict[str, Any]) -> None:
    refused(taught(**keys), COURSE)


def test_two_courses_of_one_name() -> None:
    policy = taught()
    refused({**policy, "course": policy["course"] * 2}, COURSE)


@pytest.mark.parametrize(
    "keys",
    [
        {"usage": "grant"},  # no limit
        {"usage": "grant", "limit": 1.0, "limit_column": "fund", "per": "team"},
        {"usage": "grant", "limit_total": 1.0, "per": "team"},
        {"usage": "grant", "limit_column": "fund"},
        {"usage": "grant", "limit": -1.0},
    ],
)
def test_limits_of_a_budget_that_do_not_go_together(keys: dict[str, Any]) -> None:
    refused(budgeted(**keys), "budget[1]")


def test_a_class_greater_than_its_seats() -> None:
    refused(taught(seats=5, min_class=6), "course[1]")


@pytest.mark.parametrize(
    "subsidy",
    [
        {"form": "daily", "relieves": "distance"},
        {"form": "agency", "relieves": "wage"},
        {"form": "fixed", "relieves": "course"},
        {"form": "fixed", "months": 3},
    ],
)
def test_a_subsidy_that_cannot_be(subsidy: dict[str, Any]) -> None:
    refused({"as_of": "2016-08-29", "subsidy": [{"name": "s", "amount": 5.0, **subsidy}]}, "subsidy[1]")
