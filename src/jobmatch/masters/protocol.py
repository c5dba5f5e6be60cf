"""What every master gives the engine, and what each can carry."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from jobmatch.pairing import PairList
from jobmatch.problem.arrays import Int, Small


class Outcome(StrEnum):
    """How a master ended."""

    OPTIMAL = "optimal"
    TIME = "time"
    INTERRUPT = "interrupt"


@dataclass(frozen=True, eq=False)
class Placement:
    """A plan over persons and jobs.

    Attributes
    ----------
    job
        Job of each person, -1 unmatched, shape ``(n,)``.
    pair
        Position of the pair in the list that the master saw, -1 unmatched, shape ``(n,)``.
    """

    job: Small
    pair: Int


@dataclass(frozen=True)
class Limits:
    """When to stop: a moment on the monotonic clock."""

    deadline: float | None = None

    def left(self) -> float | None:
        """Seconds left, None without a limit."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())


class Master(Protocol):
    """Solves the assignment over a list of pairs with vacancies as upper limits."""

    name: str
    carries: frozenset[str]
    """Constraints it can carry (see `jobmatch.engine`)."""

    def solve(
        self, pairs: PairList, vacancies: Int, unmatched: Int, limits: Limits
    ) -> tuple[Outcome, Placement | None]:
        """An optimal plan over `pairs`, or the reason why there is none yet."""
