"""The audit of a finished run: how groups fared, how far regions are apart, who envies whom, what the draw decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from jobmatch.explain.fairness.envy import Envy, envy_of
from jobmatch.explain.fairness.figures import COLUMNS, GROUPS, fates_of, figures_of
from jobmatch.explain.fairness.groups import default_columns, group_of
from jobmatch.explain.fairness.lottery import Lottery, lottery
from jobmatch.explain.fairness.statistics import holm
from jobmatch.explain.opened import Opened, name_of, open_run, places_of
from jobmatch.result import Result

SMALLEST = 5
"""Persons whom a group needs at least to be told of by itself."""


@dataclass(frozen=True, eq=False)
class Audit:
    """How fair a plan is; counts only.

    Attributes
    ----------
    persons, with_eligible, placed
        On the list; with an eligible job; with a place.
    groups
        A row for each group of persons: by, group and its name (null: cells that are blank, or, where `pooled` is not
        0, so many small groups together), persons, with_eligible, placed, rate and rate_of_eligible with their 95 %
        intervals (``_low``, ``_high``), mean_wage and mean_km of those placed with theirs, the part of these in each
        tier, p (that the group's rate is that of the others, Holm-adjusted).
    columns
        A row for each column: how many groups, the test of equal rates with its p value and the one adjusted for the
        number of columns, lowest and highest rate, how far they are apart, their ratio, Gini (and what it would be if
        places were dealt by chance) and Theil.
    envy
        Of the three kinds.
    lottery
        Where seeds were asked for.
    smallest
        Persons of the smallest group that is told of by itself.
    """

    persons: int
    with_eligible: int
    placed: int
    groups: pl.DataFrame = field(repr=False)
    columns: pl.DataFrame = field(repr=False)
    envy: tuple[Envy, ...]
    lottery: Lottery | None
    smallest: int


def audit(
    run: Result | Opened | str, by: Sequence[str] | None = None, *, smallest: int = SMALLEST, seeds: int = 0
) -> Audit:
    """How groups of persons fared in a plan, how far they are apart, who envies whom, and what the draw decided.

    Parameters
    ----------
    run
        A result, what `open_run` gives, or the directory of a saved run.
    by
        Columns that groups are made by (docs/fairness.md, section 1); None for those of the usual ones that the list
        has.
    smallest
        Groups of fewer persons are put together.
    seeds
        For so many other seeds of the draw the plan is made anew.

    Raises
    ------
    InputError
        There is no such column, or it tells single persons or households apart.
    NoPlanError, RunError
        As `open_run`.
    """
    opened = run if isinstance(run, Opened) else open_run(run)
    ready = opened.sources.compiled(opened.seed)
    named = default_columns(ready) if by is None else list(dict.fromkeys(by))
    labels = [(column, group_of(ready, column)) for column in named]
    place = places_of(opened.assignment, ready)
    fates = fates_of(ready, place)
    groups: list[dict[str, Any]] = []
    columns: list[dict[str, Any]] = []
    for column, group in labels:
        rows, apart = figures_of(column, group, fates, smallest)
        places = column.removeprefix("persons.").partition("@")[0] == "home"
        groups += [
            row | {"name": name_of(ready, row["group"]) if places and row["group"] else row["group"]} for row in rows
        ]
        columns.append(apart)
    for row, p in zip(columns, holm([row.get("p") for row in columns]), strict=True):
        row["p_holm"] = p
    return Audit(
        persons=ready.problem.n,
        with_eligible=int(fates["with_eligible"].sum()),
        placed=int((place >= 0).sum()),
        groups=_table(groups, GROUPS),
        columns=_table(columns, COLUMNS),
        envy=envy_of(ready, place, smallest),
        lottery=lottery(opened, ready, seeds, smallest) if seeds else None,
        smallest=smallest,
    )


def _table(rows: list[dict[str, Any]], schema: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)
