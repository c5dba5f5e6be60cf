"""What every adapter gives the harness."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from benchmarks.instance import Facts, Instance, Listed

GB = 1e9


class Refused(Exception):
    """The solver says that it cannot take this instance (its range of costs, for instance)."""


@dataclass(frozen=True)
class Answer:
    """What one run ended with.

    Attributes
    ----------
    objective
        Cost of the plan, in quanta: summed from the plan in whole numbers, whatever the solver reports.
    proven
        Whether the solver claims an optimum.
    seconds
        By phase; their sum is what is compared.
    trace
        Gap by round: seconds since the start, round, gap.
    detail
        Whatever else is worth keeping.
    """

    objective: int
    proven: bool
    seconds: dict[str, float]
    trace: list[tuple[float, int, float]] = field(default_factory=list)
    detail: dict[str, Any] = field(default_factory=dict)


class Solver(Protocol):
    """An adapter; a module has one, named SOLVER."""

    library: str
    """Distribution that it runs on."""
    title: str
    """What it is, in a few words."""
    exact: bool
    """Whether its plan is an optimum; baselines are not."""
    takes: Literal["tables", "listed"]
    """What `run` is given: the instance's tables, or its pairs as arrays."""
    scope: str
    """Which instances it is for, where not all."""

    def applies(self, facts: Facts) -> bool:
        """Whether it is meant for such instances."""

    def needs_gb(self, facts: Facts) -> float:
        """Memory that a run takes, in GB, the instance included."""

    def prepare(self) -> None:
        """Import what it runs on: memory is counted from here."""

    def run(self, given: Instance | Listed) -> Answer:
        """Solve, timed; the objective is summed afterwards."""


class Watch:
    """Seconds by phase."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time a phase."""
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start
