"""The engine's default: short lists and prices over the job tree, until no pair is missing.

The tree is optimal over short lists only. A scan with its prices finds, for every person, the pairs outside that
are still too good; its inner minima are a bound for the whole problem. The pairs join the lists and the simplex goes
on from where it was. When none is missing the bound meets the plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from jobmatch.masters.protocol import Limits, Outcome, Solution
from jobmatch.masters.residual import extreme_prices
from jobmatch.masters.tree import JobTree, Network
from jobmatch.pairing import Margins, PairList, Scan, grown, short_values
from jobmatch.problem.arrays import Int, Small

FIRST = 6
"""Pairs of a first short list."""

MORE = 4
"""Pairs that a round adds at most to a list."""

SLACK = 1
BOX = 4
SAMPLE = 0.05
SAMPLE_LIST = 48
SMALLEST_SAMPLE = 2_000
"""Persons below which starting prices are not worth a sample."""


@dataclass(frozen=True)
class Start:
    """What a sample taught: prices to start from, and the scale on which values differ."""

    price: Int
    step: int


class TreeMaster:
    """Job-tree simplex on short lists that grow: exact, in memory that grows with the lists only."""

    name = "tree"
    carries = frozenset({"vacancies"})

    def solve(
        self, scan: Scan, vacancies: Int, unmatched: Int, limits: Limits, tell: Callable[[str], None]
    ) -> Solution:
        """An optimal plan, or the best one so far with its bound."""
        far = _far(scan, unmatched)
        try:
            first = _first_prices(scan, vacancies, unmatched, far, limits)
            rounds = _Rounds(scan, vacancies, unmatched, far, first)
        except KeyboardInterrupt:
            nobody = np.full(unmatched.size, -1, np.int32)
            return Solution(Outcome.INTERRUPT, nobody, unmatched, np.zeros_like(vacancies), None)
        return rounds.run(limits, tell)


def _far(scan: Scan, unmatched: Int) -> int:
    """A price that nobody can pay."""
    return scan.largest() + int(np.abs(unmatched).max(initial=0)) + 1


def _first_prices(scan: Scan, vacancies: Int, unmatched: Int, far: int, limits: Limits) -> Start:
    """Prices of a small problem: every 1/SAMPLE-th person, vacancies scaled alike.

    Persons stand in the order of the draw, so that the first ones are a random sample.
    """
    n, m = unmatched.size, vacancies.size
    size = int(n * SAMPLE)
    zero = np.where(vacancies == 0, far, 0)
    if size < SMALLEST_SAMPLE:
        return Start(zero, 0)
    share = size / n
    who = np.arange(size, dtype=np.int32)
    rounding = (np.arange(m) * 0.6180339887498949) % 1.0  # spread evenly, so that the scaled vacancies add up
    scaled = np.floor(vacancies * share + rounding).astype(np.int64)
    live = scaled > 0
    found = scan.cheapest(who, np.where(live, zero, far), unmatched[:size], SAMPLE_LIST)
    tree = JobTree(Network.of_vacancies(scaled, far), np.full(size, m, np.int32), unmatched[:size].copy())
    tree.set_lists(found.lists(size))
    tree.begin(np.zeros(0, np.int64), np.zeros(m + 1, np.int64))
    tree.run(limits)
    price = tree.price.copy()
    price[~live] = np.median(price[live]) if live.any() else 0
    price[vacancies == 0] = far
    spread = found.values[:, FIRST - 1] - found.values[:, 0]
    wide = spread[found.filled >= FIRST]
    return Start(price, max(1, int(np.median(wide))) if wide.size else 1)


class _Rounds:
    """The rounds of one solve."""

    def __init__(self, scan: Scan, vacancies: Int, unmatched: Int, far: int, first: Start) -> None:
        n, m = unmatched.size, vacancies.size
        self.scan, self.vacancies, self.unmatched = scan, vacancies, unmatched
        self.step = first.step
        everybody = np.arange(n, dtype=np.int32)
        k = FIRST if first.step else SAMPLE_LIST
        limit = unmatched + SLACK * first.step
        found = scan.cheapest(everybody, first.price, limit, k)
        self.lists = found.lists(n)
        self.margins = Margins(scan, n)
        self.margins.note(everybody, first.price, found, limit)
        self.tree = JobTree(Network.of_vacancies(vacancies, far), np.full(n, m, np.int32), unmatched)
        self.tree.set_lists(self.lists)
        self.floor = np.maximum(0, first.price - BOX * first.step) if first.step else np.zeros(m, np.int64)
        self.floor[vacancies == 0] = 0
        self.tree.set_floors(self.floor)
        best = np.where(found.filled > 0, found.values[:, 0], unmatched)
        order = np.argsort(best - unmatched, kind="stable")
        self.tree.begin(order, np.append(first.price, 0))
        self.best_price = np.maximum(first.price, 0)
        self.bound = int(np.minimum(best, unmatched).sum()) - int((self.best_price * vacancies).sum())

    def run(self, limits: Limits, tell: Callable[[str], None]) -> Solution:
        """Rounds until no pair is missing."""
        number = 0
        try:
            while True:
                number += 1
                if not self.tree.run(limits):
                    return self._so_far(Outcome.TIME)
                price = self.tree.price.copy()
                missing = self._scan(price)
                tell(f"round {number}: {self._progress(missing)}")
                low = (self.tree.free > 0) & (self.floor > 0)
                if missing == 0 and not low.any():
                    break
                if 0 < self._gap() <= limits.gap:
                    return self._so_far(Outcome.GAP)
                if low.any():
                    few = missing <= self.unmatched.size // 50
                    self.floor = np.where(
                        low, 0 if few else np.maximum(0, self.floor - 4 * BOX * self.step), self.floor
                    )
                    self.tree.set_floors(self.floor)
        except KeyboardInterrupt:
            return self._so_far(Outcome.INTERRUPT)
        return self._proven()

    def _scan(self, price: Int) -> int:
        """Add pairs that are missing under `price`; keep the best bound; return how many persons miss some."""
        now = short_values(self.lists, price, self.unmatched)
        who = self.margins.doubtful(price, now)
        limit = now[who] + SLACK * self.step
        found = self.scan.cheapest(who, price, limit, MORE)
        best = now.copy()
        best[who] = np.minimum(now[who], np.where(found.filled > 0, found.values[:, 0], limit))
        bound = int(best.sum()) - int((price * self.vacancies).sum())
        if bound > self.bound:
            self.bound, self.best_price = bound, price
        self.margins.note(who, price, found, limit)
        self.lists = grown(self.lists, who, found)
        self.tree.set_lists(self.lists)
        return int((best < now).sum())

    def _gap(self) -> float:
        objective = int(self.tree.persons.pays.sum())
        return max(0, objective - self.bound) / max(1, abs(int(self.unmatched.sum()) - self.bound))

    def _progress(self, missing: int) -> str:
        held = f"{self.lists.job.size:,} pairs held"
        return f"gap {self._gap():.1e}, {missing:,} persons have better jobs to look at, {held}"

    def _so_far(self, outcome: Outcome) -> Solution:
        job, pays = self._plan()
        return Solution(outcome, job, pays, self.best_price, None)

    def _plan(self) -> tuple[Small, Int]:
        seat = self.tree.persons.seat
        return np.where(seat < self.vacancies.size, seat, -1).astype(np.int32), self.tree.persons.pays.copy()

    def _proven(self) -> Solution:
        job, pays = self._plan()
        given = (self._missing_under, self.lists, job, pays, self.vacancies, self.unmatched)
        try:
            prices = extreme_prices(*given)
        except KeyboardInterrupt:  # the plan is proven: its prices are worth the short wait
            prices = extreme_prices(*given)
        return Solution(Outcome.OPTIMAL, job, pays, prices.price, prices)

    def _missing_under(self, price: Int) -> PairList | None:
        """The lists with the pairs that optimal duals over them would break, None if there are none."""
        return self.lists if self._scan(price) else None
