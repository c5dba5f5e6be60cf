"""Shares of all placements, and all or none: plans are optima of an integer programme, leaves cover and bound them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest

from jobmatch.masters import MASTERS, Limits, Outcome, Solution
from jobmatch.masters.worth import worth
from jobmatch.problem.arrays import Levers, Limit
from oracle.lever_cases import Case, Rules
from shortest_lists import shortest_lists

SHARES = tuple(Fraction(text) for text in ("0.15", "0.25", "0.3333", "0.5", "0.8", "1"))


class OpenCase(Case):
    """A case some of whose limits are shares, or bind only where anyone is counted."""

    def _levers(self, rng: np.random.Generator) -> Levers:
        levers = super()._levers(rng)
        return replace(levers, limits=tuple(self._by_plan(rng, limit) for limit in levers.limits))

    def _by_plan(self, rng: np.random.Generator, limit: Limit) -> Limit:
        if limit.lower is not None and rng.random() < 0.4:
            limit = replace(limit, lower=None, lower_share=SHARES[rng.integers(len(SHARES))])
        if limit.upper is not None and rng.random() < 0.4:
            limit = replace(limit, upper=None, upper_share=SHARES[rng.integers(len(SHARES))])
        return replace(limit, all_or_none=limit.has_lower and bool(rng.random() < 0.5))

    def reached(self, job: npt.NDArray[np.int32]) -> list[int]:
        """What a plan comes to, in the test's own words."""
        placed = job >= 0
        fixed = []
        for limit in self.levers.limits:
            count = int(placed[limit.members].sum() if limit.on_persons else np.isin(job, limit.members).sum())
            low = limit.lower if limit.lower_share is None else -int(-limit.lower_share * int(placed.sum()) // 1)
            high = limit.upper if limit.upper_share is None else int(limit.upper_share * int(placed.sum()) // 1)
            low = None if limit.all_or_none and count == 0 else low
            fixed.append(replace(limit, lower=low, upper=high, lower_share=None, upper_share=None))
        plain = Case(self.seed)
        plain.__dict__ = self.__dict__ | {"levers": replace(self.levers, limits=tuple(fixed))}
        return plain.components(job)


class OpenRules(Rules):
    """The same as rows: shares of the sum of all variables, a binary for each group that may stay closed."""

    def _limit(self, limit: Limit) -> None:
        terms = self._sum(np.isin(self.person if limit.on_persons else self.job, limit.members))
        everybody, many = dict.fromkeys(self.x, 1.0), float(len(self.x) + self.case.n + 50)
        for lower, number, share in ((True, limit.lower, limit.lower_share), (False, limit.upper, limit.upper_share)):
            if number is None and share is None:
                continue
            row = dict(terms)
            if share is not None:
                for x in everybody:
                    row[x] = row.get(x, 0.0) - float(share)
            at = float(number or 0)
            if limit.soft is not None:
                slack = self.p.variable()
                row[slack] = 1.0 if lower else -1.0
                self.cost[slack] = float(limit.soft)
            if lower and limit.all_or_none:
                is_open = self.p.variable(1)
                self.p.row({**terms, is_open: -many}, -np.inf, 0)
                row[is_open] = -many
                at -= many
            low, high = (at - 1e-7, np.inf) if lower else (-np.inf, at + 1e-7)
            self.p.row(row, low, high)


def solve(case: Case, limits: Limits | None = None) -> Solution:
    given = (case.scan(), case.vacancies, case.unmatched, limits or Limits(), lambda _: None)
    return MASTERS["tree"].solve(*given, levers=case.levers)


@pytest.mark.parametrize("lists", ["all pairs held", "shortest lists"])
@pytest.mark.parametrize("block", range(4))
def test_the_optimum_is_that_of_an_integer_programme(block: int, lists: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if lists == "shortest lists":
        shortest_lists(monkeypatch)
    impossible = many = 0
    for seed in range(50_000 + block * 150, 50_150 + block * 150):
        case = OpenCase(seed)
        if not case.levers.by_plan:
            continue
        solution = solve(case)
        assert solution.outcome is Outcome.OPTIMAL, seed
        bound = min(leaf.bound for leaf in solution.leaves)
        many += len(solution.leaves) > 2
        best = OpenRules(case, case.levers).best()
        if best is None:
            impossible += 1
            assert bound[0] > 0, seed
            continue
        reached = case.reached(solution.job)
        pays = np.where(solution.job >= 0, case.cost[np.arange(case.n), solution.job], case.unmatched)
        assert worth(case.levers, case.m, solution.job, pays).vector == reached, seed
        assert reached == best, seed
        assert bound == reached, seed
    assert impossible > 5
    assert many > 15
