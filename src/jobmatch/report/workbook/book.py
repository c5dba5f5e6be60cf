"""A workbook as it is filled: sheets of one table each, styled alike, ready to print; text stays text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import polars as pl
import xlsxwriter

from jobmatch.words import Lang, say

MOST_ROWS = 1_000_000
"""Rows of a sheet, of the 1,048,576 that Excel has room for; what is beyond goes to another sheet."""

NOW_AND_THEN = 1_000
"""Rows after which it is told how many there are."""

MOST_BREAKS = 1_000
"""Groups that begin on pages of their own in one sheet; Excel knows 1,023 such breaks."""

MOST_CHARACTERS = 32_767
"""Characters of a cell."""

A4_LANDSCAPE, MARGIN = 11.69, 0.4
"""Inches: the width of a page, and of its margins."""

WIDER = 1.4
"""How much wider columns may come out than they are meant, where another font stands in for that of the workbook."""

NAME = 31
"""Characters of a sheet's name."""

Kind = Literal["text", "count", "money", "blank"]

FORMATS: dict[Kind, dict[str, Any]] = {
    "text": {"num_format": "@", "valign": "vcenter"},
    "count": {"num_format": "#,##0", "valign": "vcenter", "indent": 1},
    "money": {"num_format": "#,##0.00", "valign": "vcenter", "indent": 1},
    "blank": {"bottom": 1, "bottom_color": "#999999"},
}

TO_SIGN = 30
"""Points: how high rows are that somebody signs."""

WIDTHS = {"text": 14, "count": 11, "money": 14, "blank": 16}


@dataclass(frozen=True)
class Shown:
    """A column of a sheet: its name in the table, its header, how its cells look.

    A blank one is written on by hand; of `choices` one can be picked.
    """

    name: str
    header: str
    kind: Kind = "text"
    width: int | None = None
    choices: tuple[str, ...] = ()


class Book:
    """An Excel file that is written row by row, so that its size costs no memory."""

    def __init__(self, path: Path, lang: Lang, tell: Callable[[int], None], source: str = "workbook.source") -> None:
        """`path` is written when the book is closed; `tell` is told now and then how many rows there are.

        `source` is the code of what is said of where a sheet comes from.
        """
        self._from = source
        self._tell, self._written = tell, 0
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(path, options)
        self._lang: Lang = lang
        self._title = self._book.add_format({"bold": True, "font_size": 13})
        self._note = self._book.add_format({"italic": True, "font_color": "#666666"})
        self._head = self._book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4", "text_wrap": True})
        self._label = self._book.add_format({"bold": True, "valign": "top"})
        self._wrap = self._book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self._cell = {kind: self._book.add_format(look) for kind, look in FORMATS.items()}

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def _sheet(self, name: str, title: str, source: str) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, title, self._title)
        sheet.write_string(1, 0, say(self._from, self._lang, files=source), self._note)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=MARGIN, right=MARGIN)
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def lines(self, name: str, title: str, source: str, rows: Sequence[tuple[str, str]]) -> None:
        """A sheet of labels and texts."""
        sheet = self._sheet(name, title, source)
        _set_widths(sheet, (16, 90))
        for at, (label, value) in enumerate(rows, start=3):
            sheet.write_string(at, 0, label, self._label)
            sheet.write_string(at, 1, _cut(value), self._wrap)

    def table(
        self,
        name: str,
        title: str,
        source: str,
        columns: Sequence[Shown],
        table: pl.DataFrame,
        group: str | None = None,
    ) -> None:
        """A sheet of a table, more sheets where it is long; rows of each `group` begin on a page of their own."""
        for number, (first, part) in enumerate(_parts(table, group), start=1):
            suffix = "" if number == 1 else f" {number}"
            sheet = self._sheet(f"{name[: NAME - len(suffix)]}{suffix}", title, source)
            _set_widths(sheet, [column.width or WIDTHS[column.kind] for column in columns])
            for at, column in enumerate(columns):
                sheet.write_string(3, at, column.header, self._head)
            self._rows(sheet, columns, part)
            sheet.freeze_panes(4, 0)
            sheet.repeat_rows(3)
            if part.height:
                sheet.autofilter(3, 0, 3 + part.height, len(columns) - 1)
            for at, column in enumerate(columns):
                if column.choices and part.height:
                    picked = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
                    sheet.data_validation(4, at, 3 + part.height, at, picked)
            if first:
                sheet.set_h_pagebreaks([4 + row for row in first])

    def _rows(self, sheet: Any, columns: Sequence[Shown], part: pl.DataFrame) -> None:
        kinds = [(column.kind, self._cell[column.kind]) for column in columns]
        cells = part.select(column.name for column in columns if column.kind != "blank")
        there = [at for at, column in enumerate(columns) if column.kind != "blank"]
        blank = [at for at, column in enumerate(columns) if column.kind == "blank"]
        for row, values in enumerate(cells.iter_rows(), start=4):
            self._written += 1
            if self._written % NOW_AND_THEN == 0:
                self._tell(self._written)
            for at, value in zip(there, values, strict=True):
                kind, look = kinds[at]
                if value is None or value == "":
                    continue
                if kind == "text":
                    sheet.write_string(row, at, _cut(str(value)), look)
                else:
                    sheet.write_number(row, at, value, look)
            for at in blank:
                sheet.write_blank(row, at, None, kinds[at][1])
            if blank:
                sheet.set_row(row, TO_SIGN)


def _set_widths(sheet: Any, widths: Sequence[int]) -> None:
    """Widths of columns, and the scale at which a page is as wide: fitting to a page would undo breaks of groups."""
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    inches = WIDER * sum(7 * width + 5 for width in widths) / 96
    sheet.set_print_scale(max(10, min(100, int(100 * (A4_LANDSCAPE - 2 * MARGIN) / inches))))


def _cut(text: str) -> str:
    """As much of a text as a cell holds, which counts in UTF-16."""
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * MOST_CHARACTERS else units[: 2 * MOST_CHARACTERS].decode("utf-16-le", "ignore")


def _parts(table: pl.DataFrame, group: str | None) -> Iterator[tuple[list[int], pl.DataFrame]]:
    """A table in parts that fit a sheet each, and in which rows of each part another group begins."""
    if group is None or not table.height:
        for start in range(0, max(1, table.height), MOST_ROWS):
            yield [], table.slice(start, MOST_ROWS)
        return
    changes = table[group].ne_missing(table[group].shift()).arg_true().to_list()
    begins = [*sorted({0, *changes}), table.height]
    first = 0
    while first < len(begins) - 1:
        last = first + 1
        while last < len(begins) - 1 and last - first < MOST_BREAKS and begins[last + 1] - begins[first] <= MOST_ROWS:
            last += 1
        start, stop = begins[first], begins[last]
        for at in range(start, stop, MOST_ROWS):  # one group alone may be longer than a sheet
            breaks = [row - start for row in begins[first + 1 : last]] if at == start else []
            yield breaks, table.slice(at, min(MOST_ROWS, stop - at))
        first = last
