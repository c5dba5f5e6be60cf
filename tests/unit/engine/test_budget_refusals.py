"""What a planner may get wrong in budgets and courses is refused in one sentence that says what to do."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.policy import load_policy

SEEKERS = pl.DataFrame(
    {
        "person_id": ["a", "b"],
        "home": ["433124", "430100"],
        "priority": ["registered_poor", "default"],
        "min_wage": [1, 1],
        "wish_regions": ["*", "*"],
        "birth_date": ["1990-01-01", "1990-01-01"],
        "family": ["2", "many"],
    }
)
JOBS = pl.DataFrame(
    {"job_id": ["x", "y"], "region": ["4403", "4403"], "vacancies": [2, 1], "wage": [3000, 3000], "beds": ["2", "2"]}
)
PAIRS = pl.DataFrame({"person_id": ["a", "b"], "job_id": ["x", "x"], "hours": [2, -1]})
TRAVEL = {"name": "travel", "form": "ticket"}
SEWING = {"name": "c", "teaches": "sewing:2"}


def refused(policy: dict[str, Any], pairs: pl.DataFrame | None = None) -> str:
    """The message of the refusal, one line."""
    with pytest.raises((jobmatch.PolicyError, jobmatch.UnsupportedError)) as error:
        jobmatch.solve(SEEKERS, JOBS, {"as_of": "2016-08-29", **policy}, pairs=pairs)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        ({"usage": "travle", "limit": 1}, "did you mean 'travel'?"),
        ({"usage": "beds", "limit": 1}, "did you mean 'jobs.beds'?"),
        ({"usage": "pairs.hours", "limit": 1}, "did you mean 'hours'?"),
        ({"usage": "money", "limit": 1}, "there is no usage 'money'; write a subsidy of the policy, placements"),
        ({"usage": "jobs.bed", "limit": 1}, "has no column 'bed'; did you mean 'beds'?"),
        ({"usage": "jobs.region", "limit": 1}, "the column 'region' holds no numbers"),
        ({"usage": "persons.family", "limit": 1}, "'many' in the column 'family' is not a number of at least 0"),
        ({"usage": "hours", "limit": 1}, "'-1' in the column 'hours' is not a number of at least 0"),
        ({"usage": "course_days", "limit": 1}, "the policy has no course that could use it"),
        ({"usage": "travel", "per": "jobs.job_id", "limit_column": "region"}, "the column 'region' holds no numbers"),
        ({"usage": "travel", "per": "persons.home", "limit_total": 1, "share_of": "home"}, "'home' holds no numbers"),
        (
            {"usage": "travel", "per": "persons.home", "limit_total": 1, "share_of": "poor"},
            "is neither a priority class",
        ),
        ({"usage": "travel", "limit": -1}, "greater than or equal to 0"),
        ({"usage": "travel", "limit": "1,000"}, "a valid number, without quotes, separators or unit (got '1,000')"),
        ({"usage": "travel", "limit_column": "beds"}, "'limit_column' needs 'per'"),
        ({"usage": "travel", "limit": 1, "name": ""}, "at least 1 character"),
    ],
)
def test_a_budget_that_cannot_be(budget: dict[str, Any], words: str) -> None:
    assert words in refused({"subsidy": [TRAVEL], "budget": [{"name": "b", **budget}]}, PAIRS)


def test_a_table_in_single_brackets_is_told_to_take_double_ones() -> None:
    with pytest.raises(jobmatch.PolicyError, match=r"budget: there may be several of these; .* \[\[budget\]\]"):
        load_policy({"budget": {"name": "b", "usage": "placements", "limit": 1}})


@pytest.mark.parametrize(
    ("course", "words"),
    [
        ({}, "neither list has the skill 'sewing'; there is no skill in the columns skills of the lists"),
        ({"teaches": "sewing:x"}, "cannot be read; write skill:level"),
        ({"region": "Nowhere"}, "unknown region 'Nowhere'; write a code such as 433124, or a name such as 花垣县"),
        ({"seats": 2, "min_class": 3}, "min_class 3 is above seats 2"),
    ],
)
def test_a_course_that_cannot_be(course: dict[str, Any], words: str) -> None:
    assert words in refused({"course": [SEWING | course]})


def test_two_levers_that_no_solver_carries_together_are_both_named() -> None:
    budget = {"name": "b", "usage": "placements", "limit": 1}
    said = refused({"budget": [budget], "objective": {"order": ["fair:persons.home", "cost"]}})
    assert said.startswith("budget 'b' beside objective.order = ['fair:persons.home', 'cost']: no solver")
