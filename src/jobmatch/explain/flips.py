"""What would give an unmatched person a place: the nearest changes, by the prices of the run, or by solving again.

Each change is a row of the list like the person's own but for one column. What such a row could have is compiled with
everybody else's, under all rules and terms of the policy; what others would lose by making room is the price of a place
less. Where the run has no levers the two decide it: a place falls to the person if it is worth more than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from jobmatch.engine.prepare import Ready
from jobmatch.explain.opened import Opened, Ways, name_of, names_column, person_at, ways_of
from jobmatch.explain.prices import ZERO, Prices, Yuan, prices_of
from jobmatch.explain.rules import NOT_OPEN
from jobmatch.explain.tries import Try, skill_of, taught_by, tries_of

EACH = 3
"""Changes of one kind that are told."""

CHANGES = ("region", "job_type", "max_tier", "min_wage", "skill", "available_from", "vacancy")
"""Codes of the changes (docs/explain.md)."""


@dataclass(frozen=True)
class Flip:
    """A change that would give the person a place.

    Attributes
    ----------
    change
        One of `CHANGES`.
    to
        The region, job type, or skill and level more; the farthest tier; of wages, how many yuan less; of a vacancy,
        the job that has one more.
    name
        The same in words: the name of the region.
    column, value
        The column of the person's row and its new cell; of a vacancy, the job has one more.
    job_id
        The place, by the prices.
    gain
        By how much the plan as a whole would become cheaper, in yuan, at most where there are levers; 0: equally good.
    courses
        Courses of the policy that teach the skill.
    sure
        Whether the prices decide it: the run has no levers, and is optimal.
    confirmed
        Whether a solve of the changed lists gave the person a place; None where none was made.
    """

    change: str
    to: str | float
    name: str
    column: str
    value: Any
    job_id: str
    gain: float
    courses: tuple[str, ...]
    sure: bool
    confirmed: bool | None = None


@dataclass(frozen=True)
class Tried:
    """Changes of one kind none of which would give the person a place.

    Attributes
    ----------
    change
        One of `CHANGES`, but for `vacancy`.
    number
        How many were looked at.
    to, name
        The nearest of these, as in `Flip`; "" where none of them opens another job with vacancies.
    job_id
        The job that it opens, the nearest one; None for none.
    behind
        By how much that still comes to more than staying, and than what others lose who make room, in yuan.
    """

    change: str
    number: int
    to: str | float
    name: str
    job_id: str | None
    behind: float | None


def flips_of(
    opened: Opened, ready: Ready, person_id: str, *, confirm: bool
) -> tuple[tuple[Flip, ...] | None, tuple[Tried, ...]]:
    """The nearest changes that would give an unmatched person a place, a few of each kind; those that would not.

    None where prices cannot tell: the plan is not proven by them, or the policy speaks of single persons by id.
    """
    if not opened.proven or names_column(ready, "persons", "person_id"):
        return None, ()
    if ready.problem.standing[person_at(ready, person_id)] in NOT_OPEN:
        return (), ()
    tries = tries_of(opened, ready, person_id)
    sources, ids = opened.sources.with_persons(person_id, [{each.column: each.value} for each in tries])
    varied = sources.compiled(opened.seed) if ids else ready
    prices = prices_of(opened, varied.problem, fewer=True)
    sure = opened.certificate is None
    if prices is None:
        return None, ()
    person = person_at(ready, person_id)
    own = ways_of(varied, person_at(varied, person_id))
    as_it_is = gains_of(varied, prices, own).max(initial=0.0)
    found: list[Flip] = []
    short: dict[str, list[Tried]] = {}
    for each, key in zip(tries, ids, strict=True):
        ways = ways_of(varied, person_at(varied, key))
        gain = gains_of(varied, prices, ways)
        flip = _flip(varied, ways, gain, each, as_it_is, sure)
        if flip is None:
            short.setdefault(each.change, []).append(_short(varied, ways, gain, each, set(own.job.tolist())))
        else:
            found.append(flip)
    found += _vacancies(opened, ready, person)
    nearest = _nearest(found)
    worked = {flip.change for flip in nearest}
    tried = tuple(_nearest_short(short[change]) for change in CHANGES if change in short and change not in worked)
    return tuple(_confirmed(opened, person_id, flip) for flip in nearest) if confirm else tuple(nearest), tried


def gains_of(varied: Ready, prices: Prices, ways: Ways) -> Yuan:
    """How much less each option costs than staying, and than what others lose who make room."""
    scale = 10**varied.problem.decimals
    gains: Yuan = int(varied.problem.unmatched[ways.person]) / scale - ways.cost / scale - prices.added(ways.triples)
    return gains


def _nearest(found: list[Flip]) -> list[Flip]:
    """A few of each kind: least change of a wage first, else the greatest gain."""
    out: list[Flip] = []
    for change in CHANGES:
        mine = [flip for flip in found if flip.change == change]
        size = [float(flip.to) if change == "min_wage" else -flip.gain for flip in mine]
        ranked = [mine[k] for k in np.argsort(size, kind="stable").tolist()]
        out += (_lowest_levels(ranked) if change == "skill" else ranked)[:EACH]
    return out


def _lowest_levels(ranked: list[Flip]) -> list[Flip]:
    """Of each skill its lowest level, in the place of its best one."""
    lowest: dict[str, Flip] = {}
    for flip in ranked:
        code, level = skill_of(str(flip.to))
        if code not in lowest or level < skill_of(str(lowest[code].to))[1]:
            lowest[code] = flip
    return list(lowest.values())


def _flip(varied: Ready, ways: Ways, gain: Yuan, each: Try, as_it_is: float, sure: bool) -> Flip | None:
    """What a changed row would have that is worth more than others lose, the best place of it."""
    if gain.max(initial=-np.inf) <= as_it_is + ZERO:
        return None
    courses = taught_by(varied, str(each.to)) if each.change == "skill" else ()
    at = int(np.argmax(gain))
    job_id, worth = str(varied.problem.jobs[int(ways.job[at])]), round(float(gain[at]), 9)
    return Flip(each.change, each.to, _named(varied, each), each.column, each.value, job_id, worth, courses, sure)


def _short(varied: Ready, ways: Ways, gain: Yuan, each: Try, before: set[int]) -> Tried:
    """What a changed row could have beside what it could before, and what that lacks."""
    new = np.flatnonzero(~np.isin(ways.job, list(before)) & (varied.problem.vacancies[ways.job] > 0))
    if not new.size:
        return Tried(each.change, 1, "", "", None, None)
    at = int(new[np.argmax(gain[new])])
    behind = round(max(0.0, -float(gain[at])), 9)
    return Tried(each.change, 1, each.to, _named(varied, each), str(varied.problem.jobs[int(ways.job[at])]), behind)


def _nearest_short(tried: list[Tried]) -> Tried:
    """The nearest of some of one kind, and how many there are."""
    nearest = min(tried, key=lambda each: np.inf if each.behind is None else each.behind)
    return replace(nearest, number=len(tried))


def _named(varied: Ready, each: Try) -> str:
    return name_of(varied, str(each.to)) if each.change == "region" else str(each.to)


def _vacancies(opened: Opened, ready: Ready, person: int) -> Iterator[Flip]:
    """Jobs at which one place more would fall to the person as well as to anybody."""
    prices = prices_of(opened, ready.problem)
    if prices is None:
        return
    ways = ways_of(ready, person)
    for at in np.flatnonzero((np.abs(gains_of(ready, prices, ways)) < ZERO) & (prices.of_job[ways.job] > 0)).tolist():
        job_id = str(ready.problem.jobs[int(ways.job[at])])
        worth = float(prices.of_job[ways.job[at]])
        yield Flip("vacancy", job_id, job_id, "vacancies", 1, job_id, worth, (), False)


def _confirmed(opened: Opened, person_id: str, flip: Flip) -> Flip:
    """The same after a solve of the changed lists."""
    sources = opened.sources
    seekers, jobs = sources.seekers, sources.jobs
    if flip.change == "vacancy":
        mine = pl.col("job_id") == flip.job_id
        more = (pl.col("vacancies").cast(pl.Int64) + flip.value).cast(jobs["vacancies"].dtype)
        jobs = jobs.with_columns(vacancies=pl.when(mine).then(more).otherwise("vacancies"))
    else:
        mine = pl.col("person_id") == person_id
        if flip.column not in seekers.columns:
            seekers = seekers.with_columns(pl.lit(None, pl.String).alias(flip.column))
        cell = pl.lit(flip.value).cast(seekers[flip.column].dtype) if flip.value is not None else pl.lit(None)
        seekers = seekers.with_columns(pl.when(mine).then(cell).otherwise(flip.column).alias(flip.column))
    result = replace(sources, seekers=seekers, jobs=jobs).solved(opened.seed)
    there = result.plan is not None and not result.assignment.filter(pl.col("person_id") == person_id).is_empty()
    return replace(flip, confirmed=there)
