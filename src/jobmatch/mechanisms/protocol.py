"""What a rule of assignment is given, and what it gives."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from jobmatch.lists import Lists
from jobmatch.masters import Limits
from jobmatch.pairing import Scan
from jobmatch.problem import Problem
from jobmatch.problem.arrays import Int, Small


@dataclass(frozen=True, eq=False)
class Desk:
    """A problem as it lies before a rule.

    Attributes
    ----------
    extra
        Extra terms by class, if any.
    scan
        Of the problem's own costs.
    limits
        When to stop; rules other than `stable` are done before that matters.
    """

    lists: Lists
    extra: pl.DataFrame | None
    problem: Problem
    scan: Scan
    limits: Limits = field(default_factory=Limits)

    def turns(self, before: Int | None = None) -> Small:
        """Persons in the order in which ties are decided: whoever is bound, then `before`, then the draw.

        Parameters
        ----------
        before
            What counts before the draw, the least first, shape ``(n,)``; None: dearest to leave unplaced first.
        """
        problem = self.problem
        first = -problem.unmatched if before is None else before
        order: Small = np.lexsort((np.arange(problem.n), first, problem.bound < 0)).astype(np.int32)
        return order


class Mechanism(ABC):
    """Makes a plan by a rule."""

    carries: frozenset[str]
    """Constraints it can carry (see `jobmatch.engine.choose`)."""

    def __init__(self, name: str) -> None:
        self.name = name

    @abstractmethod
    def solve(self, desk: Desk) -> Small:
        """The job of each person, -1 for none, shape ``(n,)``.

        Raises
        ------
        Unfinished
            Time ran out; it has the plan so far.
        """


class Unfinished(Exception):
    """A rule was not done when time ran out."""

    def __init__(self, job: Small) -> None:
        super().__init__("out of time")
        self.job = job
