"""CSV: row numbers, quotes, encodings, and the fast way against the slow."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from list_rows import check, codes, read

from jobmatch.lists.csv_files import _fast_body, _slow_body, decode
from jobmatch.lists.faultlog import FaultLog

HEADER = "person_id,home,min_wage,age"


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def rows_of(path: Path) -> list[tuple[str, int | None]]:
    return [(issue.code, issue.row) for issue in check(path)[1]]


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = f'求职需求清单,,\n\n"a title\nof two lines",\n{HEADER}\nP1,4331,1,30\n\n'
    text += '"P2","x",1,30\n"P3","a\nb",1,30\nP4,y,1,30\n'
    # A quoted line break does not end a row: the spreadsheet shows the title in row 3 and P4 in row 9.
    assert rows_of(write(tmp_path / "a.csv", text)) == [
        ("region_unknown", 7),
        ("region_unknown", 8),
        ("region_unknown", 9),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    text = end.join(["title", HEADER, "P1,4331,1,30", "", "P2,x,1,30"])
    for last in ("", end):
        assert rows_of(write(tmp_path / "a.csv", text + last)) == [("region_unknown", 5)]


def test_one_column(tmp_path: Path) -> None:
    seekers = write(tmp_path / "s.csv", "person_id\nP1\n\nP2\n")
    jobs = write(tmp_path / "j.csv", "job_id,vacancies\nJ1,2\n")
    pairs = write(tmp_path / "p.csv", "person_id,job_id,cost\nP1,J1,1\nP2,J1,0.5\n")
    lists = read(seekers, jobs, pairs=pairs)
    assert lists.seekers["person_id"].to_list() == ["P1", "P2"]
    assert lists.issues == ()
    titled = write(tmp_path / "t.csv", "the list\n\nperson_id\nP1\nP2\n")
    assert read(titled, jobs, pairs=pairs).seekers["person_id"].to_list() == ["P1", "P2"]


def test_the_separator_with_most_known_headers_wins(tmp_path: Path) -> None:
    text = "a,b,c,d,e,f,g\n" + HEADER.replace(",", ";") + '\nP1;"4331";1,50;30\n'
    _, issues = check(write(tmp_path / "a.csv", text))
    assert codes(issues) == ["wage_unreadable"]


def test_gb18030_beyond_gbk() -> None:
    log = FaultLog("seekers")
    assert decode("姓名,㐂𠀀".encode("gb18030"), log) == "姓名,㐂𠀀"
    assert log.issues() == []


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0\ufeff"), max_size=30))
def test_utf8_is_read_back(text: str) -> None:
    log = FaultLog("seekers")
    assert decode(text.encode(), log) == text
    assert decode(b"\xef\xbb\xbf" + text.encode(), log) == text
    assert log.issues() == []


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_a_fault(data: bytes) -> None:
    log = FaultLog("seekers")
    assert (decode(data, log) is None) == (len(log.issues()) == 1)


@given(st.text(st.sampled_from('aaa,,,""\n '), min_size=1, max_size=16))
def test_the_fast_way_reads_what_the_slow_way_reads(text: str) -> None:
    fast = _fast_body(text, 3, ",")
    if fast is None:
        return
    log = FaultLog("seekers")
    slow = _slow_body(text, 3, 2, ",", log)
    assert slow is not None, log.issues()
    assert [column.fill_null("").to_list() for column in fast] == [column.to_list() for column in slow]


@given(
    st.lists(st.tuples(*[st.text(st.sampled_from('ab ,;"\n户'), max_size=4)] * 3), max_size=6), st.sampled_from(",;\t")
)
def test_what_the_csv_module_writes_is_read_back(rows: list[tuple[str, ...]], separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    if not out.getvalue():
        return
    columns = _fast_body(out.getvalue(), 3, separator) or _slow_body(
        out.getvalue(), 3, 2, separator, FaultLog("seekers")
    )
    assert columns is not None
    assert list(zip(*(column.fill_null("").to_list() for column in columns), strict=True)) == rows


def test_slow_and_fast_in_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmatch.lists.csv_files._CHUNK", 2)
    text = HEADER + "\n" + "".join(f'P{at},4331,1,"3\n0"\n' for at in range(5))
    assert rows_of(write(tmp_path / "a.csv", text)) == [("age_unreadable", row) for row in range(2, 7)]
