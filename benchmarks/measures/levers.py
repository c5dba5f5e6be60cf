"""What levers cost in time: binding quotas, household rules, a strict order, each against the plain solve beside it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.instance import Instance, Unavailable

FIRMS, CITIES = 40, 5
"""Employers with a lower limit (but no more than an eighth of all), cities with an upper one."""

CAPPED, RAISED = 0.95, 1.02
"""Limits as parts of what the plain plan has: of a city, and of each county that it places fewer of than on average."""

Policy = dict[str, Any]


def measure(folder: Path) -> dict[str, Any]:
    """Seconds of the plain solve, and how many times that each set of levers takes; every plan proven and verified.

    Raises
    ------
    Unavailable
        The lists do not have what the levers are about.
    """
    import jobmatch

    given = Instance.load(folder)
    if not {"home", "household_id"} <= set(given.seekers.columns) or "employer_id" not in given.jobs.columns:
        raise Unavailable("the lists have no homes, households or employers")

    def timed(levers: Policy) -> tuple[float, Any]:
        start = time.perf_counter()
        result: Any = jobmatch.solve(given.seekers, given.jobs, {**given.policy, **levers})
        taken = time.perf_counter() - start
        if result.status != "optimal" or not result.verify().ok:
            raise RuntimeError(f"{', '.join(levers)}: {result.status}, or the run does not verify")
        return taken, result

    _, plain = timed({})
    quotas = {"quota": binding_quotas(given.seekers, given.jobs, plain.assignment)}
    households = {"household": {"bonus": 5000.0, "max_out": 2}}
    order = {"objective": {"order": ["placed:registered_poor", "households", "cost"]}}
    cases = {"quotas": quotas, "households": households, "both": quotas | households, "order": order}
    seconds = {name: timed(levers)[0] for name, levers in ({"plain": {}} | cases).items()}
    ratios = {f"{name} times": round(seconds[name] / seconds["plain"], 2) for name in cases}
    return {f"{name}_seconds": taken for name, taken in seconds.items()} | ratios


def binding_quotas(seekers: pl.DataFrame, jobs: pl.DataFrame, plan: pl.DataFrame) -> list[Policy]:
    """Lower limits of counties and employers and upper ones of cities, near what the plan without them has."""
    jobs = jobs.with_columns(city=pl.col("region").str.slice(0, 4))
    placed = plan.select("person_id", "job_id").join(seekers, on="person_id").join(jobs, on="job_id")
    share = placed.height / max(1, seekers.height)
    of_home = seekers.group_by("home").len().join(placed.group_by("home").len("placed"), on="home", how="left")
    counties = [
        {"name": f"county {home}", "persons": {"home": home}, "lower": int(there * RAISED)}
        for home, size, there in of_home.fill_null(0).sort("home").iter_rows()
        if there < size * share
    ]
    filled = dict(placed.group_by("city").len().iter_rows())
    large = jobs.group_by("city").agg(pl.col("vacancies").sum()).sort("vacancies", "city", descending=True)["city"]
    cities = [
        {"name": f"city {city}", "jobs": {"region": city}, "upper": int(filled.get(city, 0) * CAPPED)}
        for city in large.head(CITIES)
    ]
    by_firm = jobs.group_by("employer_id").agg(
        pl.col("vacancies").sum(), pl.col("city").first(), cities=pl.col("city").n_unique()
    )
    inside = by_firm.filter((pl.col("cities") == 1) & pl.col("city").is_in(large.head(CITIES).implode()))
    inside = inside.sort("employer_id")
    held = dict(placed.group_by("employer_id").len().iter_rows())
    rows = inside[np.random.default_rng(0).permutation(inside.height)[: min(FIRMS, inside.height // 8)]]
    firms = [
        {
            "name": f"employer {name}",
            "jobs": {"employer_id": name},
            "lower": min(vacancies * 9 // 10, held.get(name, 0) * 11 // 10 + 1),
        }
        for name, vacancies in rows.select("employer_id", "vacancies").iter_rows()
    ]
    return [*counties, *cities, *firms]
