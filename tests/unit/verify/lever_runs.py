"""Solved instances with levers, written as run directories."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lever_problems import Limit, Optimum, Problem, optimum, prices

from jobmatch.policy import load_policy
from mutation.edit import put, summary, table
from mutation.make_run import Solved, decimal, write, write_summary
from mutation.reference import Instance


def run_of(problem: Problem, folder: Path) -> Path:
    """Solve, and write the run: with a plan, or with the proof that there is none."""
    best = optimum(problem)
    if best.value[0]:
        # Only units of hard limits count here: what else the duals have is left out.
        best = replace(best, duals=[[dual[0], *[0] * len(problem.stages)] for dual in best.duals])
    case = Instance(
        seekers=problem.seekers,
        jobs=problem.jobs,
        regions=[{"code": "1", "parent": "", "level": "country", "name": "", "lon": "", "lat": ""}],
        policy=load_policy({"unmatched": {"default": float(problem.unmatched)}, **problem.policy}),
        pairs=[
            {
                "person_id": problem.seekers[p]["person_id"],
                "job_id": problem.jobs[j]["job_id"],
                "cost": str(cost),
            }
            for (p, j), cost in problem.costs.items()
        ],
        cost_decimals=0,
    )
    told = (
        prices(problem, best) if len(problem.stages) == 1 else [(0, None)] * (len(problem.jobs) + len(problem.limits))
    )
    jobs = told[: len(problem.jobs)]
    solved = Solved(
        case, dict(problem.costs), best.place, best.value[-1], [p or 0 for p, _ in jobs], [f for _, f in jobs]
    )
    run = write(solved, folder)
    write_certificate(run, problem, best.duals)
    _write_limits(run, problem, best, told[len(problem.jobs) :])
    if best.value[0]:
        _without_plan(run, problem, best)
    else:
        _with_plan(run, problem, best)
    return run


def write_certificate(run: Path, problem: Problem, duals: Sequence[Sequence[int]]) -> None:
    """certificate.csv from duals of jobs, then limits."""
    names = [("vacancies", job["job_id"]) for job in problem.jobs]
    names += [(limit.constraint, limit.group) for limit in problem.limits]
    rows = [
        [*name, *map(str, dual[:-1]), decimal(dual[-1], 0)]
        for name, dual in zip(names, duals, strict=True)
        if any(dual)
    ]
    rows.sort(key=lambda row: (row[0] != "vacancies", row[0], row[1]))
    with (run / "certificate.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["constraint", "group", "hard", *problem.stages])
        writer.writerows(rows)


def _write_limits(run: Path, problem: Problem, best: Optimum, told: Sequence[tuple[int | None, int | None]]) -> None:
    placed = {(p, j) for p, j in enumerate(best.place) if j is not None}
    rows = []
    for limit, (price, fewer) in zip(problem.limits, told, strict=True):
        used = len(placed & limit.members)
        rows.append([limit.constraint, limit.group, limit.value, used, decimal(price, 0), decimal(fewer, 0)])
    most = problem.policy.get("household", {}).get("max_out")
    for members in problem.households:
        if most and len(members) > most:
            used = sum(best.place[p] is not None for p in members)
            name = problem.seekers[members[0]]["household_id"]
            price, fewer = _household_price(problem, best, members, most) if len(problem.stages) == 1 else (0, None)
            rows.append(["household, max_out", name, most, used, decimal(price, 0), decimal(fewer, 0)])
    columns = list(table(run, "prices.csv")[0])
    more = [dict(zip(columns, map(str, row), strict=True)) for row in rows]
    more.sort(key=lambda row: (row["constraint"], row["group"]))
    put(run, "prices.csv", [*table(run, "prices.csv"), *more])


def _household_price(problem: Problem, best: Optimum, members: list[int], most: int) -> tuple[int | None, int | None]:
    """By solving again with one member more or fewer: the rule itself as limits of quotas, one of them moved."""
    loose = {**problem.policy, "household": {**problem.policy["household"], "max_out": None}}
    own = []
    for others in problem.households:
        of = frozenset(pair for pair in problem.costs if pair[0] in others)
        own.append(Limit("own, upper", str(others), most, of))
    at = problem.households.index(members)
    values = []
    for by in (1, -1):
        changed = [*own[:at], replace(own[at], value=most + by), *own[at + 1 :]]
        found = optimum(replace(problem, policy=loose, limits=[*problem.limits, *changed])).value
        values.append(None if found[0] else found[-1])
    more, less = values
    return None if more is None else best.value[-1] - more, None if less is None else less - best.value[-1]


def _with_plan(run: Path, problem: Problem, best: Optimum) -> None:
    rules, households = problem.policy.get("household", {}), problem.households
    placed = {(p, j) for p, j in enumerate(best.place) if j is not None}
    covered = sum(any(best.place[p] is not None for p in members) for members in households)
    soft = 0
    for limit in problem.limits:
        used = len(placed & limit.members)
        soft += (limit.soft or 0) * max(0, limit.value - used if limit.lower else used - limit.value)
    split = {
        "pairs": float(sum(problem.costs[pair] for pair in placed)),
        "unmatched": float(problem.unmatched * best.place.count(None)),
        "soft": float(soft),
        "bonus": float(rules.get("bonus", 0) * covered),
    }
    assert split["pairs"] + split["unmatched"] + split["soft"] - split["bonus"] == best.value[-1]
    stages: list[dict[str, Any]] = []
    for at, name in enumerate(problem.stages):
        kind, _, group = name.partition(":")
        if kind == "cost":
            reached: float = float(best.value[-1])
        elif kind == "households":
            reached = covered
        else:
            reached = sum(not group or problem.seekers[p].get("priority") == group for p, _ in placed)
            assert best.value[1 + at] == sum(
                best.place[p] is None and (not group or person.get("priority") == group)
                for p, person in enumerate(problem.seekers)
            )
        stages.append({"name": name, "value": reached, "bound": reached})
    state = {**summary(run), "objective_parts": split, "stages": stages}
    if rules or "households" in problem.stages:
        state["households"] = [covered, len(households)]
    write_summary(run, state)


def _without_plan(run: Path, problem: Problem, best: Optimum) -> None:
    for name in ("assignment.csv", "unmatched.csv", "jobs.csv", "prices.csv"):
        (run / name).unlink()
    duals = best.duals[len(problem.jobs) :]
    conflict = [
        [limit.constraint, limit.group, limit.value]
        for limit, dual in zip(problem.limits, duals, strict=True)
        if any(dual)
    ]
    state = {**summary(run), "status": "infeasible", "conflict": sorted(conflict), "short_by": int(best.value[0])}
    for key in ("objective", "bound", "bound_source", "gap", "abs_gap"):
        state[key] = None
    for key in ("placed", "unmatched", "unfilled"):
        del state["counts"][key]
    write_summary(run, state)
