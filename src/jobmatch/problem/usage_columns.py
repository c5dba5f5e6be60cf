"""Numbers of a list's own column, exactly as written: usages, and what limits are shared out by."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import polars as pl

from jobmatch.errors import PolicyError
from jobmatch.lists.columns import ListSpec
from jobmatch.lists.numbers import decimal
from jobmatch.problem.arrays import Int
from jobmatch.problem.encode import encode
from jobmatch.words import Said, said

MOST_DECIMALS = 9
MOST = 10**12
"""What no single cell may reach."""

NO_NUMBER = -1


def list_numbers(
    table: pl.DataFrame, spec: ListSpec, column: str, where: str, place: tuple[str, pl.Series] | None
) -> tuple[Int, int]:
    """The same as `column_numbers`, of a column of a list.

    Raises
    ------
    PolicyError
        As `column_numbers`; also if it is a column that holds no numbers, such as a region, whose codes only look so.
    """
    cells = table[column]
    if spec.column(column) is not None and not cells.dtype.is_numeric():
        raise PolicyError(said("policy.column_not_counted", where=where, column=column))
    return column_numbers(cells, where, place)


def column_numbers(cells: pl.Series, where: str, place: tuple[str, pl.Series] | None) -> tuple[Int, int]:
    """Each cell in whole numbers of 10**-decimals, NO_NUMBER where it is blank; and the decimals.

    Parameters
    ----------
    cells
        Text, or numbers of a typed column.
    place
        File and row number of each cell, for messages.

    Raises
    ------
    PolicyError
        A cell is no number, is negative, too large, or has more than nine decimals.
    """
    of_row, texts = encode(cells.cast(pl.String).fill_null(""))
    values, worst = [], 0
    for k, text in enumerate(texts):
        number = None if text == "" else decimal(text)
        exactly = None if number is None else Decimal(text)
        if text and (exactly is None or not 0 <= exactly < MOST):
            raise PolicyError(
                said("amount.not_number", where=where, at=_at(place, of_row, k), text=text, name=cells.name)
            )
        digits = 0
        if exactly is not None:
            exponent = exactly.normalize().as_tuple().exponent
            digits = max(0, -exponent) if isinstance(exponent, int) else 0
        if digits > MOST_DECIMALS:
            raise PolicyError(
                said(
                    "amount.decimals",
                    where=where,
                    at=_at(place, of_row, k),
                    text=text,
                    name=cells.name,
                    MOST_DECIMALS=MOST_DECIMALS,
                )
            )
        worst = max(worst, digits)
        values.append(exactly)
    whole = [NO_NUMBER if value is None else int(value.scaleb(worst)) for value in values]
    return np.array(whole, np.int64)[of_row], worst


def _at(place: tuple[str, pl.Series] | None, of_row: np.ndarray, k: int) -> Said | str:
    """File and row of the first cell with a text."""
    if place is None:
        return ""
    file, rows = place
    found = rows.gather(np.flatnonzero(of_row == k)).drop_nulls()  # jobs stand in the order of the draw
    row = int(found.to_numpy().min()) if len(found) else None
    if row is None:
        return ""
    return said("amount.at_row_of", file=file, row=row) if file else said("amount.at_row", row=row)
