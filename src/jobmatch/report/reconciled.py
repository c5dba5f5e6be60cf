"""What registers come to, as files and on the screen: two lists, who is left out and why, figures, cases to decide."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.errors import RunError
from jobmatch.lists import issues_table
from jobmatch.registers import Reconciled
from jobmatch.report.numbers import count
from jobmatch.report.workbook.book import Book, Shown
from jobmatch.run_directory import whole_folder
from jobmatch.words import PHRASES, Lang, said, say

REVIEW = "review.xlsx"
SHOWN_LEVELS = ("all", "province", "prefecture", "county")


def write_reconciled(found: Reconciled, path: Path, lang: Lang = "en", *, overwrite: bool = False) -> Path:
    """Write the folder `path`, whole or not at all, readable by its owner only (docs/registers.md).

    Raises
    ------
    RunError
        Something is there and `overwrite` is false, or it is not such a folder.
    """
    if path.exists() and not (overwrite and (path / "reconciled.json").exists()):
        raise RunError(said("registers.folder_there", path=path))
    with whole_folder(path) as work:
        found.seekers.write_csv(work / "seekers.csv")
        if found.jobs is not None:
            found.jobs.write_csv(work / "jobs.csv")
        _with_words(found.left_out, lang).write_csv(work / "left_out.csv")
        found.figures.write_csv(work / "figures.csv")
        found.links.write_csv(work / "links.csv")
        issues_table(found.issues).write_csv(work / "issues.csv")
        if found.review.height:
            _write_review(found.review, work / REVIEW, lang)
        text = json.dumps(found.counts, ensure_ascii=False, indent=2) + "\n"
        (work / "reconciled.json").write_text(text, encoding="utf-8")
    return path


def reconciled_view(found: Reconciled, path: Path, lang: Lang = "en") -> RenderableType:
    """How many rows went where, the figures of the larger regions, and what is left to decide."""
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    for name in ("persons", "employment", "reports"):
        for key, number in found.counts.get(name, {}).items():
            table.add_row(say(f"registers.{name}.{key}", lang), count(number))
            if key == "seekers" and (without := found.counts["seekers"]["without_wishes"]):
                table.add_row(say("registers.seekers.without_wishes", lang), count(without))
    large = found.figures.filter(pl.col("level").is_in(SHOWN_LEVELS))
    figures = Table(box=None, pad_edge=False, title=say("registers.figures", lang), title_justify="left")
    figures.add_column()
    for name in ("registered", "willing", "employed", "leavers"):
        figures.add_column(say(f"registers.{name}", lang), justify="right")
    for row in large.iter_rows(named=True):
        where = say("registers.all", lang) if row["level"] == "all" else row["name"]
        figures.add_row(where, *(count(row[name]) for name in ("registered", "willing", "employed", "leavers")))
    parts: list[RenderableType] = [table, "", figures, ""]
    if without := found.counts["seekers"]["without_wishes"]:
        parts.append(Text(say("registers.ask_wishes", lang, number=count(without))))
    if found.review.height:
        parts.append(Text(say("registers.decide", lang, number=count(found.review.height), file=path / REVIEW)))
    parts.append(Text(say("registers.wrote", lang, path=path)))
    return Group(*parts)


def _with_words(left_out: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """The table with each reason in words."""
    words = [
        say(f"left_out.{row['reason']}", lang, **{name: "" if value is None else value for name, value in row.items()})
        for row in left_out.iter_rows(named=True)
    ]
    return left_out.with_columns(pl.Series("why", words, dtype=pl.String))


def _write_review(review: pl.DataFrame, path: Path, lang: Lang) -> None:
    """The cases, with a column to be filled in by hand."""
    table = review.with_columns(pl.col("birth_date", "other_birth_date").cast(pl.String))
    table = table.with_columns(
        pl.col("kind").replace({kind: say(f"registers.kind.{kind}", lang) for kind in ("duplicate", "employed")})
    )
    columns = [_shown(name, lang) for name in table.columns]
    with Book(path, lang, lambda _: None) as book:
        title = say("registers.review.title", lang)
        book.table(say("registers.review", lang), title, "links.csv", columns, table)


def _shown(name: str, lang: Lang) -> Shown:
    code = f"review.{name.removeprefix('other_')}"
    header = say(code, lang) if code in PHRASES else name
    if name.startswith("other_"):
        header = say("review.other", lang, header=header)
    kind = {"probability": "money", "line": "count", "other_line": "count", "same": "blank"}.get(name, "text")
    return Shown(name, header, kind, 34 if name == "case" else None)  # type: ignore[arg-type]
