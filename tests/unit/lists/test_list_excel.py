"""What a sheet's XML tells before it is read, and the old binary format."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from list_rows import check, read

from jobmatch.lists.excel_scan import Found, scan_sheet

CELL = '<c r="{ref}"{more}>{inside}</c>'


def sheet(path: Path, rows: list[str], prefix: str = "", name: str = "list & more") -> Path:
    """A workbook whose only sheet has these rows of XML."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = name
    book.save(path)
    body = "".join(f'<row r="{at}">{row}</row>' for at, row in enumerate(rows, 1))
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{body}</sheetData></worksheet>'
    if prefix:
        xml = (
            xml.replace("</", f"</{prefix}:")
            .replace("<", f"<{prefix}:")
            .replace(f"<{prefix}:/{prefix}:", f"</{prefix}:")
        )
        xml = xml.replace("xmlns=", f"xmlns:{prefix}=")
    parts = {}
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    parts["xl/worksheets/sheet1.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w") as new:
        for part, data in parts.items():
            new.writestr(part, data)
    return path


@pytest.mark.parametrize("prefix", ["", "x"])
def test_scan(tmp_path: Path, prefix: str) -> None:
    rows = [
        CELL.format(ref="A1", more="", inside="<v>1</v>"),
        CELL.format(ref="A2", more="", inside="<f>1+1</f><v>2</v>")
        + CELL.format(ref="B2", more=' t="e"', inside="<v>#N/A</v>"),
        CELL.format(ref="AB3", more=' s="1"', inside='<f t="shared" si="0"/><v>2</v>')
        + CELL.format(ref="C3", more="", inside="<v>1</v>"),
    ]
    scan = scan_sheet(sheet(tmp_path / "a.xlsx", rows, prefix), "list & more")
    assert scan.formulas.columns == {"A": [(2, "A2")], "AB": [(3, "AB3")]}
    assert scan.errors.columns == {"B": [(2, "B2")]}
    assert (scan.last_row, scan.last_column) == (3, "AB")
    assert not scan.too_large


def test_scan_in_small_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [CELL.format(ref=f"A{at}", more="", inside="<f>1+1</f><v>2</v>") for at in range(1, 40)]
    path = sheet(tmp_path / "a.xlsx", rows)
    whole = scan_sheet(path, "list & more")
    for size in (7, 50, 333):
        monkeypatch.setattr("jobmatch.lists.excel_scan._CHUNK", size)
        assert scan_sheet(path, "list & more") == whole
    assert whole.formulas.totals == {"A": 39}


def test_far_cells(tmp_path: Path) -> None:
    far = CELL.format(ref="XFD1", more="", inside="<v>1</v>")
    assert not scan_sheet(sheet(tmp_path / "a.xlsx", [far]), "list & more").too_large
    path = sheet(tmp_path / "b.xlsx", [far, *["<c/>"] * 5000])
    assert scan_sheet(path, "list & more").too_large
    with pytest.raises(KeyError):
        scan_sheet(path, "no such sheet")


def test_found() -> None:
    found = Found({"A": [(1, "A1")], "B": [(4, "B4")], "C": [(5, "C5")]}, {"A": 1, "B": 1, "C": 5})
    assert found.below(1) == ("A1", 7)
    assert found.below(2) == ("B4", 6)
    assert found.below(6) is None
    assert found.below(2, {"B"}) == ("C5", 5)


def test_typed_cells(tmp_path: Path) -> None:
    import datetime

    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["person_id", "home", "birth_date", "min_wage", "age", "note", "flag"])
    book.active.append(["P1", 433124, datetime.datetime(1990, 1, 2), 3000.5, 26, 0.1, True])
    book.active.append(["P2", 4331.0, "1991-02-03", 3000, "27", datetime.time(8, 30), None])
    book.save(path)
    lists = read(path)
    assert lists.issues == ()
    assert lists.seekers["home"].to_list() == ["433124", "4331"]
    assert lists.seekers["birth_date"].dt.to_string("%Y-%m-%d").to_list() == ["1990-01-02", "1991-02-03"]
    assert lists.seekers["min_wage"].to_list() == [3000.5, 3000.0]
    assert lists.seekers["note"].to_list() == ["0.1", "08:30:00"]
    assert lists.seekers["flag"].to_list() == ["true", None]


def test_list_that_does_not_start_in_the_first_column(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    for at, row in enumerate([["person_id", "home", "min_wage", "age"], ["P1", "x", 3000, 26]]):
        for place, cell in enumerate(row):
            book.active.cell(row=5 + at, column=3 + place, value=cell)
    book.save(path)
    _, issues = check(path)
    assert [(issue.code, issue.row) for issue in issues] == [("region_unknown", 6)]


def old_workbook(cells: list[tuple[int, int, str | float]]) -> bytes:
    """A workbook in the binary format of Excel 97 (BIFF8 in an OLE container), with one sheet."""

    def record(kind: int, data: bytes) -> bytes:
        return kind.to_bytes(2, "little") + len(data).to_bytes(2, "little") + data

    def words(*values: int) -> bytes:
        return b"".join(value.to_bytes(2, "little") for value in values)

    import struct

    body = record(0x809, words(0x600, 0x10, 0, 0) + bytes(8))
    for row, column, value in cells:
        place = words(row, column, 0)
        if isinstance(value, str):
            body += record(0x204, place + words(len(value)) + b"\1" + value.encode("utf-16-le"))
        else:
            body += record(0x203, place + struct.pack("<d", value))
    body += record(0x0A, b"")
    start = record(0x809, words(0x600, 5, 0, 0) + bytes(8))
    bound = len(start) + 4 + 8 + 4 + 4
    head = start + record(0x85, bound.to_bytes(4, "little") + b"\0\0\4\0list") + record(0x0A, b"")
    stream = (head + body).ljust(4096, b"\0")
    sectors = -(-len(stream) // 512)
    stream = stream.ljust(sectors * 512, b"\0")
    free, end = 0xFFFFFFFF, 0xFFFFFFFE

    def numbers(*values: int) -> bytes:
        return b"".join(value.to_bytes(4, "little") for value in values)

    def entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
        text = (name + "\0").encode("utf-16-le")
        return (
            text.ljust(64, b"\0") + words(len(text)) + bytes([kind, 1]) + numbers(free, free, child) + bytes(36)
            + numbers(first, size, 0)
        )  # fmt: skip

    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff09000600") + bytes(6)
    header += numbers(0, 1, 1, 0, 4096, end, 0, end, 0, 0) + numbers(*[free] * 108)
    chain = [0xFFFFFFFD, end, *range(3, 2 + sectors), end]
    fat = numbers(*chain, *[free] * (128 - len(chain)))
    folder = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, len(stream)) + bytes(256)
    return header + fat + folder + stream


def test_xls(tmp_path: Path) -> None:
    header = ["求职者编号", "户籍地", "期望月薪", "年龄"]
    cells: list[tuple[int, int, str | float]] = [(0, 0, "求职需求清单")]
    cells += [(2, place, text) for place, text in enumerate(header)]
    cells += [(3, 0, "P1"), (3, 1, "花垣县"), (3, 2, 3000.0), (3, 3, 30.0)]
    path = tmp_path / "a.xls"
    path.write_bytes(old_workbook(cells))
    lists = read(path)
    assert lists.issues == ()
    assert lists.seekers.row(0, named=True)["home"] == "433124"
    path.write_bytes(
        old_workbook([*cells, (4, 0, 433124199001010011.0), (4, 1, "花垣县"), (4, 2, 3000.0), (4, 3, 30.0)])
    )
    _, issues = check(path)
    assert [(issue.code, issue.row, issue.column) for issue in issues] == [("id_number", 5, "person_id (求职者编号)")]
