"""Each kind of falsification of a run with levers is noticed, under the name of its check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lever_problems import Limit, Pairs, Problem
from lever_runs import run_of

from jobmatch.verify import Report, verify
from mutation.edit import Table, edit, first, put, repolicy, summary, table
from mutation.make_run import write_summary

EVERY = [(p, j) for p in range(6) for j in range(3)]


def _of(axis: int, *rows: int) -> Pairs:
    return frozenset(pair for pair in EVERY if pair[axis] in rows)


def _problem(firm: int = 2, **policy: Any) -> Problem:
    """Six persons of three households in two villages, three jobs of two firms that may take `firm` each."""
    return Problem(
        seekers=[
            {"person_id": f"P{p}", "household_id": f"h{p // 2}", "village": "vw"[p // 4], "priority": "ab"[p % 2]}
            for p in range(6)
        ],
        jobs=[
            {"job_id": f"J{j}", "vacancies": slots, "firm": firm} for j, (slots, firm) in enumerate(("2f", "2f", "3g"))
        ],
        costs={(p, j): 7 * p + 5 * j + (p * j) % 4 for p, j in EVERY},
        policy={
            "quota": [
                {"name": "firms", "per": "jobs.firm", "upper": firm},
                {"name": "w", "persons": {"village": "w"}, "lower": 2, "soft": 20.0},
                {"name": "v", "persons": {"village": "v"}, "upper": 1, "soft": 30.0},
            ],
            "household": {"bonus": 10.0, "max_out": 1},
            **policy,
        },
        limits=[
            Limit("firms, upper", "f", firm, _of(1, 0, 1)),
            Limit("firms, upper", "g", firm, _of(1, 2)),
            Limit("w, lower", "", 2, _of(0, 4, 5), 20),
            Limit("v, upper", "", 1, _of(0, 0, 1, 2, 3), 30),
        ],
    )


def _restated(run: Path, **values: Any) -> Report:
    write_summary(run, {**summary(run), **values})
    return verify(run)


def _cell(name: str, constraint: str, column: str, value: str) -> Callable[[Path], None]:
    """Set a cell in the first row of a constraint."""

    def change(rows: Table) -> None:
        first(rows, lambda row: row["constraint"] == constraint)[column] = value

    return lambda run: edit(run, name, change)


def _drop(name: str, constraint: str) -> Callable[[Path], None]:
    def change(rows: Table) -> None:
        rows.remove(first(rows, lambda row: row["constraint"] == constraint))

    return lambda run: edit(run, name, change)


def _add(name: str, **cells: str) -> Callable[[Path], None]:
    return lambda run: edit(run, name, lambda rows: rows.append({**dict.fromkeys(rows[0], "0"), **cells}))


def _state(key: str, change: Callable[[Any], Any]) -> Callable[[Path], None]:
    def edited(run: Path) -> None:
        write_summary(run, {**summary(run), key: change(summary(run).get(key))})

    return edited


def _policy(change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    return lambda run: repolicy(run, change)


def test_the_true_run_holds(tmp_path: Path) -> None:
    run = run_of(_problem(), tmp_path / "run")
    report = verify(run)
    assert report.ok, str(report)
    assert {row["constraint"] for row in table(run, "certificate.csv")} >= {"firms, upper", "w, lower", "v, upper"}
    assert sum(row["constraint"] == "household, max_out" for row in table(run, "prices.csv")) == 3


FALSIFICATIONS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "wrong sign of an upper limit": ("certificate", _cell("certificate.csv", "v, upper", "cost", "-1.0")),
    "wrong sign of a lower limit": ("certificate", _cell("certificate.csv", "w, lower", "cost", "1.0")),
    "beyond the soft price": ("certificate", _cell("certificate.csv", "w, lower", "cost", "-21.0")),
    "a unit of hard limits for a soft one": ("certificate", _cell("certificate.csv", "v, upper", "hard", "1")),
    "two units for a hard one": ("certificate", _cell("certificate.csv", "firms, upper", "hard", "2")),
    "a dual of 0": ("certificate", _add("certificate.csv", constraint="firms, upper", group="g")),
    "a dual for no limit": ("certificate", _add("certificate.csv", constraint="firms, lower", group="f")),
    "a dual for a household": ("certificate", _add("certificate.csv", constraint="household, max_out", group="h0")),
    "a dual twice": ("certificate", _add("certificate.csv", constraint="v, upper", group="", cost="1.0")),
    "a part of a unit": ("tables", _cell("certificate.csv", "firms, upper", "hard", "0.5")),
    "rows in disorder": ("certificate", lambda run: edit(run, "certificate.csv", lambda rows: rows.reverse())),
    "no certificate": ("certificate", lambda run: (run / "certificate.csv").unlink()),
    "a dual left out": ("bound", _drop("certificate.csv", "firms, upper")),
    "another dual": ("bound", _cell("certificate.csv", "v, upper", "cost", "0.5e1")),
    "used": ("prices", _cell("prices.csv", "w, lower", "used", "2")),
    "limit": ("prices", _cell("prices.csv", "w, lower", "limit", "1")),
    "used by a household": ("prices", _cell("prices.csv", "household, max_out", "used", "0")),
    "a limit without prices": ("prices", _drop("prices.csv", "firms, upper")),
    "a household without prices": ("prices", _drop("prices.csv", "household, max_out")),
    "prices of no limit": ("prices", _add("prices.csv", constraint="w, upper", group="")),
    "prices in disorder": ("prices", lambda run: edit(run, "prices.csv", lambda rows: rows.reverse())),
    "a negative price": ("prices", _cell("prices.csv", "v, upper", "price", "-1.0")),
    "a positive price of a lower limit": ("prices", _cell("prices.csv", "w, lower", "price_fewer", "1.0")),
    "a price above the dual": ("prices", _cell("prices.csv", "v, upper", "price", "31.0")),
    "a price_fewer below the dual": ("prices", _cell("prices.csv", "firms, upper", "price_fewer", "0.0")),
    "a blank price": ("prices", _cell("prices.csv", "v, upper", "price", "")),
    "a blank price_fewer": ("prices", _cell("prices.csv", "v, upper", "price_fewer", "")),
    "a part of the objective": ("parts", _state("objective_parts", lambda parts: {**parts, "bonus": 0.0})),
    "an unknown part": ("parts", _state("objective_parts", lambda parts: {**parts, "luck": 0.0})),
    "no parts": ("parts", _state("objective_parts", lambda parts: None)),
    "households covered": ("stages", _state("households", lambda pair: [pair[0] - 1, pair[1]])),
    "no households": ("stages", _state("households", lambda pair: None)),
    "the value of a stage": ("stages", _state("stages", lambda stages: [{**stages[0], "value": 1.0}])),
    "a conflict": ("stages", _state("conflict", lambda _: [["w, lower", "", 2]])),
    "units short": ("stages", _state("short_by", lambda _: 1)),
    "the objective": ("objective", _state("objective", lambda value: value + 1.0)),
    "the bonus": ("parts", _policy(lambda policy: policy["household"].update(bonus=11.0))),
    "the soft price": ("objective", _policy(lambda policy: policy["quota"][1].update(soft=21.0))),
    "max_out": ("prices", _policy(lambda policy: policy["household"].update(max_out=2))),
    "no levers": ("summary", _policy(lambda policy: policy.update(quota=[], household={}))),
    "a limit tighter than the plan": ("limits", _policy(lambda policy: policy["quota"][0].update(upper=1))),
    "a budget of an unknown usage": (
        "policy",
        _policy(lambda policy: policy.update(budget=[{"name": "b", "usage": "u", "limit": 1.0}])),
    ),
    "a budget": (
        "certificate",
        _policy(lambda policy: policy.update(budget=[{"name": "b", "usage": "placements", "limit": 9.0}])),
    ),
    "members together": ("prices", _policy(lambda policy: policy["household"].update(together="employer"))),
    "together by what is no unit": ("policy", _policy(lambda policy: policy["household"].update(together="firm"))),
    "together by regions that are not there": (
        "policy",
        _policy(lambda policy: policy["household"].update(together="region@county")),
    ),
    "a limit by share": (
        "prices",
        _policy(lambda policy: policy["quota"].append({"name": "s", "upper_share": 0.5})),
    ),
    "a stage of tiers": ("policy", _policy(lambda policy: policy["objective"].update(order=["local"]))),
    "a fair share": ("prices", _policy(lambda policy: policy["objective"].update(order=["fair:village"]))),
    "a fair share of jobs": ("policy", _policy(lambda policy: policy["objective"].update(order=["fair:firm"]))),
    "all or none": (
        "prices",
        _policy(lambda policy: policy["quota"].append({"name": "s", "lower": 1, "all_or_none": True})),
    ),
    "a group of both lists": (
        "certificate",
        _policy(
            lambda policy: policy["quota"].append(
                {"name": "s", "upper": 1, "persons": {"village": "v"}, "jobs": {"firm": "f"}}
            )
        ),
    ),
}


@pytest.mark.parametrize("name", FALSIFICATIONS)
def test_it_is_noticed(name: str, tmp_path: Path) -> None:
    check, falsify = FALSIFICATIONS[name]
    run = run_of(_problem(), tmp_path / "run")
    falsify(run)
    report = _restated(run)
    assert check in report.failed, str(report)


def test_three_members_of_a_household_are_too_many(tmp_path: Path) -> None:
    """The plan of a policy without the rule, claimed for the one with it."""
    run = run_of(_problem(household={"bonus": 10.0}), tmp_path / "run")
    assert verify(run).ok
    placed = {row["person_id"] for row in table(run, "assignment.csv")}
    crowded = [h for h in range(3) if {f"P{2 * h}", f"P{2 * h + 1}"} <= placed]
    assert crowded, "the example has such a household"
    repolicy(run, lambda policy: policy["household"].update(max_out=1))
    rows = table(run, "prices.csv")
    for h in range(3):
        used = sum(f"P{p}" in placed for p in (2 * h, 2 * h + 1))
        cells = {"constraint": "household, max_out", "group": f"h{h}", "limit": "1", "used": str(used)}
        rows.append({**cells, "price": "0.0", "price_fewer": ""})
    put(run, "prices.csv", sorted(rows, key=lambda r: (r["constraint"] != "vacancies", r["constraint"], r["group"])))
    assert "limits" in _restated(run).failed


def test_a_limit_from_a_column_without_numbers_is_refused(tmp_path: Path) -> None:
    run = run_of(_problem(), tmp_path / "run")
    # blank cells would be no limit, so that the run would still hold
    repolicy(run, lambda policy: policy["quota"][0].update(upper_column="region", upper=None))
    assert "the column 'region' holds no numbers" in str(_restated(run))


STAGES = ["placed:b", "households", "cost"]


def test_stages_are_checked(tmp_path: Path) -> None:
    run = run_of(_problem(objective={"order": STAGES}), tmp_path / "run")
    report = verify(run)
    assert report.ok, str(report)
    stages = summary(run)["stages"]
    assert [stage["name"] for stage in stages] == STAGES
    for change in ({"value": 0}, {"bound": 9}, {"bound": None}, {"name": "placed"}):
        assert "stages" in _restated(run, stages=[{**stages[0], **change}, *stages[1:]]).failed
    assert "stages" in _restated(run, stages=None).failed
    assert _restated(run, stages=stages).ok


def test_what_stages_reach_alone_follows_from_the_proof(tmp_path: Path) -> None:
    run = run_of(_problem(household={}, objective={"order": ["placed", "cost"]}), tmp_path / "run")
    placed, cost = summary(run)["stages"]
    assert _restated(run, stages=[{**placed, "alone": 999_999}, {**cost, "alone": -1e9}]).failed == ("stages",)
    for number, ok in ((placed["value"], True), (None, True), (placed["value"] + 1, False), (999_999, False)):
        assert _restated(run, stages=[{**placed, "alone": number}, cost]).ok == ok
    # The duals of money alone prove less than the value, but more than -1.
    for number, ok in ((cost["value"], True), (-1.0, False), (-1e9, False), (cost["value"] + 1, False)):
        assert _restated(run, stages=[placed, {**cost, "alone": number}]).ok == ok


def test_what_the_only_stage_reaches_alone(tmp_path: Path) -> None:
    run = run_of(_problem(), tmp_path / "run")
    (cost,) = summary(run)["stages"]
    assert _restated(run, stages=[{**cost, "alone": cost["value"]}]).ok
    assert _restated(run, stages=[{**cost, "alone": cost["value"] - 1}]).failed == ("stages",)


def test_what_a_first_stage_reaches_alone_where_it_is_not_proven(tmp_path: Path) -> None:
    """Without duals nothing but the number of persons bounds it."""
    run = run_of(_problem(firm=1, household={}, objective={"order": ["placed", "cost"]}), tmp_path / "run")
    put(run, "certificate.csv", [], ["constraint", "group", "hard", "placed", "cost"])
    placed, cost = summary(run)["stages"]
    report = _restated(run, status="feasible", stop="time")
    claims = {"bound": report.bound, "abs_gap": report.abs_gap, "gap": report.gap}
    for number, ok in ((placed["value"], True), (6, True), (7, False), (placed["value"] - 1, False), (None, True)):
        stages = [{**placed, "bound": 6, "alone": number}, {**cost, "bound": report.bound}]
        report_of = _restated(run, **claims, stages=stages)
        assert report_of.ok == ok, str(report_of)


def test_a_feasible_run_with_stages_proves_what_it_can(tmp_path: Path) -> None:
    run = run_of(_problem(firm=1, objective={"order": STAGES}), tmp_path / "run")
    true = summary(run)
    assert true["stages"][0]["value"] == true["stages"][1]["value"] == 2
    put(run, "certificate.csv", [], ["constraint", "group", "hard", *STAGES])
    claims: dict[str, Any] = {"status": "feasible", "stop": "time"}
    first_report = _restated(run, **claims)
    assert first_report.failed == ("bound", "stages", "gap")
    assert first_report.bound is not None
    # Without duals all three of the class are placed, which says nothing of the households then.
    everybody = [{"name": "placed:b", "value": true["stages"][0]["value"], "bound": 3}]
    everybody += [{"name": "households", "value": true["stages"][1]["value"], "bound": None}]
    everybody += [{"name": "cost", "value": true["objective"], "bound": first_report.bound}]
    claims |= {"bound": first_report.bound, "abs_gap": first_report.abs_gap, "gap": first_report.gap}
    report = _restated(run, **claims, stages=everybody)
    assert report.ok, str(report)
    assert "status" in _restated(run, status="optimal", stop=None).failed


def test_an_optimum_that_is_called_feasible(tmp_path: Path) -> None:
    run = run_of(_problem(), tmp_path / "run")
    assert _restated(run, status="feasible", stop="time").failed == ("status",)


def test_a_run_without_levers_has_no_certificate(tmp_path: Path) -> None:
    plain = Problem([{"person_id": "a"}], [{"job_id": "x", "vacancies": "1"}], {(0, 0): 5}, {})
    run = run_of(plain, tmp_path / "run")
    state = summary(run)
    assert _restated(run).failed == ("summary",)
    for key in ("objective_parts", "stages"):
        del state[key]
    write_summary(run, state)
    assert verify(run).failed == ("certificate",)
    (run / "certificate.csv").unlink()
    write_summary(run, state)
    assert verify(run).ok
    assert verify(run).checks[-1].name == "extremes"
    (run / "leaves.csv").write_text("leaf,constraint,group,lower,upper\n0,,,,\n", encoding="utf-8")
    assert _restated(run).failed == ("leaves",)


def test_every_check_is_on_the_page(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs/certificate.md").read_text(encoding="utf-8")
    made = [check.name for check in verify(run_of(_problem(), tmp_path / "run")).checks]
    assert {"limits", "certificate", "parts", "stages"} <= set(made)
    listed = [page.index(f"| `{name}` |") for name in [*made, "conflict"]]
    assert listed[:-1] == sorted(listed[:-1]), "in the order in which they are made"
