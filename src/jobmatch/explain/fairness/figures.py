"""Figures of groups: who is placed, how well, and how far groups are apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from jobmatch.engine.prepare import Ready
from jobmatch.explain.fairness.statistics import (
    equal_rates,
    gini,
    gini_by_chance,
    holm,
    mean_interval,
    theil,
    wilson,
)
from jobmatch.policy import TIERS
from jobmatch.problem.arrays import Small

GROUPS = {
    "by": pl.String,
    "group": pl.String,
    "name": pl.String,
    "pooled": pl.Int64,
    "persons": pl.Int64,
    "with_eligible": pl.Int64,
    "placed": pl.Int64,
    **{
        name + end: pl.Float64
        for name in ("rate", "rate_of_eligible", "mean_wage", "mean_km")
        for end in ("", "_low", "_high")
    },
    **{f"tier_{tier}": pl.Float64 for tier in TIERS},
    "p": pl.Float64,
}
"""Columns of the table of groups."""

COLUMNS = {
    "by": pl.String,
    "groups": pl.Int64,
    "pooled": pl.Int64,
    "test": pl.String,
    "p": pl.Float64,
    "p_holm": pl.Float64,
    **dict.fromkeys(("lowest", "highest", "apart", "ratio", "gini", "gini_by_chance", "theil"), pl.Float64),
}
"""Columns of the table of what groups are made by."""


def fates_of(ready: Ready, place: Small) -> pl.DataFrame:
    """How each person fared who has the job `place` (-1 for none), in the order of the draw.

    Returns
    -------
    polars.DataFrame
        placed, with_eligible (has an eligible job), wage, km, tier (its number); null where not placed or not known.
    """
    problem = ready.problem
    placed = place >= 0
    wage = problem.posts["wage"].cast(pl.Float64).gather(pl.Series(place).replace(-1, None))
    km = tier = pl.Series([None] * problem.n, dtype=pl.Int64)
    parts = problem.parts
    if parts is not None and problem.m:
        cell = parts.home, parts.job_region[np.where(placed, place, 0)]
        km, tier = (pl.Series(np.where(placed, each[cell], -1)).replace(-1, None) for each in (parts.km, parts.tier))
    eligible = ready.scan.counts().eligible > 0
    return pl.DataFrame({"placed": placed, "with_eligible": eligible, "wage": wage, "km": km, "tier": tier}).cast(
        {"km": pl.Float64, "tier": pl.Int64}
    )


def figures_of(
    by: str, group: pl.Series, fates: pl.DataFrame, smallest: int
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """A row for each group, and one on how far they are apart.

    Groups of fewer persons than `smallest` are put together, with the next larger ones until they are as many.
    """
    table = fates.with_columns(group.alias("group"))
    parts = sorted(table.partition_by("group", maintain_order=True), key=lambda part: part["group"][0] or "")
    parts = [part for part in parts if part.height]
    alone, pooled = _pooled(parts, smallest)
    rows = [{"by": by, "group": part["group"][0], "pooled": 0, **_row(part, smallest)} for part in alone]
    if pooled:
        rows.append({"by": by, "group": None, "pooled": len(pooled), **_row(pl.concat(pooled), smallest)})
    # blank cells and what was put together are no groups to compare
    named = [row for row in rows if row["group"] is not None]
    for row, p in zip(named, holm([_against_others(row, named) for row in named]), strict=True):
        row["p"] = p
    return rows, {"by": by, "groups": len(named), "pooled": len(pooled), **_apart(named)}


def _pooled(parts: list[pl.DataFrame], smallest: int) -> tuple[list[pl.DataFrame], list[pl.DataFrame]]:
    """Groups that are shown, and those put together: from the others' figures none of these can be told."""
    by_size = sorted(range(len(parts)), key=lambda k: parts[k].height)
    together: list[int] = []
    persons = 0
    for k in by_size:
        if parts[k].height >= smallest and (not together or persons >= smallest):
            break
        together.append(k)
        persons += parts[k].height
    return [part for k, part in enumerate(parts) if k not in together], [parts[k] for k in sorted(together)]


def _row(part: pl.DataFrame, smallest: int) -> dict[str, Any]:
    persons, placed, able = part.height, int(part["placed"].sum()), int(part["with_eligible"].sum())
    row: dict[str, Any] = {"persons": persons, "with_eligible": able, "placed": placed}
    for name, of in (("rate", persons), ("rate_of_eligible", able)):
        if of:
            low, high = wilson(placed, of)
            row |= {name: placed / of, f"{name}_low": low, f"{name}_high": high}
    for name, column in (("mean_wage", "wage"), ("mean_km", "km")):
        values = part[column].drop_nulls()
        if values.len() >= max(1, smallest):  # the mean of a few would tell what each of them has
            mean, low_end, high_end = mean_interval(values.to_numpy())
            row |= {name: mean, f"{name}_low": low_end, f"{name}_high": high_end}
    tiers = part["tier"].drop_nulls()
    if tiers.len() >= max(1, smallest):
        row |= {f"tier_{tier}": int((tiers == k).sum()) / tiers.len() for k, tier in enumerate(TIERS)}
    return row


def _against_others(row: dict[str, Any], rows: list[dict[str, Any]]) -> float | None:
    """p value of a group's rate being that of all others."""
    placed, persons = (sum(each[name] for each in rows) for name in ("placed", "persons"))
    both = (np.array([row[name], whole - row[name]]) for name, whole in (("placed", placed), ("persons", persons)))
    found = equal_rates(*both)
    return None if found is None else found[1]


def _apart(rows: list[dict[str, Any]]) -> dict[str, Any]:
    if len(rows) < 2:
        return {}
    placed, persons = (np.array([row[name] for row in rows], np.int64) for name in ("placed", "persons"))
    rates, weights = placed / persons, persons.astype(float)
    lowest, highest = float(rates.min()), float(rates.max())
    test = equal_rates(placed, persons)
    return {
        "test": None if test is None else test[0],
        "p": None if test is None else test[1],
        "lowest": lowest,
        "highest": highest,
        "apart": highest - lowest,
        "ratio": lowest / highest if highest else None,
        "gini": gini(rates, weights),
        "gini_by_chance": gini_by_chance(persons, int(placed.sum())),
        "theil": theil(rates, weights),
    }
