"""The commands as a planner uses them: real files, small lists, nothing faked."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import subprocess
import sysconfig
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import polars as pl
import pytest

from jobmatch.cli import main
from jobmatch.policy import load_policy

SEEKERS = """\
person_id,home,birth_date,min_wage,wish_regions,priority
p1,花垣县,1990-01-01,2500,长沙市;花垣县,registered_poor
p2,花垣县,1991-01-01,2500,长沙市,
p3,吉首市,1992-01-01,2000,*,
p4,吉首市,1993-01-01,9000,*,
"""
JOBS = """\
job_id,region,vacancies,wage
welder,长沙市,1,4500
packer,花垣县,1,2600
"""


class Done(NamedTuple):
    stdout: str
    stderr: str


def run(*arguments: object, cwd: Path, code: int = 0, lang: str = "en") -> Done:
    """Run a command in a folder, with its output in a pipe; nothing may be coloured there."""
    out, err = StringIO(), StringIO()
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.dict(os.environ, {"JOBMATCH_LANG": lang}),
        pytest.raises(SystemExit) as left,
    ):
        main([str(argument) for argument in arguments])
    done = Done(out.getvalue(), err.getvalue())
    assert (left.value.code or 0) == code, done.stdout + done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seekers.csv").write_text(SEEKERS, encoding="gb18030")
    (tmp_path / "jobs.csv").write_text(JOBS, encoding="utf-8-sig")
    return tmp_path


def test_check_solve_verify(folder: Path) -> None:
    run("check", "seekers.csv", "jobs.csv", cwd=folder)
    summary = run("solve", "seekers.csv", "jobs.csv", "--out", "runs/a", cwd=folder).stdout
    assert "Proven optimal" in summary
    assert "2 of 4 (50.0 %)" in summary
    assert str(Path("runs/a")) in summary
    assert run("verify", "runs/a", cwd=folder).stdout.strip().endswith("everything holds")

    with (folder / "runs/a/assignment.csv").open(encoding="utf-8", newline="") as file:
        plan = {row["person_id"]: row["job_id"] for row in csv.DictReader(file)}
    assert len(plan) == 2
    assert "p1" in plan  # registered poor
    assert "p4" not in plan  # asks for more than any post pays


def test_a_run_may_be_moved_and_a_changed_byte_is_found(folder: Path) -> None:
    run("solve", "seekers.csv", "jobs.csv", "--out", "a", "--quiet", cwd=folder)
    (folder / "a").rename(folder / "moved")
    report = json.loads(run("verify", "moved", "--json", cwd=folder).stdout)
    assert report["ok"]
    assert report["abs_gap"] == 0
    file = folder / "moved" / "assignment.csv"
    file.write_bytes(file.read_bytes().replace(b"p1", b"p3", 1))
    assert "assignment.csv" in run("verify", "moved", cwd=folder, code=1).stdout
    quiet = run("verify", "moved", "--quiet", cwd=folder, code=1)
    assert (quiet.stdout, quiet.stderr != "") == ("", True)


def test_a_missing_run_is_one_message(folder: Path) -> None:
    done = run("verify", "nowhere", cwd=folder, code=1)
    assert "nowhere" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_an_existing_run_is_kept_unless_told(folder: Path) -> None:
    run("solve", "seekers.csv", "jobs.csv", "--out", "a", "--quiet", cwd=folder)
    before = (folder / "a" / "summary.json").read_bytes()
    assert "exists already" in run("solve", "seekers.csv", "jobs.csv", "--out", "a", cwd=folder, code=1).stderr
    again = run("solve", "seekers.csv", "jobs.csv", "--out", "a", "--overwrite", "--json", cwd=folder)
    assert json.loads(again.stdout)["status"] == "optimal"
    assert (folder / "a" / "summary.json").read_bytes() == before


def test_check_lists_every_fault_and_writes_them_down(folder: Path) -> None:
    bad = SEEKERS.replace("p2,花垣县", "p1,花园县").replace("1992-01-01", "1992-02-30")
    (folder / "seekers.csv").write_text(bad, encoding="utf-8")
    (folder / "jobs.csv").write_text(JOBS.replace("2600", "-2600"), encoding="utf-8")
    done = run("check", "seekers.csv", "jobs.csv", cwd=folder, code=1)
    for place in ("seekers.csv row 3", "seekers.csv row 4", "jobs.csv row 3", "花园县", "-2600", "issues.csv"):
        assert place in done.stdout
    rows = list(csv.DictReader(StringIO((folder / "issues.csv").read_text(encoding="utf-8-sig"))))
    errors = {row["code"] for row in rows if row["severity"] == "error"}
    assert errors == {"id_duplicate", "region_unknown", "date_impossible", "wage_negative"}
    assert all(row["advice"] for row in rows)

    done = run("solve", "seekers.csv", "jobs.csv", "--out", "a", cwd=folder, code=1)
    assert "jobs.csv row 3" in done.stderr
    assert done.stdout == ""
    assert sorted(path.name for path in folder.iterdir()) == ["issues.csv", "jobs.csv", "seekers.csv"]


def test_check_never_writes_over_an_input(folder: Path) -> None:
    run("check", "seekers.csv", "jobs.csv", "--out", "jobs.csv", cwd=folder, code=1)
    assert (folder / "jobs.csv").read_text(encoding="utf-8-sig") == JOBS


def test_check_prints_the_table(folder: Path) -> None:
    (folder / "jobs.csv").write_text(JOBS.replace("2600", "-2600"), encoding="utf-8")
    done = run("check", "seekers.csv", "jobs.csv", "--out", "-", cwd=folder, code=1)
    assert "wage_negative" in {row["code"] for row in csv.DictReader(StringIO(done.stdout))}
    assert sorted(path.name for path in folder.iterdir()) == ["jobs.csv", "seekers.csv"]


TORN = '[[quota]]\nname = "at home"\nupper_share = 0.5\npersons = { person_id = "p1" }\njobs = { job_id = "welder" }\n'
"""A share of all placements for a group that depends on both lists."""


def test_check_refuses_what_solve_refuses(folder: Path) -> None:
    (folder / "policy.toml").write_text(TORN, encoding="utf-8")
    done = run("check", "seekers.csv", "jobs.csv", "-p", "policy.toml", cwd=folder, code=1)
    assert "at home" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "issues.csv").exists()


def test_the_installed_script_in_a_terminal_that_knows_no_chinese(folder: Path) -> None:
    script = Path(sysconfig.get_path("scripts"), "jobmatch")
    environment = {**os.environ, "JOBMATCH_LANG": "zh", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    arguments = ["solve", "seekers.csv", "jobs.csv", "--out", "a"]
    done = subprocess.run([script, *arguments], cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"2 / 4" in done.stdout
    assert done.stdout.isascii()
    again = subprocess.run([script, *arguments], cwd=folder, env=environment, capture_output=True, check=False)
    assert again.returncode == 1
    assert b"--overwrite" in again.stderr


def test_chinese(folder: Path) -> None:
    assert "已证明最优" in run("solve", "seekers.csv", "jobs.csv", "--out", "a", cwd=folder, lang="zh").stdout


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_pairs(folder: Path, suffix: str) -> None:
    out = folder / f"pairs.{suffix}"
    run("pairs", "seekers.csv", "jobs.csv", "--out", out, cwd=folder)
    table = pl.read_csv(out) if suffix == "csv" else pl.read_parquet(out)
    assert set(zip(table["person_id"], table["job_id"], strict=True)) == {
        ("p1", "welder"),
        ("p1", "packer"),
        ("p2", "welder"),
        ("p3", "welder"),
        ("p3", "packer"),
    }
    assert table.columns[-2:] == ["cost", "unmatched_cost"]
    run("pairs", "seekers.csv", "jobs.csv", "--out", out, cwd=folder, code=1)


def test_own_scores_decide(folder: Path) -> None:
    (folder / "pairs.csv").write_text("person_id,job_id,cost\np4,welder,-0.5\np1,welder,-0.4\n", encoding="utf-8")
    (folder / "policy.toml").write_text("[unmatched]\ndefault = 0.0\nregistered_poor = 0.0\n", encoding="utf-8")
    arguments = ["seekers.csv", "jobs.csv", "--pairs", "pairs.csv", "--policy", "policy.toml", "--out", "a", "--json"]
    summary = json.loads(run("solve", *arguments, cwd=folder).stdout)
    assert (summary["objective"], summary["bound"], summary["status"]) == (-0.5, -0.5, "optimal")
    run("verify", "a", cwd=folder)


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("[wagee]\nweight = 2.0\n", "did you mean 'wage'"),
        (TORN, "at home"),
        ("[wage\n", "policy.toml"),
    ],
)
def test_a_policy_that_cannot_be_kept_is_refused_by_name(folder: Path, policy: str, words: str) -> None:
    (folder / "policy.toml").write_text(policy, encoding="utf-8")
    done = run("solve", "seekers.csv", "jobs.csv", "-p", "policy.toml", "--out", "a", cwd=folder, code=1)
    assert words in done.stderr
    assert not (folder / "a").exists()


def test_limits_that_cannot_be_kept_end_with_a_proof(folder: Path) -> None:
    (folder / "policy.toml").write_text('[[quota]]\nname = "at home"\nlower = 5\n', encoding="utf-8")
    done = run("solve", "seekers.csv", "jobs.csv", "-p", "policy.toml", "--out", "a", cwd=folder, code=3)
    assert "No plan keeps all the rules together" in done.stdout
    assert "jobmatch diagnose" in done.stdout
    assert "at home, lower" in done.stdout
    assert not (folder / "a" / "assignment.csv").exists()
    run("verify", "a", cwd=folder)


def test_a_quota_and_a_stage_are_kept_and_verified(folder: Path) -> None:
    policy = '[objective]\norder = ["placed", "cost"]\n[[quota]]\nname = "few"\nupper = 1\n'
    (folder / "policy.toml").write_text(policy, encoding="utf-8")
    arguments = ["seekers.csv", "jobs.csv", "-p", "policy.toml", "--out", "a", "--json"]
    summary = json.loads(run("solve", *arguments, cwd=folder).stdout)
    assert summary["counts"]["placed"] == 1
    assert summary["stages"][0] == {"name": "placed", "value": 1, "bound": 1, "alone": 1}
    run("verify", "a", cwd=folder)


MONEY = """\
as_of = 2016-08-29
[[subsidy]]
name = "grant"
form = "fixed"
amount = 500.0
[[budget]]
name = "grants"
usage = "grant"
limit = 999
[[course]]
name = "welding"
teaches = "welding:1"
seats = 1
"""


def test_budgets_and_seats_stand_on_the_screen_and_the_run_verifies(folder: Path) -> None:
    skills = ["", "", "", ""], ["welding:1", ""]
    for name, cells in zip(("seekers.csv", "jobs.csv"), skills, strict=True):
        encoding = "gb18030" if name == "seekers.csv" else "utf-8-sig"
        header, *rows = (folder / name).read_text(encoding=encoding).splitlines()
        lines = [f"{header},skills", *(f"{row},{cell}" for row, cell in zip(rows, cells, strict=True))]
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "policy.toml").write_text(MONEY, encoding="utf-8")
    arguments = ("seekers.csv", "jobs.csv", "-p", "policy.toml", "--out")
    done = run("solve", *arguments, "a", cwd=folder).stdout
    assert "grants: 500.00 of 999.00 yuan" in done
    assert "welding: " in done.partition("Course seats")[2]
    assert "已用 500.00 / 999.00 元" in run("solve", *arguments, "b", cwd=folder, lang="zh").stdout
    assert run("verify", "a", cwd=folder).stdout.strip().endswith("everything holds")


def test_an_unknown_solver_is_refused(folder: Path) -> None:
    done = run("solve", "seekers.csv", "jobs.csv", "--solver", "gurobi", "--out", "a", cwd=folder, code=1)
    assert "gurobi" in done.stderr


def test_files_that_are_not_lists_give_one_error_and_no_run(folder: Path) -> None:
    (folder / "cut.xlsx").write_bytes(b"PK\x03\x04 cut off")
    for name in ("cut.xlsx", "missing.csv", "seekers.ods"):
        done = run("solve", name, "jobs.csv", "--out", "a", cwd=folder, code=1)
        assert name in done.stderr
        assert "Traceback" not in done.stderr
        assert not [path for path in folder.iterdir() if path.is_dir()]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_generate_gives_lists_that_solve(tmp_path: Path, suffix: str) -> None:
    run("generate", "fair-2016", "--out", "fair", "--scale", "0.05", "--format", suffix, cwd=tmp_path)
    lists = [f"fair/seekers.{suffix}", f"fair/jobs.{suffix}", "--policy", "fair/policy.toml"]
    run("check", *lists, cwd=tmp_path)
    run("solve", *lists, "--out", "a", cwd=tmp_path)
    run("verify", "a", cwd=tmp_path)
    run("generate", "fair-2016", "--out", "fair", "--format", suffix, cwd=tmp_path, code=1)


def test_policy_and_schema(tmp_path: Path) -> None:
    run("policy", "--out", "policy.toml", cwd=tmp_path)
    assert load_policy(tmp_path / "policy.toml") == load_policy()
    assert run("policy", cwd=tmp_path).stdout == (tmp_path / "policy.toml").read_text(encoding="utf-8")
    schema = json.loads(run("schema", cwd=tmp_path).stdout)
    assert {"wage", "distance", "unmatched", "quota"} <= schema["properties"].keys()


def test_the_demo_from_nothing(tmp_path: Path) -> None:
    for _ in range(2):  # a second demo replaces the first
        done = run("demo", "--scale", "0.005", cwd=tmp_path)
        for words in ("Proven optimal", "The run holds", "Where to look", "assignment.csv", "jobmatch verify"):
            assert words in done.stdout
    assert {path.name for path in (tmp_path / "runs").iterdir()} == {"demo", "demo-lists"}
