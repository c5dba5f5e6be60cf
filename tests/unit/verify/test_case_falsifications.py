"""Each kind of falsification of a run proven by cases is noticed, under the name of its check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from case_problems import Cases, Leaf, instance
from case_runs import Solution, leaves_of, run_of, solve

from jobmatch.verify import Report, verify
from mutation.edit import Table, edit, first, put, repolicy, summary, table
from mutation.make_run import write_summary

Row = dict[str, str]


def _first_with(wanted: Callable[[Cases, Solution], bool]) -> Cases:
    """The first instance of the kind."""
    for seed in range(3000):
        problem = instance(seed)
        if problem.by_cases and wanted(problem, solve(problem)):
            return problem
    raise AssertionError("there is no such instance")


def _whole(problem: Cases, found: Solution) -> bool:
    """Fair shares below 1 and a further stage, a group open and one closed in the plan, shares, a hard lower limit."""
    if problem.fair is None or not problem.gates or found.place is None or len(problem.components) == 1:
        return False
    placed = sum(j is not None for j in found.place)
    shares = any(side.share is not None and side.at(placed, found.least) > 0 for side in problem.sides)
    numbers = any(side.number is not None and side.gate is not None and side.lower for side in problem.sides)
    return 0 < found.least < 1 and shares and numbers


@pytest.fixture(scope="module")
def true(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cases, Path]:
    """A run that holds."""
    problem = _first_with(_whole)
    run = run_of(problem, tmp_path_factory.mktemp("true") / "run")
    assert verify(run).ok, str(verify(run))
    return problem, run


def _restated(run: Path, **values: Any) -> Report:
    write_summary(run, {**summary(run), **values})
    return verify(run)


def _rows(name: str, change: Callable[[Table], None]) -> Callable[[Path], None]:
    return lambda run: edit(run, name, change)


def _cells(name: str, where: Callable[[Row], bool], **cells: str) -> Callable[[Path], None]:
    """Set cells of the first row of a kind."""
    return _rows(name, lambda rows: first(rows, where).update(cells))


def _last(name: str, where: Callable[[Row], bool], **cells: str) -> Callable[[Path], None]:
    return _rows(name, lambda rows: [row for row in rows if where(row)][-1].update(cells))


def _add(name: str, **cells: str) -> Callable[[Path], None]:
    def change(rows: Table) -> None:
        rows.append({**dict.fromkeys(rows[0], "0"), **cells})
        rows.sort(key=lambda r: (int(r["leaf"]), r["constraint"] != "vacancies", r["constraint"], r["group"]))

    return _rows(name, change)


def _stage(at: int, **values: Any) -> Callable[[Path], None]:
    def change(run: Path) -> None:
        stages = summary(run)["stages"]
        stages[at] = {**stages[at], **values}
        write_summary(run, {**summary(run), "stages": stages})

    return change


def _of(constraint: str) -> Callable[[Row], bool]:
    return lambda row: row["constraint"] == constraint


def _gate(row: Row) -> bool:
    return row["constraint"] not in ("placed", "") and not row["constraint"].startswith("fair:")


def _fair(row: Row) -> bool:
    return row["constraint"].startswith("fair:")


LEAVES, DUALS, PRICES = "leaves.csv", "certificate.csv", "prices.csv"
FALSIFICATIONS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "no leaves": ("leaves", lambda run: (run / LEAVES).unlink()),
    "no rows": ("leaves", lambda run: put(run, LEAVES, [], ["leaf", "constraint", "group", "lower", "upper"])),
    "another range": ("leaves", _cells(LEAVES, _of("placed"), lower="1", upper="1")),
    "a range too long": ("leaves", _cells(LEAVES, _of("placed"), upper="99")),
    "an empty range": ("leaves", _cells(LEAVES, _of("placed"), lower="1", upper="0")),
    "a range of nothing": ("leaves", _cells(LEAVES, _of("placed"), lower="", upper="")),
    "a part of a placement": ("leaves", _cells(LEAVES, _of("placed"), lower="0.5")),
    "open for closed": ("leaves", _cells(LEAVES, lambda row: _gate(row) and row["upper"] == "0", lower="1", upper="")),
    "open and closed": ("leaves", _cells(LEAVES, _gate, lower="1", upper="0")),
    "half open": ("leaves", _cells(LEAVES, _gate, lower="2", upper="")),
    "a group that is none": ("leaves", _cells(LEAVES, _gate, group="nobody")),
    "a quota that is none": ("leaves", _cells(LEAVES, _gate, constraint="quotas")),
    "a greater least share": ("leaves", _cells(LEAVES, _fair, lower="1/1")),
    "a least share beyond 1": ("leaves", _cells(LEAVES, _fair, lower="3/2")),
    "a least share of 0 persons": ("leaves", _cells(LEAVES, _fair, lower="0/0")),
    "a least share as a decimal": ("leaves", _cells(LEAVES, _fair, lower="0.5")),
    "a greatest least share": ("leaves", _cells(LEAVES, _fair, upper="1/1")),
    "a leaf with another number": ("leaves", _last(LEAVES, lambda row: True, leaf="999")),
    "a restriction twice": ("leaves", _rows(LEAVES, lambda rows: rows.insert(0, dict(rows[0])))),
    "leaves in disorder": ("leaves", _rows(LEAVES, lambda rows: rows.reverse())),
    "a dual in no leaf": ("certificate", _last(DUALS, lambda row: True, leaf="999")),
    "a dual twice": ("certificate", _rows(DUALS, lambda rows: rows.insert(0, dict(rows[0])))),
    "a dual of 0": ("certificate", _add(DUALS, leaf="0", constraint="placed", group="")),
    "duals in disorder": ("certificate", _rows(DUALS, lambda rows: rows.reverse())),
    "a dual of a household": ("certificate", _add(DUALS, leaf="0", constraint="household, max_out", group="h0")),
    "two units for a fair share": (
        "certificate",
        _last(DUALS, lambda row: row["constraint"].startswith("fair:"), hard="-2"),
    ),
    "the wrong sign of a fair share": (
        "certificate",
        _last(DUALS, lambda row: row["constraint"].startswith("fair:"), hard="1"),
    ),
    "the limit of a share": ("prices", _cells(PRICES, lambda row: row["constraint"] != "vacancies", limit="77")),
    "the limit of a fair share": ("prices", _cells(PRICES, _fair, limit="77")),
    "the use of a fair share": ("prices", _cells(PRICES, _fair, used="77")),
    "no row of a fair share": ("prices", _rows(PRICES, lambda rows: rows.remove(first(rows, _fair)))),
    "a price": ("prices", _last(PRICES, lambda row: True, price="0.0")),
    "the least share": ("stages", _stage(0, value=0.99)),
    "the bound of the least share": ("stages", _stage(0, bound=0.99)),
    "the least share as a text": ("stages", _stage(0, value="1/2")),
    "alone worse than the least share": ("stages", _stage(0, alone=0.0)),
    "alone worse than a stage": ("stages", _stage(1, alone=-1)),
    "the cost alone above the cost": ("stages", _stage(-1, alone=10.0**9)),
    "alone better than a proven least share": ("stages", _stage(0, alone=1)),
    "alone beyond all that could be counted": ("stages", _stage(1, alone=999_999)),
    "a part of a person alone": ("stages", _stage(1, alone=2.5)),
    "alone beyond every number": ("stages", _stage(1, alone=10**400)),
    "the cost alone below every plan's": ("stages", _stage(-1, alone=-1e9)),
    "alone as a text": ("stages", _stage(-1, alone="1")),
    "alone as a yes": ("stages", _stage(0, alone=True)),
    "a word too many": ("stages", _stage(0, lost=0)),
    "another share": ("leaves", lambda run: repolicy(run, lambda policy: policy["quota"].clear())),
}


@pytest.mark.parametrize("name", FALSIFICATIONS)
def test_it_is_noticed(name: str, true: tuple[Cases, Path], tmp_path: Path) -> None:
    check, falsify = FALSIFICATIONS[name]
    run = copytree(true[1], tmp_path / "run")
    falsify(run)
    report = _restated(run)
    if name == "another share":
        assert not report.ok
        return
    assert check in report.failed, str(report)


def test_alone_may_be_a_number_or_absent(true: tuple[Cases, Path], tmp_path: Path) -> None:
    run = copytree(true[1], tmp_path / "run")
    stages = summary(run)["stages"]
    better = [{**stage, "alone": stage["value"]} for stage in stages]
    assert _restated(run, stages=better).ok
    assert _restated(run, stages=[{k: v for k, v in stage.items() if k != "alone"} for stage in stages]).ok


def test_what_stages_truly_reach_alone_is_never_refused(tmp_path: Path) -> None:
    """By looking at all plans, among them those with a smaller least share than the plan's own."""
    cheaper = 0
    for seed in range(60):
        problem = instance(seed)
        found = solve(problem)
        if found.place is None:
            continue
        kept = [place for place in problem.plans() if problem.vector(place)[0] == 0]
        vectors = [problem.vector(place) for place in kept]
        run = run_of(problem, tmp_path / str(seed))
        stages = summary(run)["stages"]
        for at, stage in enumerate(stages[::-1], start=1):
            least = min(vector[-at] for vector in vectors) if not stage["name"].startswith("fair:") else 0
            undone = found.vector[-at] if at <= len(problem.components) else 0
            better = stage["value"] + (least - undone if at == 1 else undone - least)
            stage["alone"] = float(better) if at == 1 else better
        cheaper += problem.fair is not None and stages[-1]["alone"] < stages[-1]["value"]
        report = _restated(run, stages=stages)
        assert report.ok, f"seed {seed}\n{report}"
    assert cheaper


def test_every_leaf_is_needed(true: tuple[Cases, Path], tmp_path: Path) -> None:
    """Leaves of the plan's own share cover everything; those of a greater one prove the stage.

    One of these can be spared where the leaf of the plan's own share is impossible already.
    """
    problem, source = true
    found = solve(problem)
    leaves, spared = leaves_of(problem, found), 0
    for at in range(len(leaves)):
        run = copytree(source, tmp_path / str(at))

        def renumber(rows: Table, at: int = at) -> None:
            rows[:] = [row for row in rows if int(row["leaf"]) != at]
            for row in rows:
                row["leaf"] = str(int(row["leaf"]) - (int(row["leaf"]) > at))

        for name in (LEAVES, DUALS):
            edit(run, name, renumber)
        report = _restated(run)
        if leaves[at].share == found.least:
            assert "leaves" in report.failed, str(report)
        elif _possible(problem, replace(leaves[at], share=found.least)):
            assert set(report.failed) == {"stages", "status"}, str(report)
        else:
            spared += report.ok
    assert 0 < spared < len(leaves) // 2


def _possible(problem: Cases, leaf: Leaf) -> bool:
    """Whether a plan of the leaf keeps all hard limits."""
    return any(problem.lies_in(place, leaf) and problem.vector(place)[0] == 0 for place in problem.plans())


def test_a_leaf_without_its_duals_proves_less(true: tuple[Cases, Path], tmp_path: Path) -> None:
    problem, source = true
    found = solve(problem)
    failed = set()
    for at, leaf in enumerate(leaves_of(problem, found)):
        run = copytree(source, tmp_path / str(at))
        rows = table(run, DUALS)
        put(run, DUALS, [row for row in rows if int(row["leaf"]) != at])
        report = _restated(run)
        needed = leaf.share != found.least and _possible(problem, replace(leaf, share=found.least))
        if needed and len(table(run, DUALS)) < len(rows):
            assert set(report.failed) == {"stages", "status"}, str(report)
        failed |= set(report.failed)
    assert {"bound", "stages", "status"} <= failed


def test_a_stage_of_fair_shares_that_is_not_proven(true: tuple[Cases, Path], tmp_path: Path) -> None:
    """Without the leaves of a greater share nothing is known of the stages but the cost."""
    problem, source = true
    own = [at for at, leaf in enumerate(leaves_of(problem, solve(problem))) if leaf.share == solve(problem).least]
    run = copytree(source, tmp_path / "run")
    for name in (LEAVES, DUALS):
        edit(run, name, lambda rows: rows.__setitem__(slice(None), [r for r in rows if int(r["leaf"]) in own]))
    stages = [{**stage, "bound": None} for stage in summary(run)["stages"][:-1]] + summary(run)["stages"][-1:]
    report = _restated(run, status="feasible", stop="time", stages=stages)
    assert report.ok, str(report)
    assert "status" in _restated(run, status="optimal", stop=None).failed


def test_a_conflict_by_cases(tmp_path: Path) -> None:
    problem = _first_with(
        lambda problem, found: (
            found.place is None and bool(problem.gates) and any(side.share is not None for side in problem.sides)
        )
    )
    run = run_of(problem, tmp_path / "run")
    assert verify(run).ok, str(verify(run))
    conflict = summary(run)["conflict"]
    assert any(entry[2] is None for entry in conflict), "a share is no number without a plan"
    assert "conflict" in _restated(run, conflict=conflict[1:]).failed
    assert "conflict" in _restated(run, conflict=[*conflict, conflict[0]]).failed
    assert "conflict" in _restated(run, conflict=[[*entry[:2], 7] for entry in conflict]).failed
    assert _restated(run, conflict=conflict).ok
    rows = table(run, DUALS)
    put(run, DUALS, [], list(rows[0]))
    assert "conflict" in _restated(run).failed
    put(run, DUALS, rows)
    edit(run, LEAVES, lambda leaves: first(leaves, _of("placed")).update(lower="1", upper="1"))
    assert "leaves" in _restated(run).failed


def test_leaves_that_nothing_asks_for(tmp_path: Path) -> None:
    for seed in range(3000):
        problem = instance(seed)
        if not problem.by_cases and solve(problem).place is not None:
            break
    run = run_of(problem, tmp_path / "run")
    assert verify(run).ok
    (run / LEAVES).write_text("leaf,constraint,group,lower,upper\n0,,,,\n", encoding="utf-8")
    assert _restated(run).failed == ("leaves",)


def test_fair_shares_alone_may_have_prices(tmp_path: Path) -> None:
    problem = _first_with(
        lambda problem, found: (
            found.place is not None
            and all(side.persons is not None or side.share is None for side in problem.sides)
            and not problem.gates
            and found.least < 1
            and any(int(job["vacancies"]) > found.place.count(j) for j, job in enumerate(problem.case.jobs))
        )
    )
    run = run_of(problem, tmp_path / "run")
    free = {
        row["group"] for row in table(run, PRICES) if row["constraint"] == "vacancies" and row["limit"] > row["used"]
    }
    assert free
    for price, ok in (("0.0", True), ("5.0", False)):
        for name, key in ((PRICES, "group"), ("jobs.csv", "job_id")):
            edit(run, name, lambda rows, key=key, price=price: [r.update(price=price) for r in rows if r[key] in free])
        assert _restated(run).failed == (() if ok else ("prices",))


@pytest.mark.parametrize("name", ["placed", "fair:village"])
def test_a_quota_with_the_name_of_something_else(name: str, true: tuple[Cases, Path], tmp_path: Path) -> None:
    run = copytree(true[1], tmp_path / "run")
    quota = {"name": name, "lower": 1, "all_or_none": True}

    def change(policy: dict[str, Any]) -> None:
        policy["quota"].append(quota)
        policy["objective"]["order"][0] = "fair:village"

    repolicy(run, change)
    assert _restated(run).failed == ("policy",)


def test_every_check_is_on_the_page(true: tuple[Cases, Path]) -> None:
    page = (Path(__file__).parents[3] / "docs/certificate.md").read_text(encoding="utf-8")
    made = [check.name for check in verify(true[1]).checks]
    assert "leaves" in made
    listed = [page.index(f"| `{name}` |") for name in made]
    assert listed == sorted(listed), "in the order in which they are made"
