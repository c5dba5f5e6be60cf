"""The least spending of small targets, against an integer programme over all triples that knows nothing of prices."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

import jobmatch
from budget_lists import Rows, draw_jobs, draw_seekers, regions
from jobmatch.scenarios.targets import Reached, Way, load_target, reach_target
from jobmatch.scenarios.targets.document import Vacancies
from jobmatch.scenarios.targets.least import least
from jobmatch.scenarios.targets.situation import situation_of
from jobmatch.scenarios.targets.spending import spending

CASES = 9
HORIZON = 12


@dataclass(frozen=True)
class Drawn:
    """A target as it was drawn, and what its lists hold."""

    document: dict[str, Any]
    seekers: Rows
    jobs: Rows

    def triples(self) -> pl.DataFrame:
        """Every eligible triple, ``subsidy`` being its money in yuan."""
        base = self.document["base"]
        policy = {**base["policy"], "subsidy": [each | {"weight": HORIZON} for each in base["policy"]["subsidy"]]}
        policy["course"] = [course | {"cost": 0.0} for course in policy["course"]]
        return jobmatch.eligible_pairs(base["seekers"], base["jobs"], policy, regions=base["regions"])


def draw(number: int, folder: Path) -> Drawn:
    """A target of a dozen persons, with money, two kinds of vacancies and seats to buy."""
    rng = Random(f"target {number}")
    seekers, jobs = draw_seekers(rng, 12, alike=True), draw_jobs(rng, 5)
    jobs[0]["region"] = "B11"
    for row in jobs:
        row["vacancies"] = str(rng.choice([0, 1, 1, 2]))
    for name, rows in (("seekers", seekers), ("jobs", jobs), ("regions", regions())):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    grant = {"name": "grant", "form": "fixed", "amount": 500.25, "jobs": {"region": "B"}}
    ticket = {"name": "ticket", "form": "ticket", "cap": rng.choice([90.0, 400.0])}
    policy: dict[str, Any] = {
        "as_of": "2016-08-29",
        "horizon_months": HORIZON,
        "subsidy": [grant, ticket][:: rng.choice([1, -1])][:1],
        "course": [{"name": "c", "teaches": "weld:3;sew:3", "days": 5, "seats": rng.choice([0, 1, 2])}],
        "household": {"max_out": 2} if rng.random() < 0.4 else {},
    }
    if number % 2:  # held for a class of all its seats, or not at all
        seats = 2 + number % 4 // 2
        policy["course"][0] |= {"seats": seats, "min_class": seats}
    policy["budget"] = [{"name": "purse", "usage": policy["subsidy"][0]["name"], "limit": rng.choice([0.0, 700.0])}]
    if rng.random() < 0.5:
        policy["quota"] = [{"name": "e1", "jobs": {"employer_id": "e1"}, "upper": rng.choice([2, 4])}]
    means: dict[str, Any] = {
        "money": [{"budget": "purse"} | rng.choice([{}, {}, {"at_most": 1500.0}])],
        "vacancies": [
            {"name": "in B", "jobs": {"region": "B"}, "price": rng.choice([300.0, 1200.0])},
            {"name": "all", "price": 900.0, "per": ["job_type"], "at_most": rng.choice([1, 2, 5])},
        ],
        "seats": [{"course": "c", "price": rng.choice([250.0, 1000.5])}],
    }
    kind = number % 3
    target: dict[str, Any] = {}
    if kind != 1:
        target["placed"] = rng.choice([3, 5, 7, 9])
    if kind != 0:
        target["households"] = rng.choice([0.3, 0.5, 0.7])
    if rng.random() < 0.3:
        target["placed_registered_poor"] = 1
    names = {f"{name}": str(folder / f"{name}.csv") for name in ("seekers", "jobs", "regions")}
    return Drawn({"name": "t", "base": {**names, "policy": policy}, "target": target, "means": means}, seekers, jobs)


def optimum(drawn: Drawn, bought: set[str], goals: dict[str, int]) -> float | None:
    """The least spending with some of the means; None if the goals cannot be reached."""
    policy, means = drawn.document["base"]["policy"], drawn.document["means"]
    triples = drawn.triples().to_dicts()
    persons = {row["person_id"]: row for row in drawn.seekers}
    jobs = {row["job_id"]: row for row in drawn.jobs}
    below_b = {"B", "B1", "B11"}
    further = [
        (mean, job_id)
        for mean in means["vacancies"]
        if mean["name"] in bought
        for job_id, row in jobs.items()
        if mean["name"] == "all" or row["region"] in below_b
    ]
    homes = sorted({row["household_id"] or row["person_id"] for row in drawn.seekers})
    t, f, h = len(triples), len(further), len(homes)
    seats = t + f + h
    total = seats + 3  # the last ones: further money, whether the course is held
    cost, low, high = np.zeros(total), np.zeros(total), np.ones(total)
    high[t : t + f], high[seats + 1] = len(persons), 0
    seat = means["seats"][0]
    cost[seats], high[seats] = seat["price"], len(persons) if seat["course"] in bought else 0
    for k, (mean, _) in enumerate(further):
        cost[t + k] = mean["price"]
    rows: list[tuple[dict[int, float], float, float]] = []

    def limit(parts: dict[int, float], least: float, most: float) -> None:
        rows.append((parts, least, most))

    def chosen(what: Any) -> dict[int, float]:
        return {k: 1.0 for k, triple in enumerate(triples) if what(triple)}

    for person in persons:
        limit(chosen(lambda x, p=person: x["person_id"] == p), 0, 1)
    for job_id, row in jobs.items():
        mine = {t + k: -1.0 for k, (_, other) in enumerate(further) if other == job_id}
        limit(chosen(lambda x, j=job_id: x["job_id"] == j) | mine, -np.inf, int(row["vacancies"]))
    course = policy["course"][0]
    limit(chosen(lambda x: x["route"] == "c") | {seats: -1.0}, -np.inf, course["seats"])
    everybody = chosen(lambda x: x["route"] == "c")
    limit(everybody | {seats + 2: -float(course.get("min_class", 0))}, 0, np.inf)
    limit(everybody | {seats + 2: -float(len(persons))}, -np.inf, 0)
    spent = {k: x["subsidy"] for k, x in enumerate(triples)}
    money = means["money"][0]
    if "purse" in bought:
        limit(spent | {seats + 1: -1.0}, -np.inf, policy["budget"][0]["limit"])
        cost[seats + 1], high[seats + 1] = 1.0, money.get("at_most", 1e6)
    else:
        limit(spent, 0, policy["budget"][0]["limit"])
    for mean in means["vacancies"]:
        for kind in {row["job_type"] for row in drawn.jobs}:
            mine = {t + k: 1.0 for k, (m, j) in enumerate(further) if m is mean and jobs[j]["job_type"] == kind}
            limit(mine, 0, mean.get("at_most", np.inf))
    for quota in policy.get("quota", ()):
        limit(chosen(lambda x: jobs[x["job_id"]]["employer_id"] == "e1"), 0, quota["upper"])
    for k, home in enumerate(homes):
        mine = chosen(lambda x, h=home: (persons[x["person_id"]]["household_id"] or x["person_id"]) == h)
        limit(mine | {t + f + k: -1.0}, 0, np.inf)
        limit(mine, 0, policy["household"].get("max_out", np.inf))
    for figure, number in goals.items():
        name = figure.partition(":")[2]
        parts = chosen(lambda x, n=name: not n or persons[x["person_id"]]["priority"] == n)
        limit({t + f + k: 1.0 for k in range(h)} if figure == "households" else parts, number, np.inf)
    matrix = np.zeros((len(rows), total))
    for k, (parts, _, _) in enumerate(rows):
        for column, value in parts.items():
            matrix[k, column] += value
    constraint = LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows])
    whole = 1 - (np.arange(total) == seats + 1)
    found = milp(cost, constraints=constraint, bounds=Bounds(low, high), integrality=whole)
    assert found.status in (0, 2), found.message
    return None if found.status == 2 else round(float(found.fun), 2)


def check(drawn: Drawn, way: Way, goals: dict[str, int]) -> str:
    """Compare an answer with the optimum; its status."""
    best = optimum(drawn, {mean.name for mean in way.means}, goals)
    assert (best is None) == (way.status == "unreachable")
    if best is None:
        return way.status
    assert way.low is not None
    assert way.high is not None
    assert way.low <= best <= way.high
    assert (way.status == "exact") == (way.low == way.high)
    assert all(way.reached[figure] >= number for figure, number in goals.items())
    prices = {"in B": None, "all": 900.0, "c": drawn.document["means"]["seats"][0]["price"], "purse": 1.0}
    prices["in B"] = drawn.document["means"]["vacancies"][0]["price"]
    amounts = {mean.name: way.bought.amount(mean) for mean in way.means}
    assert sum(prices[name] * amount for name, amount in amounts.items()) == pytest.approx(way.high, abs=1e-6)
    return way.status


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Drawn, Reached]]:
    drawn = [draw(number, tmp_path_factory.mktemp(f"target{number}")) for number in range(CASES)]
    return [(each, reach_target(each.document)) for each in drawn]


def test_no_plan_spends_less(answers: list[tuple[Drawn, Reached]]) -> None:
    told = []
    for drawn, found in answers:
        for way in (found.now, *found.alone, found.mix):
            told.append(check(drawn, way, found.situation.goals))
        for way in found.alone:
            assert way.high is None or (found.mix.low is not None and found.mix.low <= way.high)
    counted = {status: told.count(status) for status in set(told)}
    assert counted["exact"] > 8 * counted.get("bracketed", 0), counted
    assert counted["unreachable"] > 5


def test_the_most_is_the_most(answers: list[tuple[Drawn, Reached]]) -> None:
    for drawn, found in answers:
        for way in (found.now, found.mix):
            names = {mean.name for mean in way.means}
            for figure, most in way.most.items():
                assert most.reached is not None
                assert most.bound is not None
                assert most.reached <= most.bound
                assert optimum(drawn, names, {figure: most.reached}) is not None
                assert optimum(drawn, names, {figure: most.bound + 1}) is None


def test_the_plan_reaches_the_target_and_verifies(answers: list[tuple[Drawn, Reached]]) -> None:
    checked = 0
    for _, found in answers:
        assert (found.plan is None) == (found.mix.status == "unreachable")
        if found.plan is None or found.mix.found.plan is None:
            continue
        reached = found.situation.reached(found.plan.assignment)
        assert all(reached[figure] >= number for figure, number in found.situation.goals.items())
        if checked < 3:
            assert found.plan.verify().ok
            assert found.mix.found.plan.verify().ok
        checked += 1
    assert checked > 6


def test_more_is_never_cheaper_and_less_is_not_enough(tmp_path: Path) -> None:
    document = draw(0, tmp_path).document
    last = 0.0
    for placed in range(3, 13, 2):
        target = load_target({**document, "target": {"placed": placed}})
        situation = situation_of(target)
        mean = Vacancies(name="any", price=100.0)
        found = least(spending(situation, (mean,), target.solve))
        if found.high is None:
            break
        assert found.exact
        assert found.high >= last
        last = found.high
        if last:
            fewer = mean.model_copy(update={"at_most": round(last / 100) - 1})
            assert least(spending(situation, (fewer,), target.solve)).impossible is not None
    assert placed > 5
    assert last > 0
