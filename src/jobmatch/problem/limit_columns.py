"""Limits that a column of a list states, one for each group of a quota."""

from __future__ import annotations

import numpy as np
import polars as pl

from jobmatch.errors import PolicyError
from jobmatch.lists.columns import ListSpec
from jobmatch.lists.numbers import decimal
from jobmatch.problem.arrays import Int, Small
from jobmatch.problem.encode import encode
from jobmatch.problem.grouping import no_column
from jobmatch.words import said

MOST = 10**12
"""The greatest limit: above any count of placements."""

NO_LIMIT = -1
_NOT_WHOLE = -2


def from_column(
    table: pl.DataFrame, column: str, present: set[str], spec: ListSpec, group: Small, names: list[str], where: str
) -> Int:
    """The limit of each group, `NO_LIMIT` where the cells are blank; shape (groups,).

    Parameters
    ----------
    table, present, spec
        The list, those of its columns that were given, and what is known of them.
    group
        Of each row, negative for none.
    names
        Of the groups, for messages.

    Raises
    ------
    PolicyError
        There is no such column, it holds no numbers, or a group has several values or one that is no limit.
    """
    if column not in present:
        raise no_column(where, spec.name, column, present)
    cells = table[column]
    known = spec.column(column)
    if known is not None and not cells.dtype.is_numeric():
        raise PolicyError(said("policy.column_no_limit", where=where, column=column))
    rows = np.flatnonzero(group >= 0)
    of_row, texts = encode(cells.gather(rows).cast(pl.String).fill_null(""))
    value = np.array([_whole(text) for text in texts], np.int64)[of_row]
    group = group[rows]
    wrong = np.flatnonzero(value == _NOT_WHOLE)
    if wrong.size:
        name, text = names[group[wrong[0]]], texts[of_row[wrong[0]]]
        raise PolicyError(said("policy.cell_no_limit", where=where, name=name, text=text, column=column))
    least, most = np.full(len(names), MOST + 1), np.full(len(names), NO_LIMIT)
    np.minimum.at(least, group, value)
    np.maximum.at(most, group, value)
    apart = np.flatnonzero((least != most) & (least <= MOST))
    if apart.size:
        raise PolicyError(said("policy.group_differs", where=where, name=names[apart[0]], column=column))
    return most


def _whole(text: str) -> int:
    """The limit that a cell states."""
    if not text:
        return NO_LIMIT
    value = decimal(text)
    return int(value) if value is not None and value.is_integer() and 0 <= value <= MOST else _NOT_WHOLE
