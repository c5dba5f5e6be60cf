"""The scan under prices: each person's cheapest pairs, with whole blocks and most slots skipped by bounds.

Slots of a block are visited in the order of their *floor*: price + retention + the least subsidy and extra. Region,
type and floor bound a pair's value from below, since the terms left out (skill, wage) are never negative; once that
bound reaches what is asked, the rest of the block is passed over.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from jobmatch.pairing.kernels import TYPES, is_banned, skill_cost, slot_cost
from jobmatch.pairing.threads import parts
from jobmatch.problem.arrays import NEVER


@nb.njit(inline="always")
def insert(jobs, costs, values, filled, job, cost, value):
    """Put a pair into a list of ascending values that holds at most ``values.size``; return the new length."""
    at = min(filled, values.size - 1)
    while at > 0 and values[at - 1] > value:
        values[at] = values[at - 1]
        jobs[at] = jobs[at - 1]
        costs[at] = costs[at - 1]
        at -= 1
    values[at] = value
    jobs[at] = job
    costs[at] = cost
    return min(filled + 1, values.size)


@nb.njit
def cheapest_of(t, i, floors, price, limit, jobs, costs, values):
    """The cheapest pairs of person i with cost + price < limit, at most ``values.size``, ascending; return how many.

    `floors` = (order, slot_floor): slots of each block by ascending floor.
    """
    order, slot_floor = floors
    filled = 0
    bar = limit
    where, what, held = t.geo_class[i], t.type_class[i], t.skill_class[i]
    for g in range(t.geo_ptr[where], t.geo_ptr[where + 1]):
        first = np.int64(t.geo_region[g]) * t.scalar[TYPES]
        for k in range(t.type_ptr[what], t.type_ptr[what + 1]):
            block = first + t.type_job_type[k]
            base = t.geo_cost[g] + t.type_cost[k]
            for q in range(t.block_ptr[block], t.block_ptr[block + 1]):
                s = order[q]
                if base + slot_floor[q] >= bar:
                    break
                cost = slot_cost(t, i, s)
                if cost == NEVER or base + cost + price[t.slot_job[s]] >= bar:
                    continue
                skill = skill_cost(t, held, t.slot_need[s])
                if skill == NEVER:
                    continue
                cost += base + skill
                value = cost + price[t.slot_job[s]]
                if value >= bar or is_banned(t, i, t.slot_job[s]):
                    continue
                filled = insert(jobs, costs, values, filled, t.slot_job[s], cost, value)
                if filled == values.size:
                    bar = values[filled - 1]
    return filled


@nb.njit(parallel=True, cache=True)
def cheapest_all(t, who, pieces, order, slot_floor, price, limit, k):
    """`cheapest_of` for each person in `who`: jobs, costs and values (k columns), and how many there are."""
    n = who.size
    jobs = np.full((n, k), -1, np.int32)
    costs = np.zeros((n, k), np.int64)
    values = np.full((n, k), NEVER)
    filled = np.zeros(n, np.int32)
    for piece in nb.prange(pieces):
        first, last = parts(n, pieces, piece)
        for r in range(first, last):
            filled[r] = cheapest_of(t, who[r], (order, slot_floor), price, limit[r], jobs[r], costs[r], values[r])
    return jobs, costs, values, filled


@nb.njit(parallel=True, cache=True)
def cheapest_rows(ptr, job, cost, who, pieces, price, limit, k):
    """The same over listed pairs."""
    n = who.size
    jobs = np.full((n, k), -1, np.int32)
    costs = np.zeros((n, k), np.int64)
    values = np.full((n, k), NEVER)
    filled = np.zeros(n, np.int32)
    for piece in nb.prange(pieces):
        first, last = parts(n, pieces, piece)
        for r in range(first, last):
            found = 0
            bar = limit[r]
            for z in range(ptr[who[r]], ptr[who[r] + 1]):
                value = cost[z] + price[job[z]]
                if value < bar:
                    found = insert(jobs[r], costs[r], values[r], found, job[z], cost[z], value)
                    if found == k:
                        bar = values[r, k - 1]
            filled[r] = found
    return jobs, costs, values, filled


@nb.njit(parallel=True, cache=True)
def outside_drop(t, n, pieces, seen, drop):
    """The most that the price of any job agreed to can have fallen since the scan `seen` of each person.

    ``drop[r, b]``: the largest fall in block b since scan r.
    """
    most = np.zeros(n, np.int64)
    for piece in nb.prange(pieces):
        first, last = parts(n, pieces, piece)
        for i in range(first, last):
            where, what = t.geo_class[i], t.type_class[i]
            for g in range(t.geo_ptr[where], t.geo_ptr[where + 1]):
                block = np.int64(t.geo_region[g]) * t.scalar[TYPES]
                for k in range(t.type_ptr[what], t.type_ptr[what + 1]):
                    most[i] = max(most[i], drop[seen[i], block + t.type_job_type[k]])
    return most
