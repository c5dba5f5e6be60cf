"""What the places of a plan are worth to others: the duals of a run, as what each triple pays on top of its cost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from jobmatch.engine.by_stage import constraint_of
from jobmatch.engine.constraints import VACANCIES
from jobmatch.explain.opened import Opened, Ways
from jobmatch.masters.stages import COST
from jobmatch.policy import shown_group
from jobmatch.problem import Problem
from jobmatch.problem.sides import Triples

Yuan = npt.NDArray[np.float64]

ZERO = 1e-7
"""Yuan below which a sum of floats is 0: far less than any quantum, far more than rounding."""


@dataclass(frozen=True)
class Charge:
    """What one limit adds to what a triple comes to.

    Attributes
    ----------
    constraint, group
        The limit, as in ``prices.csv``.
    amount
        Its dual times what the triple uses, in yuan.
    """

    constraint: str
    group: str
    amount: float


@dataclass(frozen=True, eq=False)
class Prices:
    """Duals of the stage `cost`, in yuan.

    Attributes
    ----------
    of_job
        Of each job's vacancies, shape (m,).
    limits
        Of each of the levers' limits.
    rows
        Of each row of the sides, for a unit of its usage.
    """

    problem: Problem
    of_job: Yuan
    limits: Yuan
    rows: Yuan

    @cached_property
    def of_each(self) -> tuple[Yuan, Yuan]:
        """What each person and each job pays by itself: vacancies, and the limits that they are counted under; yuan."""
        persons, jobs = np.zeros(self.problem.n), self.of_job.copy()
        levers = self.problem.levers
        for limit, y in zip(() if levers is None else levers.limits, self.limits.tolist(), strict=False):
            if y:
                (persons if limit.on_persons else jobs)[limit.members] += y
        return persons, jobs

    def added(self, triples: Triples) -> Yuan:
        """What triples pay on top of their cost."""
        persons, jobs = self.of_each
        total: Yuan = persons[triples.person] + jobs[triples.job]
        sides = self.problem.sides
        if sides is not None and self.rows.any():
            which, row, amount = sides.entries(triples)
            np.add.at(total, which, amount * self.rows[row])
        return total

    def charged(self, triples: Triples) -> dict[str, int]:
        """By limit, vacancies aside, how many of the triples it adds to; those with the most first."""
        found: dict[str, int] = {}
        levers, sides = self.problem.levers, self.problem.sides
        for limit, y in zip(() if levers is None else levers.limits, self.limits.tolist(), strict=False):
            if y > 0:
                inside = np.isin(triples.person if limit.on_persons else triples.job, limit.members)
                name = self._shown(f"{limit.quota}, upper", limit.group)
                found[name] = found.get(name, 0) + int(inside.sum())
        if sides is not None and self.rows.any():
            names = [self._shown(constraint_of(side, 1), group) for side in sides.sides for group in side.groups]
            which, row, amount = sides.entries(triples)
            costly = amount * self.rows[row] > 0
            for k in np.unique(row[costly]).tolist():
                found[names[k]] = found.get(names[k], 0) + int(np.unique(which[costly & (row == k)]).size)
        return {name: n for name, n in sorted(found.items(), key=lambda item: -item[1]) if n}

    def _shown(self, constraint: str, group: str) -> str:
        return f"{constraint} {shown_group(self.problem.policy.personal, constraint, group)}".strip()

    def charges(self, ways: Ways, at: int) -> tuple[Charge, ...]:
        """The same of one triple, limit by limit, without those of 0; vacancies first."""
        one = ways.only(at)
        job = int(one.job[0])
        found = [Charge(VACANCIES, str(self.problem.jobs[job]), float(self.of_job[job]))]
        levers = self.problem.levers
        for limit, y in zip(() if levers is None else levers.limits, self.limits.tolist(), strict=False):
            inside = ways.person if limit.on_persons else job
            if y and inside in limit.members:
                found.append(Charge(f"{limit.quota}, {'upper' if y > 0 else 'lower'}", limit.group, y))
        sides = self.problem.sides
        if sides is not None and self.rows.any():
            names = [(constraint_of(side, 1), group) for side in sides.sides for group in side.groups]
            lower = [(constraint_of(side, -1), group) for side in sides.sides for group in side.groups]
            _, row, amount = sides.entries(one.triples)
            for k, used in zip(row.tolist(), amount.tolist(), strict=True):
                y = float(self.rows[k])
                name, group = (names if y > 0 else lower)[k]
                found.append(Charge(name, group, y * used))
        return tuple(charge for charge in found if charge.amount)


def prices_of(opened: Opened, problem: Problem, fewer: bool = False) -> Prices | None:
    """The duals of a run; None where none are single numbers: by cases, or with stages before cost that bind.

    None also where a rule made the plan: its prices are those of the optimum beside it.

    With `fewer`, of runs without levers, what a place less at each job would cost: what others lose who make room.
    """
    if opened.by_rule:
        return None
    # what is not proven has no greatest price; the one there is says at least how much
    columns = ("price_fewer", "price") if fewer and not opened.proven else ("price_fewer" if fewer else "price",)
    own = dict(opened.jobs.select("job_id", pl.coalesce(pl.col(columns).cast(pl.Float64))).iter_rows())
    levers, sides = problem.levers, problem.sides
    size = 0 if levers is None else len(levers.limits)
    rows = 0 if sides is None else sides.rows
    if opened.certificate is None:
        of_job = np.array([_known(own.get(job)) for job in problem.jobs.to_list()])
        return Prices(problem, of_job, np.zeros(size), np.zeros(rows))
    if opened.cases:
        return None
    table = _cost_alone(opened.certificate)
    if table is None:
        return None
    dual = {(name, group or ""): float(y) for name, group, y in table.iter_rows()}
    of_job = np.array([dual.get((VACANCIES, job), 0.0) for job in problem.jobs.to_list()])
    limits = np.zeros(size)
    for k, limit in enumerate(() if levers is None else levers.limits):
        sums = (dual.get((f"{limit.quota}, {side}", limit.group), 0.0) for side in ("lower", "upper"))
        limits[k] = sum(sums)
    of_rows, number = np.zeros(rows), 0
    for side in () if sides is None else sides.sides:
        for group in side.groups:
            where = "" if side.kind == "seats" else group
            names = dict.fromkeys((constraint_of(side, 1), constraint_of(side, -1)))
            of_rows[number] = sum(dual.get((name, where), 0.0) for name in names) / 10**side.decimals
            number += 1
    return Prices(problem, of_job, limits, of_rows)


def _known(price: float | None) -> float:
    """A price; nobody can pay for a place that there is not."""
    return np.inf if price is None else price


def _cost_alone(certificate: pl.DataFrame) -> pl.DataFrame | None:
    """Constraint, group and dual in yuan; None where a stage before cost has duals too."""
    if "stage" in certificate.columns:
        mine = certificate.filter(pl.col("stage") == COST)
        if mine["constraint"].str.starts_with("stage, ").any():
            return None
        return mine.select("constraint", "group", "dual")
    others = [name for name in certificate.columns if name not in ("constraint", "group", COST)]
    if certificate.select(pl.any_horizontal(pl.col(others).cast(pl.Float64) != 0).any()).item():
        return None
    return certificate.select("constraint", "group", COST)
