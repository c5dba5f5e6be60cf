"""Plans of the baselines: each person in turn takes the cheapest job that still has room, and no lever is looked at.

A baseline is an order in which persons choose; a column of the table each (docs/instances.md).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from benchmarks.instance import Int, Listed
from jobmatch.engine.prepare import Ready

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


BASELINES: dict[str, Callable[[Ready], Int]] = {
    "first come": _first_come,
    "serial dictatorship by priority": _serial,
    "random serial dictatorship": _random_serial,
}
"""Name of each baseline, and the order in which persons choose, as numbers of the problem."""


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
    chosen = {
        "person_id": found.problem.persons.gather(listed.row[at]),
        "job_id": found.problem.jobs.gather(listed.job[at]),
    }
    return pl.DataFrame(chosen).sort("person_id")
