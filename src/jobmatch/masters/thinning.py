"""A plan that keeps everything, from one that does not: placements are given up until nothing is overspent.

Not a good plan, but one, wherever no lower limit stands against it: nobody is given another place.
"""

from __future__ import annotations

import numpy as np

from jobmatch.masters.plans import Placed, counted_by, in_small_classes, in_torn_groups
from jobmatch.masters.rows import triples_of
from jobmatch.masters.worth import worth
from jobmatch.pairing import Scan
from jobmatch.problem.arrays import Flags, Int, Levers
from jobmatch.problem.sides import NO_COURSE

ROUNDS = 8
"""Times that rules are looked at again after some placements were given up."""


def thinned(scan: Scan, levers: Levers, vacancies: Int, unmatched: Int, plan: Placed) -> Placed | None:
    """The plan without the placements that are worth least for what they overspend; None if limits stand against it."""
    job, route = plan.job.copy(), plan.route.copy()
    must = np.zeros(job.size, bool) if levers.must is None else levers.must
    who = np.flatnonzero(job >= 0).astype(np.int32)
    gain = np.zeros(job.size, np.int64)
    gain[who] = unmatched[who] - scan.costs(who, job[who]) - scan.dearer(who, job[who], route[who])
    for _ in range(ROUNDS):
        out = _overspent(scan, levers, Placed(job, route), gain, must)
        out |= _torn(levers, Placed(job, route), vacancies.size) & ~must
        if not out.any():
            break
        job[out], route[out] = -1, NO_COURSE
    kept = Placed(job, route)
    return kept if keeps(scan, levers, vacancies, unmatched, kept) else None


def keeps(scan: Scan, levers: Levers, vacancies: Int, unmatched: Int, plan: Placed) -> bool:
    """Whether a plan breaks nothing that is hard."""
    of_rows = None if levers.rows is None else levers.rows.used(triples_of(scan, plan.job, plan.route))
    filled = np.bincount(plan.job[plan.job >= 0], minlength=vacancies.size)
    whole = not _torn(levers, plan, vacancies.size).any() and bool((filled <= vacancies).all())
    return whole and worth(levers, vacancies.size, plan.job, unmatched, of_rows).vector[0] == 0


def _overspent(scan: Scan, levers: Levers, plan: Placed, gain: Int, must: Flags) -> Flags:
    """Placements to give up for sides that are overspent, those that gain least for what they use first."""
    out = np.zeros(plan.job.size, bool)
    sides = levers.rows
    if sides is None:
        return out
    triples = triples_of(scan, plan.job, plan.route)
    which, row, amount = sides.entries(triples)
    left = sides.used(triples)
    number = 0
    for side in sides.sides:
        for upper in side.upper:
            if upper is not None and side.soft is None and left[number] > upper:
                those = np.flatnonzero((row == number) & ~must[triples.person[which]])
                person, used = triples.person[which[those]], amount[those]
                over = int(left[number]) - upper
                for k in np.argsort(gain[person] / np.maximum(used, 1), kind="stable").tolist():
                    if over <= 0:
                        break
                    if not out[person[k]]:
                        out[person[k]] = True
                        over -= int(used[k])
            number += 1
    return out


def _torn(levers: Levers, plan: Placed, jobs: int) -> Flags:
    """Members of groups torn apart, participants of classes too small, and whoever is in a group opened short."""
    out = in_small_classes(levers, plan) | in_torn_groups(levers, plan)
    for limit in levers.limits:
        if limit.all_or_none and limit.soft is None:
            counted = counted_by(limit, plan, jobs)
            if limit.broken(int(counted.sum()), int((plan.job >= 0).sum())):
                out |= counted
    return out & (plan.job >= 0)
