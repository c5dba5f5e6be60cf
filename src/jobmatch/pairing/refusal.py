"""Which hard rule keeps a person from a job: for a few chosen pairs, in the order of docs/model.md, section 3."""

from __future__ import annotations

import numpy as np

from jobmatch.pairing.rule_scan import best_ways
from jobmatch.pairing.terms import entry
from jobmatch.problem import STANDINGS, Parts, Problem, Tables
from jobmatch.problem.arrays import NEVER, Flags, Int, Small

RULES = (
    *("decisions", "status", "age", "region", "job_type", "wage", "skills", "offer", "job_age", "dates", "pairs"),
    "",
)
"""Rules in the order in which they are looked at; none at last. `region` includes the tier, `offer` is what the job has
to offer: contract, insurance, a known wage."""

_OF_STANDING = {"": "", "withdrawn": "decisions", "not_looking": "status", "under_age": "age", "no_consent": "region"}


def broken_rule(problem: Problem, person: Small, job: Small) -> list[str]:
    """The first rule that each pair ``(person[k], job[k])`` breaks; "" where it is eligible."""
    fails = {rule: np.zeros(person.size, bool) for rule in RULES}
    fails[""][:] = True
    for standing, rule in _OF_STANDING.items():
        if rule:
            fails[rule] |= problem.standing[person] == STANDINGS.index(standing)
    if problem.tables is not None and problem.parts is not None:
        _by_policy(problem.tables, problem.parts, person, job, fails)
    if problem.pairs is not None:
        fails["pairs"] = ~_has(problem.pairs.ptr, problem.pairs.job, person, job)
    return [RULES[k] for k in np.argmax([fails[rule] for rule in RULES], axis=0).tolist()]


def _by_policy(t: Tables, parts: Parts, person: Small, job: Small, fails: dict[str, Flags]) -> None:
    slot, age = parts.job_slot[job], t.age[person]
    fails["region"] |= ~_has(t.geo_ptr, t.geo_region, t.geo_class[person], parts.job_region[job])
    fails["job_type"] |= ~_has(t.type_ptr, t.type_job_type, t.type_class[person], parts.job_type[job])
    fails["wage"] |= t.slot_wage[slot] < t.reserve[person]
    fails["offer"] |= ~t.slot_open[slot]
    fails["job_age"] |= (age >= 0) & ((age < t.slot_min_age[slot]) | (age > t.slot_max_age[slot]))
    fails["dates"] |= t.slot_start[slot] < t.ready[person]
    fails["skills"] |= best_ways(t, person, slot)[0] == NEVER


def _has(ptr: Int, items: Small, row: Small, item: Small) -> Flags:
    """Whether each row of a CSR table has the item."""
    at = entry(ptr, items, row, item, int(max(items.max(initial=0), item.max(initial=0))) + 1)
    inside = at < ptr[row + 1]
    has: Flags = inside & (np.append(items, -1)[np.where(inside, at, items.size)] == item)
    return has
