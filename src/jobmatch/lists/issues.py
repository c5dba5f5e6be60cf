"""An issue: one fault of the inputs, with its place and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

import polars as pl

from jobmatch.words import Lang, Said, Severity, said, say, severity

VALUE_WIDTH = 80
"""Longest cell text that an issue quotes, in characters."""

_COLUMNS = ("list", "file", "row", "id", "column", "value", "severity", "code", "message", "advice")


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
    said = {"row": row, "id": id, "column": column, "value": text, **quoted}
    message, advice = _sentences(code, said, "en")
    return Issue(list, file, row, id, column, text, severity(code), code, message, advice, said)


def issue_text(issue: Issue, lang: Lang) -> tuple[str, str]:
    """Message and advice of an issue in a language."""
    return _sentences(issue.code, issue.fields, lang)


def _sentences(code: str, fields: Mapping[str, object], lang: Lang) -> tuple[str, str]:
    message = say(str(fields.get("phrase", code)), lang, **fields)
    advice = say(f"{code}.advice", lang, **fields)
    choices = fields.get("choices")
    if isinstance(choices, Sequence) and choices:
        listed = ", " if lang == "en" else "、"
        advice = f"{say('did_you_mean', lang, choices=listed.join(map(str, choices)))} {advice}"
    return message, advice


def issues_table(issues: Iterable[Issue]) -> pl.DataFrame:
    """The issues as a table, one row each, with the columns ``list`` to ``advice`` of `Issue`."""
    schema = {name: pl.Int64 if name == "row" else pl.String for name in _COLUMNS}
    return pl.DataFrame([[getattr(issue, name) for name in _COLUMNS] for issue in issues], schema=schema, orient="row")


def base_name(path: object) -> str:
    """The part of a path that an issue names."""
    return PurePath(str(path)).name


def errors_message(issues: Sequence[Issue], count: int) -> Said:
    """One line that says how many errors there are, in which files, and the first of them."""
    errors = [issue for issue in issues if issue.severity == "error"]
    files = tuple(dict.fromkeys(issue.file or issue.list for issue in errors))
    first = errors[0]
    where = said(
        "place",
        file=first.file or first.list,
        row="" if first.row is None else said("place_row", row=first.row),
        column="" if first.column is None else said("place_column", column=first.column),
        message=said(str(first.fields.get("phrase", first.code)), **first.fields),
    )
    return said("one_error" if count == 1 else "errors", count=count, files=files, first=where)
