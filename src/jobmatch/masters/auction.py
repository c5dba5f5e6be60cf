"""A plan near the optimum, with its prices, over whole short lists: an auction whose epsilon falls.

From a poor start, and with about as many vacancies as persons, a simplex makes hundreds of pivots that only shift
prices for each that moves somebody. In an auction prices rise by as much as the bidders can pay, which takes a small
part of the time, and what it leaves is optimal but for epsilon (Bertsekas, *Linear Network Optimization*, 1991, chapter
4). It proves nothing here: the tree made of it does, after few pivots.
"""

from __future__ import annotations

import numpy as np

from jobmatch.masters.auction_kernels import Crowd, Lots, auction, call
from jobmatch.masters.protocol import Limits
from jobmatch.pairing import PairList
from jobmatch.problem.arrays import Int, Small

COARSE, FINE = 4, 2_000
"""Epsilon at first is this part of the dearest bid there can be, at last this part of how far costs lie apart."""

FINER = 6
"""By how much epsilon falls from phase to phase."""

LOWERED, LOWERED_LATE, LATE = 1, 3, 2
"""How far prices are let down after a phase, in epsilons, lest any keeps a vacancy empty; more so in the LATE last."""

PATIENCE = 20
"""Bids a person and vacancy after which a phase is given up: the simplex goes on from any plan."""

BIDS = 1_000_000
"""Bids between two looks at the clock."""


class Auction:
    """Vacancies on sale; between two calls, and wherever it is stopped, a plan within the vacancies.

    Attributes
    ----------
    seat, pays
        Job of each person, or the number of jobs for nobody's, and what the person pays there; shape ``(n,)``.
    price
        Of each job, shape ``(m,)``.
    """

    def __init__(self, lists: PairList, vacancies: Int, stay: Int, price: Int, floor: Int) -> None:
        """Nobody has a seat yet; `stay` is what a person pays without one.

        Bids begin at `price`; after a phase prices may fall, but not below `floor`.
        """
        n, m = stay.size, vacancies.size
        room = np.minimum(vacancies, np.bincount(lists.job, minlength=m))
        lot = np.concatenate([[0], np.cumsum(room)]).astype(np.int64)
        self.seat, self.pays, self.price = np.full(n, m, np.int32), stay.copy(), price.copy()
        self._floor = floor
        bid, who = np.empty(lot[-1], np.int64), np.empty(lot[-1], np.int32)
        self._lots = Lots(room, lot, np.zeros(m, np.int64), self.price, bid, who)
        self._crowd = Crowd(lists.ptr, lists.job, lists.cost, stay, self.seat, self.pays)
        self._queue: Small = np.empty(max(1, n), np.int32)

    def run(self, limits: Limits, step: int = 0) -> None:
        """Phases of bids, each with a smaller epsilon.

        Parameters
        ----------
        step
            About how far the prices given are from good ones, quanta; 0: nobody knows.

        Raises
        ------
        OutOfTime
            The limit came first.
        """
        if step > 0:
            epsilon, last = step, max(1, step // FINER**LATE)
        else:
            cost, stay = self._crowd.cost, self._crowd.stay
            low, high = int(cost.min(initial=0)), int(cost.max(initial=0))
            last = max(1, (high - low) // FINE)
            epsilon = max(last, (int(stay.max(initial=0)) - low) // COARSE)
        while True:
            self._phase(epsilon, limits)
            if epsilon <= last:
                return
            lowered = LOWERED if epsilon > last * FINER**LATE else LOWERED_LATE
            np.maximum(self.price - lowered * epsilon, self._floor, out=self.price)
            epsilon = max(last, epsilon // FINER)

    def _phase(self, epsilon: int, limits: Limits) -> None:
        state = (self._crowd, self._lots, self._queue)
        head, waiting = 0, call(*state, epsilon)
        left = PATIENCE * (self.seat.size + self._lots.bid.size)
        while True:
            limits.check()
            head, waiting = auction(*state, head, waiting, epsilon, min(BIDS, left))
            left -= BIDS
            if not waiting or left <= 0:
                return
