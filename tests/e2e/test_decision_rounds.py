"""Rounds on the command line: a plan goes out, a messy spreadsheet comes back, the plan is made again."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from test_cli_commands import run

SEEKERS = """\
求职者编号,户籍地,出生日期,期望月薪,意向地区
A,花垣县,1990-01-01,3000,长沙市;深圳市
B,花垣县,1990-01-01,3000,长沙市;深圳市
C,花垣县,1990-01-01,3000,长沙市;深圳市
D,花垣县,1990-01-01,3000,长沙市
E,花垣县,1990-01-01,3000,长沙市;深圳市
F,花垣县,1990-01-01,3000,长沙市;深圳市
"""
JOBS = """\
岗位编号,工作地,招聘人数,月薪
X,长沙市,4,4000
Y,深圳市,4,4000
"""
POLICY = "as_of = 2016-08-29\n"
BACK = """\
第一轮反馈,,,,
,,,,
序号,联系电话,求职者编号,岗位编号,决定,原因
1,1,{0},X,接受,
2,1,{1},X,拒绝,太远
3,1,{2},,退出,已在本地就业
4,1,{3},X,接受,
4,1,{3},X,未到岗,
"""
LISTS = ("seekers.csv", "jobs.csv", "-p", "policy.toml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two lists, and a first plan: four at X."""
    for name, text in (("seekers.csv", SEEKERS), ("jobs.csv", JOBS), ("policy.toml", POLICY)):
        (tmp_path / name).write_text(text, encoding="gb18030")
    run("solve", *LISTS, "--out", "r1", cwd=tmp_path)
    return tmp_path


def proposed(folder: Path, name: str) -> dict[str, str]:
    return dict(pl.read_csv(folder / name / "assignment.csv").select("person_id", "job_id").iter_rows())


def answered(folder: Path) -> list[str]:
    """Write what four persons at X answered: accepted, declined, withdrew, did not turn up."""
    four = sorted(person for person, job in proposed(folder, "r1").items() if job == "X")
    assert len(four) == 4
    (folder / "back.csv").write_text(BACK.format(*four), encoding="gb18030")
    return four


def test_a_round(folder: Path) -> None:
    takes, declines, leaves, missing = answered(folder)
    given = (*LISTS, "--plan", "r1", "--decisions", "back.csv")
    assert "No faults found." in run("check", *given, cwd=folder).stdout
    shown = run("solve", *given, "--out", "r2", cwd=folder).stdout
    for words in ("Kept as it was", "Changed", "declined the job: 1", "withdrew: 1", "did not turn up: 1"):
        assert words in shown
    run("verify", "r2", cwd=folder)
    plan = proposed(folder, "r2")
    assert plan[takes] == "X"
    assert plan.get(declines) != "X"
    assert plan.get(missing) != "X"
    assert leaves not in plan
    changes = pl.read_csv(folder / "r2" / "changes.csv")
    assert changes.columns == ["person_id", "job_before", "job_after", "reason", "cost_before", "cost_after"]
    reasons = dict(changes.select("person_id", "reason").iter_rows())
    assert reasons | {declines: "declined", leaves: "withdrawn", missing: "no_show"} == reasons
    kept = pl.read_csv(folder / "r2/inputs/decisions.csv")
    assert "联系电话" not in kept.columns
    assert kept.filter(pl.col("person_id") == declines)["reason"].to_list() == ["太远"]

    summary = json.loads(run("solve", *LISTS, "--plan", "r2", "--out", "r3", "--json", cwd=folder).stdout)
    assert summary["changes"] == {"kept": len(plan)}
    assert proposed(folder, "r3") == plan
    chinese = run("solve", *given, "--out", "r4", cwd=folder, lang="zh").stdout
    assert "维持原安排" in chinese
    assert "本人退出：1" in chinese


def test_a_contradiction_is_one_error_with_rows(folder: Path) -> None:
    takes, *_ = answered(folder)
    with (folder / "back.csv").open("a", encoding="gb18030") as file:
        file.write(f"5,1,{takes},X,拒绝,\n")
    given = (*LISTS, "--plan", "r1", "--decisions", "back.csv")
    done = run("solve", *given, "--out", "r2", cwd=folder, code=1)
    assert "back.csv row 4, column decision (决定): the decision accepted contradicts row 9: declined" in done.stderr
    assert not (folder / "r2").exists()
    run("check", *given, cwd=folder, code=1)
    (fault,) = pl.read_csv(folder / "issues.csv").to_dicts()
    assert (fault["code"], fault["row"], fault["file"]) == ("decision_contradiction", 4, "back.csv")


def test_who_did_not_agree_cannot_be_bound(folder: Path) -> None:
    (folder / "back.csv").write_text("求职者编号,岗位编号,决定\nD,Y,接受\n", encoding="utf-8-sig")
    given = (*LISTS, "--plan", "r1", "--decisions", "back.csv")
    done = run("solve", *given, "--out", "r2", cwd=folder, code=1)
    assert "back.csv row 2" in done.stderr
    assert "it is not where the person agreed to go" in done.stderr
    assert "本人同意" in run("check", *given, cwd=folder, code=1, lang="zh").stdout
    assert [row["code"] for row in pl.read_csv(folder / "issues.csv").to_dicts()] == ["binding_not_eligible"]


@pytest.mark.parametrize("plan", ["r1", "r1/assignment.csv"])
def test_the_plan_in_force_is_not_replaced(folder: Path, plan: str) -> None:
    before = (folder / "r1" / "summary.json").read_bytes()
    done = run("solve", *LISTS, "--plan", plan, "--out", "r1", "--overwrite", cwd=folder, code=1)
    assert "one of the inputs" in done.stderr
    assert (folder / "r1" / "summary.json").read_bytes() == before


def test_what_is_no_plan_is_one_message(folder: Path) -> None:
    (folder / "empty").mkdir()
    for named, words in (("empty", "not the directory of a run"), ("nowhere", "there is no file")):
        for command in (["solve", *LISTS, "--out", "r2"], ["check", *LISTS], ["pairs", *LISTS, "--out", "p.csv"]):
            done = run(*command, "--plan", named, cwd=folder, code=1)
            assert words in done.stderr + done.stdout
            assert "Traceback" not in done.stderr
    assert not (folder / "r2").exists()


def test_pairs_of_a_round(folder: Path) -> None:
    takes, declines, leaves, _ = answered(folder)
    run("pairs", *LISTS, "--plan", "r1", "--decisions", "back.csv", "--out", "pairs.csv", cwd=folder)
    pairs = pl.read_csv(folder / "pairs.csv")
    assert pairs.filter(pl.col("person_id") == takes)["job_id"].to_list() == ["X"]
    assert pairs.filter(pl.col("person_id") == declines)["job_id"].to_list() == ["Y"]
    assert leaves not in pairs["person_id"]
    open_ = next(person for person, job in proposed(folder, "r1").items() if job == "Y")
    assert pairs.filter(pl.col("person_id") == open_).select("job_id", "change").rows() == [("X", 100.0), ("Y", 0.0)]
