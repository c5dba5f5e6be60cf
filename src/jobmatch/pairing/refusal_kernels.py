"""The compiled rules one by one: which of them a pair breaks, and how far a person's jobs get.

What `rule_kernels.fits` and `listed_kernels.pair_cost` answer with yes or no is told apart here, for those few pairs
and persons of whom somebody asks why.
"""

from __future__ import annotations

import numpy as np

from jobmatch.compiled import kernel
from jobmatch.pairing.listed_kernels import position
from jobmatch.pairing.rule_kernels import is_banned
from jobmatch.pairing.way_kernels import TYPES, way_cost
from jobmatch.problem.arrays import NEVER

PAIRS, TIER, REGION, JOB_TYPE, OFFER, WAGE, SKILLS, JOB_AGE, DATES, DECISIONS, NONE = range(11)
"""Rules in the order in which a person would ask (`refusal.RULES`); bit k of a mask stands for rule k."""


@kernel
def broken_rules(t, places, jobs, first, last, person, job, out):
    """The mask of the pairs first .. last - 1, but for the pairs file.

    `places` = (home class of each person, tier of each home and region, `Asked`), `jobs` = slot, region and type of
    each job.
    """
    home, tier, asked = places
    slot, region, kind = jobs
    for z in range(first, last):
        i, j = person[z], job[z]
        broken, where, s, age = np.int64(0), t.geo_class[i], slot[j], t.age[i]
        if tier[home[i], region[j]] > asked.farthest[where]:
            broken |= 1 << TIER
        if position(asked.ptr, asked.region, asked.wish[where], region[j]) < 0:
            broken |= 1 << REGION
        if position(t.type_ptr, t.type_job_type, t.type_class[i], kind[j]) < 0:
            broken |= 1 << JOB_TYPE
        if not t.slot_open[s]:
            broken |= 1 << OFFER
        if t.slot_wage[s] < t.reserve[i]:
            broken |= 1 << WAGE
        if way_cost(t, t.way_class[i], t.slot_post[s]) == NEVER:
            broken |= 1 << SKILLS
        if age >= 0 and (age < t.slot_min_age[s] or age > t.slot_max_age[s]):
            broken |= 1 << JOB_AGE
        if t.slot_start[s] < t.ready[i]:
            broken |= 1 << DATES
        if is_banned(t.ban_ptr, t.ban_job, i, j):
            broken |= 1 << DECISIONS
        out[z] = broken


@kernel
def last_rules(t, skills, places, first, last, who, out):
    """Of persons ``who[first:last]`` the rule that takes the last of their jobs away; NONE if something is left.

    It is the farthest that any job gets: the latest of the first rules that the jobs break. `skills` is what `WayCosts`
    gives.
    """
    home, tier, asked = places
    types = t.scalar[TYPES]
    for r in range(first, last):
        i = who[r]
        where, what, age = t.geo_class[i], t.type_class[i], t.age[i]
        got = TIER if tier.shape[1] > 0 else REGION
        for region in range(tier.shape[1]):
            if tier[home[i], region] <= asked.farthest[where]:
                got = REGION
                break
        for g in range(t.geo_ptr[where], t.geo_ptr[where + 1]):
            got = max(got, JOB_TYPE)
            for k in range(t.type_ptr[what], t.type_ptr[what + 1]):
                block = np.int64(t.geo_region[g]) * types + t.type_job_type[k]
                post, led = -1, False
                for s in range(t.block_ptr[block], t.block_ptr[block + 1]):
                    if not t.slot_open[s]:
                        got = max(got, OFFER)
                        continue
                    if t.slot_wage[s] < t.reserve[i]:
                        got = max(got, WAGE)
                        continue
                    if t.slot_post[s] != post:  # slots of a block are sorted by what they require
                        post = t.slot_post[s]
                        way = t.way_class[i]
                        led = (skills[way, post] if skills.shape[0] > 0 else way_cost(t, way, post)) != NEVER
                    if not led:
                        got = max(got, SKILLS)
                    elif age >= 0 and (age < t.slot_min_age[s] or age > t.slot_max_age[s]):
                        got = max(got, JOB_AGE)
                    elif t.slot_start[s] < t.ready[i]:
                        got = max(got, DATES)
                    elif is_banned(t.ban_ptr, t.ban_job, i, t.slot_job[s]):
                        got = max(got, DECISIONS)
                    else:
                        got = NONE
        out[r] = got
