"""Each person's short list, and what is known of the pairs outside it.

When a person is scanned, every pair that does not enter the short list is worth at least some bound. Later prices can
make such a pair better only by as much as the price of some job that the person agreed to has fallen. While the
bound less that fall is no better than the best of the short list, nothing is missing, and the short list alone gives
the person's inner minimum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from jobmatch.pairing.scan import Cheapest, Known, PairList, Scan, Spread
from jobmatch.pairing.short_list_kernels import extend, keep_new, least_values
from jobmatch.pairing.threads import each_piece
from jobmatch.problem.arrays import NEVER, Int, Small, total

CHUNK = 250_000
"""Persons for whom a scan's rows are held at a time."""

WITHIN = 16
"""Pairs a person that are asked for first, where all within some distance are wanted."""

FEW = 64
"""Pairs a person, on average, up to which listed pairs are all held as short lists from the beginning."""


def holds_all(scan: Scan) -> bool:
    """Whether all pairs are in memory anyway, and few enough to be on short lists from the beginning."""
    held = scan.held()
    return held is not None and held.job.size <= FEW * (held.ptr.size - 1)


@dataclass(frozen=True, eq=False)
class Look:
    """What one scan under prices found."""

    inner: int
    """Sum over persons of the least of staying and cost + price over *all* eligible pairs."""
    missing: int
    """Persons for whom a pair outside the short list was better than all in it."""
    shortfall: int
    """By how much in all."""


class New(NamedTuple):
    """Pairs that the lists of consecutive persons lack, one person's after another's."""

    first: int
    many: Int
    """Pairs of each person."""
    job: Small
    cost: Int


class ShortLists:
    """Short lists that grow with every look.

    Attributes
    ----------
    lists
        The pairs held.
    stay
        What staying is worth to each person; may change from look to look.
    complete
        Whether all pairs are held.
    """

    def __init__(self, scan: Scan, stay: Int, check: Callable[[], None]) -> None:
        """Empty lists of the first persons, or all their pairs where these are few and in memory anyway.

        `check` is called now and then.
        """
        n = stay.size
        self._scan, self.stay, self._check = scan, stay, check
        held = scan.held()
        self.complete = holds_all(scan)
        empty = PairList(np.zeros(n + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int64))
        self.lists = held.of_first(n) if held is not None and self.complete else empty
        self._prices: list[Int] = []
        self._seen = np.zeros(n, np.int32)
        self._bound = np.zeros(n, np.int64)

    def recost(self, scan: Scan) -> None:
        """The same lists with other costs; what is known of pairs outside is forgotten."""
        before, self._scan = self._scan, scan
        held = scan.held()
        p = self.lists
        if self.complete and held is not None:
            self.lists = held.of_first(self.stay.size)
        else:
            self.lists = PairList(p.ptr, p.job, scan.recosted(before, p))
        self._prices = []

    def patient(self) -> None:
        """Look on to the end from now on, whatever the limits."""
        self._check = lambda: None

    def now(self, price: Int) -> Int:
        """Each person's least cost + price over the short list and staying."""
        return self._least(price, self.stay)

    def best_pair(self, price: Int) -> Int:
        """Each person's least cost + price over the short list, NEVER where it is empty."""
        return self._least(price, np.full_like(self.stay, NEVER))

    def _least(self, price: Int, stay: Int) -> Int:
        best = np.empty_like(stay)
        p = self.lists
        given = (p.ptr, p.job, p.cost, price, stay)
        each_piece(best.size, lambda first, last: least_values(*given, first, last, best))
        return best

    def add(self, person: Small, job: Small, cost: Int) -> None:
        """Add one pair each of some persons, ascending, if it is not there."""
        if self.complete:
            return
        n = self.stay.size
        filled = np.zeros(n, np.int32)
        filled[person] = 1
        jobs, costs = np.zeros((n, 1), np.int32), np.zeros((n, 1), np.int64)
        jobs[person, 0], costs[person, 0] = job, cost
        count, new_job, new_cost = np.empty(n, np.int64), np.empty(job.size, np.int32), np.empty(job.size, np.int64)
        p = self.lists
        no_price = np.zeros(int(job.max(initial=-1)) + 1, np.int64)
        size = keep_new(p.ptr, p.job, 0, jobs, costs, filled, no_price, count, new_job, new_cost)
        self._extend([New(0, count, new_job[:size], new_cost[:size])])

    def look(self, price: Int, slack: int, k: int, spread: Spread | None = None) -> Look:
        """Scan; at most k pairs a person worth less than the best now + `slack` join the short lists.

        With `spread`, which of these join is drawn so that persons alike do not all get the same.
        """
        best = self.now(price)
        return Look(total(best), 0, 0) if self.complete else self._scanned(price, best, best + slack, k, spread)

    def add_below(self, price: Int, limit: Int) -> bool:
        """Add every pair with cost + price below the person's limit; whether there was any to add."""
        before, k = self.lists.job.size, WITHIN
        while not self.complete:
            self._scanned(price, limit, limit, k, None)
            fresh = self._seen == len(self._prices) - 1
            if not (fresh & (self._bound < limit)).any():
                break
            k *= 2
        return self.lists.job.size > before

    def _scanned(self, price: Int, best: Int, limit: Int, k: int, spread: Spread | None) -> Look:
        """Add at most k pairs a person below the limits; what there is that is better than `best`."""
        inner, missing, shortfall = 0, 0, 0
        new, learnt = [], []
        for first in range(0, max(1, best.size), CHUNK):
            self._check()
            last = min(best.size, first + CHUNK)
            now = best[first:last]
            who = np.arange(first, last, dtype=np.int32)
            known = Known(self._bound[first:last], self._seen[first:last], self._prices) if self._prices else None
            found = self._scan.cheapest(who, price, limit[first:last], k, known, spread)
            better = np.minimum(now, found.best)
            inner += total(better)
            missing += int((better < now).sum())
            shortfall += total(now - better)
            looked = np.flatnonzero(found.filled >= 0) + first
            learnt.append((looked, found.outside[looked - first]))
            new.append(self._new(first, found, price))
        if any(piece.job.size for piece in new):
            self._extend(new)
        # only now: a look that was interrupted has taught nothing
        self._prices.append(price)
        for looked, outside in learnt:
            self._bound[looked] = outside
            self._seen[looked] = len(self._prices) - 1
        return Look(inner, missing, shortfall)

    def _extend(self, new: list[New]) -> None:
        """Put new pairs behind those held; the list is emptied, so that not everything is held twice over."""
        p = self.lists
        size = p.job.size + sum(piece.job.size for piece in new)
        out = (np.zeros_like(p.ptr), np.empty(size, np.int32), np.empty(size, np.int64))
        new.reverse()
        while new:
            extend(p.ptr, p.job, p.cost, *new.pop(), *out)
        self.lists = PairList(*out)

    def _new(self, first: int, found: Cheapest, price: Int) -> New:
        """The pairs found that the short lists lack."""
        rows = found.filled.size
        room = int(np.maximum(found.filled, 0).sum())
        count, job, cost = np.empty(rows, np.int64), np.empty(room, np.int32), np.empty(room, np.int64)
        p = self.lists
        found_rows = (found.jobs, found.values, found.filled)
        size = keep_new(p.ptr, p.job, first, *found_rows, price, count, job, cost)
        return New(first, count, job[:size], cost[:size])
