"""Rounds of short lists and prices, until no pair is missing.

The tree is optimal over short lists only. A look at all pairs under its prices finds, for every person, those outside
that are still better; its inner minima are a bound for the whole problem. The pairs join the lists and the simplex
goes on from where it was. When none is missing the bound meets the plan.

Two things keep early rounds from going astray. Lists are spread over near-ties (see `spread`), on a scale that follows
how far the last round's lists fell short. And while lists are thin a job may find too few persons for its vacancies
although many would come: its price does not fall below a *floor* near the guess at once, but step by step, until its
lists have filled; floors end at 0, so that what is proven at last has none.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from jobmatch.masters.auction import Auction
from jobmatch.masters.first_prices import Start
from jobmatch.masters.protocol import Limits, Outcome, OutOfTime, Solution
from jobmatch.masters.residual import extreme_prices
from jobmatch.masters.spread import spread_over
from jobmatch.masters.tree import JobTree, Network
from jobmatch.pairing import NEVER, Look, PairList, Scan, ShortLists
from jobmatch.problem.arrays import Flags, Int, Small

FIRST = 8
"""Pairs of a first short list."""

FIRST_BLIND = 48
"""The same, where no prices are known to choose by."""

MORE = 6
"""Pairs that a round adds at most to a list."""

WIDE = 2
"""First scale of the spread, in steps of the start; as much worse than staying may be what a first list takes."""

BOX = 2
"""How far below the guess the first floors lie, in steps."""

FALL, FASTER = 8, 4
"""Steps that a floor falls first, and by how much more each time."""

AFRESH = 0.05
"""Share: with more persons who miss a pair, the next plan is auctioned, from the prices at hand."""

SETTLED, FINER = 3, 4
"""Rounds after which prices of a part are good enough, and how much finer the scale is on which they still err."""

FEW_PERSONS, FEW_JOBS = 0.1, 0.02
"""Shares: with fewer persons who miss a pair, lists are no longer thin; fewer jobs on floors are let go at once."""


class Rounds:
    """The rounds of one solve."""

    def __init__(self, scan: Scan, vacancies: Int, unmatched: Int, far: int, start: Start, limits: Limits) -> None:
        self.scan, self.vacancies, self.unmatched, self.start, self.limits = scan, vacancies, unmatched, start, limits
        n, m = unmatched.size, vacancies.size
        self.tree = JobTree(Network.of_vacancies(vacancies, far), np.full(n, m, np.int32), unmatched)
        self.kept: tuple[Small, Int] | None = None
        self.best_price = np.zeros(m, np.int64)
        self.bound = -far * (n + 1)
        self.short = ShortLists(scan, unmatched, limits.check)
        self.scale = WIDE * start.step
        self._look(start.price, FIRST if start.step > 0 else FIRST_BLIND, slack=self.scale)
        self.floor = np.zeros(m, np.int64)
        self.fall = np.full(m, FALL * start.step)

    def begin(self, job: Small | None) -> None:
        """A first plan: by the first prices, by auction, or the one given, as far as it still holds."""
        price, step = self.start.price, self.start.step
        if job is not None:
            seat, pays = self._still_good(job)
            filled = np.bincount(seat, minlength=price.size + 1)[: price.size]
            self.floor = np.where(filled < self.vacancies, np.maximum(0, price), 0)
            self.tree.set_floors(self.floor)
            self.tree.resume(seat, pays, price)
            return
        if step > 0 and not self.short.complete:
            self.floor = np.where(self.vacancies > 0, np.maximum(0, price - BOX * step), 0)
        self.tree.set_floors(self.floor)
        self._sell(price)

    def _sell(self, price: Int, off: int = 0) -> None:
        """A plan by auction over the short lists, from prices that may be `off` by a few steps, or so many quanta.

        What an interrupted auction leaves is taken only if it is better than the plan there is; a better plan that a
        finished one takes the place of is kept, in case a limit comes before the simplex has caught up.
        """
        step = max(self.start.step, off)
        low = np.maximum(self.floor, np.where(self.vacancies > 0, price - BOX * step, 0))
        sale = Auction(self.short.lists, self.vacancies, self.unmatched, low, self.floor)
        try:
            sale.run(self.limits, step)
        except (KeyboardInterrupt, OutOfTime):
            if sale.pays.sum() < self.tree.persons.pays.sum():
                self._take(sale)
            raise
        if self.tree.persons.pays.sum() < sale.pays.sum():
            self.kept = self._best()
        self._take(sale)

    def _take(self, sale: Auction) -> None:
        price = np.where(self.vacancies > 0, sale.price, self.start.price)
        self.tree.resume(sale.seat, sale.pays, price)
        if self.short.complete:  # a look costs next to nothing
            self._look(price, MORE)

    def _still_good(self, job: Small) -> tuple[Small, Int]:
        """Seats and costs of the placements that are still eligible and within the vacancies, the cheapest first."""
        who = np.flatnonzero(job >= 0).astype(np.int32)
        cost = self.scan.costs(who, job[who])
        gain = cost - self.unmatched[who]
        order = np.lexsort((gain, job[who]))
        sits = job[who][order]
        rank = np.arange(order.size) - np.searchsorted(sits, sits)
        kept = np.sort(order[(rank < self.vacancies[sits]) & (cost[order] < NEVER)])
        self.short.add(who[kept], job[who[kept]], cost[kept])
        self.tree.set_lists(self.short.lists)
        seat, pays = np.full(job.size, self.vacancies.size, np.int32), self.unmatched.copy()
        seat[who[kept]], pays[who[kept]] = job[who[kept]], cost[kept]
        return seat, pays

    def run(self, tell: Callable[[str], None], job: Small | None = None) -> Solution:
        """Rounds until no pair is missing, or a limit comes first; from the plan `job`, if there is one."""
        number = 0
        try:
            self.begin(job)
            while True:
                number += 1
                self.tree.run(self.limits)
                look = self._look(self.tree.price.copy(), MORE)
                tell(f"round {number}: {self._progress(look.missing)}")
                if 0 < self._gap() <= self.limits.gap:
                    return self.so_far(Outcome.GAP)
                if not self._on(look):
                    break
        except KeyboardInterrupt:
            return self.so_far(Outcome.INTERRUPT)
        except OutOfTime:
            return self.so_far(Outcome.TIME)
        return self._proven()

    def settle(self) -> Start:
        """A few rounds only: prices for a larger problem to start from, on the finer scale that they allow."""
        for number in range(1, SETTLED + 1):
            self.tree.run(self.limits)
            price = self.tree.price.copy()
            look = self._look(price, MORE)
            if number == SETTLED or not self._on(look):
                break
        return Start(np.where(self.vacancies > 0, price, self.start.price), max(1, self.start.step // FINER))

    def _look(self, price: Int, k: int, slack: int = 0) -> Look:
        """Add pairs that are missing under `price`; keep the best bound."""
        look = self.short.look(price, slack, k, spread_over(self.vacancies, self.scale))
        bound = look.inner - int((price * self.vacancies).sum())
        if bound > self.bound:
            self.bound, self.best_price = bound, price
        self.tree.set_lists(self.short.lists)
        return look

    def _on(self, look: Look) -> bool:
        """Make the next round's lists and floors; False if nothing is missing and no price is held up."""
        low = (self.tree.free > 0) & (self.floor > 0)
        thin = look.missing > FEW_PERSONS * self.unmatched.size
        self.scale = min(self.scale, look.shortfall // look.missing) if thin else 0
        if low.any():
            self._lower(low, thin)
        if look.missing > AFRESH * self.unmatched.size:
            self._sell(self.tree.price, look.shortfall // look.missing)
        return look.missing > 0 or bool(low.any())

    def _lower(self, low: Flags, thin: bool) -> None:
        """Let the floors fall of jobs that stand on them with vacancies left."""
        if thin and low.sum() > FEW_JOBS * low.size:
            self.floor = np.where(low, np.maximum(0, self.floor - self.fall), self.floor)
        else:
            self.floor = np.zeros_like(self.floor)
        self.fall = np.where(low, FASTER * self.fall, self.fall)
        self.tree.set_floors(self.floor)

    def _gap(self) -> float:
        objective = int(self.tree.persons.pays.sum())
        return max(0, objective - self.bound) / max(1, abs(int(self.unmatched.sum()) - self.bound))

    def _progress(self, missing: int) -> str:
        held = f"{self.short.lists.job.size:,} pairs held"
        return f"gap {self._gap():.1e}, {missing:,} persons have better jobs to look at, {held}"

    def so_far(self, outcome: Outcome) -> Solution:
        """The best plan, and the prices of the best bound."""
        job, pays = self._best()
        return Solution(outcome, job, pays, self.best_price, None)

    def _best(self) -> tuple[Small, Int]:
        """The plan now, or the one kept, if that is better."""
        now = self._plan()
        return self.kept if self.kept is not None and self.kept[1].sum() < now[1].sum() else now

    def _plan(self) -> tuple[Small, Int]:
        seat = self.tree.persons.seat
        return np.where(seat < self.vacancies.size, seat, -1).astype(np.int32), self.tree.persons.pays.copy()

    def _proven(self) -> Solution:
        job, pays = self._plan()
        self.scale = 0
        self.short.patient()
        # strongly feasible: from every job one unit more can be sent to the ground at the job's price, so that no
        # optimal dual is greater
        greatest = self.tree.price.copy()
        plan = (job, pays, self.vacancies, self.unmatched, greatest)
        try:
            prices = extreme_prices(self._missing_under, self.short.lists, *plan)
        except KeyboardInterrupt:  # the plan is proven: its prices are worth the short wait
            prices = extreme_prices(self._missing_under, self.short.lists, *plan)
        return Solution(Outcome.OPTIMAL, job, pays, prices.price, prices)

    def _missing_under(self, price: Int) -> PairList | None:
        """The lists with the pairs that optimal duals over them would break, None if there are none."""
        return self.short.lists if self._look(price, MORE).missing else None
