"""From a master's placement to the tables and figures of a result."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any

import numpy as np
import polars as pl

from jobmatch.engine.by_stage import vacancy_prices, with_rows
from jobmatch.engine.certificate import with_limits
from jobmatch.engine.constraints import VACANCIES
from jobmatch.engine.fair import Fairness
from jobmatch.engine.order import by_row, persons_by_id
from jobmatch.engine.proof import Proof
from jobmatch.kept import Plan
from jobmatch.masters import Outcome, Prices, Solution
from jobmatch.pairing import NEVER, Counts, pair_frame, tier_of, yuan
from jobmatch.pairing.refusal import RULES, left_by
from jobmatch.policy import TERMS, TIERS
from jobmatch.problem import STANDINGS, Levers, Problem
from jobmatch.problem.arrays import Small
from jobmatch.result import Status, Stop

SCHEMA_VERSION = 1

LIBRARIES = ("jobmatch", "numba", "numpy", "ortools", "polars", "scipy")

PIECE = 1 << 20
"""Placed persons whose terms are made into a table at a time."""


@dataclass(frozen=True)
class Found:
    """What a solve ended with; money in quanta."""

    outcome: Outcome
    proof: Proof
    decimals: int
    gap_asked: float
    fairness: Fairness | None = None
    alone: list[int | None] | None = None

    @property
    def fair(self) -> bool:
        """Whether no plan is fairer, where that is asked for."""
        return self.fairness is None or self.fairness.share == self.fairness.below

    @property
    def optimal(self) -> bool:
        """Whether no plan is better."""
        return self.proof.optimal and self.fair

    @property
    def objective(self) -> int:
        """Cost of the plan."""
        return self.proof.reached[-1]

    @property
    def bound(self) -> int:
        """What no plan can cost less than: the duals' word, or the solver's."""
        return self.objective if self.proof.claimed else self.proof.cost_bound

    @property
    def gap(self) -> float:
        """Relative gap (docs/model.md, section 6)."""
        unit, bound = int(10**self.decimals), self.bound
        return (self.objective - bound) / max(unit, abs(self.proof.nobody - bound))

    @property
    def status(self) -> Status:
        """Optimal where the bound meets the plan."""
        if self.proof.impossible:
            return Status.INFEASIBLE
        if self.proof.breaks:
            return Status.UNKNOWN
        return Status.OPTIMAL if self.optimal else Status.FEASIBLE

    @property
    def stop(self) -> Stop | None:
        """Why a plan without a proof was not improved."""
        if self.proof.impossible or self.optimal:
            return None
        level = self.fair and self.proof.reached[:-1] == self.proof.bound[:-1]
        if level and not self.proof.breaks and self.gap <= self.gap_asked:
            return Stop.GAP
        limits = {Outcome.TIME: Stop.TIME, Outcome.INTERRUPT: Stop.INTERRUPT, Outcome.RULE: Stop.RULE}
        ended = self.outcome
        if self.fairness is not None and self.fairness.outcome is not Outcome.OPTIMAL:
            ended = self.fairness.outcome  # what kept shares open, whatever the rest ended with
        return limits.get(ended, Stop.STALLED)


def headline(found: Found) -> dict[str, Any]:
    """Status, objective, bound and gap."""
    unit, there = 10**found.decimals, not (found.proof.impossible or found.proof.breaks)
    bound, claimed = found.bound, found.proof.claimed
    source = ("solver" if claimed else "prices") if there or claimed else None
    of_prices = {"bound_of_prices": found.proof.cost_bound / unit} if claimed and there else {}
    return {
        "schema_version": SCHEMA_VERSION,
        "status": found.status.value,
        "stop": None if found.stop is None else found.stop.value,
        "objective": found.objective / unit if there else None,
        "bound": bound / unit if there else None,
        "bound_source": source,
        **of_prices,
        "gap": found.gap if there else None,
        "abs_gap": (found.objective - bound) / unit if there else None,
        "quantum": float(f"1e-{found.decimals}"),
        "decimals": found.decimals,
    }


def lever_figures(problem: Problem, found: Found) -> dict[str, Any]:
    """What the summary says of levers: parts of the objective, stages, households (docs/levers.md)."""
    proof, levers = found.proof, problem.levers
    if proof.worth is None or levers is None or proof.breaks or proof.impossible:
        return {}
    said = proof.worth.parts(10**found.decimals)
    if levers.stages or found.fairness is not None:
        said["stages"] = _stages(levers, found)
    return said


def _stages(levers: Levers, found: Found) -> list[dict[str, Any]]:
    """Name, value and bound of each stage, and what it would reach alone; placements and households as reached."""
    proof, said, fairness = found.proof, [], found.fairness
    alone = found.alone or [None] * (len(levers.stages) + 1)
    level = proof.bound[0] == proof.reached[0]
    if fairness is not None:
        value, bound = float(fairness.share), None if fairness.below is None else float(fairness.below)
        said.append({"name": fairness.name, "value": value, "bound": bound, "alone": value if found.fair else None})
        level = level and found.fair
    for k, stage in enumerate(levers.stages, start=1):
        if stage.placed is None:
            most = len(levers.households.ids) if levers.households is not None else 0
        else:
            most = int(stage.placed.sum())
        bound = most - max(0, proof.bound[k]) if level else None
        best = alone[k - 1]
        reached = {"name": stage.name, "value": most - proof.reached[k], "bound": bound}
        said.append(reached | {"alone": None if best is None else most - best})
        level = level and proof.bound[k] == proof.reached[k]
    unit, best = 10**found.decimals, alone[-1]
    cost = {"name": "cost", "value": found.objective / unit, "bound": found.bound / unit}
    return [*said, cost | {"alone": None if best is None else best / unit}]


def plan_tables(problem: Problem, solution: Solution, counts: Counts) -> Plan:
    """The tables of a plan, rows by id."""
    person = persons_by_id(problem)
    placed = solution.job[person] >= 0
    filled = np.bincount(solution.job[solution.job >= 0], minlength=problem.m)
    prices = solution.prices or Prices(solution.price, solution.price, np.zeros(problem.m, bool))
    priced = solution.prices is not None or problem.levers is None
    levers, by_stage = problem.levers, solution.by_stage
    of_stage = None if by_stage is None or levers is None else vacancy_prices(problem, levers, by_stage)
    price, fewer = (yuan(each, problem.decimals) for each in (prices.price, prices.price_fewer))
    if of_stage is not None:
        price, fewer, priced = of_stage, of_stage, True
    has_fewer = prices.has_fewer if of_stage is None else np.ones(problem.m, bool)
    return Plan(
        assignment=_assignment_table(problem, solution, person[placed]),
        unmatched=_unmatched_table(problem, counts, person[~placed]),
        jobs=pl.DataFrame(
            {
                "job_id": problem.jobs,
                "vacancies": problem.vacancies,
                "filled": filled.astype(np.int64),
                "price": price,
                "price_fewer": fewer,
            }
        )
        .with_columns(pl.when(priced).then("price"), pl.when(pl.Series(has_fewer)).then("price_fewer"))
        .sort("job_id"),
    )


def limits_table(problem: Problem, plan: Plan, solution: Solution, proof: Proof) -> pl.DataFrame:
    """Every limit and its price: the vacancies of each job, then those of the levers."""
    vacancies = plan.jobs.select(
        constraint=pl.lit(VACANCIES),
        group="job_id",
        limit="vacancies",
        used="filled",
        price="price",
        price_fewer="price_fewer",
    )
    if problem.levers is None or proof.worth is None:
        return vacancies
    table = with_limits(vacancies, problem, problem.levers, solution, proof.worth)
    if solution.by_stage is None:
        return table
    return with_rows(table, problem, problem.levers, solution, proof.worth.of_rows)


def reasons(problem: Problem, counts: Counts, person: Small) -> pl.Series:
    """Why each of these persons would be unmatched (docs/files.md, section 3)."""
    words = (*STANDINGS[1:], *RULES, "dearer_than_unmatched", "outbid")
    standing = problem.standing[person]
    code = np.full(person.size, words.index("outbid"), np.uint8)
    code[counts.least[person] >= problem.unmatched[person]] = words.index("dearer_than_unmatched")
    nothing = (counts.eligible[person] == 0) & (standing == 0)
    code[nothing] = words.index(RULES[0]) + left_by(problem, person[nothing])
    code = np.where(standing > 0, standing - 1, code)
    return pl.Series("reason", words, dtype=pl.String).gather(code)


def _assignment_table(problem: Problem, solution: Solution, person: Small) -> pl.DataFrame:
    # in pieces, so that the whole quanta of all terms and the yuan made of them never stand beside each other
    pieces = [person[start : start + PIECE] for start in range(0, max(1, person.size), PIECE)]
    columns = ("person_id", "job_id", "route", "cost", *TERMS)
    tables = [
        pair_frame(problem, piece, solution.job[piece], solution.route_of(piece)).select(columns) for piece in pieces
    ]
    return pl.concat(tables, rechunk=False)


def _chosen(problem: Problem, solution: Solution, person: Small) -> pl.DataFrame:
    return pair_frame(problem, person, solution.job[person], solution.route_of(person))


def _unmatched_table(problem: Problem, counts: Counts, person: Small) -> pl.DataFrame:
    least = counts.least[person]
    known = least != NEVER
    return pl.DataFrame(
        {
            "person_id": problem.persons.gather(person),
            "reason": reasons(problem, counts, person),
            "unmatched_cost": yuan(problem.unmatched[person], problem.decimals),
            "eligible_jobs": counts.eligible[person],
            "best_cost": yuan(np.where(known, least, 0), problem.decimals),
        }
    ).with_columns(pl.when(pl.Series(known)).then("best_cost"))


def counted(problem: Problem, counts: Counts, job: Small | None) -> dict[str, int]:
    """Persons, jobs and pairs; placements too, if there is a plan."""
    vacancies = int(problem.vacancies.sum())
    said = {
        "seekers": problem.n,
        "jobs": problem.m,
        "vacancies": vacancies,
        "eligible_pairs": int(counts.eligible.sum()),
        "eligible_persons": int((counts.eligible > 0).sum()),
    }
    if job is not None:
        placed = int((job >= 0).sum())
        said |= {"placed": placed, "unmatched": problem.n - placed, "unfilled": vacancies - placed}
    return said


def figures(problem: Problem, plan: Plan, solution: Solution) -> dict[str, Any]:
    """What a planner asks first of a plan: placements by priority and tier, mean wage, reasons."""
    placed = solution.job >= 0
    person = np.flatnonzero(placed).astype(np.int32)
    by_priority = (
        pl.DataFrame({"class": problem.listed["priority"], "placed": by_row(problem, placed)})
        .group_by("class")
        .agg(pl.col("placed").sum(), total=pl.len())
    )
    tiers = tier_of(problem, person, solution.job[person])
    by_tier = None if tiers is None else np.bincount(tiers, minlength=len(TIERS)).tolist()
    by_reason = plan.unmatched.group_by("reason").len().sort("reason")
    return {
        "placed_by_priority": {row[0]: [row[1], row[2]] for row in by_priority.sort("class").iter_rows()},
        "placed_by_tier": {} if by_tier is None else dict(zip(TIERS, by_tier, strict=True)),
        "mean_wage": _mean_wage(problem, solution.job[person]),
        "unmatched_by_reason": dict(by_reason.iter_rows()),
    }


def _mean_wage(problem: Problem, job: Small) -> float | None:
    """Mean of the known wages of the jobs taken, summed in ascending order, whoever has them."""
    if not problem.posts["wage"].dtype.is_numeric():
        return None
    filled = pl.Series("filled", np.bincount(job, minlength=problem.m))
    taken = problem.posts.select("wage", filled).drop_nulls().sort("wage")
    wages = np.repeat(taken["wage"].to_numpy(), taken["filled"].to_numpy())
    return round(float(pl.Series(wages).mean()), 2) if wages.size else None  # type: ignore[arg-type]


@cache
def versions() -> dict[str, str]:
    """Versions of what the result depends on."""
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}
