"""`jobmatch doctor` says what there is, and what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import jobmatch
from jobmatch.cli.commands import doctor
from jobmatch.engine.machine import Machine, look
from jobmatch.report import advice_of, machine_view
from told import printed, told


@pytest.fixture(scope="module")
def here() -> Machine:
    return look()


def test_it_says_what_there_is(here: Machine) -> None:
    text = told("doctor")
    assert f"jobmatch {jobmatch.__version__}" in text
    assert f"{here.cores}, of which {here.threads} are used" in text
    assert "a small plan was solved and verified" in text
    assert "Nothing is wrong." in text
    assert "一切正常" in told("--lang", "zh", "doctor")
    found = json.loads(told("doctor", "--json"))
    assert (found["failure"], found["advice"]) == (None, [])
    assert found["kernels"] > 0


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"cache_writable": False}, "not_writable", "NUMBA_CACHE_DIR"),
        ({"variables": {"NUMBA_DISABLE_JIT": "1"}}, "no_jit", "Unset it"),
        ({"free_gb": 0.1}, "little_memory", "Little memory"),
    ],
)
def test_it_says_what_is_wrong(here: Machine, change: dict[str, object], code: str, words: str) -> None:
    found = replace(here, **change)  # type: ignore[arg-type]
    assert advice_of(found) == [code]
    text = printed(machine_view(found))
    assert words in text
    assert "Nothing is wrong" not in text


def test_memory_that_nobody_knows_is_no_fault(here: Machine) -> None:
    found = replace(here, memory_gb=None, free_gb=None)
    assert advice_of(found) == []
    assert "the system does not say" in printed(machine_view(found))


def test_a_plan_that_fails_is_told_and_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_self_test", lambda: "OSError: no")
    assert "could not be solved and verified: OSError: no" in told("doctor", code=1, out=True)


def test_threads_and_variables_are_seen(tmp_path: Path) -> None:
    given = {**os.environ, "JOBMATCH_THREADS": "1", "COLUMNS": "200"}
    command = [sys.executable, "-m", "jobmatch", "doctor"]
    text = subprocess.run(command, check=True, capture_output=True, text=True, env=given, cwd=tmp_path).stdout
    assert "of which 1 are used" in text
    assert "JOBMATCH_THREADS=1" in text


def test_a_shell_completes_commands(tmp_path: Path) -> None:
    asked = {"_JOBMATCH_COMPLETE": "complete_bash", "COMP_WORDS": "jobmatch exp", "COMP_CWORD": "1"}
    command = [sys.executable, "-m", "jobmatch"]
    given = {**os.environ, **asked}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=given, cwd=tmp_path)
    assert done.stdout.split() == ["explain"]
