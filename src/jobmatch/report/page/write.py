"""Which parts the page has: a heading, a picture, a table, and the files that its numbers come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch.engine.progress import Phases
from jobmatch.explain import Listener, Opened
from jobmatch.lists import header_of
from jobmatch.report.numbers import count, money, percent
from jobmatch.report.page.figures import MOST_FLOWS, WAGE_STEP, Figures, figures_of
from jobmatch.report.page.frame import Cells, Head, Part, inline, need_extra, rendered
from jobmatch.report.page.persons import packed, persons_table
from jobmatch.report.summary import summary_rows, verdict
from jobmatch.report.workbook.tables import Named
from jobmatch.words import PHRASES, Lang, say

MOST_FOUND = 200
"""Persons that a search shows."""

LISTS = "inputs/seekers.csv, inputs/jobs.csv"
MONEY = {"price", "wage", "limit", "used", "gain"}


def write_page(
    run: Opened,
    path: Path,
    lang: Lang = "en",
    folder: Path | None = None,
    *,
    persons: bool = False,
    progress: Listener = None,
) -> None:
    """Write a run as one HTML page.

    Parameters
    ----------
    run, path, lang, folder
        Those of `jobmatch.report.write_workbook`; the page bears the name of the folder.
    persons
        Let single persons be searched in it, by their ids; else it holds sums only.
    progress
        Called with a `Progress` at the beginning and end.

    Raises
    ------
    UnsupportedError
        Altair, vl-convert or Jinja are not installed (the extra ``report``).
    """
    need_extra()
    with Phases(progress).phase("page"):
        path.write_text(_page(run, lang, folder, persons), encoding="utf-8", newline="\n")


def _page(run: Opened, lang: Lang, folder: Path | None, persons: bool) -> str:
    from jobmatch.report.page.charts import Charts

    figures = figures_of(run, lang)
    pictures = {name: inline(svg) for name, svg in Charts(figures, lang).all().items()}
    return rendered(
        say("page.title", lang),
        say("page.run", lang, run="" if folder is None else folder.resolve().name),
        say("page.who.persons" if persons else "page.who", lang),
        _parts(figures, pictures, lang),
        lang,
        proof={
            "title": say("page.proof", lang),
            "verdict": verdict(run.summary, lang),
            "rows": summary_rows(run.summary, lang, limits=run.prices, personal=run.personal),
            "source": say("page.from", lang, files="summary.json"),
        },
        persons=_persons(run, lang) if persons else None,
    )


def _persons(run: Opened, lang: Lang) -> dict[str, Any]:
    """What the page needs to search persons."""
    table = persons_table(Named(run, lang))
    files = f"assignment.csv, unmatched.csv, {LISTS}"
    return {
        "title": say("page.persons", lang),
        "source": say("page.from", lang, files=files),
        "columns": [_header(name, lang) for name in table.columns],
        "lines": packed(table),
        "found": say("page.persons.found", lang, most=MOST_FOUND),
        "old": say("page.persons.old", lang),
        "most": MOST_FOUND,
    }


def _parts(of: Figures, pictures: Mapping[str, str], lang: Lang) -> Iterator[Part]:
    def part(name: str, files: str, *drawn: str, **rest: Any) -> Part:
        shown = [pictures[each] for each in drawn if each in pictures]
        return Part(name, say(f"page.{name}", lang), say("page.from", lang, files=files), shown, **rest)

    def words(code: str, **fields: object) -> list[str]:
        return [say(code, lang, **fields)]

    funnel = {say(f"page.funnel.{name}", lang): number for name, number in of.funnel.items()}
    more = words("page.funnel.text")
    if of.households is not None:
        more += words("page.households", all=count(of.households[0]), covered=count(of.households[1]))
    files = "summary.json" if of.households is None else "summary.json, assignment.csv, inputs/seekers.csv"
    yield part("funnel", files, "funnel", texts=more, table=_pairs(funnel, lang))
    tiers = {say(f"page.tier.{name}", lang): number for name, number in of.tiers.items()}
    if tiers:
        yield part("tiers", "summary.json", "tiers", table=_pairs(tiers, lang))
    reasons = {say(f"reason.{name}", lang): number for name, number in of.reasons.items()}
    if reasons:
        yield part("reasons", "summary.json, unmatched.csv", "reasons", table=_pairs(reasons, lang))
    if of.flows.height:
        drawn = min(MOST_FLOWS, of.flows.height)
        texts = words("page.flows.more", shown=count(drawn), all=count(of.flows.height))
        table = _table(of.flows, ("county", "destination", "placed"), lang)
        yield part("flows", f"assignment.csv, {LISTS}", "matrix", "map", texts=texts, table=table)
    if of.wages.height:
        kinds = {what: say(f"page.wages.{what}", lang) for what in ("offer", "wish", "placed")}
        wages = of.wages.with_columns(pl.col("what").replace(kinds))
        texts, table = words("page.wages.text", step=WAGE_STEP), _table(wages, ("what", "wage", "number"), lang)
        yield part("wages", f"assignment.csv, {LISTS}", "wages", texts=texts, table=table)
    if of.skills.height:
        table = _table(of.skills, ("skill", "asked", "open", "held"), lang)
        yield part("skills", f"jobs.csv, {LISTS}", "skills", texts=words("page.skills.text"), table=table)
    if of.training.height:
        table = _table(of.training, ("skill", "vacancies", "open", "persons", "gain"), lang)
        yield part(
            "training",
            f"jobs.csv, unmatched.csv, {LISTS}",
            texts=words("page.training.text"),
            table=table,
            folded=False,
        )
    changes = {say(f"change.{name}", lang): number for name, number in of.changes.items()}
    if changes:
        yield part("changes", "summary.json, changes.csv", "changes", table=_pairs(changes, lang))
    if of.prices.height:
        table = _table(of.prices, ("city", "jobs", "vacancies", "price"), lang)
        texts = words("page.prices.text")
        yield part("prices", "jobs.csv, inputs/jobs.csv", "prices", texts=texts, table=table)
    if of.limits.height:
        table = _table(of.limits, ("constraint", "group", "limit", "used", "price"), lang)
        yield part("limits", "prices.csv", table=table, folded=False, search=True)
    if of.counties.height:
        table = _table(of.counties, ("county", "registered", "placed", "share", "away"), lang)
        yield part("counties", f"assignment.csv, {LISTS}", table=table, folded=False, search=True)
    table = _table(of.employers, ("employer_id", "region", "vacancies", "filled", "left", "price"), lang)
    yield part("employers", "jobs.csv, inputs/jobs.csv", table=table, folded=False, search=True)


def _pairs(numbers: Mapping[str, int], lang: Lang) -> Cells:
    table = pl.DataFrame({"name": list(numbers), "number": list(numbers.values())})
    return _table(table, ("name", "number"), lang)


def _table(table: pl.DataFrame, columns: Sequence[str], lang: Lang) -> Cells:
    """Some columns of a table, numbers as people write them; those that are blank throughout are left out."""
    shown = [name for name in columns if name in table.columns and table[name].null_count() < table.height]
    heads = []
    for name in shown:
        heads.append(Head(_header(name, lang), table[name].dtype.is_numeric()))
    rows = [
        [_cell(name, value) for name, value in zip(shown, row, strict=True)] for row in table.select(shown).iter_rows()
    ]
    return Cells(heads, rows)


def _header(name: str, lang: Lang) -> str:
    code = f"column.{name}"
    return say(code, lang) if code in PHRASES else header_of(name, lang)


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "share":
        return percent(value)
    if name in MONEY and isinstance(value, float):
        return money(value, 0.01 if value % 1 else 1)
    return count(value) if isinstance(value, int) else str(value)
