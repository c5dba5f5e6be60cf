"""Which courses would help: what each skill would bring those without a place, if it could be learnt.

Every skill that jobs require is made a course without price, length or limit of seats, and these are compiled with the
policy's own: what a person could then do is under all rules and terms, and compared at the prices of the run.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from jobmatch.engine.prepare import Ready
from jobmatch.explain.opened import Opened, places_of
from jobmatch.explain.prices import Prices, Yuan, prices_of
from jobmatch.explain.tries import skill_of
from jobmatch.pairing import Scan, route_names
from jobmatch.policy import Course, load_policy
from jobmatch.problem.arrays import NEVER, Int, Small

MOST_SKILLS = 20
"""Skills with their levels that are looked at, those that most vacancies require."""

PARTS = 1 << 10
"""Parts of a quantum that prices of sums are counted in."""

SCHEMA = {"skill": pl.String, "vacancies": pl.Int64, "open": pl.Int64, "persons": pl.Int64, "gain": pl.Float64}


def courses_that_help(opened: Opened) -> pl.DataFrame:
    """What each skill would bring persons without a place, the most helpful first.

    Returns
    -------
    polars.DataFrame
        skill (``code:level``), vacancies (of jobs that require it at this level), open (of these, not filled), persons
        (without a place, for whom this course is the best way to one at the prices of the run), gain (mean yuan a month
        by which the plan would become cheaper for each of them, singly; at most, where there are levers). The first are
        worth most if as many come as there are vacancies. Without rows where prices cannot tell: runs by
        cases, stages before cost that bind, plans that are not proven by prices, the caller's own costs.
    """
    empty = pl.DataFrame(schema=SCHEMA)
    asked = _asked(opened)
    if asked.is_empty() or not opened.proven or opened.sources.pairs is not None:
        return empty
    policy = load_policy(opened.sources.policy)
    mark = "?" * (1 + max((len(course.name) for course in policy.course), default=0))
    names = {f"{mark}{entry}": entry for entry in asked["skill"].to_list()}
    courses = [Course(name=name, teaches=entry) for name, entry in names.items()]
    learning = policy.model_copy(update={"course": (*policy.course, *courses)})
    ready = replace(opened.sources, policy=learning).compiled(opened.seed)
    prices = prices_of(opened, ready.problem, fewer=True)
    if prices is None or ready.problem.tables is None:
        return empty
    staying = np.flatnonzero(places_of(opened.assignment, ready) < 0).astype(np.int32)
    route, gain = _best(ready, prices, staying)
    found = pl.DataFrame({"skill": route, "gain": gain}).filter(pl.col("skill").is_in(list(names)))
    sums = found.group_by(pl.col("skill").replace(names)).agg(persons=pl.len(), gain=pl.col("gain").mean())
    at_most = pl.min_horizontal("persons", "vacancies") * pl.col("gain")
    table = asked.join(sums, on="skill").sort(at_most, pl.col("skill"), descending=[True, False])
    return table.select([pl.col(name).cast(kind) for name, kind in SCHEMA.items()])


def _best(ready: Ready, prices: Prices, who: Small) -> tuple[pl.Series, Yuan]:
    """Of persons for whom something is worth more than staying: the course of the best, and by how much more."""
    problem = ready.problem
    unit = 10**problem.decimals * PARTS
    scan: Scan = ready.scan
    if problem.sides is not None:
        scan = scan.priced(problem.sides.tolls(_parts(prices.rows, unit), PARTS))
    of_person, of_job = prices.of_each
    stay = problem.unmatched[who] * PARTS - _parts(of_person[who], unit)
    cheapest = scan.cheapest(who, _parts(of_job, unit), stay, 1)
    found = cheapest.filled > 0
    person, job = who[found], np.ascontiguousarray(cheapest.jobs[found, 0])
    gain: Yuan = (stay[found] - cheapest.values[found, 0]) / unit
    return route_names(problem, scan.routes(person, job)), gain


def _parts(amount: Yuan, unit: int) -> Int:
    """Yuan as parts of a quantum; what nobody can pay as more than anything costs."""
    known = np.isfinite(amount)
    return np.where(known, np.rint(np.where(known, amount, 0.0) * unit), float(NEVER >> 4)).astype(np.int64)


def _asked(opened: Opened) -> pl.DataFrame:
    """The skills that jobs with vacancies require, with levels; of one skill the lowest level first."""
    jobs = opened.sources.jobs
    if "skills" not in jobs.columns:
        return pl.DataFrame(schema={name: SCHEMA[name] for name in ("skill", "vacancies", "open")})
    left = pl.col("vacancies").cast(pl.Int64) - pl.col("filled").cast(pl.Int64)
    filled = opened.jobs.select("job_id", open=left)
    rows = jobs.select("job_id", pl.col("vacancies").cast(pl.Int64), skill=pl.col("skills").str.split(";"))
    rows = rows.join(filled, on="job_id").explode("skill").filter(pl.col("skill") != "", pl.col("vacancies") > 0)
    sums = rows.group_by("skill").agg(pl.col("vacancies", "open").sum())
    most = sums.sort("vacancies", "skill", descending=[True, False]).head(MOST_SKILLS)
    order = sorted(most["skill"].to_list(), key=skill_of)
    return pl.DataFrame({"skill": order}, schema={"skill": pl.String}).join(most, on="skill", maintain_order="left")
