"""Which rule keeps which jobs from a person, in the order in which a person would ask."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.pairing import NEVER
from jobmatch.pairing.rule_scan import best_ways
from jobmatch.problem import Problem, Tables
from jobmatch.problem.arrays import Flags, Int, Small

RULES = ("regions", "job_types", "closed", "wage", "skills", "age", "start", "pairs", "decisions")
"""Codes of the rules, in the order in which they are asked (docs/explain.md)."""


@dataclass(frozen=True)
class Removal:
    """What one rule takes away from what the ones before it left.

    Attributes
    ----------
    rule
        One of `RULES`.
    removed, left
        Jobs.
    """

    rule: str
    removed: int
    left: int


def keeps(problem: Problem, person: int) -> dict[str, Flags]:
    """By rule, the jobs that pass it, each rule by itself; shape (m,) each."""
    passes: dict[str, Flags] = {}
    if problem.tables is not None and problem.parts is not None:
        passes |= _of_tables(problem.tables, problem.parts.job_region, problem.parts.job_type, problem, person)
    if problem.pairs is not None:
        listed = np.zeros(problem.m, bool)
        listed[problem.pairs.job[problem.pairs.ptr[person] : problem.pairs.ptr[person + 1]]] = True
        passes["pairs"] = listed
    if problem.tables is not None:
        passes["decisions"] = _not_banned(problem.tables, person, problem.m)
    return passes


def removals(problem: Problem, person: int) -> tuple[tuple[Removal, ...], Flags]:
    """What each rule takes away, one after the other, and the jobs that are left, shape (m,)."""
    left = np.ones(problem.m, bool)
    found = []
    for rule, passes in keeps(problem, person).items():
        kept = left & passes
        found.append(Removal(rule, int((left & ~passes).sum()), int(kept.sum())))
        left = kept
    return tuple(found), left


def _of_tables(t: Tables, region: Small, kind: Small, problem: Problem, person: int) -> dict[str, Flags]:
    assert problem.parts is not None
    slot = problem.parts.job_slot
    agreed = _entries(t.geo_ptr, t.geo_region, int(t.geo_class[person]), int(region.max(initial=0)) + 1)
    kinds = _entries(t.type_ptr, t.type_job_type, int(t.type_class[person]), int(kind.max(initial=0)) + 1)
    age = int(t.age[person])
    within = (t.slot_min_age[slot] <= age) & (age <= t.slot_max_age[slot])
    return {
        "regions": agreed[region],
        "job_types": kinds[kind],
        "closed": t.slot_open[slot],
        "wage": t.slot_wage[slot] >= t.reserve[person],
        "skills": _skills(t, person, slot),
        "age": within if age >= 0 else np.ones(slot.size, bool),
        "start": t.slot_start[slot] >= t.ready[person],
    }


def _entries(ptr: Int, items: Small, row: int, size: int) -> Flags:
    """Which items a row of a CSR table has."""
    there = np.zeros(max(size, int(items.max(initial=0)) + 1), bool)
    there[items[ptr[row] : ptr[row + 1]]] = True
    return there


def _skills(t: Tables, person: int, slot: Small) -> Flags:
    """Whether the person has what a job requires, or some course leads there."""
    found: Flags = best_ways(t, np.full(slot.size, person, np.int32), slot)[0] != NEVER
    return found


def _not_banned(t: Tables, person: int, jobs: int) -> Flags:
    passes = np.ones(jobs, bool)
    for barred in t.ban_job[t.ban_ptr[person] : t.ban_ptr[person + 1]].tolist():
        if barred >= 0:
            passes[barred] = False
        else:
            only = np.zeros(jobs, bool)
            only[~barred] = True
            passes &= only
    return passes
