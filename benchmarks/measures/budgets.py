"""What budgets and courses cost in time, against the plain solve beside them, and how near to the bound plans come."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.instance import Instance, Unavailable
from benchmarks.measures.levers import binding_quotas

TIGHT = 0.7
"""Limits as parts of what plans without them use."""

SKILLS, LEVEL, DAYS, COST = 20, 3, 30, 1_500.0
"""Skills that courses teach, the level, and what a participant takes."""

COURSES = 100
"""Courses where each county has its own."""

Policy = dict[str, Any]


def measure(folder: Path) -> dict[str, Any]:
    """Seconds and gap of each policy; every plan verified.

    Raises
    ------
    Unavailable
        The lists do not have what budgets are about.
    """
    import jobmatch

    given = Instance.load(folder)
    if "home" not in given.seekers.columns or "skills" not in given.jobs.columns:
        raise Unavailable("the lists have no homes or skills")

    def timed(levers: Policy) -> tuple[float, Any]:
        start = time.perf_counter()
        result: Any = jobmatch.solve(given.seekers, given.jobs, {**given.policy, **levers})
        taken = time.perf_counter() - start
        if result.objective is None or not result.verify().ok:
            raise RuntimeError(f"{', '.join(levers)}: {result.status}, or the run does not verify")
        return taken, result

    subsidy = {"subsidy": [{"name": "travel", "form": "ticket"}]}
    few, many = courses(given.jobs, SKILLS), courses_of_counties(given.seekers, given.jobs)
    seconds: dict[str, float] = {}
    timed({})  # kernels compile when first used
    seconds["plain"], _ = timed({})
    money = [{"name": "travel money", "usage": "travel", "limit": 1e9}]
    _, free = timed(subsidy | {"budget": money} | {"course": few})
    used = dict(free.prices.select("constraint", "used").iter_rows())
    _, alone = timed(subsidy | {"budget": money})
    spent = dict(alone.prices.select("constraint", "used").iter_rows())["travel money, budget"]
    one = [{**money[0], "limit": float(int(spent * TIGHT))}]
    seats = [{**each, "seats": max(1, int(used[f"{each['name']}, seats"] * TIGHT))} for each in few]
    tilted = [
        {"name": "travel money", "usage": "travel", "per": "persons.home", "share_of": "registered_poor",
         "limit_total": float(int(spent * TIGHT))}
    ]  # fmt: skip
    cases: dict[str, Policy] = {
        "one budget": {"budget": one},
        "budget and seats": {"budget": one, "course": seats},
        "with quotas and households": {
            "budget": one,
            "course": seats,
            "quota": binding_quotas(given.seekers, given.jobs, free.assignment),
            "household": {"bonus": 5000.0, "max_out": 2},
        },
        "counties and courses": {"budget": tilted, "course": many},
    }
    said: dict[str, Any] = {}
    for name, levers in cases.items():
        seconds[name], result = timed(subsidy | levers)
        said |= {f"{name} gap ppm": result.gap * 1e6, f"{name} gap yuan": result.abs_gap}
    times = {f"{name} times": round(taken / seconds["plain"], 2) for name, taken in seconds.items() if name != "plain"}
    return {f"{name}_seconds": taken for name, taken in seconds.items()} | times | said


def courses(jobs: pl.DataFrame, most: int) -> list[Policy]:
    """One course for each of the skills that most jobs require, with seats for everybody."""
    named = jobs["skills"].drop_nulls().str.split(";").explode().str.split(":").list.first()
    wanted = named.filter(named != "").value_counts().sort("count", "skills", descending=[True, False])
    return [_course(f"course {skill}", skill, 10**6) for skill in wanted["skills"].head(most)]


def courses_of_counties(seekers: pl.DataFrame, jobs: pl.DataFrame) -> list[Policy]:
    """Courses in each county for those who live there or agreed to come, few seats each."""
    homes = seekers["home"].drop_nulls().unique().sort().to_list()
    each = max(1, COURSES // max(1, len(homes)))
    return [
        _course(f"{course['name']} in {home}", course["name"].removeprefix("course "), 20) | {"region": home}
        for home in homes
        for course in courses(jobs, each)
    ]


def _course(name: str, skill: str, seats: int) -> Policy:
    return {"name": name, "teaches": f"{skill}:{LEVEL}", "days": DAYS, "cost": COST, "seats": seats}
