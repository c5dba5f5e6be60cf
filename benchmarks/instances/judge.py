"""Whether anybody's plan for an instance keeps every rule, and what it comes to, exactly: by the verifier's reading."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from jobmatch.verify.block_figures import check_allowances
from jobmatch.verify.case import Case
from jobmatch.verify.exactly import Ints, total
from jobmatch.verify.lever_figures import Value, value_of
from jobmatch.verify.obedience import check_decisions
from jobmatch.verify.plan import Plan, check_persons, check_rules, check_vacancies
from jobmatch.verify.prices import chosen_triples, holds
from jobmatch.verify.triples import NO_ROUTE


@dataclass(frozen=True)
class Verdict:
    """What there is to say of a plan.

    Attributes
    ----------
    broken
        What does not hold, by the name of the check, in words; a plan without any is feasible.
    stages
        Of a strict order, name and value of each stage before the cost: persons, households, or a share.
    objective
        In quanta of ``10**-decimals`` yuan; None where the plan names persons or jobs that there are not.
    nobody
        The cost of placing nobody, in quanta.
    """

    broken: dict[str, str]
    stages: tuple[tuple[str, Fraction], ...]
    objective: int | None
    nobody: int
    decimals: int

    @property
    def feasible(self) -> bool:
        """Whether it breaks nothing."""
        return not self.broken

    @property
    def yuan(self) -> float | None:
        """The objective in yuan."""
        return None if self.objective is None else self.objective / int(10**self.decimals)


def judge(case: Case, table: pl.DataFrame) -> Verdict:
    """The verdict on a plan.

    Parameters
    ----------
    table
        ``person_id, job_id`` and, where a course leads to the job, ``route``: who is not there stays. Without the
        column `route` everybody goes by the cheapest way. Other columns are passed over.

    Raises
    ------
    ValueError
        The table lacks one of the two.
    """
    plan = _plan(case, table)
    pairs = case.evaluate(plan.person[plan.known], plan.job[plan.known], plan.route[plan.known])
    held = holds(plan, case)
    checks = [
        check_persons(plan, case),
        check_vacancies(plan, case),
        check_rules(plan, case, pairs),
        *check_decisions(case, held),
    ]
    nobody = total(case.unmatched)
    whole = len(plan.known) == plan.assignment.height and plan.assignment["person_id"].is_unique().all()
    stages: tuple[tuple[str, Fraction], ...] = ()
    objective = None
    if whole and case.levers is not None:
        chosen = chosen_triples(plan, case)
        value = value_of(case, case.levers, chosen, total(pairs.cost))
        checks.append(check_allowances(value, case, case.levers, held, chosen))
        stages, objective = _stages(case, value), value.objective
    elif whole:
        objective = total(pairs.cost) + total(case.unmatched[held < 0])
    broken = {check.name: str(check.detail) for check in checks if not check.ok}
    return Verdict(broken, stages, objective, nobody, case.decimals)


def _stages(case: Case, value: Value) -> tuple[tuple[str, Fraction], ...]:
    levers = case.levers
    assert levers is not None
    first = () if levers.fair is None else ((levers.fair.name, value.least),)
    done = (most - left for most, left in zip(levers.most(), value.vector[1:-1], strict=True))
    return (*first, *((name, Fraction(of)) for name, of in zip(levers.components[:-1], done, strict=True)))


def _plan(case: Case, table: pl.DataFrame) -> Plan:
    """The plan as the verifier has it: everybody else stays."""
    if not {"person_id", "job_id"} <= set(table.columns):
        raise ValueError(
            f"a plan has the columns person_id and job_id, and perhaps route, not {', '.join(table.columns)}"
        )
    table = table.select(name for name in ("person_id", "job_id", "route") if name in table.columns)
    table = table.with_columns(pl.col(pl.String).fill_null("")).sort("person_id")
    person, job = case.seekers.find(table["person_id"]), case.jobs.find(table["job_id"])
    if "route" not in table.columns:
        route = _cheapest(case, person, job)
    elif case.terms is not None:
        route = case.terms.courses.find(table["route"])
    else:
        route = np.where((table["route"] == "").to_numpy(), NO_ROUTE, NO_ROUTE - 1)
    if "route" not in table.columns:
        table = table.with_columns(route=pl.lit(""))
    ids = case.seekers.table[case.seekers.key]
    unmatched = pl.DataFrame({"person_id": ids}).join(table, on="person_id", how="anti").sort("person_id")
    filled = np.bincount(job[job >= 0], minlength=len(case.jobs))
    jobs = pl.DataFrame({"job_id": case.jobs.table[case.jobs.key], "vacancies": case.vacancies, "filled": filled})
    jobs = jobs.with_columns(pl.col("vacancies", "filled").cast(pl.String)).sort("job_id")
    return Plan(
        table, unmatched, jobs, person, job, route, case.seekers.find(unmatched["person_id"]),
        case.jobs.find(jobs["job_id"]),
    )  # fmt: skip


def _cheapest(case: Case, person: Ints, job: Ints) -> Ints:
    """The cheapest route of each pair that has one; none where there is no way at all."""
    route, least = np.full(len(person), NO_ROUTE), np.full(len(person), np.iinfo(np.int64).max)
    known = np.flatnonzero((person >= 0) & (job >= 0))
    for number, at, found in case.ways(person[known], job[known]):
        rows = known[at]
        better = found.eligible & (found.cost < least[rows])
        least[rows[better]], route[rows[better]] = found.cost[better], number
    return route
