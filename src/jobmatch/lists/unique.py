"""Read a column through its distinct cells: each text is parsed once, however many rows have it."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import polars as pl

from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.parsed import Fault, Reader


def read_column(
    log: FaultLog,
    column: str,
    cells: pl.Series,
    reader: Reader,
    dtype: pl.DataType,
    blank: str | None = None,
) -> pl.Series:
    """The values of a column of text; null where the cell is blank or cannot be used.

    Parameters
    ----------
    blank
        Code of the fault that a blank cell is, if it is one.
    """
    distinct = cells.drop_nulls().unique()
    texts = distinct.to_list()
    parsed = [reader(text) for text in texts]
    values = pl.Series([cell.value for cell in parsed], dtype=dtype)
    read = cells.replace_strict(distinct, values, default=None, return_dtype=dtype)
    faults: dict[str, dict[str, Fault]] = {}
    for text, cell in zip(texts, parsed, strict=True):
        for found in cell.faults:
            faults.setdefault(found.code, {}).setdefault(text, found)
    for code, by_text in faults.items():
        places = cells.is_in(pl.Series(list(by_text), dtype=pl.String).implode()).fill_null(False).arg_true()
        log.cells(code, column, places, cells, fields=functools.partial(_fields_of, by_text))
    if blank is not None:
        log.cells(blank, column, cells.is_null().arg_true())
    return read


def _fields_of(faults: Mapping[str, Fault], text: str) -> Mapping[str, object]:
    return {name: value() if callable(value) else value for name, value in faults[text].fields.items()}
