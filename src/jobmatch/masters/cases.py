"""Cases: what limits that depend on the plan come to where some counts are known to lie in ranges.

Shares of all placements and "all or none" are no limits of a network. Within a case they are: the number of placements
lies in a range, each group is open or closed or left as if it had no lower limit. What every plan of a case must fulfil
are then numbers, and duals bound the case as they bound a problem (docs/certificate.md, *Cases*).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

import numpy as np

from jobmatch.masters.protocol import Duals
from jobmatch.problem.arrays import Int, Levers, Limit

PLACED = "placed"
"""The constraint that counts all placements."""

SAFE = 1 << 61
"""Sums up to here are made in 64-bit integers."""


@dataclass(frozen=True)
class Case:
    """All plans in which counts lie in ranges.

    Attributes
    ----------
    placed
        Least and greatest number of placements.
    open
        By limit, for those of all or none: whether the group is open, None if that is left.
    """

    placed: tuple[int, int]
    open: tuple[bool | None, ...]

    @classmethod
    def of_all(cls, levers: Levers, persons: int) -> Case:
        """Every plan."""
        return cls((0, persons), (None,) * len(levers.limits))

    def concrete(self, levers: Levers, persons: int) -> Levers:
        """Levers whose limits are numbers, one more at the end for all placements; no plan of the case breaks more."""
        limits = [self._number(limit, open_) for limit, open_ in zip(levers.limits, self.open, strict=True)]
        least, most = self.placed
        everybody = np.arange(persons, dtype=np.int32)
        of_all = Limit(PLACED, "", True, everybody, least or None, most if most < persons else None, None)
        return replace(levers, limits=(*limits, of_all))

    def _number(self, limit: Limit, open_: bool | None) -> Limit:
        if not limit.by_plan:
            return limit
        least, most = self.placed
        lower = limit.least(least) if limit.has_lower else None
        plain = replace(limit, lower_share=None, upper_share=None, all_or_none=False)
        if limit.all_or_none and open_ is False:
            return replace(plain, lower=None, upper=0, soft=None)
        return replace(plain, lower=None if limit.all_or_none and open_ is None else lower, upper=limit.most(most))

    def fits(self, levers: Levers, duals: Duals) -> bool:
        """Whether signs and sizes of the duals are those of limits of this case; the last is of all placements."""
        nothing = [0] * len(duals.names)
        for limit, open_, y in zip(levers.limits, self.open, duals.limits.T.tolist(), strict=False):
            if y == nothing:
                continue
            closed = limit.all_or_none and open_ is False
            upper = y > nothing
            there = closed or limit.has_upper if upper else limit.has_lower and not (limit.all_or_none and not open_)
            most = [*nothing[:-1], limit.soft] if limit.soft is not None and not closed else [1, *nothing[1:]]
            if not there or (y if upper else [-a for a in y]) > most:
                return False
        return True

    def due(self, levers: Levers, duals: Duals) -> list[int]:
        """The least of -Σ y · limit(N) over the numbers N of placements of the case, by component.

        Where the lower limit of a group is above its upper one, every count breaks as many units as lie between them:
        that is due too, and the limits change places.
        """
        least, most = self.placed
        shared = any(limit.lower_share is not None or limit.upper_share is not None for limit in levers.limits)
        numbers = np.arange(least, most + 1) if shared else np.array([least, most])
        nothing, of_all = [0] * len(duals.names), duals.limits[:, -1:]
        reach = max(1, most, *(max(limit.lower or 0, limit.upper or 0) for limit in levers.limits))
        size = np.abs(duals.limits.astype(float)).sum(axis=1).max(initial=0) + sum(x.soft or 1 for x in levers.limits)
        if float(size) * reach >= SAFE:
            numbers, of_all = numbers.astype(object), of_all.astype(object)  # exact, and slow
        parts = -of_all * numbers
        for limit, (rises, falls, times) in self._alike(levers, duals).items():
            low, high = _at(limit, numbers)
            if times:
                cost = [1, *nothing[1:]] if limit.soft is None else [*nothing[:-1], limit.soft]
                each = np.array([times * part for part in cost], parts.dtype)[:, None]
                parts = parts + each * np.maximum(0, low - high)
                low, high = np.minimum(low, high), np.maximum(low, high)
            parts = parts - np.array(rises, parts.dtype)[:, None] * high - np.array(falls, parts.dtype)[:, None] * low
        return _lexicographic_least(parts)

    def _alike(self, levers: Levers, duals: Duals) -> dict[_Numbers, tuple[list[int], list[int], int]]:
        """Of limits with the same numbers, the sums of duals above and below 0, and how many have both limits."""
        nothing = [0] * len(duals.names)
        found: dict[_Numbers, tuple[list[int], list[int], int]] = {}
        for limit, open_, y in zip(levers.limits, self.open, duals.limits.T.tolist(), strict=False):
            if limit.all_or_none and open_ is False:
                continue  # its upper limit is 0, its lower one is none
            both = limit.has_upper and limit.has_lower and not (limit.all_or_none and not open_)
            if y == nothing and not both:
                continue
            key = _Numbers(limit.lower, limit.upper, limit.lower_share, limit.upper_share, limit.soft, both)
            rises, falls, times = found.get(key, (nothing, nothing, 0))
            if y > nothing:
                rises = [a + b for a, b in zip(rises, y, strict=True)]
            else:
                falls = [a + b for a, b in zip(falls, y, strict=True)]
            found[key] = (rises, falls, times + both)
        return found

    def split_placed(self, levers: Levers, placements: int) -> list[Case]:
        """Fewer placements, those at which all limits are as with so many, and more; what is empty is left out."""
        least, most = self.placed
        low, high = least, most
        for limit in levers.limits:
            if limit.lower_share:
                number, share = limit.least(placements), limit.lower_share
                low, high = max(low, floor((number - 1) / share) + 1), min(high, floor(number / share))
            if limit.upper_share:
                below, share = floor(limit.upper_share * placements), limit.upper_share
                low, high = max(low, ceil(below / share)), min(high, ceil((below + 1) / share) - 1)
        ranges = [(low, high), (least, low - 1), (high + 1, most)]
        return [replace(self, placed=found) for found in ranges if found[0] <= found[1]]

    def split_open(self, k: int, first: bool) -> list[Case]:
        """Limit k open, and closed; the one named first comes first."""
        return [replace(self, open=(*self.open[:k], open_, *self.open[k + 1 :])) for open_ in (first, not first)]

    def rows(self, levers: Levers, persons: int) -> Iterator[tuple[str, str, int | None, int | None]]:
        """What restricts the case: constraint, group, least and greatest count."""
        if self.placed != (0, persons):
            yield PLACED, "", *self.placed
        for limit, open_ in zip(levers.limits, self.open, strict=True):
            if limit.all_or_none and open_ is not None:
                yield limit.quota, limit.group, 1 if open_ else None, None if open_ else 0


class _Numbers(NamedTuple):
    """What limits that count alike have in common."""

    lower: int | None
    upper: int | None
    lower_share: Fraction | None
    upper_share: Fraction | None
    soft: int | None
    both: bool


def _at(limit: _Numbers, numbers: Int) -> tuple[Int, Int]:
    """Lower and upper limit with so many placements in all; 0 where there is none."""
    low, high = numbers * 0 + (limit.lower or 0), numbers * 0 + (limit.upper or 0)
    if limit.lower_share is not None:
        low = -(-limit.lower_share.numerator * numbers // limit.lower_share.denominator)
    if limit.upper_share is not None:
        high = limit.upper_share.numerator * numbers // limit.upper_share.denominator
    return low, high


def shifted(duals: Duals, levers: Levers) -> Duals:
    """Duals of much the same bound wherever the number of placements lies: what shares cost goes with that number.

    A lower share s with the dual -u asks for s more with each placement, which is worth s · u: that becomes the dual of
    all placements, and full jobs are worth less by as much.
    """
    shift = np.zeros(len(duals.names), np.int64)
    for limit, y in zip(levers.limits, duals.limits.T, strict=False):
        upper = y.tolist() > [0] * y.size
        share = limit.upper_share if upper else limit.lower_share
        if share is not None:
            shift -= np.array([int(Fraction(int(a)) * share) for a in y], np.int64)
    of_jobs = duals.vacancies - np.where(duals.vacancies.any(axis=0), shift[:, None], 0)
    keep = np.array([y > [0] * shift.size for y in of_jobs.T.tolist()], bool)
    limits = duals.limits.copy()
    limits[:, -1] += shift
    return Duals(duals.names, np.where(keep, of_jobs, 0), limits)


def _lexicographic_least(parts: Int) -> list[int]:
    """The least column, the first component counting most."""
    at = np.arange(parts.shape[1])
    for row in parts:
        values = row[at]
        at = at[values == values.min()]
    return [int(a) for a in parts[:, at[0]]]
