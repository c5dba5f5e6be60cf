"""An audit on the screen, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from jobmatch.explain.fairness import Audit
from jobmatch.report.fairness.tables import (
    apart_table,
    envy_table,
    groups_table,
    has_few,
    lottery_lines,
    lottery_table,
)
from jobmatch.report.fitted import Fitted
from jobmatch.report.numbers import count
from jobmatch.report.page.frame import Cells
from jobmatch.words import Lang, say

MOST = 20
"""Rows of a table that the screen shows."""


def audit_view(found: Audit, lang: Lang = "en") -> RenderableType:
    """Groups, how far they are apart, envy, and what the draw decided; nobody by name or id."""
    return Group(*_parts(found, lang))


def audit_json(found: Audit) -> dict[str, Any]:
    """The same as one JSON object."""
    tables = {"groups": found.groups.to_dicts(), "columns": found.columns.to_dicts()}
    drawn = None
    if found.lottery is not None:
        drawn = asdict(replace(found.lottery, table=found.lottery.table.clear())) | {
            "table": found.lottery.table.to_dicts()
        }
    counts = {name: getattr(found, name) for name in ("persons", "with_eligible", "placed", "smallest")}
    return {**counts, **tables, "envy": [asdict(each) for each in found.envy], "lottery": drawn}


def _parts(found: Audit, lang: Lang) -> Iterator[RenderableType]:
    counts = {name: count(getattr(found, name)) for name in ("persons", "with_eligible", "placed")}
    yield Text(say("audit.title", lang, **counts), style="bold")
    for by in found.columns["by"]:
        yield Text("")
        yield from _shown(groups_table(found, by, lang), lang)
    if found.groups.height:
        yield Text(say("audit.groups.text", lang), style="dim")
    if found.groups["pooled"].sum():
        yield Text(say("audit.pooled.text", lang, smallest=found.smallest), style="dim")
    if found.columns["lowest"].drop_nulls().len():
        yield Text("")
        yield from _shown(apart_table(found, lang), lang)
        yield Text(say("audit.apart.text", lang), style="dim")
        if has_few(found):
            yield Text(say("audit.few", lang), style="dim")
    yield Text("")
    yield from _shown(envy_table(found, lang), lang)
    yield Text(say("audit.envy.text", lang), style="dim")
    if found.lottery is not None:
        yield Text("")
        if found.lottery.table.height:
            yield from _shown(lottery_table(found.lottery, lang), lang)
        yield from map(Text, lottery_lines(found.lottery, lang))


def _shown(cells: Cells, lang: Lang) -> Iterator[RenderableType]:
    yield Fitted(Cells(cells.columns, cells.rows[:MOST]))
    if len(cells.rows) > MOST:
        yield Text(say("audit.more", lang, count=count(len(cells.rows) - MOST)), style="dim")
