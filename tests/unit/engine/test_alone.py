"""What each stage would reach alone, and what it gave up for those before it: small lists that can be read off."""

from __future__ import annotations

from typing import Any

import polars as pl

import jobmatch

# One place near home; who takes it keeps the poor one out of work. Two places far away, dear, for anyone but the poor.
SEEKERS = pl.DataFrame(
    {
        "person_id": ["poor", "other", "third"],
        "priority": ["registered_poor", "default", "default"],
        "household_id": ["h1", "h2", "h2"],
    }
)
JOBS = pl.DataFrame({"job_id": ["near", "far"], "vacancies": [1, 2]})
PAIRS = pl.DataFrame(
    {
        "person_id": ["poor", "other", "other", "third"],
        "job_id": ["near", "near", "far", "far"],
        "cost": [900.0, 0.0, 19_000.0, 25_000.0],
    }
)


def stages(*order: str, **policy: Any) -> list[tuple[str, float, float | None]]:
    result = jobmatch.solve(SEEKERS, JOBS, {"objective": {"order": list(order)}, **policy}, pairs=PAIRS)
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.verify().ok
    return [(stage["name"], stage["value"], stage["alone"]) for stage in result.summary["stages"]]


def test_cost_alone_is_the_optimum_without_any_stages() -> None:
    # costs of staying are 30,000 for the poor and 20,000 for the others
    free = jobmatch.solve(SEEKERS, JOBS, pairs=PAIRS).objective
    assert free == 900.0 + 19_000.0 + 20_000.0
    assert stages("placed", "cost") == [("placed", 3, 3), ("cost", 900.0 + 19_000.0 + 25_000.0, free)]


def test_a_later_stage_gives_up_what_an_earlier_one_takes() -> None:
    few = [{"name": "few", "upper": 1}]
    first, second, cost = stages("placed:default", "placed:registered_poor", "cost", quota=few)
    assert first == ("placed:default", 1, 1)
    assert second == ("placed:registered_poor", 0, 1)
    assert cost == ("cost", 50_000.0, 40_900.0)  # 0 + 30,000 + 20,000 against 900 + 20,000 + 20,000


def test_a_stage_that_gives_nothing_up_is_what_it_would_be_alone() -> None:
    assert [(value, alone) for _, value, alone in stages("placed", "households", "cost")][:2] == [(3, 3), (2, 2)]


def test_nothing_is_said_of_a_plan_that_is_not_proven() -> None:
    order = {"objective": {"order": ["placed", "cost"]}}
    result = jobmatch.solve(SEEKERS, JOBS, order, pairs=PAIRS, time_limit=0.0)
    assert [stage["alone"] for stage in result.summary["stages"]] == [None, None]
