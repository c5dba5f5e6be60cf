"""An issue: one fault of the inputs, with its place and what to do about it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from string import Formatter
from typing import Any

import polars as pl

from jobmatch.words import PHRASES, Lang, Said, Severity, said, severity

VALUE_WIDTH = 80
"""Longest cell text that an issue quotes, in characters."""

_COLUMNS = ("list", "file", "row", "id", "column", "value", "severity", "code", "message", "advice")

_OWN = {"id", "column", "value"}
"""Fields of sentences that have a column of their own, whatever else becomes of the table."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One fault of the inputs.

    Attributes
    ----------
    list
        Which input: ``seekers``, ``jobs``, ``pairs``, ``regions``, ``decisions``, ``distances`` or ``policy``.
    file
        Base name of the file; empty for tables from Python.
    row
        As the spreadsheet numbers it (header and titles counted); for tables from Python the data row, from 1; None:
        the whole file.
    id
        The row's person or job id, where known.
    column
        Canonical column name, with the header as written in brackets if that differs.
    value
        The offending cell, cut at 80 characters.
    severity, code
        ``error`` or ``warning``, and the stable name of the kind of fault.
    message, advice
        English, one line each: what is wrong, what to do.
    fields
        What the sentences were made from, so that they can be said in another language.
    """

    list: str
    file: str
    row: int | None
    id: str | None
    column: str | None
    value: str | None
    severity: Severity
    code: str
    message: str
    advice: str
    fields: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


def shown(value: object) -> str:
    """A cell as an issue quotes it: one line, at most 80 characters."""
    text = re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", str(value))
    return text if len(text) <= VALUE_WIDTH else text[: VALUE_WIDTH - 1] + "…"


def make_issue(
    code: str,
    *,
    list: str,
    file: str = "",
    row: int | None = None,
    id: str | None = None,
    column: str | None = None,
    value: object = None,
    **fields: object,
) -> Issue:
    """An issue with its sentences taken from the catalogue.

    Parameters
    ----------
    code
        A code of ``jobmatch.words.ISSUES``.
    fields
        Further fields of the sentences. ``choices``, a sequence of texts, puts "Did you mean …?" before the advice.
        ``phrase`` names another phrase than the code's own for the message.
    """
    text = None if value is None else shown(value)
    quoted = {name: shown(entry) if isinstance(entry, str) else entry for name, entry in fields.items()}
    filled = {"row": row, "id": id, "column": column, "value": text, **quoted}
    message, advice = _sentences(code, filled)
    return Issue(list, file, row, id, column, text, severity(code), code, str(message), str(advice), filled)


def faults_in(issue: Issue) -> int:
    """How many faults an issue tells of: 1, but of the last of many alike, which stands for those not listed."""
    more = issue.fields["more"] if issue.fields.get("phrase") == "more_alike" else 1
    assert isinstance(more, int)
    return more


def issue_text(issue: Issue, lang: Lang) -> tuple[str, str]:
    """Message and advice of an issue in a language."""
    message, advice = _sentences(issue.code, issue.fields)
    return message.text(lang), advice.text(lang)


def _sentences(code: str, fields: Mapping[str, object]) -> tuple[Said, Said]:
    message, advice = said(str(fields.get("phrase", code)), **fields), said(f"{code}.advice", **fields)
    choices = fields.get("choices")
    if isinstance(choices, Sequence) and choices:
        advice = said("advised", meant=said("did_you_mean", choices=choices), advice=advice)
    return message, advice


def issues_table(issues: Iterable[Issue]) -> pl.DataFrame:
    """The issues as a table, one row each, with the columns ``list`` to ``advice`` of `Issue`, and ``fields``.

    ``fields`` is what else the sentences were made from, as JSON: nothing that they do not show.
    """
    schema = {name: pl.Int64 if name == "row" else pl.String for name in (*_COLUMNS, "fields")}
    rows = [[*(getattr(issue, name) for name in _COLUMNS), _further(issue)] for issue in issues]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _further(issue: Issue) -> str | None:
    """The fields that an issue's sentences show and no column of its own holds, as JSON; None without any."""
    shown_by = [PHRASES[str(issue.fields.get("phrase", issue.code))], PHRASES[f"{issue.code}.advice"]]
    named = {name for phrase in shown_by for _, name, _, _ in Formatter().parse(phrase.en) if name}
    kept = {name: issue.fields[name] for name in sorted((named | {"phrase", "choices"}) - _OWN) if name in issue.fields}
    return json.dumps(kept, ensure_ascii=False, default=_plain) if kept else None


def _plain(value: Any) -> Any:
    """A number of another library as one of Python's, anything else as its text."""
    return value.item() if hasattr(value, "item") else str(value)


def saved_text(row: Mapping[str, Any], lang: Lang) -> tuple[str, str]:
    """Message and advice of a row of `issues_table` in a language: as saved where it does not tell what made them."""
    own = {name: row.get(name) or "" for name in _OWN}
    try:
        fields = {**own, **json.loads(row["fields"] or "{}")}
        message = said(str(fields.get("phrase", row["code"])), **fields).text(lang)
    except (KeyError, ValueError, TypeError):
        return row["message"], row["advice"]
    try:
        return message, _sentences(row["code"], fields)[1].text(lang)
    except KeyError:
        return message, row["advice"]


def base_name(path: object) -> str:
    """The part of a path that an issue names."""
    return PurePath(str(path)).name


def errors_message(issues: Sequence[Issue], count: int) -> Said:
    """One line that says how many errors there are, in which files, and the first of them."""
    errors = [issue for issue in issues if issue.severity == "error"]
    files = {str(file_of(issue)): file_of(issue) for issue in errors}
    first = errors[0]
    message, _ = _sentences(first.code, first.fields)
    where = said(
        "place",
        file=file_of(first),
        row="" if first.row is None else said("place_row", row=first.row),
        column="" if first.column is None else said("place_column", column=first.column),
        message=message,
    )
    listed = tuple(files.values())
    return (
        said("one_error", files=listed, first=where)
        if count == 1
        else said("errors", count=count, files=listed, first=where)
    )


def file_of(issue: Issue) -> Said:
    """The file that an issue is in; of a table from Python which input it is."""
    return said("verbatim", text=issue.file) if issue.file else said(f"list.{issue.list}")
