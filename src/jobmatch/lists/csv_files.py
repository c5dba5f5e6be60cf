"""Read CSV files: encodings, separators, title rows, and the true number of every row."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from jobmatch.lists.columns import ListSpec
from jobmatch.lists.faultlog import LISTED, FaultLog
from jobmatch.lists.headers import SEARCHED, assign_columns, count_known, find_header, note_no_header
from jobmatch.lists.raw import RawTable, column_letter, raw_table
from jobmatch.lists.text import BLANKS, tidy

_HEAD = 1 << 20
_CHUNK = 50_000
_SEPARATORS = ",;\t"


def read_csv(path: Path, spec: ListSpec, log: FaultLog) -> RawTable | None:
    """Read a CSV file as text; None if a fault that was noted makes that impossible."""
    text = decode(path.read_bytes(), log)
    if text is None:
        return None
    if not text.strip(BLANKS):
        log.whole("file_empty")
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator, head = _head(text, spec)
    at = find_header([[tidy(cell) for cell in record] for _, record in head], spec)
    if at is None:
        note_no_header([record for _, record in head], spec, log)
        return None
    end, header = head[at]
    while len(header) > 1 and not tidy(header[-1]):
        header.pop()
    assigned = assign_columns(header, spec, log)
    columns = _body(text[end:], len(header), at + 2, separator, log)
    if columns is None:
        return None
    _note_formulas(columns, header, at + 2, log)
    return raw_table(header, assigned, columns, at + 2, log)


def decode(data: bytes, log: FaultLog) -> str | None:
    """The text of a file in UTF-8, with or without byte order mark, or else in GB18030."""
    if b"\x00" in data:
        log.whole("file_binary", row=_row_at(data, data.index(b"\x00")))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        start = fault.start
    # Chinese text in GB18030 is hardly ever valid UTF-8 for long: a file that is, up to some byte, is damaged UTF-8.
    sound = data[:start].decode("utf-8", "ignore")
    if data.startswith(b"\xef\xbb\xbf") or sum(char >= "\u0800" for char in sound) >= 4:
        log.whole("file_encoding", row=_row_at(data, start))
        return None
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as fault:
        log.whole("file_encoding", row=_row_at(data, fault.start))
        return None


def _row_at(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def _head(text: str, spec: ListSpec) -> tuple[str, list[tuple[int, list[str]]]]:
    """The separator that shows most known headers, and the first records with the place where each ends."""
    best: tuple[int, int, str, list[tuple[int, list[str]]]] | None = None
    for order, separator in enumerate(_SEPARATORS):
        records = list(_records(text[:_HEAD], separator))
        known = max((count_known([tidy(cell) for cell in record], spec) for _, record in records), default=0)
        fields = max((len(record) for _, record in records), default=0)
        if best is None or (known, fields, -order) > (best[0], best[1], -_SEPARATORS.index(best[2])):
            best = known, fields, separator, records
    assert best is not None
    return best[2], best[3]


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    lines = io.StringIO(text, newline="\n")
    reader = csv.reader(iter(lines.readline, ""), delimiter=separator)
    try:
        for record in itertools.islice(reader, SEARCHED):
            yield lines.tell(), record
    except csv.Error:  # a cell beyond all bounds: what was read before it may still hold the header
        return


def _body(text: str, width: int, first_row: int, separator: str, log: FaultLog) -> list[pl.Series] | None:
    """The columns below the header."""
    if not text:
        return [pl.Series(dtype=pl.String) for _ in range(width)]
    columns = _fast_body(text, width, separator) if width > 1 else None
    return columns or _slow_body(text, width, first_row, separator, log)


def _fast_body(text: str, width: int, separator: str) -> list[pl.Series] | None:
    """The columns as polars reads them; None if there is anything odd: the slow way says what.

    Polars forgives quotation marks that are not closed or stand inside a cell, so these are looked for first.
    """
    if '"' in text and not _well_quoted(text, separator):
        return None
    try:
        frame = pl.read_csv(
            io.BytesIO(text.encode()),
            has_header=False,
            schema={str(place): pl.String for place in range(width)},
            separator=separator,
            quote_char='"' if '"' in text else None,
        )
    except pl.exceptions.PolarsError:
        return None
    lines = text.count("\n") + (not text.endswith("\n"))
    return frame.get_columns() if frame.height == lines else None


def _well_quoted(text: str, separator: str) -> bool:
    """Whether every line by itself is made of plain cells and of whole quoted ones."""
    cell = f'(?:[^"{separator}]*|"(?:[^"]|"")*")'
    lines = pl.Series(text.split("\n"), dtype=pl.String)
    return bool(lines.str.contains(f"^{cell}(?:{separator}{cell})*$").all())


def _slow_body(text: str, width: int, first_row: int, separator: str, log: FaultLog) -> list[pl.Series] | None:
    """The columns, record by record: for quoted cells, and to name the rows that do not fit."""
    lines = io.StringIO(text, newline="\n")
    reader = csv.reader(iter(lines.readline, ""), delimiter=separator, strict=True)
    parts: list[list[pl.Series]] = [[] for _ in range(width)]
    row, ragged = first_row, 0
    try:
        while chunk := list(itertools.islice(reader, _CHUNK)):
            for record in chunk:
                if len(record) != width:
                    ragged += _fit(record, width, row, ragged, log)
                row += 1
            for part, cells in zip(parts, zip(*chunk, strict=True), strict=True):
                part.append(pl.Series(cells, dtype=pl.String))
    except csv.Error as fault:
        bad = first_row + _complete_records(text, separator)
        log.whole("cell_too_long" if "limit" in str(fault) else "quote_broken", row=bad)
        return None
    if ragged:
        return None
    return [pl.concat(part) if part else pl.Series(dtype=pl.String) for part in parts]


def _fit(record: list[str], width: int, row: int, ragged: int, log: FaultLog) -> int:
    """Make a record as wide as the header; 1 if that would lose a cell."""
    surplus = any(cell.strip(BLANKS) for cell in record[width:])
    if surplus and ragged < LISTED:
        log.whole("row_ragged", row=row, value=record[width], fields=len(record), width=width)
    record[width:] = []
    record.extend([""] * (width - len(record)))
    return int(surplus)


def _complete_records(text: str, separator: str) -> int:
    lines = io.StringIO(text, newline="\n")
    reader = csv.reader(iter(lines.readline, ""), delimiter=separator, strict=True)
    count = 0
    try:
        for _ in reader:
            count += 1
    except csv.Error:
        pass
    return count


def _note_formulas(columns: list[pl.Series], header: list[str], first_row: int, log: FaultLog) -> None:
    """Note cells that begin like a formula, and leave them empty."""
    total, first = 0, None
    for place, column in enumerate(columns):
        found = column.str.contains(r"^\s*=").fill_null(False).arg_true()
        total += len(found)
        columns[place] = column.clone().scatter(found, None) if len(found) else column
        if len(found) and (first is None or int(found[0]) < first[0]):
            first = int(found[0]), place
    if first is not None:
        row, place = first[0] + first_row, first[1]
        log.whole(
            "formula_cell", row=row, column=tidy(header[place]), value=f"{column_letter(place)}{row}", total=total
        )
