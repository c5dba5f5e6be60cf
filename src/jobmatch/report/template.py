"""Empty lists to fill in, as Excel files: headers, notes on each, drop-downs, and cells that leave ids as they are."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from jobmatch.lists import LISTS, choices, header_of
from jobmatch.lists.columns import SEEKERS, Column, Kind
from jobmatch.words import Lang, say

ROWS = 1_048_576
"""Rows of a sheet."""

TEXT = "@"
LOOKS: dict[Kind, str] = {
    "date": "yyyy-mm-dd",
    "birth_date": "yyyy-mm-dd",
    "vacancies": "0",
    "age": "0",
    "share": "0.00",
}
"""How cells look that are no text: dates and numbers; a wage may be a range."""

WIDTH = 18


def write_template(path: Path, which: str, lang: Lang = "en") -> None:
    """Write one of the two lists, empty.

    Parameters
    ----------
    path
        The file to write; what is there is replaced.
    which
        ``"seekers"`` or ``"jobs"``.
    lang
        Of headers, notes and drop-downs: ``"en"`` or ``"zh"``.
    """
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(say(f"template.{which}", lang))
        head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1, "num_format": TEXT})
        must = book.add_format({"bold": True, "bg_color": "#FFE9B8", "bottom": 1, "num_format": TEXT})
        columns = [column for column in LISTS[which].columns if column.kind != "dropped"]
        if which == "seekers":
            columns.insert(1, NAME)
        for at, column in enumerate(columns):
            look = book.add_format({"num_format": LOOKS.get(column.kind, TEXT)})
            sheet.set_column(at, at, WIDTH, look)
            sheet.write_string(0, at, header_of(column.name, lang, which), must if column.required else head)
            sheet.write_comment(0, at, _note(column, which, lang), {"x_scale": 2, "author": "jobmatch"})
            words = choices(column.kind, lang)
            if words:
                known = {"validate": "list", "source": words, "error_type": "warning"}
                # classes and states may be others than those that are offered
                free = {"show_error": False} if column.kind in ("priority", "status") else {}
                sheet.data_validation(1, at, ROWS - 1, at, known | free)
        sheet.freeze_panes(1, 1)


NAME = next(column for column in SEEKERS.columns if column.name == "name")
"""What people are called helps those who fill in the list; it is left out when the list is read."""


def _note(column: Column, which: str, lang: Lang) -> str:
    """What the column is, what may stand there, and whether something must."""
    words = choices(column.kind, lang)
    parts = [say(f"template.{which}.{column.name}", lang)]
    if words:
        parts.append(say("template.choices", lang, choices=say("comma", lang).join(words)))
    if column.required:
        parts.append(say("template.required", lang))
    return " ".join(parts)
