"""Ways to falsify a run, each with the checks that may be the first to notice it.

`FALSIFICATIONS` are functions of a run directory; apply them with `falsify`, which recomputes the SHA-256 of every
file where the forger would (`rehash`). They need only the documented files, so that they work on any run; one that
finds nothing to falsify raises `NotApplicable`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mutation.edit import summary
from mutation.make_run import write_summary

FALSIFICATIONS: list[Falsification] = []


@dataclass(frozen=True)
class Falsification:
    """One way to falsify a run."""

    name: str
    change: Callable[[Path], None]
    caught_by: tuple[str, ...]
    rehash: bool

    def __str__(self) -> str:
        return self.name


def falsification(*caught_by: str, rehash: bool = True) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register a falsification; one of the checks named must be the first to fail."""

    def register(change: Callable[[Path], None]) -> Callable[[Path], None]:
        FALSIFICATIONS.append(Falsification(change.__name__, change, caught_by, rehash))
        return change

    return register


def falsify(run: Path, how: Falsification) -> None:
    """Falsify the run in place."""
    how.change(run)
    if how.rehash:
        write_summary(run, summary(run))


# The modules register what they define.
from mutation import forged_figures, forged_files, forged_inputs, forged_plans  # noqa: E402, F401
