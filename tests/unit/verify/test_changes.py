"""The plan in force: open proposals in the costs, every reason of changes.csv, and what is forged there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from decided_runs import decisions_of, plan_of, write_decided

from jobmatch.policy import load_policy
from jobmatch.verify import Report, verify
from mutation.edit import Table, edit, first, put, repolicy, summary, table
from mutation.make_run import solve, write_summary
from mutation.reference import Instance, Row
from mutation.showcase import showcase

PEOPLE, JOBS = "abcdefghijk", "UVWXYZ"
# Everybody is eligible for X, Y and Z; only f also for W; vacancies are plenty, but for one at Z.
COSTS = {(p, j): cost for p in PEOPLE for j, cost in (("X", 10), ("Y", 20), ("Z", 5))} | {("f", "W"): 1}
DECISIONS = decisions_of(
    "c - withdrawn",
    "d X forced",
    "e X forced",
    "e X accepted",
    "k X accepted",
    "g W left",
    "g W declined",
    "h W no_show",
    "i W declined",
    "i W forbidden",
    "j W forbidden",
)
PLAN = plan_of(b="X", c="X", d="Y", e="X", f="gone", g="W", h="W", i="W", j="W", k="Y", gone="X")


def _case(plan: list[Row] | None, decisions: list[Row] | None, **change: float) -> Instance:
    return Instance(
        seekers=[{"person_id": p} for p in PEOPLE],
        jobs=[{"job_id": j, "vacancies": "1" if j == "Z" else "9"} for j in JOBS],
        regions=[{"code": "1", "parent": "", "level": "country", "name": "", "lon": "", "lat": ""}],
        policy=load_policy({"unmatched": {"default": 50.0}, "change": change}),
        pairs=[{"person_id": p, "job_id": j, "cost": str(cost)} for (p, j), cost in COSTS.items()],
        decisions=decisions,
        plan=plan,
        cost_decimals=0,
    )


def _run(folder: Path) -> Path:
    return write_decided(solve(_case(PLAN, DECISIONS, cost=3.0)), folder)


def _rows(run: Path) -> dict[str, list[str]]:
    return {row["person_id"]: list(row.values())[1:] for row in table(run, "changes.csv")}


def _again(run: Path) -> Report:
    write_summary(run, summary(run))
    return verify(run)


def test_every_row_by_hand(tmp_path: Path) -> None:
    """One of those without a proposal (a, f, g, h, i, j) takes Z; b stays at X: 5 + 3 is less than 10, but not by more.

    Somebody with the costs 10 and 5 saves 5 at Z, b only 2. d, e and k are bound; c withdrew.
    """
    run = _run(tmp_path / "run")
    report = verify(run)
    assert report.ok, str(report)
    rows = _rows(run)
    assert "b" not in rows
    assert "e" not in rows
    assert rows["c"] == ["X", "", "withdrawn", "", "50.0"]
    assert rows["d"] == ["Y", "X", "forced", "", "10.0"]
    assert rows["k"] == ["Y", "X", "accepted", "", "10.0"]
    assert rows["gone"] == ["X", "", "person_gone", "", ""]
    assert rows["f"] == ["gone", "W", "job_gone", "", "1.0"]
    assert [rows[p][2] for p in "aghij"] == ["new", "left", "no_show", "declined", "forbidden"]
    assert rows["a"][:1] == [""]
    told = {"kept": 2, "new": 1, "withdrawn": 1, "forced": 1, "accepted": 1, "left": 1, "no_show": 1, "declined": 1}
    assert summary(run)["changes"] == {**told, "forbidden": 1, "job_gone": 1, "person_gone": 1}


def _stated(key: str, value: object) -> Callable[[Path], None]:
    def edited(run: Path) -> None:
        write_summary(run, {**summary(run), "changes": {**summary(run)["changes"], key: value}})

    return edited


def _cell(person: str, column: str, value: str, name: str = "changes.csv") -> Callable[[Path], None]:
    def change(rows: Table) -> None:
        first(rows, lambda row: row["person_id"] == person)[column] = value

    return lambda run: edit(run, name, change)


def _drop(person: str, name: str = "changes.csv") -> Callable[[Path], None]:
    return lambda run: edit(run, name, lambda rows: rows.remove(first(rows, lambda r: r["person_id"] == person)))


def _add(name: str, **cells: str) -> Callable[[Path], None]:
    def change(rows: Table) -> None:
        rows.append({**dict.fromkeys(rows[0], ""), **cells})
        rows.sort(key=lambda row: row["person_id"])

    return lambda run: edit(run, name, change)


FORGED: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a reason": ("changes", _cell("g", "reason", "moved")),
    "the weaker of two reasons": ("changes", _cell("i", "reason", "forbidden")),
    "the job before": ("changes", _cell("g", "job_before", "V")),
    "the job after": ("changes", _cell("d", "job_after", "Y")),
    "a cost before": ("changes", _cell("d", "cost_before", "20.0")),
    "a cost after": ("changes", _cell("c", "cost_after", "53.0")),
    "a row left out": ("changes", _drop("gone")),
    "a row too many": ("changes", _add("changes.csv", person_id="b", job_before="X", job_after="X", reason="moved")),
    "a row twice": ("changes", lambda run: edit(run, "changes.csv", lambda rows: rows.insert(0, rows[0]))),
    "rows in disorder": ("changes", lambda run: edit(run, "changes.csv", lambda rows: rows.reverse())),
    "no file": ("changes", lambda run: (run / "changes.csv").unlink()),
    "no column": ("tables", lambda run: put(run, "changes.csv", [], ["person_id", "reason"])),
    "how many are kept": ("changes", _stated("kept", 3)),
    "how many by reason": ("changes", _stated("new", 2)),
    "a reason that does not occur": ("changes", _stated("moved", 0)),
    "no totals": ("changes", lambda run: write_summary(run, {**summary(run), "changes": None})),
    "another plan": ("changes", _cell("gone", "job_id", "Y", "inputs/plan.csv")),
    "a proposal moved": ("terms", _cell("b", "job_id", "Y", "inputs/plan.csv")),
    "a proposal forgotten": ("changes", _drop("g", "inputs/plan.csv")),
    "two proposals": ("changes", _add("inputs/plan.csv", person_id="b", job_id="X")),
    "a blank proposal": ("changes", _add("inputs/plan.csv", person_id="zz", job_id="")),
    "a plan in disorder": ("changes", lambda run: edit(run, "inputs/plan.csv", lambda rows: rows.reverse())),
    "a plan with routes": ("tables", lambda run: put(run, "inputs/plan.csv", [], ["person_id", "job_id", "route"])),
    "no plan": ("changes", lambda run: (run / "inputs/plan.csv").unlink()),
}


@pytest.mark.parametrize("name", FORGED)
def test_it_is_noticed(name: str, tmp_path: Path) -> None:
    check, forge = FORGED[name]
    run = _run(tmp_path / "run")
    forge(run)
    assert check in _again(run).failed, str(verify(run))


def test_open_proposals_in_costs_of_the_policy(tmp_path: Path) -> None:
    """P1 declined J5; P2 keeps J5, P4 and P6 do not keep J3, and P5, who agrees to no region, cannot keep J1."""
    plan = plan_of(P1="J5", P2="J5", P4="J3", P5="J1", P6="J3", P8="J9")
    base = showcase()
    document = {"as_of": "2016-08-29", "unmatched": {"default": 900.0}, "change": {"cost": 33.335}}
    solved = solve(replace(base, plan=plan, policy=load_policy(document)))
    run = write_decided(solved, tmp_path / "run")
    report = verify(run)
    assert report.ok, str(report)
    change = {row["person_id"]: row["change"] for row in table(run, "assignment.csv")}
    left = {row["person_id"]: row["unmatched_cost"] for row in table(run, "unmatched.csv")}
    assert change["P1"] == "0.0", "declined: not open"
    assert [change[p] for p in ("P2", "P4", "P6")] == ["0.0", "33.34", "33.34"]
    assert left["P5"] == "933.34", "not eligible, but open: to leave P5 unplaced is a change"
    assert "933.34" not in {left.get("P8"), left.get("P9")}, "that job is gone"
    assert {row["person_id"]: row["reason"] for row in table(run, "changes.csv")}["P5"] == "not_eligible"
    for cost in (0.0, 33.336, 100.0):
        repolicy(run, lambda policy, cost=cost: policy["change"].update(cost=cost))
        assert ("unmatched" in _again(run).failed) == (cost != 33.336)


@pytest.mark.parametrize(("cost", "job"), [(4.0, "Z"), (6.0, "X")])
def test_a_proposal_is_kept_while_a_change_costs_more(cost: float, job: str, tmp_path: Path) -> None:
    """At Z a cost of 5 instead of 10, which is worth a change of less than 5."""
    case = replace(_case(plan_of(a="X"), None, cost=cost), seekers=[{"person_id": "a"}])
    case = replace(case, pairs=[row for row in case.pairs or () if row["person_id"] == "a"])
    run = write_decided(solve(case), tmp_path / "run")
    report = verify(run)
    assert report.ok, str(report)
    (row,) = table(run, "assignment.csv")
    assert (row["job_id"], row["change"], row["extra"]) == (job, *(("4.0", "5.0") if job == "Z" else ("0.0", "10.0")))
    assert report.objective == (9 if job == "Z" else 10)
    assert (_rows(run) == {}) == (job == "X")
    if job == "Z":
        assert _rows(run) == {"a": ["X", "Z", "moved", "10.0", "9.0"]}
    edit(run, "assignment.csv", lambda rows: rows[0].update(change="1.0"))
    assert "terms" in _again(run).failed


def test_released(tmp_path: Path) -> None:
    """One vacancy at Z for two, one of whom had it; the other is placed at less."""
    case = _case(plan_of(a="Z"), None, cost=3.0)
    pairs: list[Row] = [{"person_id": p, "job_id": "Z", "cost": c} for p, c in (("a", "30"), ("b", "5"))]
    case = replace(case, seekers=[{"person_id": "a"}, {"person_id": "b"}], pairs=pairs)
    run = write_decided(solve(case), tmp_path / "run")
    report = verify(run)
    assert report.ok, str(report)
    assert _rows(run) == {"a": ["Z", "", "released", "30.0", "53.0"], "b": ["", "Z", "new", "", "5.0"]}
    (left,) = table(run, "unmatched.csv")
    assert (left["unmatched_cost"], left["reason"]) == ("53.0", "outbid")
    assert summary(run)["changes"] == {"kept": 0, "new": 1, "released": 1}


def test_an_empty_plan_in_force(tmp_path: Path) -> None:
    run = write_decided(solve(_case([], None)), tmp_path / "run")
    assert verify(run).ok, str(verify(run))
    assert {row[2] for row in _rows(run).values()} == {"new"}


def test_the_largest_cost_of_a_change(tmp_path: Path) -> None:
    """R(change.cost) counts in the range of costs, but only where a proposal is open."""
    run = _run(tmp_path / "run")
    repolicy(run, lambda policy: policy["change"].update(cost=1e12))
    assert "range" not in _again(run).failed
    for name, decimals, check in (("run", 9, "range"), ("closed", 9, None)):
        case = replace(_case(PLAN if name == "run" else plan_of(c="X"), DECISIONS), cost_decimals=decimals)
        other = write_decided(solve(case), tmp_path / f"large {name}")
        repolicy(other, lambda policy: policy["change"].update(cost=1e12))
        assert (check in _again(other).failed) == (check is not None)


def test_what_is_said_of_a_plan_that_there_is_not(tmp_path: Path) -> None:
    run = write_decided(solve(_case(None, None)), tmp_path / "run")
    assert "changes" not in [check.name for check in verify(run).checks]
    write_summary(run, {**summary(run), "changes": {"kept": 0}})
    assert verify(run).failed == ("changes",)


def test_every_check_is_on_the_page(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs/certificate.md").read_text(encoding="utf-8")
    made = [check.name for check in verify(_run(tmp_path / "run")).checks]
    assert {"decisions", "changes"} <= set(made)
    listed = [page.index(f"| `{name}` |") for name in made]
    assert listed == sorted(listed), "in the order in which they are made"
