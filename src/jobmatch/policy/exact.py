"""Exact arithmetic on the decimals of a document: no float ever decides a cost."""

from __future__ import annotations

from fractions import Fraction


def exact(number: float) -> Fraction:
    """The decimal that a reader sees for `number`, as a fraction.

    ``repr`` of a float is the shortest decimal that reads back as the same float, hence
    the figure as written in the document (up to 15 digits).
    """
    return Fraction(repr(number))


def quanta(amount: Fraction, decimals: int) -> int:
    """`amount` in whole quanta of ``10**-decimals``, halves up (docs/model.md, section 1)."""
    scaled = amount * int(10**decimals)
    return (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
