"""The same pairs listed twice, each time in another order."""

# mypy: allow-untyped-defs

from __future__ import annotations

import numpy as np

from jobmatch.compiled import kernel


@kernel
def aligned(ptr, job, other_job, other_cost, jobs, out):
    """Put what the other list says of each pair of a row into `out`; whether it has the same pairs.

    Rows of both are ``ptr[r]:ptr[r + 1]``.
    """
    row, cost = np.full(jobs, -1, np.int64), np.zeros(jobs, np.int64)
    for r in range(ptr.size - 1):
        for z in range(ptr[r], ptr[r + 1]):
            row[other_job[z]], cost[other_job[z]] = r, other_cost[z]
        for z in range(ptr[r], ptr[r + 1]):
            if row[job[z]] != r:
                return False
            out[z] = cost[job[z]]
    return True
