"""Limits and interrupts: a feasible plan with its true bound, never a wrong claim."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

import jobmatch
from jobmatch.engine import Progress
from jobmatch.masters import flow, rounds


def large(n: int = 3000, m: int = 120) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Enough pairs for the flow to run in a process of its own."""
    rng = np.random.default_rng(5)
    person, job = (a.ravel() for a in np.meshgrid(np.arange(n), np.arange(m), indexing="ij"))
    pairs = pl.DataFrame(
        {
            "person_id": pl.Series(person).cast(pl.String),
            "job_id": pl.Series(job).cast(pl.String),
            "cost": rng.integers(0, 10_000, n * m) / 10,
        }
    )
    seekers = pl.DataFrame({"person_id": [str(k) for k in range(n)]})
    return seekers, pl.DataFrame({"job_id": [str(k) for k in range(m)], "vacancies": [10] * m}), pairs


def test_child_process_gives_the_same_plan_as_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    seekers, jobs, pairs = large()
    assert pairs.height > flow.IN_PROCESS
    apart = jobmatch.solve(seekers, jobs, pairs=pairs, solver="flow")
    monkeypatch.setattr(flow, "IN_PROCESS", pairs.height)
    here = jobmatch.solve(seekers, jobs, pairs=pairs, solver="flow")
    assert apart.status is here.status is jobmatch.Status.OPTIMAL
    assert apart.assignment.equals(here.assignment)


@pytest.mark.parametrize("limit", [0.0, 0.4])
def test_time_limit_keeps_a_feasible_plan_and_a_true_bound(limit: float, monkeypatch: pytest.MonkeyPatch) -> None:
    seekers, jobs, pairs = large()
    optimum = jobmatch.solve(seekers, jobs, pairs=pairs).objective
    monkeypatch.setattr(flow, "CHILD", ("-c", "import time; time.sleep(60)"))
    result = jobmatch.solve(seekers, jobs, pairs=pairs, time_limit=limit, solver="flow")
    assert (result.status, result.stop) == (jobmatch.Status.FEASIBLE, jobmatch.Stop.TIME)
    assert result.bound is not None
    assert result.bound <= optimum <= result.objective
    assert result.abs_gap == pytest.approx(result.objective - result.bound)
    report = result.verify()
    assert report.ok, str(report)


def test_a_gap_that_is_met_is_the_reason_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    seekers, jobs, pairs = large()
    monkeypatch.setattr(flow, "CHILD", ("-c", "import time; time.sleep(60)"))
    result = jobmatch.solve(seekers, jobs, pairs=pairs, time_limit=0.0, gap=1.0, solver="flow")
    assert (result.status, result.stop) == (jobmatch.Status.FEASIBLE, jobmatch.Stop.GAP)


def test_interrupt_keeps_a_feasible_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    seekers, jobs, pairs = large()
    monkeypatch.setattr(flow, "CHILD", ("-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(flow.time, "sleep", interrupt)
    result = jobmatch.solve(seekers, jobs, pairs=pairs, solver="flow")
    assert (result.status, result.stop) == (jobmatch.Status.FEASIBLE, jobmatch.Stop.INTERRUPT)


def test_a_child_that_fails_is_an_error_and_not_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    seekers, jobs, pairs = large()
    monkeypatch.setattr(flow, "CHILD", ("-c", "raise SystemExit('broken')"))
    with pytest.raises(RuntimeError, match="broken"):
        jobmatch.solve(seekers, jobs, pairs=pairs, solver="flow")


@pytest.mark.parametrize("solver", ["tree", "flow", "highs"])
def test_no_time_at_all_still_gives_a_plan_that_verifies(solver: str) -> None:
    seekers, jobs, pairs = large(300, 20)
    optimum = jobmatch.solve(seekers, jobs, pairs=pairs).objective
    result = jobmatch.solve(seekers, jobs, pairs=pairs, time_limit=0.0, solver=solver)
    assert result.bound is not None
    assert result.bound <= optimum <= result.objective
    report = result.verify()
    assert report.ok, str(report)


def test_an_interrupt_between_rounds_keeps_the_plan_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "FIRST_BLIND", 1)

    def interrupt(step: Progress) -> None:
        if step.message.startswith("round 1"):
            raise KeyboardInterrupt

    seekers, jobs, pairs = large()
    result = jobmatch.solve(seekers, jobs, pairs=pairs, progress=interrupt)
    assert (result.status, result.stop) == (jobmatch.Status.FEASIBLE, jobmatch.Stop.INTERRUPT)
    report = result.verify()
    assert report.ok, str(report)


@pytest.mark.parametrize("bad", [{"gap": -0.1}, {"time_limit": -1.0}])
def test_negative_limits_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="negative"):
        jobmatch.solve([], [], **bad)  # type: ignore[arg-type]
