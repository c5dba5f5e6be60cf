"""Why a person has this place, or none: rules, terms, prices, what else there was, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.engine.prepare import Ready
from jobmatch.errors import InputError, UnsupportedError
from jobmatch.explain.by_rule import ByRule, by_rule
from jobmatch.explain.flips import Flip, Tried, flips_of
from jobmatch.explain.opened import Opened, Ways, open_run, person_at, ways_of
from jobmatch.explain.prices import ZERO, Charge, Prices, prices_of
from jobmatch.explain.rules import Removal, keeps, removals
from jobmatch.pairing import pair_frame, route_names
from jobmatch.policy import TERMS
from jobmatch.result import Result
from jobmatch.words import said

MOST_OPTIONS = 5
"""Other options that are shown."""


@dataclass(frozen=True)
class Option:
    """A job that the person could have, by one route.

    Attributes
    ----------
    job_id, route
        The route is the course that leads there, "" for none.
    region, region_name
        Where it is, the name after that of the city; None where the lists have no regions.
    job_type, wage
        As listed; None where the list does not say.
    vacancies, filled
        How many there are, and how many the plan has filled.
    terms
        What makes up the cost, in yuan; terms of 0 are left out.
    cost
        Their sum.
    charges
        What limits add: what the place, and whatever else the option uses, is worth to others. None where the run has
        no prices that are single numbers.
    comes_to
        Cost and charges.
    behind
        By how much that is more than what the person has now. Of an unplaced person, in a plan without levers that is
        proven optimal, the plan as a whole would cost exactly that much more with them there; else at least that much.
    held_by
        How many of each priority class have a place at the job.
    """

    job_id: str
    route: str
    region: str | None
    region_name: str | None
    job_type: str | None
    wage: float | None
    vacancies: int
    filled: int
    terms: dict[str, float]
    cost: float
    charges: tuple[Charge, ...] | None
    comes_to: float | None
    behind: float | None
    held_by: dict[str, int]


@dataclass(frozen=True)
class PersonExplained:
    """Why a person has a place, or none.

    Attributes
    ----------
    person_id
        As asked for; nothing else in here says who anybody is.
    asks
        What the list says of the person that rules and terms look at, column by column; regions by name and code.
    place
        What the person has; None for nothing.
    reason
        Why there is none: as in ``unmatched.csv``.
    bound
        Whether a decision binds the person to the place.
    unmatched_cost
        What staying costs, in yuan.
    removals
        What each rule takes away of all jobs, one after the other.
    eligible_jobs
        What is left.
    options
        Others, the nearest first: all but the place itself.
    flips
        Changes that would give an unmatched person a place, by the prices; None where these cannot tell.
    tried
        Of the other kinds of changes the one that comes nearest.
    exact
        Whether `behind` of the options is exact.
    tied
        Whether a plan that is as good leaves a placed person without a place, or gives an unplaced one a place; known
        of plans without levers that are proven optimal.
    levers
        Whether the run has any, so that other things than vacancies may be in the way.
    household
        Whether rules on households or groups have a part in it that prices of single persons do not show.
    rule
        What the rule did that made the plan; None where a solver made it.
    """

    person_id: str
    asks: dict[str, str]
    place: Option | None
    reason: str | None
    bound: bool
    unmatched_cost: float
    removals: tuple[Removal, ...]
    eligible_jobs: int
    options: tuple[Option, ...]
    flips: tuple[Flip, ...] | None
    tried: tuple[Tried, ...]
    exact: bool
    tied: bool
    levers: bool
    household: bool
    rule: ByRule | None = None


def explain_person(run: Result | Opened | str, person_id: str, *, confirm: bool = False) -> PersonExplained:
    """Why this person has a place, or none.

    Parameters
    ----------
    run
        A result, what `open_run` gives, or the directory of a saved run.
    confirm
        Solve again for every change that would flip it, and say what became of it.

    Raises
    ------
    InputError
        The person is not on the list.
    NoPlanError, RunError
        As `open_run`.
    UnsupportedError
        A rule made the plan, and its changes are to be confirmed.
    """
    opened = run if isinstance(run, Opened) else open_run(run)
    if confirm and opened.by_rule:
        raise UnsupportedError(said("explain.confirm_by_rule", rule=opened.summary["solver"]))
    if opened.sources.seekers.filter(pl.col("person_id") == person_id).is_empty():
        raise InputError(said("explain.no_person", person_id=person_id))
    placed = opened.assignment.filter(pl.col("person_id") == person_id)
    ready = opened.sources.compiled(opened.seed)
    problem = ready.problem
    person = person_at(ready, person_id)
    taken, left = removals(keeps(problem, person))
    # whoever has no place needs room that others make; a place that somebody has is worth what others would gain by it
    ways, prices = ways_of(ready, person), prices_of(opened, problem, fewer=not placed.height)
    stays = int(problem.unmatched[person]) / 10**problem.decimals
    place, mine = None, None
    if placed.height:
        row = placed.row(0, named=True)
        mine = _of_plan(ready, ways, row["job_id"], row["route"] or "")
        place = _option(opened, ready, prices, ways, mine, None)
    now = stays if place is None else place.comes_to
    order = _nearest(ready, ways, prices, mine)
    reason = None
    if place is None:
        reason = str(opened.unmatched.filter(pl.col("person_id") == person_id)["reason"][0])
    levers = problem.levers
    options = tuple(_option(opened, ready, prices, ways, at, now) for at in order)
    rule = by_rule(opened, ready, person)
    flips: tuple[Flip, ...] | None = ()
    tried: tuple[Tried, ...] = ()
    if not placed.height and rule is not None:
        flips = None  # prices are the optimum's, and say nothing of what the rule would do
    elif not placed.height:
        flips, tried = flips_of(opened, ready, person_id, confirm=confirm)
    bound, plain = bool(problem.bound[person] >= 0), opened.proven and opened.certificate is None
    rivals = [stays] if place is not None else [each.comes_to for each in options if each.comes_to is not None]
    return PersonExplained(
        person_id,
        _asks(opened, ready, person_id),
        place,
        reason,
        bound,
        stays,
        taken,
        int(left.sum()),
        options,
        flips,
        tried,
        plain and place is None,
        plain and not bound and now is not None and min(rivals, default=now + 1) <= now + ZERO,
        levers is not None,
        levers is not None and (levers.households is not None or levers.together is not None),
        rule,
    )


ASKS = (
    "home",
    "priority",
    "status",
    "wish_regions",
    "max_tier",
    "wish_job_types",
    "min_wage",
    "wish_wage",
    "skills",
    "available_from",
)
"""Columns of the list that are told of the person asked for; what is blank is left out."""


def _asks(opened: Opened, ready: Ready, person_id: str) -> dict[str, str]:
    row = opened.sources.seekers.row(by_predicate=pl.col("person_id") == person_id, named=True)
    said = {name: str(row[name]) for name in ASKS if row.get(name) not in (None, "")}
    for name in ("home", "wish_regions"):
        if name in said:
            said[name] = "; ".join(_region(opened, code) for code in said[name].split(";"))
    tables = ready.problem.tables
    age = -1 if tables is None else int(tables.age[person_at(ready, person_id)])
    return said if age < 0 else {"age": str(age), **said}


def _region(opened: Opened, code: str) -> str:
    name = opened.place(code)
    return code if name == code else f"{name} {code}"


def _of_plan(ready: Ready, ways: Ways, job_id: str, route: str) -> int:
    """Which of a person's triples the plan has."""
    names = route_names(ready.problem, ways.route).to_list()
    jobs = ready.problem.jobs.gather(pl.Series(ways.job)).to_list()
    return list(zip(jobs, names, strict=True)).index((job_id, route))


def _nearest(ready: Ready, ways: Ways, prices: Prices | None, mine: int | None) -> list[int]:
    """The best options beside the place that have vacancies, one of each job, by what they come to, or by cost."""
    value = ways.cost / 10**ready.problem.decimals
    if prices is not None:
        value = value + prices.added(ways.triples)
    seen = set(np.flatnonzero(ready.problem.vacancies == 0).tolist())
    seen |= set() if mine is None else {int(ways.job[mine])}
    found: list[int] = []
    for at in np.argsort(value, kind="stable").tolist():
        if int(ways.job[at]) not in seen and len(found) < MOST_OPTIONS:
            seen.add(int(ways.job[at]))
            found.append(at)
    return found


def _option(opened: Opened, ready: Ready, prices: Prices | None, ways: Ways, at: int, now: float | None) -> Option:
    problem, one = ready.problem, ways.only(at)
    row = pair_frame(problem, np.array([ways.person], np.int32), one.job, one.route).row(0, named=True)
    job_id, cost = row["job_id"], row["cost"]
    charges = None if prices is None else prices.charges(ways, at)
    comes_to = None if prices is None else round(cost + float(prices.added(one.triples)[0]), 9)
    behind = None if comes_to is None or now is None else round(comes_to - now, 9)
    posts = ready.problem.posts
    post = posts.row(int(one.job[0]), named=True)
    region = post.get("region")
    here = opened.jobs.row(by_predicate=pl.col("job_id") == job_id, named=True)
    return Option(
        job_id,
        row["route"],
        region,
        None if region is None else opened.place(region),
        post.get("job_type") or None,
        None if post.get("wage") is None else float(post["wage"]),
        int(here["vacancies"]),
        int(here["filled"]),
        {name: row[name] for name in TERMS if row[name]},
        cost,
        charges,
        comes_to,
        behind,
        _held_by(opened, job_id),
    )


def _held_by(opened: Opened, job_id: str) -> dict[str, int]:
    """How many of each priority class have a place at the job: kinds of persons, never persons."""
    seekers = opened.sources.seekers
    there = opened.assignment.filter(pl.col("job_id") == job_id).select("person_id")
    if "priority" not in seekers.columns:
        return {"default": there.height} if there.height else {}
    classes = there.join(seekers.select("person_id", "priority"), on="person_id", how="left")["priority"]
    counted: Sequence[str] = classes.fill_null("default").to_list()
    return {name: counted.count(name) for name in sorted(set(counted))}
