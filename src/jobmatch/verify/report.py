"""What a verification says: a list of checks in plain words, and the figures recomputed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

RECORDED_ONLY = ("solver", "seed", "versions")
"""Keys of summary.json that nothing in a run can confirm."""

SHOWN = 3
"""Faults that a failed check spells out; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked.

    Attributes
    ----------
    name
        Stable one-word name (docs/certificate.md lists them).
    ok
        Whether it holds.
    detail
        Plain words: what holds, or which file, row and key fail, with the figures.
    """

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of `verify`. Money is in the unit of the policy (yuan a month).

    Attributes
    ----------
    run
        Name of the run directory.
    ok
        Whether every check was made and holds.
    checks
        All checks that could be made, in order; after a fault that makes the rest meaningless they end.
    status
        The status that the run claims, or None if it cannot be read.
    objective, bound, gap, abs_gap
        Recomputed from the lists, the plan and the prices; None where that is not possible.
    """

    run: str
    ok: bool
    checks: tuple[Check, ...]
    status: str | None = None
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    abs_gap: float | None = None

    @property
    def failed(self) -> tuple[str, ...]:
        """Names of the checks that failed, in order."""
        return tuple(check.name for check in self.checks if not check.ok)

    def __bool__(self) -> bool:
        """Whether the run holds: `ok`."""
        return self.ok

    def __str__(self) -> str:
        lines = [f"run {self.run}: {self.status or 'status unreadable'}"]
        width = max((len(check.name) for check in self.checks), default=0)
        for check in self.checks:
            lines.append(f"  {'ok    ' if check.ok else 'FAILED'}  {check.name:<{width}}  {check.detail}")
        for label, value in (("objective", self.objective), ("bound", self.bound), ("absolute gap", self.abs_gap)):
            lines.append(f"{label:<13} {'not computable' if value is None else f'{value:,}'.removesuffix('.0')}")
        lines.append(f"{'gap':<13} {'not computable' if self.gap is None else f'{self.gap:.6g}'}")
        lines.append(f"recorded only, not checked: {', '.join(RECORDED_ONLY)}")
        lines.append("everything holds" if self.ok else f"does not hold: {', '.join(self.failed)}")
        return "\n".join(lines)


class Halt(Exception):
    """A fault after which the checks that follow would mean nothing."""

    def __init__(self, check: str, detail: str) -> None:
        super().__init__(detail)
        self.check = check
        self.detail = detail


def verdict(name: str, faults: Sequence[str], holds: str) -> Check:
    """The check `name`: failed if there are `faults` (the first few are shown), else ok with the words `holds`."""
    if not faults:
        return Check(name, True, holds)
    more = f"; and {len(faults) - SHOWN:,} more" if len(faults) > SHOWN else ""
    return Check(name, False, "; ".join(faults[:SHOWN]) + more)
