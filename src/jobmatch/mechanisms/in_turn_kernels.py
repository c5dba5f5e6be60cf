"""Serving in turn: each person takes the least of what is free."""

# mypy: allow-untyped-defs

from __future__ import annotations

from jobmatch.compiled import kernel


@kernel
def serve(who, ptr, job, cost, stay, used_ptr, used_row, used_amount, left, free, seat):
    """Give each of `who` in turn the cheapest of its pairs that costs less than staying and has room everywhere.

    Row r of the CSR table of pairs is the r-th person; `used_ptr` tells what pair z uses of which rows. Of equal costs
    the job that comes first is taken. `left`, `free` and `seat` are changed.
    """
    for r in range(who.size):
        i = who[r]
        best, at = stay[i], -1
        for z in range(ptr[r], ptr[r + 1]):
            if free[job[z]] <= 0 or not (cost[z] < best or (cost[z] == best and at >= 0 and job[z] < job[at])):
                continue
            room = True
            for u in range(used_ptr[z], used_ptr[z + 1]):
                if used_amount[u] > left[used_row[u]]:
                    room = False
                    break
            if room:
                best, at = cost[z], z
        if at >= 0:
            seat[i] = job[at]
            free[job[at]] -= 1
            for u in range(used_ptr[at], used_ptr[at + 1]):
                left[used_row[u]] -= used_amount[u]
