"""Groups that go together: each chooses a unit by prices, a network problem gives prices and places, and again.

With its unit chosen, a group's members are persons like others who may go to few jobs only; what staying costs is
shared out among them so that they gain alike, since then they go or stay alike. The prices of that network show which
groups would rather go elsewhere. Where none would, the plan is proven to be best: every group has its joint minimum
under the prices (docs/certificate.md). Else the bound of the prices says how far the plan can be off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from jobmatch.masters.duals import full_prices, near_by
from jobmatch.masters.groups import STAYS, Groups
from jobmatch.masters.lagrange import staged_bound
from jobmatch.masters.plans import units_of
from jobmatch.masters.protocol import Duals, Limits, Outcome, Solution, SolveNetwork, Warm, gap_told, unhurried
from jobmatch.masters.worth import gap_between, worth
from jobmatch.pairing import NEVER, RestrictedScan, Scan
from jobmatch.problem.arrays import Flags, Int, Levers, Small
from jobmatch.words import Words, said

ROUNDS = 12
"""Rounds of choices and prices at most."""

PATIENCE = 3
"""Rounds without a better plan or bound, after which no more are made."""


@dataclass(eq=False)
class _Best:
    """The best plan and bound so far."""

    vector: list[int] | None = None
    job: Small | None = None
    pays: Int | None = None
    bound: list[int] | None = None
    duals: Duals | None = None


class TogetherSearch:
    """The search of one solve."""

    def __init__(
        self, solve: SolveNetwork, scan: Scan, levers: Levers, vacancies: Int, unmatched: Int, limits: Limits
    ) -> None:
        """`solve` solves a network problem: pairs, levers, what staying costs, where to begin."""
        assert levers.together is not None
        self.solve, self.scan, self.levers, self.limits = solve, scan, levers, limits
        self.vacancies, self.unmatched = vacancies, unmatched
        self.plain = replace(levers, together=None)
        self.groups = Groups(scan, levers.together)
        # a unit without room enough for a group is none to choose, nor one where it twice found no places; the bound
        # knows nothing of that
        self.barred = self.groups.cramped(vacancies)
        self.missed: Flags = np.zeros_like(self.barred)
        self.best = _Best()

    def run(self, tell: Callable[[Words], None], warm: Warm | None) -> Solution:
        """The best plan found, and the best bound."""
        try:
            solution = self.solve(self.scan, self.plain, self.unmatched, warm)  # everybody for themselves
            self._learn(solution)
            return self._answer(self._rounds(solution, tell))
        except KeyboardInterrupt:
            if self.best.duals is None:
                raise
            return self._answer(Outcome.INTERRUPT)

    def _rounds(self, solution: Solution, tell: Callable[[Words], None]) -> Outcome:
        """Rounds from a plan in which everybody stands alone, and how they ended."""
        unit, _ = self._choices(solution)
        idle = 0
        for number in range(ROUNDS):
            if solution.outcome is not Outcome.OPTIMAL or self._done() or idle >= PATIENCE:
                break
            before = (self.best.vector, self.best.bound)
            solution = self._placed(
                unit, self._even(unit, solution), near_by(self.levers, solution, self.unmatched.size)
            )
            full = self._full(solution.job, unit)
            torn = full != (unit != STAYS)
            if solution.outcome is Outcome.OPTIMAL and torn.any():
                # some go in part: a plan in which they must go as a whole, then one in which they stay
                whole = self._placed(
                    unit, self.unmatched, near_by(self.levers, solution, self.unmatched.size), must=unit != STAYS
                )
                if whole.outcome is not Outcome.OPTIMAL:
                    return whole.outcome
                failed = self.groups.options(np.where(full, STAYS, unit).astype(np.int32))
                self.barred, self.missed = self.barred | (failed & self.missed), self.missed | failed
                unit = np.where(full, unit, STAYS).astype(np.int32)
                solution = self._placed(
                    unit, self.unmatched, near_by(self.levers, solution, self.unmatched.size), must=full
                )
            gap, goes = self._gap(), int((unit != STAYS).sum())
            tell(said("told.groups", round=number + 1, gap=gap_told(gap), groups=goes))
            unit = self._next(unit, solution, number, torn if number else np.ones_like(torn))
            idle = 0 if (self.best.vector, self.best.bound) != before else idle + 1
        return solution.outcome

    def _placed(self, unit: Small, stay: Int, warm: Warm, must: Flags | None = None) -> Solution:
        """The network problem with units chosen; STAYS keeps a group from all jobs."""
        groups = self.groups
        scan = RestrictedScan(self.scan, groups.who, groups.keeping(unit))
        levers = self.plain
        if must is not None:
            there = np.zeros(stay.size, bool) if levers.must is None else levers.must.copy()
            there[groups.who] |= must[groups.group]
            levers = replace(levers, must=there)
        solution = self.solve(scan, levers, stay, warm)
        self._learn(solution)
        return solution

    def _learn(self, solution: Solution) -> None:
        """Whether the bound of the duals, or the plan without groups that go in part, is the best so far."""
        duals, best = solution.duals, self.best
        assert duals is not None
        given = (self.scan, self.levers, self.vacancies, self.unmatched, duals, self.groups)
        bound, hurried = unhurried(lambda: staged_bound(*given))
        if best.bound is None or bound > best.bound:
            best.bound, best.duals = bound, duals
        job = solution.job.copy()
        placed = np.zeros(job.size, bool)
        placed[self.groups.who] = ~self._full(job, None)[self.groups.group]
        job[placed] = -1
        where = np.flatnonzero(job >= 0).astype(np.int32)
        pays = self.unmatched.copy()
        pays[where] = self.scan.costs(where, job[where])
        vector = worth(self.levers, self.vacancies.size, job, pays).vector
        if vector[0] == 0 and (best.vector is None or vector < best.vector):
            best.vector, best.job, best.pays = vector, job, pays
        if hurried:
            raise KeyboardInterrupt

    def _full(self, job: Small, unit: Small | None) -> Flags:
        """Groups all of whose members are placed in one unit: the one chosen, or any."""
        groups, together = self.groups, self.groups.together
        seat = job[groups.who]
        where = np.where(seat >= 0, np.append(together.unit, STAYS)[seat], STAYS)
        if unit is None:
            low, high = units_of(together, job)
            full: Flags = (low == high) & (low != STAYS)
            return full
        fits = (where == unit[groups.group]) & (seat >= 0)
        full = groups.sums((~fits).astype(np.int64)) == 0
        return full

    def _price(self, duals: Duals) -> tuple[Int, Int]:
        return full_prices(self.levers, duals, self.unmatched.size)

    def _choices(self, solution: Solution) -> tuple[Small, Int]:
        """The unit that each group would choose under the prices, and what it gains by that."""
        assert solution.duals is not None
        price, own = self._price(solution.duals)
        value, unit = self.groups.best(price, barred=self.barred)
        who = self.groups.who
        gain = self.groups.sums((self.unmatched - own)[who]) - value + self._bonus()
        stays = (value == NEVER) | (gain <= 0)
        return np.where(stays, STAYS, unit).astype(np.int32), np.where(stays, 0, gain)

    def _bonus(self) -> int:
        """What a household's first member is worth: a group may earn it."""
        return 0 if self.levers.households is None else self.levers.households.bonus

    def _even(self, unit: Small, solution: Solution) -> Int:
        """What staying costs, shared out so that all members of a group gain alike by going under the prices.

        A group that goes for its household's bonus only has a share of that in each member's gain.
        """
        assert solution.duals is not None
        price, own = self._price(solution.duals)
        groups, who = self.groups, self.groups.who
        best = groups.best_within(price, unit)
        gain = np.where(best == NEVER, 0, (self.unmatched - own)[who] - best)
        size = np.diff(groups.together.start)[groups.group]
        of_group = groups.sums(gain)
        of_group = np.where(of_group < 0, of_group + self._bonus(), of_group)
        mean = of_group[groups.group] // size
        stay = self.unmatched.copy()
        stay[who] += np.where(unit[groups.group] == STAYS, 0, mean - gain)
        return stay

    def _next(self, unit: Small, solution: Solution, number: int, at_once: Flags) -> Small:
        """Units for the next round: groups that gain by it move, those not `at_once` every other one at a time."""
        wanted, _ = self._choices(solution)
        moves = (wanted != unit) & (at_once | (np.arange(unit.size) % 2 == number % 2))
        return np.where(moves, wanted, unit).astype(np.int32)

    def _gap(self) -> float:
        """How far plan and bound are apart, in parts of how far the bound is from placing nobody; else infinite."""
        return gap_between(self.best.vector, self.best.bound, self.unmatched)

    def _done(self) -> bool:
        best = self.best
        if best.bound is not None and best.bound[0] > 0:
            return True
        return best.vector == best.bound or self._enough()

    def _enough(self) -> bool:
        """Whether there is a plan as close to the bound as was asked for."""
        return self.best.vector is not None and self._gap() <= self.limits.gap

    def _answer(self, outcome: Outcome) -> Solution:
        best = self.best
        assert best.duals is not None
        job, pays = best.job, best.pays
        if job is None or pays is None:
            job, pays = np.full(self.unmatched.size, -1, np.int32), self.unmatched.copy()
        if outcome is Outcome.OPTIMAL and best.vector != best.bound:
            outcome = Outcome.GAP if self._enough() else Outcome.STALLED
        return Solution(outcome, job, pays, best.duals.vacancies[-1], None, best.duals)
