"""Read Parquet files, tables of other libraries, and lists of row objects."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from jobmatch.lists.cells import UnknownCellError, text_series, typed_text
from jobmatch.lists.columns import ListSpec
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.headers import Assigned, assign_columns
from jobmatch.lists.raw import RawTable, raw_table
from jobmatch.lists.text import tidy


def read_parquet(path: Path, spec: ListSpec, log: FaultLog) -> RawTable | None:
    """Read a Parquet file; None if a fault that was noted makes that impossible."""
    if path.stat().st_size == 0:
        log.whole("file_empty")
        return None
    try:
        frame = pl.read_parquet(path, glob=False, hive_partitioning=False)
    except (pl.exceptions.PolarsError, OSError, ValueError):
        log.whole("file_corrupt", value=path.suffix.lower())
        return None
    return read_frame(frame, spec, log)


def read_object(source: object, spec: ListSpec, log: FaultLog) -> RawTable | None:
    """Read a table or rows from Python; None if a fault that was noted makes that impossible."""
    if isinstance(source, pl.DataFrame):
        return read_frame(source, spec, log)
    if isinstance(source, Iterable) and not isinstance(source, str | bytes | Mapping) and not _is_table(source):
        return _read_rows(list(source), spec, log)
    if isinstance(source, pl.LazyFrame):
        return _read_lazy(source, spec, log)
    names = [name for name in getattr(source, "columns", ()) if isinstance(name, str)]
    twice = [name for name in names if names.count(name) > 1]
    if twice:  # as pandas allows
        log.whole("column_duplicate", column=twice[0], value=f"{twice[0]}, {twice[0]}")
        return None
    try:
        table: Any = nw.from_native(source)
        if isinstance(table, nw.LazyFrame):  # of DuckDB and the like
            table = table.collect("polars")
    except (TypeError, ValueError, OSError, nw.exceptions.NarwhalsError, pl.exceptions.PolarsError):
        log.whole("table_unreadable", value=type(source).__name__)
        return None
    return _read_narwhals(table, spec, log)


def _read_lazy(source: pl.LazyFrame, spec: ListSpec, log: FaultLog) -> RawTable | None:
    try:
        frame = source.collect()
    except (OSError, pl.exceptions.PolarsError):
        log.whole("table_unreadable", value="LazyFrame")
        return None
    return read_frame(frame, spec, log)


def _is_table(source: object) -> bool:
    return hasattr(source, "__dataframe__") or hasattr(source, "__narwhals_dataframe__") or hasattr(source, "columns")


def _read_narwhals(table: Any, spec: ListSpec, log: FaultLog) -> RawTable | None:
    """By column, so that one that polars cannot take as it is goes cell by cell, and so do tables without pyarrow."""
    try:
        return read_frame(table.to_polars(), spec, log)
    except (ImportError, TypeError, ValueError, OverflowError, ArithmeticError, pl.exceptions.PolarsError):
        header = [str(name) for name in table.columns]
        return _read_cells(header, [table[name].to_list() for name in table.columns], spec, log)


def read_frame(frame: pl.DataFrame, spec: ListSpec, log: FaultLog) -> RawTable | None:
    """Read a polars table; None if a fault that was noted makes that impossible."""
    header = [str(name) for name in frame.columns]
    assigned = assign_columns(header, spec, log)
    columns, masks = [], {}
    ids = _id_places(assigned, spec)
    for place, column in enumerate(frame.get_columns()):
        try:
            columns.append(column if _is_cost(place, assigned) else _read_typed(column, place in ids))
        except UnknownCellError as fault:
            log.whole("cell_type", column=tidy(header[place]), value=str(fault))
            columns.append(pl.Series([None] * len(column), dtype=pl.String))
        kind = column.dtype
        if place in ids and not (kind.is_integer() or kind in (pl.String, pl.Categorical, pl.Enum, pl.Null)):
            masks[place] = columns[-1].is_not_null()
    return raw_table(header, assigned, columns, 1, log, masks)


def _read_typed(column: pl.Series, is_id: bool) -> pl.Series:
    """Text; but numbers, flags and days as they are: the reader of the column makes text of distinct ones only."""
    if is_id or not (column.dtype.is_integer() or column.dtype in (pl.Float64, pl.Boolean, pl.Date)):
        return typed_text(column)
    return column.fill_nan(None) if column.dtype == pl.Float64 else column


def _id_places(assigned: Assigned, spec: ListSpec) -> set[int]:
    return {place for name, place in assigned.known.items() if (c := spec.column(name)) is not None and c.kind == "id"}


def _is_cost(place: int, assigned: Assigned) -> bool:
    return assigned.known.get("cost") == place


def _read_rows(rows: list[object], spec: ListSpec, log: FaultLog) -> RawTable | None:
    if not rows:
        # No rows, and so no header to ask for: an empty list with every column.
        names = [column.name for column in spec.needed()]
        return _read_cells(names, [[] for _ in names], spec, log)
    header: dict[str, None] = {}
    mappings = []
    for row in rows:
        fields = _fields_of(row)
        if fields is None:
            log.whole("table_unreadable", value=f"list of {type(row).__name__}")
            return None
        mappings.append(fields)
        header.update(dict.fromkeys(fields))
    return _read_cells(list(header), [[fields.get(name) for fields in mappings] for name in header], spec, log)


def _fields_of(row: object) -> Mapping[str, object] | None:
    """The named values of a row object."""
    if isinstance(row, Mapping):
        return {str(name): value for name, value in row.items()}
    if dataclasses.is_dataclass(row) and not isinstance(row, type):
        return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}
    names = getattr(row, "_fields", None)
    if isinstance(row, tuple) and names is not None:
        return dict(zip(names, row, strict=True))
    if isinstance(row, str | bytes | int | float | Sequence | None):
        return None
    slots = getattr(type(row), "__slots__", ())
    named = dict(getattr(row, "__dict__", {}))
    named.update(
        {slot: getattr(row, slot) for slot in slots if hasattr(row, slot)} if not isinstance(slots, str) else {}
    )
    return {name: value for name, value in named.items() if not name.startswith("_")} or None


def _read_cells(header: list[str], cells: list[list[object]], spec: ListSpec, log: FaultLog) -> RawTable | None:
    """Read columns of Python values of mixed types: whole numbers may be ids, others not."""
    assigned = assign_columns(header, spec, log)
    columns, masks = [], {}
    ids = _id_places(assigned, spec)
    for place, values in enumerate(cells):
        try:
            columns.append(text_series(values))
        except UnknownCellError as fault:
            log.whole("cell_type", column=tidy(header[place]), value=str(fault))
            columns.append(pl.Series([None] * len(values), dtype=pl.String))
            continue
        if place in ids and not set(map(type, values)) <= {str, int, type(None)}:
            wrong = pl.Series([not _may_be_id(value) for value in values], dtype=pl.Boolean)
            masks[place] = wrong & columns[-1].is_not_null()
    return raw_table(header, assigned, columns, 1, log, masks)


def _may_be_id(value: object) -> bool:
    return isinstance(value, str) or (hasattr(value, "__index__") and not isinstance(value, bool))
