"""The compiled scan: who is eligible for what, and at what cost.

One function, `eligible_of`, holds every hard rule and every cost term of docs/model.md; all consumers
(counting, listing, pricing) stand on it. It reads `jobmatch.problem.Tables` only, whose types are fixed, so
that no policy recompiles it.

Consent is structural: a person's loop visits only blocks (region, job type) that both wishes name. Inside a
block, slots are sorted by requirement class, so that skills are weighed once for each run of equal requirements.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from jobmatch.pairing.threads import parts
from jobmatch.problem.arrays import NEVER

TYPES, MAX_MISSING, ABSENT, SKILL_NUM, SKILL_DEN, WAGE_NUM, WAGE_DEN = range(7)  # `Tables.scalar`


@nb.njit(inline="always")
def skill_cost(t, held, need):
    """Quanta for the levels missing, or NEVER."""
    missing = np.int64(0)
    burden = np.int64(0)
    for z in range(t.need_ptr[need], t.need_ptr[need + 1]):
        have = t.levels[held, t.need_skill[z]]
        lack = np.int64(t.need_level[z]) - np.int64(have)
        if lack > 0:
            if have == 0 and t.scalar[ABSENT] == 0:
                return NEVER
            missing += lack
            burden += lack * t.need_weight[z]
    if missing > t.scalar[MAX_MISSING]:
        return NEVER
    den = t.scalar[SKILL_DEN]
    return (2 * burden * t.scalar[SKILL_NUM] + den) // (2 * den)


@nb.njit(inline="always")
def slot_cost(t, i, s):
    """Quanta of the terms that depend on the slot beyond region, type and requirement, or NEVER."""
    if not t.slot_open[s] or t.slot_wage[s] < t.reserve[i] or t.slot_start[s] < t.ready[i]:
        return NEVER
    age = t.age[i]
    if age >= 0 and (age < t.slot_min_age[s] or age > t.slot_max_age[s]):
        return NEVER
    cost = t.slot_add[s] + t.grid[t.grid_person[i], t.grid_slot[s]]
    gap = t.wish[i] - t.slot_offer[s]
    if gap > 0:
        den = t.scalar[WAGE_DEN]
        cost += (2 * gap * t.scalar[WAGE_NUM] + den) // (2 * den)
    return cost


@nb.njit(inline="always")
def is_banned(t, i, j):
    """Whether the pair is forbidden."""
    for z in range(t.ban_ptr[i], t.ban_ptr[i + 1]):
        if t.ban_job[z] == j:
            return True
    return False


@nb.njit
def eligible_of(t, i, jobs, costs):
    """Write the jobs that person i is eligible for, and their costs; return how many."""
    found = 0
    where, what, held = t.geo_class[i], t.type_class[i], t.skill_class[i]
    for g in range(t.geo_ptr[where], t.geo_ptr[where + 1]):
        first = np.int64(t.geo_region[g]) * t.scalar[TYPES]
        for k in range(t.type_ptr[what], t.type_ptr[what + 1]):
            block = first + t.type_job_type[k]
            base = t.geo_cost[g] + t.type_cost[k]
            need = -1
            skill = NEVER
            for s in range(t.block_ptr[block], t.block_ptr[block + 1]):
                if t.slot_need[s] != need:
                    need = t.slot_need[s]
                    skill = skill_cost(t, held, need)
                if skill == NEVER:
                    continue
                cost = slot_cost(t, i, s)
                if cost == NEVER or is_banned(t, i, t.slot_job[s]):
                    continue
                jobs[found] = t.slot_job[s]
                costs[found] = base + skill + cost
                found += 1
    return found


@nb.njit
def room_for(t, i):
    """Jobs in the regions and types that person i agreed to: the most that `eligible_of` can write."""
    room = np.int64(0)
    where, what = t.geo_class[i], t.type_class[i]
    for g in range(t.geo_ptr[where], t.geo_ptr[where + 1]):
        first = np.int64(t.geo_region[g]) * t.scalar[TYPES]
        for k in range(t.type_ptr[what], t.type_ptr[what + 1]):
            block = first + t.type_job_type[k]
            room += t.block_ptr[block + 1] - t.block_ptr[block]
    return room


@nb.njit
def most_room(t, first, last):
    """The largest `room_for` of persons first .. last - 1."""
    most = np.int64(0)
    for i in range(first, last):
        most = max(most, room_for(t, i))
    return most


@nb.njit(cache=True)
def wanted_blocks(t, n):
    """Blocks (region, job type) that somebody agreed to."""
    wanted = np.zeros(t.block_ptr.size - 1, np.bool_)
    for i in range(n):
        where, what = t.geo_class[i], t.type_class[i]
        for g in range(t.geo_ptr[where], t.geo_ptr[where + 1]):
            first = np.int64(t.geo_region[g]) * t.scalar[TYPES]
            for k in range(t.type_ptr[what], t.type_ptr[what + 1]):
                wanted[first + t.type_job_type[k]] = True
    return wanted


@nb.njit(parallel=True, cache=True)
def count_all(t, n, pieces):
    """For each person: jobs agreed to, eligible jobs, and the least cost among these (NEVER if none)."""
    agreed = np.zeros(n, np.int64)
    eligible = np.zeros(n, np.int64)
    least = np.full(n, NEVER)
    for piece in nb.prange(pieces):
        first, last = parts(n, pieces, piece)
        room = most_room(t, first, last)
        jobs, costs = np.empty(room, np.int32), np.empty(room, np.int64)
        for i in range(first, last):
            agreed[i] = room_for(t, i)
            found = eligible_of(t, i, jobs, costs)
            eligible[i] = found
            for z in range(found):
                least[i] = min(least[i], costs[z])
    return agreed, eligible, least


@nb.njit(parallel=True, cache=True)
def fill_all(t, n, pieces, ptr, job, cost):
    """All eligible pairs, written between the pointers that `count_all` gave."""
    for piece in nb.prange(pieces):
        first, last = parts(n, pieces, piece)
        for i in range(first, last):
            eligible_of(t, i, job[ptr[i] : ptr[i + 1]], cost[ptr[i] : ptr[i + 1]])


@nb.njit
def position(ptr, items, row, item):
    """Where `item` stands in an ascending row of a CSR table, or -1."""
    low, high = ptr[row], ptr[row + 1]
    while low < high:
        middle = (low + high) // 2
        if items[middle] < item:
            low = middle + 1
        else:
            high = middle
    if low < ptr[row + 1] and items[low] == item:
        return low
    return np.int64(-1)


@nb.njit
def pair_cost(t, i, j, s, region, job_type):
    """The cost of one pair by the policy, or NEVER if it is not eligible."""
    g = position(t.geo_ptr, t.geo_region, t.geo_class[i], region)
    k = position(t.type_ptr, t.type_job_type, t.type_class[i], job_type)
    if g < 0 or k < 0 or is_banned(t, i, j):
        return NEVER
    skill = skill_cost(t, t.skill_class[i], t.slot_need[s])
    cost = slot_cost(t, i, s)
    if skill == NEVER or cost == NEVER:
        return NEVER
    return t.geo_cost[g] + t.type_cost[k] + skill + cost


@nb.njit(parallel=True, cache=True)
def price_listed(t, n, ptr, job, job_slot, job_region, job_type):
    """Costs of listed pairs by the policy (NEVER where not eligible), and jobs agreed to by person."""
    cost = np.empty(job.size, np.int64)
    agreed = np.zeros(n, np.int64)
    for i in nb.prange(n):
        agreed[i] = room_for(t, i)
        for z in range(ptr[i], ptr[i + 1]):
            j = job[z]
            cost[z] = pair_cost(t, i, j, job_slot[j], job_region[j], job_type[j])
    return cost, agreed


@nb.njit(parallel=True, cache=True)
def least_of_rows(ptr, cost):
    """The least cost of each row of a list of pairs (NEVER where a row is empty)."""
    n = ptr.size - 1
    least = np.full(n, NEVER)
    for i in nb.prange(n):
        for z in range(ptr[i], ptr[i + 1]):
            least[i] = min(least[i], cost[z])
    return least
