"""Instances of `case_problems`, solved over all plans, each leaf by linear programming, written as run directories."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from case_problems import UNMATCHED, Cases, Leaf, Place, used
from lever_problems import Limit, Problem, optimum

from mutation.edit import put, summary, table
from mutation.make_run import Solved, write, write_summary

Duals = Mapping[tuple[str, str], Sequence[int]]
PLAN_FILES = ("assignment.csv", "unmatched.csv", "jobs.csv", "prices.csv")


@dataclass(frozen=True)
class Solution:
    """The best plan; None if hard limits leave none."""

    place: Place | None
    vector: list[int]
    least: Fraction


def solve(problem: Cases) -> Solution:
    """By looking at all plans: no hard limit broken, the greatest least share, then the least vector."""
    kept = [place for place in problem.plans() if problem.vector(place)[0] == 0]
    if not kept:
        return Solution(None, [], Fraction(0))
    least = max(problem.least(place) for place in kept) if problem.fair else Fraction(0)
    fair = [place for place in kept if problem.fair is None or problem.least(place) == least]
    best = min(fair, key=problem.vector)
    return Solution(best, problem.vector(best), least)


def leaves_of(problem: Cases, found: Solution) -> list[Leaf]:
    """A leaf for each number of placements and each way to open groups, for the least share found and the next one."""
    if not problem.by_cases:
        return [Leaf(0, problem.persons, {})]
    shares: list[Fraction | None] = [None]
    if problem.fair is not None:
        sizes = [side.persons for side in problem.sides if side.persons is not None]
        above = {Fraction(k, size) for size in sizes for k in range(size + 1) if Fraction(k, size) > found.least}
        shares = [found.least, *([min(above)] if above and found.place is not None else [])]
    return [
        Leaf(n, n, dict(zip(problem.gates, states, strict=True)), share)
        for share in shares
        for n in range(problem.persons + 1)
        for states in product([True, False], repeat=len(problem.gates))
    ]


def duals_of(problem: Cases, leaf: Leaf) -> dict[tuple[str, str], list[int]]:
    """Those of the leaf's linear programme, only of hard limits where these cannot be kept."""
    return _solved(problem, leaf)[0]


def broken_in(problem: Cases, leaf: Leaf) -> int:
    """Units of hard limits that every plan of the leaf breaks."""
    return _solved(problem, leaf)[1]


def _solved(problem: Cases, leaf: Leaf) -> tuple[dict[tuple[str, str], list[int]], int]:
    """Duals of a leaf, and units of hard limits broken."""
    assert leaf.low == leaf.high or not problem.by_cases
    every = frozenset(problem.costs)
    sides, least, limits, units = problem.sides_in(leaf), leaf.share or Fraction(0), [], 0
    for side in sides:
        limit = side.at(leaf.low, least)
        other = next((s.at(leaf.low, least) for s in sides if s.lower != side.lower and s.same_group(side)), limit)
        # Limits that contradict each other change places; the units between them are missed anyway.
        limits.append(
            Limit(
                side.constraint,
                side.group,
                min(limit, other) if side.lower else max(limit, other),
                side.members,
                side.soft,
            )
        )
        units += max(0, limit - other) if side.lower and side.soft is None else 0
    if problem.by_cases:
        limits += [Limit(f"N, {side}", "", leaf.low, every) for side in ("lower", "upper")]
    household = problem.case.policy.household
    rules = {"bonus": int(household.bonus), "max_out": household.max_out}
    policy = {"household": rules, "objective": {"order": problem.components}}
    jobs = problem.case.jobs
    best = optimum(Problem(problem.case.seekers, jobs, problem.costs, policy, limits, UNMATCHED, tiers=problem.tiers))
    out: dict[tuple[str, str], list[int]] = {}
    names = [("vacancies", job["job_id"]) for job in jobs] + [(limit.constraint, limit.group) for limit in limits]
    for (constraint, group), dual in zip(names, best.duals, strict=True):
        key = ("placed", "") if constraint.startswith("N, ") else (constraint, group)
        told = [dual[0], *[0] * (len(dual) - 1)] if best.value[0] + units else dual
        out[key] = [a + b for a, b in zip(out.get(key, [0] * len(told)), told, strict=True)]
    return {key: dual for key, dual in out.items() if any(dual)}, best.value[0] + units


def any_duals(problem: Cases, leaf: Leaf, rng: Random) -> dict[tuple[str, str], list[int]]:
    """Duals of the right sign that cost no more than to break their limit; of the number of placements any."""
    size = 1 + len(problem.components)
    out: dict[tuple[str, str], list[int]] = {}
    free = [rng.choice([0, 0, 1, 3]), *(rng.randint(-2, 2) for _ in range(size - 2)), rng.randint(-90, 90)]
    if rng.random() < 0.5:
        out["placed", ""] = [rng.choice([-1, 1]) * part for part in free]
    for job in problem.case.jobs:
        dual = [rng.choice([0, 0, 1, 2]), *(rng.randint(-1, 2) for _ in range(size - 2)), rng.randint(-90, 90)]
        out["vacancies", job["job_id"]] = max(dual, [0] * size)
    taken: set[tuple[str, str]] = set()
    for side in problem.sides_in(leaf):
        name = (side.constraint.rpartition(",")[0], side.group)
        if name in taken or rng.random() < 0.3:
            continue
        taken.add(name)
        if side.soft is None:
            dual = [rng.choice([0, 0, 1]), *(rng.randint(-1, 2) for _ in range(size - 2)), rng.randint(-90, 90)]
            dual = min(max(dual, [0] * size), [1, *[0] * (size - 1)])
        else:
            dual = [*[0] * (size - 1), rng.randint(0, side.soft)]
        out[side.constraint, side.group] = [-part for part in dual] if side.lower else dual
    return {name: dual for name, dual in out.items() if any(dual)}


def write_proof(run: Path, problem: Cases, leaves: Sequence[Leaf], duals: Sequence[Duals]) -> None:
    """leaves.csv and certificate.csv; where no limit depends on the plan, the latter alone and without leaves."""
    rows: list[list[str]] = []
    for number, leaf in enumerate(leaves):
        mine = [[gate[0], gate[1], "1" if open_ else "", "" if open_ else "0"] for gate, open_ in leaf.gates.items()]
        if (leaf.low, leaf.high) != (0, problem.persons):
            mine.append(["placed", "", str(leaf.low), str(leaf.high)])
        if leaf.share is not None:
            assert problem.fair is not None
            mine.append([problem.fair, "", f"{leaf.share.numerator}/{leaf.share.denominator}", ""])
        rows += [[str(number), *row] for row in sorted(mine) or [[""] * 4]]
    if problem.by_cases:
        _write(run / "leaves.csv", ["leaf", "constraint", "group", "lower", "upper"], rows)
    rows = []
    for number, each in enumerate(duals):
        ordered = sorted(each.items(), key=lambda item: (item[0][0] != "vacancies", item[0]))
        rows += [[str(number), *name, *map(str, dual)] for name, dual in ordered]
    columns = ["leaf", "constraint", "group", "hard", *problem.components]
    first = 0 if problem.by_cases else 1
    _write(run / "certificate.csv", columns[first:], [row[first:] for row in rows])


def _write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def run_of(problem: Cases, folder: Path, claimed: Solution | None = None) -> Path:
    """The run of an instance, proven by its leaves; or one that claims another plan, with the leaves for that."""
    found = claimed or solve(problem)
    place = list(found.place or [None] * problem.persons)
    blank: Any = [None] * len(problem.case.jobs)
    objective = found.vector[-1] if found.place is not None else 0
    run = write(Solved(problem.case, dict(problem.costs), place, objective, blank, blank), folder)
    leaves = leaves_of(problem, found)
    duals = [duals_of(problem, leaf) for leaf in leaves]
    write_proof(run, problem, leaves, duals)
    if found.place is None:
        _without_plan(run, problem, leaves, duals)
    else:
        _with_plan(run, problem, found, place)
    return run


def _with_plan(run: Path, problem: Cases, found: Solution, place: Place) -> None:
    placed = sum(j is not None for j in place)
    rows = [
        [side.constraint, side.group, side.at(placed, found.least), used(side, place), "", ""] for side in problem.sides
    ]
    most, covered = problem.case.policy.household.max_out, 0
    for members in problem.households:
        out = sum(place[p] is not None for p in members)
        covered += out > 0
        if most and len(members) > most:
            rows.append(["household, max_out", problem.case.seekers[members[0]]["household_id"], most, out, "", ""])
    columns = list(table(run, "prices.csv")[0])
    more = [dict(zip(columns, map(str, row), strict=True)) for row in rows]
    more.sort(key=lambda row: (row["constraint"], row["group"]))
    put(run, "prices.csv", [*table(run, "prices.csv"), *more])
    pairs = sum(problem.costs[p, j] for p, j in enumerate(place) if j is not None)
    bonus = int(problem.case.policy.household.bonus) * covered
    rest = found.vector[-1] - pairs - UNMATCHED * (problem.persons - placed) + bonus
    split = {"pairs": pairs, "unmatched": UNMATCHED * (problem.persons - placed), "soft": rest, "bonus": bonus}
    stages: list[dict[str, Any]] = []
    if problem.fair is not None:
        stages.append({"name": problem.fair, "value": float(found.least), "bound": float(found.least)})
    for name, undone in zip(problem.components[:-1], found.vector[1:-1], strict=True):
        done = (len(problem.households) if name == "households" else problem.persons) - undone
        stages.append({"name": name, "value": done, "bound": done})
    stages.append({"name": "cost", "value": float(found.vector[-1]), "bound": float(found.vector[-1])})
    state = {**summary(run), "objective_parts": {key: float(value) for key, value in split.items()}}
    state["stages"] = [{**stage, "alone": None} for stage in stages]
    rules = problem.case.policy.household
    if rules.bonus or rules.max_out or "households" in problem.components:
        state["households"] = [covered, len(problem.households)]
    write_summary(run, state)


def _without_plan(run: Path, problem: Cases, leaves: Sequence[Leaf], duals: Sequence[Duals]) -> None:
    for name in PLAN_FILES:
        (run / name).unlink()
    numbers = {(side.constraint, side.group): side.number for side in problem.sides}
    named = sorted({name for each in duals for name in each if name[0] not in ("vacancies", "placed")})
    state = {**summary(run), "status": "infeasible", "conflict": [[*name, numbers.get(name)] for name in named]}
    state["short_by"] = min(broken_in(problem, leaf) for leaf in leaves)
    for key in ("objective", "bound", "bound_source", "gap", "abs_gap"):
        state[key] = None
    for key in ("placed", "unmatched", "unfilled"):
        del state["counts"][key]
    write_summary(run, state)
