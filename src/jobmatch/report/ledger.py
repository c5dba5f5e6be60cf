"""A ledger as people read it: what was taken in, the path of a person or a job, the figures, the report to hand in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.ledger import KINDS, MISSING, OF_JOBS, OF_PERSONS, STATES, Figures, TakenIn
from jobmatch.lists import RegionTree, header_of
from jobmatch.report.faults import faults_view
from jobmatch.report.numbers import count
from jobmatch.report.workbook.book import Book, Shown
from jobmatch.words import Lang, say

ROAD = ("listed", "trained", "proposed", "accepted", "placed", "arrived", "left")
"""The kinds that the screen shows: the road from the list to a place that is kept."""

SHOWN_LEVELS = ("all", "province", "prefecture", "county")

SHARE = "{:.1%}"


def taken_in_view(found: TakenIn, lang: Lang = "en", *, dry_run: bool = False) -> RenderableType:
    """How many rows said something new, and of what."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_row(say("ledger.rows", lang), count(found.rows))
    for kind in KINDS:
        if found.new.get(kind):
            table.add_row(f"  {say(f'event.{kind}', lang)}", count(found.new[kind]))
    table.add_row(say("ledger.known", lang), count(found.known))
    if found.blank:
        table.add_row(say("ledger.blank", lang), count(found.blank))
    if found.missing:
        table.add_row(say("ledger.missing", lang), count(found.missing))
    if found.off:
        table.add_row(say("ledger.off", lang), count(found.off))
    if found.no_wishes:
        table.add_row(say("ledger.no_wishes", lang), count(found.no_wishes))
    if found.columns:
        table.add_row(say("ledger.unread", lang), Text(", ".join(found.columns)))
    done = say("ledger.wrote", lang, batch=found.batch) if found.batch else say("ledger.nothing_new", lang)
    done = say("ledger.dry_run", lang) if dry_run else done
    parts: list[RenderableType] = [table, "", Text(done)]
    return Group(faults_view(found.issues, lang), "", *parts) if found.issues else Group(*parts)


def path_view(events: pl.DataFrame, lang: Lang = "en", *, of_job: bool = False) -> RenderableType:
    """Everything that happened to a person, or to a job, in the order in which it happened."""
    table = Table(box=None, pad_edge=False)
    other = "person_id" if of_job else "job_id"
    for code in ("path.event", "path.day", "path.kind", f"path.{other}", "path.more"):
        table.add_column(say(code, lang), overflow="fold")
    for row in events.iter_rows(named=True):
        reason = say("path.not_on_the_list", lang) if row["reason"] == MISSING else row["reason"]
        more = [reason] if reason else []
        if row["number"]:
            more.append(say(f"path.number.{row['kind']}", lang, number=row["number"]))
        more += [f"{name}: {value}" for name, value in json.loads(row["details"] or "{}").items()]
        kind = say(f"event.{row['kind']}", lang)
        table.add_row(str(row["event"]), str(row["day"]), kind, Text(row[other]), Text("; ".join(more)))
    return table


def figures_view(found: Figures, lang: Lang = "en") -> RenderableType:
    """In short; the funnel of the larger regions and of groups, where persons stand, who stayed, the months."""
    title, groups = say("ledger.groups", lang, column=header_of(found.by, lang)), _groups(found, lang)
    return Group(
        *(Text(line) for line in _in_short(found, lang)),
        "",
        _regions(found.reached, _of_events(ROAD, lang), say("ledger.reached", lang), lang),
        "",
        _counts(groups["group"], groups, {**_of_events(ROAD, lang), "in_post": say("state.in_post", lang)}, title),
        "",
        _regions(found.states, _of_states(lang), say("ledger.states", lang), lang),
        "",
        _stayed(found.stayed, lang),
        "",
        _periods(found.months, say("ledger.months", lang), lang),
    )


def figures_json(found: Figures) -> dict[str, object]:
    """The figures as one JSON object."""
    return {
        "until": None if found.until is None else found.until.isoformat(),
        "scope": found.scope,
        "reached": found.reached.to_dicts(),
        "states": found.states.to_dicts(),
        "stayed": found.stayed.to_dicts(),
        "months": found.months.with_columns(pl.col("start").cast(pl.String)).to_dicts(),
        "quarters": found.quarters.with_columns(pl.col("start").cast(pl.String)).to_dicts(),
        "by": found.by,
        "groups": found.groups.to_dicts(),
        "posts": found.posts,
    }


def write_ledger_report(found: Figures, path: Path, lang: Lang = "en") -> None:
    """Write the figures as an Excel workbook: by region, who stayed, month by month, quarter by quarter."""
    source = say("ledger.source", lang)
    until = say("ledger.until", lang, day=found.until or date.today(), where=_where(found, lang))
    with Book(path, lang, lambda _: None, source="ledger.book_source") as book:

        def add(code: str, columns: Sequence[Shown], table: pl.DataFrame) -> None:
            title = say(f"ledger.{code}", lang) + until
            book.table(say(f"ledger.sheet.{code}", lang), title, source, columns, table)

        lines = enumerate(_in_short(found, lang), start=1)
        title = say("ledger.title", lang) + until
        book.lines(say("sheet.summary", lang), title, source, [(str(at), line) for at, line in lines])
        for code, headers, table in (
            ("reached", _of_events(OF_PERSONS, lang), found.reached),
            ("states", _of_states(lang), found.states),
        ):
            named = table.with_columns(
                level=pl.col("level").replace(
                    {level: say(f"level.{level}", lang) for level in table["level"].unique()}
                ),
                name=pl.when(level="all").then(pl.lit(say("ledger.everybody", lang))).otherwise("name"),
            )
            words = [Shown(name, say(f"ledger.{name}", lang), "text", 26) for name in ("level", "name")]
            add(code, [*words, *_counted(headers)], named)
        header = header_of(found.by, lang)
        of_group = {**_of_events(OF_PERSONS, lang), "in_post": say("state.in_post", lang)}
        title = say("ledger.groups", lang, column=header) + until
        columns = [Shown("group", header, "text", 26), *_counted(of_group)]
        book.table(say("ledger.sheet.groups", lang), title, source, columns, _groups(found, lang))
        add("stayed", *_stayed_table(found.stayed, lang))
        for code, table in (("months", found.months), ("quarters", found.quarters)):
            wide = _wide(table).with_columns(_period(code))
            shown = [Shown("start", say("ledger.from", lang), "text")]
            add(code, [*shown, *_counted(_of_events(wide.columns[1:], lang))], wide)


def _where(found: Figures, lang: Lang) -> str:
    """Whose figures they are."""
    tree = RegionTree.builtin()
    return tree.name(found.scope) if found.scope in tree else found.scope or say("ledger.everybody", lang)


def _in_short(found: Figures, lang: Lang) -> list[str]:
    """The figures that a report begins with, in sentences."""
    everybody, standing = found.reached.filter(level="all"), found.states.filter(level="all")
    numbers = {kind: count(int(everybody[kind].sum())) for kind in OF_PERSONS}
    numbers |= {"in_post": count(int(standing["in_post"].sum()))}
    posts = {name: count(number) for name, number in found.posts.items()}
    where = say("ledger.until", lang, day=found.until or date.today(), where=_where(found, lang))
    told = [say("ledger.title", lang) + where, say("ledger.told.persons", lang, **numbers)]
    return [*told, say("ledger.told.posts", lang, **posts)] if found.posts["jobs"] else told


def _groups(found: Figures, lang: Lang) -> pl.DataFrame:
    """Groups by their names."""
    names = {group: say(f"priority.{group}", lang) for group in ("default", "registered_poor")}
    names |= {"": say("ledger.no_group", lang)}
    return found.groups.with_columns(pl.col("group").replace(names if found.by == "priority" else {"": names[""]}))


def _counted(headers: Mapping[str, str]) -> Iterator[Shown]:
    return (Shown(name, header, "count") for name, header in headers.items())


def _of_events(kinds: Iterable[str], lang: Lang) -> dict[str, str]:
    return {kind: say(f"event.{kind}", lang) for kind in kinds}


def _of_states(lang: Lang) -> dict[str, str]:
    return {state: say(f"state.{state}", lang) for state in ("listed", *STATES)}


def _period(code: str) -> pl.Expr:
    """2016-08, or 2016 Q3, from the first day."""
    year, month = pl.col("start").str.slice(0, 4), pl.col("start").str.slice(5, 2)
    if code == "months":
        return (year + "-" + month).alias("start")
    return pl.format("{} Q{}", year, (month.cast(pl.Int64) + 2) // 3).alias("start")


def _wide(table: pl.DataFrame) -> pl.DataFrame:
    """Periods with a column for each kind that ever happened: persons, of kinds of jobs events."""
    table = table.with_columns(n=pl.when(pl.col("kind").is_in(OF_JOBS)).then("events").otherwise("persons"))
    kinds = [kind for kind in KINDS if (table["kind"] == kind).any()]
    return table.group_by(start=pl.col("start").cast(pl.String)).agg(
        pl.col("n").filter(pl.col("kind") == kind).sum().alias(kind) for kind in kinds
    ).sort("start")  # fmt: skip


def _regions(table: pl.DataFrame, headers: Mapping[str, str], title: str, lang: Lang) -> Table:
    large = table.filter(pl.col("level").is_in(SHOWN_LEVELS))
    everybody = say("ledger.everybody", lang)
    names = large.select(pl.when(level="all").then(pl.lit(everybody)).otherwise("name")).to_series()
    return _counts(names, large, headers, title)


def _counts(names: pl.Series, table: pl.DataFrame, headers: Mapping[str, str], title: str) -> Table:
    """Rows of counts, each with its name."""
    shown = Table(box=None, pad_edge=False, title=title, title_justify="left")
    shown.add_column(no_wrap=True)
    for header in headers.values():
        shown.add_column(header, justify="right")
    for name, row in zip(names, table.iter_rows(named=True), strict=True):
        shown.add_row(Text(name), *(count(row[kind]) for kind in headers))
    return shown


def _periods(table: pl.DataFrame, title: str, lang: Lang) -> Table:
    wide = _wide(table.filter(pl.col("kind").is_in(ROAD)))
    return _counts(wide["start"].str.slice(0, 7), wide, _of_events(wide.columns[1:], lang), title)


def _stayed(table: pl.DataFrame, lang: Lang) -> Table:
    columns, rows = _stayed_table(table, lang)
    shown = Table(box=None, pad_edge=False, title=say("ledger.stayed", lang), title_justify="left")
    for column in columns:
        shown.add_column(column.header, justify="left" if column.kind == "text" else "right")
    for row in rows.iter_rows(named=True):
        shown.add_row(*(row[c.name] if c.kind == "text" else count(row[c.name]) for c in columns))
    return shown


def _stayed_table(table: pl.DataFrame, lang: Lang) -> tuple[list[Shown], pl.DataFrame]:
    after = [say("ledger.after" if months else "ledger.by_now", lang, months=months) for months in table["months"]]
    shares = [SHARE.format(found / (due - asked)) if due > asked else "" for found, due, asked in
              table.select("found", "due", "not_asked").iter_rows()]  # fmt: skip
    rows = table.with_columns(after=pl.Series(after, dtype=pl.String), share=pl.Series(shares, dtype=pl.String))
    kinds = {"after": "text", "share": "text"}
    names = ("after", "due", "found", "left", "not_asked", "share")
    return [Shown(name, say(f"stayed.{name}", lang), kinds.get(name, "count")) for name in names], rows  # type: ignore[arg-type]
