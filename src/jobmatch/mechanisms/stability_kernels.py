"""Counting blocking pairs."""

# mypy: allow-untyped-defs

from __future__ import annotations

from jobmatch.compiled import kernel


@kernel
def block(who, ptr, job, cost, keys, held, own, free, lowest, with_room, with_lower, best, gain, of_jobs):
    """Add up the blocking pairs of `who`: `own` is what their jobs cost them, `lowest` the greatest key that a job
    holds."""
    for r in range(who.size):
        i = who[r]
        least = 0
        for z in range(ptr[r], ptr[r + 1]):
            j = job[z]
            if held[i] >= 0 and cost[z] >= own[i]:
                continue
            if free[j] > 0:
                with_room[i] += 1
            elif keys[z] < lowest[j]:
                with_lower[i] += 1
            else:
                continue
            of_jobs[j] += 1
            if best[i] < 0 or cost[z] < least:
                best[i], least = j, cost[z]
        if best[i] >= 0 and held[i] >= 0:
            gain[i] = own[i] - least
