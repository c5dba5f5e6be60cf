"""Budgets, courses and subsidies with every figure worked by hand."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from block_problems import Leaf, Problem
from block_runs import Claim, write_claim

from jobmatch.policy import load_policy
from jobmatch.verify import verify
from mutation.edit import summary, table
from mutation.make_run import write_summary
from mutation.random_cases import REGIONS
from mutation.reference import Instance

NAMES = ("Long", "Shi", "Wu")
COSTS = {(0, 0): 100, (0, 1): 250, (1, 0): 150, (1, 1): 400, (2, 0): 300}
FARES = {(0, 0): 10, (0, 1): 40, (1, 0): 20, (1, 1): 30, (2, 0): 50}
KEYS = ("code", "parent", "level", "name", "lon", "lat")
TREE = [dict(zip(KEYS, (code, above, level, "", lon, lat), strict=True)) for code, above, level, lon, lat in REGIONS]


def fares(**budget: Any) -> Problem:
    """The example of docs/certificate.md with what each journey costs, and a budget for these."""
    return Problem(
        Instance(
            seekers=[{"person_id": name} for name in NAMES],
            jobs=[{"job_id": name, "vacancies": "1"} for name in "AB"],
            regions=TREE,
            policy=load_policy(
                {"unmatched": {"default": 1000.0}, "budget": [{"name": "fares", "usage": "fare", **budget}]}
            ),
            pairs=[
                {"person_id": NAMES[p], "job_id": "AB"[j], "cost": str(cost), "fare": str(FARES[p, j])}
                for (p, j), cost in COSTS.items()
            ],
            cost_decimals=0,
        )
    )


DUALS = {
    ("vacancies", "A"): Fraction(750),
    ("vacancies", "B"): Fraction(450),
    ("fares, budget", ""): Fraction(5),
}


def test_fares_under_a_budget(tmp_path: Path) -> None:
    """With 50 for fares Long goes to A and Shi to B, 1500. At 5 a yuan, 750 for A and 450 for B:

    Long 900 at either, Shi 1000 at either, Wu 1000; less 750 + 450 + 5 · 50: no plan costs less than 1450.
    """
    claim = Claim(fares(limit=50.0), ((0, 0, None), (1, 1, None), None), {"cost": [(Leaf(0, 3), DUALS)]})
    run = write_claim(claim, tmp_path / "run")
    report = verify(run)
    assert report.ok, str(report)
    assert (report.objective, report.bound, report.abs_gap) == (1500, 1450, 50)
    assert report.gap == pytest.approx(50 / 1550)
    rows = {row["constraint"]: row for row in table(run, "prices.csv")}
    told = {"limit": "50", "used": "40", "price": "5", "unit": "fare", "of": "relaxation"}
    assert rows["fares, budget"].items() >= told.items()


def test_a_bound_of_the_solver_is_told_to_be_a_claim(tmp_path: Path) -> None:
    claim = Claim(fares(limit=50.0), ((0, 0, None), (1, 1, None), None), {"cost": [(Leaf(0, 3), DUALS)]})
    run = write_claim(claim, tmp_path / "run", solver=1500)
    report = verify(run)
    assert report.ok, str(report)
    assert report.status == "optimal"
    assert report.bound == 1450
    assert "the bound 1500.0 itself is what the solver claims" in str(report)
    state = summary(run)
    for change, failed in (
        ({"bound_of_prices": 1449.0}, {"bound"}),
        ({"bound_of_prices": 1500.0}, {"bound"}),
        ({"bound_of_prices": None}, {"bound"}),
        ({"bound_source": "prices"}, {"bound", "stages", "gap", "status"}),
        ({"bound": 1440.0}, {"bound", "stages", "gap", "status"}),
        ({"bound": 1501.0}, {"bound", "stages", "gap", "status"}),
        ({"status": "feasible", "stop": "gap"}, {"status"}),
        ({"bound_source": "prices", "bound": 1450.0}, {"bound", "stages", "gap", "status"}),
    ):
        write_summary(run, {**state, **change})
        assert set(verify(run).failed) == failed, change


def test_no_budget_is_overspent_by_a_fen(tmp_path: Path) -> None:
    best = ((0, 1, None), (1, 0, None), None)
    for limit, kept in ((60.0, True), (59.99, False), (60.99, True)):
        proofs = {"cost": [(Leaf(0, 3), {("vacancies", "A"): Fraction(700), ("vacancies", "B"): Fraction(450)})]}
        run = write_claim(Claim(fares(limit=limit), best, proofs), tmp_path / str(limit))
        report = verify(run)
        assert report.failed == (() if kept else ("limits",)), limit
        assert report.bound == 1400


def course_case(**policy: Any) -> Problem:
    """One person with S at 1, 300 km from a job in the province that asks for S at 3."""
    person = {"person_id": "P", "home": "A12", "skills": "S:1", "min_wage": "2000.0", "wish_wage": "3000.0"}
    job = {"job_id": "J", "region": "A21", "vacancies": "1", "wage": "2800.0", "skills": "S:3", "agency": "X"}
    document = {
        "as_of": "2016-08-29",
        "distance": {"detour": 0.0, "table": "distances.csv"},
        "skill": {"weight": 300.0, "max_missing": 1},
        **policy,
    }
    return Problem(
        Instance(
            seekers=[{**person, "wish_regions": "A2", "wish_job_types": ""}],
            jobs=[job],
            regions=TREE,
            policy=load_policy(document),
            distances=[{"from": "A12", "to": "A21", "km": "300.0"}],
        )
    )


def test_what_a_course_and_subsidies_do_to_every_term(tmp_path: Path) -> None:
    """Two levels are missing, one after the course: 300. 30 days at 20 less 15 a day are 150, 12.50 a month.

    Distance: 0.4 · 4 · 300 = 480 less half of 0.4 · 300, 60: 420, 35 a month. Wage: 3000 − 2800 − 600 / 12 = 150.
    Subsidies: 0.1 · 600 / 12 = 5, 0.25 · 60 / 12 = 1.25, 1 · 240 / 12 = 20, and half of 1800 / 12: 75.
    """
    problem = course_case(
        course=[{"name": "basic", "teaches": "S:2", "days": 30, "cost": 1800.0, "weight": 0.5}],
        subsidy=[
            {"name": "day", "form": "daily", "amount": 15.0, "relieves": "course"},
            {"name": "ticket", "form": "ticket", "relieves": "distance", "weight": 0.25},
            {"name": "month", "form": "monthly", "amount": 100.0, "months": 6, "relieves": "wage", "weight": 0.1},
            {"name": "head", "form": "agency", "amount": 240.0, "weight": 1.0},
        ],
        budget=[
            {"name": "days", "usage": "course_days", "limit": 30.0},
            {"name": "pay", "usage": "day", "limit": 450.0},
            {"name": "tickets", "usage": "ticket", "limit": 60.0, "per": "persons.home@prefecture"},
            {"name": "heads", "usage": "head", "limit": 240.0},
            {"name": "social", "usage": "month", "limit": 600.0},
        ],
    )
    claim = Claim(problem, ((0, 0, 0),), {"cost": [(Leaf(0, 1), {})]})
    run = write_claim(claim, tmp_path / "run")
    report = verify(run)
    assert report.ok, str(report)
    assert report.status == "optimal"
    row = table(run, "assignment.csv")[0]
    assert row["route"] == "basic"
    true = {"skill": "312.5", "wage": "150.0", "distance": "35.0", "tier": "100.0", "subsidy": "101.25"}
    assert {name: row[name] for name in true} == true
    used = {row["constraint"]: (row["used"], row["unit"]) for row in table(run, "prices.csv")}
    assert used == {
        "vacancies": ("1", "placements"),
        "days, budget": ("30", "days"),
        "pay, budget": ("450", "yuan"),
        "tickets, budget": ("60", "yuan"),
        "heads, budget": ("240", "yuan"),
        "social, budget": ("600", "yuan"),
    }


@pytest.mark.parametrize(
    ("course", "open_"),
    [
        ({"teaches": "S:2"}, True),
        ({"teaches": "S:1;T:4"}, False),
        ({"teaches": "T:4"}, False),
        ({"teaches": "S:3", "ordered_by": "J"}, True),
        ({"teaches": "S:3", "ordered_by": "K"}, False),
        ({"teaches": "S:3", "region": "A12"}, True),
        ({"teaches": "S:3", "region": "A1"}, True),
        ({"teaches": "S:3", "region": "A11"}, False),
        ({"teaches": "S:3", "region": "A21"}, True),
        ({"teaches": "S:3", "region": "B1"}, False),
        ({"teaches": "S:3", "region": "A12", "stage": "in-post"}, False),
        ({"teaches": "S:3", "region": "A2", "stage": "in-post"}, True),
        ({"teaches": "S:3", "region": "A1", "stage": "change-of-post"}, False),
    ],
)
def test_who_has_a_route(course: dict[str, Any], open_: bool, tmp_path: Path) -> None:
    """One level may be missing: the course must teach S to 2 at least, and be where the person or the job is."""
    problem = course_case(course=[{"name": "c", **course}])
    assert ((0, 0, 0) in problem.costs) == open_
    run = write_claim(Claim(problem, (None,), {"cost": [(Leaf(0, 1), {})]}), tmp_path / "run")
    report = verify(run)
    assert report.ok, str(report)
    left = table(run, "unmatched.csv")[0]
    assert left["eligible_jobs"] == str(int(open_))
    assert (left["best_cost"] != "") == open_


@pytest.mark.parametrize(
    ("budget", "limits"),
    [
        ({"usage": "fare", "limit": 7.85, "per": "jobs.job_id"}, {"A": "7", "B": "7"}),
        ({"usage": "placements", "limit": 2.9}, {"": "2"}),
        ({"usage": "placements", "limit_column": "most", "per": "persons.village"}, {"w": "1"}),
        ({"usage": "fare", "limit_total": 100.0, "share_of": "poor", "per": "persons.village"}, {"v": "50", "w": "50"}),
        (
            {"usage": "weight", "limit_total": 100.0, "share_of": "heads", "per": "persons.village"},
            {"v": "83.33", "w": "16.66"},
        ),
        ({"usage": "fare", "limit": 9.0, "per": "persons.village", "persons": {"village": "v"}}, {"v": "9"}),
    ],
)
def test_limits_of_budgets(budget: dict[str, Any], limits: dict[str, str], tmp_path: Path) -> None:
    """Two persons of village v, one of w; one of each is poor; five heads to one; rounded down as the usage counts."""
    base = fares(limit=1.0).case
    seekers = [
        {**person, "village": "vvw"[p], "priority": ["poor", "default", "poor"][p], "heads": ["2", "3.0", "1"][p]}
        for p, person in enumerate(base.seekers)
    ]
    for p, person in enumerate(seekers):
        person["most"] = "" if p < 2 else "1"
    pairs = [{**row, "weight": "1.250" if row["person_id"] == "Wu" else ""} for row in base.pairs or ()]
    policy = load_policy({"unmatched": {"default": 1000.0}, "budget": [{"name": "b", **budget}]})
    problem = Problem(Instance(seekers, base.jobs, TREE, policy, pairs, cost_decimals=0))
    run = write_claim(Claim(problem, (None, None, None), {"cost": [(Leaf(0, 3), {})]}), tmp_path / "run")
    report = verify(run)
    assert report.ok, str(report)
    stated = {row["group"]: row["limit"] for row in table(run, "prices.csv") if row["constraint"] == "b, budget"}
    assert stated == limits
