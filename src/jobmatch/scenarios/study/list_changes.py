"""Changes of a list: a column set, multiplied, raised, or wishes widened by one step."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from jobmatch.errors import InputError
from jobmatch.lists import RegionTree
from jobmatch.words import said

TIERS = ("county", "prefecture", "province", "outside")
WIDER = "wider"
WHOLE = {"vacancies", "age", "min_age", "max_age"}
"""Columns of whole numbers: what is changed is rounded."""

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_CHANGE = re.compile(rf"(?:\*\s*(?P<by>{_NUMBER}))?\s*(?:\+\s*(?P<more>{_NUMBER}))?")


def changed(table: pl.DataFrame, changes: Mapping[str, str | int | float | bool], tree: RegionTree) -> pl.DataFrame:
    """A list with its columns changed.

    Parameters
    ----------
    changes
        Column → a value for all rows; ``"* 1.1"``, ``"+ 200"`` or ``"* 0.5 + 0.5"`` for numbers (blank ones stay blank,
        none falls below 0); ``"wider"`` for ``max_tier`` (one tier further) and ``wish_regions`` (each region and the
        one around it).

    Raises
    ------
    InputError
        The list has no such column, or its cells are no numbers.
    """
    for column, change in changes.items():
        table = table.with_columns(_changed(table, column, change, tree).alias(column))
    return table


def _changed(
    table: pl.DataFrame, column: str, change: str | int | float | bool, tree: RegionTree
) -> pl.Series | pl.Expr:
    by = _CHANGE.fullmatch(change) if isinstance(change, str) and change else None
    if by is None and change != WIDER:
        return pl.lit(change)
    if column not in table.columns:
        raise InputError(said("study.no_column", column=column))
    cells = table[column]
    if by is None:
        return _wider(cells, tree)
    numbers = cells.cast(pl.Float64, strict=False)
    if numbers.null_count() > cells.null_count():
        raise InputError(said("study.no_number", column=column))
    moved = (numbers * float(by["by"] or 1) + float(by["more"] or 0)).clip(lower_bound=0)
    return moved.round().cast(pl.Int64) if column in WHOLE else moved.round(6)


def _wider(cells: pl.Series, tree: RegionTree) -> pl.Series:
    texts = cells.cast(pl.String)
    wider = {text: _one_step(text, tree) for text in texts.drop_nulls().unique()}
    return texts.replace(wider)


def _one_step(text: str, tree: RegionTree) -> str:
    """The next tier; or the regions of a wish, and after them the ones around them."""
    if text in TIERS:
        return TIERS[min(TIERS.index(text) + 1, len(TIERS) - 1)]
    entries = [each.strip() for each in re.split("[;；]", text) if each.strip()]
    around = []
    for each in entries:
        code = tree.resolve(each) if each != "*" else None
        around.append(each if code is None else tree.parent(code) or "*")
    return ";".join(dict.fromkeys([*entries, *around]))
