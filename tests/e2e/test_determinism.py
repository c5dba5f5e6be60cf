"""Same input and seed, in any row order and with any number of threads: same bytes out (timings apart)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import jobmatch

POLICY = {"as_of": "2016-08-29"}


@pytest.fixture(scope="module")
def lists() -> tuple[pl.DataFrame, pl.DataFrame]:
    seekers, jobs, _ = jobmatch.generate("yunxi-2016", scale=0.02, seed=3)
    return seekers, jobs


def files(run: Path) -> dict[str, bytes]:
    """Content of every file but the timings."""
    paths = sorted(p for p in run.rglob("*") if p.is_file() and p.name != "timing.json")
    return {p.relative_to(run).as_posix(): p.read_bytes() for p in paths}


def test_row_order_does_not_matter(lists: tuple[pl.DataFrame, pl.DataFrame], tmp_path: Path) -> None:
    seekers, jobs = lists
    seekers = seekers.with_columns(
        wish_regions=pl.when(pl.int_range(pl.len()) % 50 == 7).then(None).otherwise("wish_regions")
    )
    first = files(jobmatch.solve(seekers, jobs, POLICY).save(tmp_path / "a"))
    mixed = seekers.sample(fraction=1, shuffle=True, seed=9), jobs.reverse()
    assert files(jobmatch.solve(*mixed, POLICY).save(tmp_path / "b")) == first
    assert first["issues.csv"].count(b"no_consent") > 1


def test_file_format_does_not_matter(lists: tuple[pl.DataFrame, pl.DataFrame], tmp_path: Path) -> None:
    seekers, jobs = lists
    first = files(jobmatch.solve(seekers, jobs, POLICY).save(tmp_path / "a"))
    seekers.write_csv(tmp_path / "seekers.csv")
    jobs.write_parquet(tmp_path / "jobs.parquet")
    second = jobmatch.solve(tmp_path / "seekers.csv", tmp_path / "jobs.parquet", POLICY).save(tmp_path / "b")
    assert files(second) == first


def test_another_seed_draws_among_equals(tmp_path: Path) -> None:
    """Ten equal persons, one place: the draw decides, and every seed gives the same objective."""
    seekers = [{"person_id": f"p{k}"} for k in range(10)]
    pairs = [{"person_id": f"p{k}", "job_id": "j", "cost": 1.0} for k in range(10)]
    results = [jobmatch.solve(seekers, [{"job_id": "j", "vacancies": 1}], pairs=pairs, seed=s) for s in range(20)]
    assert len({r.objective for r in results}) == 1
    assert len({r.assignment["person_id"][0] for r in results}) > 3


@pytest.mark.parametrize("threads", ["1", "2"])
def test_number_of_threads_does_not_matter(
    threads: str, lists: tuple[pl.DataFrame, pl.DataFrame], tmp_path: Path
) -> None:
    seekers, jobs = lists
    seekers.write_parquet(tmp_path / "s.parquet")
    jobs.write_parquet(tmp_path / "j.parquet")
    code = f"import jobmatch, sys; jobmatch.solve('s.parquet', 'j.parquet', {POLICY!r}).save('run')"
    environment = {**os.environ, "NUMBA_NUM_THREADS": threads, "POLARS_MAX_THREADS": threads}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)
    here = files(jobmatch.solve(seekers, jobs, POLICY).save(tmp_path / "here"))
    assert files(tmp_path / "run") == here


def test_order_of_decisions_and_plan_does_not_matter(lists: tuple[pl.DataFrame, pl.DataFrame], tmp_path: Path) -> None:
    """Some rows differ in nothing but the reason, or in a column of the list's own."""
    seekers, jobs = lists
    first = jobmatch.solve(seekers, jobs, POLICY)
    plan = first.assignment.select("person_id", "job_id")
    words = ["accepted", "declined", "withdrawn", "no_show", "left", "forbidden"]
    said = plan.with_columns(
        job_id=pl.when(pl.int_range(pl.len()) % 12 != 2).then("job_id"),
        decision=pl.Series([words[k % 6] for k in range(plan.height)]),
        reason=pl.lit("far"),
        village=pl.lit("V"),
    )
    twice = said.with_columns(reason=pl.lit("dear")), said.with_columns(village=pl.lit("U"))
    said = pl.concat([said, *twice, said.head(3)])
    earlier = jobmatch.solve(seekers, jobs, POLICY, decisions=said.head(40), plan=plan)
    for name, given in (("table", plan), ("result", earlier), ("run", earlier.save(tmp_path / "earlier"))):
        runs = []
        for turn in (1, 2, 3):
            mixed = said.sample(fraction=1, shuffle=True, seed=turn)
            mixed_plan = given.sample(fraction=1, shuffle=True, seed=turn) if isinstance(given, pl.DataFrame) else given
            result = jobmatch.solve(seekers, jobs, POLICY, decisions=mixed, plan=mixed_plan)
            runs.append(files(result.save(tmp_path / name / str(turn))))
        assert runs[0] == runs[1] == runs[2]
        assert {"changes.csv", "inputs/plan.csv", "inputs/decisions.csv"} <= runs[0].keys()
        assert runs[0]["changes.csv"].count(b"declined") > 3
