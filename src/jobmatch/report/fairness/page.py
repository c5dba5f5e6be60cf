"""An audit as one HTML page that refers to nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch.explain.fairness import Audit, Lottery
from jobmatch.report.fairness import charts
from jobmatch.report.fairness.tables import (
    apart_table,
    column_name,
    envy_table,
    group_name,
    groups_table,
    has_few,
    lottery_lines,
    lottery_table,
)
from jobmatch.report.numbers import count
from jobmatch.report.page.frame import Cells, Part, inline, need_extra, picture, rendered
from jobmatch.words import Lang, say

MOST_DOTS = 40
"""Groups of a picture: those with the lowest rates."""


LONG = 20
"""Rows of a table from which on it can be searched."""


def write_audit_page(found: Audit, run: str, path: Path, lang: Lang = "en") -> None:
    """Write an audit as one HTML page; counts only.

    Raises
    ------
    UnsupportedError
        Altair, vl-convert or Jinja are not installed (the extra ``report``).
    """
    need_extra()
    counts = {name: count(getattr(found, name)) for name in ("persons", "with_eligible", "placed")}
    title, who = say("audit.page", lang), say("audit.title", lang, **counts)
    path.write_text(rendered(title, run, who, _parts(found, lang), lang), encoding="utf-8", newline="\n")


def _parts(found: Audit, lang: Lang) -> Iterator[Part]:
    source = say("page.from", lang, files="assignment.csv, unmatched.csv, inputs/")

    def part(name: str, title: str, drawn: list[Any], texts: list[str], table: Cells | None, **rest: Any) -> Part:
        return Part(name, title, source, [inline(picture(each)) for each in drawn], texts, table, **rest)

    for number, by in enumerate(found.columns["by"]):
        rows = found.groups.filter(by=by)
        texts = [] if number else [say("audit.groups.text", lang), say("audit.groups.line", lang)]
        texts += [say("audit.pooled.text", lang, smallest=found.smallest)] if rows["pooled"].sum() else []
        table = groups_table(found, by, lang, wide=True)
        yield part(
            f"by{number}", column_name(by, lang), _rates(rows, found, lang), texts, table, search=rows.height > 20
        )
    table = apart_table(found, lang)
    if table.rows:
        texts = [say("audit.apart.text", lang), *([say("audit.few", lang)] if has_few(found) else [])]
        yield part("apart", say("audit.apart.title", lang), [], texts, table, folded=False, wide=True)
    envy, text = envy_table(found, lang), say("audit.envy.text", lang)
    yield part("envy", say("audit.envy.title", lang), [], [text], envy, folded=False, wide=True)
    if found.lottery is not None:
        drawn = found.lottery
        table = lottery_table(drawn, lang)
        texts = [*lottery_lines(drawn, lang), *([say("audit.lottery.text", lang)] if table.rows else [])]
        title = say("audit.lottery.title", lang)
        yield part("lottery", title, _shares(drawn, lang), texts, table if table.rows else None)


def _rates(rows: pl.DataFrame, found: Audit, lang: Lang) -> list[Any]:
    if rows.height < 2:
        return []
    names = [group_name(row, lang) for row in rows.iter_rows(named=True)]
    named = rows.with_columns(name=pl.Series(_distinct(names)))
    if named.height > MOST_DOTS:
        named = named.sort("rate").head(MOST_DOTS)
    return [
        charts.rates(
            named.select("name", "rate", "rate_low", "rate_high"), found.placed / found.persons, say("audit.rate", lang)
        )
    ]


def _shares(drawn: Lottery, lang: Lang) -> list[Any]:
    rows = drawn.table.head(MOST_DOTS)
    if not rows.height:
        return []
    names = [say("audit.equals.name", lang, persons=count(persons)) for persons in rows["persons"]]
    return [charts.shares(rows.with_columns(name=pl.Series(_distinct(names))), say("audit.equals.share", lang))]


def _distinct(names: list[str]) -> list[str]:
    """Names of which none stands twice: a picture would lay one on the other."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found
