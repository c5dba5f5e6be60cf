"""What the lists and the policy mean together: warnings that neither shows alone."""

from __future__ import annotations

from datetime import date

import polars as pl

from jobmatch.engine.lever_advice import lever_advice
from jobmatch.engine.order import by_row
from jobmatch.lists import Issue, Lists, make_issue
from jobmatch.lists.faultlog import LISTED
from jobmatch.pairing import NEVER, Counts, wanted_jobs
from jobmatch.policy import Policy
from jobmatch.problem import STANDINGS, Problem, ages

FAR_APART = 1000
"""Ratio of unmatched cost to pair cost beyond which one scale swamps the other."""


def advise(lists: Lists, problem: Problem, counts: Counts) -> list[Issue]:
    """Warnings about persons, jobs and scales, in file order."""
    found = _scales(problem, counts)
    if problem.tables is not None:
        found += _persons(lists, problem)
        found += _distances(problem)
    found += _priorities(lists, problem)
    found += lever_advice(lists, problem)
    wanted = wanted_jobs(problem)
    if wanted is not None:
        found += _jobs(lists, problem, problem.jobs.filter(pl.Series(wanted)))
    return found


def with_day(policy: Policy, today: date, ages_matter: bool) -> tuple[Policy, list[Issue]]:
    """The policy with `as_of` set; a warning if today had to stand in and an age depends on it."""
    if policy.as_of is not None:
        return policy, []
    issue = make_issue("as_of_today", list="policy", column="as_of", today=today.isoformat())
    return policy.model_copy(update={"as_of": today}), [issue] if ages_matter else []


def _persons(lists: Lists, problem: Problem) -> list[Issue]:
    seekers, rules, day = lists.seekers, problem.policy.rules, problem.policy.as_of
    if day is None:
        raise ValueError("as_of must be set")
    standing = pl.Series(by_row(problem, problem.standing))
    log = lists.log("seekers")
    log.cells("no_consent", "wish_regions", _places(standing == STANDINGS.index("no_consent")))
    log.cells(
        "under_age",
        "birth_date" if "birth_date" in lists.columns["seekers"] else "age",
        _places(standing == STANDINGS.index("under_age")),
        more=lambda place: {"age": ages(seekers[place : place + 1], day)[0], "working_age": rules.working_age},
    )
    if lists.columns["seekers"] & {"birth_date", "age"}:
        log.cells("age_unknown", "birth_date", _places(seekers["birth_date"].is_null() & seekers["age"].is_null()))
    return log.issues()


def _priorities(lists: Lists, problem: Problem) -> list[Issue]:
    priced = problem.policy.unmatched.classes
    present = lists.seekers["priority"].value_counts(sort=False).sort("priority")
    known = ", ".join(sorted(priced))
    return [
        make_issue("priority_unpriced", list="seekers", column="priority", value=name, persons=persons, known=known)
        for name, persons in present.iter_rows()
        if name not in priced
    ][:LISTED]


def _jobs(lists: Lists, problem: Problem, wanted: pl.Series) -> list[Issue]:
    log = lists.log("jobs")
    rules = problem.policy.rules
    for column, required in (("contract", rules.contract), ("insurance", rules.insurance)):
        if required and column in lists.columns["jobs"]:
            said = lists.jobs[column].replace_strict(
                {True: "yes", False: "no"}, default="blank", return_dtype=pl.String
            )
            log.cells("job_closed", column, _places(said != "yes"), said, common={"rule": column})
    log.cells("job_unwanted", "region", _places(~lists.jobs["job_id"].is_in(wanted.implode())))
    return log.issues()


def _places(rows: pl.Series) -> pl.Series:
    return rows.arg_true()


def _scales(problem: Problem, counts: Counts) -> list[Issue]:
    costs = counts.least[counts.least != NEVER]
    if costs.size == 0:
        return []
    pair, unmatched = max(int(costs.max()), -int(costs.min())), int(problem.unmatched.min())
    if unmatched <= FAR_APART * max(pair, 1):
        return []
    unit = 10.0**-problem.decimals
    return [make_issue("scales_apart", list="policy", column="unmatched", unmatched=unmatched * unit, pair=pair * unit)]


def _distances(problem: Problem) -> list[Issue]:
    unknown = () if problem.parts is None else problem.parts.unknown_km
    return [
        make_issue("distance_unknown", list="policy", column="distance", home=home, region=region, km=km)
        for home, region, km in unknown[:LISTED]
    ]
