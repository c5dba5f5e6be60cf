"""Every falsification of a true run is noticed, and first by the check that a reader would expect."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobmatch.errors import RunError
from jobmatch.verify import verify
from mutation.edit import NotApplicable
from mutation.make_run import solve, write
from mutation.mutations import FALSIFICATIONS, Falsification, falsify
from mutation.random_cases import random_instance
from mutation.showcase import showcase


def test_there_are_dozens_and_no_two_of_a_name() -> None:
    names = [how.name for how in FALSIFICATIONS]
    assert len(names) == len(set(names)) > 100


def test_the_true_run_holds(tmp_path: Path) -> None:
    report = verify(write(solve(showcase()), tmp_path / "run"))
    assert report.ok, str(report)


@pytest.mark.parametrize("how", FALSIFICATIONS, ids=str)
def test_falsified_run_is_noticed(how: Falsification, tmp_path: Path) -> None:
    run = write(solve(showcase()), tmp_path / "run")
    falsify(run, how)
    report = verify(run)
    assert not report.ok
    assert report.failed[0] in how.caught_by, str(report)
    assert "does not hold" in str(report)
    chinese = report.text("zh")
    assert "不成立" in chinese
    assert len(chinese.splitlines()) == len(str(report).splitlines())


@pytest.mark.parametrize("seed", range(6))
def test_falsified_random_runs_are_noticed(seed: int, tmp_path: Path) -> None:
    solved = solve(random_instance(seed))
    noticed = 0
    for how in FALSIFICATIONS:
        run = write(solved, tmp_path / how.name)
        try:
            falsify(run, how)
        except NotApplicable:
            continue
        if not _differs(run, write(solved, tmp_path / f"{how.name}-again")):
            continue
        # What a forger changes in an input may happen not to matter; in a file that the run wrote it always does.
        if how.change.__module__ != "mutation.forged_inputs":
            assert not verify(run).ok, f"seed {seed}: {how}"
            noticed += 1
        else:
            verify(run)
    assert noticed > 30


def _differs(a: Path, b: Path) -> bool:
    texts = [{p.relative_to(run).as_posix(): p.read_bytes() for p in run.rglob("*") if p.is_file()} for run in (a, b)]
    return texts[0] != texts[1]


@pytest.mark.parametrize("name", ["empty", "missing"])
def test_what_is_no_run_is_an_error(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(RunError):
        verify(tmp_path / name)
