"""Values to small integers: the step that turns lists into class tables."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt
import polars as pl

from jobmatch.problem.arrays import Int, Small


def encode(values: pl.Series) -> tuple[Small, list[str]]:
    """Integer codes of text `values` and the sorted distinct values they stand for."""
    distinct = values.unique().sort()
    codes = values.cast(pl.Enum(distinct)).to_physical().to_numpy()
    return codes.astype(np.int32), distinct.to_list()


def encode_rows(frame: pl.DataFrame) -> tuple[Small, pl.DataFrame]:
    """Integer codes of the rows of `frame` and the sorted distinct rows."""
    distinct = frame.unique().sort(frame.columns, nulls_last=True).with_row_index("_class")
    codes = frame.join(distinct, on=frame.columns, how="left", nulls_equal=True, maintain_order="left")["_class"]
    return codes.to_numpy().astype(np.int32), distinct.drop("_class")


def pointers(sorted_codes: npt.NDArray[np.integer], classes: int) -> Int:
    """CSR pointers of ascending `sorted_codes` in ``0..classes``, shape ``(classes + 1,)``."""
    return np.searchsorted(sorted_codes, np.arange(classes + 1)).astype(np.int64)


def whole(values: pl.Series, unit_decimals: int) -> Int:
    """Decimal `values` (not null) in whole units of ``10**-unit_decimals``, exact for two decimals."""
    cents = (values.cast(pl.Float64) * 100).round().cast(pl.Int64).to_numpy()
    scale = np.int64(10 ** (unit_decimals - 2))
    return np.asarray(cents * scale, np.int64)


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
        raise OverflowError("a cost, in units of the quantum, leaves the range of 58-bit integers")
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
        raise OverflowError("a weight times a quantity leaves the range of 62-bit integers")
    return within((2 * x * factor.numerator + factor.denominator) // (2 * factor.denominator))
