"""Read Excel workbooks: the right sheet, the true row numbers, and refusals where Excel has changed the data."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from jobmatch.lists.cells import text_series
from jobmatch.lists.columns import ListSpec
from jobmatch.lists.excel_scan import SheetScan, scan_sheet
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.headers import SEARCHED, Assigned, assign_columns, find_header, known_column, note_no_header
from jobmatch.lists.raw import RawTable, column_letter, raw_table
from jobmatch.lists.text import tidy

_DAMAGED = (
    CalamineError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, EOFError, StopIteration,
    NotImplementedError, ValueError, RuntimeError,
)  # fmt: skip
Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class _Sheet:
    """A sheet with content: its cells, what a look into its file found, and the place of its header if it has one."""

    sheet: CalamineSheet
    rows: Rows
    scan: SheetScan | None
    header: int | None


def read_excel(path: Path, spec: ListSpec, log: FaultLog) -> RawTable | None:
    """Read the first sheet that holds the list; None if a fault that was noted makes that impossible."""
    filled = _filled(path, spec, log)
    if not filled:
        return None
    chosen = next((each for each in filled if each.header is not None), filled[0])
    if len(filled) > 1:
        log.whole("sheet_chosen", value=chosen.sheet.name)
    if chosen.header is None:
        note_no_header([[_title(cell) for cell in row] for row in chosen.rows[:SEARCHED]], spec, log)
        return None
    return _read_sheet(chosen, spec, log)


def read_excel_sheets(path: Path, spec: ListSpec, column: str, log: FaultLog) -> list[tuple[FaultLog, RawTable | None]]:
    """Read every sheet that has a column, each with a log of its own that names the sheet.

    Without such a sheet the list has one table, the one that `read_excel` reads, with what is wrong with it in `log`.
    """
    found = []
    for each in _filled(path, spec, log, all_sheets=True):
        if each.header is None:
            continue
        named = {known.name for cell in each.rows[each.header] if (known := known_column(_title(cell), spec))}
        if column not in named and named >= set(spec.key):
            log.whole("sheet_passed_over", value=each.sheet.name, column=column)
        if column in named:
            own = FaultLog(log.name, f"{log.file} [{each.sheet.name}]")
            found.append((own, _read_sheet(each, spec, own)))
    if not found and not log.errors:
        return [(log, read_excel(path, spec, log))]
    return [*found, (log, None)] if log.issues() else found or [(log, None)]


def _filled(path: Path, spec: ListSpec, log: FaultLog, *, all_sheets: bool = False) -> list[_Sheet]:
    """The sheets with content, the last of them the first with a header where a book has many; none: see the log."""
    if path.stat().st_size == 0:
        log.whole("file_empty")
        return []
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            return _sheets(book, path, spec, log, all_sheets)
    except PasswordError:
        log.whole("file_password")
    except _DAMAGED:
        log.whole("file_corrupt", value=path.suffix.lower())
    return []


def _sheets(book: CalamineWorkbook, path: Path, spec: ListSpec, log: FaultLog, all_sheets: bool) -> list[_Sheet]:
    tables = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    names = [sheet.name for sheet in tables if sheet.visible == SheetVisibleEnum.Visible]
    names = names or [sheet.name for sheet in tables]
    filled = []
    for name in names:
        scan = scan_sheet(path, name) if path.suffix.lower() != ".xls" else None
        if scan is not None and scan.too_large:
            log.whole("sheet_too_large", value=name, cell=f"{scan.last_column}{scan.last_row}")
            return []
        sheet = book.get_sheet_by_name(name)
        rows: Rows = sheet.to_python(skip_empty_area=False)
        if any(cell not in ("", None) for row in rows for cell in row):
            head = [[_title(cell) for cell in row] for row in rows[:SEARCHED]]
            filled.append(_Sheet(sheet, rows, scan, find_header(head, spec)))
            if filled[-1].header is not None and len(names) > SEARCHED and not all_sheets:
                break
    if not filled:
        log.whole("file_empty")
    return filled


def _title(cell: object) -> str:
    return tidy(cell) if isinstance(cell, str) else ("" if cell is None else str(cell))


def _read_sheet(each: _Sheet, spec: ListSpec, log: FaultLog) -> RawTable | None:
    at = each.header
    assert at is not None
    header = [_title(cell) for cell in each.rows[at]]
    assigned = assign_columns(header, spec, log)
    _note_hidden(each.sheet, each.scan, at, assigned, log)
    cells: Sequence[Sequence[object]] = list(zip(*each.rows[at + 1 :], strict=True)) or [()] * len(header)
    columns = [text_series(column) for column in cells]
    masks = _not_text(cells, assigned, spec)
    return raw_table(header, assigned, columns, at + 2, log, masks)


def _note_hidden(sheet: CalamineSheet, scan: SheetScan | None, at: int, assigned: Assigned, log: FaultLog) -> None:
    """Note formulas, error values and merged cells in the header or below it."""
    if scan is not None:
        own = {column_letter(place): name for name, place in assigned.unknown}
        left_out = {column_letter(place) for place in assigned.dropped}
        if (first := scan.formulas.below(at + 1, own.keys() | left_out)) is not None:
            log.whole("formula_cell", value=first[0], total=first[1])
        for letter in own.keys() & scan.formulas.columns.keys():
            others = scan.formulas.columns.keys() - {letter}
            if (first := scan.formulas.below(at + 1, others)) is not None:
                log.whole("formula_own_column", column=own[letter], value=first[0], total=first[1])
        if (first := scan.errors.below(at + 1)) is not None:
            log.whole("excel_error_cell", value=first[0], total=first[1])
    merged = [(start, end) for start, end in sheet.merged_cell_ranges or [] if end[0] >= at]
    if merged:
        (row, column), (last_row, last_column) = min(merged)
        name = f"{column_letter(column)}{row + 1}:{column_letter(last_column)}{last_row + 1}"
        log.whole("merged_cells", row=row + 1, value=name, total=len(merged))


def _not_text(cells: Sequence[Sequence[object]], assigned: Assigned, spec: ListSpec) -> dict[int, pl.Series]:
    """Masks of the id columns' cells that Excel holds as numbers, dates or flags."""
    masks = {}
    for name, place in assigned.known.items():
        column = spec.column(name)
        if column is not None and column.kind == "id" and not set(map(type, cells[place])) <= {str}:
            masks[place] = pl.Series([not isinstance(cell, str) for cell in cells[place]], dtype=pl.Boolean)
    return masks
