"""A workbook says what the files of the run say: every row, text as text, groups on pages of their own."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

import jobmatch
from jobmatch.engine.progress import Progress
from jobmatch.explain import open_run
from jobmatch.report import write_workbook
from jobmatch.report.workbook import book
from jobmatch.scenarios import presets
from jobmatch.words import Lang

SEEKERS = [
    {"person_id": "a", "home": "433124", "wish_regions": "*", "priority": "registered_poor", "name": "=HYPERLINK"},
    {"person_id": "007", "home": "433101", "wish_regions": "4301", "priority": "+vip"},
    {"person_id": "1e5", "home": "433101", "wish_regions": "4402", "priority": "@x"},
    {"person_id": "5", "home": "433127", "wish_regions": "4403", "priority": "-y"},
]
"""Ids that a spreadsheet would take for numbers, and texts that it would take for formulas."""

JOBS = [
    {"job_id": "86", "employer_id": "A", "region": "4301", "vacancies": 1, "wage": 3000.5, "job_type": "=cmd()"},
    {"job_id": "0012", "employer_id": "B", "region": "433124", "vacancies": 4, "wage": 2500.0, "job_type": ""},
]
POLICY = {"as_of": "2016-08-29", "quota": [{"name": "all", "upper": 3}]}


def sheets(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of every sheet from the header on."""
    return {sheet.title: list(sheet.iter_rows(min_row=4, values_only=True)) for sheet in openpyxl.load_workbook(path)}


def written(result: jobmatch.Result, path: Path, lang: Lang = "en") -> dict[str, list[tuple[Any, ...]]]:
    write_workbook(open_run(result), path, lang)
    return sheets(path)


def columns(rows: list[tuple[Any, ...]], *names: str) -> list[tuple[Any, ...]]:
    at = [rows[0].index(name) for name in names]
    return [tuple(row[k] for k in at) for row in rows[1:]]


def test_text_stays_text(tmp_path: Path) -> None:
    found = written(jobmatch.solve(SEEKERS, JOBS, POLICY), tmp_path / "r.xlsx")
    assert columns(found["By employer"], "person_id", "job_id", "employer_id") == [
        ("007", "86", "A"),
        ("a", "0012", "B"),
    ]
    assert columns(found["Jobs and prices"], "job_id", "wage") == [("0012", 2500), ("86", 3000.5)]
    assert columns(found["By employer"], "job_type", "priority")[0] == ("=cmd()", "+vip")
    workbook = openpyxl.load_workbook(tmp_path / "r.xlsx")
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert "HYPERLINK" not in str([cell.value for cell in cells])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_row_of_the_run_is_there(lang: Lang, tmp_path: Path) -> None:
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.004)
    result = jobmatch.solve(seekers, jobs, dict(policy))
    found = list(written(result, tmp_path / "r.xlsx", lang).values())
    summary, employers, counties, unmatched, posts = found
    person = {"en": "person_id", "zh": "求职者编号"}[lang]
    for sheet in (employers, counties):
        assert sorted(columns(sheet, person)) == sorted(result.assignment.select("person_id").iter_rows())
    assert columns(unmatched, person) == result.unmatched.sort("person_id").select("person_id").rows()
    code = {"en": "code", "zh": "原因代码"}[lang]
    assert columns(unmatched, code) == result.unmatched.sort("person_id").select("reason").rows()
    job, price = {"en": ("job_id", "one more saves"), "zh": ("岗位编号", "增加一个可节约")}[lang]
    assert columns(posts, job, price) == result.jobs.sort("job_id").select("job_id", "price").rows()
    said = " ".join(str(cell) for row in summary for cell in row)
    assert f"{result.summary['counts']['placed']:,}" in said
    assert f"{result.objective:,.2f}" in said


def test_each_employer_begins_on_a_page(tmp_path: Path) -> None:
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.004)
    result = jobmatch.solve(seekers, jobs, dict(policy))
    write_workbook(open_run(result), tmp_path / "r.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["By employer"]
    rows = list(sheet.iter_rows(min_row=5, max_col=1, values_only=True))
    begins = [at for at in range(1, len(rows)) if rows[at] != rows[at - 1]]
    assert [mark.id - 4 for mark in sheet.row_breaks.brk] == begins
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage  # fitting to a page would override the breaks
    widths = (
        sum(7 * (sheet.column_dimensions[cell.column_letter].width or 0) for cell in sheet[4]) / 96
    )  # padding included
    assert 6 < widths * sheet.page_setup.scale / 100 <= (11.69 - 2 * 0.4) / 1.4
    assert sheet.freeze_panes == "A5"


def test_long_tables_go_on_in_further_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MOST_ROWS", 50)
    monkeypatch.setattr(book, "MOST_BREAKS", 7)
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.004)
    result = jobmatch.solve(seekers, jobs, dict(policy))
    found = written(result, tmp_path / "r.xlsx")
    for name, expected in (("By employer", result.assignment), ("Not placed", result.unmatched)):
        parts = [rows for title, rows in found.items() if title.startswith(name)]
        assert len(parts) > 2
        assert all(len(rows) <= 51 for rows in parts)
        said = [person for rows in parts for person in columns(rows, "person_id")]
        assert sorted(said) == sorted(expected.select("person_id").iter_rows())


def test_limits_changes_and_warnings_have_sheets_where_there_are_some(tmp_path: Path) -> None:
    seekers = [{**row, "age": 20, "wish_regions": "*"} for row in SEEKERS]
    plan = [{"person_id": "007", "job_id": "0012"}, {"person_id": "gone", "job_id": "0012"}]
    result = jobmatch.solve(seekers, JOBS, POLICY, plan=plan)
    found = written(result, tmp_path / "r.xlsx")
    assert columns(found["Limits"], "limit of", "limit", "used") == [("all, upper", 3, 3)]
    assert columns(found["Changes"], "person_id", "job before") == list(
        result.changes.select("person_id", pl.col("job_before").replace("", None)).iter_rows()  # type: ignore[union-attr]
    )
    assert ("Warnings" in found) == (result.issues.height > 0)


def test_lists_with_the_callers_own_costs_have_what_there_is(tmp_path: Path) -> None:
    pairs = [{"person_id": "a", "job_id": "j", "cost": 1.0}]
    people, posts = [{"person_id": "a"}, {"person_id": "b"}], [{"job_id": "j", "vacancies": 1}]
    found = written(jobmatch.solve(people, posts, {"as_of": "2016-08-29"}, pairs=pairs), tmp_path / "r.xlsx")
    assert columns(found["By employer"], "person_id", "job_id") == [("a", "j")]
    assert columns(found["Not placed"], "person_id", "code") == [("b", "pairs")]


def test_a_cell_holds_what_excel_holds() -> None:
    assert book._cut("a" * 40_000) == "a" * 32_767
    assert book._cut("𠮷" * 20_000) == "𠮷" * 16_383
    assert book._cut("short") == "short"


def test_it_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "NOW_AND_THEN", 1)
    told: list[Progress] = []
    result = jobmatch.solve(SEEKERS, JOBS, POLICY)
    write_workbook(open_run(result, told.append), tmp_path / "w.xlsx", progress=told.append)
    assert told[0].phase == "open"
    first, *done = [event.done for event in told if event.phase == "workbook"]
    assert first is None
    assert done[-1] == 1.0
    assert len(done) > 5
    assert all(0 < one <= next for one, next in pairwise(done))
