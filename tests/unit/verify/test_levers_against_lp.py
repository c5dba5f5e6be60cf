"""Runs with levers whose plan and duals come from linear programming, on random instances."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lever_problems import Limit, Problem
from lever_runs import run_of, write_certificate

from jobmatch.verify import verify
from mutation.edit import summary
from mutation.make_run import write_summary

SEEDS = range(100)


def instance(seed: int) -> Problem:
    """Nested quotas on the jobs and on the persons, households, stages; each of them in some instances only."""
    rng = Random(seed)
    villages = ["v1", "v2", "v3"]
    seekers = []
    for h in range(rng.randint(2, 4)):
        village = rng.choice(villages)
        for _ in range(rng.randint(1, 3)):
            priority = rng.choice(["default", "poor"])
            person = {"household_id": f"h{h}", "village": village, "priority": priority}
            seekers.append({"person_id": f"P{len(seekers)}", **person})
    jobs = [
        {"job_id": f"J{j}", "vacancies": str(rng.choice([0, 1, 1, 2])), "firm": rng.choice("fgh")} for j in range(4)
    ]
    every = [(p, j) for p in range(len(seekers)) for j in range(len(jobs))]
    costs = {pair: rng.randint(-20, 150) for pair in every if rng.random() < 0.7}
    policy: dict[str, Any] = {"quota": []}
    limits: list[Limit] = []

    def quota(name: str, per: str, lists: str, groups: dict[str, frozenset[tuple[int, int]]]) -> None:
        soft = rng.choice([None, 17, 60])
        low, high = rng.choice([(None, 1), (1, None), (None, 2), (1, 2), (1, 1), (2, 3)])
        table = {"name": name, "soft": None if soft is None else float(soft), "lower": low, "upper": high}
        policy["quota"].append({key: value for key, value in table.items() if value is not None})
        if per:
            policy["quota"][-1]["per"] = f"{lists}.{per}"
        for group, members in groups.items():
            for side, value in (("lower", low), ("upper", high)):
                if value is not None:
                    limits.append(Limit(f"{name}, {side}", group, value, members, soft))

    def by(rows: list[dict[str, str]], column: str, axis: int) -> dict[str, frozenset[tuple[int, int]]]:
        return {
            value: frozenset(pair for pair in every if rows[pair[axis]][column] == value)
            for value in {row[column] for row in rows}
        }

    if rng.random() < 0.6:
        quota("firms", "firm", "jobs", by(jobs, "firm", 1))
    if rng.random() < 0.6:
        quota("villages", "village", "persons", by(seekers, "village", 0))
    if rng.random() < 0.3:
        quota("all", "", "", {"": frozenset(every)})
    if rng.random() < 0.5:
        policy["household"] = {"bonus": rng.choice([0.0, 30.0]), "max_out": rng.choice([1, 2])}
    if rng.random() < 0.4:
        order = rng.sample(["placed", "placed:poor", "households"], rng.randint(1, 3))
        policy["objective"] = {"order": [*order, *rng.choice([[], ["cost"]])]}
    if not (policy["quota"] or "household" in policy or "objective" in policy):
        return instance(seed + 10_000)
    return Problem(seekers, jobs, costs, policy, limits)


@pytest.mark.parametrize("start", range(0, len(SEEDS), 25))
def test_every_optimum_and_every_conflict_is_proven(start: int, tmp_path: Path) -> None:
    found = set()
    for seed in SEEDS[start : start + 25]:
        report = verify(run_of(instance(seed), tmp_path / str(seed)))
        assert report.ok, f"seed {seed}\n{report}"
        found.add(report.status)
        if report.status == "optimal":
            assert report.objective == report.bound
    assert found == {"optimal", "infeasible"}


def lower_bound(problem: Problem, duals: Sequence[Sequence[int]], stages: Sequence[str]) -> list[int]:
    """L(y) by trying every way to place members of each household; `stages` are the components (`hard` among them)."""
    rules = problem.policy.get("household", {})
    jobs = len(problem.jobs)
    out = [0] * len(stages)
    for members in problem.households:
        ways = []
        for number in range(min(len(members), rules.get("max_out") or len(members)) + 1):
            for placed in combinations(members, number):
                options = [_best(problem, duals, p) if p in placed else _stay(problem, p, stages) for p in members]
                if None in options:
                    continue
                way = [sum(column) for column in zip(*options, strict=True)]
                way[-1] -= rules.get("bonus", 0) if placed else 0
                if "households" in stages:
                    way[stages.index("households")] += not placed
                ways.append(way)
        out = [a + b for a, b in zip(out, min(ways), strict=True)]
    amounts = [*problem.slots, *(limit.value for limit in problem.limits)]
    assert len(amounts) == len(duals) == jobs + len(problem.limits)
    for amount, dual in zip(amounts, duals, strict=True):
        out = [a - amount * y for a, y in zip(out, dual, strict=True)]
    return out


def _best(problem: Problem, duals: Sequence[Sequence[int]], p: int) -> list[int] | None:
    options = []
    for (q, j), cost in problem.costs.items():
        if q == p:
            paid = [duals[j]]
            paid += [
                dual
                for dual, limit in zip(duals[len(problem.jobs) :], problem.limits, strict=True)
                if (p, j) in limit.members
            ]
            whole = [sum(column) for column in zip(*paid, strict=True)]
            options.append([*whole[:-1], whole[-1] + cost])
    return min(options, default=None)


def _stay(problem: Problem, p: int, stages: Sequence[str]) -> list[int]:
    priority = problem.seekers[p]["priority"]
    return [
        problem.unmatched if stage == "cost" else int(stage in ("placed", f"placed:{priority}")) for stage in stages
    ]


def _any_dual(rng: Random, limit: Limit | None, components: int) -> list[int]:
    """A dual of the right sign that costs no more than to break its limit."""
    middle = [0] * (components - 2)
    if limit is not None and limit.soft is not None:
        dual = [0, *middle, rng.randint(0, limit.soft)]
    else:
        dual = [rng.choice([0, 0, 1]), *(rng.randint(-1, 2) for _ in middle), rng.randint(-90, 90)]
        low, high = [0] * components, [1] + [0] * (components - 1)
        dual = min(max(dual, low), high) if limit is not None else max(dual, low)
    return [-y for y in dual] if limit is not None and limit.lower else dual


@pytest.mark.parametrize("start", range(0, len(SEEDS), 25))
def test_any_duals_prove_what_they_prove(start: int, tmp_path: Path) -> None:
    differ = 0
    for seed in SEEDS[start : start + 25]:
        problem, rng = instance(seed), Random(seed)
        run = run_of(problem, tmp_path / str(seed))
        if summary(run)["status"] == "infeasible":
            continue
        components = ["hard", *problem.stages]
        of = [*[None] * len(problem.jobs), *problem.limits]
        duals = [_any_dual(rng, limit, len(components)) for limit in of]
        sides = {(limit.constraint.split(",")[0], limit.group): 0 for limit in problem.limits}
        for limit, dual in zip(problem.limits, duals[len(problem.jobs) :], strict=True):
            sides[limit.constraint.split(",")[0], limit.group] += any(dual)
            if sides[limit.constraint.split(",")[0], limit.group] > 1:
                dual[:] = [0] * len(dual)
        write_certificate(run, problem, duals)
        proven = lower_bound(problem, duals, components)
        value = [0]
        for stage in summary(run)["stages"][:-1]:
            value.append(sum(_stay(problem, p, [stage["name"]])[0] for p in range(len(problem.seekers))))
            value[-1] = len(problem.households) if stage["name"] == "households" else value[-1]
            value[-1] -= stage["value"]
        bound = proven[-1]
        if proven[:-1] != value:
            differ += 1
            lower = [limit is not None and limit.lower for limit in of]
            money = [[min(y[-1], 0) if low else max(y[-1], 0)] for y, low in zip(duals, lower, strict=True)]
            bound = lower_bound(problem, money, ["cost"])[0]
        write_summary(run, {**summary(run), "status": "feasible", "stop": "time"})
        report = verify(run)
        assert report.bound == bound, f"seed {seed}\n{report}"
        assert "certificate" not in report.failed, f"seed {seed}\n{report}"
    assert differ
