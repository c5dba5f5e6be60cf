"""The cost of chosen pairs, term by term (docs/model.md, section 4).

Computed from the parts, for chosen pairs only; their sum is the cost that the compiled scan gives.
"""

from __future__ import annotations

import numpy as np

from jobmatch.pairing.way_kernels import NO_ROUTE, SKILL_DEN, SKILL_NUM, TYPES, WAGE_DEN, WAGE_NUM
from jobmatch.policy import TERMS
from jobmatch.problem import PairTable, Parts, Problem, Tables
from jobmatch.problem.arrays import Int, Small


def terms_of(problem: Problem, person: Small, job: Small, route: Small) -> dict[str, Int]:
    """Quanta of each term of the triples ``(person[k], job[k], route[k])``, which must be eligible.

    A route is the variant of a course, or NO_ROUTE.

    Returns
    -------
    dict
        Term name → array of shape ``(len(person),)``, in the order of `jobmatch.policy.TERMS`.
    """
    terms = {name: np.zeros(person.size, np.int64) for name in TERMS}
    pairs, proposed = problem.pairs, problem.proposed[person]
    terms["change"] = np.where((proposed >= 0) & (proposed != job), problem.change, 0)
    if problem.tables is not None and problem.parts is not None:
        terms |= _policy_terms(problem.tables, problem.parts, person, job, _course(problem, route))
        courses = None if problem.sides is None else problem.sides.courses
        if courses is not None:
            for name, table in (("skill", courses.burden), ("subsidy", courses.public)):
                fee = (
                    table[courses.learner[person], np.maximum(route, 0)]
                    if table.size
                    else np.zeros(person.size, np.int64)
                )
                terms[name] = terms[name] + np.where(route == NO_ROUTE, 0, fee)
    if pairs is not None:
        at = _positions(pairs, person, job, problem.m)
        if pairs.cost is not None:
            terms["extra"] = pairs.cost[at] - terms["change"]
        if pairs.retention is not None:
            terms["retention"] = terms["retention"] + pairs.retention[at]
        if pairs.extra is not None:
            terms["extra"] = terms["extra"] + pairs.extra[at]
    return terms


def tier_of(problem: Problem, person: Small, job: Small) -> Small | None:
    """Tier of each pair (0 county … 3 outside); None where the lists need no regions."""
    if problem.parts is None:
        return None
    tiers: Small = problem.parts.tier[problem.parts.home[person], problem.parts.job_region[job]]
    return tiers


def _course(problem: Problem, route: Small) -> Small:
    """The course of each route, -1 for none."""
    courses = None if problem.sides is None else problem.sides.courses
    if courses is None:
        return np.full(route.size, NO_ROUTE, np.int32)
    return np.append(courses.variant, NO_ROUTE)[route]  # the last one stands for none


def _policy_terms(t: Tables, parts: Parts, person: Small, job: Small, course: Small) -> dict[str, Int]:
    slot, region = parts.job_slot[job], parts.job_region[job]
    home = parts.home[person]
    geo = entry(t.geo_ptr, t.geo_region, t.geo_class[person], region, int(parts.job_region.max(initial=0)) + 1)
    kind = entry(t.type_ptr, t.type_job_type, t.type_class[person], parts.job_type[job], int(t.scalar[TYPES]))
    wage_num, wage_den = t.scalar[WAGE_NUM], t.scalar[WAGE_DEN]
    here = (t.grid_person[person], t.grid_slot[slot])
    lift = t.lift[here] if t.lift.size else 0
    gap = np.maximum(0, t.wish[person] - t.slot_offer[slot] - lift)
    distance, tier = parts.distance_cost[home, region], parts.tier_cost[parts.tier[home, region]]
    return {
        "skill": _skill(t, person, slot, course),
        "wage": (2 * gap * wage_num + wage_den) // (2 * wage_den),
        "distance": distance - parts.eased[here],
        "tier": tier,
        "preference": t.geo_cost[geo] - distance - tier + t.type_cost[kind],
        "retention": t.slot_add[slot],
        "subsidy": parts.subsidy[here],
        "extra": parts.extra[here],
    }


def _skill(t: Tables, person: Small, slot: Small, course: Small) -> Int:
    need = t.post_need[t.slot_post[slot]]
    length = t.need_ptr[need + 1] - t.need_ptr[need]
    row = np.repeat(np.arange(person.size), length)
    within = np.arange(row.size) - np.repeat(np.cumsum(length) - length, length)
    z = t.need_ptr[need[row]] + within
    held = t.levels[t.way_skill[t.way_class[person[row]]], t.need_skill[z]].astype(np.int64)
    taught = np.zeros((t.teach_ptr.size, t.levels.shape[1]), np.int64)  # the last row stands for no course
    taught[np.repeat(np.arange(t.teach_ptr.size - 1), np.diff(t.teach_ptr)), t.teach_skill] = t.teach_level
    held = np.maximum(held, taught[course[row], t.need_skill[z]])
    burden = np.zeros(person.size, np.int64)
    np.add.at(burden, row, np.maximum(0, t.need_level[z].astype(np.int64) - held) * t.need_weight[z])
    num, den = t.scalar[SKILL_NUM], t.scalar[SKILL_DEN]
    cost: Int = (2 * burden * num + den) // (2 * den)
    return cost


def entry(ptr: Int, items: Small, row: Small, item: Small, width: int) -> Int:
    """Position of `item` in the ascending row `row` of a CSR table, for arrays of rows and items."""
    of_row = np.repeat(np.arange(ptr.size - 1, dtype=np.int64), np.diff(ptr))
    return np.searchsorted(of_row * width + items, row.astype(np.int64) * width + item).astype(np.int64)


def _positions(pairs: PairTable, person: Small, job: Small, m: int) -> Int:
    return entry(pairs.ptr, pairs.job, person, job, m)
