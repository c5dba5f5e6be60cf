"""What one more is worth, as a planner reads it."""

from __future__ import annotations

import polars as pl
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.report.numbers import count, money
from jobmatch.words import Lang, said, say
from jobmatch.words.limit_names import limit_named

NUMBERS = ("used", "limit", "worth", "worth_fewer", "holds_for")


def worth_view(
    found: pl.DataFrame, lang: Lang = "en", quantum: float = 0.01, *, relaxed: bool = False
) -> RenderableType:
    """The rows of `jobmatch.explain.worth` as they stand.

    Parameters
    ----------
    relaxed
        Whether the prices are those of a relaxation.
    quantum
        The unit of money that costs are rounded to, in yuan.
    """
    if found.is_empty():
        return Text(say("worth.none", lang))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    columns = ["what", "name", *(name for name in NUMBERS if name in found.columns)]
    for name in columns:
        table.add_column(say(f"worth.{name}", lang), justify="right" if name in NUMBERS else "left")
    for row in found.iter_rows(named=True):
        shown = limit_named(row["name"])
        if row["what"] in ("employer", "region"):
            shown = said("limit.of_group", limit=row["name"], group=row["job_id"])
        cells = [say(f"worth.{row['what']}", lang), shown.text(lang)]
        cells += [_number(row[name], name, quantum) for name in columns[2:]]
        table.add_row(*map(Text, cells))
    notes = [Text(say("worth.relaxed", lang), style="dim")] if relaxed else []
    return Group(Text(say("worth.title", lang), style="bold"), table, *notes)


def _number(value: float | None, name: str, quantum: float) -> str:
    if value is None:
        return ""
    if name.startswith("worth"):
        return money(value, quantum)
    return count(int(value)) if value == int(value) else count(value)
