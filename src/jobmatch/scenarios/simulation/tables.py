"""The tables of a simulation: periods, retention by cohort, and what it all comes to over replicates."""

from __future__ import annotations

from typing import Any

import polars as pl

from jobmatch.scenarios.simulation.life import NONE
from jobmatch.scenarios.study.statistics import summarised

AFTER = (1, 3, 6, 12)
"""Months after which cohorts are counted."""

FLOWS = ("arrived", "proposed", "accepted", "declined", "no_show", "started", "left", "gave_up")


def retention_of(spells: list[list[int]], periods: int) -> list[dict[str, Any]]:
    """Of those who started in each period, how many were still in that post after some months, where it is known."""
    found = []
    for start in sorted({spell[1] for spell in spells}):
        ends = [spell[2] for spell in spells if spell[1] == start]
        for months in AFTER:
            if start + months < periods:
                still = sum(end == NONE or end - start > months for end in ends)
                counts = {"started_in": start + 1, "months": months, "started": len(ends), "still": still}
                found.append(counts | {"share": still / len(ends)})
    return found


def totals_of(periods: pl.DataFrame, retention: pl.DataFrame) -> pl.DataFrame:
    """A row for each replicate and policy: flows summed up, how all stand in the end, shares."""
    keys = ["replicate", "policy"]
    last = [pl.col(name).last() for name in ("waiting", "in_post", "gone", "posts_open", "posts_closed")]
    sums = [pl.col(name).sum() for name in FLOWS]
    months = pl.col("in_post").sum().alias("person_months")
    found = periods.group_by(keys, maintain_order=True).agg(*sums, *last, months)
    found = found.with_columns(
        accepted_of_proposed=_share("accepted", "proposed"), started_of_accepted=_share("started", "accepted")
    )
    for months_after in AFTER if retention.height else ():
        part = retention.filter(months=months_after).group_by(keys).agg(pl.col("still", "started").sum())
        share = part.select(*keys, _share("still", "started").alias(f"still_after_{months_after}"))
        found = found.join(share, on=keys, how="left", maintain_order="left")
    return found


def _share(part: str, whole: str) -> pl.Expr:
    return pl.when(pl.col(whole) > 0).then(pl.col(part) / pl.col(whole))


def summary_of(of: str, totals: pl.DataFrame) -> pl.DataFrame:
    """Means over replicates with their intervals, and differences to the first policy (docs/studies.md, section 2)."""
    cells = totals.rename({"policy": "scenario"})
    cells = cells.with_columns(pl.col(name).cast(pl.Int64) for name, kind in cells.schema.items() if kind == pl.Boolean)
    found = summarised(cells, ()).rename({"scenario": "policy"})
    return found.select(pl.lit(of).alias("of"), pl.all())
