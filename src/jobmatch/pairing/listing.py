"""All eligible pairs as a table with every term: one more consumer of the scan."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from jobmatch.pairing.open import open_scan
from jobmatch.pairing.terms import terms_of
from jobmatch.problem import Problem
from jobmatch.problem.arrays import Int, Small

CHUNK = 2_000_000
"""Pairs for which terms are held at a time."""


def pair_frames(problem: Problem) -> Iterator[pl.DataFrame]:
    """Eligible pairs in pieces: person_id, job_id, route, one column a term, cost, unmatched_cost.

    Persons and jobs come in the order of the draw; at least one (maybe empty) frame is given.
    """
    scan = open_scan(problem)
    pairs = scan.list_pairs()
    person = pairs.person
    for start in range(0, max(1, pairs.job.size), CHUNK):
        cut = slice(start, start + CHUNK)
        ptr, route = scan.all_routes(person[cut], pairs.job[cut])
        times = np.diff(ptr)
        yield pair_frame(problem, np.repeat(person[cut], times), np.repeat(pairs.job[cut], times), route)


def pair_frame(problem: Problem, person: Small, job: Small, route: Small) -> pl.DataFrame:
    """The given eligible triples as a table."""
    terms = terms_of(problem, person, job, route)
    total: Int = np.sum(list(terms.values()), axis=0, dtype=np.int64)
    columns = {name: yuan(value, problem.decimals) for name, value in terms.items()}
    return pl.DataFrame(
        {
            "person_id": problem.persons.gather(person),
            "job_id": problem.jobs.gather(job),
            "route": route_names(problem, route),
            **columns,
            "cost": yuan(total, problem.decimals),
            "unmatched_cost": yuan(problem.unmatched[person], problem.decimals),
        }
    )


def route_names(problem: Problem, route: Small) -> pl.Series:
    """The course that each route is, "" for none."""
    courses = None if problem.sides is None else problem.sides.courses
    names = () if courses is None else courses.names
    number = (
        np.full(route.size, len(names), np.int32) if courses is None else np.append(courses.variant, len(names))[route]
    )
    return pl.Series([*names, ""], dtype=pl.String).gather(pl.Series(number))


def yuan(amount: Int, decimals: int) -> pl.Series:
    """Whole quanta as decimals: the nearest float, which prints as the exact decimal."""
    # numpy divides; polars multiplies by the inverse, which is not correctly rounded
    return pl.Series(values=amount / 10**decimals, dtype=pl.Float64)
