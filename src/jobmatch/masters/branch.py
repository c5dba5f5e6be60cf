"""Branch and bound over cases: for limits that depend on the plan (see `jobmatch.masters.cases`).

Each case is a network problem, solved exactly. Its optimum bounds all plans of the case; where the plan also keeps what
the limits ask of it by its own counts it is the best of the case, else the case is split. Duals once found bound every
case that they fit, so that most are ruled out without a solve.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import NamedTuple

import numpy as np

from jobmatch.masters.cases import Case, shifted
from jobmatch.masters.closing import closing_costs
from jobmatch.masters.duals import near_by
from jobmatch.masters.lagrange import inner
from jobmatch.masters.protocol import Duals, Leaf, Limits, Outcome, Solution, SolveNetwork, Warm, gap_told, unhurried
from jobmatch.masters.worth import gap_between, worth
from jobmatch.pairing import Scan
from jobmatch.problem.arrays import Int, Levers, Small
from jobmatch.words import Words, said

CLOSE = 1e-5
"""A gap at which patience begins to matter."""

PATIENCE = 5_000_000
"""Persons in the cases solved since the gap was close, after which the rest is left open; at least LEAST cases."""

LEAST = 24

AGAIN = (8, 16, 32, 64, 128)
"""Cases after which another plan is looked for in the same way, while the gap is not close."""

DIVES = 12
"""Cases that are tried in a row for a first plan."""


class _Open(NamedTuple):
    """A case that is not solved yet, the one with the least bound first."""

    bound: list[int]
    number: int
    case: Case
    duals: int


@dataclass(eq=False)
class _Plan:
    """The best plan so far."""

    vector: list[int]
    job: Small
    pays: Int


class BranchAndBound:
    """The search of one solve."""

    def __init__(
        self, solve: SolveNetwork, scan: Scan, levers: Levers, vacancies: Int, unmatched: Int, limits: Limits
    ) -> None:
        """`solve` solves under limits that are numbers."""
        self.solve, self.scan, self.levers, self.limits = solve, scan, levers, limits
        self.vacancies, self.unmatched = vacancies, unmatched
        self.plan: _Plan | None = None
        self.pool: list[tuple[Duals, list[int]]] = []
        self.leaves: list[Leaf] = []
        self.open: list[_Open] = []
        self.last: Solution | None = None
        self._number, self._steps = count(), 0

    def run(self, tell: Callable[[Words], None], warm: Warm | None) -> Solution:
        """The best plan and the leaves that bound it."""
        persons = self.unmatched.size
        outcome, stop = Outcome.OPTIMAL, max(LEAST, PATIENCE // max(1, persons))
        close = 0
        self._push(Case.of_all(self.levers, persons), None)
        while outcome is Outcome.OPTIMAL and self.open and not self._settled(self.open[0].bound):
            gap = self._gap()
            enough = self.plan is not None and gap <= self.limits.gap
            if enough or close >= stop:
                outcome = Outcome.GAP if enough else Outcome.STALLED
                break
            node = heapq.heappop(self.open)
            try:
                outcome, warm = self._step(node, warm, tell)
            except KeyboardInterrupt:
                if self.last is None:
                    raise
                outcome = Outcome.INTERRUPT
                self._push(node.case, node)  # whatever has become of its parts, it covers them
            close += gap <= CLOSE
        return self._answer(outcome)

    def _step(self, node: _Open, warm: Warm | None, tell: Callable[[Words], None]) -> tuple[Outcome, Warm | None]:
        """Solve a case, close or split it; how that ended, and where to begin next."""
        solution = self._solved(node.case, warm)
        if solution.outcome is not Outcome.OPTIMAL:
            self._push(node.case, node)
            return solution.outcome, warm
        self._look_at(node.case, solution)
        gap = self._gap()
        tell(said("told.cases", cases=len(self.leaves) + len(self.open), gap=gap_told(gap)))
        warm = near_by(self.levers, solution, self.unmatched.size)
        self._steps += 1
        again = self._steps in AGAIN and gap > max(CLOSE, self.limits.gap)
        return (self._dive(node.case, solution, warm) if self.plan is None or again else Outcome.OPTIMAL), warm

    def _settled(self, bound: list[int]) -> bool:
        """Whether nothing in a case with this bound could be better than the plan, or be a plan at all."""
        return bound[0] > 0 or (self.plan is not None and bound >= self.plan.vector)

    def _solved(self, case: Case, warm: Warm | None) -> Solution:
        """The case solved: its duals join the pool, its plan may be the best so far."""
        solution = self.solve(self.scan, case.concrete(self.levers, self.unmatched.size), self.unmatched, warm)
        assert solution.duals is not None
        vector = self._vector(solution)
        if vector[0] == 0 and (self.plan is None or vector < self.plan.vector):
            self.plan = _Plan(vector, solution.job, solution.pays)
        self._learn(solution.duals)
        self.last = solution
        if any(limit.lower_share or limit.upper_share for limit in self.levers.limits):
            self._learn(shifted(solution.duals, self.levers))
        return solution

    def _vector(self, solution: Solution) -> list[int]:
        return worth(self.levers, self.vacancies.size, solution.job, solution.pays).vector

    def _learn(self, duals: Duals) -> None:
        persons = self.unmatched.size
        levers = Case.of_all(self.levers, persons).concrete(self.levers, persons)
        found = unhurried(lambda: inner(self.scan, levers, self.vacancies, self.unmatched, duals))
        self.pool.append((duals, found[0]))
        if found[1]:
            self.last = self.last or Solution(Outcome.INTERRUPT, *self._nobody(), None)
            raise KeyboardInterrupt

    def _nobody(self) -> tuple[Small, Int, Int]:
        """A plan that places nobody, and no prices."""
        return np.full(self.unmatched.size, -1, np.int32), self.unmatched, np.zeros_like(self.vacancies)

    def _bound(self, case: Case) -> tuple[list[int], int] | None:
        """The best bound of a case that known duals give, and whose it is."""
        found = [
            ([a + b for a, b in zip(base, case.due(self.levers, duals), strict=True)], k)
            for k, (duals, base) in enumerate(self.pool)
            if case.fits(self.levers, duals)
        ]
        return max(found) if found else None

    def _push(self, case: Case, parent: _Open | None) -> None:
        """A case to be solved; it is bounded by what bounds its parent, or better."""
        found = self._bound(case)
        bound, duals = ([-(1 << 62)], -1) if parent is None else (parent.bound, parent.duals)
        if found is not None and found[0] >= bound:
            bound, duals = found
        heapq.heappush(self.open, _Open(bound, next(self._number), case, duals))

    def _leaf(self, case: Case, bound: list[int], duals: int) -> None:
        self.leaves.append(Leaf(case, self.pool[duals][0], bound))

    def _look_at(self, case: Case, solution: Solution) -> None:
        """Close a solved case, or split it."""
        found = self._bound(case)
        assert found is not None
        bound, duals = found
        parts = [] if self._settled(bound) else self._split(case, solution)
        if len(parts) < 2:
            self._leaf(case, bound, duals)
            return
        for part in parts:
            self._push(part, _Open(bound, 0, case, duals))

    def _counts(self, solution: Solution) -> tuple[int, list[int]]:
        found = worth(self.levers, self.vacancies.size, solution.job, solution.pays)
        return int((solution.job >= 0).sum()), found.used

    def _split(self, case: Case, solution: Solution) -> list[Case]:
        """Cases that leave the plan out or take its limits as they are; one or none if there is nothing to split by."""
        placements, used = self._counts(solution)
        for limit, open_, x in zip(self.levers.limits, case.open, used, strict=True):
            shared = limit.lower_share is not None or limit.upper_share is not None
            asked = limit if open_ or not limit.all_or_none else replace(limit, lower=None, lower_share=None)
            if shared and asked.broken(x, placements):
                parts = case.split_placed(self.levers, placements)
                if len(parts) > 1:
                    return parts
        undecided = [
            (k, limit.least(placements))
            for k, (limit, open_, x) in enumerate(zip(self.levers.limits, case.open, used, strict=True))
            if limit.all_or_none and open_ is None and 0 < x < limit.least(placements)
        ]
        if not undecided:
            return []
        lost = closing_costs(self.scan, self.levers, self.unmatched, solution, [k for k, _ in undecided])
        k, least = max(undecided, key=lambda found: (lost[found[0]], min(used[found[0]], found[1] - used[found[0]])))
        return case.split_open(k, 2 * used[k] >= least)

    def _dive(self, case: Case, solution: Solution, warm: Warm) -> Outcome:
        """A plan from a case near by in which everything is decided, step by step; and how the search for it ended.

        Of the groups that are filled in part the emptiest half is closed and the fullest quarter opened; the solution
        of that case says how the others stand now. Groups opened that cannot be filled are closed again, the emptiest
        first. Only when all are settled does the number of placements follow: fewer groups hold fewer placements.
        """
        placed, open_ = case.placed, list(case.open)
        for _ in range(DIVES):
            placements, used = self._counts(solution)
            before = list(open_)
            undecided = [known is None and x > 0 for known, x in zip(open_, used, strict=True)]
            opened = [bool(now) and not known for now, known in zip(open_, case.open, strict=True)]
            in_part, short = (self._in_part(placements, used, which) for which in (undecided, opened))
            for k in (*in_part[: (len(in_part) + 1) // 2], *short[: (len(short) + 1) // 2]):
                open_[k] = False
            for k in in_part[len(in_part) - len(in_part) // 4 :]:
                open_[k] = True
            if open_ == before:
                if placed != case.placed:
                    break
                placed = case.split_placed(self.levers, placements)[0].placed
            solution = self._solved(Case(placed, tuple(open_)), warm)
            if solution.outcome is not Outcome.OPTIMAL or self._vector(solution)[0] == 0:
                return solution.outcome
            warm = near_by(self.levers, solution, self.unmatched.size)
        return Outcome.OPTIMAL

    def _in_part(self, placements: int, used: list[int], which: list[bool]) -> list[int]:
        """Of some limits of all or none those whose groups are not filled, the emptiest first."""
        found = [
            (x / limit.least(placements), k)
            for k, (limit, x, looked) in enumerate(zip(self.levers.limits, used, which, strict=True))
            if limit.all_or_none and looked and x < limit.least(placements)
        ]
        return [k for _, k in sorted(found)]

    def _gap(self) -> float:
        """How far the least bound is from the plan, in parts of how far it is from placing nobody; else infinite."""
        if not self.open or self._settled(self.open[0].bound):
            return 0.0
        return gap_between(None if self.plan is None else self.plan.vector, self.open[0].bound, self.unmatched)

    def _answer(self, outcome: Outcome) -> Solution:
        for node in self.open:
            self._leaf(node.case, node.bound, node.duals)
        worst = min(self.leaves, key=lambda leaf: leaf.bound)
        assert self.last is not None
        job, pays = (self.last.job, self.last.pays) if self.plan is None else (self.plan.job, self.plan.pays)
        price = worst.duals.vacancies[-1]
        return Solution(outcome, job, pays, price, None, worst.duals, None, tuple(self.leaves))
