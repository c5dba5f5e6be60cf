"""Shares and all or none through `solve`: stopped by time, by a gap or by Ctrl-C, what is told is true and verifies."""

from __future__ import annotations

import itertools
from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.masters import Limits, OutOfTime, branch
from jobmatch.scenarios.presets import generate

QUOTAS = [
    {"name": "Longshan", "persons": {"home": "433130"}, "lower_share": 0.25},
    {"name": "shift", "per": "jobs.employer_id", "lower": 6, "all_or_none": True},
]
Given = tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]]


@pytest.fixture(scope="module")
def given() -> Given:
    seekers, jobs, policy = generate("xiangxi-2016", seekers=400, jobs=40)
    return seekers, jobs, {**policy, "quota": QUOTAS, "household": {"bonus": 1000.0}}


@pytest.fixture(scope="module")
def best(given: Given) -> jobmatch.Result:
    result = jobmatch.solve(*given)
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.verify().ok
    return result


def test_shares_and_shifts_are_kept(given: Given, best: jobmatch.Result) -> None:
    seekers, jobs, _ = given
    plan = best.assignment.join(seekers, on="person_id").join(jobs, on="job_id")
    of_longshan = plan.filter(pl.col("home").str.starts_with("433130")).height
    assert 4 * of_longshan >= plan.height
    assert plan.group_by("employer_id").len()["len"].min() >= 6


def told_truly(result: jobmatch.Result, best: jobmatch.Result) -> None:
    report = result.verify()
    assert report.ok, str(report)
    if result.status is jobmatch.Status.FEASIBLE:
        assert result.bound is not None
        assert result.bound <= best.objective <= result.objective
    else:
        assert result.status in (jobmatch.Status.UNKNOWN, jobmatch.Status.OPTIMAL)


def test_wherever_time_ends(given: Given, best: jobmatch.Result, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set()
    for allowed in (0, 2, 8, 20, 40, 80, 160, 10**9):
        looks = itertools.count()

        def check(limits: Limits, looks: itertools.count[int] = looks, allowed: int = allowed) -> None:
            if limits.deadline is not None and next(looks) >= allowed:
                raise OutOfTime

        with monkeypatch.context() as clock:
            clock.setattr(Limits, "check", check)
            result = jobmatch.solve(*given, time_limit=3600.0)
        told_truly(result, best)
        seen.add((result.status, result.stop))
    assert (jobmatch.Status.FEASIBLE, jobmatch.Stop.TIME) in seen
    assert (jobmatch.Status.OPTIMAL, None) in seen


def test_wherever_it_is_interrupted(given: Given, best: jobmatch.Result, monkeypatch: pytest.MonkeyPatch) -> None:
    real, seen = branch.inner, set()
    for at in (2, 5, 7, 9, 16, 40):
        calls = itertools.count()

        def stop(*args: Any, calls: itertools.count[int] = calls, at: int = at) -> Any:
            if next(calls) == at:
                raise KeyboardInterrupt
            return real(*args)

        with monkeypatch.context() as patch:
            patch.setattr(branch, "inner", stop)
            result = jobmatch.solve(*given)
        told_truly(result, best)
        seen.add((result.status, result.stop))
    assert (jobmatch.Status.FEASIBLE, jobmatch.Stop.INTERRUPT) in seen


@pytest.mark.parametrize("gap", [0.01, 1.0])
def test_a_gap_is_enough(given: Given, best: jobmatch.Result, gap: float) -> None:
    result = jobmatch.solve(*given, gap=gap)
    told_truly(result, best)
    assert (result.status, result.stop) == (jobmatch.Status.FEASIBLE, jobmatch.Stop.GAP)
    assert result.gap is not None
    assert 0 < result.gap <= gap
