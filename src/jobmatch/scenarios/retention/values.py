"""What is known of a pair when the plan is made, in natural units.

The terms of the policy are in yuan, and their weights change from policy to policy. So the lists are compiled once more
under a policy whose weights are one: the same code then says kilometres, levels, ranks and yuan (docs/retention.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from jobmatch.engine.prepare import Ready, prepare
from jobmatch.engine.progress import Phases
from jobmatch.errors import InputError
from jobmatch.explain.opened import Opened
from jobmatch.pairing import terms_of
from jobmatch.policy import Policy, load_policy
from jobmatch.policy.terms import TIERS, Preference, Tier
from jobmatch.problem import Problem
from jobmatch.problem.arrays import Small
from jobmatch.problem.compile import ages
from jobmatch.scenarios.retention.names import BUILT_IN
from jobmatch.words import said

NO_ROUTE = -1
"""Everybody is looked at as they are before any course."""

BLANK = ""
"""The level of a class whose cell is blank."""


def natural(policy: Policy) -> Policy:
    """The policy under which terms are natural units; rules, wishes, distances and substitutes stay."""
    return Policy(
        as_of=policy.as_of,
        horizon_months=1,
        rules=policy.rules,
        skill=policy.skill.model_copy(update={"weight": 1.0, "weights": {}, "course_day": 0.0}),
        wage=policy.wage.model_copy(update={"weight": 1.0}),
        distance=policy.distance.model_copy(update={"weight": 1.0, "yuan_per_km": 1.0, "trips": 1.0}),
        tier=Tier(county=0.0, prefecture=1.0, province=2.0, outside=3.0),
        preference=Preference(region_step=1.0, type_step=1.0),
    )


def natural_run(opened: Opened) -> Ready:
    """A past run compiled in natural units.

    Raises
    ------
    InputError
        Its pairs had costs of the caller's own: nothing is known of them.
    """
    sources = opened.sources
    if sources.pairs is not None and "cost" in sources.pairs.columns:
        raise InputError(said("retention.own_costs"))
    policy = natural(load_policy(sources.policy))
    return replace(sources, policy=policy, pairs=None, decisions=None, plan=None).compiled(opened.seed)


def natural_lists(ready: Ready) -> Problem:
    """Lists that were compiled under a policy, compiled in natural units; persons and jobs stand in the same order.

    Raises
    ------
    InputError
        As `natural_run`.
    """
    lists = ready.lists
    if lists.cost_decimals is not None:
        raise InputError(said("retention.own_costs"))
    alone = replace(lists, pairs=None, decisions=None, plan=None, linked={})
    return prepare(alone, None, natural(ready.policy), Phases(None), ready.problem.seed, None).problem


def as_given(table: pl.DataFrame, columns: frozenset[str]) -> pl.DataFrame:
    """A canonical list with those of the known columns only that the input had, and its own."""
    from jobmatch.lists import LISTS

    spec = LISTS["seekers" if "person_id" in table.columns else "jobs"]
    known = {column.name for column in spec.columns}
    return table.select(name for name in table.columns if name in columns or name not in known)


def values_of(problem: Problem, person: Small, job: Small, names: Sequence[str] = BUILT_IN) -> pl.DataFrame:
    """Of the pairs ``(person[k], job[k])`` a column for each name: numbers, or classes as text.

    Parameters
    ----------
    problem
        Compiled in natural units.
    names
        Of `BUILT_IN`, and ``persons.COLUMN`` or ``jobs.COLUMN``.

    Raises
    ------
    InputError
        A list has no such column.
    """
    seekers, posts, row = problem.listed, problem.posts, problem.order[person]
    found: dict[str, pl.Series] = {}
    if any(name in BUILT_IN for name in names):
        assert problem.policy.as_of is not None
        terms = terms_of(problem, person, job, np.full(person.size, NO_ROUTE, np.int32))
        unit = 10**problem.decimals
        of_term = {"wage_gap": "wage", "km": "distance", "rank": "preference", "skill": "skill"}
        found = {name: pl.Series(terms[term] / unit) for name, term in of_term.items()}
        found["tier"] = pl.Series(TIERS).gather(terms["tier"] // unit)
        found["age"] = ages(seekers, problem.policy.as_of).gather(row).cast(pl.Float64)
        found["wage"] = posts["wage"].gather(job)
        found["priority"] = _text(seekers["priority"]).gather(row)
        found["housing"] = _text(posts["housing"]).gather(job)
    for name in names:
        if name not in found:
            side, _, column = name.partition(".")
            table, at = (seekers, row) if side == "persons" else (posts, job)
            if column not in table.columns:
                raise InputError(said("retention.no_column", name=name))
            found[name] = _own(table[column]).gather(at)
    return pl.DataFrame({name: found[name] for name in names})


def _own(cells: pl.Series) -> pl.Series:
    """A list's own column: numbers if all its cells are."""
    if cells.dtype.is_temporal():
        raise InputError(said("retention.feature_dates", name=cells.name))
    if cells.dtype.is_numeric():
        return cells.cast(pl.Float64)
    text = _text(cells)
    numbers = text.replace(BLANK, None).cast(pl.Float64, strict=False)
    whole = numbers.null_count() == int((text == BLANK).sum()) < len(text)
    return numbers if whole else text


def _text(cells: pl.Series) -> pl.Series:
    return cells.cast(pl.String).fill_null(BLANK).str.strip_chars().str.to_lowercase()
