"""Limits on sums of a usage over chosen triples: budgets, seats of courses, quotas over pairs of both lists.

They are rows that no network has. What a triple uses depends on classes of persons and jobs, on the course that is its
route, and on what the caller's pairs say; prices on the rows add *tolls* to its cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from jobmatch.problem.arrays import Int, Small

NO_COURSE = -1
"""Route of a person who takes no course."""


@dataclass(frozen=True, eq=False)
class Courses:
    """Courses as routes. A *variant* is a course as jobs of one kind see it, where usages tell them apart.

    Attributes
    ----------
    names, min_class
        Of each course.
    variant
        Course of each variant.
    learner
        Class of each person as a learner, shape (n,).
    burden, public
        Quanta that a variant adds to the terms `skill` and `subsidy`, shape (learners, variants).
    """

    names: tuple[str, ...]
    min_class: tuple[int, ...]
    variant: Small
    learner: Small
    burden: Int
    public: Int


@dataclass(frozen=True, eq=False)
class Usage:
    """What each cell of a table uses, and the group of its rows, or of its columns (-1: none; no groups: all to the
    only one)."""

    table: Int
    rows: Small | None = None
    columns: Small | None = None

    def tolls(self, price: Int) -> Int:
        """What each cell costs if a unit of usage in group g costs ``price[g]``."""
        of_group = np.append(price, 0)
        if self.rows is not None:
            tolls: Int = self.table * of_group[self.rows][:, None]
        elif self.columns is not None:
            tolls = self.table * of_group[self.columns][None, :]
        else:
            tolls = self.table * of_group[0]
        return tolls

    def at(self, row: Small, column: Small) -> tuple[Int, Small]:
        """Usage and group of some cells."""
        if self.rows is not None:
            group = self.rows[row]
        else:
            group = np.zeros(row.size, np.int32) if self.columns is None else self.columns[column]
        return self.table[row, column], group


@dataclass(frozen=True, eq=False)
class Listed:
    """What each row of the pairs file uses, and its group."""

    amount: Int
    group: Small

    def tolls(self, price: Int) -> Int:
        """What each pair costs if a unit of usage in group g costs ``price[g]``."""
        tolls: Int = self.amount * np.append(price, 0)[self.group]
        return tolls


@dataclass(frozen=True, eq=False)
class Side:
    """One sum with a limit for each of its groups; usages are whole numbers of ``10**-decimals`` of the unit.

    A triple belongs to at most one group.

    Attributes
    ----------
    name
        Of the constraint, without the side.
    kind
        "budget", "seats" or "quota".
    lower, upper
        Of each group, None for none; only quotas have lower ones.
    soft
        Quanta for each whole unit short or over; None: hard.
    of_pair, of_route, of_listed
        What is used by class of person and job; by learner and variant of the course, added where there is a route; by
        pair of the caller's.
    """

    name: str
    kind: str
    unit: str
    decimals: int
    groups: tuple[str, ...]
    lower: tuple[int | None, ...]
    upper: tuple[int | None, ...]
    soft: int | None = None
    of_pair: Usage | None = None
    of_route: Usage | None = None
    of_listed: Listed | None = None

    @property
    def tables(self) -> list[Int]:
        """All amounts that there are, by class or by pair."""
        found = [usage.table for usage in (self.of_pair, self.of_route) if usage is not None]
        return found if self.of_listed is None else [*found, self.of_listed.amount]


class Tolls(NamedTuple):
    """What prices on rows add to costs that are counted in parts of a quantum.

    Attributes
    ----------
    unit
        Parts that a quantum has.
    of_pair, of_route, of_listed
        As in `Side`, but of tolls; None for nothing.
    of_job
        On all pairs of each job, shape (m,).
    """

    unit: int
    of_pair: Int | None = None
    of_route: Int | None = None
    of_listed: Int | None = None
    of_job: Int | None = None


NO_TOLLS = Tolls(1)
"""Costs as they are, in quanta."""


@dataclass(frozen=True, eq=False)
class Triples:
    """Some triples: person, job, variant of the course (NO_COURSE for none), and the row of the pairs file that has the
    pair (None without such a file)."""

    person: Small
    job: Small
    variant: Small
    listed: Int | None


@dataclass(frozen=True, eq=False)
class Sides:
    """All sides of a problem; a *row* is one group of one side, in order.

    Attributes
    ----------
    person, job
        Class of each person, shape (n,), and of each job, shape (m,).
    courses
        None without.
    """

    sides: tuple[Side, ...]
    person: Small
    job: Small
    courses: Courses | None

    @cached_property
    def first(self) -> list[int]:
        """Number of each side's first row, and of all rows at last."""
        first: list[int] = np.cumsum([0, *(len(side.groups) for side in self.sides)]).tolist()
        return first

    @property
    def rows(self) -> int:
        """Rows."""
        return self.first[-1]

    def tolls(self, price: Int, unit: int) -> Tolls:
        """What prices of all rows, in parts of a quantum for a unit of usage, add to every triple."""
        found: dict[str, Int] = {}
        for side, first in zip(self.sides, self.first, strict=False):
            own = price[first : first + len(side.groups)]
            if not own.any():
                continue
            for name in ("of_pair", "of_route", "of_listed"):
                usage = getattr(side, name)
                if usage is not None:
                    toll = usage.tolls(own)
                    found[name] = found[name] + toll if name in found else toll
        return Tolls(unit, **found)

    def entries(self, triples: Triples) -> tuple[Int, Int, Int]:
        """The rows that triples use: number of the triple, row, amount; amounts of 0 left out."""
        which, rows, amounts = [], [], []
        learner = None if self.courses is None else self.courses.learner[triples.person]
        taken = np.flatnonzero(triples.variant != NO_COURSE)
        of_person, of_job = self.person[triples.person], self.job[triples.job]
        everybody = np.arange(triples.person.size)
        for side, first in zip(self.sides, self.first, strict=False):
            parts = []
            if side.of_pair is not None:
                parts.append((everybody, *side.of_pair.at(of_person, of_job)))
            if side.of_route is not None and learner is not None:
                parts.append((taken, *side.of_route.at(learner[taken], triples.variant[taken])))
            if side.of_listed is not None and triples.listed is not None:
                listed = triples.listed
                parts.append((everybody, side.of_listed.amount[listed], side.of_listed.group[listed]))
            for of, amount, group in parts:
                kept = (amount != 0) & (group >= 0)
                which.append(of[kept])
                rows.append(group[kept].astype(np.int64) + first)
                amounts.append(amount[kept])
        if not which:
            return (np.zeros(0, np.int64),) * 3
        return np.concatenate(which), np.concatenate(rows), np.concatenate(amounts)

    def used(self, triples: Triples) -> Int:
        """What triples use of each row in all."""
        _, row, amount = self.entries(triples)
        out = np.zeros(self.rows, np.int64)
        np.add.at(out, row, amount)
        return out
