"""What a triple pays for limits that need both lists or the route: budgets, seats, quotas on both lists, far tiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.scopes import Scope
from jobmatch.verify.triples import Triples
from jobmatch.verify.usages import Usage

Wide = npt.NDArray[Any]
"""Whole numbers: 64 bits, or without end (`object`)."""


@dataclass(frozen=True)
class Toll:
    """One limit's price: by group, and per last decimal of what is used.

    Attributes
    ----------
    price
        By group; a last entry of 0 stands for no group.
    """

    scope: Scope
    usage: Usage
    price: Sequence[int]

    @property
    def most(self) -> int:
        """No triple pays more, in size."""
        return max((abs(price) for price in self.price), default=0) * self.usage.most

    @property
    def by_course(self) -> bool:
        """Whether only who takes a course pays, by the course."""
        return self.usage.by_course or self.scope.by_course

    def of(self, triples: Triples, dtype: Any) -> Wide:
        """What these triples pay."""
        prices = np.array([*self.price, 0], dtype)
        return np.asarray(prices[self.scope.group(triples)] * self.usage.at(triples).astype(dtype))

    @property
    def by_place(self) -> bool:
        """Whether home and workplace matter."""
        return self.scope.by_place or self.usage.by_place

    def columns(self) -> tuple[list[Ints | Bools], list[Ints | Bools]]:
        """By person and by job, what has to be alike for the toll to be."""
        person, job = self.scope.columns()
        return (
            [person, *([] if self.usage.persons is None else [self.usage.persons])],
            [job, *([] if self.usage.jobs is None else [self.usage.jobs])],
        )


@dataclass(frozen=True)
class Tolls:
    """All tolls of a question; `far` is by tier what a pair pays for being no nearer, None where that is nothing."""

    each: Sequence[Toll]
    far: Sequence[int] | None
    dtype: Any

    def of_pair(self, triples: Triples) -> Wide:
        """What is paid whatever the route."""
        out = np.zeros(len(triples), self.dtype)
        if self.far is not None:
            out += np.array(self.far, self.dtype)[triples.tier]
        for toll in self.each:
            if not toll.by_course:
                out += toll.of(triples, self.dtype)
        return out

    def of_course(self, triples: Triples) -> Wide:
        """What is paid on top for the route."""
        out = np.zeros(len(triples), self.dtype)
        for toll in self.each:
            if toll.by_course:
                out += toll.of(triples, self.dtype)
        return out

    @property
    def by_place(self) -> bool:
        """Whether home and workplace matter."""
        return self.far is not None or any(toll.by_place for toll in self.each)

    @property
    def matter(self) -> bool:
        """Whether anything is paid whatever the route."""
        return self.far is not None or any(not toll.by_course for toll in self.each)
