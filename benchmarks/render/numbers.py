"""Figures as people read them."""

from __future__ import annotations

import math


def count(value: int | None) -> str:
    """With separators; a dash where it is not known."""
    return "–" if value is None else f"{value:,}"


def seconds(value: float) -> str:
    """Three digits that matter, at least a millisecond."""
    return f"{_digits(value, 3)} s"


def megabytes(value: float) -> str:
    """MB, or GB from a thousand."""
    return f"{_digits(value / 1000, 3)} GB" if value >= 1000 else f"{value:.0f} MB"


def times(value: float) -> str:
    """A multiple."""
    return f"{_digits(value, 2)}×"


def percent(value: float) -> str:
    """Hundredths."""
    return f"{_digits(100 * value, 2)} %"


def _digits(value: float, digits: int) -> str:
    """So many digits that matter, but at most three decimals."""
    if value == 0:
        return "0"
    decimals = digits - 1 - math.floor(math.log10(abs(value)))
    return f"{value:,.{min(3, max(0, decimals))}f}"
