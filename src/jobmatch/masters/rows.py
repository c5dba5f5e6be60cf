"""Rows that cross the network: what they count, their bounds, and what prices on them add to costs.

Rows are the sides of a problem (budgets, seats, quotas on both lists), limits that do not nest, and, of a strict order,
the stages that are decided. Every bound on a row has a price of its own that is never negative; the price of a lower
one counts against the row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.masters.stages import LARGEST
from jobmatch.masters.worth import stage_value
from jobmatch.pairing import Scan
from jobmatch.problem.arrays import Int, Levers, Limit, Small, Stage
from jobmatch.problem.sides import NO_COURSE, Side, Sides, Tolls, Triples
from jobmatch.words import said


@dataclass(frozen=True)
class RowBound:
    """One bound on a row.

    Attributes
    ----------
    row
        Number of the row.
    sign
        1 for an upper bound, -1 for a lower one.
    limit
        In units of the row's usage.
    soft
        The greatest price, in quanta for a unit; None for a hard bound.
    quota
        Whether it counts placements, so that breaking it is counted in units.
    """

    row: int
    sign: int
    limit: int
    soft: int | None
    quota: bool


@dataclass(frozen=True, eq=False)
class Decided:
    """A stage that is decided: later ones may not make it worse."""

    stage: Stage
    value: int


@dataclass(frozen=True, eq=False)
class Rows:
    """All rows of one stage of a problem: sides first, then limits that cross, then stages that are decided."""

    sides: Sides | None
    limits: tuple[Limit, ...]
    decided: tuple[Decided, ...]
    bounds: tuple[RowBound, ...]

    @classmethod
    def of(cls, sides: Sides | None, limits: tuple[Limit, ...], decided: tuple[Decided, ...]) -> Rows:
        """The rows and their bounds, in order."""
        bounds: list[RowBound] = []
        row = 0

        def add(lower: int | None, upper: int | None, soft: int | None, quota: bool) -> None:
            nonlocal row
            if lower:
                bounds.append(RowBound(row, -1, lower, soft, quota))
            if upper is not None:
                bounds.append(RowBound(row, 1, upper, soft, quota))
            row += 1

        for side in () if sides is None else sides.sides:
            for lower, upper in zip(side.lower, side.upper, strict=True):
                add(lower, upper, side.soft, side.kind == "quota")
        for limit in limits:
            add(limit.lower, limit.upper, limit.soft, True)
        for stage in decided:
            add(None, stage.value, None, False)
        return cls(sides, limits, decided, tuple(bounds))

    @property
    def count(self) -> int:
        """Rows."""
        return self._of_sides + len(self.limits) + len(self.decided)

    @property
    def _of_sides(self) -> int:
        return 0 if self.sides is None else self.sides.rows

    def by_row(self, prices: Int) -> Int:
        """Price of each row, from those of the bounds."""
        out = np.zeros(self.count, np.int64)
        for bound, price in zip(self.bounds, prices.tolist(), strict=True):
            out[bound.row] += bound.sign * price
        return out

    def of_limits(self, bound: RowBound) -> bool:
        """Whether a bound is that of a limit that crosses."""
        return 0 <= bound.row - self._of_sides < len(self.limits)

    def plain(self, prices: Int) -> Int:
        """The same with at most one of the two bounds of a row priced: better, and no less a bound."""
        out = prices.copy()
        for k, bound in enumerate(self.bounds[1:], start=1):
            if self.bounds[k - 1].row == bound.row:
                both = min(out[k - 1], out[k])
                out[k - 1 : k + 1] -= both
        return out

    def tolls(self, of_row: Int, unit: int, jobs: int) -> Tolls:
        """What prices of rows add to triples: those on sides, and on groups of jobs."""
        found = Tolls(unit) if self.sides is None else self.sides.tolls(of_row[: self._of_sides], unit)
        of_job = np.zeros(jobs, np.int64)
        for limit, price in zip(self.limits, of_row[self._of_sides :].tolist(), strict=False):
            if not limit.on_persons:
                of_job[limit.members] += price
        return found._replace(of_job=of_job) if of_job.any() else found

    def of_persons(self, of_row: Int, persons: int) -> Int:
        """What prices of rows on groups of persons cost each person who is placed."""
        out = np.zeros(persons, np.int64)
        for limit, price in zip(self.limits, of_row[self._of_sides :].tolist(), strict=False):
            if limit.on_persons:
                out[limit.members] += price
        return out

    def of_decided(self, of_row: Int) -> list[tuple[Stage, int]]:
        """The stages that are decided, with the price of a unit of each."""
        first = self._of_sides + len(self.limits)
        return [(d.stage, price) for d, price in zip(self.decided, of_row[first:].tolist(), strict=True)]

    def sizes(self) -> list[float]:
        """About what a triple uses of each row."""
        sides = (
            []
            if self.sides is None
            else [size for side in self.sides.sides for size in [_size(side)] * len(side.groups)]
        )
        return [*sides, *[1.0] * (len(self.limits) + len(self.decided))]

    def refuse_large(self, of_row: Int) -> None:
        """Do nothing if no toll of these prices leaves the range of whole numbers.

        Raises
        ------
        UnsupportedError
            One would.
        """
        most = [] if self.sides is None else [m for s in self.sides.sides for m in [_most(s)] * len(s.groups)]
        for price, usage in zip(of_row.tolist(), [*most, *[1] * (self.count - len(most))], strict=True):
            if abs(price) * max(1, usage) >= LARGEST:
                raise UnsupportedError(said("range.budgets"))

    def used(self, scan: Scan, levers: Levers, job: Small, route: Small | None) -> Int:
        """What a plan uses of each row."""
        placed = job >= 0
        parts = [np.zeros(0, np.int64) if self.sides is None else self.sides.used(triples_of(scan, job, route))]
        filled = np.bincount(
            job[placed], minlength=1 + max((int(x.members.max(initial=0)) for x in self.limits), default=0)
        )
        of_limits = [int((placed if x.on_persons else filled)[x.members].sum()) for x in self.limits]
        of_stages = [stage_value(levers, d.stage, job) for d in self.decided]
        return np.concatenate([*parts, np.array(of_limits + of_stages, np.int64)])


def _size(side: Side) -> float:
    """The mean of what is used of a side, of all that use anything."""
    used = np.concatenate([np.zeros(0), *(table[table > 0].ravel() for table in side.tables)])
    return float(used.mean()) if used.size else 1.0


def _most(side: Side) -> int:
    """What a triple uses of a side at most."""
    return sum(int(table.max(initial=0)) for table in side.tables)


def triples_of(scan: Scan, job: Small, route: Small | None) -> Triples:
    """The triples of a plan."""
    person = np.flatnonzero(job >= 0).astype(np.int32)
    of_route = np.full(person.size, NO_COURSE, np.int32) if route is None else route[person]
    return Triples(person, job[person], of_route, scan.rows(person, job[person]))
