"""Tables as files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source


def write_pieces(pieces: Iterator[pl.DataFrame], path: Path, *, parquet: bool) -> int:
    """Write a table that comes in pieces (at least one, all with the same columns), never holding all of it.

    Returns
    -------
    int
        Rows written.
    """
    first = next(pieces)
    rows = 0

    def source(
        columns: list[str] | None, _predicate: pl.Expr | None, _rows: int | None, _batch: int | None
    ) -> Iterator[pl.DataFrame]:
        nonlocal rows
        for piece in chain([first], pieces):
            rows += piece.height
            yield piece if columns is None else piece.select(columns)

    table = register_io_source(source, schema=first.schema)
    if parquet:
        table.sink_parquet(path)
    else:
        table.sink_csv(path)
    return rows
