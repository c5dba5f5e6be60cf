"""Values to small integers: the step that turns lists into class tables."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import polars as pl

from jobmatch.problem.arrays import Int, Small
from jobmatch.words import said


def encode(values: pl.Series) -> tuple[Small, list[str]]:
    """Integer codes of text `values` and the sorted distinct values they stand for."""
    distinct = values.unique().sort()
    codes = values.cast(pl.Enum(distinct)).to_physical().to_numpy()
    return codes.astype(np.int32), distinct.to_list()


def combine(columns: Sequence[tuple[Small, int]]) -> tuple[Small, list[Small]]:
    """Integer codes of combinations of codes, and the distinct combinations, sorted: the code of each in each column.

    Parameters
    ----------
    columns
        The codes of each column, shape ``(rows,)``, and how many there are.
    """
    whole, size = np.zeros(len(columns[0][0]), np.int64), 1
    for codes, count in columns:
        if size * count >= 1 << 62:
            whole, size = _dense(whole, size)
        whole, size = whole * count + codes, size * count
    whole, size = _dense(whole, size)
    row = np.empty(size, np.int64)
    row[whole] = np.arange(whole.size)  # some row of each
    return whole.astype(np.int32), [codes[row] for codes, _ in columns]


def _dense(codes: Int, size: int) -> tuple[Int, int]:
    """Codes below `size` without gaps, in the same order, and how many there are."""
    if size <= 2 * codes.size:  # few enough to tick them off, which needs no sorting
        there = np.zeros(size, np.bool_)
        there[codes] = True
        return (np.cumsum(there) - 1)[codes], int(there.sum())
    distinct, dense = np.unique(codes, return_inverse=True)
    return dense, distinct.size


def encode_any(values: pl.Series) -> tuple[Small, pl.Series]:
    """Integer codes of `values` of any type, and the sorted distinct ones, null last."""
    distinct = values.unique().sort(nulls_last=True)
    places = pl.int_range(len(distinct), dtype=pl.Int32, eager=True)
    return values.replace_strict(distinct, places, return_dtype=pl.Int32).to_numpy().astype(np.int32), distinct


def pointers(sorted_codes: npt.NDArray[np.integer], classes: int) -> Int:
    """CSR pointers of ascending `sorted_codes` in ``0..classes``, shape ``(classes + 1,)``."""
    return np.searchsorted(sorted_codes, np.arange(classes + 1)).astype(np.int64)


def whole(values: pl.Series, unit_decimals: int) -> Int:
    """Decimal `values` (not null) in whole units of ``10**-unit_decimals``, exact for two decimals."""
    cents = values.cast(pl.Float64).to_numpy() * 100
    units: Int = np.rint(cents, out=cents).astype(np.int64)
    units *= 10 ** (unit_decimals - 2)
    return units


def days(values: pl.Series, blank: int) -> Small:
    """Dates as days since 1970, `blank` where there is none."""
    return values.cast(pl.Date).to_physical().fill_null(blank).to_numpy().astype(np.int32)


LIMIT = 1 << 58
"""What a single term may not reach, in quanta: a sum of all terms then stays within 62 bits."""


def in_range(amount: int) -> int:
    """`amount`, if it is below `LIMIT`.

    Raises
    ------
    OverflowError
        It is not.
    """
    if abs(amount) >= LIMIT:
        raise OverflowError(said("range.cost"))
    return amount


def within(amounts: Int) -> Int:
    """`amounts`, if all are below `LIMIT`; OverflowError otherwise."""
    if amounts.size:
        in_range(int(amounts.max()))
        in_range(int(amounts.min()))
    return amounts


def rounded(x: Int, factor: Fraction) -> Int:
    """``floor(x * factor + 1/2)`` for arrays of integers, exact.

    Raises
    ------
    OverflowError
        A product would leave 62 bits.
    """
    top = int(np.abs(x).max(initial=0))
    if 2 * top * abs(factor.numerator) + factor.denominator >= 1 << 62:
        raise OverflowError(said("range.weight"))
    return within((2 * x * factor.numerator + factor.denominator) // (2 * factor.denominator))
