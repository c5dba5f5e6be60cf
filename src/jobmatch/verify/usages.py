"""What triples use of a budget (docs/levers.md, section 7): whole numbers of a unit's last decimal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from jobmatch.policy import exact
from jobmatch.policy.levers import Course
from jobmatch.verify.exactly import Bools, Ints, classes, half_up, number, within
from jobmatch.verify.inputs import Listed
from jobmatch.verify.pairfiles import MOST_DECIMALS, PAIRS, PairFile
from jobmatch.verify.predicates import NUMERIC, documented
from jobmatch.verify.report import Halt
from jobmatch.verify.subsidies import Grant
from jobmatch.verify.triples import NO_ROUTE, Triples
from jobmatch.words import said

MONEY, COUNT = 2, 0
_KEYS = ("person_id", "job_id")


@dataclass(frozen=True)
class Usage:
    """A usage.

    Attributes
    ----------
    unit
        What it counts, as prices.csv names it.
    decimals
        Its numbers are whole multiples of ``10**-decimals`` of the unit.
    at
        What each triple uses.
    most
        No triple uses more.
    persons, jobs
        By row of the list, what has to be alike for the usage to be; in one column, or None if nothing has.
    by_place, by_course
        Whether it depends on home and workplace, and on the route.
    """

    unit: str
    decimals: int
    at: Callable[[Triples], Ints]
    most: int
    persons: Ints | Bools | None = None
    jobs: Ints | Bools | None = None
    by_place: bool = False
    by_course: bool = False


def one() -> Usage:
    """What a quota counts: each triple once."""
    return Usage("placements", COUNT, lambda triples: np.ones(len(triples), np.int64), 1)


def of_courses(each: Sequence[int], unit: str, decimals: int) -> Usage:
    """By course; 0 without one."""
    amounts = np.array([*each, 0], np.int64)  # the last stands for no route
    return Usage(unit, decimals, lambda triples: amounts[triples.route], int(amounts.max()), by_course=True)


assert NO_ROUTE == -1, said("verified.last_amount")


def read_usage(
    name: str,
    grants: Sequence[Grant] | None,
    courses: Sequence[Course],
    pairs: PairFile | None,
    lists: tuple[Listed, Listed],
    most_km: int,
) -> Usage:
    """The usage of this name; names are looked up in the order of docs/levers.md.

    Parameters
    ----------
    grants
        The policy's subsidies; None where the pairs file gives the costs.
    most_km
        No distance is longer.

    Raises
    ------
    Halt
        There is no such usage, or a number is negative or none.
    """
    for grant in grants or ():
        if grant.subsidy.name == name:
            return _of_grant(grant, most_km)
    if name == "placements":
        return one()
    if name in ("course_seats", "course_days", "course_cost"):
        cost = [within(half_up(exact(course.cost) * 100), f"course {course.name}") for course in courses]
        return {
            "course_seats": of_courses([1] * len(courses), "seats", COUNT),
            "course_days": of_courses([course.days for course in courses], "days", COUNT),
            "course_cost": of_courses(cost, "yuan", MONEY),
        }[name]
    if pairs is not None and name in pairs.table.columns and name not in _KEYS:
        return _of_pairs(name, pairs)
    owner, dot, column = name.partition(".")
    if dot and owner in ("persons", "jobs"):
        listed = lists[owner == "jobs"]
        if column in listed.table.columns:
            return _of_list(column, listed, on_jobs=owner == "jobs")
    raise Halt("policy", said("verified.no_usage", name=name))


def _of_grant(grant: Grant, most_km: int) -> Usage:
    return Usage(
        "yuan",
        MONEY,
        lambda triples: np.where(grant.draws(triples), grant.fen(grant.key(triples)), 0),
        grant.fen.one(grant.most(most_km)),
        grant.persons,
        grant.jobs,
        grant.by_place,
        grant.by_course,
    )


def _of_pairs(column: str, pairs: PairFile) -> Usage:
    """A column of the pairs file; pairs without a row are not eligible."""
    values, decimals = numbers(pairs.table[column], f"{PAIRS}, {column}")
    values = values[pairs.order]

    def at(triples: Triples) -> Ints:
        rows = pairs.keys.find(triples.person, triples.job)
        return np.where(rows >= 0, values[np.maximum(0, rows)], 0) if len(values) else np.zeros(len(rows), np.int64)

    return Usage(column, decimals, at, int(values.max(initial=0)))


def _of_list(column: str, listed: Listed, *, on_jobs: bool) -> Usage:
    if documented(listed, column) and column not in NUMERIC:
        raise Halt("policy", said("verified.column_no_usage", column=column))
    values, decimals = numbers(listed.text(column), f"{listed.name}, {column}")
    most = int(values.max(initial=0))
    if on_jobs:
        return Usage(column, decimals, lambda triples: values[triples.job], most, jobs=values)
    return Usage(column, decimals, lambda triples: values[triples.person], most, persons=values)


def numbers(cells: pl.Series, what: str) -> tuple[Ints, int]:
    """The cells in units of the last decimal that any of them needs, and how many decimals these are; blank is 0."""
    at, texts = classes(cells)
    values: list[Fraction] = []
    for text in texts:
        value = number(text) if text else Fraction(0)
        if value is None or value < 0 or (value * 10**MOST_DECIMALS).denominator != 1:
            raise Halt("policy", said("verified.usage_number", what=what, text=text[:40], most_decimals=MOST_DECIMALS))
        values.append(value)
    decimals = next(d for d in range(MOST_DECIMALS + 1) if all((v * 10**d).denominator == 1 for v in values))
    scaled = [within(int(value * 10**decimals), what) for value in values]
    return np.array(scaled, np.int64)[at], decimals
