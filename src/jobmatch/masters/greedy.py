"""A feasible plan at once: each person in turn takes the cheapest job that has room."""

from __future__ import annotations

import numpy as np

from jobmatch.compiled import kernel
from jobmatch.masters.protocol import Outcome, Solution
from jobmatch.pairing import PairList
from jobmatch.problem.arrays import Int


def greedy(pairs: PairList, vacancies: Int, unmatched: Int, outcome: Outcome) -> Solution:
    """The plan that is kept when a limit stops the exact solver: dearest to leave unmatched first, then the draw.

    Prices of zero bound any plan.
    """
    order = np.argsort(-unmatched, kind="stable")
    job, pays = _take(pairs.ptr, pairs.job, pairs.cost, vacancies.copy(), unmatched, order)
    return Solution(outcome, job, pays, np.zeros(vacancies.size, np.int64), None)


@kernel
def _take(ptr, job, cost, free, unmatched, order):  # type: ignore[no-untyped-def]
    sits = np.full(unmatched.size, -1, np.int32)
    pays = unmatched.copy()
    for i in order:
        for z in range(ptr[i], ptr[i + 1]):
            if cost[z] < pays[i] and free[job[z]] > 0:
                pays[i] = cost[z]
                sits[i] = job[z]
        if sits[i] >= 0:
            free[sits[i]] -= 1
    return sits, pays
