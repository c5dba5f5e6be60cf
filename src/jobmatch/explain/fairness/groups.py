"""The groups that an audit looks at: which of them a list has, and whose group is which."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from itertools import pairwise

import polars as pl

from jobmatch.engine.prepare import Ready
from jobmatch.errors import InputError
from jobmatch.lists import RegionTree
from jobmatch.lists.columns import SEEKERS
from jobmatch.policy import WHO
from jobmatch.problem.compile import ages
from jobmatch.problem.grouping import LEVELS
from jobmatch.words import said
from jobmatch.words.near import did_you_mean

BANDS = (25, 35, 45, 55)
"""Ages at which a band begins; the first one is of all who are younger."""

MOST_MEMBERS = 5
"""Households of so many members or more are one group."""

SEX = ("sex", "gender", "性别")
"""Columns that say the sex, in the order in which they are looked for."""

AGE, HOUSEHOLD = "age", "household_size"


def default_columns(ready: Ready) -> list[str]:
    """The columns that an audit is made by where none are named: those of these that the list has."""
    given, tree = _given(ready), ready.lists.regions
    found = []
    if "home" in given:
        homes = ready.problem.listed["home"].drop_nulls().unique().to_list()
        levels = {tree.level(step) for code in homes if code in tree for step in tree.path(code)}
        found += [f"home@{level}" for level in ("county", "township") if level in levels]
    found += [name for name in ("priority",) if name in given]
    found += [name for name in SEX if name in given][:1]
    found += [AGE] if {"birth_date", "age"} & given else []
    return found + ([HOUSEHOLD] if "household_id" in given else [])


def group_of(ready: Ready, by: str) -> pl.Series:
    """The group of each person in the order of the draw, null for none.

    Parameters
    ----------
    by
        A column of the seekers; ``home@LEVEL``; ``age`` for bands of ages; ``household_size`` for the members of a
        household on the list, where the list has no column of this name.

    Raises
    ------
    InputError
        There is no such column or level, or it tells single persons or households apart.
    """
    listed, given = ready.problem.listed, _given(ready)
    column, at, level = by.removeprefix("persons.").partition("@")
    if column in (*WHO, "birth_date"):
        raise InputError(said("diff.by_person", by=by))
    if column == AGE and {"birth_date", "age"} & given and not at:
        assert isinstance(ready.policy.as_of, date)
        cells = _bands(ages(listed, ready.policy.as_of))
    elif column == HOUSEHOLD and column not in given and not at:
        cells = _household_sizes(listed["household_id"])
    elif column not in given:
        known = {*(given - {*WHO, "birth_date"}), AGE, HOUSEHOLD}
        raise InputError(said("audit.no_column", column=column, did_you_mean=did_you_mean(column, known)))
    elif at and (column != "home" or level not in LEVELS):
        raise InputError(said("audit.no_level", by=by, names=tuple(LEVELS)))
    else:
        cells = listed[column].cast(pl.String).replace("", None)
    if at:
        above = {code: _above(code, level, ready.lists.regions) for code in cells.drop_nulls().unique()}
        cells = cells.replace_strict(above, return_dtype=pl.String, default=None)
    return cells.gather(ready.problem.order).alias("group")


def _given(ready: Ready) -> set[str]:
    """The columns that the list of seekers was given with."""
    absent = {known.name for known in SEEKERS.columns} - ready.lists.columns["seekers"]
    return set(ready.problem.listed.columns) - absent


def _above(code: str, level: str, tree: RegionTree) -> str | None:
    """The region of a level that covers a region, if there is one."""
    path = tree.path(code) if code in tree else ()
    return next((step for step in path if tree.level(step) == level), None)


def _bands(age: pl.Series) -> pl.Series:
    """Ages as bands, ``0-24``, ``25-34``, … ``55+``."""
    names = [f"{low}-{high - 1}" for low, high in pairwise((0, *BANDS))] + [f"{BANDS[-1]}+"]
    band = {years: names[bisect_right(BANDS, years)] for years in age.drop_nulls().unique()}
    return age.replace_strict(band, return_dtype=pl.String, default=None)


def _household_sizes(household: pl.Series) -> pl.Series:
    """Members on the list of each person's household, ``1`` … ``5+``."""
    members = pl.DataFrame({"of": household}).select(pl.len().over("of"))["len"]
    words = {k: f"{k}+" if k == MOST_MEMBERS else str(k) for k in range(1, MOST_MEMBERS + 1)}
    return members.clip(1, MOST_MEMBERS).replace_strict(words, return_dtype=pl.String)
