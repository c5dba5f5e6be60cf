"""Two runs side by side: who changed, which groups gained, what each term and each limit makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from jobmatch.engine.constraints import MAX_OUT
from jobmatch.errors import InputError
from jobmatch.explain.opened import Opened, open_run
from jobmatch.policy import TERMS
from jobmatch.result import Result
from jobmatch.words import said

FATES = ("same", "moved", "placed", "lost", "unplaced", "only_before", "only_after")
"""What became of a person: the same place, another one, one now, none any more, none in either; or on one list only."""

OF_ONE = ("person_id", "household_id", "together_id", "name")
"""Columns by which nothing is counted: their groups are persons or households."""

FIGURES = ("objective", "bound", "placed", "unmatched", "unfilled", "mean_wage")
"""Figures of both runs that are set side by side, where both have them."""


@dataclass(frozen=True, eq=False)
class Differences:
    """What is different between two runs.

    Attributes
    ----------
    figures
        By name (`FIGURES`), before and after.
    terms
        By term, what it adds up to over all placements before and after, and ``unmatched``, what those cost who stay.
    fates
        By `FATES`, how many persons.
    groups
        Columns group, persons_before, persons_after, placed_before, placed_after: of each value of the column.
    persons
        Whose place is not the same: person_id, fate, job_before, job_after, cost_before, cost_after; what staying costs
        where there is no place.
    prices
        Limits that are not the same in all: constraint, group, limit_before, limit_after, used_before, used_after,
        price_before, price_after; the greatest change of a price first.
    """

    figures: dict[str, tuple[Any, Any]]
    terms: dict[str, tuple[float, float]]
    fates: dict[str, int]
    groups: pl.DataFrame
    persons: pl.DataFrame
    prices: pl.DataFrame


def differences(before: Result | Opened | str, after: Result | Opened | str, by: str = "priority") -> Differences:
    """Compare two runs with plans, of the same lists or of lists that share ids.

    Parameters
    ----------
    by
        Column of the seekers by which groups are counted; a blank cell is a group of its own.

    Raises
    ------
    InputError
        Neither list of seekers has the column `by`, but for ``priority``, which may be missing.
    NoPlanError, RunError
        As `open_run`.
    """
    one, other = (run if isinstance(run, Opened) else open_run(run) for run in (before, after))
    if by in OF_ONE:
        raise InputError(said("diff.by_person", by=by))
    if by != "priority" and not any(by in run.sources.seekers.columns for run in (one, other)):
        raise InputError(said("diff.no_column", by=by))
    persons = _persons(one, other)
    counted = dict(persons.group_by("fate").len().iter_rows())
    return Differences(
        figures=_figures(one, other),
        terms=_terms(one, other),
        fates={fate: int(counted.get(fate, 0)) for fate in FATES},
        groups=_groups(persons, one, other, by),
        persons=persons.filter(~pl.col("fate").is_in(["same", "unplaced"])).sort("person_id"),
        prices=_prices(one, other),
    )


def _figures(one: Opened, other: Opened) -> dict[str, tuple[Any, Any]]:
    found = {}
    for name in FIGURES:
        pair = tuple({**run.summary.get("counts", {}), **run.summary}.get(name) for run in (one, other))
        if None not in pair:
            found[name] = (pair[0], pair[1])
    return found


def _terms(one: Opened, other: Opened) -> dict[str, tuple[float, float]]:
    found = {}
    for term in TERMS:
        sums = [float(run.assignment[term].cast(pl.Float64).sum()) for run in (one, other)]
        if any(sums):
            found[term] = (round(sums[0], 9), round(sums[1], 9))
    stays = [float(run.unmatched["unmatched_cost"].cast(pl.Float64).sum()) for run in (one, other)]
    return {**found, "unmatched": (round(stays[0], 9), round(stays[1], 9))}


def _held(run: Opened, name: str) -> pl.DataFrame:
    """Everybody on a list with place and cost."""
    cost = pl.col("cost").cast(pl.Float64).alias(f"cost_{name}")
    placed = run.assignment.select("person_id", pl.col("job_id").alias(f"job_{name}"), cost)
    stay = pl.col("unmatched_cost").cast(pl.Float64).alias(f"cost_{name}")
    rest = run.unmatched.select("person_id", pl.lit(None, pl.String).alias(f"job_{name}"), stay)
    return pl.concat([placed, rest]).with_columns(pl.lit(True).alias(name))


def _persons(one: Opened, other: Opened) -> pl.DataFrame:
    both = _held(one, "before").join(_held(other, "after"), on="person_id", how="full", coalesce=True)
    was, now = pl.col("job_before"), pl.col("job_after")
    fate = (
        pl.when(pl.col("after").is_null())
        .then(pl.lit("only_before"))
        .when(pl.col("before").is_null())
        .then(pl.lit("only_after"))
        .when(was.is_null() & now.is_null())
        .then(pl.lit("unplaced"))
        .when(was.is_null())
        .then(pl.lit("placed"))
        .when(now.is_null())
        .then(pl.lit("lost"))
        .when(was == now)
        .then(pl.lit("same"))
        .otherwise(pl.lit("moved"))
    )
    return both.select("person_id", fate.alias("fate"), was, now, "cost_before", "cost_after")


def _groups(persons: pl.DataFrame, one: Opened, other: Opened, by: str) -> pl.DataFrame:
    """How many of each group are on the lists and placed."""
    tables = []
    for name, run in (("before", one), ("after", other)):
        seekers = run.sources.seekers
        value = pl.col(by).cast(pl.String) if by in seekers.columns else pl.lit(None, pl.String)
        blank = "default" if by == "priority" else ""
        group = seekers.select("person_id", value.fill_null(blank).alias("group"))
        placed = group.join(persons.select("person_id", f"job_{name}"), on="person_id", how="left")
        counts = placed.group_by("group").agg(
            pl.len().cast(pl.Int64).alias(f"persons_{name}"),
            pl.col(f"job_{name}").count().cast(pl.Int64).alias(f"placed_{name}"),
        )
        tables.append(counts)
    both = (
        tables[0].join(tables[1], on="group", how="full", coalesce=True).with_columns(pl.exclude("group").fill_null(0))
    )
    order = ("group", "persons_before", "persons_after", "placed_before", "placed_after")
    return both.select(order).sort("group")


def _prices(one: Opened, other: Opened) -> pl.DataFrame:
    """Limits that both or either run has, where anything but the group's name is different."""
    columns = ("limit", "used", "price")
    tables = [
        run.prices.select(
            "constraint",
            pl.col("group").cast(pl.String).fill_null(""),
            *(pl.col(column).cast(pl.Float64).alias(f"{column}_{name}") for column in columns),
        )
        for name, run in (("before", one), ("after", other))
    ]
    both = tables[0].join(tables[1], on=["constraint", "group"], how="full", coalesce=True)
    both = both.filter(pl.col("constraint") != MAX_OUT)  # its groups are households
    who = pl.col("constraint").str.replace(r", [a-z]+$", "").is_in(list(one.personal | other.personal))
    both = both.with_columns(group=pl.when(who).then(pl.lit("")).otherwise("group"))
    changed = pl.any_horizontal(pl.col(f"{c}_before").ne_missing(pl.col(f"{c}_after")) for c in columns)
    by = (pl.col("price_after").fill_null(0) - pl.col("price_before").fill_null(0)).abs()
    names = [f"{column}_{name}" for column in columns for name in ("before", "after")]
    return (
        both.filter(changed)
        .sort(by, "constraint", "group", descending=[True, False, False])
        .unique(["constraint", "group"], keep="first", maintain_order=True)  # groups that are not named: the most
        .select("constraint", "group", *names)
    )
