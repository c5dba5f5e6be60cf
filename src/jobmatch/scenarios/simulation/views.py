"""A simulation as people read it: a row a policy, with intervals where there are replicates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.scenarios.simulation.document import Simulation
from jobmatch.scenarios.simulation.run import Simulated
from jobmatch.scenarios.study.views import with_half
from jobmatch.words import Lang, say

FIGURES = {
    "periods": ("proposed", "accepted", "started", "left", "in_post", "still_after_3"),
    "orders": ("placed", "share_of_hindsight", "share_of_hindsight_cost"),
}
"""What the screen shows of each table, where it is there."""


def simulated_view(found: Simulated, simulation: Simulation, out: Path, lang: Lang = "en") -> RenderableType:
    """The rules, each with its figures, and where the files are."""
    parts: list[RenderableType] = [Text(simulation.name)]
    for of, figures in FIGURES.items():
        rows = found.summary.filter(pl.col("of") == of, pl.col("figure").is_in(figures), pl.col("count") > 0)
        if rows.height:
            parts += ["", Text(say(f"simulation.of.{of}", lang, **_asked(simulation))), _table(rows, figures, lang)]
    written = [f"{name}.csv" for name in ("periods", "retention", "orders") if getattr(found, name).width]
    parts += ["", Text(say("simulation.wrote", lang, files=[*written, "summary.csv"], out=out))]
    return Group(*parts)


def simulated_json(found: Simulated, out: Path) -> dict[str, Any]:
    """The same as one JSON object."""
    return {"out": str(out), "summary": found.summary.to_dicts()}


def _asked(simulation: Simulation) -> dict[str, int]:
    periods, orders = simulation.periods, simulation.orders
    return {
        "periods": 0 if periods is None else periods.count,
        "replicates": simulation.replicates.count,
        "orders": 0 if orders is None else orders.count * simulation.replicates.count,
        "batch": 0 if orders is None else orders.batch,
    }


def _table(rows: pl.DataFrame, figures: tuple[str, ...], lang: Lang) -> Table:
    shown = [name for name in figures if (rows["figure"] == name).any()]
    table = Table(box=None, pad_edge=False)
    table.add_column(say("simulation.policy", lang), no_wrap=True)
    for name in shown:
        table.add_column(say(f"simulation.figure.{name}", lang), justify="right")
    for (name,), part in rows.group_by("policy", maintain_order=True):
        found = {row["figure"]: row for row in part.iter_rows(named=True)}
        table.add_row(Text(str(name)), *(with_half(found.get(figure, {})) for figure in shown))
    return table
