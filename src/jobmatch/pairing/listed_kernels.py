"""The compiled scan over pairs that the caller listed."""

from __future__ import annotations

import numpy as np

from jobmatch.compiled import kernel, woven
from jobmatch.pairing.row_kernels import UNSEEN, noise_of, offer, with_least
from jobmatch.pairing.rule_kernels import is_banned, wage_cost
from jobmatch.pairing.way_kernels import CHANGE, UNIT, WAGE_DEN, WAGE_NUM, way_cost
from jobmatch.problem.arrays import NEVER


@woven
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


@woven
def pair_cost(t, skills, i, j, s, region, job_type):
    """The cost of one pair by the policy, or NEVER if it is not eligible; `skills` as in `Packer`."""
    g = position(t.geo_ptr, t.geo_region, t.geo_class[i], region)
    k = position(t.type_ptr, t.type_job_type, t.type_class[i], job_type)
    if g < 0 or k < 0 or is_banned(t.ban_ptr, t.ban_job, i, j):
        return NEVER
    if not t.slot_open[s] or t.slot_wage[s] < t.reserve[i] or t.slot_start[s] < t.ready[i]:
        return NEVER
    age = t.age[i]
    if age >= 0 and (age < t.slot_min_age[s] or age > t.slot_max_age[s]):
        return NEVER
    way, post = t.way_class[i], t.slot_post[s]
    skill = skills[way, post] if skills.shape[0] > 0 else way_cost(t, way, post)
    if skill == NEVER:
        return NEVER
    own = t.slot_add[s] + t.grid[t.grid_person[i], t.grid_slot[s]]
    den = t.scalar[WAGE_DEN]
    lift = t.lift[t.grid_person[i], t.grid_slot[s]] if t.lift.shape[0] > 0 else np.int64(0)
    wage = wage_cost(t.wish[i] - t.slot_offer[s] - lift, t.scalar[WAGE_NUM], den, 1 / den, t.scalar[UNIT])
    change = t.scalar[CHANGE] if t.proposed[i] >= 0 and t.proposed[i] != j else np.int64(0)
    return t.geo_cost[g] + t.type_cost[k] + skill + own + wage + change


@kernel
def price_pairs(t, skills, first, last, person, job, job_slot, job_region, job_type, cost):
    """Costs of the pairs first .. last - 1 by the policy, NEVER where they are not eligible."""
    for z in range(first, last):
        j = job[z]
        cost[z] = pair_cost(t, skills, person[z], j, job_slot[j], job_region[j], job_type[j])


@kernel
def shift_costs(by_class, by_way, by_slot, grid_person, way, grid_slot, post, slot, person, job, first, last, cost):
    """Add to the costs of pairs first .. last - 1 what has changed by class, by way, and by slot."""
    for z in range(first, last):
        i, s = person[z], slot[job[z]]
        cost[z] += by_class[grid_person[i], grid_slot[s]] + by_way[way[i], post[s]] + by_slot[s]


@kernel
def least_of_rows(ptr, cost):
    """The least cost of each row of a list of pairs (NEVER where a row is empty)."""
    n = ptr.size - 1
    least = np.full(n, NEVER)
    for i in range(n):
        for z in range(ptr[i], ptr[i + 1]):
            least[i] = min(least[i], cost[z])
    return least


@kernel
def cheapest_listed(ptr, job, cost, first, last, who, price, limit, spread, known, jobs, values, filled, best, outside):
    """`cheapest_pairs` over listed pairs; all jobs are one block."""
    bound, scan, falls = known
    bias, noise = spread
    keys = np.empty(values.shape[1], np.int64)
    for r in range(first, last):
        i = who[r]
        bar, rest, least, least_job, found = NEVER, NEVER, limit[r], -1, 0
        if falls.shape[0] > 0 and bound[r] - falls[scan[r], 0] >= limit[r]:
            filled[r], best[r], outside[r] = UNSEEN, limit[r], bound[r] - falls[scan[r], 0]
            continue
        for z in range(ptr[i], ptr[i + 1]):
            value = cost[z] + price[job[z]]
            if value < least:
                least, least_job = value, job[z]
            if value < limit[r]:
                key = value + bias[job[z]] + noise_of(noise, i, job[z])
                bar, rest, found = offer(jobs, values, keys, r, found, job[z], value, key, bar, rest)
        filled[r], outside[r] = with_least(jobs, values, r, found, least, least_job, min(limit[r], rest))
        best[r] = least


@kernel
def costs_listed(ptr, items, cost, person, job):
    """Costs of pairs, NEVER where they are not listed."""
    out = np.empty(person.size, np.int64)
    for r in range(person.size):
        z = position(ptr, items, person[r], job[r])
        out[r] = cost[z] if z >= 0 else NEVER
    return out


@kernel
def places_listed(ptr, items, person, job):
    """Where pairs stand in the list, -1 where they do not."""
    out = np.empty(person.size, np.int64)
    for r in range(person.size):
        out[r] = position(ptr, items, person[r], job[r])
    return out
