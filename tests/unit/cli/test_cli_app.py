"""The command line's frame: exit codes, what an error looks like, help, language; no solver is run here."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import polars as pl
import pytest

import jobmatch
from jobmatch import engine
from jobmatch.cli import app, main
from jobmatch.errors import InputError, JobmatchError, PolicyError, RunError, UnsupportedError
from jobmatch.lists.issues import errors_message, make_issue
from jobmatch.policy import load_policy
from jobmatch.result import Status, Stop
from jobmatch.scenarios.presets import PRESETS
from jobmatch.words import said

COMMANDS = [command.callback.__name__ for command in app.registered_commands if command.callback]

SUMMARY: dict[str, Any] = {
    "status": "optimal",
    "stop": None,
    "objective": 12.0,
    "bound": 12.0,
    "gap": 0.0,
    "abs_gap": 0.0,
    "counts": dict.fromkeys(
        ["seekers", "jobs", "vacancies", "eligible_pairs", "eligible_persons", "placed", "unmatched", "unfilled"], 1
    ),
}


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    code = left.value.code
    return 0 if code is None else int(code)


class FakeResult:
    """A result that says what the test wants."""

    def __init__(self, status: Status, stop: Stop | None = None) -> None:
        self.status, self.stop = status, stop
        plan = status in (Status.OPTIMAL, Status.FEASIBLE)
        self.summary = SUMMARY | {"status": status.value, "stop": stop and stop.value}
        if not plan:
            self.summary |= dict.fromkeys(["objective", "bound", "gap", "abs_gap"])
        self.plan = self.origin = self.limits = None
        self.timing = {"peak_memory_mb": 120.0}

    def save(self, path: Path, *, overwrite: bool = False, pseudonymise: bytes | None = None) -> Path:
        path.mkdir()
        return path


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A fake engine: `result` is what it gives (or raises), `calls` what it was asked."""
    fake = SimpleNamespace(result=FakeResult(Status.OPTIMAL), calls=[])

    def solve(*arguments: Any, **options: Any) -> Any:
        fake.calls.append((arguments, options))
        if isinstance(fake.result, BaseException):
            raise fake.result
        return fake.result

    monkeypatch.setattr(engine, "solve", solve)
    return fake


@pytest.mark.parametrize(
    ("status", "stop", "code"),
    [
        (Status.OPTIMAL, None, 0),
        (Status.FEASIBLE, Stop.GAP, 0),
        (Status.INFEASIBLE, None, 3),
        (Status.FEASIBLE, Stop.TIME, 4),
        (Status.FEASIBLE, Stop.INTERRUPT, 4),
        (Status.FEASIBLE, Stop.STALLED, 4),
        (Status.UNKNOWN, Stop.TIME, 5),
        (Status.UNKNOWN, Stop.INTERRUPT, 5),
    ],
)
def test_exit_codes(solved: SimpleNamespace, tmp_path: Path, status: Status, stop: Stop | None, code: int) -> None:
    solved.result = FakeResult(status, stop)
    if status is Status.FEASIBLE:
        solved.result.summary |= {"abs_gap": 1.0, "gap": 0.01}
    assert run("solve", "s.csv", "j.csv", "--out", str(tmp_path / "run")) == code
    assert (tmp_path / "run").is_dir()


@pytest.mark.parametrize("error", [JobmatchError, PolicyError, RunError, UnsupportedError, InputError])
def test_a_users_fault_is_one_message_without_a_trace(
    solved: SimpleNamespace, tmp_path: Path, capsys: pytest.CaptureFixture[str], error: type[JobmatchError]
) -> None:
    solved.result = error(said("explain.no_job", job_id="[bold]x"))
    assert run("solve", "s.csv", "j.csv", "--out", str(tmp_path / "run")) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"jobmatch: {solved.result}\n"
    assert "'[bold]x'" in err
    assert not (tmp_path / "run").exists()


def test_faults_of_the_inputs_are_listed(
    solved: SimpleNamespace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issue = make_issue("wage_negative", list="jobs", file="jobs.csv", row=12, column="wage", value="-3")
    solved.result = InputError(errors_message([issue], 1), [issue])
    assert run("solve", "s.csv", "jobs.csv", "--out", str(tmp_path / "run")) == 1
    err = capsys.readouterr().err
    assert "jobs.csv row 12" in err
    assert "Traceback" not in err


def test_a_file_that_cannot_be_written_is_a_fault_not_a_defect(
    solved: SimpleNamespace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    solved.result = PermissionError(13, "Permission denied", "/somewhere/run")
    assert run("solve", "s.csv", "j.csv", "--out", str(tmp_path / "run")) == 1
    assert "/somewhere/run: Permission denied" in capsys.readouterr().err


def test_a_defect_shows_the_trace_and_what_to_report(
    solved: SimpleNamespace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    solved.result = ZeroDivisionError("division by zero")
    assert run("solve", "s.csv", "j.csv", "--out", str(tmp_path / "a run")) == 70
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert "ZeroDivisionError" in err
    assert "please report" in err.lower()
    assert "'" in err.split("command: ")[1]  # quoted as it can be pasted


def wrapped_interrupt() -> SystemError:
    """What compiled code makes of Ctrl-C."""
    error = SystemError("returned a result with an exception set")
    error.__cause__ = KeyboardInterrupt()
    return error


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt(), wrapped_interrupt()])
def test_an_interrupt_outside_the_solve(
    solved: SimpleNamespace, tmp_path: Path, capsys: pytest.CaptureFixture[str], interrupt: BaseException
) -> None:
    solved.result = interrupt
    assert run("solve", "s.csv", "j.csv", "--out", str(tmp_path / "run")) == 130
    assert capsys.readouterr().err == "jobmatch: interrupted; nothing was written\n"
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve", "s.csv", "j.csv"],
        ["solve", "s.csv", "j.csv", "--out", "r", "--gap", "-1"],
        ["solve", "s.csv", "j.csv", "--out", "r", "--time-limit", "-1"],
        ["sovle"],
        ["generate", "xiangxi", "--out", "d"],
        ["generate", "fair-2016", "--out", "d", "--scale", "0"],
        ["generate", "fair-2016", "--out", "d", "--seekers", "0"],
        ["generate", "national", "--out", "d", "--seekers", "10000001"],
        ["generate", "national", "--out", "d", "--jobs", "100001"],
        ["generate", "fair-2016", "--out", "d", "--format", "ods"],
        ["pairs", "s.csv", "j.csv", "--out", "pairs.xlsx"],
        ["--lang", "fr", "policy"],
    ],
)
def test_wrong_usage(arguments: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 2
    assert list(tmp_path.iterdir()) == []


def test_generate_gives_as_many_rows_as_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--seekers", "60", "--jobs", "40", "--seed", "3", "--format", "parquet"]
    assert run("generate", "national", "--out", str(tmp_path), *options) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    seekers, jobs, policy = jobmatch.generate("national", seed=3, seekers=60, jobs=40)
    assert (seekers.height, jobs.height) == (60, 40)
    assert pl.read_parquet(tmp_path / "seekers.parquet").equals(seekers)
    assert pl.read_parquet(tmp_path / "jobs.parquet").equals(jobs)
    assert load_policy(tmp_path / "policy.toml") == policy


@pytest.mark.parametrize("preset", PRESETS)
def test_the_help_of_generate_names_every_preset(preset: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("generate", "--help") == 0
    assert preset in capsys.readouterr().out


@pytest.mark.parametrize("command", ["solve", "pairs"])
def test_an_existing_output_is_refused_before_any_work(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def work(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("work was done")

    monkeypatch.setattr(engine, "solve", work)
    monkeypatch.setattr(engine, "iter_eligible_pairs", work)
    out = tmp_path / "out.csv"
    out.write_text("mine")
    assert run(command, "s.csv", "j.csv", "--out", str(out)) == 1
    assert out.read_text() == "mine"
    assert "exists already" in capsys.readouterr().err


def test_overwrite_never_replaces_what_is_not_a_run(solved: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "seekers.csv").write_text("person_id")
    assert run("solve", "s.csv", "j.csv", "--out", str(tmp_path), "--overwrite") == 1
    assert solved.calls == []


def test_options_reach_the_engine(solved: SimpleNamespace, tmp_path: Path) -> None:
    out = str(tmp_path / "run")
    options = "--policy p.toml --pairs x.csv --regions r.csv --plan old --decisions d.csv --gap 0.5 --time-limit 9"
    assert run("solve", "s.csv", "j.csv", "--out", out, *options.split(), "--solver", "flow", "--seed", "7") == 0
    ((arguments, given),) = solved.calls
    assert arguments == (Path("s.csv"), Path("j.csv"))
    assert given.pop("progress") is None  # stderr is no terminal here
    assert given == {
        "policy": Path("p.toml"),
        "pairs": Path("x.csv"),
        "regions": Path("r.csv"),
        "plan": Path("old"),
        "decisions": Path("d.csv"),
        "gap": 0.5,
        "time_limit": 9.0,
        "solver": "flow",
        "seed": 7,
    }


def test_json_is_one_object_and_nothing_else(
    solved: SimpleNamespace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("solve", "s.csv", "j.csv", "--out", str(tmp_path / "run"), "--json") == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert document["status"] == "optimal"
    assert document["run"] == str(tmp_path / "run")
    assert err == ""


def test_quiet_prints_nothing(solved: SimpleNamespace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("solve", "s.csv", "j.csv", "--out", str(tmp_path / "run"), "--quiet") == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("way", ["option", "environment", "locale"])
def test_the_summary_speaks_chinese_when_asked(
    solved: SimpleNamespace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    way: str,
) -> None:
    before = ["--lang", "zh"] if way == "option" else []
    if way == "environment":
        monkeypatch.setenv("JOBMATCH_LANG", "zh")
    if way == "locale":
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run(*before, "solve", "s.csv", "j.csv", "--out", str(tmp_path / "run")) == 0
    out = capsys.readouterr().out
    assert "已证明最优" in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("given", "spoken"),
    [
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "已证明最优"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_TW"}, "已证明最优"),
        ({"LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "Proven optimal"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, "Proven optimal"),
        ({"LC_ALL": "zh_CN.UTF-8", "JOBMATCH_LANG": "en"}, "Proven optimal"),
    ],
)
def test_the_language_is_that_of_the_locale_unless_told(
    solved: SimpleNamespace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    given: dict[str, str],
    spoken: str,
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert run("solve", "s.csv", "j.csv", "--out", str(tmp_path / "run")) == 0
    assert spoken in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example_that_names_its_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--help") == 0
    text = " ".join(capsys.readouterr().out.split())
    example = re.search(r"Example: (jobmatch [^│╭]*)", text)
    assert example is not None
    assert example[1].startswith(f"jobmatch {command}")


def test_the_version() -> None:
    done = subprocess.run([sys.executable, "-m", "jobmatch", "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"jobmatch \d+\.\d+\.\d+\n", done.stdout)


def test_help_is_quick_to_start() -> None:
    code = "import sys, jobmatch.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "polars", "pydantic", "ortools", "numba"} & set(done.stdout.split())
