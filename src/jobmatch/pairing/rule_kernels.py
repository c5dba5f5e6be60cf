"""The compiled scan by rules: who is eligible for what, and at what cost.

`best_way`, `fits` and `wage_cost` hold every hard rule and every cost term of docs/model.md beyond consent, region and
type; all consumers (counting, listing, pricing) stand on them. Kernels read tables whose types are fixed, so that no
policy recompiles them. Consent is structural: only blocks (region, job type) that both wishes name are ever visited.
"""

from __future__ import annotations

import numpy as np

from jobmatch.compiled import kernel, woven
from jobmatch.pairing.row_kernels import UNSEEN, noise_of, offer, with_least
from jobmatch.pairing.way_kernels import CHANGE, TYPES, UNIT, WAGE_DEN, WAGE_NUM, rounded, way_cost
from jobmatch.problem.arrays import NEVER

FLOOR, OWN, WAGE, OFFER, JOB_NEED, AGES, START, GRID = range(8)  # columns of `Packed.slot`
COLUMNS = 8
HIGH = 32
"""Bits by which the second half of a column (requirement, greatest age) is shifted."""
LOW = (1 << HIGH) - 1


@woven
def fits(slots, s, reserve, ready, age):
    """Whether wage, start and age limits let the person take slot s."""
    if slots[s, WAGE] < reserve or slots[s, START] < ready:
        return False
    return age < 0 or ((slots[s, AGES] & LOW) <= age <= (slots[s, AGES] >> HIGH))


@woven
def wage_cost(gap, num, den, inverse, unit):
    """Parts of a quantum for an offer that is `gap` below the wish."""
    return rounded(gap, num, den, inverse) * unit if gap > 0 else np.int64(0)


@woven
def is_banned(ban_ptr, ban_job, i, j):
    """Whether a decision keeps the person from the job."""
    for z in range(ban_ptr[i], ban_ptr[i + 1]):
        barred = ban_job[z]
        if barred == j or (barred < 0 and ~barred != j):
            return True
    return False


@kernel
def wanted_blocks(t, n):
    """Blocks (region, job type) that somebody agreed to."""
    wanted = np.zeros(t.block_ptr.size - 1, np.bool_)
    for i in range(n):
        where, what = t.geo_class[i], t.type_class[i]
        for g in range(t.geo_ptr[where], t.geo_ptr[where + 1]):
            first = np.int64(t.geo_region[g]) * t.scalar[TYPES]
            for k in range(t.type_ptr[what], t.type_ptr[what + 1]):
                block = first + t.type_job_type[k]
                wanted[block] = True
    return wanted


@kernel
def eligible_pairs(t, skill, packed, first, last, eligible, least, out, jobs, costs):
    """For persons first .. last - 1: the number of eligible jobs, the least cost among these, and a list of them.

    `packed` under no prices; `eligible` comes filled with 0, `least` with NEVER. A person's pairs are written from
    ``out[i]`` on; with empty `jobs` they are counted only.
    """
    slots, ptr, _, _ = packed
    scalar, grid, grid_person, ban_ptr, ban_job = t.scalar, t.grid, t.grid_person, t.ban_ptr, t.ban_job
    num, den, inverse, unit = scalar[WAGE_NUM], scalar[WAGE_DEN], 1 / scalar[WAGE_DEN], scalar[UNIT]
    lift, has_lift = t.lift, t.lift.shape[0] > 0
    geo_class, geo_ptr, geo_region, geo_cost = t.geo_class, t.geo_ptr, t.geo_region, t.geo_cost
    type_class, type_ptr, type_job_type, type_cost = t.type_class, t.type_ptr, t.type_job_type, t.type_cost
    way_class, reserves, wishes, ages, days = t.way_class, t.reserve, t.wish, t.age, t.ready
    types, has_skill, wants_list = scalar[TYPES], skill.shape[0] > 0, jobs.size > 0
    for i in range(first, last):
        where, what, held = geo_class[i], type_class[i], way_class[i]
        reserve, wish, age, ready = reserves[i], wishes[i], ages[i], days[i]
        row, has_ban = grid_person[i], ban_ptr[i] < ban_ptr[i + 1]
        proposed = t.proposed[i]
        move = scalar[CHANGE] if proposed >= 0 else np.int64(0)
        count, cheapest = 0, least[i]
        for g in range(geo_ptr[where], geo_ptr[where + 1]):
            region = np.int64(geo_region[g]) * types
            for k in range(type_ptr[what], type_ptr[what + 1]):
                block = region + type_job_type[k]
                base = geo_cost[g] + type_cost[k]
                for s in range(ptr[block], ptr[block + 1]):
                    if not fits(slots, s, reserve, ready, age):
                        continue
                    need, job = slots[s, JOB_NEED] >> HIGH, slots[s, JOB_NEED] & LOW
                    missing = skill[held, need] if has_skill else way_cost(t, held, need)
                    if missing == NEVER or (has_ban and is_banned(ban_ptr, ban_job, i, job)):
                        continue
                    if wants_list or base + slots[s, FLOOR] + missing < cheapest:
                        own = slots[s, OWN] + grid[row, slots[s, GRID]]
                        gap = wish - slots[s, OFFER] - (lift[row, slots[s, GRID]] if has_lift else 0)
                        cost = base + own + missing + wage_cost(gap, num, den, inverse, unit)
                        if job != proposed:
                            cost += move
                        cheapest = min(cheapest, cost)
                        if wants_list:
                            jobs[out[i] + count], costs[out[i] + count] = job, cost
                    count += 1
        eligible[i], least[i] = count, cheapest


@kernel
def cheapest_pairs(t, skill, packed, first, last, who, limit, spread, known, jobs, values, filled, best, outside):
    """Cheap pairs of persons ``who[first:last]``, and each person's cheapest of all.

    Of the pairs with cost + price below the limit, row r of `jobs` and `values` gets the ``filled[r]`` with the least
    key: cost + price + bias of the job + a draw from the noise; `spread` = (bias, noise), neither negative. ``best[r]``
    is the least cost + price, or the limit if none is below it; that pair is in the row.

    `known` = (bound, scan, falls): every pair outside the person's short list was worth ``bound[r]`` or more at scan
    ``scan[r]``, and prices in block b have fallen by at most ``falls[scan, b]`` since; blocks that can hold nothing
    below the limit are passed over. With empty `falls` nothing is known. ``outside[r]`` bounds from below the value of
    every pair that is neither in the row nor in the short list; ``filled[r]`` is UNSEEN where all was passed over.
    """
    bound, scan, falls = known
    bias, noise = spread
    slots, ptr, block_floor, region_floor = packed
    scalar, grid, grid_person, ban_ptr, ban_job = t.scalar, t.grid, t.grid_person, t.ban_ptr, t.ban_job
    num, den, inverse, unit = scalar[WAGE_NUM], scalar[WAGE_DEN], 1 / scalar[WAGE_DEN], scalar[UNIT]
    lift, has_lift = t.lift, t.lift.shape[0] > 0
    geo_class, geo_ptr, geo_region, geo_cost = t.geo_class, t.geo_ptr, t.geo_region, t.geo_cost
    type_class, type_ptr, type_job_type, type_cost = t.type_class, t.type_ptr, t.type_job_type, t.type_cost
    way_class, reserves, wishes, ages, days = t.way_class, t.reserve, t.wish, t.age, t.ready
    types, has_skill, has_past = scalar[TYPES], skill.shape[0] > 0, falls.shape[0] > 0
    keys = np.empty(values.shape[1], np.int64)
    for r in range(first, last):
        i = who[r]
        where, what, held = geo_class[i], type_class[i], way_class[i]
        reserve, wish, age, ready = reserves[i], wishes[i], ages[i], days[i]
        row, has_ban = grid_person[i], ban_ptr[i] < ban_ptr[i + 1]
        proposed = t.proposed[i]
        move = scalar[CHANGE] if proposed >= 0 else np.int64(0)
        bar, rest, least, least_job, stop = NEVER, NEVER, limit[r], np.int64(-1), limit[r]
        found = UNSEEN if has_past else 0
        for g in range(geo_ptr[where], geo_ptr[where + 1]):
            near = geo_cost[g]
            if near + region_floor[geo_region[g]] >= stop:
                continue
            region = np.int64(geo_region[g]) * types
            for k in range(type_ptr[what], type_ptr[what + 1]):
                block = region + type_job_type[k]
                base = near + type_cost[k]
                if base + block_floor[block] >= stop:
                    continue
                if has_past:
                    left = bound[r] - falls[scan[r], block]
                    if left >= limit[r]:
                        rest = min(rest, left)
                        continue
                    found = max(found, 0)
                for s in range(ptr[block], ptr[block + 1]):
                    low = base + slots[s, FLOOR]
                    if low >= stop:
                        break
                    job = slots[s, JOB_NEED] & LOW
                    if low >= least and low + bias[job] >= bar:
                        rest = min(rest, low)
                        continue
                    if not fits(slots, s, reserve, ready, age):
                        continue
                    need = slots[s, JOB_NEED] >> HIGH
                    missing = skill[held, need] if has_skill else way_cost(t, held, need)
                    if missing == NEVER or low + missing >= stop:
                        continue
                    own = base + slots[s, OWN] + grid[row, slots[s, GRID]]
                    gap = wish - slots[s, OFFER] - (lift[row, slots[s, GRID]] if has_lift else 0)
                    value = own + missing + wage_cost(gap, num, den, inverse, unit)
                    if job != proposed:
                        value += move
                    if value >= stop or (has_ban and is_banned(ban_ptr, ban_job, i, job)):
                        continue
                    if value < least:
                        least, least_job = value, job
                    key = value + bias[job] + noise_of(noise, i, job)
                    bar, rest, found = offer(jobs, values, keys, r, found, job, value, key, bar, rest)
                    stop = min(limit[r], max(bar, least))
        filled[r], outside[r] = found, min(stop, rest)
        if found > 0:
            filled[r], outside[r] = with_least(jobs, values, r, found, least, least_job, min(stop, rest))
        best[r] = least
