"""Each kind of falsification of a run proven stage by stage is noticed, under the name of its check."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from block_problems import Leaf, Problem
from block_proofs import lp_duals
from block_runs import Claim, write_claim, write_conflict

from jobmatch.policy import load_policy
from jobmatch.verify import verify
from mutation.edit import Table, edit, first, put, repolicy, summary, table
from mutation.make_run import write_summary
from mutation.random_cases import REGIONS
from mutation.reference import Instance

KEYS = ("code", "parent", "level", "name", "lon", "lat")
C, A, P, S = "certificate.csv", "assignment.csv", "prices.csv", "summary.json"


def problem(**policy: Any) -> Problem:
    """Five persons of two villages; J0 asks for a skill that P0 and P1 may learn, J1 is far away, J2 at home."""
    seekers = [
        {
            "person_id": f"P{p}",
            "home": "A12",
            "household_id": f"h{p // 2}",
            "village": "vvwww"[p],
            "skills": "S:1" if p < 3 else "",
            "min_wage": "2000.0",
            "wish_wage": "3000.0",
            "wish_regions": "*",
            "priority": "ab"[p % 2],
            "bags": "1.5",
        }
        for p in range(5)
    ]
    jobs = [
        {"job_id": "J0", "employer_id": "e", "region": "A21", "vacancies": "3", "wage": "3000.0", "skills": "S:2"},
        {"job_id": "J1", "employer_id": "f", "region": "B11", "vacancies": "2", "wage": "2900.0", "skills": ""},
        {"job_id": "J2", "employer_id": "f", "region": "A12", "vacancies": "1", "wage": "2500.0", "skills": ""},
    ]
    document = {
        "as_of": "2016-08-29",
        "skill": {"max_missing": 0},
        "unmatched": {"default": 150.0},
        "subsidy": [
            {"name": "ticket", "form": "ticket", "relieves": "distance", "cap": 100.0},
            {"name": "search", "form": "fixed", "amount": 120.0, "weight": 0.5, "persons": {"village": "w"}},
        ],
        "course": [{"name": "basic", "teaches": "S:2", "days": 30, "cost": 1800.0, "seats": 2, "min_class": 2}],
        "budget": [
            {"name": "tickets", "usage": "ticket", "limit": 150.0},
            {"name": "training", "usage": "course_cost", "limit": 3600.0},
            {"name": "bags", "usage": "persons.bags", "limit": 3.0, "per": "jobs.employer_id"},
            {"name": "loose", "usage": "placements", "limit": 9.0},
        ],
        "quota": [
            {"name": "both", "persons": {"village": "w"}, "jobs": {"employer_id": "f"}, "upper": 2},
            {"name": "some", "persons": {"village": "w"}, "jobs": {"region": "A12"}, "lower": 1, "soft": 30.0},
        ],
        "objective": {"order": ["placed"]},
        **policy,
    }
    tree = [
        dict(zip(KEYS, (code, above, level, "", lon, lat), strict=True)) for code, above, level, lon, lat in REGIONS
    ]
    return Problem(Instance(seekers, jobs, tree, load_policy(document)))


def _best(problem: Problem) -> Claim:
    plans = [plan for plan in problem.plans() if problem.keeps(plan)]
    plan = min(plans, key=lambda each: (problem.left_out("placed", each), problem.cost(each)))
    undone, every = {"placed": problem.left_out("placed", plan)}, Leaf(0, problem.persons)
    return Claim(problem, plan, {stage: [(every, lp_duals(problem, stage, undone))] for stage in ("placed", "cost")})


@pytest.fixture(scope="module")
def true_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The best plan of the problem with the duals of its relaxation."""
    run = write_claim(_best(problem()), tmp_path_factory.mktemp("block") / "run")
    report = verify(run)
    assert report.ok, str(report)
    return run


def test_the_true_run_uses_everything(true_run: Path) -> None:
    rows = table(true_run, A)
    assert [row["route"] for row in rows].count("basic") == 2
    used = {row["constraint"]: row for row in table(true_run, P) if row["constraint"] != "vacancies"}
    assert used["training, budget"]["used"] == used["training, budget"]["limit"] == "3600"
    duals = {(row["stage"], row["constraint"].rpartition(", ")[2]) for row in table(true_run, C)}
    assert {
        ("placed", "vacancies"),
        ("placed", "budget"),
        ("cost", "placed"),
        ("cost", "lower"),
        ("cost", "budget"),
    } <= duals


def _cell(name: str, where: Callable[[dict[str, str]], bool], **cells: str) -> Callable[[Path], None]:
    return lambda run: edit(run, name, lambda rows: first(rows, where).update(cells))


def _is(**wanted: str) -> Callable[[dict[str, str]], bool]:
    return lambda row: all(row[key] == value for key, value in wanted.items())


def _moved(by: str, where: Callable[[dict[str, str]], bool]) -> Callable[[Path], None]:
    """A dual larger by so much."""

    def change(rows: Table) -> None:
        row = first(rows, where)
        row["dual"] = str(Decimal(row["dual"]) + Decimal(by))

    return lambda run: edit(run, C, change)


def _without(name: str, where: Callable[[dict[str, str]], bool]) -> Callable[[Path], None]:
    return lambda run: put(run, name, [row for row in table(run, name) if not where(row)], list(table(run, name)[0]))


def _added(**cells: str) -> Callable[[Path], None]:
    """A row more in certificate.csv, in its place."""

    def change(run: Path) -> None:
        rows = [*table(run, C), {"group": "", **cells}]
        stages = ["placed", "cost", "hard", "luck"]
        rows.sort(key=lambda r: (stages.index(r["stage"]), r["constraint"] != "vacancies", r["constraint"], r["group"]))
        put(run, C, rows, list(table(run, C)[0]))

    return change


def _state(**values: Any) -> Callable[[Path], None]:
    return lambda run: write_summary(run, {**summary(run), **values})


def _policy(change: Callable[[dict[str, Any]], Any]) -> Callable[[Path], None]:
    return lambda run: repolicy(run, lambda document: change(document) and None)


def _shifted(run: Path) -> None:
    """A yuan of the distance stated as one of the subsidy."""

    def change(rows: Table) -> None:
        row = first(rows, lambda r: float(r["distance"]) > 1)
        row["distance"] = str(float(row["distance"]) - 1)
        row["subsidy"] = str(float(row["subsidy"]) + 1)

    edit(run, A, change)


BY_COURSE, DIRECT = _is(route="basic"), _is(route="")
DUAL = _is(stage="cost", constraint="tickets, budget")
FALSIFICATIONS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a budget that the plan overspends": ("limits", _policy(lambda p: p["budget"][1].update(limit=3599.99))),
    "a budget of a group overspent": ("limits", _policy(lambda p: p["budget"][2].update(limit=2.9))),
    "seats overbooked": ("limits", _policy(lambda p: p["course"][0].update(seats=1, min_class=0))),
    "a class too small": ("limits", _policy(lambda p: p["course"][0].update(seats=None, min_class=3))),
    "a quota of both lists broken": ("limits", _policy(lambda p: p["quota"][0].update(upper=0))),
    "a route that is not had": ("rules", _cell(A, DIRECT, route="basic")),
    "a route left out": ("rules", _cell(A, BY_COURSE, route="")),
    "a course that there is not": ("persons", _cell(A, BY_COURSE, route="luck")),
    "a course elsewhere": ("rules", _policy(lambda p: p["course"][0].update(region="A12", stage="in-post"))),
    "a course for others": ("rules", _policy(lambda p: p["course"][0].update(ordered_by="f"))),
    "a course that teaches too little": ("rules", _policy(lambda p: p["course"][0].update(teaches="S:1"))),
    "days of a course": ("terms", _policy(lambda p: p["course"][0].update(days=31))),
    "a course that weighs": ("terms", _policy(lambda p: p["course"][0].update(weight=0.1))),
    "what a subsidy relieves": ("terms", _policy(lambda p: p["subsidy"][0].update(relieves=None))),
    "the cap of a subsidy": ("terms", _policy(lambda p: p["subsidy"][0].update(cap=5.0))),
    "a yuan from distance to subsidy": ("terms", _shifted),
    "use of a budget": ("prices", _cell(P, _is(constraint="tickets, budget"), used="0")),
    "use of seats": ("prices", _cell(P, _is(constraint="basic, seats"), used="1")),
    "limit of a budget": ("prices", _cell(P, _is(constraint="training, budget"), limit="3600.01")),
    "limit of a quota": ("prices", _cell(P, _is(constraint="both, upper"), limit="3")),
    "unit": ("prices", _cell(P, _is(constraint="bags, budget"), unit="yuan")),
    "of": ("prices", _cell(P, _is(constraint="bags, budget"), of="optimum")),
    "a price": ("prices", _cell(P, _is(constraint="training, budget"), price="17")),
    "price_fewer": ("prices", _cell(P, _is(constraint="training, budget"), price_fewer="17")),
    "a blank price": ("prices", _cell(P, _is(constraint="training, budget"), price="")),
    "a price in jobs.csv": ("prices", _cell("jobs.csv", _is(job_id="J0"), price="17")),
    "a price row left out": ("prices", _without(P, _is(constraint="basic, seats"))),
    "a price row twice": ("prices", lambda run: put(run, P, [*table(run, P), table(run, P)[-1]])),
    "no units": (
        "tables",
        lambda run: put(run, P, [{k: v for k, v in r.items() if k not in ("unit", "of")} for r in table(run, P)]),
    ),
    "prices in disorder": ("prices", lambda run: put(run, P, table(run, P)[::-1])),
    "a dual raised": ("prices", _moved("0.5", DUAL)),
    "a dual of another stage raised": ("stages", _moved("5", _is(stage="placed"))),
    "a dual of an earlier stage lowered": ("bound", _moved("-20", _is(stage="cost", constraint="stage, placed"))),
    "a dual below 0": ("certificate", _cell(C, DUAL, dual="-1")),
    "a dual of an earlier stage below 0": (
        "certificate",
        _cell(C, _is(stage="cost", constraint="stage, placed"), dual="-1"),
    ),
    "a dual of a lower limit above 0": ("certificate", _cell(C, _is(constraint="some, lower"), dual="1")),
    "a dual above a soft price": ("certificate", _cell(C, _is(constraint="some, lower"), dual="-30.000001")),
    "a soft limit in another stage": ("certificate", _added(stage="placed", constraint="some, lower", dual="-1")),
    "a budget's dual below 0": ("certificate", _added(stage="placed", constraint="loose, budget", dual="-0.001")),
    "a dual of 0": ("certificate", _added(stage="placed", constraint="loose, budget", dual="0")),
    "a dual of 17 places": ("certificate", _cell(C, DUAL, dual="0.12345678901234567")),
    "a dual with an exponent": ("certificate", _cell(C, DUAL, dual="1e2")),
    "a blank dual": ("certificate", _cell(C, DUAL, dual="")),
    "a dual of no limit": ("certificate", _added(stage="cost", constraint="luck, budget", dual="1")),
    "a dual of a group that there is not": (
        "certificate",
        _added(stage="cost", constraint="loose, budget", group="e", dual="1"),
    ),
    "a dual of the own stage": ("certificate", _added(stage="placed", constraint="stage, placed", dual="1")),
    "a dual of the last stage": ("certificate", _added(stage="cost", constraint="stage, cost", dual="1")),
    "a dual of placements": ("certificate", _added(stage="cost", constraint="placed", dual="1")),
    "a stage that there is not": ("certificate", _added(stage="luck", constraint="loose, budget", dual="1")),
    "hard beside a plan": ("certificate", _added(stage="hard", constraint="loose, budget", dual="1")),
    "a row twice": ("certificate", lambda run: put(run, C, [*table(run, C), table(run, C)[-1]])),
    "certificate in disorder": ("certificate", lambda run: put(run, C, table(run, C)[::-1])),
    "the block of a stage left out": ("stages", _without(C, _is(stage="placed"))),
    "the block of the costs left out": ("prices", _without(C, _is(stage="cost"))),
    "no certificate": ("certificate", lambda run: (run / C).unlink()),
    "a certificate of vectors": (
        "certificate",
        lambda run: put(run, C, [], ["constraint", "group", "hard", "placed", "cost"]),
    ),
    "leaves": ("leaves", lambda run: put(run, "leaves.csv", [], ["stage", "leaf", "constraint", "group", "lower"])),
    "a budget more": (
        "prices",
        _policy(lambda p: p["budget"].append({"name": "new", "usage": "course_days", "limit": 90.0})),
    ),
    "a budget that is negative somewhere": (
        "policy",
        lambda run: edit(run, "inputs/seekers.csv", lambda rows: rows[0].update(bags="-1")),
    ),
    "a usage that is no number": (
        "policy",
        lambda run: edit(run, "inputs/seekers.csv", lambda rows: rows[0].update(bags="two")),
    ),
    "a usage of ten decimals": (
        "policy",
        lambda run: edit(run, "inputs/seekers.csv", lambda rows: rows[0].update(bags="0.0000000001")),
    ),
    "an unknown usage": ("policy", _policy(lambda p: p["budget"][3].update(usage="luck"))),
    "a usage that is a text": ("policy", _policy(lambda p: p["budget"][3].update(usage="persons.village"))),
    "a course in no region": ("policy", _policy(lambda p: p["course"][0].update(region="Z"))),
    "a course that teaches nothing": ("policy", _policy(lambda p: p["course"][0].update(teaches="S:x"))),
    "fair shares beside": ("scope", _policy(lambda p: p["objective"].update(order=["fair:persons.village"]))),
    "the bound": ("bound", lambda run: write_summary(run, {**summary(run), "bound": summary(run)["bound"] - 0.01})),
    "bound_of_prices of prices": ("bound", _state(bound_of_prices=1.0)),
    "the value of a stage": (
        "stages",
        lambda run: write_summary(
            run, {**summary(run), "stages": [{**summary(run)["stages"][0], "value": 1}, summary(run)["stages"][1]]}
        ),
    ),
    "the bound of a stage": (
        "stages",
        lambda run: write_summary(
            run, {**summary(run), "stages": [{**summary(run)["stages"][0], "bound": None}, summary(run)["stages"][1]]}
        ),
    ),
    "a cost alone that cannot be": (
        "stages",
        lambda run: write_summary(
            run, {**summary(run), "stages": [summary(run)["stages"][0], {**summary(run)["stages"][1], "alone": 1.0}]}
        ),
    ),
}


@pytest.mark.parametrize("name", FALSIFICATIONS)
def test_it_is_noticed(name: str, true_run: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(true_run, run)
    check, change = FALSIFICATIONS[name]
    change(run)
    write_summary(run, summary(run))
    report = verify(run)
    assert check in report.failed, str(report)
    # The prices are the duals of the costs, so that who changes one of these has to change both.
    assert report.failed[0] == check or (report.failed[0] == "prices" and check in ("certificate", "bound")), str(
        report
    )


def test_what_contradicts_the_proof_is_no_optimum(true_run: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(true_run, run)
    state = summary(run)
    assert state["status"] == "feasible" or state["abs_gap"] == 0
    write_summary(
        run, {**state, "status": "optimal", "stop": None, "bound": state["objective"], "gap": 0, "abs_gap": 0}
    )
    assert verify(run).ok == (state["status"] == "optimal")


def test_a_conflict_names_its_limits(tmp_path: Path) -> None:
    """Two of village w at least must go to f, but the bags of f are full with two, both of village v."""
    quota = [
        {"name": "w", "persons": {"village": "w"}, "jobs": {"employer_id": "f"}, "lower": 2},
        {"name": "v", "persons": {"village": "v"}, "jobs": {"employer_id": "f"}, "lower": 2},
    ]
    case = problem(quota=quota)
    y = Fraction(1)
    duals = {("w, lower", ""): -y, ("v, lower", ""): -y, ("bags, budget", "f"): Fraction(2, 3)}
    duals[("bags, budget", "f")] = Fraction(666667, 10**6)
    run = write_conflict(case, {"hard": [(Leaf(0, 5), duals)]}, tmp_path / "run")
    report = verify(run)
    assert report.ok, str(report)
    state = summary(run)
    assert state["conflict"] == [["bags, budget", "f", 3], ["v, lower", "", 2], ["w, lower", "", 2]]
    assert state["short_by"] == 2
    for change, check in (
        ({"short_by": 1}, "conflict"),
        ({"conflict": state["conflict"][:-1]}, "conflict"),
        ({"conflict": state["conflict"][1:]}, "conflict"),
        ({"conflict": [["bags, budget", "f", 4], *state["conflict"][1:]]}, "conflict"),
        ({"conflict": [*state["conflict"], ["bags, budget", "g", 3]]}, "conflict"),
        ({"objective": 1.0}, "status"),
    ):
        write_summary(run, {**state, **change})
        assert verify(run).failed == (check,), change
    for row, check in (
        ({"stage": "hard", "constraint": "w, lower", "group": "", "dual": "-1.01"}, "certificate"),
        ({"stage": "cost", "constraint": "w, lower", "group": "", "dual": "-1"}, "certificate"),
    ):
        rows = [row if each["constraint"] == "w, lower" else each for each in table(run, C)]
        put(run, C, rows)
        write_summary(run, state)
        assert verify(run).failed[0] == check
