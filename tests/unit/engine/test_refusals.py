"""What cannot be done exactly is refused by name, before anything is built."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.engine.choose import choose_master, constraints_of
from jobmatch.policy import load_policy

SEEKERS = pl.DataFrame({"person_id": ["a", "b"]})
JOBS = pl.DataFrame({"job_id": ["x"], "vacancies": [1]})
PAIRS = pl.DataFrame({"person_id": ["a"], "job_id": ["x"], "cost": [1.0]})


@pytest.mark.parametrize(
    ("policy", "named"),
    [
        ({"quota": [{"name": "few", "upper": 1}]}, "quota 'few'"),
        ({"budget": [{"name": "money", "usage": "yuan", "limit": 1.0}]}, "budget 'money'"),
        ({"household": {"bonus": 5.0}}, "household"),
        ({"household": {"max_out": 1}}, "household"),
        ({"course": [{"name": "c", "teaches": "weld:1"}]}, "course 'c'"),
        ({"objective": {"order": ["households", "cost"]}}, "objective.order"),
    ],
)
@pytest.mark.parametrize("solver", ["auto", "tree", "flow", "highs"])
def test_levers_that_no_solver_carries_are_named(policy: dict[str, Any], named: str, solver: str) -> None:
    with pytest.raises(jobmatch.UnsupportedError, match=named):
        jobmatch.solve(SEEKERS, JOBS, policy, pairs=PAIRS, solver=solver)


def test_unknown_solver_is_not_taken_for_the_default() -> None:
    with pytest.raises(jobmatch.UnsupportedError, match="no solver 'hungarian'; choose one of auto, flow, highs, tree"):
        jobmatch.solve(SEEKERS, JOBS, pairs=PAIRS, solver="hungarian")


def test_plan_in_force_is_refused() -> None:
    with pytest.raises(jobmatch.UnsupportedError, match="plan in force"):
        jobmatch.solve(SEEKERS, JOBS, pairs=PAIRS, plan="somewhere")


def test_binding_decisions_are_refused() -> None:
    forced = [{"person_id": "a", "job_id": "x", "decision": "forced"}]
    with pytest.raises(jobmatch.UnsupportedError, match="decision 'forced'"):
        jobmatch.solve(SEEKERS, JOBS, pairs=PAIRS, decisions=forced)


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
