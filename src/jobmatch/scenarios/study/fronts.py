"""What can be weighed against what: points of a study, and those of them that none beats in both."""

from __future__ import annotations

import polars as pl

LEAST = 20
"""Persons of a group at least, for its share to count as somebody's."""


def front(points: pl.DataFrame, most: str, least: str) -> pl.Series:
    """Which points no other beats: at least as much of one, at most as much of the other, and better in one.

    Parameters
    ----------
    points
        A row a point; those with a blank are beaten.
    most, least
        Columns of which more is better, and less.
    """
    rows = points.select(pl.int_range(pl.len()).alias("at"), most=most, least=least).drop_nulls()
    rows = rows.sort("least", "most", descending=[False, True])
    best = rows["most"].cum_max().shift(1)
    kept = rows.filter(best.is_null() | (rows["most"] > best))
    same = rows.join(kept.select("most", "least"), on=["most", "least"], how="semi")["at"]  # equals beat nobody
    return pl.Series("front", [at in set(same) for at in range(points.height)], dtype=pl.Boolean)


def money_points(cells: pl.DataFrame, paths: list[str]) -> pl.DataFrame:
    """Placements against money: scenario, paths, placed, money (of all budgets with one group); means of replicates.

    Empty where no budget says what is used.
    """
    used = [name for name in cells.columns if name.startswith("used_") and name.endswith(", budget")]
    if not used:
        return pl.DataFrame()
    money = pl.sum_horizontal(pl.col(name).cast(pl.Float64).fill_null(0.0) for name in used)
    return _means(cells.with_columns(money=money), paths, "placed", "money")


def fairness_points(cells: pl.DataFrame, groups: pl.DataFrame, paths: list[str]) -> pl.DataFrame:
    """Fairness against cost: scenario, paths, lowest (the least share placed of a group), cost (of one placement).

    Groups are those of the first column that a study names, if they have at least `LEAST` persons.
    """
    if not groups.height or "cost_of_placed" not in cells.columns:
        return pl.DataFrame()
    key = ["scenario", "replicate", *paths]
    first = groups.filter(pl.col("by") == groups["by"][0], pl.col("persons") >= LEAST)
    lowest = first.group_by(key).agg(lowest=(pl.col("placed") / pl.col("persons")).min())
    both = cells.join(lowest, on=key, nulls_equal=True, maintain_order="left").filter(pl.col("placed") > 0)
    both = both.with_columns(cost=pl.col("cost_of_placed") / pl.col("placed"))
    return _means(both, paths, "lowest", "cost") if both.height else pl.DataFrame()


def _means(cells: pl.DataFrame, paths: list[str], most: str, least: str) -> pl.DataFrame:
    points = cells.group_by("scenario", *paths, maintain_order=True).agg(pl.col(most, least).mean())
    points = points.drop_nulls([most, least])
    return points.with_columns(front(points, most, least))


def gains(groups: pl.DataFrame, paths: list[str]) -> pl.DataFrame:
    """Who gains and who loses: by, group, scenario, change (persons placed more than in the first scenario, mean).

    Only cells with the same values of what is swept are compared.
    """
    if not groups.height:
        return pl.DataFrame()
    base = groups["scenario"][0]
    key = ["replicate", *paths, "by", "group"]
    first = groups.filter(scenario=base).select(*key, before="placed")
    both = groups.filter(pl.col("scenario") != base).join(first, on=key, nulls_equal=True)
    change = (pl.col("placed").cast(pl.Int64) - pl.col("before").cast(pl.Int64)).mean()
    return both.group_by("by", "group", "scenario", maintain_order=True).agg(change=change)
