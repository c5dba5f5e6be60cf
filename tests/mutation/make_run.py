"""Solves tiny instances by brute force and writes the run directory as docs/files.md has it."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from jobmatch.policy import TERMS, Policy, policy_to_json
from mutation.reference import TIERS, Instance, Row, bound, broken_rules, change_reason, reason, terms, tier, unmatched

CHANGES = ["person_id", "job_before", "job_after", "reason", "cost_before", "cost_after"]
ASSIGNMENT = ["person_id", "job_id", "route", "cost", *TERMS]
FORBIDDEN = float(2**45)
UNBOUND = 2**42
"""What it costs here to leave a bound person unplaced: more than anything else in these instances."""


@dataclass(frozen=True)
class Solved:
    """An instance with its optimum; money in quanta."""

    case: Instance
    eligible: dict[tuple[int, int], int]
    place: list[int | None]
    objective: int
    price: list[int]
    fewer: list[int | None]


def solve(case: Instance) -> Solved:
    """The optimum by an assignment over single vacancies; prices by solving again with one more and one fewer."""
    costs = {
        (p, j): sum(terms(case, person, job).values())
        for p, person in enumerate(case.seekers)
        for j, job in enumerate(case.jobs)
        if not broken_rules(case, person, job)
    }
    stay = [unmatched(case, person) + UNBOUND * (person["person_id"] in bound(case)) for person in case.seekers]
    slots = [int(job["vacancies"]) for job in case.jobs]
    value, place = _optimum(costs, stay, slots)
    price, fewer = [], []
    for j, slot in enumerate(slots):
        more = [*slots[:j], slot + 1, *slots[j + 1 :]]
        less = [*slots[:j], slot - 1, *slots[j + 1 :]]
        price.append(value - _optimum(costs, stay, more)[0])
        rise = None if slot == 0 else _optimum(costs, stay, less)[0] - value
        fewer.append(None if rise is None or rise >= UNBOUND // 2 else rise)
    return Solved(case, costs, place, value, price, fewer)


def _optimum(costs: dict[tuple[int, int], int], stay: list[int], slots: list[int]) -> tuple[int, list[int | None]]:
    jobs = [j for j, slot in enumerate(slots) for _ in range(min(slot, len(stay)))]
    matrix = np.full((len(stay), len(jobs) + len(stay)), FORBIDDEN)
    for p, cost in enumerate(stay):
        matrix[p, len(jobs) + p] = cost
        for at, j in enumerate(jobs):
            matrix[p, at] = costs.get((p, j), FORBIDDEN)
    rows, columns = linear_sum_assignment(matrix)
    place = [jobs[c] if c < len(jobs) else None for c in columns]
    return int(matrix[rows, columns].sum()), place


def decimal(quanta: int | None, decimals: int) -> str:
    """As the csv files of a run write it: the nearest float."""
    return "" if quanta is None else repr(quanta / 10**decimals)


def write(solved: Solved, run: Path) -> Path:
    """Write the run."""
    case, d = solved.case, solved.case.decimals
    (run / "inputs").mkdir(parents=True)
    placed, left = [], []
    for p, person in enumerate(case.seekers):
        j = solved.place[p]
        if j is not None:
            split = {name: decimal(value, d) for name, value in terms(case, person, case.jobs[j]).items()}
            cost = decimal(solved.eligible[p, j], d)
            placed.append({"person_id": person["person_id"], "job_id": case.jobs[j]["job_id"], "cost": cost, **split})
            continue
        open_ = [cost for (q, _), cost in solved.eligible.items() if q == p]
        left.append(
            {
                "person_id": person["person_id"],
                "reason": reason(case, person, open_),
                "unmatched_cost": decimal(unmatched(case, person), d),
                "eligible_jobs": str(len(open_)),
                "best_cost": decimal(min(open_, default=None), d),
            }
        )
    prices, jobs = [], []
    for j, job in enumerate(case.jobs):
        used, values = str(solved.place.count(j)), [decimal(x[j], d) for x in (solved.price, solved.fewer)]
        jobs.append([job["job_id"], job["vacancies"], used, *values])
        prices.append(["vacancies", job["job_id"], job["vacancies"], used, *values])
    _table(run / "assignment.csv", ASSIGNMENT, _cells(ASSIGNMENT, placed))
    columns = ["person_id", "reason", "unmatched_cost", "eligible_jobs", "best_cost"]
    _table(run / "unmatched.csv", columns, _cells(columns, left))
    _table(run / "jobs.csv", ["job_id", "vacancies", "filled", "price", "price_fewer"], sorted(jobs))
    columns = ["constraint", "group", "limit", "used", "price", "price_fewer"]
    _table(run / "prices.csv", columns, sorted(prices))
    _table(run / "issues.csv", ["list", "id", "column", "value", "severity", "code", "message", "advice"], [])
    _write_inputs(case, run / "inputs")
    if case.plan is not None:
        _table(run / "changes.csv", CHANGES, _cells(CHANGES, changed_rows(solved)))
    (run / "timing.json").write_text('{"total": 0.1}\n', encoding="utf-8")
    write_summary(run, _summary(solved, left))
    return run


def changed_rows(solved: Solved) -> list[dict[str, str]]:
    """The rows of changes.csv."""
    case, d = solved.case, solved.case.decimals
    before = {row["person_id"]: row["job_id"] for row in case.plan or ()}
    listed = {person["person_id"] for person in case.seekers}
    out = [
        {"person_id": who, "job_before": job, "reason": "person_gone"}
        for who, job in before.items()
        if who not in listed
    ]
    for p, person in enumerate(case.seekers):
        j, had = solved.place[p], before.get(person["person_id"], "")
        has = "" if j is None else case.jobs[j]["job_id"]
        if has == had:
            continue
        old = [at for at, job in enumerate(case.jobs) if job["job_id"] == had and (p, at) in solved.eligible]
        out.append(
            {
                "person_id": person["person_id"],
                "job_before": had,
                "job_after": has,
                "reason": change_reason(case, person, had, has),
                "cost_before": decimal(solved.eligible[p, old[0]] if old else None, d),
                "cost_after": decimal(unmatched(case, person) if j is None else solved.eligible[p, j], d),
            }
        )
    return out


def _write_inputs(case: Instance, inputs: Path) -> None:
    tables: dict[str, Sequence[Row] | None] = {
        "seekers": case.seekers,
        "jobs": case.jobs,
        "regions": case.regions,
        "pairs": case.pairs,
        "decisions": case.decisions,
        "plan": case.plan,
        "distances": case.distances,
        "extra": case.extra,
    }
    for name, rows in tables.items():
        if rows is not None:
            columns = list(rows[0]) if rows else ["person_id", "job_id"]
            _table(inputs / f"{name}.csv", columns, _cells(columns, rows))
    (inputs / "policy.json").write_text(policy_text(case.policy), encoding="utf-8")


def policy_text(policy: Policy) -> str:
    """The policy as a run holds it, without the keys that the form of a subsidy does not take."""
    document = json.loads(policy_to_json(policy))
    for subsidy in document["subsidy"]:
        for key in ("amount",) if subsidy["form"] == "ticket" else ("share", "trips", "cap"):
            subsidy.pop(key, None)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _figures(solved: Solved, left: Sequence[Row]) -> dict[str, Any]:
    """Counts and breakdowns; `left` are the rows of unmatched.csv."""
    case, pairs = solved.case, [(p, j) for p, j in enumerate(solved.place) if j is not None]
    vacancies = sum(int(job["vacancies"]) for job in case.jobs)
    groups = [person.get("priority") or "default" for person in case.seekers]
    tiers = [
        tier(case, case.seekers[p]["home"], case.jobs[j]["region"]) for p, j in pairs if case.cost_decimals is None
    ]
    wages = [Fraction(case.jobs[j]["wage"]) for _, j in pairs if case.jobs[j].get("wage")]
    return {
        "counts": {
            "seekers": len(case.seekers),
            "jobs": len(case.jobs),
            "vacancies": vacancies,
            "eligible_pairs": len(solved.eligible),
            "eligible_persons": len({p for p, _ in solved.eligible}),
            "placed": len(pairs),
            "unmatched": len(left),
            "unfilled": vacancies - len(pairs),
            "warnings": 0,
        },
        "placed_by_priority": {
            g: [sum(groups[p] == g for p, _ in pairs), groups.count(g)] for g in sorted(set(groups))
        },
        "placed_by_tier": {} if case.cost_decimals is not None else {name: tiers.count(name) for name in TIERS},
        "mean_wage": round(float(sum(wages) / len(wages)), 2) if wages else None,
        "unmatched_by_reason": dict(Counter(row["reason"] for row in left)),
    }


def _summary(solved: Solved, left: Sequence[Row]) -> dict[str, Any]:
    case, d = solved.case, solved.case.decimals
    changes = {}
    if case.plan is not None:
        had = {(row["person_id"], row["job_id"]) for row in case.plan}
        has = {
            (case.seekers[p]["person_id"], case.jobs[j]["job_id"]) for p, j in enumerate(solved.place) if j is not None
        }
        changes["changes"] = {"kept": len(had & has), **Counter(row["reason"] for row in changed_rows(solved))}
    return {
        "schema_version": 1,
        "status": "optimal",
        "stop": None,
        "objective": solved.objective / 10**d,
        "bound": solved.objective / 10**d,
        "bound_source": "prices",
        "gap": 0.0,
        "abs_gap": 0.0,
        "quantum": float(f"1e-{d}"),
        "decimals": d,
        "seed": 0,
        "solver": "brute",
        **_figures(solved, left),
        **changes,
        "versions": {},
        "files": {},
    }


def write_summary(run: Path, summary: dict[str, Any]) -> None:
    """Write summary.json with the SHA-256 of every file as it is now."""
    names = sorted(path.relative_to(run).as_posix() for path in run.rglob("*") if path.is_file())
    summary["files"] = {
        name: hashlib.sha256((run / name).read_bytes()).hexdigest()
        for name in names
        if name not in ("summary.json", "timing.json")
    }
    (run / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")


def _cells(columns: Sequence[str], rows: Iterable[Row]) -> list[list[str]]:
    return sorted([row.get(column, "") for column in columns] for row in rows)


def _table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
