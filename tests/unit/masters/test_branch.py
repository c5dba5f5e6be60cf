"""Branch and bound over cases is anytime: whenever it is stopped, its leaves cover every plan with a true bound."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from jobmatch.masters import MASTERS, Limits, Outcome, Solution, branch
from jobmatch.masters.lagrange import inner
from jobmatch.masters.protocol import OutOfTime
from oracle.test_cases import OpenCase

MANY = 400


def cases(first: int, count: int) -> list[OpenCase]:
    """Some whose search has more than one case."""
    found = (OpenCase(seed) for seed in range(first, first + MANY))
    return list(itertools.islice((case for case in found if len(solve(case).leaves) > 2), count))


def solve(case: OpenCase, limits: Limits | None = None) -> Solution:
    given = (case.scan(), case.vacancies, case.unmatched, limits or Limits(), lambda _: None)
    return MASTERS["tree"].solve(*given, levers=case.levers)


def random_plan(rng: np.random.Generator, case: OpenCase) -> npt.NDArray[np.int32]:
    """Some plan within the vacancies."""
    free, job = case.vacancies.copy(), np.full(case.n, -1, np.int32)
    for i in rng.permutation(case.n):
        open_ = [j for j in case.pairs.job[case.pairs.ptr[i] : case.pairs.ptr[i + 1]] if free[j] > 0]
        if open_ and rng.random() < 0.8:
            job[i] = rng.choice(open_)
            free[job[i]] -= 1
    return job


def check(case: OpenCase, solution: Solution, best: list[int]) -> None:
    """Leaves cover the best plan and others, and no plan is below the bound of a leaf that holds it."""
    rng = np.random.default_rng(case.seed)
    for leaf in solution.leaves:
        assert leaf.case.fits(case.levers, leaf.duals)
        numbers = leaf.case.concrete(case.levers, case.n)
        base = inner(case.scan(), numbers, case.vacancies, case.unmatched, leaf.duals)
        assert leaf.bound <= [a + b for a, b in zip(base, leaf.case.due(case.levers, leaf.duals), strict=True)]
    for plan in (solution.job, *(random_plan(rng, case) for _ in range(30))):
        placements = int((plan >= 0).sum())
        counts = [
            int((plan >= 0)[x.members].sum() if x.on_persons else np.isin(plan, x.members).sum())
            for x in case.levers.limits
        ]
        within = [
            leaf
            for leaf in solution.leaves
            if leaf.case.placed[0] <= placements <= leaf.case.placed[1]
            and all(known in (None, x > 0) for known, x in zip(leaf.case.open, counts, strict=True))
        ]
        assert within, "a plan in no leaf"
        assert all(leaf.bound <= case.reached(plan) for leaf in within)
    assert min(leaf.bound for leaf in solution.leaves) <= best


@pytest.mark.parametrize("where", ["inner", "worth"])
def test_an_interrupt_leaves_a_plan_and_leaves_that_bound_it(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real, kept, early = getattr(branch, where), 0, 0
    for case in cases(50_000, 5):
        best = case.reached(solve(case).job)
        for at in range(MANY):
            calls = itertools.count()

            def stop(*args: Any, calls: itertools.count[int] = calls, at: int = at) -> Any:
                if next(calls) == at:
                    raise KeyboardInterrupt
                return real(*args)

            monkeypatch.setattr(branch, where, stop)
            try:
                solution = solve(case)
            except KeyboardInterrupt:  # nothing was there yet
                early += 1
                continue
            finally:
                monkeypatch.setattr(branch, where, real)
            if next(calls) <= at:
                break
            assert solution.outcome is Outcome.INTERRUPT
            check(case, solution, best)
            kept += 1
        else:
            pytest.fail("it never came to its end")
    assert early <= 5 * 2  # at the first case only, whose duals may be learnt from twice
    assert kept > 20


def test_an_interrupt_in_the_middle_of_a_case_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    real, ended = branch.BranchAndBound._solved, 0
    for case in cases(50_000, 5):
        best = case.reached(solve(case).job)
        for at in range(MANY):
            calls = itertools.count()

            def solved(self: Any, *args: Any, calls: itertools.count[int] = calls, at: int = at) -> Solution:
                if next(calls) != at:
                    return real(self, *args)
                once = self.solve
                self.solve = lambda *a: _ended(once(*a), Outcome.INTERRUPT)
                try:
                    return real(self, *args)
                finally:
                    self.solve = once

            monkeypatch.setattr(branch.BranchAndBound, "_solved", solved)
            solution = solve(case)
            monkeypatch.setattr(branch.BranchAndBound, "_solved", real)
            if next(calls) <= at:
                break
            assert solution.outcome is Outcome.INTERRUPT
            assert next(calls) == at + 2, "it went on"
            check(case, solution, best)
            ended += 1
    assert ended > 20


def _ended(solution: Solution, outcome: Outcome) -> Solution:
    """The same, but told to have ended so."""
    return Solution(outcome, solution.job, solution.pays, solution.price, None, solution.duals)


def test_the_end_of_time_leaves_a_plan_and_leaves_that_bound_it(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = 0
    for case in cases(50_400, 4):
        best = case.reached(solve(case).job)
        for allowed in range(0, 60, 2):
            looks = itertools.count()

            def look(self: Limits, looks: itertools.count[int] = looks, allowed: int = allowed) -> None:
                if next(looks) >= allowed:
                    raise OutOfTime

            with monkeypatch.context() as clock:
                clock.setattr(Limits, "check", look)
                solution = solve(case)
            if next(looks) <= allowed:
                break
            assert solution.outcome is Outcome.TIME
            check(case, solution, best)
            stopped += 1
    assert stopped > 20


def test_a_gap_is_enough() -> None:
    early = 0
    for case in cases(50_000, 25):
        exact = solve(case)
        best = case.reached(exact.job)
        if min(leaf.bound for leaf in exact.leaves)[0] > 0:
            continue
        for gap in (0.3, 1.0, np.inf):
            solution = solve(case, Limits(gap=gap))
            check(case, solution, best)
            reached, bound = case.reached(solution.job), min(leaf.bound for leaf in solution.leaves)
            assert solution.outcome in (Outcome.GAP, Outcome.OPTIMAL)
            assert reached[0] == 0
            assert reached == best or solution.outcome is Outcome.GAP
            if reached[:-1] == bound[:-1]:
                nobody = int(case.unmatched.sum())
                assert reached[-1] - bound[-1] <= gap * max(1, abs(nobody - bound[-1]))
            early += solution.outcome is Outcome.GAP
    assert early > 5
