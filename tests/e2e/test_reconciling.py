"""`jobmatch reconcile` as an office uses it: registers in, lists out, answers back; then the lists are solved."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from jobmatch.scenarios.registers import draw_registers
from told import told


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registers")
    planted = draw_registers(6_000, 30_000, seed=2)
    wishes = pl.when(pl.int_range(pl.len()) % 10 > 0).then(pl.lit("*"))
    planted.persons.with_columns(wish_regions=wishes).write_csv(folder / "persons.csv")
    planted.employment.write_csv(folder / "employment.csv")
    return folder


@pytest.fixture
def command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(folder)
    return ["reconcile", "persons.csv", "--employment", "employment.csv", "--out", "lists", "--as-of", "2016-08-29"]


def test_from_registers_to_a_plan(command: list[str], folder: Path) -> None:
    out = told("--lang", "zh", *command, "--there", "广东省", "--overwrite")
    assert "四个底数" in out
    assert "列入求职清单" in out
    lists = folder / "lists"
    assert stat.S_IMODE(lists.stat().st_mode) == 0o700
    counts = json.loads((lists / "reconciled.json").read_text(encoding="utf-8"))
    persons = counts["persons"]
    assert persons["read"] == sum(number for name, number in persons.items() if name != "read")
    seekers = pl.read_csv(lists / "seekers.csv")
    assert seekers.height == persons["seekers"]
    without = counts["seekers"]["without_wishes"]
    assert without == seekers["wish_regions"].null_count() > 0
    assert "其中未填意向地区" in out
    assert f"{without} 人未填 wish_regions" in out
    why = pl.read_csv(lists / "left_out.csv")["why"]
    assert why.str.contains("就业").any()
    assert why.null_count() == 0

    rows = list(openpyxl.load_workbook(lists / "review.xlsx").active.iter_rows(min_row=4, values_only=True))
    assert "是否同一人" in rows[0]
    book = openpyxl.load_workbook(lists / "review.xlsx")
    for row in range(5, 4 + len(rows)):
        book.active.cell(row, len(rows[0]), "否")
    book.save(folder / "answers.xlsx")
    out = told("--lang", "zh", *command, "--answers", "answers.xlsx", "--overwrite")
    assert "存疑" not in out
    assert not (lists / "review.xlsx").exists()

    (folder / "jobs.csv").write_text("job_id,region,vacancies,wage\nj,433101,5,3000\n", encoding="utf-8")
    out = told("solve", "lists/seekers.csv", "jobs.csv", "--out", "run", "--overwrite")
    assert "Placed" in out
    reasons = pl.read_csv(folder / "run" / "unmatched.csv")["reason"]
    assert (reasons == "no_consent").sum() == seekers["wish_regions"].null_count()


def test_the_screen_says_how_many_have_no_wishes(command: list[str]) -> None:
    out = told(*command, "--overwrite")
    assert "of these without wishes" in out
    assert "agree to no region, and solve places them nowhere" in out
    assert set(json.loads(told(*command, "--overwrite", "--json"))["seekers"]) == {"without_wishes"}


def test_what_is_there_stays(command: list[str], folder: Path) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "mine.txt").touch()
    err = told(*command[:4], "--out", "other", "--overwrite", code=1)
    assert "other exists already" in err
    assert [path.name for path in (folder / "other").iterdir()] == ["mine.txt"]
    err = told("reconcile", "nowhere.csv", "--out", "new", code=1)
    assert "nowhere.csv" in err
    assert not (folder / "new").exists()
