"""Figures as people write them."""

from __future__ import annotations

from decimal import Decimal


def count(number: float) -> str:
    """``25,800``."""
    return f"{number:,}"


def money(amount: float, quantum: float = 0.01) -> str:
    """An amount with the decimals of its quantum: ``1,234.50``."""
    exponent = Decimal(repr(quantum)).normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    text = f"{amount:,.{decimals}f}"
    return text if any(digit in "123456789" for digit in text) else text.removeprefix("-")


def percent(share: float) -> str:
    """A share in percent that never rounds a part to nothing: ``14.2 %``, ``0.00031 %``."""
    value = 100 * share
    if 0 < abs(value) < 1e-4:
        return "<0.0001 %"
    return f"{value:.1f} %" if value == 0 or abs(value) >= 1 else f"{value:.2g} %"


def seconds(duration: float) -> str:
    """``7.3`` below a hundred, whole seconds above."""
    return f"{duration:.1f}" if duration < 100 else f"{duration:,.0f}"
