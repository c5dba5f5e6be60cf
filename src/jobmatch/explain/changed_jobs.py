"""What would bring more persons to a job: a higher wage, or a skill less; each compiled as a job of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
import polars as pl

from jobmatch.engine.prepare import Ready
from jobmatch.explain.opened import Opened, job_at, names_column, places_of
from jobmatch.explain.prices import ZERO, Prices, Yuan, prices_of
from jobmatch.explain.rules import keeps_persons, removals
from jobmatch.explain.tries import FEN, taught_by
from jobmatch.problem.arrays import Flags
from jobmatch.problem.sides import Triples

LEVELS = 6
"""Raises of the wage that are tried."""


@dataclass(frozen=True)
class Raise:
    """A higher wage.

    Attributes
    ----------
    more, wage
        By how much, and what it then is, in yuan a month.
    eligible
        Persons who would be eligible.
    would_come
        How many of those who have no place here would be better off here than where the plan has them, by the prices.
    """

    more: float
    wage: float
    eligible: int
    would_come: int


@dataclass(frozen=True)
class Missing:
    """A skill that the job requires.

    Attributes
    ----------
    persons
        Whom nothing but skills keeps from the job, and who lack this one.
    would_come
        How many persons who have no place here would be better off here than where the plan has them, by the prices, if
        the job did not require it; None where prices cannot tell, or no vacancies are left.
    courses
        Courses of the policy that teach it.
    """

    skill: str
    persons: int
    would_come: int | None
    courses: tuple[str, ...]


def what_would_bring(
    opened: Opened, ready: Ready, job_id: str, passes: Mapping[str, Flags], now: Yuan | None
) -> tuple[tuple[Missing, ...], tuple[Raise, ...]]:
    """The skills that those lack whom these alone keep away, and higher wages.

    Parameters
    ----------
    now
        What everybody's place comes to, or staying; None where prices cannot tell, or no vacancies are left.
    """
    lacking = _lacking(ready, job_at(ready, job_id), passes)
    if now is None or not opened.proven or names_column(ready, "jobs", "job_id"):
        return tuple(Missing(skill, n, None, taught_by(ready, skill)) for skill, _, n in lacking), ()
    raised = _raised(opened, ready, job_id, passes)
    rows = [{"skills": others} for _, others, _ in lacking] + [{"wage": wage} for _, wage in raised]
    told = _come(opened, job_id, rows, now) if rows else []
    missing = [
        Missing(skill, n, come, taught_by(ready, skill))
        for (skill, _, n), (_, come) in zip(lacking, told, strict=False)
    ]
    raises = [Raise(more, wage, *each) for (more, wage), each in zip(raised, told[len(lacking) :], strict=True)]
    return tuple(missing), tuple(raises)


def alone(passes: Mapping[str, Flags], rule: str) -> Flags:
    """Persons whom one rule alone keeps from the job."""
    out = ~passes[rule]
    for other, flags in passes.items():
        if other != rule:
            out = out & flags
    return out


def gains_at(ready: Ready, prices: Prices, job: int, who: Flags, now: Yuan) -> Yuan:
    """How much better off persons would be in a job than where the plan has them; they must be eligible."""
    persons = np.flatnonzero(who).astype(np.int32)
    ptr, route = ready.scan.all_routes(persons, np.full(persons.size, job, np.int32))
    person = np.repeat(persons, np.diff(ptr))
    jobs = np.full(person.size, job, np.int32)
    cost = ready.scan.costs(person, jobs) + ready.scan.dearer(person, jobs, route)
    triples = Triples(person, jobs, route, ready.scan.rows(person, jobs))
    value = cost / 10**ready.problem.decimals + prices.added(triples)
    gains: Yuan = now[persons] - np.minimum.reduceat(value, ptr[:-1])
    return gains


def _come(opened: Opened, job_id: str, rows: Sequence[dict[str, Any]], now: Yuan) -> list[tuple[int, int]]:
    """For jobs like this one but for a column, the persons eligible, and those who would come from where they are."""
    sources, ids = opened.sources.with_jobs(job_id, rows)
    varied = sources.compiled(opened.seed)
    prices = prices_of(opened, varied.problem)
    assert prices is not None
    own = job_at(varied, job_id)
    prices.of_job[np.isin(varied.problem.jobs.to_numpy(), ids)] = prices.of_job[own]
    place = places_of(opened.assignment, varied)
    found = []
    for key in ids:
        to = job_at(varied, key)
        _, eligible = removals(keeps_persons(varied.problem, to))
        others = eligible & (place != own)
        come = int((gains_at(varied, prices, to, others, now) > ZERO).sum()) if others.any() else 0
        found.append((int(eligible.sum()), come))
    return found


def _raised(opened: Opened, ready: Ready, job_id: str, passes: Mapping[str, Flags]) -> list[tuple[float, float]]:
    """Raises and wages at which more persons become eligible, a few steps of them."""
    t, parts, job = ready.problem.tables, ready.problem.parts, job_at(ready, job_id)
    if t is None or parts is None:
        return []
    wage = opened.sources.jobs.filter(pl.col("job_id") == job_id)["wage"][0]
    short = np.sort(t.reserve[alone(passes, "wage")] - t.slot_wage[parts.job_slot[job]])
    if wage is None or not short.size:
        return []
    unit, base = 10 ** max(6, ready.problem.decimals), Fraction(repr(float(wage)))
    picked = np.unique(short[np.unique(np.geomspace(1, short.size, LEVELS).astype(int)) - 1]).tolist()
    raised = [base + Fraction(ceil(Fraction(more, unit) * FEN), FEN) for more in picked]
    return [(float(each - base), float(each)) for each in raised]


def _lacking(ready: Ready, job: int, passes: Mapping[str, Flags]) -> list[tuple[str, str, int]]:
    """What those lack whom skills alone keep away: the skill, the others that the job requires, how many lack it."""
    t, parts = ready.problem.tables, ready.problem.parts
    cell = ready.problem.posts["skills"][job] if "skills" in ready.problem.posts.columns else None
    if t is None or parts is None or not cell:
        return []
    away = alone(passes, "skills")
    need = int(t.post_need[t.slot_post[parts.job_slot[job]]])
    required = slice(t.need_ptr[need], t.need_ptr[need + 1])
    held = t.levels[t.way_skill[t.way_class[away]]][:, t.need_skill[required]]  # what stands in for a skill counted
    lack = (held < t.need_level[required]).sum(axis=0).tolist()
    entries = cell.split(";")
    told = zip(entries, lack, strict=True)
    return [(entry, ";".join(x for x in entries if x != entry), number) for entry, number in told if number]
