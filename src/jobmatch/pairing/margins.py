"""Who need not be scanned again: what is known of the pairs outside the short lists.

When a person is scanned, every pair that does not enter the short list is worth at least `outside`. Later prices can
make such a pair better only by as much as the price of some job that the person agreed to has fallen. While `outside`
less that fall is no better than the best of the short list, nothing is missing, and the short list alone gives the
person's inner minimum.
"""

from __future__ import annotations

import numpy as np

from jobmatch.pairing.scan import Cheapest, PairList, Scan
from jobmatch.pairing.short_list_kernels import merged, values_now
from jobmatch.problem.arrays import Int, Small


class Margins:
    """What the scans so far say of each person's pairs outside the short list."""

    def __init__(self, scan: Scan, n: int) -> None:
        self._scan = scan
        self._prices: list[Int] = []
        self._seen = np.zeros(n, np.int32)
        self._outside = np.zeros(n, np.int64)

    def note(self, who: Small, price: Int, found: Cheapest, limit: Int) -> None:
        """Remember a scan of `who` at `price`; `found` enters the short lists, all else is worth `limit` or more."""
        self._prices.append(price)
        self._seen[who] = len(self._prices) - 1
        full = found.filled == found.values.shape[1]
        self._outside[who] = np.where(full, found.values[:, -1], limit)

    def doubtful(self, price: Int, now: Int) -> Small:
        """Persons who may have a pair outside the short list that is worth less than `now` at `price`."""
        fall = self._scan.fall(self._prices, self._seen, price)
        return np.flatnonzero(self._outside - fall < now).astype(np.int32)


def short_values(lists: PairList, price: Int, stay: Int) -> Int:
    """Each person's least cost + price over the short list and staying."""
    values: Int = values_now(lists.ptr, lists.job, lists.cost, price, stay)
    return values


def grown(lists: PairList, who: Small, found: Cheapest) -> PairList:
    """The short lists with the found pairs that they lack."""
    return PairList(*merged(lists.ptr, lists.job, lists.cost, who, found.jobs, found.costs, found.filled)[:3])
