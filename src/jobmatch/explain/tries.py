"""The changes of one cell that are looked at, to see whether they would give a person a place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

import numpy as np
import polars as pl

from jobmatch.engine.prepare import Ready
from jobmatch.explain.opened import Opened, person_at
from jobmatch.explain.rules import keeps
from jobmatch.problem.arrays import Flags

MOST_PLACES = 40
"""Regions, job types or skills that are tried, those of most vacancies."""

MOST_WAGES = 10
"""Lower wages that are tried, the nearest ones."""

FEN = 100
"""Parts of a yuan that a wage can be stated in."""


@dataclass(frozen=True)
class Try:
    """A change to be looked at."""

    change: str
    to: str | float
    column: str
    value: Any


def tries_of(opened: Opened, ready: Ready, person_id: str) -> list[Try]:
    """The changes that are looked at; none where the caller's own costs decide."""
    if ready.problem.tables is None:
        return []
    return list(_tries(opened, ready, person_at(ready, person_id)))


def skill_of(entry: str) -> tuple[str, int]:
    """Code and level of ``code:level``."""
    code, _, level = entry.partition(":")
    return code, int(level or 1)


def taught_by(ready: Ready, skill: str) -> tuple[str, ...]:
    """Courses of the policy that teach a skill, at this level or a higher one."""
    code, level = skill_of(skill)
    found = []
    for course in ready.policy.course:
        taught = dict(skill_of(entry) for entry in course.teaches.split(";"))
        if taught.get(code, 0) >= level:
            found.append(course.name)
    return tuple(found)


def _tries(opened: Opened, ready: Ready, person: int) -> Iterator[Try]:
    """Changes of one cell each."""
    row = opened.sources.seekers.row(by_predicate=pl.col("person_id") == str(ready.problem.persons[person]), named=True)
    posts, own = ready.problem.posts, {name: value for name, value in row.items() if value not in (None, "")}
    passes = keeps(ready.problem, person)
    for column, of_jobs, change in (("wish_regions", "region", "region"), ("wish_job_types", "job_type", "job_type")):
        if of_jobs not in posts.columns:
            continue
        rule = passes[change]
        value = _cities(ready, posts[of_jobs]) if change == "region" else posts[of_jobs]
        left = posts.select(value.alias("value"), "vacancies").filter(pl.Series(~rule) & value.is_not_null())
        most = (
            left.group_by("value").agg(pl.col("vacancies").sum()).sort(["vacancies", "value"], descending=[True, False])
        )
        for name in most["value"].head(MOST_PLACES).to_list():
            wishes = str(own.get(column, ""))
            yield Try(change, name, column, f"{wishes};{name}" if wishes else name)
    if own.get("max_tier", "outside") != "outside":
        yield Try("max_tier", "outside", "max_tier", None)
    if "min_wage" in own:
        yield from _wages(ready, person, float(own["min_wage"]), passes)
    if "available_from" in own:
        yield Try("available_from", "", "available_from", None)
    if "skills" in posts.columns and not passes["skills"].all():
        others = np.logical_and.reduce([flag for rule, flag in passes.items() if rule != "skills"])
        wanted = posts.filter(pl.Series(others & ~passes["skills"]))
        entries = wanted.select(pl.col("skills").str.split(";").alias("skill"), "vacancies").explode("skill")
        most = (
            entries.group_by("skill")
            .agg(pl.col("vacancies").sum())
            .sort(["vacancies", "skill"], descending=[True, False])
        )
        held = str(own.get("skills", ""))
        levels = dict(skill_of(entry) for entry in held.split(";") if entry)
        for skill in most["skill"].drop_nulls().head(MOST_PLACES).to_list():
            code, level = skill_of(skill) if skill else ("", 0)
            if levels.get(code, 0) < level:
                yield Try("skill", skill, "skills", _with_skill(held, skill))


def _cities(ready: Ready, regions: pl.Series) -> pl.Series:
    """The prefecture or city of each region, or itself where it is in none."""
    tree = ready.lists.regions
    codes = regions.drop_nulls().unique().to_list()
    city = {code: next((c for c in tree.path(code) if tree.level(c) == "prefecture"), code) for code in codes}
    return regions.replace(city)


def _wages(ready: Ready, person: int, asked: float, passes: Mapping[str, Flags]) -> Iterator[Try]:
    """To take as much less as lets one more job in, that pays nearly enough; then another, …"""
    t, parts = ready.problem.tables, ready.problem.parts
    assert t is not None
    assert parts is not None
    others = np.logical_and.reduce([flag for rule, flag in passes.items() if rule != "wage"])
    offered = np.unique(t.slot_wage[parts.job_slot[others & ~passes["wage"]]])
    for wage in offered[::-1][:MOST_WAGES].tolist():
        less = Fraction(int(t.reserve[person]) - wage, 10 ** max(6, ready.problem.decimals))
        value = Fraction(floor((Fraction(repr(asked)) - less) * FEN), FEN)
        yield Try("min_wage", float(Fraction(repr(asked)) - value), "min_wage", float(value))


def _with_skill(held: str, skill: str) -> str:
    """The skills with one more, in place of a lower level of the same."""
    code = skill_of(skill)[0]
    others = [entry for entry in held.split(";") if entry and entry.partition(":")[0] != code]
    return ";".join([*others, skill])
