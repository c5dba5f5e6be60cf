"""What reading an xlsx sheet would hide: formulas, error values, and stray cells far out.

The reader returns a formula's cached value (0, if the program that wrote the file computed none) and an empty cell
for ``#N/A``; a stray cell in the last corner would make it fill the memory. So the sheet's XML is searched first.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

_CHUNK = 1 << 20
_MOST_CELLS = 60_000_000
_KEPT = 50
"""Cells of a sort that are remembered in each column: more than there can be above the header."""

_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>\s*(<(?:\w+:)?f[\s>/])?")
_REF = re.compile(rb"\br=[\"']([A-Z]+)(\d+)[\"']")
_FAR_COLUMN = re.compile(rb'r="([A-Z]{2,3})\d')  # begins with plain text, which makes the search ten times faster
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"'](\d+)[\"']")
_ERROR = re.compile(rb"\bt=[\"']e[\"']")


@dataclass(slots=True)
class Found:
    """Cells of one sort, by the letter of their column ("" where the file does not say it).

    Of each column (row, name) of the first of them, in the order of the sheet, and how many there are.
    """

    columns: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)

    def add(self, attributes: bytes, row: int) -> None:
        ref = _REF.search(attributes)
        letter = ref[1].decode() if ref else ""
        first = self.columns.setdefault(letter, [])
        self.totals[letter] = self.totals.get(letter, 0) + 1
        if len(first) < _KEPT:
            first.append((int(ref[2]), (ref[1] + ref[2]).decode()) if ref else (row, f"row {row}"))

    def below(self, row: int, without: Collection[str] = ()) -> tuple[str, int] | None:
        """The first such cell at or below a row, in columns other than some, and how many there are."""
        rest: list[tuple[int, int, str]] = []
        total = 0
        for letter, first in self.columns.items():
            if letter not in without:
                above = sum(at < row for at, _ in first)
                rest += [(at, _column_number(letter), name) for at, name in first[above : above + 1]]
                total += self.totals[letter] - above
        return (min(rest)[2], total) if rest else None


@dataclass(slots=True)
class SheetScan:
    """What a sheet's XML says."""

    formulas: Found = field(default_factory=Found)
    errors: Found = field(default_factory=Found)
    last_row: int = 0
    last_column: str = "A"

    @property
    def too_large(self) -> bool:
        """Whether the rectangle up to the last cell is beyond any list."""
        return self.last_row * _column_number(self.last_column) > _MOST_CELLS


def scan_sheet(path: Path, sheet: str) -> SheetScan:
    """Search the XML of a sheet.

    Raises
    ------
    zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError, EOFError, zlib.error
        The workbook is damaged.
    """
    scan = SheetScan()
    with zipfile.ZipFile(path) as archive, archive.open(_part_of(archive, sheet)) as stream:
        for chunk in _chunks(stream):
            _scan_chunk(chunk, scan)
    return scan


def _scan_chunk(chunk: bytes, scan: SheetScan) -> None:
    rows = chunk.rfind(b"row ")
    if rows >= 0 and (last := _ROW.search(chunk, max(0, chunk.rfind(b"<", 0, rows)))):
        scan.last_row = max(scan.last_row, int(last[1]))
    for far in _FAR_COLUMN.finditer(chunk):
        name = far[1].decode()
        if _column_number(name) > _column_number(scan.last_column):
            scan.last_column = name
    if any(mark in chunk for mark in (b"<f", b":f", b'"e"', b"'e'")):
        for cell in _CELL.finditer(chunk):
            if cell[2]:
                scan.formulas.add(cell[1], scan.last_row)
            elif _ERROR.search(cell[1]):
                scan.errors.add(cell[1], scan.last_row)


def _chunks(stream: object) -> Iterator[bytes]:
    """Pieces of the XML that end between two cells."""
    rest = b""
    while piece := stream.read(_CHUNK):  # type: ignore[attr-defined]
        piece = rest + piece
        cut = max(piece.rfind(b"</row>"), piece.rfind(b"</c>"), piece.rfind(b":row>"), piece.rfind(b":c>"))
        if cut < 0:
            rest = piece
            continue
        yield piece[:cut]
        rest = piece[cut:]
    yield rest


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The path of a sheet's XML inside the workbook."""
    base, book = _workbook(archive)
    target = None
    for entry in book.iter():
        if entry.tag.endswith("}sheet") and entry.get("name") == sheet:
            target = next((value for key, value in entry.attrib.items() if key.endswith("}id")), None)
    folder, name = posixpath.split(base)
    relations = ElementTree.fromstring(archive.read(f"{folder}/_rels/{name}.rels".lstrip("/")))
    for relation in relations:
        if relation.get("Id") == target:
            path = relation.get("Target", "")
            return path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
    raise KeyError(sheet)


def _workbook(archive: zipfile.ZipFile) -> tuple[str, ElementTree.Element]:
    relations = ElementTree.fromstring(archive.read("_rels/.rels"))
    kind = "/officeDocument"
    target = next(entry.get("Target", "") for entry in relations if entry.get("Type", "").endswith(kind))
    path = target.lstrip("/")
    return path, ElementTree.fromstring(archive.read(path))


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
