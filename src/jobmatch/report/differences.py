"""Two runs side by side, as a planner reads it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.explain import Differences
from jobmatch.report.numbers import count, money
from jobmatch.words import PHRASES, Lang, say
from jobmatch.words.limit_names import limit_name

MOST = 10
"""Groups and limits that are shown."""

COUNTS = ("placed", "unmatched", "unfilled")
"""Figures that are whole numbers."""


def differences_view(found: Differences, before: str, after: str, by: str, lang: Lang = "en") -> RenderableType:
    """Figures, terms, persons, groups and prices; nobody by name or id."""
    return Group(*_parts(found, before, after, by, lang))


def _parts(found: Differences, before: str, after: str, by: str, lang: Lang) -> Iterator[RenderableType]:
    yield Text(say("diff.title", lang, before=before, after=after), style="bold")
    table = _table("", lang)
    for name, (was, now) in found.figures.items():
        shown = (count(was), count(now), f"{now - was:+,}") if name in COUNTS else _money(was, now)
        table.add_row(say(f"diff.{name}", lang), *shown)
    yield table
    if not any(found.fates[fate] for fate in found.fates if fate not in ("same", "unplaced")):
        yield Text(say("diff.equal", lang))
    yield Text("")
    terms = _table(say("diff.terms", lang), lang)
    for name, (was, now) in found.terms.items():
        terms.add_row(say("diff.stay" if name == "unmatched" else f"term.{name}", lang), *_money(was, now))
    yield terms
    yield Text("")
    yield Text(say("diff.persons", lang), style="bold")
    for fate, number in found.fates.items():
        if number:
            yield Text(f"  {count(number):>9}  {say(f'fate.{fate}', lang)}")
    yield Text("")
    groups = _table(say("diff.groups", lang, by=by), lang)
    change = (found.groups["placed_after"] - found.groups["placed_before"]).abs()
    for row in (
        found.groups.with_columns(change=change).sort("change", descending=True).head(MOST).iter_rows(named=True)
    ):
        code = f"priority.{row['group']}"
        name = say(code, lang) if by == "priority" and code in PHRASES else row["group"]
        was, now = row["placed_before"], row["placed_after"]
        groups.add_row(Text(name), count(was), count(now), f"{now - was:+,}")
    yield groups
    moved = found.prices.filter(found.prices["price_before"].fill_null(0) != found.prices["price_after"].fill_null(0))
    if moved.height:
        yield Text("")
        prices = _table(say("diff.prices", lang), lang)
        for row in moved.head(MOST).iter_rows(named=True):
            was, now = row["price_before"] or 0.0, row["price_after"] or 0.0
            prices.add_row(Text(limit_name(row["constraint"], row["group"]).text(lang)), *_money(was, now))
        yield prices


def _table(title: str, lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(Text(title))
    for name in ("before", "after", "change"):
        table.add_column(say(f"diff.{name}", lang), justify="right")
    return table


def _money(was: float, now: float) -> tuple[str, str, str]:
    change = money(now - was)
    return money(was), money(now), change if change.startswith("-") else f"+{change}"
