"""What it costs at least to close a group: the choice by which branch and bound learns most."""

from __future__ import annotations

import numpy as np

from jobmatch.masters.duals import full_prices
from jobmatch.masters.protocol import Solution
from jobmatch.pairing import Scan
from jobmatch.problem.arrays import Int, Levers, Small

OTHERS = 16
"""Alternatives of a person that are looked at: if all are in the group, the last of them stands for the next."""


def closing_costs(scan: Scan, levers: Levers, unmatched: Int, solution: Solution, which: list[int]) -> dict[int, int]:
    """For some limits, what those counted by it would lose under the prices if they had to do without, in quanta.

    Raised by so much, the bound of the case is that of the case with the group closed (every person's minimum rises to
    the next alternative).
    """
    assert solution.duals is not None
    price, own = full_prices(levers, solution.duals, unmatched.size)
    stay = unmatched - own
    on_jobs = [k for k in which if not levers.limits[k].on_persons]
    group: Small = np.full(price.size, -1, np.int32)
    for k in sorted(on_jobs, key=lambda k: -levers.limits[k].members.size):  # the smallest group around a job counts
        group[levers.limits[k].members] = k
    placed = np.flatnonzero(solution.job >= 0).astype(np.int32)
    now = np.zeros(stay.size, np.int64)
    now[placed] = scan.costs(placed, solution.job[placed]) + price[solution.job[placed]]
    found = dict.fromkeys(which, 0)
    for k in set(which) - set(on_jobs):
        who = levers.limits[k].members
        who = who[solution.job[who] >= 0]
        found[k] = int(np.maximum(0, stay[who] - now[who]).sum())
    who = placed[group[solution.job[placed]] >= 0]
    if who.size:
        of = group[solution.job[who]]
        others = scan.cheapest(who, price, stay[who], OTHERS)
        filled = np.arange(OTHERS) < others.filled[:, None]
        there = filled & (group[np.where(filled, others.jobs, 0)] != of[:, None])
        last = np.where(others.filled == OTHERS, others.values[:, -1], stay[who])
        least = np.minimum(np.where(there, others.values, last[:, None]).min(axis=1), last)
        lost = np.zeros(len(levers.limits), np.int64)
        np.add.at(lost, of, np.maximum(0, least - now[who]))
        found |= {k: int(lost[k]) for k in on_jobs}
    return found
