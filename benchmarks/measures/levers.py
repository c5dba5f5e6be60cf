"""What levers cost in time, each against the plain solve beside it: quotas, households, orders, cases, couples."""

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

COUPLES = 10_000
"""Households of which the first two members go together."""

SHARE = 0.15
"""Of all placements, for the county that has the fewest in the plain plan."""

OPENINGS, ROOM, FILL = 20, 0.7, 0.9
"""Employers that open with most of their vacancies or not at all, in a city that takes so much less than before."""

CLOSE = 0.02
"""The gap beyond which a plan with couples counts as not found; few persons leave it wider than many."""

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

    def timed(levers: Policy, seekers: pl.DataFrame = given.seekers, close: float = 0.0) -> tuple[float, Any]:
        start = time.perf_counter()
        result: Any = jobmatch.solve(seekers, given.jobs, {**given.policy, **levers})
        taken = time.perf_counter() - start
        if result.gap > close or not result.verify().ok:
            raise RuntimeError(f"{', '.join(levers)}: {result.status}, or the run does not verify")
        return taken, result

    _, plain = timed({})
    quotas = {"quota": binding_quotas(given.seekers, given.jobs, plain.assignment)}
    households = {"household": {"bonus": 5000.0, "max_out": 2}}
    openings = {"quota": openings_in_a_city(given.jobs, plain.assignment)}
    cases = {
        "quotas": quotas,
        "households": households,
        "both": quotas | households,
        "order": {"objective": {"order": ["placed:registered_poor", "households", "cost"]}},
        "local first": {"objective": {"order": ["local", "cost"]}},
        "fair": {"objective": {"order": ["fair:persons.home", "cost"]}},
        "share": {"quota": [share_of_a_county(given.seekers, plain.assignment)]},
        "all or none": openings,
    }
    seconds = {name: timed(levers)[0] for name, levers in ({"plain": {}} | cases).items()}
    couples = with_couples(given.seekers)
    seconds["couples"], result = timed({"household": {"together": "region@prefecture"}}, couples, CLOSE)
    ratios = {f"{name} times": round(taken / seconds["plain"], 2) for name, taken in seconds.items() if name != "plain"}
    return (
        {f"{name}_seconds": taken for name, taken in seconds.items()} | ratios | {"couples gap ppm": result.gap * 1e6}
    )


def share_of_a_county(seekers: pl.DataFrame, plan: pl.DataFrame) -> Policy:
    """A part of all placements for the county that has the fewest."""
    placed = plan.select("person_id").join(seekers, on="person_id").group_by("home").len().sort("len", "home")
    return {"name": "the least county's part", "persons": {"home": placed["home"][0]}, "lower_share": SHARE}


def openings_in_a_city(jobs: pl.DataFrame, plan: pl.DataFrame) -> list[Policy]:
    """Some employers of the largest city open with most of their vacancies or not at all; the city takes fewer."""
    jobs = jobs.with_columns(city=pl.col("region").str.slice(0, 4))
    placed = plan.select("job_id").join(jobs, on="job_id").group_by("city").len().sort("len", "city")
    city, filled = placed.row(placed.height - 1)
    firms = jobs.group_by("employer_id").agg(
        pl.col("vacancies").sum(), pl.col("city").first(), cities=pl.col("city").n_unique()
    )
    firms = firms.filter((pl.col("cities") == 1) & (pl.col("city") == city)).sort("employer_id")
    rows = firms[np.random.default_rng(1).permutation(firms.height)[:OPENINGS]]
    opens = [
        {"name": f"opens {name}", "jobs": {"employer_id": name}, "lower": int(many * FILL), "all_or_none": True}
        for name, many in rows.select("employer_id", "vacancies").iter_rows()
    ]
    return [{"name": "city", "jobs": {"region": city}, "upper": int(filled * ROOM)}, *opens]


def with_couples(seekers: pl.DataFrame) -> pl.DataFrame:
    """The first two members of many households go together."""
    rows = seekers.select("household_id").with_row_index("row").filter(pl.col("household_id") != "")
    heads = rows.group_by("household_id", maintain_order=True).agg(pl.col("row").head(2))
    pairs = heads.filter(pl.col("row").list.len() == 2).head(COUPLES).explode("row")
    of_row = seekers.select("person_id").with_row_index("row").join(pairs, on="row", how="left", maintain_order="left")
    return seekers.with_columns(together_id=of_row["household_id"])


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
