"""Plans under levers are optima of an integer programme written from the rules, or it is proven that there are none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from jobmatch.masters import MASTERS, Limits, Outcome, Solution
from jobmatch.masters.lagrange import staged_bound
from jobmatch.problem.arrays import Int, Levers
from oracle.lever_cases import Case, optimum
from shortest_lists import shortest_lists

NEVER_STOP = Limits()


@pytest.fixture(params=["all pairs held", "shortest lists"])
def lists(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """All pairs at once; lists and sample so small that small cases take many rounds."""
    if request.param == "shortest lists":
        shortest_lists(monkeypatch)
    return str(request.param)


def solve(case: Case) -> Solution:
    given = (case.scan(), case.vacancies, case.unmatched, NEVER_STOP, lambda _: None)
    return MASTERS["tree"].solve(*given, levers=case.levers)


@pytest.mark.parametrize("block", range(4))
def test_the_optimum_is_that_of_an_integer_programme(block: int, lists: str) -> None:
    impossible = 0
    for seed in range(block * 250, block * 250 + 250):
        case = Case(seed)
        solution = solve(case)
        assert solution.outcome is Outcome.OPTIMAL
        assert solution.duals is not None
        reached = case.components(solution.job)
        bound = staged_bound(case.scan(), case.levers, case.vacancies, case.unmatched, solution.duals)
        best = optimum(case)
        if best is None:
            impossible += 1
            assert bound[0] > 0, seed
            assert bound >= reached, seed  # the bound knows no plan that places too many of a household
        else:
            assert reached == best, seed
            assert bound == reached, seed
    assert 10 < impossible < 200


def shifted(levers: Levers, k: int, side: int, by: int) -> Levers | None:
    """The levers with one limit moved; None where that makes no sense."""
    limit = levers.limits[k]
    lower, upper = limit.lower, limit.upper
    if side > 0 and upper is not None:
        upper += by
    elif lower is not None:
        lower += by
    if min(lower or 0, 0 if upper is None else upper) < 0 or (upper is not None and upper < (lower or 0)):
        return None
    moved = replace(limit, lower=lower, upper=upper)
    return replace(levers, limits=(*levers.limits[:k], moved, *levers.limits[k + 1 :]))


def rise(case: Case, before: list[int], levers: Levers | None, vacancies: Int | None = None) -> int | None:
    """By how much the best cost rises under other levers or vacancies; None if there is no plan."""
    if levers is None:
        return None
    other = Case(case.seed)
    other.levers = levers
    other.vacancies = case.vacancies if vacancies is None else vacancies
    reached = other.components(solve(other).job)
    return None if reached[0] else reached[-1] - before[-1]


@pytest.mark.parametrize("block", range(4))
def test_prices_are_what_one_more_or_fewer_is_worth(block: int, lists: str) -> None:
    asked = zero = 0
    for seed in range(10_000 + block * 60, 10_060 + block * 60):
        case = Case(seed)
        solution = solve(case)
        before = case.components(solution.job)
        if before[0]:
            assert solution.prices is None
            assert solution.limit_prices is None
            continue
        assert solution.prices is not None
        assert solution.limit_prices is not None
        for (k, side, name), (price, fewer) in zip(case.levers.sides(), solution.limit_prices.limits, strict=True):
            up, down = (rise(case, before, shifted(case.levers, k, side, by)) for by in (1, -1))
            assert price == (None if up is None else -up), (seed, name, k)
            assert fewer == down, (seed, name, k)
            asked, zero = asked + 1, zero + (price == 0)
        for j, one in enumerate(np.eye(case.m, dtype=np.int64)):
            more = rise(case, before, case.levers, case.vacancies + one)
            assert more is not None
            assert solution.prices.price[j] == -more, (seed, j)
            if case.vacancies[j] > 0:
                less = rise(case, before, case.levers, case.vacancies - one)
                assert solution.prices.has_fewer[j] == (less is not None), (seed, j)
                assert less is None or solution.prices.price_fewer[j] == less, (seed, j)
    assert asked > 50
    assert zero < asked - 20
