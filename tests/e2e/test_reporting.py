"""`jobmatch report` as a planner uses it: from a saved run to a workbook beside it, in either language."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import polars as pl
import pytest

import jobmatch
from jobmatch.scenarios import presets
from told import told


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.002)
    return jobmatch.solve(seekers, jobs, dict(policy)).save(tmp_path_factory.mktemp("report") / "august")


def test_it_is_written_beside_the_run_and_says_so(run: Path) -> None:
    out = run.with_name("august.xlsx")
    said = told("report", run)
    assert str(out) in said
    assert str(out.with_suffix(".html")) in said
    assert openpyxl.load_workbook(out).sheetnames[:2] == ["Summary", "By employer"]
    assert "exists already" in told("report", run, code=1)
    told("--lang", "zh", "report", run, "--overwrite")
    assert openpyxl.load_workbook(out).sheetnames[:2] == ["摘要", "按单位"]
    assert "安排方案报告" in out.with_suffix(".html").read_text(encoding="utf-8")
    told("report", run, "--overwrite", "--lang", "zh", "--out", out)
    assert openpyxl.load_workbook(out).sheetnames[0] == "摘要"
    assert told("verify", run)  # nothing was put into the run


def test_what_is_no_run_is_refused_and_leaves_nothing(run: Path, tmp_path: Path) -> None:
    assert "is not the directory of a run" in told("report", tmp_path, "--out", run.parent / "x.xlsx", code=1)
    assert not (run.parent / "x.xlsx").exists()
    assert "ends neither in .xlsx nor in .html" in told("report", run, "--out", tmp_path / "x.csv", code=2)
    assert not list(tmp_path.iterdir())


def test_the_run_may_be_the_folder_one_is_in(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for suffix in (".xlsx", ".html"):
        run.with_suffix(suffix).unlink(missing_ok=True)
    monkeypatch.chdir(run)
    assert str(run.with_suffix(".html")) in told("report", ".")
    assert run.with_suffix(".xlsx").exists()
    told("report", ".", "--out", run.parent / "UPPER.XLSX")
    assert (run.parent / "UPPER.XLSX").exists()


def test_from_python(tmp_path: Path) -> None:
    seekers = [{"person_id": "a", "home": "433124", "wish_regions": "*"}]
    jobs = [{"job_id": "j", "region": "4301", "vacancies": 1, "wage": 3000.0}]
    result = jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29"})
    page = result.report(tmp_path / "p.html", lang="zh")
    assert 'lang="zh-CN"' in page.read_text(encoding="utf-8")
    assert openpyxl.load_workbook(result.report(tmp_path / "b.xlsx")).sheetnames
    with pytest.raises(ValueError, match="neither"):
        result.report(tmp_path / "b.pdf")
    assert {path.name for path in tmp_path.iterdir()} == {"p.html", "b.xlsx"}


def test_names_come_from_a_list_that_is_given(run: Path, tmp_path: Path) -> None:
    ids = pl.concat([pl.read_csv(run / f"{name}.csv", columns=["person_id"]) for name in ("assignment", "unmatched")])
    names = ids.with_columns(姓名="甲" + pl.col("person_id"))
    names.head(names.height - 3).write_csv(tmp_path / "names.csv")
    out = tmp_path / "named.xlsx"
    said = told("report", run, "--out", out, "--names", tmp_path / "names.csv")
    assert "names.csv names no name for 3 of the persons" in said
    assert "甲" not in said
    sheet = openpyxl.load_workbook(out)["By employer"]
    header, first = list(sheet.iter_rows(min_row=4, max_row=5, values_only=True))
    assert first[header.index("name")] == f"甲{first[header.index('person_id')]}"
    names.with_columns(person_id="no" + pl.col("person_id")).write_csv(tmp_path / "other.csv")
    wrong = told("report", run, "--out", tmp_path / "w.xlsx", "--names", tmp_path / "other.csv", code=1)
    assert "other.csv: no person of this run has a name in it" in wrong
    assert not (tmp_path / "w.xlsx").exists()


def test_what_is_read_is_never_written_to(run: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.xlsx"
    pl.read_csv(run / "assignment.csv").select("person_id", name=pl.lit("甲")).write_excel(names)
    before = names.read_bytes()
    said = told("report", run, "--names", names, "--out", names, "--overwrite", code=1)
    assert "read or written by this command already" in said
    assert names.read_bytes() == before
    assert "lies in" in told("report", run, "--out", run / "inside.xlsx", code=1)
    assert told("verify", run)


@pytest.mark.parametrize(
    ("options", "out", "words"),
    [(["--names", "names.csv"], "a.html", "workbook"), (["--with-persons"], "a.xlsx", "page")],
)
def test_options_that_nothing_could_heed_are_refused(
    options: list[str], out: str, words: str, run: Path, tmp_path: Path
) -> None:
    assert words in told("report", run, "--out", tmp_path / out, *options, code=2)


def test_a_file_in_place_of_a_folder_is_named(run: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "file is a file, not a folder" in told("report", run, "--out", tmp_path / "file" / "x.xlsx", code=1)


@pytest.mark.parametrize(
    ("table", "column"), [("assignment", "job_id"), ("unmatched", "reason"), ("jobs", "filled"), ("prices", "group")]
)
def test_a_damaged_run_is_told_by_file_and_column(table: str, column: str, run: Path, tmp_path: Path) -> None:
    broken = tmp_path / "run"
    shutil.copytree(run, broken)
    path = broken / f"{table}.csv"
    pl.read_csv(path, infer_schema=False).drop(column).write_csv(path)
    said = told("report", broken, "--out", tmp_path / "x.xlsx", code=1)
    assert f"{table}.csv is damaged: it has no column {column}" in said
    assert not (tmp_path / "x.xlsx").exists()
