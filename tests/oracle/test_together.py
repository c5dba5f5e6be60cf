"""Groups that go together: bound ≤ optimum of an integer programme ≤ plan, and mostly all three are the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from jobmatch.masters import MASTERS, Limits, Outcome, Solution
from jobmatch.masters.lagrange import staged_bound
from jobmatch.problem.arrays import Levers, Together
from oracle.lever_cases import Case, Rules
from shortest_lists import shortest_lists


class GroupCase(Case):
    """A case in which some persons go together, within their households where these have rules."""

    def _levers(self, rng: np.random.Generator) -> Levers:
        levers = super()._levers(rng)
        group = rng.integers(-1, max(1, self.n // 2), self.n)
        if levers.households is not None:
            group = np.where(group % 2 == 0, levers.households.of_person, -1)
        names, of_person, size = np.unique(group, return_inverse=True, return_counts=True)
        kept = (names >= 0) & (size > 1)
        number = np.where(kept, np.cumsum(kept) - 1, -1)
        unit = rng.integers(0, rng.integers(1, 4), self.m).astype(np.int32)
        ids = [f"g{name}" for name in names[kept]]
        return replace(levers, together=Together(number[of_person].astype(np.int32), unit, ids))


class GroupRules(Rules):
    """The same as rows: a binary for each group and unit, which is what each member has there."""

    def __init__(self, case: GroupCase) -> None:
        super().__init__(case, case.levers)
        together = case.levers.together
        assert together is not None
        for g in range(len(together.ids)):
            for u in range(int(together.unit.max()) + 1):
                goes = self.p.variable(1)
                for i in np.flatnonzero(together.of_person == g):
                    self.p.row(self._sum((self.person == i) & (together.unit[self.job] == u)) | {goes: -1.0}, 0, 0)


def solve(case: Case) -> Solution:
    given = (case.scan(), case.vacancies, case.unmatched, Limits(), lambda _: None)
    return MASTERS["tree"].solve(*given, levers=case.levers)


def keeps_together(case: GroupCase, solution: Solution) -> bool:
    together = case.levers.together
    assert together is not None
    where = np.where(solution.job >= 0, together.unit[solution.job], -1)
    return all(np.unique(where[together.of_person == g]).size == 1 for g in range(len(together.ids)))


@pytest.mark.parametrize("lists", ["all pairs held", "shortest lists"])
@pytest.mark.parametrize("block", range(2))
def test_the_optimum_lies_between_bound_and_plan(block: int, lists: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if lists == "shortest lists":
        shortest_lists(monkeypatch)
    proven = there = unknown = 0
    for seed in range(70_000 + block * 150, 70_150 + block * 150):
        case = GroupCase(seed)
        solution = solve(case)
        assert solution.duals is not None
        bound = staged_bound(case.scan(), case.levers, case.vacancies, case.unmatched, solution.duals)
        best = GroupRules(case).best()
        reached = case.components(solution.job)
        assert keeps_together(case, solution), seed
        if best is None:
            assert reached[0] > 0, seed
            continue
        there += 1
        assert bound <= best, seed
        if reached[0] > 0:  # none was found
            unknown += 1
            continue
        assert best <= reached, seed
        assert (solution.outcome is Outcome.OPTIMAL) == (bound == reached), seed
        proven += bound == reached
    print(there, proven, unknown)
    assert proven > there // 2
    assert unknown < there // 10
