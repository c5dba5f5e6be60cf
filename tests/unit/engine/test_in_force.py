"""What may be named as the plan in force, and what it brings along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import jobmatch
from jobmatch.engine import check
from jobmatch.engine.in_force import in_force

SEEKERS = pl.DataFrame({"person_id": ["a", "b", "c"]})
JOBS = pl.DataFrame({"job_id": ["x", "y"], "vacancies": [1, 1]})
PAIRS = pl.DataFrame(
    {"person_id": ["a", "a", "b", "b", "c"], "job_id": ["x", "y", "x", "y", "x"], "cost": [1.0, 2.0, 5.0, 9.0, 3.0]}
)
DECISIONS = pl.DataFrame(
    {"person_id": ["a", "c"], "job_id": ["x", None], "decision": ["declined", "withdrawn"], "reason": ["far", None]}
)
ASSIGNMENT = [("a", "y"), ("b", "x")]


@pytest.fixture(scope="module")
def result() -> jobmatch.Result:
    return jobmatch.solve(SEEKERS, JOBS, pairs=PAIRS, decisions=DECISIONS)


@pytest.fixture
def run(result: jobmatch.Result, tmp_path: Path) -> Path:
    return result.save(tmp_path / "run")


def again(plan: object, decisions: object = None) -> jobmatch.Result:
    return jobmatch.solve(SEEKERS, JOBS, pairs=PAIRS, plan=plan, decisions=decisions)


def test_a_run_brings_its_plan_and_its_decisions(run: Path) -> None:
    for named in (run, str(run)):
        found = in_force(named)
        assert found.plan.rows() == ASSIGNMENT
        assert found.decisions is not None
        assert found.decisions.rows() == [("a", "x", "declined", "far"), ("c", None, "withdrawn", None)]


def test_a_result_brings_the_same(result: jobmatch.Result, run: Path) -> None:
    found = in_force(result)
    assert found.plan.rows() == ASSIGNMENT
    assert found.decisions is not None
    assert found.decisions.select("person_id", "job_id", "decision").rows() == [
        ("a", "x", "declined"),
        ("c", None, "withdrawn"),
    ]
    one, other = (again(named).save(run.parent / name) for name, named in (("one", result), ("other", run)))
    files = [{p.name: p.read_bytes() for p in each.rglob("*.*") if p.name != "timing.json"} for each in (one, other)]
    assert files[0] == files[1]
    assert {"changes.csv", "plan.csv", "decisions.csv"} <= files[0].keys()


def test_a_table_or_a_file_brings_no_decisions(run: Path) -> None:
    frame = pl.DataFrame(ASSIGNMENT, schema=["person_id", "job_id"], orient="row")
    frame.write_csv(run.parent / "plan.csv")
    frame.rename({"person_id": "求职者编号", "job_id": "岗位编号"}).write_excel(run.parent / "plan.xlsx")
    tables: list[object] = [frame, frame.to_dicts(), run.parent / "plan.csv", str(run.parent / "plan.xlsx")]
    for table in [*tables, run / "assignment.csv"]:
        assert in_force(table).plan is table
        assert in_force(table).decisions is None
        found = again(table)
        assert "decisions.csv" not in found.inputs.tables
        assert found.inputs.tables["plan.csv"].table.rows() == ASSIGNMENT
    assert in_force(None).plan is None
    assert in_force(None).decisions is None


def test_a_run_without_decisions(tmp_path: Path) -> None:
    plain = jobmatch.solve(SEEKERS, JOBS, pairs=PAIRS)
    assert in_force(plain).decisions is None
    assert in_force(plain.save(tmp_path / "run")).decisions is None


def test_a_folder_that_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(jobmatch.RunError, match=r"is not the directory of a run; name the directory that solve wrote"):
        again(tmp_path)


def test_a_path_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(jobmatch.InputError) as caught:
        again(tmp_path / "none")
    assert [(issue.list, issue.code) for issue in caught.value.issues] == [("plan", "file_missing")]


def test_a_run_without_a_plan(tmp_path: Path) -> None:
    limit = {"quota": [{"name": "all", "lower": 5}]}
    result = jobmatch.solve(SEEKERS, JOBS, limit, pairs=PAIRS)
    assert result.status is jobmatch.Status.INFEASIBLE
    with pytest.raises(jobmatch.InputError, match="this result has no plan"):
        again(result)
    run = result.save(tmp_path / "run")
    with pytest.raises(jobmatch.RunError, match="holds no plan"):
        again(run)
    for named, error in ((result, jobmatch.InputError), (run, jobmatch.RunError)):
        with pytest.raises(error):  # not "no faults"
            check(SEEKERS, JOBS, pairs=PAIRS, plan=named)


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "no column of the plan": (
        lambda run: (run / "assignment.csv").write_text("person_id,job\na,x\n"),
        r"assignment.csv is damaged: it has no column job_id",
    ),
    "no column of the decisions": (
        lambda run: (run / "inputs/decisions.csv").write_text("person_id,job_id\na,x\n"),
        r"decisions.csv is damaged: it has no column decision",
    ),
    "an unknown word": (
        lambda run: (run / "inputs/decisions.csv").write_text("person_id,job_id,decision\na,x,perhaps\n"),
        r"decisions.csv is damaged: 'perhaps' is not a decision",
    ),
    "no word": (
        lambda run: (run / "inputs/decisions.csv").write_text("person_id,job_id,decision\na,x,\n"),
        r"decisions.csv is damaged: '' is not a decision",
    ),
    "an empty file": (lambda run: (run / "assignment.csv").write_bytes(b""), r"assignment.csv cannot be read"),
    "not text": (
        lambda run: (run / "assignment.csv").write_bytes(b"person_id,job_id\n\xff\xfe,x\n"),
        r"cannot be read",
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_run(name: str, run: Path) -> None:
    damage, words = DAMAGE[name]
    damage(run)
    with pytest.raises(jobmatch.RunError, match=words):
        again(run)


def test_a_plan_with_a_person_twice(run: Path) -> None:
    with (run / "assignment.csv").open("a") as file:
        file.write((run / "assignment.csv").read_text().splitlines()[1] + "\n")
    with pytest.raises(jobmatch.InputError, match="plan row 3, column person_id: the person a is already in row 1"):
        again(run)


def test_decisions_hold_on_until_new_ones_replace_them(result: jobmatch.Result) -> None:
    """a declined x two rounds ago; c comes back by a word on another job."""
    second = again(result, [{"person_id": "b", "job_id": "x", "decision": "accepted"}])
    third = again(second, [{"person_id": "c", "job_id": "y", "decision": "declined"}])
    kept = third.inputs.tables["decisions.csv"].table
    assert kept.select("person_id", "job_id", "decision").rows() == [
        ("a", "x", "declined"),
        ("b", "x", "accepted"),
        ("c", "y", "declined"),
    ]
    assert third.assignment.select("person_id", "job_id").rows() == ASSIGNMENT
    assert third.unmatched.select("person_id", "reason").rows() == [("c", "outbid")]
    assert second.unmatched.select("person_id", "reason").rows() == [("c", "withdrawn")]
