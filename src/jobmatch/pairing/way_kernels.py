"""What a job requires of a person, and the courses that lead there: the cheapest way, and all of them."""

from __future__ import annotations

import numpy as np

from jobmatch.compiled import kernel, part, woven
from jobmatch.problem.arrays import NEVER

TYPES, MAX_MISSING, ABSENT, SKILL_NUM, SKILL_DEN, WAGE_NUM, WAGE_DEN, CHANGE, UNIT = range(9)  # `Tables.scalar`

NO_ROUTE = -1
"""Stands for the variant of a course where there is none."""


@part
def taught_levels(t, course, skill):
    """The level of a skill after a course, what stands in for it counted, and the level taught itself; 0 for none."""
    if course >= 0:
        for z in range(t.teach_ptr[course], t.teach_ptr[course + 1]):
            if t.teach_skill[z] == skill:
                return np.int64(t.teach_level[z]), np.int64(t.teach_own[z])
    return np.int64(0), np.int64(0)


@part
def skill_cost(t, held, need, course):
    """Parts of a quantum for the levels missing, after a course if there is one; NEVER where it is of no use."""
    missing = np.int64(0)
    burden = np.int64(0)
    use = course < 0
    for z in range(t.need_ptr[need], t.need_ptr[need + 1]):
        have = np.int64(t.levels[held, t.need_skill[z]])
        level = np.int64(t.need_level[z])
        taught, own = taught_levels(t, course, t.need_skill[z])
        use = use or (level > have and own > have)
        have = max(have, taught)
        lack = level - have
        if lack > 0:
            if have == 0 and t.scalar[ABSENT] == 0:
                return NEVER
            missing += lack
            burden += lack * t.need_weight[z]
    if missing > t.scalar[MAX_MISSING] or not use:
        return NEVER
    den = t.scalar[SKILL_DEN]
    return rounded(burden, t.scalar[SKILL_NUM], den, 1 / den) * t.scalar[UNIT]


@part
def best_way(t, way, post):
    """What required skills cost a person at least, by whatever route, and the variant of its course (NO_ROUTE)."""
    held, need = t.way_skill[way], t.post_need[post]
    least, best = skill_cost(t, held, need, np.int64(NO_ROUTE)), np.int64(NO_ROUTE)
    for z in range(t.post_ptr[post], t.post_ptr[post + 1]):
        variant = np.int64(t.post_variant[z])
        fee = t.learn[t.way_learner[way], variant]
        if fee == NEVER:
            continue
        cost = skill_cost(t, held, need, np.int64(t.variant_course[variant]))
        if cost != NEVER and cost + fee < least:
            least, best = cost + fee, variant
    return least, best


@part
def way_cost(t, way, post):
    """The first of these."""
    return best_way(t, way, post)[0]


@woven
def rounded(amount, num, den, inverse):
    """``amount * num / den`` to the nearest whole quantum, halves up, for amounts that are not negative.

    A guess in floating point, put right in whole numbers: a fraction of the time of a division of whole numbers.
    `inverse` is 1 / den.
    """
    whole = 2 * amount * num + den
    guess = np.int64(np.float64(whole) * (0.5 * inverse))
    rest = whole - guess * 2 * den
    while rest < 0:
        guess -= 1
        rest += 2 * den
    while rest >= 2 * den:
        guess += 1
        rest -= 2 * den
    return guess


@kernel
def skill_costs(t, need, course, first, last, out):
    """`skill_cost` of skill classes first .. last - 1 with requirements after courses, column by column."""
    for held in range(first, last):
        for z in range(need.size):
            out[held, z] = skill_cost(t, held, need[z], course[z])


@kernel
def ways_of(t, way, post, cost, variant):
    """What `best_way` says of ways and posts, one by one."""
    for k in range(way.size):
        cost[k], variant[k] = best_way(t, way[k], post[k])


@kernel
def open_ways(t, way, post, ptr, variants):
    """All routes from each way to each post, one after another from ``ptr[k]`` on, going without a course first.

    With empty `variants` they are only counted, into ``ptr[1:]``, which holds 0 before.
    """
    for k in range(way.size):
        held, need = t.way_skill[way[k]], t.post_need[post[k]]
        count = 0
        for z in range(t.post_ptr[post[k]] - 1, t.post_ptr[post[k] + 1]):
            variant, course = np.int64(NO_ROUTE), np.int64(NO_ROUTE)
            if z >= t.post_ptr[post[k]]:
                variant = np.int64(t.post_variant[z])
                course = np.int64(t.variant_course[variant])
                if t.learn[t.way_learner[way[k]], variant] == NEVER:
                    continue
            if skill_cost(t, held, need, course) != NEVER:
                if variants.size > 0:
                    variants[ptr[k] + count] = variant
                count += 1
        if variants.size == 0:
            ptr[k + 1] = count


@kernel
def costs_of_ways(t, way, post, variant, out):
    """What given routes cost, which must be open, into `out`."""
    for k in range(way.size):
        course, fee = np.int64(NO_ROUTE), np.int64(0)
        if variant[k] != NO_ROUTE:
            course = np.int64(t.variant_course[variant[k]])
            fee = t.learn[t.way_learner[way[k]], variant[k]]
        out[k] = skill_cost(t, t.way_skill[way[k]], t.post_need[post[k]], course) + fee
