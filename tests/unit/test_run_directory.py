"""A run directory is whole or absent; an existing one is kept."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import polars as pl
import pytest

import jobmatch
from jobmatch import run_directory
from jobmatch.kept import Inputs
from jobmatch.result import Result, Status, Stop


@pytest.fixture(scope="module")
def result() -> Result:
    seekers = [
        {"person_id": "a", "home": "433124", "wish_regions": "*", "min_wage": 1, "name": "somebody", "note": "n1"}
    ]
    jobs = [{"job_id": "x", "vacancies": 1, "region": "4403", "wage": 3000}]
    return jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29"})


def test_all_files_are_there_with_their_checksums(result: Result, tmp_path: Path) -> None:
    run = result.save(tmp_path / "deep" / "run")
    listed = json.loads((run / "summary.json").read_text())["files"]
    found = {p.relative_to(run).as_posix() for p in run.rglob("*") if p.is_file()}
    assert found - {"summary.json", "timing.json"} == set(listed)
    assert {"assignment.csv", "unmatched.csv", "jobs.csv", "prices.csv", "issues.csv"} <= found
    assert {"inputs/seekers.csv", "inputs/jobs.csv", "inputs/policy.json", "inputs/regions.csv"} <= found


def test_names_stay_out_and_own_columns_stay_in(result: Result, tmp_path: Path) -> None:
    run = result.save(tmp_path / "run")
    text = b"".join(p.read_bytes() for p in run.rglob("*") if p.is_file())
    assert b"somebody" not in text
    assert pl.read_csv(run / "inputs" / "seekers.csv")["note"].to_list() == ["n1"]


def test_only_the_owner_may_read_it(result: Result, tmp_path: Path) -> None:
    mode = stat.S_IMODE(result.save(tmp_path / "run").stat().st_mode)
    assert mode == 0o700


def test_existing_run_is_kept_unless_told(result: Result, tmp_path: Path) -> None:
    run = result.save(tmp_path / "run")
    (run / "mark").write_text("old")
    with pytest.raises(jobmatch.RunError, match="--overwrite"):
        result.save(run)
    assert (run / "mark").exists()
    result.save(run, overwrite=True)
    assert not (run / "mark").exists()


def test_a_folder_that_is_no_run_is_never_replaced(result: Result, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_text("x")
    with pytest.raises(jobmatch.RunError, match="not a run directory"):
        result.save(tmp_path / "photos", overwrite=True)
    assert (tmp_path / "photos" / "a.jpg").exists()


def test_a_fault_while_writing_leaves_nothing(result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(content: object, path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run_directory, "_write_json", full)
    with pytest.raises(jobmatch.RunError, match="No space left"):
        result.save(tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


def test_a_fault_while_overwriting_keeps_the_old_run(
    result: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = result.save(tmp_path / "run")
    before = (run / "summary.json").read_bytes()

    def full(content: object, path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run_directory, "_write_json", full)
    with pytest.raises(jobmatch.RunError):
        result.save(run, overwrite=True)
    assert (run / "summary.json").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["run"]


def test_results_without_a_plan_say_so() -> None:
    empty = Result(Status.INFEASIBLE, None, None, None, {}, pl.DataFrame(), {}, Inputs({}, {}))
    with pytest.raises(jobmatch.NoPlanError, match="infeasible"):
        _ = empty.assignment
    with pytest.raises(jobmatch.NoPlanError):
        _ = empty.objective


@pytest.mark.parametrize(
    ("status", "stop"), [(Status.OPTIMAL, Stop.TIME), (Status.FEASIBLE, None), (Status.OPTIMAL, None)]
)
def test_contradictory_results_cannot_be_made(status: Status, stop: Stop | None) -> None:
    with pytest.raises(ValueError, match="status"):
        Result(status, stop, None, None, {}, pl.DataFrame(), {}, Inputs({}, {}))
