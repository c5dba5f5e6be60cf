"""Short lists: a few jobs a person, grown as scans find pairs that are missing."""

from __future__ import annotations

import numba as nb
import numpy as np


@nb.njit
def holds(job, first, last, j):
    """Whether j stands in job[first:last]."""
    for z in range(first, last):
        if job[z] == j:
            return True
    return False


@nb.njit(cache=True)
def merged(ptr, job, cost, who, jobs, costs, filled):
    """The lists with the found pairs that they lack, and how many were added.

    `who` ascending; row r of `jobs` and `costs` holds ``filled[r]`` pairs of person ``who[r]``.
    """
    n = ptr.size - 1
    more = np.zeros(n, np.int64)
    for r in range(who.size):
        i = who[r]
        for z in range(filled[r]):
            if not holds(job, ptr[i], ptr[i + 1], jobs[r, z]):
                more[i] += 1
    wide = np.zeros(n + 1, np.int64)
    for i in range(n):
        wide[i + 1] = wide[i] + ptr[i + 1] - ptr[i] + more[i]
    job_out = np.empty(wide[n], np.int32)
    cost_out = np.empty(wide[n], np.int64)
    for i in range(n):
        a = wide[i]
        for z in range(ptr[i], ptr[i + 1]):
            job_out[a] = job[z]
            cost_out[a] = cost[z]
            a += 1
    for r in range(who.size):
        i = who[r]
        a = wide[i] + ptr[i + 1] - ptr[i]
        for z in range(filled[r]):
            if not holds(job, ptr[i], ptr[i + 1], jobs[r, z]):
                job_out[a] = jobs[r, z]
                cost_out[a] = costs[r, z]
                a += 1
    return wide, job_out, cost_out, more.sum()


@nb.njit(parallel=True, cache=True)
def values_now(ptr, job, cost, price, stay):
    """Each person's least cost + price over the short list and staying, shape (n,)."""
    n = ptr.size - 1
    best = stay.copy()
    for i in nb.prange(n):
        for z in range(ptr[i], ptr[i + 1]):
            best[i] = min(best[i], cost[z] + price[job[z]])
    return best
