"""Plans of the baselines, a column of the table each (docs/instances.md); none of them looks at a lever.

In turn each person takes the cheapest job that still has room; deferred acceptance is that of jobmatch's own rules
(docs/rules.md).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from benchmarks.instance import Int, Listed
from jobmatch.engine.prepare import Ready
from jobmatch.mechanisms import MECHANISMS, Desk

DRAW = 0
"""Seed of the random order."""


def _first_come(found: Ready) -> Int:
    """As in the list of seekers."""
    return np.argsort(found.problem.order, kind="stable")


def _serial(found: Ready) -> Int:
    """Who is dearest to leave unplaced first, then as in the list."""
    listed = _first_come(found)
    return listed[np.argsort(-found.problem.unmatched[listed], kind="stable")]


def _random_serial(found: Ready) -> Int:
    """Drawn."""
    listed = _first_come(found)
    return listed[np.random.default_rng(DRAW).permutation(listed.size)]


def _deferred(found: Ready, _: Listed) -> pl.DataFrame:
    """Persons propose, by wage, distance, tier and wish; employers rank by missing skills."""
    problem = found.problem
    job = MECHANISMS["deferred_persons"].solve(Desk(found.lists, found.extra, problem, found.scan))
    placed = np.flatnonzero(job >= 0)
    return _plan(found, placed, job[placed])


def _in_turn(order: Callable[[Ready], Int]) -> Callable[[Ready, Listed], pl.DataFrame]:
    return lambda found, listed: in_turn(found, listed, order(found))


BASELINES: dict[str, Callable[[Ready, Listed], pl.DataFrame]] = {
    "first come": _in_turn(_first_come),
    "serial dictatorship by priority": _in_turn(_serial),
    "random serial dictatorship": _in_turn(_random_serial),
    "deferred acceptance": _deferred,
}
"""Name of each baseline, and its plan (person_id, job_id), given the eligible pairs."""


def listed_pairs(found: Ready) -> Listed:
    """The eligible pairs that cost less than staying, at the cost of the cheapest way to the job."""
    problem = found.problem
    pairs = found.scan.list_pairs()
    ones = np.ones(problem.n, np.int64)
    return Listed(pairs.ptr, pairs.job, pairs.cost, problem.unmatched, ones, problem.vacancies).useful()


def in_turn(found: Ready, listed: Listed, order: Int) -> pl.DataFrame:
    """The plan (person_id, job_id) of persons who choose in this order, sorted by person."""
    from benchmarks.solvers.in_turn_kernels import take

    flow = take(listed.ptr, listed.job, listed.cost, listed.vacancies.copy(), listed.supply, order)
    at = np.flatnonzero(flow)
    return _plan(found, listed.row[at], listed.job[at])


def _plan(found: Ready, person: Int, job: Int) -> pl.DataFrame:
    persons, jobs = found.problem.persons.gather(person), found.problem.jobs.gather(job)
    return pl.DataFrame({"person_id": persons, "job_id": jobs}).sort("person_id")
