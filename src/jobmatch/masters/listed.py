"""From the pairs that an optimal plan over a full list uses to a solution with its prices."""

from __future__ import annotations

import numpy as np

from jobmatch.masters.protocol import Outcome, Solution
from jobmatch.masters.residual import extreme_prices
from jobmatch.pairing import PairList
from jobmatch.problem.arrays import Int


def optimal_over(pairs: PairList, used: Int, vacancies: Int, unmatched: Int) -> Solution:
    """The solution that uses the pairs at the positions `used` of a list that holds all eligible pairs."""
    person = np.searchsorted(pairs.ptr, used, side="right") - 1
    job, pays = np.full(unmatched.size, -1, np.int32), unmatched.copy()
    job[person], pays[person] = pairs.job[used], pairs.cost[used]
    prices = extreme_prices(lambda _: None, pairs, job, pays, vacancies, unmatched)
    return Solution(Outcome.OPTIMAL, job, pays, prices.price, prices)
