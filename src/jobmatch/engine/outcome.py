"""From a master's placement to the tables and figures of a result."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

import numpy as np
import polars as pl

from jobmatch.masters import Outcome, Prices, Solution
from jobmatch.pairing import NEVER, Counts, pair_frame, tier_of, yuan
from jobmatch.policy import TERMS, TIERS
from jobmatch.problem import STANDINGS, Problem
from jobmatch.result import Plan, Status, Stop

SCHEMA_VERSION = 1

LIBRARIES = ("jobmatch", "numba", "numpy", "ortools", "polars", "scipy")


@dataclass(frozen=True)
class Found:
    """What a solve ended with; money in quanta."""

    outcome: Outcome
    objective: int
    bound: int
    nobody: int
    decimals: int
    gap_asked: float

    @property
    def gap(self) -> float:
        """Relative gap (docs/model.md, section 6)."""
        unit = int(10**self.decimals)
        return (self.objective - self.bound) / max(unit, abs(self.nobody - self.bound))

    @property
    def proven(self) -> bool:
        """Whether the bound meets the plan."""
        return self.objective == self.bound

    @property
    def status(self) -> Status:
        """Optimal where the bound meets the plan."""
        return Status.OPTIMAL if self.proven else Status.FEASIBLE

    @property
    def stop(self) -> Stop | None:
        """Why a plan without a proof was not improved."""
        if self.proven:
            return None
        if self.gap <= self.gap_asked:
            return Stop.GAP
        limits = {Outcome.TIME: Stop.TIME, Outcome.INTERRUPT: Stop.INTERRUPT}
        return limits.get(self.outcome, Stop.STALLED)


def headline(found: Found) -> dict[str, Any]:
    """Status, objective, bound and gap."""
    unit = 10**found.decimals
    return {
        "schema_version": SCHEMA_VERSION,
        "status": found.status.value,
        "stop": None if found.stop is None else found.stop.value,
        "objective": found.objective / unit,
        "bound": found.bound / unit,
        "bound_source": "prices",
        "gap": found.gap,
        "abs_gap": (found.objective - found.bound) / unit,
        "quantum": float(f"1e-{found.decimals}"),
        "decimals": found.decimals,
    }


def plan_tables(problem: Problem, solution: Solution, counts: Counts) -> Plan:
    """The tables of a plan, rows by id."""
    placed = np.flatnonzero(solution.job >= 0).astype(np.int32)
    assignment = pair_frame(problem, placed, solution.job[placed])
    filled = np.bincount(solution.job[placed], minlength=problem.m)
    prices = solution.prices or Prices(solution.price, solution.price, np.zeros(problem.m, bool))
    return Plan(
        assignment=assignment.select("person_id", "job_id", "route", "cost", *TERMS).sort("person_id"),
        unmatched=_unmatched_table(problem, solution, counts),
        jobs=pl.DataFrame(
            {
                "job_id": problem.jobs,
                "vacancies": problem.vacancies,
                "filled": filled.astype(np.int64),
                "price": yuan(prices.price, problem.decimals),
                "price_fewer": yuan(prices.price_fewer, problem.decimals),
            }
        )
        .with_columns(pl.when(pl.Series(prices.has_fewer)).then("price_fewer"))
        .sort("job_id"),
    )


def limits_table(plan: Plan) -> pl.DataFrame:
    """Every limit and its price: here the vacancies of each job."""
    return plan.jobs.select(
        constraint=pl.lit("vacancies"),
        group="job_id",
        limit="vacancies",
        used="filled",
        price="price",
        price_fewer="price_fewer",
    )


def reasons(problem: Problem, counts: Counts) -> pl.Series:
    """Why a person would be unmatched, for every person (docs/files.md, section 3)."""
    words = (*STANDINGS[1:], "no_job_in_wish", "no_eligible_job", "dearer_than_unmatched", "outbid")
    code = np.full(problem.n, words.index("outbid"))
    code[counts.least >= problem.unmatched] = words.index("dearer_than_unmatched")
    code[counts.eligible == 0] = words.index("no_eligible_job")
    if problem.tables is not None:
        code[counts.agreed == 0] = words.index("no_job_in_wish")
    code = np.where(problem.standing > 0, problem.standing.astype(np.int64) - 1, code)
    return pl.Series("reason", words, dtype=pl.String).gather(code)


def _unmatched_table(problem: Problem, solution: Solution, counts: Counts) -> pl.DataFrame:
    known = counts.least != NEVER
    table = pl.DataFrame(
        {
            "person_id": problem.persons,
            "reason": reasons(problem, counts),
            "unmatched_cost": yuan(problem.unmatched, problem.decimals),
            "eligible_jobs": counts.eligible,
            "best_cost": yuan(np.where(known, counts.least, 0), problem.decimals),
        }
    ).with_columns(pl.when(pl.Series(known)).then("best_cost"))
    return table.filter(pl.Series(solution.job < 0)).sort("person_id")


def figures(problem: Problem, plan: Plan, solution: Solution, counts: Counts) -> dict[str, Any]:
    """What a planner asks first: counts, placements by priority and tier, mean wage, reasons."""
    placed = solution.job >= 0
    person, job = np.flatnonzero(placed).astype(np.int32), solution.job[placed]
    priority = problem.seekers["priority"]
    by_priority = (
        pl.DataFrame({"class": priority, "placed": placed})
        .group_by("class")
        .agg(pl.col("placed").sum(), total=pl.len())
    )
    tiers = tier_of(problem, person, job)
    wages = problem.posts["wage"].gather(job).drop_nulls() if problem.posts["wage"].dtype.is_numeric() else pl.Series()
    by_reason = plan.unmatched.group_by("reason").len().sort("reason")
    return {
        "counts": {
            "seekers": problem.n,
            "jobs": problem.m,
            "vacancies": int(problem.vacancies.sum()),
            "eligible_pairs": int(counts.eligible.sum()),
            "eligible_persons": int((counts.eligible > 0).sum()),
            "placed": int(placed.sum()),
            "unmatched": int((~placed).sum()),
            "unfilled": int(problem.vacancies.sum() - placed.sum()),
        },
        "placed_by_priority": {row[0]: [row[1], row[2]] for row in by_priority.sort("class").iter_rows()},
        "placed_by_tier": {} if tiers is None else {tier: int((tiers == k).sum()) for k, tier in enumerate(TIERS)},
        "mean_wage": None if wages.is_empty() else round(float(wages.sort().mean()), 2),  # type: ignore[arg-type]
        "unmatched_by_reason": dict(by_reason.iter_rows()),
    }


@cache
def versions() -> dict[str, str]:
    """Versions of what the result depends on."""
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}
