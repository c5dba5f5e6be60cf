"""Which rule keeps which jobs from a person, or persons from a job, in the order in which a person would ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from jobmatch.pairing import NEVER
from jobmatch.pairing.rule_scan import best_ways
from jobmatch.problem import Problem, Tables
from jobmatch.problem.arrays import STANDINGS, Flags, Int, Small

RULES = ("person", "regions", "job_types", "closed", "wage", "skills", "age", "start", "pairs", "decisions")
"""Codes of the rules, in the order in which they are asked (docs/explain.md)."""


NOT_OPEN = [STANDINGS.index(name) for name in ("withdrawn", "not_looking", "under_age")]
"""Standings of persons who take no job at all; who agreed to no region is kept away by regions."""


@dataclass(frozen=True)
class Removal:
    """What one rule takes away from what the ones before it left.

    Attributes
    ----------
    rule
        One of `RULES`.
    removed, left
        Jobs of a person, or persons of a job.
    """

    rule: str
    removed: int
    left: int


def keeps(problem: Problem, person: int) -> dict[str, Flags]:
    """By rule, the jobs that pass it, each rule by itself; shape (m,) each."""
    passes: dict[str, Flags] = {"person": np.full(problem.m, problem.standing[person] not in NOT_OPEN)}
    if problem.tables is not None and problem.parts is not None:
        passes |= _of_tables(problem.tables, problem.parts.job_region, problem.parts.job_type, problem, person)
    if problem.pairs is not None:
        listed = np.zeros(problem.m, bool)
        listed[problem.pairs.job[problem.pairs.ptr[person] : problem.pairs.ptr[person + 1]]] = True
        passes["pairs"] = listed
    if problem.tables is not None:
        passes["decisions"] = _not_banned(problem.tables, person, problem.m)
    return passes


def keeps_persons(problem: Problem, job: int) -> dict[str, Flags]:
    """By rule, the persons who pass it for one job, each rule by itself; shape (n,) each."""
    n, passes = problem.n, {"person": ~np.isin(problem.standing, NOT_OPEN)}
    t, parts, pairs = problem.tables, problem.parts, problem.pairs
    if t is not None and parts is not None:
        slot = int(parts.job_slot[job])
        everybody = np.arange(n, dtype=np.int32)
        within = (t.slot_min_age[slot] <= t.age) & (t.age <= t.slot_max_age[slot])
        passes |= {
            "regions": _rows_with(t.geo_ptr, t.geo_region, int(parts.job_region[job]))[t.geo_class],
            "job_types": _rows_with(t.type_ptr, t.type_job_type, int(parts.job_type[job]))[t.type_class],
            "closed": np.full(n, bool(t.slot_open[slot])),
            "wage": t.slot_wage[slot] >= t.reserve,
            "skills": best_ways(t, everybody, np.full(n, slot, np.int32))[0] != NEVER,
            "age": within | (t.age < 0),
            "start": t.slot_start[slot] >= t.ready,
        }
    if pairs is not None:
        passes["pairs"] = _rows_with(pairs.ptr, pairs.job, job)
    if t is not None:
        only = (t.ban_job < 0) & (~t.ban_job != job)
        barred = np.repeat(np.arange(n), np.diff(t.ban_ptr))[(t.ban_job == job) | only]
        passes["decisions"] = np.ones(n, bool)
        passes["decisions"][barred] = False
    return passes


def removals(passes: Mapping[str, Flags]) -> tuple[tuple[Removal, ...], Flags]:
    """What each rule takes away, one after the other, and what is left."""
    left = np.ones(next(iter(passes.values())).size, bool)
    found = []
    for rule, passing in passes.items():
        kept = left & passing
        found.append(Removal(rule, int((left & ~passing).sum()), int(kept.sum())))
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


def _rows_with(ptr: Int, items: Small, item: int) -> Flags:
    """Which rows of a CSR table have an item."""
    there = np.zeros(ptr.size - 1, bool)
    there[np.repeat(np.arange(ptr.size - 1), np.diff(ptr))[items == item]] = True
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
