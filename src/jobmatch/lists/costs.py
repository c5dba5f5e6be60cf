"""Read costs exactly: every decimal as written, in whole numbers of 10^-decimals."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import numpy as np
import numpy.typing as npt
import polars as pl

from jobmatch.lists.cells import typed_text
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.text import tidy_series

MOST_DECIMALS = 9
LIMIT = 1 << 53
"""Quanta must stay below this, so that floats hold them exactly and sums stay far from 64 bits."""

_PLAIN = r"^([+-]?)(\d*)\.?(\d*)$"
_DIGITS = 18
_NEVER = "0." + "0" * 15 + "1"
Costs = tuple[pl.Series, pl.Series, int]


def read_costs(column: pl.Series, log: FaultLog) -> Costs:
    """Costs, the same in quanta, and the decimals of the quantum.

    Parameters
    ----------
    column
        Text, or the numbers of a typed table. Of text the decimals as written count, of floats those they need.
    """
    if not column.dtype.is_numeric() or column.dtype.is_decimal():
        column = tidy_series(typed_text(column))
    log.cells("cost_missing", "cost", column.is_null().arg_true())
    if column.dtype.is_integer():
        return _checked(column.cast(pl.Int64, strict=False), column, 0, log)
    if column.dtype.is_float():
        # A Float32 means the decimal it prints as, not the tail that widening it would show.
        floats = column if column.dtype == pl.Float64 else column.cast(pl.String).cast(pl.Float64)
        short = _short_floats(floats)
        if short is not None:
            return _checked(short[0], floats, short[1], log)
        return _from_text(floats.cast(pl.String), log, written=False)
    return _from_text(column, log, written=True)


def _short_floats(floats: pl.Series) -> tuple[pl.Series, int] | None:
    """Quanta and decimals of floats that need at most nine decimals; None if some need more, or are not finite.

    If the nearest multiple n of 10^-d, n below 2^53, gives the float back on division, then d decimals are enough.
    The division is numpy's, which rounds correctly: polars multiplies by the reciprocal.
    """
    stated = floats.is_not_null()
    values = floats.filter(stated).to_numpy()
    if not np.isfinite(values).all():
        return None
    rest, decimals = values, 0
    for decimals in range(MOST_DECIMALS + 1):
        rest = rest[~_is_multiple(rest, decimals)]
        if not len(rest):
            break
    else:
        return None
    if not _is_multiple(values, decimals).all():
        return None
    quanta = pl.Series(np.rint(values * 10.0**decimals), dtype=pl.Float64).cast(pl.Int64)
    places = pl.when(pl.lit(stated)).then(pl.lit(stated).cum_sum().cast(pl.Int64) - 1)
    return quanta.gather(pl.select(places).to_series()), decimals


def _is_multiple(values: npt.NDArray[np.float64], decimals: int) -> npt.NDArray[np.bool_]:
    scaled = np.rint(values * 10.0**decimals)
    exact: npt.NDArray[np.bool_] = (scaled / 10.0**decimals == values) & (np.abs(scaled) < LIMIT)
    return exact


def _from_text(text: pl.Series, log: FaultLog, written: bool) -> Costs:
    plain = _without_exponents(text)
    parts = plain.str.extract_groups(_PLAIN).struct.unnest()
    sign, whole, fraction = parts.get_columns()
    bad = text.is_not_null() & (
        plain.is_null() | sign.is_null() | (whole.str.len_chars() + fraction.str.len_chars() == 0)
    )
    log.cells("cost_unreadable", "cost", bad.arg_true(), text)
    needed = fraction.str.strip_chars_end("0")
    longest = (fraction if written else needed).str.len_chars().max() or 0
    decimals = min(int(str(longest)), MOST_DECIMALS)
    rounded = (needed.str.len_chars() > decimals).fill_null(False)
    whole = whole.str.strip_chars_start("0")
    fits = whole.str.len_chars() + decimals <= _DIGITS
    frame = pl.DataFrame({"sign": sign, "whole": whole, "fraction": fraction, "needed": needed, "ok": fits & ~bad})
    digits = pl.col("whole") + pl.col("fraction").str.slice(0, decimals).str.pad_end(decimals, "0")
    tail = pl.col("needed").str.slice(decimals)
    negative = pl.col("sign") == "-"
    # Halves go up: away from zero above it, towards zero below.
    up = pl.when(negative).then(tail > "5").otherwise(tail >= "5").cast(pl.Int64)
    quanta = pl.when("ok").then(("0" + digits).cast(pl.Int64, strict=False) + up)
    signed = frame.select(pl.when(negative).then(-quanta).otherwise(quanta)).to_series()
    if rounded.any():
        log.whole("cost_rounded", column="cost", total=int(rounded.sum()))
    too_large = ~bad & text.is_not_null() & ~fits.fill_null(True)
    return _checked(signed, text, decimals, log, too_large)


def _without_exponents(text: pl.Series) -> pl.Series:
    """The same numbers without exponents; null where there is no number."""
    odd = text.filter(text.str.contains(r"[eE]").fill_null(False)).unique()
    if not len(odd):
        return text
    return text.replace(odd, pl.Series([_spelt_out(number) for number in odd], dtype=pl.String))


def _spelt_out(text: str) -> str | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    if not number or number.adjusted() < -len(_NEVER):
        return ("-" if number < 0 else "") + (_NEVER if number else "0")
    return format(number, "f") if number.adjusted() <= _DIGITS else ("-" if number < 0 else "") + "9" * (_DIGITS + 1)


def _checked(
    quanta: pl.Series, cells: pl.Series, decimals: int, log: FaultLog, beyond: pl.Series | None = None
) -> Costs:
    """Note costs beyond the range of exact sums."""
    # Not abs(): of the least 64-bit integer it is negative.
    large = ((quanta >= LIMIT) | (quanta <= -LIMIT)).fill_null(False)
    if beyond is not None:
        large = large | beyond
    elif quanta.null_count() > cells.null_count():  # unsigned integers beyond 64 bits
        large = large | (quanta.is_null() & cells.is_not_null())
    log.cells(
        "cost_too_large", "cost", large.arg_true(), lambda: cells.cast(pl.String), more=lambda _: {"decimals": decimals}
    )
    quanta = quanta.alias("cost_quanta")
    return _in_units(quanta, decimals).alias("cost"), quanta, decimals


def _in_units(quanta: pl.Series, decimals: int) -> pl.Series:
    """The floats nearest to quanta; divided by numpy for the same reason as above."""
    values = pl.Series(quanta.fill_null(0).to_numpy() / 10.0**decimals, dtype=pl.Float64)
    return pl.select(pl.when(pl.lit(quanta.is_not_null())).then(pl.lit(values))).to_series()
