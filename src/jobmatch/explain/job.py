"""Why a job is filled or not: who agreed to it, what stands in their way, and what would bring more."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.engine.prepare import Ready
from jobmatch.errors import InputError
from jobmatch.explain.changed_jobs import Missing, Raise, alone, gains_at, what_would_bring
from jobmatch.explain.opened import Opened, job_at, open_run, places_of
from jobmatch.explain.prices import Prices, Yuan, prices_of
from jobmatch.explain.rules import Removal, keeps_persons, removals
from jobmatch.pairing import route_names
from jobmatch.problem.arrays import Flags
from jobmatch.problem.sides import Triples
from jobmatch.result import Result
from jobmatch.words import said


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
        raise InputError(said("explain.no_job", job_id=job_id))
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
    region = problem.posts["region"][job] if "region" in problem.posts.columns else None
    nearest = None
    if prices is not None and now is not None and (left & (place != job)).any():
        nearest = max(0.0, float(-gains_at(ready, prices, job, left & (place != job), now).max()))
    kept_away = {rule: int(alone(passes, rule).sum()) for rule in passes}
    open_ = int(row["filled"]) < int(row["vacancies"])
    held_back, limits = _held_back(ready, prices, job, there) if open_ else (0, {})
    missing, raises = what_would_bring(opened, ready, job_id, passes, now if open_ else None)
    return JobExplained(
        job_id,
        region,
        None if region is None else opened.place(region),
        int(row["vacancies"]),
        int(row["filled"]),
        None if row["price"] is None or opened.by_rule else float(row["price"]),
        taken,
        int(left.sum()),
        int((place == job).sum()),
        int((left & (place >= 0) & (place != job)).sum()),
        int(there.sum()),
        None if nearest is None else round(nearest, 9),
        {rule: number for rule, number in kept_away.items() if number},
        missing,
        held_back,
        limits,
        raises,
    )


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
