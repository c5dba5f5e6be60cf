"""Budgets and seats of courses in the closing summary: what there is, what is used, what more of it would save."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch.report.numbers import count, money
from jobmatch.words import PHRASES, Lang, said, say

MOST = 6
"""Rows that the summary shows; ``prices.csv`` has all."""

KINDS = {"budget": "budgets", "seats": "seats"}
"""What ends the name of a constraint in ``prices.csv``, and the label of its rows."""


def limit_rows(
    limits: pl.DataFrame | None,
    lang: Lang,
    *,
    run: Path | None = None,
    quantum: float = 0.01,
    personal: Collection[str] = (),
) -> list[tuple[str, str]]:
    """A line for each budget and each course with seats, those that bind first.

    First come those with a price, then those of which the largest part is used.

    Parameters
    ----------
    limits
        `Result.prices`; None without a plan.
    lang
        ``"en"`` or ``"zh"``.
    run
        The run directory, which holds the rows that are not shown.
    quantum
        The unit of money that costs are rounded to, in yuan.
    personal
        `Policy.personal`: limits of which all groups are added up.
    """
    if limits is None or "unit" not in limits.columns:
        return []
    kind = pl.col("constraint").str.extract(r", (budget|seats)$")
    ours = _added_up(limits.with_columns(kind=kind).drop_nulls("kind"), personal)
    free = pl.col("price").fill_null(0) <= 0
    part = pl.when(pl.col("limit") > 0).then(pl.col("used") / pl.col("limit")).otherwise(1.0)
    first = ours.sort(free, -part, "constraint", "group").head(MOST)
    lines: list[tuple[str, str]] = []
    for name, label in KINDS.items():
        rows = first.filter(pl.col("kind") == name).iter_rows(named=True)
        texts = [_line(row, lang, quantum) for row in rows]
        lines += [(say(f"label.{label}", lang) if k == 0 else "", text) for k, text in enumerate(texts)]
    if ours.height > first.height:
        file = "prices.csv" if run is None else run / "prices.csv"
        lines.append(("", say("value.more_limits", lang, count=count(ours.height - first.height), file=file)))
    return lines


def _added_up(limits: pl.DataFrame, personal: Collection[str]) -> pl.DataFrame:
    """Limits whose groups would say who somebody is as one row each, without a price."""
    columns = ["constraint", "group", "unit", "kind", "limit", "used", "price"]
    who = pl.col("constraint").str.replace(r", [a-z]+$", "").is_in(list(personal))
    sums = limits.filter(who).group_by("constraint", "unit", "kind").agg(pl.col("limit", "used").sum())
    sums = sums.with_columns(group=pl.lit(""), price=pl.lit(None, limits["price"].dtype))
    return pl.concat([limits.filter(~who).select(columns), sums.select(columns)], how="vertical_relaxed")


def _line(row: Mapping[str, Any], lang: Lang, quantum: float) -> str:
    name = row["constraint"].removesuffix(f", {row['kind']}")
    unit, group = row["unit"], row["group"]
    line = say(
        "value.limit",
        lang,
        name=said("limit.of_group", limit=name, group=group) if group else name,
        used=_amount(row["used"], unit),
        limit=_amount(row["limit"], unit),
        unit=say(f"unit.{unit}", lang) if f"unit.{unit}" in PHRASES else unit,
    )
    if row["price"] is None or row["price"] <= 0:
        return line
    return line + say("value.limit_price", lang, price=_price(row["price"], quantum))


def _amount(number: float, unit: str) -> str:
    """Money to the fen; other numbers with the decimals that they have."""
    if unit == "yuan":
        return money(number)
    return f"{number:,.9f}".rstrip("0").rstrip(".")


def _price(price: float, quantum: float) -> str:
    """A price to the fen at least, and never rounded to nothing: it is per unit, and units may be small."""
    fine = min(quantum, 0.01)
    return money(price, fine) if price >= fine else f"{price:.2g}"
