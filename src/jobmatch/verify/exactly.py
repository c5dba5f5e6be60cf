"""Exact whole-number arithmetic on columns: decimals as written become integers, products round halves up."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from jobmatch.verify.report import Halt
from jobmatch.words import Words, said

Ints: TypeAlias = npt.NDArray[np.integer[Any]]
Bools: TypeAlias = npt.NDArray[np.bool_]

LIMIT = 2**61
"""Integers beyond this are refused, so that a sum of two never wraps."""

_NUMBER = re.compile(r"-?\d{1,40}(\.\d{0,40})?([eE][+-]?\d{1,3})?", re.ASCII)
_FLOAT_DIGITS = 15


def number(text: str) -> Fraction | None:
    """The number that `text` writes out, exactly; None if it is none."""
    return Fraction(text) if _NUMBER.fullmatch(text) else None


def half_up(value: Fraction) -> int:
    """The nearest whole number, halves up: floor(value + 1/2)."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def total(values: Ints) -> int:
    """The sum of whole numbers below 2**61 in size, which itself may have any size."""
    wide = values.astype(np.int64)
    return (int((wide >> 32).sum()) << 32) + int((wide & 0xFFFFFFFF).sum())


def within(value: int, what: Words) -> int:
    """`value`, or a refusal if it is too large to compute with safely."""
    if abs(value) >= LIMIT:
        raise Halt("range", said("verified.quanta_range", what=what, value=value))
    return value


def scaled(text: pl.Series, decimals: int, what: str, *, blank: int | None = None, round_off: bool = False) -> Ints:
    """A column of decimals in whole units of ``10**-decimals``.

    Parameters
    ----------
    text
        The cells as text, blank cells as "".
    what
        File and column, for messages.
    blank
        Value of a blank cell; None refuses blanks.
    round_off
        Whether finer decimals are rounded halves up; else they are refused.

    Raises
    ------
    Halt
        A cell is no number, is too fine, or too large; the message names the row.
    """
    # A decimal of at most 15 digits, read as a float and multiplied, is off by less than a half: rint is exact.
    easy = text.str.contains(rf"^-?[0-9]{{1,{_FLOAT_DIGITS - decimals}}}(\.[0-9]{{0,{decimals}}}0*)?$").to_numpy()
    floats = text.cast(pl.Float64, strict=False).fill_null(0.0).to_numpy()
    out = np.zeros(len(text), np.int64)
    out[easy] = np.rint(floats[easy] * float(10**decimals)).astype(np.int64)
    hard = np.flatnonzero(~easy)
    if hard.size:
        cells = text.gather(pl.Series(hard)).to_list()
        known: dict[str, int] = {}
        for row, cell in zip(hard.tolist(), cells, strict=True):
            if cell not in known:
                known[cell] = _slowly(
                    cell, decimals, said("verified.data_row", what=what, row=row + 1), blank, round_off
                )
            out[row] = known[cell]
    return out


def _slowly(cell: str, decimals: int, where: Words, blank: int | None, round_off: bool) -> int:
    if cell == "" and blank is not None:
        return blank
    value = number(cell)
    if value is None:
        raise Halt("tables", said("verified.here_no_number", where=where, cell=cell[:40]))
    units = value * 10**decimals
    if units.denominator != 1 and not round_off:
        raise Halt("tables", said("verified.too_many_decimals", where=where, cell=cell[:40], decimals=decimals))
    return within(half_up(units), where)


def linear(values: Ints, slope: Fraction, what: str) -> Ints:
    """``floor(slope * values + 1/2)`` for whole `values`, exactly."""
    num, den = slope.numerator, slope.denominator
    top = max(abs(int(values.max(initial=0))), abs(int(values.min(initial=0))))
    within((2 * abs(num) * top + den) // (2 * den), what)
    if 2 * abs(num) * top + den < LIMIT and 2 * den < LIMIT:
        return np.asarray((2 * num * values.astype(np.int64) + den) // (2 * den))
    return mapped(values, lambda value: half_up(slope * value), what)


def mapped(values: Ints, function: Callable[[int], int], what: str) -> Ints:
    """`function` of each of `values`, computed once for each distinct one."""
    distinct, inverse = np.unique(values, return_inverse=True)
    images = [within(function(int(value)), what) for value in distinct]
    return np.array(images, np.int64)[inverse.reshape(values.shape)]


def priced(text: pl.Series, price: Callable[[Fraction], Fraction], what: str, *, blank: Fraction) -> Ints:
    """`price` of the number in each cell, in whole quanta, halves up; `blank` stands for a blank cell."""
    at, texts = classes(text)
    images = []
    for cell in texts:
        value = blank if cell == "" else number(cell)
        if value is None:
            raise Halt("tables", said("verified.cell_no_number", what=what, cell=cell[:40]))
        images.append(within(half_up(price(value)), what))
    return np.array(images, np.int64)[at]


def classes(text: pl.Series) -> tuple[Ints, list[str]]:
    """Class number of each cell, and the distinct cells in that order."""
    distinct = text.unique(maintain_order=True)
    lookup = pl.DataFrame({"cell": distinct, "at": np.arange(len(distinct), dtype=np.int32)})
    at = text.to_frame("cell").join(lookup, on="cell", how="left", maintain_order="left")["at"]
    return at.to_numpy(), distinct.to_list()
