"""Python values of any type to the text of cells."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

import polars as pl

_EXACT = 1e15


class UnknownCellError(TypeError):
    """A value that no cell can hold."""


def cell_text(value: object) -> str | None:
    """A value as the text of a cell; None for missing.

    Raises
    ------
    UnknownCellError
        The value is of a type that no cell can hold.
    """
    if value is None or isinstance(value, str):
        return str(value) if isinstance(value, str) else None
    text = _scalar_text(value)
    if text is not _UNKNOWN:
        return text
    if isinstance(value, list | tuple):
        return ";".join(cell_text(entry) or "" for entry in value)
    if type(value).__name__ in {"NaTType", "NAType"}:  # how pandas says missing; pandas itself need not be there
        return None
    plain = getattr(value, "item", None)  # numpy scalars
    if callable(plain) and (inner := plain()) is not value:
        return cell_text(inner)
    raise UnknownCellError(type(value).__name__)


_UNKNOWN = "\0unknown"


def _scalar_text(value: object) -> str | None:
    """The text of a value of the types that tables hold, or `_UNKNOWN`."""
    return next((write(value) for kind, write in _WRITERS if isinstance(value, kind)), _UNKNOWN)


def _moment_text(value: datetime) -> str | None:
    if value != value:  # noqa: PLR0124 - pandas' NaT is a datetime, unequal to itself
        return None
    plain = value.replace(tzinfo=None)
    return plain.date().isoformat() if plain.time() == time(0) else plain.isoformat(" ")


def float_text(value: float) -> str | None:
    """A float as a person would write it: whole numbers without a point; None for NaN."""
    if math.isnan(value):
        return None
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return repr(value)


# The order counts: a flag is an int, a moment is a date.
_WRITERS: tuple[tuple[type, Callable[[Any], str | None]], ...] = (
    (Enum, lambda value: cell_text(value.value)),
    (bool, lambda value: "true" if value else "false"),
    (int, lambda value: str(int(value))),
    (float, float_text),
    (datetime, _moment_text),
    (date, date.isoformat),
    (Decimal, lambda value: None if value.is_nan() else format(value, "f")),
    (time, str),
    (timedelta, str),
)


def text_series(values: Sequence[object]) -> pl.Series:
    """Values of mixed types as a column of text.

    Raises
    ------
    UnknownCellError
        One of the values is of a type that no cell can hold.
    """
    if set(map(type, values)) <= {str, type(None)}:
        return pl.Series(values, dtype=pl.String)
    return pl.Series([cell_text(value) for value in values], dtype=pl.String)


def typed_text(column: pl.Series) -> pl.Series:
    """A column of a typed table as text, as `cell_text` would write its values.

    Raises
    ------
    UnknownCellError
        The column is of a type that no cell can hold.
    """
    kind = column.dtype
    if kind == pl.String:
        return column
    if kind.is_float():
        column = column.cast(pl.String).cast(pl.Float64) if kind == pl.Float32 else column
        whole = (column.is_finite() & (column == column.floor()) & (column.abs() < _EXACT)).fill_null(False)
        named = pl.DataFrame({"x": column, "whole": whole})
        x = pl.col("x")
        as_int = pl.when("whole").then(x).cast(pl.Int64).cast(pl.String)
        return named.select(pl.when("whole").then(as_int).otherwise(x.fill_nan(None).cast(pl.String))).to_series()
    if isinstance(kind, pl.Datetime):
        return _datetime_text(column)
    if isinstance(kind, pl.List | pl.Array):
        inner = column.explode().dtype if len(column) else pl.String()
        if isinstance(inner, pl.List | pl.Array | pl.Struct):
            raise UnknownCellError("nested list")
        return text_series([None if row is None else list(row) for row in column.to_list()])
    if isinstance(kind, pl.Struct) or kind in (pl.Binary, pl.Object, pl.Duration, pl.Time):
        if kind == pl.Object:
            return text_series(column.to_list())
        raise UnknownCellError(str(kind))
    return column.cast(pl.String)


def _datetime_text(column: pl.Series) -> pl.Series:
    plain = column.dt.replace_time_zone(None)
    frame = pl.DataFrame({"x": plain})
    x = pl.col("x")
    day = x.dt.strftime("%Y-%m-%d")
    return frame.select(
        pl.when(x.dt.time() == time(0)).then(day).otherwise(x.dt.strftime("%Y-%m-%d %H:%M:%S"))
    ).to_series()
