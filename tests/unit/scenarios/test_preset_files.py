"""Lists and policies as files."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from python_calamine import CalamineWorkbook

from jobmatch.errors import InputError
from jobmatch.lists import check_lists
from jobmatch.scenarios import write
from jobmatch.scenarios.presets import PRESETS, generate, write_lists


def test_csv_reads_back(tmp_path: Path) -> None:
    seekers, jobs, policy = generate("fair-2016", 0.1)
    paths = write_lists(seekers, jobs, policy, tmp_path / "new" / "lists")
    assert [path.name for path in paths] == ["seekers.csv", "jobs.csv", "policy.toml"]
    assert sorted(paths) == sorted((tmp_path / "new" / "lists").iterdir())
    assert_frame_equal(pl.read_csv(paths[0], schema=seekers.schema), seekers)
    assert_frame_equal(pl.read_csv(paths[1], schema=jobs.schema), jobs)
    assert tomllib.loads(paths[2].read_text("utf-8")) == policy
    assert b"\r" not in paths[0].read_bytes()


def test_parquet_reads_back(tmp_path: Path) -> None:
    seekers, jobs, policy = generate("changsha-2016", 0.01)
    paths = write_lists(seekers, jobs, policy, tmp_path, format="parquet")
    assert_frame_equal(pl.read_parquet(paths[0]), seekers)
    assert_frame_equal(pl.read_parquet(paths[1]), jobs)


def test_xlsx_keeps_ids_and_codes_as_text(tmp_path: Path) -> None:
    seekers, jobs, policy = generate("fair-2016", 0.05)
    paths = write_lists(seekers, jobs, policy, tmp_path, format="xlsx")
    header, *rows = CalamineWorkbook.from_path(str(paths[0])).get_sheet_by_index(0).to_python()
    assert header == seekers.columns
    assert len(rows) == seekers.height
    first = dict(zip(header, rows[0], strict=True))
    assert first["person_id"] == seekers["person_id"][0]
    assert first["home"] == "420322"
    assert first["birth_date"] == seekers["birth_date"][0]
    assert first["min_wage"] == seekers["min_wage"][0]
    header, *rows = CalamineWorkbook.from_path(str(paths[1])).get_sheet_by_index(0).to_python()
    assert {row[header.index("contract")] for row in rows} == {"yes"}
    assert [row[header.index("region")] for row in rows] == jobs["region"].to_list()


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("preset", PRESETS)
def test_the_lists_read_without_a_warning(tmp_path: Path, preset: str, format: str) -> None:
    size: dict[str, Any] = {"seekers": 3_000, "jobs": 1_000} if preset == "national" else {"scale": 0.02}
    seekers, jobs, policy = generate(preset, **size)
    paths = write_lists(seekers, jobs, policy, tmp_path, format=format)
    lists, issues = check_lists(paths[0], paths[1])
    assert issues == ()
    assert lists is not None
    assert (lists.seekers.height, lists.jobs.height) == (seekers.height, jobs.height)
    assert lists.jobs["vacancies"].sum() == jobs["vacancies"].sum()


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet"])
def test_the_same_lists_give_the_same_bytes(tmp_path: Path, format: str) -> None:
    lists = generate("fair-2016", 0.02)
    first = write_lists(*lists, tmp_path / "a", format=format)
    second = write_lists(*lists, tmp_path / "b", format=format)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seekers, jobs, policy = generate("fair-2016", 0.01)
    write_lists(seekers, jobs, policy, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def fail(frame: pl.DataFrame, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(pl.DataFrame, "write_csv", fail)
    with pytest.raises(OSError, match="disk full"):
        write_lists(seekers, jobs, policy, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_refusals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lists = generate("fair-2016", 0.01)
    with pytest.raises(InputError, match="there is no format 'xls'; there are csv, xlsx, parquet"):
        write_lists(*lists, tmp_path, format="xls")
    monkeypatch.setattr(write, "EXCEL_ROWS", 10)
    with pytest.raises(InputError, match="do not fit into an Excel sheet"):
        write_lists(*lists, tmp_path, format="xlsx")
    assert list(tmp_path.iterdir()) == []


def test_toml_of_every_kind_of_value() -> None:
    document = {
        "as_of": date(2016, 8, 29),
        "flag": True,
        "text": 'quotes " and \\ and 中文\tand\nlines\x01\x7f',
        "list": [1, 2.5, "x"],
        "table": {"key with space": 1, "inner": {"x": 0.1}},
        "quota": [{"name": "a", "jobs": {"region": ["4403"]}}, {"name": "b", "lower": 40}],
        "empty": [],
    }
    assert tomllib.loads(write.toml_text(document)) == document


def test_toml_refuses_what_it_cannot_hold() -> None:
    with pytest.raises(TypeError, match="TOML has no NoneType"):
        write.toml_text({"nothing": None})
