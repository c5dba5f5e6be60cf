"""A table as read, before anyone asks what its columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.headers import Assigned
from jobmatch.lists.text import tidy_series

LONGEST_CELL = 100_000


@dataclass(frozen=True, slots=True)
class RawTable:
    """The columns of one table.

    Attributes
    ----------
    assigned
        Which column is which.
    columns
        Tidied text, or the numbers, dates and flags of a typed table.
    rows
        The number of each data row, as the spreadsheet counts; rows without any content are left out.
    not_text
        By place of a column: places of the rows whose cell is a number (or the like), where the source tells.
    """

    assigned: Assigned
    columns: list[pl.Series]
    rows: pl.Series
    not_text: dict[int, pl.Series] = field(default_factory=dict)


def raw_table(
    header: Sequence[str],
    assigned: Assigned,
    columns: Sequence[pl.Series],
    first_row: int,
    log: FaultLog,
    not_text: dict[int, pl.Series] | None = None,
) -> RawTable | None:
    """Tidy the cells, leave out rows without content, and note cells that are too long or have no header.

    Parameters
    ----------
    first_row
        Number of the first data row, as the spreadsheet counts.
    not_text
        By place of a column: a mask of the cells that are not text.
    """
    tidied = [tidy_series(column) if column.dtype == pl.String else column for column in columns]
    count = len(tidied[0]) if tidied else 0
    rows = pl.int_range(first_row, first_row + count, dtype=pl.Int64, eager=True)
    frame = pl.DataFrame([column.alias(str(place)) for place, column in enumerate(tidied)])
    # One column without blanks is enough to know that every row has content.
    sparse = bool(tidied) and all(column.null_count() for column in tidied)
    filled = frame.select(pl.any_horizontal(pl.all().is_not_null())).to_series() if sparse else None
    keep_all = filled is None or bool(filled.all())
    if filled is not None and not keep_all:
        frame, rows = frame.filter(filled), rows.filter(filled)
    before = log.errors
    masks = {}
    for place, column in enumerate(frame.get_columns()):
        _check_cells(column, header[place], place, rows, log)
        if not_text and place in not_text:
            mask = not_text[place]
            masks[place] = (mask if keep_all or filled is None else mask.filter(filled)).arg_true()
    if log.errors > before:
        return None
    return RawTable(assigned, frame.get_columns(), rows, masks)


def _check_cells(column: pl.Series, header: str, place: int, rows: pl.Series, log: FaultLog) -> None:
    if column.dtype == pl.String:
        for at in (column.str.len_chars() > LONGEST_CELL).fill_null(False).arg_true().head(10):
            log.whole("cell_too_long", row=rows[at], column=header or None, value=column[at])
    if not header.strip() and column.null_count() < len(column):
        first = column.is_not_null().arg_true()[0]
        log.whole("column_unnamed", value=column_letter(place), row=rows[first])


def column_letter(place: int) -> str:
    """The letter by which a spreadsheet calls a column (0 is A, 26 is AA)."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text
