"""The compiled pass of both baselines."""

from __future__ import annotations

import numba as nb
import numpy as np


@nb.njit(cache=True)
def take(ptr, job, cost, free, supply, order):  # type: ignore[no-untyped-def]
    """Units on each pair, after every row of `order` has taken its cheapest pairs with room, one unit at a time."""
    flow = np.zeros(job.size, np.int64)
    for row in order:
        for _ in range(supply[row]):
            best = -1
            for z in range(ptr[row], ptr[row + 1]):
                if free[job[z]] > 0 and (best < 0 or cost[z] < cost[best]):
                    best = z
            if best < 0:
                break
            flow[best] += 1
            free[job[best]] -= 1
    return flow
