"""What every master gives the engine, and what each can carry."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

import numpy as np

from jobmatch.pairing import Scan
from jobmatch.problem.arrays import Flags, Int, Levers, Small
from jobmatch.problem.sides import NO_COURSE
from jobmatch.words import Said, Words, said

if TYPE_CHECKING:
    from jobmatch.masters.cases import Case


class Outcome(StrEnum):
    """How a master ended."""

    OPTIMAL = "optimal"
    GAP = "gap"
    TIME = "time"
    INTERRUPT = "interrupt"
    STALLED = "stalled"
    RULE = "rule"


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices of vacancies, quanta, shape ``(m,)``.

    Attributes
    ----------
    price
        Exact fall of the objective with one vacancy more (the componentwise least optimal dual).
    price_fewer
        Exact rise with one vacancy fewer (the greatest); 0 where `has_fewer` is false.
    has_fewer
        Whether there is a vacancy to lose.
    """

    price: Int
    price_fewer: Int
    has_fewer: Flags


@dataclass(frozen=True, eq=False)
class LimitPrices:
    """What a limit is worth that rises or falls by one, quanta; None where it cannot.

    Attributes
    ----------
    limits
        Price and price_fewer of each side of each limit, in the order of `Levers.sides`.
    households
        The same of `max_out` for households with more members than that, by row of `Households.ids`.
    """

    limits: list[tuple[int | None, int | None]]
    households: dict[int, tuple[int | None, int | None]]


@dataclass(frozen=True, eq=False)
class Duals:
    """Duals of every limit by component ("hard", the stages, "cost"; see `jobmatch.masters.stages`).

    Attributes
    ----------
    names
        Of the components.
    vacancies
        Of each job's vacancies, shape (components, m); none lexicographically negative.
    limits
        Of each of `Levers.limits`, shape (components, limits): positive for the upper one, negative for the lower.
    """

    names: tuple[str, ...]
    vacancies: Int
    limits: Int


@dataclass(frozen=True, eq=False)
class Leaf:
    """A case whose plans have a bound (docs/certificate.md, *Cases*).

    Attributes
    ----------
    case
        Which plans.
    duals
        Of the limits, and at last of all placements.
    bound
        What no plan of the case is below, by component.
    """

    case: Case
    duals: Duals
    bound: list[int]


@dataclass(frozen=True, eq=False)
class StageDuals:
    """Duals that bound one stage, in parts of its unit, of which there are `unit`.

    Attributes
    ----------
    name
        "hard", the name of the stage, or "cost".
    vacancies
        Of each job, shape (m,).
    limits
        Of each of the levers' limits, those that cross included: positive for the upper one, negative for the lower.
    rows
        Of each row of the sides, the same way, for a unit of its usage.
    decided
        Of each stage before, by name.
    bound
        No plan has less, in whole units (of cost: quanta).
    """

    name: str
    unit: int
    vacancies: Int
    limits: Int
    rows: Int
    decided: tuple[tuple[str, int], ...]
    bound: int = 0


class HardBound(NamedTuple):
    """A bound that must hold: the lower or upper one of a limit, or of a row of the sides, by its number there."""

    of_row: bool
    number: int
    upper: bool


@dataclass(frozen=True, eq=False)
class ByStage:
    """What is known of a plan that is proven stage by stage.

    Attributes
    ----------
    proofs
        Duals of each stage as far as there are any; of "hard" alone where no plan keeps the hard limits.
    proven
        Whether an exact programme claims the plan to be optimal, or that there is none.
    impossible
        Whether there is no plan.
    conflict
        Bounds that no plan keeps together, as an exact programme claims; of use where the proofs prove nothing.
    """

    proofs: tuple[StageDuals, ...]
    proven: bool
    impossible: bool
    conflict: tuple[HardBound, ...] = ()


@dataclass(frozen=True, eq=False)
class Solution:
    """A plan over persons and jobs, and what is known of how good it is.

    Attributes
    ----------
    outcome
        `OPTIMAL` where the master claims an optimum (the engine's bound has the last word).
    job
        Job of each person, -1 unmatched, shape ``(n,)``.
    pays
        Cost of each person's pair, or of staying unmatched, shape ``(n,)``.
    price
        Prices whose bound is to be reported, shape ``(m,)``, none negative.
    prices
        Least and greatest optimal duals, if the plan is optimal.
    duals
        With levers: what the bound is to be computed from.
    limit_prices
        With levers, if the plan is optimal.
    leaves
        Where limits depend on the plan: cases that cover all plans, and what bounds each.
    route
        Variant of the course of each person, NO_ROUTE for none, shape ``(n,)``; None where there are no courses.
    by_stage
        With rows that cross the network, in place of duals and leaves.
    """

    outcome: Outcome
    job: Small
    pays: Int
    price: Int
    prices: Prices | None
    duals: Duals | None = None
    limit_prices: LimitPrices | None = None
    leaves: tuple[Leaf, ...] = ()
    route: Small | None = None
    by_stage: ByStage | None = None

    def route_of(self, who: Small) -> Small:
        """The routes of some persons."""
        return np.full(who.size, NO_COURSE, np.int32) if self.route is None else self.route[who]


T = TypeVar("T")

UNKNOWN = -1
"""Stands for a price of which nothing is known."""


@dataclass(frozen=True, eq=False)
class Warm:
    """A plan of much the same problem, to begin from.

    Attributes
    ----------
    job
        Job of each person, -1 unmatched or new, shape ``(n,)``; need not be eligible any more.
    price
        Greatest optimal dual of each job there, quanta; UNKNOWN for jobs that are new; shape ``(m,)``.
    """

    job: Small
    price: Int


class OutOfTime(Exception):
    """The time limit is reached: what is at hand is returned."""


@dataclass(frozen=True)
class Limits:
    """When to stop: a moment on the monotonic clock, or a gap."""

    deadline: float | None = None
    gap: float = 0.0
    """Relative gap that is good enough."""
    priced: bool = True
    """Whether the prices of a proven plan are to be the least and the greatest ones; else any that prove it."""

    def left(self) -> float | None:
        """Seconds left, None without a limit."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    def check(self) -> None:
        """Go on, if there is time.

        Raises
        ------
        OutOfTime
            There is none left.
        """
        if self.left() == 0:
            raise OutOfTime


def unhurried(work: Callable[[], T]) -> tuple[T, bool]:
    """What some work gives, done again if Ctrl-C comes in the middle; and whether it came.

    For what takes a moment, and without which all that was found before would be lost.
    """
    try:
        return work(), False
    except KeyboardInterrupt:
        return work(), True


SolveNetwork = Callable[[Scan, Levers, Int, Warm | None], Solution]
"""What a search over several network problems solves each by: pairs, levers that are numbers, what staying costs, where
to begin."""


class Master(Protocol):
    """Solves the assignment with vacancies as upper limits over all pairs that a scan knows."""

    name: str
    carries: frozenset[str]
    """Constraints it can carry (see `jobmatch.engine.choose`)."""

    def solve(
        self,
        scan: Scan,
        vacancies: Int,
        unmatched: Int,
        limits: Limits,
        tell: Callable[[Words], None],
        warm: Warm | None = None,
        levers: Levers | None = None,
    ) -> Solution:
        """An optimal plan, or the best so far if a limit comes first; `tell` takes a line now and then.

        A plan to begin from may save time; what is found does not depend on it, but for the choice among equally good
        plans.
        """


def gap_told(gap: float) -> Said:
    """A gap as it is told while a master works."""
    return said("told.no_gap") if gap == inf else said("told.gap", gap=gap)
