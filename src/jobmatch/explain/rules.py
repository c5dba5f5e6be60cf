"""Which rule keeps which jobs from a person, or persons from a job, in the order in which a person would ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from jobmatch.pairing import refusal
from jobmatch.problem import Problem
from jobmatch.problem.arrays import STANDINGS, Flags, Small

RULES = ("person", *refusal.RULES)
"""Codes of the rules, in the order in which they are asked (docs/explain.md); `person` is what concerns nobody else."""

NOT_OPEN = [STANDINGS.index(name) for name in ("withdrawn", "not_looking", "under_age")]
"""Standings of persons who take no job at all; who agreed to no region is kept away by that rule."""


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
    jobs = np.arange(problem.m, dtype=np.int32)
    return _passing(problem, np.full(problem.m, person, np.int32), jobs)


def keeps_persons(problem: Problem, job: int) -> dict[str, Flags]:
    """By rule, the persons who pass it for one job, each rule by itself; shape (n,) each."""
    persons = np.arange(problem.n, dtype=np.int32)
    return _passing(problem, persons, np.full(problem.n, job, np.int32))


def _passing(problem: Problem, person: Small, job: Small) -> dict[str, Flags]:
    broken = refusal.broken(problem, person, job)
    priced, listed = problem.tables is None, problem.pairs is not None
    asked = ("pairs", "decisions") if priced else refusal.RULES if listed else refusal.RULES[1:]
    of_rule = {rule: (broken >> refusal.RULES.index(rule)) & 1 == 0 for rule in asked}
    return {"person": ~np.isin(problem.standing[person], NOT_OPEN)} | of_rule


def removals(passes: Mapping[str, Flags]) -> tuple[tuple[Removal, ...], Flags]:
    """What each rule takes away, one after the other, and what is left."""
    left = np.ones(next(iter(passes.values())).size, bool)
    found = []
    for rule, passing in passes.items():
        kept = left & passing
        found.append(Removal(rule, int((left & ~passing).sum()), int(kept.sum())))
        left = kept
    return tuple(found), left
