"""A study as people read it: a table of scenarios, with intervals where there are replicates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.report.numbers import count
from jobmatch.scenarios.study.document import Study
from jobmatch.scenarios.study.run import Studied
from jobmatch.words import Lang, say

FIGURES = (
    "placed",
    "placed_registered_poor",
    "mean_wage",
    "cost_of_placed",
    "households_placed",
    "blocking_pairs",
    "blocking_envious",
)
"""What the screen shows of each scenario, where it is there."""

MOST = 60
"""Rows that the screen shows."""

MOST_WITHOUT = 12
"""Lines on scenarios without a plan."""


def studied_view(found: Studied, study: Study, out: Path, lang: Lang = "en") -> RenderableType:
    """Scenarios and points, each with its figures, and where the files are."""
    paths = [name for name in found.summary.columns if "." in name]
    shown = [name for name in FIGURES if (found.summary["figure"] == name).any()]
    table = Table(box=None, pad_edge=False)
    table.add_column(say("study.scenario", lang), no_wrap=True)
    for path in paths:
        table.add_column(Text(path.removeprefix("policy.")), overflow="fold")
    for name in shown:
        table.add_column(say(f"study.figure.{name}", lang), justify="right")
    rows = found.summary.filter(pl.col("figure").is_in(shown)).partition_by("scenario", *paths, maintain_order=True)
    for part in rows[:MOST]:
        first = part.row(0, named=True)
        figures = {row["figure"]: row for row in part.iter_rows(named=True)}
        cells = [with_half(figures.get(name, {})) for name in shown]
        table.add_row(Text(first["scenario"]), *("" if first[p] is None else str(first[p]) for p in paths), *cells)
    parts: list[RenderableType] = [Text(study.name), "", table, ""]
    parts += [Text(line) for line in _without(found, lang)]
    if len(rows) > MOST:
        parts.append(Text(say("study.more_rows", lang, count=len(rows) - MOST)))
    told = found.cells["status"].value_counts().sort("status").rows()
    words = ", ".join(f"{count(number)} {say(f'study.status.{status}', lang)}" for status, number in told)
    parts.append(Text(say("study.cells", lang, cells=count(found.cells.height), words=words, kept=count(found.kept))))
    parts.append(Text(say("study.wrote", lang, out=out)))
    return Group(*parts)


def _without(found: Studied, lang: Lang) -> list[str]:
    """Scenarios that have no plan in some cells, and why they were refused."""
    odd = found.cells.filter(pl.col("status").is_in(("infeasible", "unknown", "refused")))
    if odd.is_empty():
        return []
    why = pl.col("why") if "why" in odd.columns else pl.lit(None, pl.String)
    told = odd.with_columns(why=why.fill_null("")).group_by("scenario", "status", "why", maintain_order=True)
    lines = []
    for row in told.agg(cells=pl.len()).iter_rows(named=True):
        status = say(f"study.status.{row['status']}", lang)
        fields = {"scenario": row["scenario"], "status": status, "cells": count(row["cells"])}
        lines.append(say("study.without", lang, **fields, why=f": {row['why']}" if row["why"] else ""))
    return lines[:MOST_WITHOUT]


def studied_json(found: Studied, out: Path) -> dict[str, Any]:
    """The same as one JSON object."""
    return {
        "out": str(out),
        "solved": found.solved,
        "kept": found.kept,
        "summary": found.summary.to_dicts(),
    }


def with_half(row: Mapping[str, Any], middle: str = "mean", end: str = "high") -> str:
    """A mean, or a difference, and half the width of its interval; nothing where there is none."""
    value, high = row.get(middle), row.get(end)
    if value is None:
        return ""
    half = None if high is None else high - value
    decimals = _decimals(value, half)
    sign = "+" if middle == "difference" and value > 0 else ""
    text = f"{sign}{value:,.{decimals}f}"
    return text if half is None else f"{text} ± {half:,.{decimals}f}"


def _decimals(value: float, half: float | None) -> int:
    """None for whole numbers and large ones, else one, and more for what is below one."""
    if not half and value == round(value):
        return 0
    size = max(abs(value), abs(half or 0.0))
    return 0 if size >= 1000 else 1 if size >= 1 else 3
