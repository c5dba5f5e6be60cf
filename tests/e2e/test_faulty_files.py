"""Damaged, misnamed and mistreated files: one clear error each, never a traceback."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from jobmatch import engine
from jobmatch.errors import InputError
from jobmatch.lists import Issue, check_lists, read_lists

HEADER = ["person_id", "home", "min_wage", "age", "wish_regions"]
ROWS = [["P1", "433124", "3000", "30", "*"], ["P2", "花垣县", "3500", "41", "4403"], ["P3", "4331", "2800", "22", "44"]]
JOBS = pl.DataFrame({"job_id": ["J1"], "region": ["4403"], "vacancies": [2], "wage": [4000]})
CSV = "\n".join(",".join(row) for row in [HEADER, *ROWS]) + "\n"


def check(path: Path) -> tuple[Issue, ...]:
    """All issues with a list of seekers; reading must agree with checking."""
    lists, issues = check_lists(path, JOBS)
    errors = [issue for issue in issues if issue.severity == "error"]
    assert (lists is None) == bool(errors)
    if errors:
        with pytest.raises(InputError) as caught:
            read_lists(path, JOBS)
        assert caught.value.issues == issues
    return issues


def one(path: Path, code: str) -> Issue:
    """The only issue of a file, which has this code and says what is wrong and what to do."""
    issues = check(path)
    assert [issue.code for issue in issues] == [code]
    (issue,) = issues
    assert issue.list == "seekers"
    assert issue.file == path.name
    assert issue.message
    assert issue.advice
    assert "\n" not in issue.message + issue.advice
    assert "polars" not in issue.message.lower()
    return issue


def among(path: Path, code: str) -> Issue:
    """The only issue of a file with this code; others may follow from it."""
    issues = check(path)
    assert [issue.code for issue in issues].count(code) == 1
    return next(issue for issue in issues if issue.code == code)


def book(path: Path, rows: list[list[object]] | None = None, title: str = "Sheet") -> openpyxl.Workbook:
    """A workbook with the list, not saved yet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = title
    for row in [HEADER, *ROWS] if rows is None else rows:
        sheet.append(row)
    return workbook


def surgery(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """Rewrite the parts of a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    path.write_bytes(out.getvalue())


@pytest.fixture
def xlsx(tmp_path: Path) -> Path:
    path = tmp_path / "list.xlsx"
    book(path).save(path)
    return path


def test_the_sound_files_are_sound(xlsx: Path, tmp_path: Path) -> None:
    assert check(xlsx) == ()
    path = tmp_path / "list.csv"
    path.write_text(CSV, encoding="utf-8")
    assert check(path) == ()


# Files as a whole


def test_missing_file(tmp_path: Path) -> None:
    assert "nobody.csv" in one(tmp_path / "nobody.csv", "file_missing").message


def test_missing_file_without_known_type(tmp_path: Path) -> None:
    one(tmp_path / "nobody", "file_missing")


def test_folder(tmp_path: Path) -> None:
    folder = tmp_path / "lists.csv"
    folder.mkdir()
    one(folder, "file_is_folder")


@pytest.mark.parametrize("name", ["list.docx", "list.ods", "list"])
def test_unknown_type(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(CSV, encoding="utf-8")
    one(path, "file_type_unknown")


def test_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.csv"
    path.write_text(CSV, encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    one(path, "file_unreadable")


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.xls", "a.parquet"])
def test_no_bytes_at_all(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    one(path, "file_empty")


@pytest.mark.parametrize("text", ["\n\n  \n", "\ufeff", " "])
def test_blank_csv(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    one(path, "file_empty")


def test_sheets_without_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = book(path, [])
    workbook.create_sheet("also empty")
    workbook.save(path)
    one(path, "file_empty")


def test_header_only(tmp_path: Path) -> None:
    csv, xlsx, parquet = (tmp_path / name for name in ("a.csv", "a.xlsx", "a.parquet"))
    csv.write_text(",".join(HEADER), encoding="utf-8")
    book(xlsx, [list(HEADER)]).save(xlsx)
    pl.DataFrame(schema=dict.fromkeys(HEADER, pl.String)).write_parquet(parquet)
    for path in (csv, xlsx, parquet):
        assert one(path, "list_empty").severity == "warning"
        assert read_lists(path, JOBS).seekers.height == 0


# Workbooks


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_workbook_cut_off(xlsx: Path, share: float) -> None:
    data = xlsx.read_bytes()
    xlsx.write_bytes(data[: int(len(data) * share)])
    one(xlsx, "file_corrupt")


@pytest.mark.parametrize("name", ["list.xlsx", "list.xls", "list.parquet"])
def test_text_with_another_extension(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(CSV * 50, encoding="utf-8")
    one(path, "file_corrupt")


def test_workbook_named_csv(xlsx: Path) -> None:
    path = xlsx.with_suffix(".csv")
    xlsx.rename(path)
    one(path, "file_binary")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_sheet_cut_off_inside_a_whole_workbook(xlsx: Path, share: float) -> None:
    surgery(xlsx, lambda name, data: data[: int(len(data) * share)] if name.endswith("sheet1.xml") else data)
    one(xlsx, "file_corrupt")


@pytest.mark.parametrize(
    "part", ["workbook.xml", "workbook.xml.rels", "_rels/.rels", "sharedStrings.xml", "styles.xml"]
)
def test_parts_that_are_garbage(tmp_path: Path, part: str) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for at, row in enumerate([HEADER, *ROWS]):
            sheet.write_row(at, 0, row)
    surgery(path, lambda name, data: b"<<<" if name.endswith(part) else data)
    one(path, "file_corrupt")


def test_byte_flips_never_escape(xlsx: Path) -> None:
    data = xlsx.read_bytes()
    for at in range(7, len(data), 97):
        xlsx.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        check(xlsx)  # sound or refused, but never an exception


def test_parquet_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame(ROWS, schema=HEADER, orient="row").write_parquet(path)
    data = path.read_bytes()
    for share in (0.2, 0.7, 0.97):
        path.write_bytes(data[: int(len(data) * share)])
        one(path, "file_corrupt")


def test_password(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(encrypted_container())
    one(path, "file_password")


def test_several_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = book(path, [["read me first"], ["made by hand"]], title="notes")
    for name in ("list", "copy"):
        sheet = workbook.create_sheet(name)
        for row in [HEADER, *ROWS]:
            sheet.append(row)
    workbook.save(path)
    issue = one(path, "sheet_chosen")
    assert issue.severity == "warning"
    assert "list" in issue.message
    assert read_lists(path, JOBS).seekers.height == 3


def test_hidden_sheets_are_not_the_list(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = openpyxl.Workbook()
    hidden, shown = workbook.active, workbook.create_sheet("shown")
    assert hidden is not None
    for row in [HEADER, *ROWS[:1]]:
        hidden.append(row)
    for row in [HEADER, *ROWS]:
        shown.append(row)
    hidden.sheet_state = "hidden"
    workbook.save(path)
    assert check(path) == ()
    assert read_lists(path, JOBS).seekers.height == 3


def test_charts_are_no_lists(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        chart = workbook.add_chart({"type": "bar"})
        chart.add_series({"values": "=list!$C$2:$C$4"})
        workbook.add_chartsheet("picture").set_chart(chart)
        sheet = workbook.add_worksheet("list")
        for at, row in enumerate([HEADER, *ROWS]):
            sheet.write_row(at, 0, row)
    assert check(path) == ()


def test_stray_cell_in_the_last_corner(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = book(path)
    assert workbook.active is not None
    workbook.active["XFD1048576"] = "!"
    workbook.save(path)
    assert "XFD1048576" in one(path, "sheet_too_large").message


@pytest.mark.parametrize("writer", ["openpyxl", "xlsxwriter"])
def test_formula(tmp_path: Path, writer: str) -> None:
    path = tmp_path / "a.xlsx"
    if writer == "openpyxl":
        workbook = book(path)
        assert workbook.active is not None
        workbook.active["C3"], workbook.active["D4"] = "=1500*2", "=20+2"
        workbook.save(path)
    else:
        with xlsxwriter.Workbook(path) as made:
            sheet = made.add_worksheet()
            for at, row in enumerate([HEADER, *ROWS]):
                sheet.write_row(at, 0, row)
            sheet.write_formula("C3", "=1500*2")
            sheet.write_formula("D4", "=20+2")
    issue = among(path, "formula_cell")
    assert "C3" in issue.message
    assert "2 in all" in issue.message
    assert "values" in issue.advice


def test_formulas_and_merged_cells_hide_no_other_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = book(path)
    sheet = workbook.active
    assert sheet is not None
    sheet["B2"], sheet["C3"], sheet["D4"] = "Atlantis", "=1500*2", "old"
    sheet.merge_cells("E3:E4")
    workbook.save(path)
    found = {issue.code for issue in check(path) if issue.severity == "error"}
    assert found == {"region_unknown", "formula_cell", "age_unreadable", "merged_cells"}


def test_formula_in_a_column_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for at, row in enumerate([[*HEADER, "序号"], *ROWS]):
            sheet.write_row(at, 0, row)
        for at in range(1, 4):
            sheet.write_formula(at, 5, "=ROW()-1", None, at)
    issue = one(path, "formula_own_column")
    assert (issue.column, issue.value, issue.severity) == ("序号", "F2", "warning")
    assert "3 in all" in issue.message
    assert read_lists(path, JOBS).seekers["序号"].to_list() == ["1", "2", "3"]


def test_later_findings_name_the_row_of_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = [["求职需求清单"], [], list(HEADER), *map(list, ROWS)]
    rows[5][4] = ""
    book(path, rows).save(path)
    issues = engine.check(path, JOBS)
    issue = next(issue for issue in issues if issue.code == "no_consent")
    assert (issue.file, issue.row, issue.id) == ("a.xlsx", 6, "P3")


def test_formula_in_a_title_row_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book(path, [["=TODAY()"], list(HEADER), *map(list, ROWS)]).save(path)
    assert check(path) == ()


def test_excel_error_value(xlsx: Path) -> None:
    surgery(
        xlsx,
        lambda name, data: data.replace(
            b'<c r="C3" t="inlineStr"><is><t>3500</t></is></c>', b'<c r="C3" t="e"><v>#N/A</v></c>'
        ),
    )
    assert "C3" in among(xlsx, "excel_error_cell").message


@pytest.mark.parametrize("cells", ["B3:B4", "A1:B1"])
def test_merged_cells(xlsx: Path, cells: str) -> None:
    workbook = openpyxl.load_workbook(xlsx)
    assert workbook.active is not None
    workbook.active.merge_cells(cells)
    workbook.save(xlsx)
    assert cells in among(xlsx, "merged_cells").message


def test_merged_title_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = book(path, [["求职需求清单"], [], list(HEADER), *map(list, ROWS)])
    assert workbook.active is not None
    workbook.active.merge_cells("A1:E1")
    workbook.save(path)
    assert check(path) == ()


def test_numbers_as_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows: list[list[object]] = [[433124199001010011 + at, *ROWS[0][1:]] for at in range(7)]
    book(path, [["title"], list(HEADER), *rows[:2], ["P8", *ROWS[0][1:]], *rows[2:]]).save(path)
    issues = [issue for issue in check(path) if issue.code == "id_number"]
    (issue,) = issues
    assert issue.row == 3
    assert issue.column == "person_id"
    assert ": 7 (" in issue.message
    assert "3, 4, 6, 7, 8, …" in issue.message
    assert "15 digits" in issue.advice


def test_dates_and_flags_as_ids(tmp_path: Path) -> None:
    import datetime

    path = tmp_path / "a.xlsx"
    book(path, [list(HEADER), [datetime.date(2016, 8, 29), *ROWS[0][1:]], [True, *ROWS[0][1:]]]).save(path)
    assert ": 2 (" in one(path, "id_number").message


# CSV


def write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_nul_bytes(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.csv", CSV.replace("3500", "35\x000")), "file_binary").row == 3


def test_utf16(tmp_path: Path) -> None:
    one(write(tmp_path / "a.csv", CSV.encode("utf-16")), "file_binary")


def test_neither_encoding(tmp_path: Path) -> None:
    assert (
        "row 3" in one(write(tmp_path / "a.csv", CSV.encode().replace(b"3500", b"\xff\xff")), "file_encoding").message
    )


def test_damaged_utf8_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    text = CSV.replace("P1", "湘西花垣县").encode() + b"P9,\xe8\x8a,1,1,*\n"
    assert "row 5" in one(write(tmp_path / "a.csv", text), "file_encoding").message
    one(write(tmp_path / "b.csv", b"\xef\xbb\xbf" + CSV.encode("gb18030")), "file_encoding")


def test_more_cells_than_headers(tmp_path: Path) -> None:
    issue = one(write(tmp_path / "a.csv", CSV + "P4,433124,3,500,30,*\n\nP5,433124,3000,30,*\n"), "row_ragged")
    assert issue.row == 5
    assert "row: 6;" in issue.message


def test_every_ragged_row_is_named(tmp_path: Path) -> None:
    issues = check(write(tmp_path / "a.csv", CSV + "P4,433124,3,500,30,*\n" * 3))
    assert [(issue.code, issue.row) for issue in issues] == [("row_ragged", row) for row in (5, 6, 7)]


def test_fewer_cells_and_blank_surplus_are_no_fault(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", CSV + "P4,433124,3000,30\nP5,433124,3000,30,*,, ,\n")
    assert check(path) == ()
    assert read_lists(path, JOBS).seekers["wish_regions"].to_list() == ["*", "4403", "44", "", "*"]


@pytest.mark.parametrize("row", ['P4,"433124,3000,30,*', 'P4,"433124"x,3000,30,*'])
def test_broken_quotes(tmp_path: Path, row: str) -> None:
    assert one(write(tmp_path / "a.csv", CSV + row + "\nP5,433124,3000,30,*\n"), "quote_broken").row == 5


def test_endless_quote(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", CSV + 'P4,"433124,3000,30,*\n' + "P5,433124,3000,30,*\n" * 10_000)
    assert one(path, "cell_too_long").row == 5


def test_long_cell(tmp_path: Path) -> None:
    issue = one(write(tmp_path / "a.csv", CSV.replace("P2", "P" * 100_001)), "cell_too_long")
    assert issue.row == 3
    assert issue.column == "person_id"
    assert issue.value is not None
    assert len(issue.value) == 80
    check(write(tmp_path / "b.csv", CSV + f"P4,433124,3000,30,{'x' * 200_000}\n"))


@pytest.mark.parametrize("cell", ["=1+1", '"=""00123"""', "  =A2"])
def test_formula_in_csv(tmp_path: Path, cell: str) -> None:
    issue = among(write(tmp_path / "a.csv", CSV + f"P4,433124,{cell},30,*\n"), "formula_cell")
    assert issue.row == 5
    assert issue.column == "min_wage"
    assert "C5" in issue.message


def test_shortened_ids(tmp_path: Path) -> None:
    issue = one(write(tmp_path / "a.csv", CSV.replace("P2", "4.33124E+17")), "id_scientific")
    assert (issue.row, issue.column) == (3, "person_id")


def test_no_header(tmp_path: Path) -> None:
    issue = one(write(tmp_path / "a.csv", "\n".join(",".join(row) for row in ROWS)), "header_not_found")
    assert "P1, 433124" in issue.message
    assert "person_id" in issue.advice
    one(write(tmp_path / "b.csv", "x\n" * 20 + CSV), "header_not_found")


def test_header_in_the_twentieth_row(tmp_path: Path) -> None:
    path = write(tmp_path / "b.csv", "title\n" * 19 + CSV.replace("3000", "abc"))
    assert one(path, "wage_unreadable").row == 21


def test_same_column_twice(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", CSV.replace("min_wage", "home_town").replace("age", "户籍地"))
    issue = next(issue for issue in check(path) if issue.code == "column_duplicate")
    assert issue.severity == "error"
    assert "home, 户籍地" in issue.message
    path = write(tmp_path / "b.csv", CSV.replace("min_wage", "note").replace("age", "note"))
    assert "column_duplicate" in [issue.code for issue in check(path)]


def test_cells_without_header(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", CSV.replace("min_wage", ""))
    issue = next(issue for issue in check(path) if issue.code == "column_unnamed")
    assert "column C" in issue.message
    assert "row 2" in issue.message
    xlsx = tmp_path / "a.xlsx"
    book(xlsx, [list(HEADER), [*ROWS[0], None, "remark"], list(ROWS[1])]).save(xlsx)
    assert "column G" in one(xlsx, "column_unnamed").message


def test_all_files_are_named_in_the_error(tmp_path: Path) -> None:
    seekers = write(tmp_path / "seekers.csv", CSV.replace("433124", "Nowhere"))
    jobs = write(tmp_path / "jobs.csv", "job_id,region,vacancies,wage\nJ1,4403,two,4000\nJ1,4403,1,4000\n")
    with pytest.raises(
        InputError, match=r"^3 errors in seekers\.csv, jobs\.csv; first: seekers\.csv row 2, column home: "
    ) as e:
        read_lists(seekers, jobs)
    assert [issue.code for issue in e.value.issues] == ["region_unknown", "vacancies_unreadable", "id_duplicate"]
    with pytest.raises(InputError, match=r"^1 error in seekers\.csv; first"):
        read_lists(seekers, JOBS)


def encrypted_container() -> bytes:
    """The least OLE container that a password-protected workbook is: streams EncryptionInfo and EncryptedPackage."""
    free, end, fat_sector = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

    def numbers(*values: int) -> bytes:
        return b"".join(value.to_bytes(4, "little") for value in values)

    def entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
        text = (name + "\0").encode("utf-16-le")
        head = text.ljust(64, b"\0") + len(text).to_bytes(2, "little") + bytes([kind, 1])
        return head + numbers(free, right, child) + bytes(16) + numbers(0) + bytes(16) + numbers(start, size, 0)

    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff09000600") + bytes(6)
    header += numbers(0, 1, 1, 0, 4096, end, 0, end, 0, 0) + numbers(*[free] * 108)
    fat = numbers(fat_sector, end, *range(3, 10), end, *range(11, 18), end, *[free] * 110)
    folder = entry("Root Entry", 5, 1, free, end, 0)
    folder += entry("EncryptionInfo", 2, free, 2, 2, 4096) + entry("EncryptedPackage", 2, free, free, 10, 4096)
    return header + fat + (folder + bytes(128)) + bytes(8192)
