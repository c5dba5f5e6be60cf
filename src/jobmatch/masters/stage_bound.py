"""The bound of one stage's duals over all triples (docs/certificate.md, *Stage by stage*)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from jobmatch.masters.cases import Case
from jobmatch.masters.groups import Groups, joint_gains
from jobmatch.masters.lagrange import best_values, least_values
from jobmatch.masters.priced_network import StageCosts
from jobmatch.masters.protocol import Duals
from jobmatch.masters.stages import COST
from jobmatch.problem.arrays import Int, Levers, total


def _due(costs: StageCosts, levers: Levers, limits: Int) -> int:
    """The least of -Σ y · limit, over all numbers of placements where limits depend on these."""
    if not levers.by_plan:
        pairs = zip(levers.limits, limits.tolist(), strict=True)
        return -sum(int(y) * int((limit.upper if y > 0 else limit.lower) or 0) for limit, y in pairs)
    n = costs.unmatched.size
    priced = replace(levers, limits=tuple(replace(x, soft=costs.of_unit(x)) for x in levers.limits))
    duals = Duals((COST,), np.zeros((1, 0), np.int64), np.append(limits, 0)[None, :])
    return int(Case.of_all(levers, n).due(priced, duals)[0])


def _far(largest: int, price: Int, stay: Int, cover: int) -> int:
    """More than anybody can gain by staying."""
    return 4 * (largest + int(np.abs(price).max(initial=0)) + int(np.abs(stay).max(initial=0)) + cover + 1)


def stage_bound(costs: StageCosts, prices: Int, of_jobs: Int, of_limits: Int, levers: Levers, limits: Int) -> int:
    """L of prices on rows, vacancies and the network's limits, in whole units rounded up.

    `limits` are the duals of all of the levers' limits, those that cross included.
    """
    together = levers.together
    now, n = costs.at(prices), costs.unmatched.size
    open_ = np.flatnonzero(costs.vacancies)
    price, of_persons = of_jobs.copy(), np.zeros(n, np.int64)
    value = now.constant - costs.due(prices, crossing=False) + _due(costs, levers, limits)
    for limit, y in zip(now.levers.limits, of_limits.tolist(), strict=True):
        (of_persons if limit.on_persons else price)[limit.members] += y
    value -= sum(int(of_jobs[j]) * int(costs.vacancies[j]) for j in open_.tolist())
    stay = now.stay - of_persons
    homes = now.levers.households
    cover = 0 if homes is None else homes.bonus
    must = costs.levers.must
    if must is not None and not costs.of_hard:
        stay = stay + must * _far(now.scan.largest(), price, stay, cover)  # to stay is no option
    best = best_values(now.scan, price, stay + cover)
    if together is None:
        parts = least_values(stay, best, cover, homes)
    else:
        groups = Groups(now.scan, together)
        joint, _ = groups.best(price, now.scan)
        of_household, most = (None, None) if homes is None else (homes.of_person, homes.max_out)
        gains, counted = joint_gains(stay, best, cover, of_household, most, groups, joint)
        rest = None if homes is None else replace(homes, of_person=homes.of_person[~counted])
        parts = np.concatenate([stay[counted], gains, least_values(stay[~counted], best[~counted], cover, rest)])
    value += total(parts) + total(of_persons)
    return -(-value // costs.unit)
