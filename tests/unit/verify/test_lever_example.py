"""The example of docs/certificate.md with a quota and with a household, every figure worked by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jobmatch.policy import load_policy
from jobmatch.verify import Report, verify
from mutation.edit import put, summary, table
from mutation.make_run import Solved, write, write_summary
from mutation.reference import Instance

COSTS = {(0, 0): 100, (0, 1): 250, (1, 0): 150, (1, 1): 400, (2, 0): 300}
NAMES = ("Long", "Shi", "Wu")
COLUMNS = ["constraint", "group", "limit", "used", "price", "price_fewer"]


def run_with(
    folder: Path,
    policy: dict[str, Any],
    place: list[int | None],
    objective: int,
    prices: list[tuple[int, int]],
    limits: list[str],
    duals: list[str],
    **stated: Any,
) -> Report:
    """Write a run with these figures and verify it: `limits` and `duals` are further rows of the two files."""
    households = [{"household_id": "h"}, {"household_id": "h"}, {"household_id": "w"}]
    case = Instance(
        seekers=[{"person_id": name, **house} for name, house in zip(NAMES, households, strict=True)],
        jobs=[{"job_id": name, "vacancies": "1", "employer_id": "E"} for name in ("A", "B")],
        regions=[{"code": "1", "parent": "", "level": "country", "name": "", "lon": "", "lat": ""}],
        policy=load_policy({"unmatched": {"default": 1000.0}, **policy}),
        pairs=[{"person_id": NAMES[p], "job_id": "AB"[j], "cost": str(cost)} for (p, j), cost in COSTS.items()],
        cost_decimals=0,
    )
    price, fewer = map(list, zip(*prices, strict=True))
    run = write(Solved(case, COSTS, place, objective, price, list(fewer)), folder)
    more = [dict(zip(COLUMNS, row.split("|"), strict=True)) for row in limits]
    put(run, "prices.csv", [*table(run, "prices.csv"), *more])
    columns = ["constraint", "group", "hard", *stated.pop("columns", []), "cost"]
    put(run, "certificate.csv", [dict(zip(columns, row.split("|"), strict=True)) for row in duals], columns)
    pairs = float(sum(COSTS[p, j] for p, j in enumerate(place) if j is not None))
    split = {"pairs": pairs, "unmatched": 1000.0 * place.count(None), "soft": 0.0, "bonus": 0.0}
    split |= stated.pop("parts", {})
    stages = [*stated.pop("stages", []), {"name": "cost", "value": float(objective), "bound": float(objective)}]
    write_summary(run, {**summary(run), "objective_parts": split, "stages": stages, **stated})
    return verify(run)


def test_an_employer_may_take_one(tmp_path: Path) -> None:
    """Long goes to A: 100 + 2000. One more: Long to B and Shi to A, 1400, 700 less; none: 3000, 900 more.

    With 850 on the employer: Long 950, Shi 1000 (tight), Wu 1000, less 850: 2100.
    """
    quota = {"name": "one", "upper": 1, "per": "employer_id"}
    report = run_with(
        tmp_path / "run",
        {"quota": [quota]},
        [0, None, None],
        2100,
        [(0, 150), (0, 0)],
        ["one, upper|E|1|1|700.0|900.0"],
        ["one, upper|E|0|850.0"],
    )
    assert report.ok, str(report)
    assert report.bound == report.objective == 2100


def test_a_household_sends_one(tmp_path: Path) -> None:
    """Long and Shi are a household, one of them goes: Long to B, Wu to A; 250 + 300 + 1000 − two bonuses of 10.

    With 700 on A and 0 on B the household gains most by Long at B, 750 and a bonus, and Wu nothing but a bonus at A.
    """
    report = run_with(
        tmp_path / "run",
        {"household": {"bonus": 10.0, "max_out": 1}},
        [1, None, 0],
        1530,
        [(550, 710), (0, 150)],
        ["household, max_out|h|1|1|150.0|760.0"],
        ["vacancies|A|0|700.0"],
        parts={"bonus": 20.0},
        households=[2, 2],
    )
    assert report.checks[-1].name == "figures"
    assert report.ok, str(report)


@pytest.mark.parametrize("dual", ["1|-400.0", "0|850.0"])
def test_as_many_households_as_can_be_before_the_cost(dual: str, tmp_path: Path) -> None:
    """The same plan without rules: both households covered cost 1550; Long and Shi alone would cost 1400.

    With 600 on B, Long pays 850 there and Shi stays at 1000. A may cost a household less 400: Wu pays (1, −100) there,
    just less than (1, 1000); or plainly 850, since no money counts against a household.
    """
    report = run_with(
        tmp_path / "run",
        {"objective": {"order": ["households"]}},
        [1, None, 0],
        1550,
        [(0, 0), (0, 0)],
        [],
        [f"vacancies|A|0|{dual}", "vacancies|B|0|0|600.0"],
        columns=["households"],
        stages=[{"name": "households", "value": 2, "bound": 2}],
        households=[2, 2],
    )
    assert report.ok, str(report)


def test_nobody_can_be_placed_where_three_must_be(tmp_path: Path) -> None:
    """Two vacancies for three persons: each vacancy is worth a unit, and three are asked for."""
    quota = {"name": "all", "lower": 3}
    run_with(tmp_path / "run", {"quota": [quota]}, [1, 0, None], 1400, [(0, 0)] * 2, ["all, lower||3|2|0|0"], ["||0|0"])
    run = tmp_path / "run"
    for name in ("assignment.csv", "unmatched.csv", "jobs.csv", "prices.csv"):
        (run / name).unlink()
    columns = ["constraint", "group", "hard", "cost"]
    rows = ["vacancies|A|1|0", "vacancies|B|1|0", "all, lower||-1|0"]
    put(run, "certificate.csv", [dict(zip(columns, row.split("|"), strict=True)) for row in rows], columns)
    nothing = dict.fromkeys(["objective", "bound", "bound_source", "gap", "abs_gap", "objective_parts", "stages"])
    counts = {
        key: value for key, value in summary(run)["counts"].items() if key not in ("placed", "unmatched", "unfilled")
    }
    conflict = {"conflict": [["all, lower", "", 3]], "short_by": 1}
    claims = {"status": "infeasible", **conflict, "counts": counts, **nothing}
    write_summary(run, {**summary(run), **claims})
    report = verify(run)
    assert report.ok, str(report)
    assert report.objective is report.bound is None
    for change, check in (
        ({"conflict": []}, "conflict"),
        ({"conflict": None}, "conflict"),
        ({"conflict": [["all, lower", "", 2]]}, "conflict"),
        ({"conflict": [["all, lower", "", 3], ["all, lower", "", 3]]}, "conflict"),
        ({"short_by": 2}, "conflict"),
        ({"short_by": True}, "conflict"),
        ({"short_by": None}, "conflict"),
        ({"households": [0, 2]}, "conflict"),
        ({"objective": 1400.0}, "status"),
        ({"stop": "time"}, "status"),
        ({"counts": {**counts, "jobs": 3}}, "counts"),
    ):
        write_summary(run, {**summary(run), "households": None, "objective": None, "stop": None, **claims, **change})
        assert verify(run).failed == (check,), change
    write_summary(run, {**summary(run), **claims})
    put(run, "certificate.csv", table(run, "certificate.csv")[1:])
    write_summary(run, summary(run))
    assert verify(run).failed == ("conflict",)
    put(run, "prices.csv", [], COLUMNS)
    write_summary(run, summary(run))
    assert "persons" in verify(run).failed


@pytest.mark.parametrize("place", [[0, None, None], [1, 0, None]])
def test_a_plan_that_breaks_a_hard_limit_is_none(place: list[int | None], tmp_path: Path) -> None:
    quota = {"name": "one", "upper": 1, "per": "jobs.employer_id"}
    objective = 2100 if place[1] is None else 1400
    used = 3 - place.count(None)
    report = run_with(
        tmp_path / "run",
        {"quota": [quota]},
        place,
        objective,
        [(0, 150), (0, 0)],
        [f"one, upper|E|1|{used}|700.0|900.0"],
        ["one, upper|E|0|850.0"],
    )
    assert report.ok == (used == 1)
    assert ("limits" in report.failed) == (used == 2)
