"""Fair shares: the least share can be read off; whenever the search is stopped the status says so and verify agrees."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pytest

import jobmatch
from jobmatch.engine import fair
from jobmatch.engine.fair import _Shares
from jobmatch.masters import Limits, Outcome, OutOfTime

FAIR = {"objective": {"order": ["fair:team", "cost"]}}


def lists(teams: dict[str, int], places: int, never: str = "") -> dict[str, pl.DataFrame]:
    """Teams of persons who can all go to one job; those of team `never` cost most, and one of them can go nowhere."""
    rows = [(f"{team}{k}", team) for team, size in teams.items() for k in range(size)]
    seekers = pl.DataFrame(rows, {"person_id": pl.String, "team": pl.String}, orient="row")
    able = [(person, team) for person, team in rows if person != f"{never}0"]
    cost = [900.0 if team == never else 10.0 for _, team in able]
    pairs = pl.DataFrame({"person_id": [person for person, _ in able], "job_id": "j", "cost": cost})
    return {"seekers": seekers, "jobs": pl.DataFrame({"job_id": ["j"], "vacancies": [places]}), "pairs": pairs}


def test_attainable_shares_stand_in_order_each_once() -> None:
    shares = _Shares(np.array([2, 3, 6], np.int64))
    expected = sorted({Fraction(k, size) for size in (2, 3, 6) for k in range(size + 1)})
    assert [shares[at] for at in range(len(shares))] == expected
    assert [shares.place(share) for share in expected] == list(range(len(expected)))


@pytest.mark.parametrize(
    ("teams", "places", "never", "share", "placed"),
    [
        ({"a": 4, "b": 8}, 6, "", 0.5, {"a": 2, "b": 4}),
        ({"a": 4, "b": 8}, 5, "", 3 / 8, {"a": 2, "b": 3}),  # 2/4 and 3/8
        ({"a": 4, "b": 8}, 99, "", 1.0, {"a": 4, "b": 8}),
        ({"a": 4, "b": 8}, 99, "b", 7 / 8, {"a": 4, "b": 7}),
        ({"a": 4, "b": 8}, 2, "", 1 / 8, {"a": 1, "b": 1}),
        ({"a": 4, "b": 8}, 1, "", 0.0, None),
        ({"a": 2, "b": 1}, 9, "b", 0.0, {"a": 2}),
    ],
)
def test_the_least_share_is_as_large_as_can_be(
    teams: dict[str, int], places: int, never: str, share: float, placed: dict[str, int] | None
) -> None:
    given = lists(teams, places, never)
    result = jobmatch.solve(**given, policy=FAIR)
    assert result.status is jobmatch.Status.OPTIMAL
    stage = result.summary["stages"][0]
    assert (stage["value"], stage["bound"], stage["alone"]) == (share, share, share)
    found = result.assignment.join(given["seekers"], on="person_id")["team"].value_counts()
    assert placed is None or dict(found.iter_rows()) == placed
    assert result.verify().ok


def test_other_hard_limits_go_before_fairness() -> None:
    given = lists({"a": 4, "b": 8}, 6)
    part = {"name": "a's part", "persons": {"team": "a"}, "lower": 4}
    result = jobmatch.solve(**given, policy=FAIR | {"quota": [part]})
    assert result.summary["stages"][0]["value"] == 2 / 8
    impossible = jobmatch.solve(**given, policy=FAIR | {"quota": [part | {"lower": 5}]})
    assert impossible.status is jobmatch.Status.INFEASIBLE
    assert impossible.verify().ok


def some_lists() -> dict[str, pl.DataFrame]:
    """Teams whose members can each go to some of few jobs, so that more than one share has to be tried."""
    rng = np.random.default_rng(7)
    n, m = 120, 8
    there = np.argwhere(rng.random((n, m)) < 0.3)
    return {
        "seekers": pl.DataFrame({"person_id": [f"p{k}" for k in range(n)], "team": rng.choice(list("abcdefg"), n)}),
        "jobs": pl.DataFrame({"job_id": [f"j{k}" for k in range(m)], "vacancies": rng.integers(1, 9, m)}),
        "pairs": pl.DataFrame(
            {
                "person_id": [f"p{i}" for i, _ in there],
                "job_id": [f"j{j}" for _, j in there],
                "cost": rng.integers(0, 9000, len(there)) / 10,
            }
        ),
    }


def test_an_interrupt_leaves_a_plan_that_verifies(monkeypatch: pytest.MonkeyPatch) -> None:
    given, real = some_lists(), fair.staged_bound
    best = jobmatch.solve(**given, policy=FAIR)
    assert best.status is jobmatch.Status.OPTIMAL
    stopped = 0
    for at in range(40):
        calls = itertools.count()

        def stop(*args: Any, calls: itertools.count[int] = calls, at: int = at) -> Any:
            if next(calls) == at:
                raise KeyboardInterrupt
            return real(*args)

        with monkeypatch.context() as patch:
            patch.setattr(fair, "staged_bound", stop)
            result = jobmatch.solve(**given, policy=FAIR)
        report = result.verify()
        assert report.ok, str(report)
        assert result.prices["price"].null_count() == (0 if next(calls) <= at else result.prices.height)
        if result.status is jobmatch.Status.OPTIMAL:
            assert result.objective == best.objective
            break
        stopped += 1
        assert (result.status, result.stop) == (jobmatch.Status.FEASIBLE, jobmatch.Stop.INTERRUPT)
        told, stage = result.summary["stages"][0], best.summary["stages"][0]
        assert told["value"] <= stage["value"] <= told["bound"]
        assert told["alone"] is None
    assert stopped > 1


def test_an_interrupt_inside_a_solve_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    given, calls = some_lists(), itertools.count()
    real = jobmatch.masters.job_tree.TreeMaster.solve

    def solve(self: Any, *args: Any, **more: Any) -> Any:
        solution = real(self, *args, **more)
        if args[1].size == 8 and next(calls) == 0:  # not where kernels are compiled
            object.__setattr__(solution, "outcome", Outcome.INTERRUPT)
            object.__setattr__(solution, "duals", None)
            object.__setattr__(solution, "job", np.full_like(solution.job, -1))
        return solution

    monkeypatch.setattr(jobmatch.masters.job_tree.TreeMaster, "solve", solve)
    result = jobmatch.solve(**given, policy=FAIR)
    assert (result.status, result.stop) == (jobmatch.Status.FEASIBLE, jobmatch.Stop.INTERRUPT)
    assert result.verify().ok


def test_wherever_time_ends_what_is_told_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    given = some_lists()
    best = jobmatch.solve(**given, policy=FAIR).summary["stages"][0]["value"]
    seen = set()
    for allowed in range(0, 60, 3):
        looks = itertools.count()

        def check(limits: Limits, looks: itertools.count[int] = looks, allowed: int = allowed) -> None:
            if limits.deadline is not None and next(looks) >= allowed:
                raise OutOfTime

        with monkeypatch.context() as clock:
            clock.setattr(Limits, "check", check)
            result = jobmatch.solve(**given, policy=FAIR, time_limit=3600.0)
        seen.add((result.status, result.stop))
        report = result.verify()
        assert report.ok, str(report)
        if result.status is jobmatch.Status.FEASIBLE:
            stage = result.summary["stages"][0]
            assert stage["value"] <= best
            assert stage["bound"] is None or best <= stage["bound"]
    assert (jobmatch.Status.FEASIBLE, jobmatch.Stop.TIME) in seen
