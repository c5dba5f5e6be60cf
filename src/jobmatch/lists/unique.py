"""Read a column through its distinct cells: each text is parsed once, however many rows have it."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import polars as pl

from jobmatch.lists.cells import typed_text
from jobmatch.lists.entry_lists import EntryReader
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.parsed import Cell, Fault, Reader


def read_column(
    log: FaultLog,
    column: str,
    cells: pl.Series,
    reader: Reader,
    dtype: pl.DataType,
    blank: str | None = None,
) -> pl.Series:
    """The values of a column of text, or of a typed one read as text; null where the cell is blank or cannot be used.

    Parameters
    ----------
    blank
        Code of the fault that a blank cell is, if it is one.
    """
    distinct = cells.drop_nulls().unique()
    texts = typed_text(distinct)
    values, parsed = _read_texts(texts, reader, dtype)
    # What reads as it stands is not copied.
    same = dtype == cells.dtype and values.equals(distinct)
    read = cells if same else cells.replace_strict(distinct, values, default=None, return_dtype=dtype)
    faults: dict[str, dict[str, tuple[int, Fault]]] = {}
    for place, cell in parsed.items():
        for found in cell.faults:
            faults.setdefault(found.code, {}).setdefault(texts[place], (place, found))
    for code, by_text in faults.items():
        faulty = distinct.gather([place for place, _ in by_text.values()])
        places = cells.is_in(faulty.implode()).fill_null(False).arg_true()
        log.cells(code, column, places, lambda: typed_text(cells), fields=functools.partial(_fields_of, by_text))
    if blank is not None:
        log.cells(blank, column, cells.is_null().arg_true())
    return read


def _read_texts(texts: pl.Series, reader: Reader, dtype: pl.DataType) -> tuple[pl.Series, dict[int, Cell]]:
    """The values of the texts, and by place the cells of those that were parsed one by one."""
    nothing = pl.Series([None], dtype=dtype).new_from_index(0, len(texts))
    values = reader.plain(texts) if isinstance(reader, EntryReader) else nothing
    left = values.is_null().arg_true()
    parsed = dict(zip(left.to_list(), map(reader, texts.gather(left).to_list()), strict=True))
    if parsed:
        values = values.scatter(left, pl.Series([cell.value for cell in parsed.values()], dtype=dtype))
    return values, parsed


def _fields_of(faults: Mapping[str, tuple[int, Fault]], text: str) -> Mapping[str, object]:
    return {name: value() if callable(value) else value for name, value in faults[text][1].fields.items()}
