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
from dataclasses import replace

import numpy as np

from jobmatch.masters.auction import Auction
from jobmatch.masters.first_prices import Start
from jobmatch.masters.network import Network
from jobmatch.masters.protocol import Limits, Outcome, OutOfTime
from jobmatch.masters.spread import spread_over
from jobmatch.masters.tree import JobTree
from jobmatch.pairing import NEVER, Look, PairList, Scan, ShortLists
from jobmatch.problem.arrays import Flags, Int, Small
from jobmatch.words import Words, said

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


GapOf = Callable[[JobTree, int], float]


class Rounds:
    """The rounds of one solve; prices are of all nodes of the network, the ground's 0 at last."""

    def __init__(
        self, scan: Scan, network: Network, start: Start, limits: Limits, gap_of: GapOf = lambda _tree, _bound: 1.0
    ) -> None:
        """`gap_of` tells the gap of the tree's plan to a bound."""
        self.scan, self.network, self.start, self.limits, self._gap_of = scan, network, start, limits, gap_of
        self.vacancies = network.vacancies
        m = network.jobs
        self.tree = JobTree(network)
        self.kept: tuple[int, Small, Int] | None = None
        self.best_price = np.zeros(network.nodes + 1, np.int64)
        self.bound: int | None = None
        self.short = ShortLists(scan, network.stay, limits.check)
        self.scale = WIDE * start.step
        self._look(start.price, FIRST if start.step > 0 else FIRST_BLIND, slack=self.scale)
        self.floor = np.zeros(m, np.int64)
        self.fall = np.full(m, FALL * start.step)

    def begin(self, job: Small | None) -> None:
        """A first plan: by the first prices, by auction, or the one given, as far as it still holds."""
        price, step = self.start.price, self.start.step
        own = price[: self.network.jobs] - self._above(price)
        if job is not None:
            seat, pays = self._still_good(job)
            filled = np.bincount(seat, minlength=own.size)[: own.size]
            self.floor = np.where(filled < self.vacancies, np.maximum(0, own), 0)
            self.tree.set_floors(self.floor)
            self.tree.resume(seat, pays, price)
            return
        if step > 0 and not self.short.complete:
            self.floor = np.where(self.vacancies > 0, np.maximum(0, own - BOX * step), 0)
        self.tree.set_floors(self.floor)
        self._sell(price)

    def _above(self, price: Int) -> Int:
        """What the groups around each job add to its price, shape (m,)."""
        above: Int = price[self.network.up[: self.network.jobs]]
        return above

    def _sell(self, price: Int, off: int = 0) -> None:
        """A plan by auction over the short lists, from prices that may be `off` by a few steps, or so many quanta.

        What an interrupted auction leaves is taken only if it is better than the plan there is; a better plan that a
        finished one takes the place of is kept, in case a limit comes before the simplex has caught up.
        """
        m, above = self.network.jobs, self._above(price)
        step = max(self.start.step, off)
        floor = self.floor + above
        low = np.maximum(floor, np.where(self.vacancies > 0, price[:m] - BOX * step, above))
        stay = (
            self.network.bidding(price, self.short.best_pair(price[:m])) if self.network.grouped else self.network.stay
        )
        sale = Auction(self.short.lists, self.vacancies, stay, low, floor)
        try:
            sale.run(self.limits, step)
        except (KeyboardInterrupt, OutOfTime):
            self._take(sale, price, only_if_better=True)
            raise
        self._take(sale, price)

    def _take(self, sale: Auction, price: Int, only_if_better: bool = False) -> None:
        m, network = self.network.jobs, self.network
        nobody = sale.seat == m
        seat = np.where(nobody, network.home, sale.seat).astype(np.int32)
        pays = np.where(nobody, network.stay, sale.pays)
        if self.tree.worth < self.tree.worth_of(seat, pays):
            if only_if_better:
                return
            self.kept = self._best()
        price = price.copy()
        price[:m] = np.where(self.vacancies > 0, sale.price, self.start.price[:m])
        self.tree.resume(seat, pays, price)
        if self.short.complete:  # a look costs next to nothing
            self._look(price, MORE)

    def _still_good(self, job: Small) -> tuple[Small, Int]:
        """Seats and costs of the placements that are still eligible and within the vacancies, the cheapest first."""
        stay = self.network.stay
        who = np.flatnonzero(job >= 0).astype(np.int32)
        cost = self.scan.costs(who, job[who])
        gain = cost - stay[who]
        order = np.lexsort((gain, job[who]))
        sits = job[who][order]
        rank = np.arange(order.size) - np.searchsorted(sits, sits)
        kept = np.sort(order[(rank < self.vacancies[sits]) & (cost[order] < NEVER)])
        self.short.add(who[kept], job[who[kept]], cost[kept])
        self.tree.set_lists(self.short.lists)
        seat, pays = self.network.home.copy(), stay.copy()
        seat[who[kept]], pays[who[kept]] = job[who[kept]], cost[kept]
        return seat, pays

    def run(self, tell: Callable[[Words], None], job: Small | None = None) -> Outcome:
        """Rounds until no pair is missing, or a limit comes first; from the plan `job`, if there is one."""
        try:
            self.begin(job)
        except (KeyboardInterrupt, OutOfTime) as stop:
            return Outcome.TIME if isinstance(stop, OutOfTime) else Outcome.INTERRUPT
        return self.go_on(tell)

    def recost(self, scan: Scan, stay: Int) -> None:
        """Other costs of pairs and of staying, the rest as it is: plan, tree and lists are kept."""
        self.scan, self.network = scan, replace(self.network, stay=stay)
        self.short.recost(scan)
        job = self.tree.persons.seat
        placed = np.flatnonzero(job < self.network.jobs).astype(np.int32)
        pays = stay.copy()
        pays[placed] = scan.costs(placed, job[placed])
        self.bound, self.kept = None, None
        self.scale, self.floor = 0, np.zeros_like(self.floor)
        self.tree.recost(self.network, pays, self.short.lists)

    def go_on(self, tell: Callable[[Words], None]) -> Outcome:
        """The same from the tree at hand."""
        number = 0
        try:
            while True:
                number += 1
                self.tree.run(self.limits)
                look = self._look(self.tree.price, MORE)
                held = self.short.lists.job.size
                tell(said("told.round", round=number, gap=self._gap(), missing=look.missing, held=held))
                if 0 < self._gap() <= self.limits.gap:
                    return Outcome.GAP
                if not self._on(look):
                    return Outcome.OPTIMAL
        except KeyboardInterrupt:
            return Outcome.INTERRUPT
        except OutOfTime:
            return Outcome.TIME

    def settle(self) -> Start:
        """A few rounds only: prices for a larger problem to start from, on the finer scale that they allow."""
        for number in range(1, SETTLED + 1):
            self.tree.run(self.limits)
            price = self.tree.price
            look = self._look(price, MORE)
            if number == SETTLED or not self._on(look):
                break
        m = self.network.jobs
        price[:m] = np.where(self.vacancies > 0, price[:m], self.start.price[:m])
        return Start(price, max(1, self.start.step // FINER))

    def _look(self, price: Int, k: int, slack: int = 0) -> Look:
        """Add pairs that are missing under `price`; keep the best bound."""
        self.short.stay = self.network.staying(price)
        look = self.short.look(price[: self.network.jobs], slack, k, spread_over(self.vacancies, self.scale))
        bound = look.inner + self.network.dual_value(price)
        if self.bound is None or bound > self.bound:
            self.bound, self.best_price = bound, price
        self.tree.set_lists(self.short.lists)
        return look

    def _on(self, look: Look) -> bool:
        """Make the next round's lists and floors; False if nothing is missing and no price is held up."""
        low = self.tree.loose & (self.floor > 0)
        thin = look.missing > FEW_PERSONS * self.network.stay.size
        self.scale = min(self.scale, look.shortfall // look.missing) if thin else 0
        if low.any():
            self._lower(low, thin)
        if look.missing > AFRESH * self.network.stay.size and not self.network.grouped:  # it knows nothing of groups
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
        return self._gap_of(self.tree, self.bound or 0)

    def plan(self) -> tuple[Small, Int]:
        """The best plan: job of each person, -1 unmatched, and what each pays."""
        _, job, pays = self._best()
        return job, pays

    def _best(self) -> tuple[int, Small, Int]:
        """The plan now, or the one kept, if that is better; its worth first."""
        seat = self.tree.persons.seat
        job = np.where(seat < self.network.jobs, seat, -1).astype(np.int32)
        now = (self.tree.worth, job, self.tree.persons.pays.copy())
        return self.kept if self.kept is not None and self.kept[0] < now[0] else now

    def settled(self) -> None:
        """From now on only prices are asked for: no spread."""
        self.scale = 0

    def finish(self) -> None:
        """The same, and whatever the limits."""
        self.settled()
        self.short.patient()

    def look_more(self, price: Int) -> bool:
        """Add pairs that are missing under prices of all nodes; whether there were any."""
        return self._look(price, MORE).missing > 0

    def look_below(self, price: Int, limit: Int) -> bool:
        """Add all pairs worth less than each person's limit under prices of the jobs; whether there were any."""
        more = self.short.add_below(price, limit)
        self.tree.set_lists(self.short.lists)
        return more

    def missing_under(self, price: Int) -> PairList | None:
        """The lists with the pairs that optimal duals over them would break, None if there are none."""
        return self.short.lists if self.look_more(np.append(price, 0)) else None
