"""Faults of the inputs as a table for the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jobmatch.lists.issues import Issue, faults_in, file_of, issue_text, issues_table
from jobmatch.report.numbers import count
from jobmatch.words import Lang, say

COLOURS = {"error": "red", "warning": "yellow"}


def faults_view(issues: Sequence[Issue], lang: Lang = "en", *, most: int = 40) -> RenderableType:
    """A table of faults, errors first, at most `most` rows, and a line with the counts."""
    if not issues:
        return Text(say("issues.none", lang), style="green")
    errors = sum(faults_in(issue) for issue in issues if issue.severity == "error")
    total = sum(map(faults_in, issues))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column()
    for label in ("place", "value", "message"):
        table.add_column(say(f"issues.{label}", lang), overflow="fold")
    first = sorted(issues, key=lambda issue: issue.severity != "error")[:most]
    for issue in first:
        message, advice = issue_text(issue, lang)
        table.add_row(
            Text(say(f"severity.{issue.severity}", lang), style=COLOURS[issue.severity]),
            Text(_place(issue, lang)),
            Text(issue.value or ""),
            Text(f"{message}\n→ {advice}"),
        )
    parts: list[RenderableType] = [table]
    if len(issues) > most:
        parts.append(Text(say("issues.more", lang, count=count(total - sum(map(faults_in, first))))))
    totals = say("issues.count", lang, errors=count(errors), warnings=count(total - errors))
    return Group(*parts, Text(), Text(totals, style="bold"))


def faults_csv(issues: Sequence[Issue], lang: Lang = "en") -> bytes:
    """The faults as CSV in UTF-8, with a byte order mark so that Excel shows Chinese."""
    said = []
    for issue in issues:
        message, advice = issue_text(issue, lang)
        said.append(replace(issue, message=message, advice=advice))
    return b"\xef\xbb\xbf" + issues_table(said).drop("fields").write_csv().encode()


def _place(issue: Issue, lang: Lang) -> str:
    file = file_of(issue).text(lang)
    place = file if issue.row is None else say("issues.row", lang, file=file, row=issue.row)
    return "\n".join(part for part in (place, issue.column, issue.id) if part)
