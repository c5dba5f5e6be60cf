"""Budgets under a time limit or Ctrl-C: what is at hand is a plan that keeps everything, with a true bound."""

from __future__ import annotations

from typing import Any

import pytest

import jobmatch
from jobmatch.masters import ascent, priced
from jobmatch.scenarios import presets


def small() -> tuple[Any, Any, dict[str, Any]]:
    """A small preset with a budget that binds."""
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.002)
    levers = {
        "subsidy": [{"name": "travel", "form": "ticket"}],
        "budget": [{"name": "travel", "usage": "travel", "limit": 3000.0}],
    }
    document = policy if isinstance(policy, dict) else policy.model_dump()
    return seekers, jobs, {**document, **levers}


def check(result: jobmatch.Result) -> None:
    used = result.prices.filter(result.prices["constraint"] == "travel, budget")
    assert used["used"][0] <= 3000.0
    assert result.bound <= result.objective
    assert result.verify().ok


@pytest.mark.parametrize("few", [-1, 10**9])
@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.3])
def test_a_time_limit_leaves_a_plan(few: int, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(priced, "FEW_PAIRS", few)
    result = jobmatch.solve(*small(), time_limit=seconds)
    assert result.status in (jobmatch.Status.FEASIBLE, jobmatch.Status.OPTIMAL)
    check(result)


@pytest.mark.parametrize("look", [1, 3, 8])
def test_an_interrupt_leaves_a_plan(look: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(priced, "FEW_PAIRS", -1)
    seen = 0
    add = ascent.Ascent._add

    def interrupted(self: ascent.Ascent, point: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == look:
            raise KeyboardInterrupt
        return add(self, point)

    monkeypatch.setattr(ascent.Ascent, "_add", interrupted)
    result = jobmatch.solve(*small())
    assert (result.status, result.stop) == (jobmatch.Status.FEASIBLE, jobmatch.Stop.INTERRUPT)
    check(result)


def test_a_gap_asked_for_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    result = jobmatch.solve(*small(), gap=0.01)
    assert result.gap <= 0.01
    check(result)
