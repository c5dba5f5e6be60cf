"""Groups of the rows of a list, as `per` names them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from jobmatch.errors import PolicyError
from jobmatch.lists.columns import JOBS, SEEKERS, ListSpec
from jobmatch.problem.arrays import Small
from jobmatch.problem.context import Context
from jobmatch.problem.groups import REGION_COLUMNS
from jobmatch.words import said
from jobmatch.words.near import did_you_mean

NO_GROUP = -1
LEVELS = ("country", "province", "prefecture", "county", "township", "village")
"""Levels of regions, the largest first."""


def parse_per(per: str | None, ctx: Context, at_per: str) -> tuple[str, str, str]:
    """List, column and level of `per`; nothing where there is none.

    Raises
    ------
    PolicyError
        There is no such list, column or level; faults are named by `at_per`.
    """
    if per is None:
        return "", "", ""
    name, at, level = per.partition("@")
    side, dot, column = name.partition(".")
    if not dot:
        side, column = "", name
    there = [s for s in ("persons", "jobs") if (not side or s == side) and column in present(s, ctx)]
    if side and side not in ("persons", "jobs"):
        raise PolicyError(said("grouping.no_list", at_per=at_per, side=side, column=column))
    if len(there) != 1:
        if there:
            raise PolicyError(said("grouping.both", at_per=at_per, column=column))
        known = {name for s in ("persons", "jobs") if side in ("", s) for name in present(s, ctx)}
        raise PolicyError(
            said(
                "grouping.no_column_in_list" if side else "grouping.no_column",
                at_per=at_per,
                side=side,
                column=column,
                did_you_mean=did_you_mean(column, known),
            )
        )
    if at and column not in REGION_COLUMNS:
        raise PolicyError(said("grouping.no_levels", at_per=at_per, name=name, level=level))
    if at and level not in LEVELS:
        raise PolicyError(said("grouping.no_level", at_per=at_per, level=level, names=tuple(LEVELS)))
    return there[0], column, level


def no_column(where: str, side: str, name: str, known: Iterable[str]) -> PolicyError:
    """What is to be raised where a list lacks a column that the policy names."""
    near = did_you_mean(name, known)
    return PolicyError(said("policy.side_no_column", where=where, side=side, name=name, did_you_mean=near))


def table_of(side: str, ctx: Context) -> tuple[pl.DataFrame, ListSpec]:
    """The list of `persons` or `jobs`, and what is known of its columns."""
    return (ctx.seekers, SEEKERS) if side == "persons" else (ctx.posts, JOBS)


def present(side: str, ctx: Context) -> set[str]:
    """The columns that the list was given with."""
    table, spec = table_of(side, ctx)
    absent = {known.name for known in spec.columns} - ctx.lists.columns[spec.name]
    return set(table.columns) - absent


def groups_of(column: str, level: str, table: pl.DataFrame, ctx: Context) -> tuple[Small, list[str]]:
    """The group of each row, NO_GROUP for none, and the names of the groups, sorted."""
    if not column:
        return np.zeros(table.height, np.int32), [""]
    cells = table[column].cast(pl.String).replace("", None)
    if level:
        above = {code: above_at(code, level, ctx) for code in cells.drop_nulls().unique()}
        cells = cells.replace_strict(above, return_dtype=pl.String)
    names = cells.drop_nulls().unique().sort()
    group = cells.cast(pl.Enum(names)).to_physical().cast(pl.Int32).fill_null(NO_GROUP).to_numpy()
    return group, names.to_list()


def above_at(code: str, level: str, ctx: Context) -> str | None:
    """The region of a level that covers a region, if there is one."""
    return next((above for above in ctx.tree.path(code) if ctx.tree.level(above) == level), None)
