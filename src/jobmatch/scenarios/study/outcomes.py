"""What a cell came to: one row of figures, and a row for each group of persons."""

from __future__ import annotations

from typing import Any

import polars as pl

from jobmatch.lists import RegionTree
from jobmatch.policy import TERMS
from jobmatch.result import Result


def outcome_of(result: Result) -> dict[str, Any]:
    """The figures of a result, flat.

    Returns
    -------
    dict
        status, stop, gap, objective, bound, seekers, vacancies, placed, unfilled, mean_wage, cost_of_placed, then
        ``placed_PRIORITY``, ``tier_TIER``, ``term_TERM`` (yuan), ``used_LIMIT`` and ``price_LIMIT`` of limits that have
        one group, households_placed where there are rules of households, kept where a plan was in force.
    """
    summary = result.summary
    counts = summary["counts"]
    row: dict[str, Any] = {name: summary[name] for name in ("status", "stop", "gap", "objective", "bound")}
    row |= {name: counts.get(name) for name in ("seekers", "vacancies", "placed", "unfilled")}
    row["mean_wage"] = summary.get("mean_wage")
    row |= {f"placed_{name}": placed for name, (placed, _) in summary.get("placed_by_priority", {}).items()}
    row |= {f"tier_{name}": placed for name, placed in summary.get("placed_by_tier", {}).items()}
    if result.plan is None:
        return row
    assignment = result.assignment
    row["cost_of_placed"] = round(float(assignment["cost"].sum()), 6)
    row |= {f"term_{name}": round(float(assignment[name].sum()), 6) for name in TERMS if name in assignment.columns}
    limits = result.prices.filter(pl.col("constraint") != "vacancies")
    alone = limits.filter(pl.len().over("constraint") == 1)
    for name, used, price in alone.select("constraint", "used", "price").iter_rows():
        row |= {f"used_{name}": used, f"price_{name}": price}
    row |= {name: summary[name] for name in ("households_placed",) if name in summary}
    if "changes" in summary:
        row["kept"] = summary["changes"]["kept"]
    return row


def groups_of(result: Result, columns: tuple[str, ...], tree: RegionTree) -> list[dict[str, Any]]:
    """How the groups of persons fared: by, group, persons, placed, mean_wage; nothing without a plan."""
    if result.plan is None:
        return []
    seekers, jobs = (result.inputs.tables[f"{name}.csv"].table for name in ("seekers", "jobs"))
    placed = result.assignment.select("person_id", "job_id")
    wage = jobs.select("job_id", pl.col("wage").cast(pl.Float64)) if "wage" in jobs.columns else None
    if wage is not None:
        placed = placed.join(wage, on="job_id", how="left")
    found = []
    for by in columns:
        column, _, level = by.partition("@")
        if column not in seekers.columns:
            continue
        group = seekers[column].cast(pl.String)
        if level:
            codes = {code: at_level(code, level, tree) for code in group.drop_nulls().unique()}
            group = group.replace(codes)
        table = pl.DataFrame([seekers["person_id"], group.fill_null("").alias("group")])
        table = table.join(placed, on="person_id", how="left")
        wages = pl.col("wage").mean() if wage is not None else pl.lit(None, pl.Float64)
        counted = table.group_by("group").agg(persons=pl.len(), placed=pl.col("job_id").count(), mean_wage=wages)
        found += [{"by": by, **row} for row in counted.sort("group").to_dicts()]
    return found


def at_level(code: str, level: str, tree: RegionTree) -> str:
    """The region of a level that a region lies in; itself where it lies in none."""
    if code not in tree:
        return code
    return next((step for step in tree.path(code) if tree.level(step) == level), code)
