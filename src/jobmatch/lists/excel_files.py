"""Read Excel workbooks: the right sheet, the true row numbers, and refusals where Excel has changed the data."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
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
from jobmatch.lists.headers import SEARCHED, Assigned, assign_columns, find_header, note_no_header
from jobmatch.lists.raw import RawTable, column_letter, raw_table
from jobmatch.lists.text import tidy

_DAMAGED = (
    CalamineError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, EOFError, StopIteration,
    NotImplementedError, ValueError, RuntimeError,
)  # fmt: skip
Rows = Sequence[Sequence[object]]


def read_excel(path: Path, spec: ListSpec, log: FaultLog) -> RawTable | None:
    """Read the first sheet that holds the list; None if a fault that was noted makes that impossible."""
    if path.stat().st_size == 0:
        log.whole("file_empty")
        return None
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            return _read_book(book, path, spec, log)
    except PasswordError:
        log.whole("file_password")
    except _DAMAGED:
        log.whole("file_corrupt", value=path.suffix.lower())
    return None


def _read_book(book: CalamineWorkbook, path: Path, spec: ListSpec, log: FaultLog) -> RawTable | None:
    tables = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    sheets = [sheet for sheet in tables if sheet.visible == SheetVisibleEnum.Visible] or tables
    filled: list[tuple[CalamineSheet, Rows, SheetScan | None, int | None]] = []
    for name in (sheet.name for sheet in sheets):
        scan = scan_sheet(path, name) if path.suffix.lower() != ".xls" else None
        if scan is not None and scan.too_large:
            log.whole("sheet_too_large", value=name, cell=f"{scan.last_column}{scan.last_row}")
            return None
        sheet = book.get_sheet_by_name(name)
        rows: Rows = sheet.to_python(skip_empty_area=False)
        if any(cell not in ("", None) for row in rows for cell in row):
            head = [[_title(cell) for cell in row] for row in rows[:SEARCHED]]
            filled.append((sheet, rows, scan, find_header(head, spec)))
            if filled[-1][3] is not None and len(sheets) > SEARCHED:
                break
    if not filled:
        log.whole("file_empty")
        return None
    chosen, cells, found, at = next((entry for entry in filled if entry[3] is not None), filled[0])
    if len(filled) > 1:
        log.whole("sheet_chosen", value=chosen.name)
    if at is None:
        note_no_header([[_title(cell) for cell in row] for row in cells[:SEARCHED]], spec, log)
        return None
    return _read_sheet(chosen, cells, found, at, spec, log)


def _title(cell: object) -> str:
    return tidy(cell) if isinstance(cell, str) else ("" if cell is None else str(cell))


def _read_sheet(
    sheet: CalamineSheet, rows: Rows, scan: SheetScan | None, at: int, spec: ListSpec, log: FaultLog
) -> RawTable | None:
    header = [_title(cell) for cell in rows[at]]
    assigned = assign_columns(header, spec, log)
    _note_hidden(sheet, scan, at, assigned, log)
    cells: Sequence[Sequence[object]] = list(zip(*rows[at + 1 :], strict=True)) or [()] * len(header)
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
