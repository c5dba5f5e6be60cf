"""Why a job is filled or not: who agreed to it, what stands in their way, and what would bring more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np
import polars as pl

from jobmatch.engine.prepare import Ready
from jobmatch.errors import InputError
from jobmatch.explain.opened import Opened, job_at, names_column, open_run, place_of
from jobmatch.explain.prices import ZERO, Prices, Yuan, prices_of
from jobmatch.explain.rules import Removal, keeps_persons, removals
from jobmatch.explain.tries import FEN, skill_of, taught_by
from jobmatch.pairing import route_names
from jobmatch.problem.arrays import Flags, Small
from jobmatch.problem.sides import Triples
from jobmatch.result import Result

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
    courses
        Courses of the policy that teach it.
    """

    skill: str
    persons: int
    courses: tuple[str, ...]


@dataclass(frozen=True)
class JobExplained:
    """Why a job is filled or not.

    Attributes
    ----------
    price
        What one vacancy more would save, in yuan; None where the run has no such price.
    removals
        What each rule takes away of all persons, one after the other.
    eligible, here, elsewhere, unplaced
        Eligible persons, and where they are: in this job, in another one, in none.
    nearest
        By how much the eligible person who is nearest to coming is better off where the plan has them; None where
        nobody is left, or without prices.
    one_rule
        By rule, persons whom nothing else keeps from the job.
    skills
        What skills they lack, of these.
    held_back
        Where vacancies are left: persons without a place for whom the job costs less than staying does; limits keep
        them out.
    limits
        What limits they would be charged for, by name, and how many of them.
    raises
        What a higher wage would bring, where there are vacancies left.
    """

    job_id: str
    region: str | None
    region_name: str | None
    vacancies: int
    filled: int
    price: float | None
    removals: tuple[Removal, ...]
    eligible: int
    here: int
    elsewhere: int
    unplaced: int
    nearest: float | None
    one_rule: dict[str, int]
    skills: tuple[Missing, ...]
    held_back: int
    limits: dict[str, int]
    raises: tuple[Raise, ...]


def explain_job(run: Result | Opened | str, job_id: str) -> JobExplained:
    """Why this job is filled or not, and what would bring more persons.

    Parameters
    ----------
    run
        A result, what `open_run` gives, or the directory of a saved run.

    Raises
    ------
    InputError
        The job is not on the list.
    NoPlanError, RunError
        As `open_run`.
    """
    opened = run if isinstance(run, Opened) else open_run(run)
    mine = opened.jobs.filter(pl.col("job_id") == job_id)
    if mine.is_empty():
        raise InputError(f"job {job_id!r} is not on the list of jobs of this run")
    row = mine.row(0, named=True)
    ready = opened.sources.compiled(opened.seed)
    problem = ready.problem
    job = job_at(ready, job_id)
    passes = keeps_persons(problem, job)
    taken, left = removals(passes)
    prices = prices_of(opened, problem)
    now = None if prices is None else _now(opened, ready, prices)
    place = places_of(opened.assignment, ready)
    there = left & (place < 0)
    region = str(problem.posts["region"][job]) if "region" in problem.posts.columns else None
    nearest = None
    if prices is not None and now is not None and (left & (place != job)).any():
        nearest = max(0.0, float(-_gains(ready, prices, job, left & (place != job), now).max()))
    alone = {rule: _alone(passes, rule) for rule in passes}
    open_ = int(row["filled"]) < int(row["vacancies"])
    held_back, limits = _held_back(ready, prices, job, there) if open_ else (0, {})
    raises = () if prices is None or now is None else tuple(_raises(opened, ready, job_id, passes, now))
    return JobExplained(
        job_id,
        region,
        None if region is None else place_of(ready, region),
        int(row["vacancies"]),
        int(row["filled"]),
        None if row["price"] is None else float(row["price"]),
        taken,
        int(left.sum()),
        int((place == job).sum()),
        int((left & (place >= 0) & (place != job)).sum()),
        int(there.sum()),
        None if nearest is None else round(nearest, 9),
        {rule: int(flags.sum()) for rule, flags in alone.items() if flags.any()},
        tuple(_missing(opened, ready, job, alone["skills"])) if "skills" in alone else (),
        held_back,
        limits,
        raises if open_ else (),
    )


def _alone(passes: Mapping[str, Flags], rule: str) -> Flags:
    """Persons whom one rule alone keeps from the job."""
    out = ~passes[rule]
    for other, flags in passes.items():
        if other != rule:
            out = out & flags
    return out


def places_of(assignment: pl.DataFrame, ready: Ready) -> Small:
    """The job of each person, -1 for none, in the order of the problem."""
    problem = ready.problem
    jobs = pl.DataFrame({"job_id": problem.jobs, "job": np.arange(problem.m, dtype=np.int32)})
    held = assignment.select("person_id", "job_id").join(jobs, on="job_id", how="left")
    persons = pl.DataFrame({"person_id": problem.persons})
    placed = persons.join(held, on="person_id", how="left", maintain_order="left")["job"]
    found: Small = placed.fill_null(-1).to_numpy().astype(np.int32)
    return found


def _now(opened: Opened, ready: Ready, prices: Prices) -> Yuan:
    """What each person's place comes to, or staying, in yuan."""
    problem, place = ready.problem, places_of(opened.assignment, ready)
    scale = 10**problem.decimals
    now: Yuan = problem.unmatched / scale
    who = np.flatnonzero(place >= 0).astype(np.int32)
    job = place[who]
    ptr, route = ready.scan.all_routes(who, job)
    number = np.repeat(np.arange(who.size), np.diff(ptr))
    held = pl.DataFrame({"person_id": problem.persons.gather(pl.Series(who))}).join(
        opened.assignment.select("person_id", pl.col("route").fill_null("")), on="person_id", maintain_order="left"
    )
    mine = np.flatnonzero((route_names(problem, route) == held["route"].gather(pl.Series(number))).to_numpy())
    route = route[mine[np.unique(number[mine], return_index=True)[1]]]
    cost = ready.scan.costs(who, job) + ready.scan.dearer(who, job, route)
    now[who] = cost / scale + prices.added(Triples(who, job, route, ready.scan.rows(who, job)))
    return now


def _gains(ready: Ready, prices: Prices, job: int, who: Flags, now: Yuan) -> Yuan:
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


def _held_back(ready: Ready, prices: Prices | None, job: int, there: Flags) -> tuple[int, dict[str, int]]:
    """Of persons without a place those for whom the job costs less than staying, and what limits charge them for."""
    persons = np.flatnonzero(there).astype(np.int32)
    cost = ready.scan.costs(persons, np.full(persons.size, job, np.int32))
    persons = persons[cost < ready.problem.unmatched[persons]]
    if prices is None or not persons.size:
        return int(persons.size), {}
    jobs = np.full(persons.size, job, np.int32)
    route = ready.scan.routes(persons, jobs)
    return int(persons.size), prices.charged(Triples(persons, jobs, route, ready.scan.rows(persons, jobs)))


def _missing(opened: Opened, ready: Ready, job: int, alone: Flags) -> Iterator[Missing]:
    """What those lack whom skills alone keep away, skill by skill."""
    cell = ready.problem.posts["skills"][job] if "skills" in ready.problem.posts.columns else None
    if not cell or not alone.any():
        return
    who = ready.problem.persons.filter(pl.Series(alone))
    held = opened.sources.seekers.filter(pl.col("person_id").is_in(who.implode()))
    texts = held["skills"].to_list() if "skills" in held.columns else [None] * held.height
    levels = [dict(skill_of(part) for part in (text or "").split(";") if part) for text in texts]
    for entry in cell.split(";"):
        code, level = skill_of(entry)
        lack = sum(each.get(code, 0) < level for each in levels)
        if lack:
            yield Missing(entry, lack, taught_by(ready, entry))


def _raises(opened: Opened, ready: Ready, job_id: str, passes: Mapping[str, Flags], now: Yuan) -> Iterator[Raise]:
    """What higher wages would bring, at the steps at which persons become eligible."""
    t, parts, job = ready.problem.tables, ready.problem.parts, job_at(ready, job_id)
    if t is None or parts is None or not opened.proven or names_column(ready, "jobs", "job_id"):
        return
    wage = opened.sources.jobs.filter(pl.col("job_id") == job_id)["wage"][0]
    short = np.sort(t.reserve[_alone(passes, "wage")] - t.slot_wage[parts.job_slot[job]])
    if wage is None or not short.size:
        return
    unit = 10 ** max(6, ready.problem.decimals)
    picked = np.unique(short[np.unique(np.geomspace(1, short.size, LEVELS).astype(int)) - 1]).tolist()
    raised = [Fraction(repr(float(wage))) + Fraction(ceil(Fraction(more, unit) * FEN), FEN) for more in picked]
    rows = [{"wage": float(each)} for each in raised]
    sources, ids = opened.sources.with_jobs(job_id, rows)
    varied = sources.compiled(opened.seed)
    prices = prices_of(opened, varied.problem)
    assert prices is not None
    prices.of_job[np.isin(varied.problem.jobs.to_numpy(), ids)] = prices.of_job[job_at(varied, job_id)]
    place = places_of(opened.assignment, varied)
    for each, row, key in zip(raised, rows, ids, strict=True):
        to = job_at(varied, key)
        _, eligible = removals(keeps_persons(varied.problem, to))
        others = eligible & (place != job_at(varied, job_id))
        come = int((_gains(varied, prices, to, others, now) > ZERO).sum()) if others.any() else 0
        yield Raise(float(each - Fraction(repr(float(wage)))), row["wage"], int(eligible.sum()), come)
