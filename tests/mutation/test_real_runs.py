"""The same falsifications on runs that `jobmatch.solve` wrote, and its runs against the brute force."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import jobmatch
from jobmatch.verify import verify
from mutation.edit import NotApplicable
from mutation.make_run import Solved, solve, write
from mutation.mutations import FALSIFICATIONS, falsify
from mutation.random_cases import random_instance
from mutation.showcase import showcase


def _solved_again(solved: Solved, folder: Path) -> Path:
    """The run that the library writes for the inputs of a run made by hand."""
    lists = write(solved, folder / "lists") / "inputs"
    also = {name: lists / f"{name}.csv" for name in ("pairs", "decisions") if (lists / f"{name}.csv").exists()}
    result = jobmatch.solve(
        lists / "seekers.csv", lists / "jobs.csv", lists / "policy.json", regions=lists / "regions.csv", **also
    )
    result.save(folder / "run")
    return folder / "run"


@pytest.mark.parametrize("start", range(0, 90, 15))
def test_solver_verifier_and_brute_force_agree(start: int, tmp_path: Path) -> None:
    for seed in range(start, start + 15):
        solved = solve(random_instance(seed))
        report = verify(_solved_again(solved, tmp_path / str(seed)))
        assert report.ok, f"seed {seed}\n{report}"
        if solved.case.cost_decimals is None:
            assert report.objective == solved.objective / 10**solved.case.decimals


def test_every_falsification_of_a_real_run_is_noticed(tmp_path: Path) -> None:
    run = _solved_again(solve(showcase()), tmp_path)
    missed, not_applicable = [], []
    for how in FALSIFICATIONS:
        copy = Path(shutil.copytree(run, tmp_path / how.name))
        try:
            falsify(copy, how)
        except NotApplicable:
            not_applicable.append(how.name)
            continue
        report = verify(copy)
        if report.ok or report.failed[0] not in how.caught_by:
            missed.append(f"{how}: {report.failed}")
    assert not missed
    assert not not_applicable
