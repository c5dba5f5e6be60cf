"""What a verification has found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from jobmatch.verify.figures import Figures
from jobmatch.verify.report import Check


@dataclass
class Findings:
    """Checks in order, and the figures recomputed; money in the unit of the policy."""

    checks: list[Check] = field(default_factory=list)
    status: str | None = None
    figures: Figures | None = None
    objective: float | None = None
