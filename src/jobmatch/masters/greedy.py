"""A feasible plan at once: each person in turn takes the cheapest job that has room."""

from __future__ import annotations

import numba as nb
import numpy as np

from jobmatch.masters.protocol import Placement
from jobmatch.pairing import PairList
from jobmatch.problem.arrays import Int


def greedy_placement(pairs: PairList, vacancies: Int, unmatched: Int) -> Placement:
    """The plan that is kept when a limit stops the exact solver: dearest to leave unmatched first, then the draw."""
    order = np.argsort(-unmatched, kind="stable")
    job, pair = _take(pairs.ptr, pairs.job, pairs.cost, vacancies.copy(), unmatched, order)
    return Placement(job, pair)


@nb.njit(cache=True)
def _take(ptr, job, cost, free, unmatched, order):  # type: ignore[no-untyped-def]
    sits = np.full(unmatched.size, -1, np.int32)
    at = np.full(unmatched.size, -1, np.int64)
    for i in order:
        best = unmatched[i]
        for z in range(ptr[i], ptr[i + 1]):
            if cost[z] < best and free[job[z]] > 0:
                best = cost[z]
                at[i] = z
        if at[i] >= 0:
            sits[i] = job[at[i]]
            free[sits[i]] -= 1
    return sits, at
