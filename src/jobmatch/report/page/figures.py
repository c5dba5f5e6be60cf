"""The figures of a report: sums over groups, never single persons; each from tables of the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from jobmatch.engine.constraints import MAX_OUT
from jobmatch.explain import Opened, courses_that_help
from jobmatch.problem import STANDINGS
from jobmatch.report.workbook.tables import Named
from jobmatch.words import Lang

WAGE_STEP = 250
"""Yuan a month that one bar of the distribution of wages stands for."""

MOST_FLOWS = 60
"""Flows that are drawn, the largest ones; the table has all."""

MOST_SKILLS = 20


@dataclass(frozen=True, eq=False)
class Figures:
    """What a report shows.

    Attributes
    ----------
    funnel
        Persons who are registered, willing (looking, of age, agreed to some region), eligible for some job, placed.
    tiers, reasons
        Placements by how far from home; persons without a place by reason.
    flows
        county, destination (the prefecture or city), placed, and coordinates of both where there are some.
    wages
        wage (lower end of a step), what (offer: vacancies; wish: seekers by the least they take; placed), number.
    skills
        skill, asked (vacancies that require it), open (of these), held (seekers who have it at any level).
    training
        What each skill would bring those without a place (`jobmatch.explain.courses_that_help`).
    changes
        How many of the plan in force keep their job, then how many changes there are of each kind; empty without one.
    counties
        county, registered, placed, share, abroad (placed outside their county).
    employers
        employer_id, region, vacancies, filled, left, price (the dearest vacancy).
    prices
        city, jobs, vacancies, price (mean over vacancies, of one more vacancy), and coordinates where there are some.
    households
        Households, and those with somebody placed; None where the list has none.
    limits
        Budgets, quotas and seats: constraint, group, limit, used, price.
    """

    funnel: dict[str, int]
    tiers: dict[str, int]
    reasons: dict[str, int]
    flows: pl.DataFrame
    wages: pl.DataFrame
    skills: pl.DataFrame
    training: pl.DataFrame
    changes: dict[str, int]
    counties: pl.DataFrame
    employers: pl.DataFrame
    prices: pl.DataFrame
    households: tuple[int, int] | None
    limits: pl.DataFrame


def figures_of(run: Opened, lang: Lang = "en") -> Figures:
    """Add up a run."""
    named, summary = Named(run, lang), run.summary
    counts, reasons = summary["counts"], summary.get("unmatched_by_reason", {})
    unwilling = sum(number for reason, number in reasons.items() if reason in STANDINGS)
    placements = named.placements()
    return Figures(
        funnel={
            "registered": counts["seekers"],
            "willing": counts["seekers"] - unwilling,
            "eligible": counts["eligible_persons"],
            "placed": counts["placed"],
        },
        tiers={tier: number for tier, number in (summary.get("placed_by_tier") or {}).items() if number},
        reasons=dict(sorted(reasons.items(), key=lambda item: -item[1])),
        flows=_flows(named, placements),
        wages=_wages(run, placements),
        skills=_skills(run),
        training=courses_that_help(run),
        changes={name: number for name, number in (summary.get("changes") or {}).items() if number},
        counties=_counties(named, placements),
        employers=_employers(named),
        prices=_prices(named),
        households=_households(run),
        limits=_limits(named),
    )


def _flows(named: Named, placements: pl.DataFrame) -> pl.DataFrame:
    """Placements from each county to each city."""
    there = placements.drop_nulls(["county", "region"]).with_columns(city=named.city("region"))
    flows = (
        there.group_by("county", "city")
        .agg(placed=pl.len())
        .sort("placed", "county", "city", descending=[True, False, False])
    )
    at = named.coordinates()
    for side in ("county", "city"):
        places = at.select(
            pl.col("code").alias(side), pl.col("lon").alias(f"{side}_lon"), pl.col("lat").alias(f"{side}_lat")
        )
        flows = flows.join(places, on=side, how="left", maintain_order="left")
    return flows.with_columns(county=named.region("county"), destination=named.region("city")).drop("city")


def _wages(run: Opened, placements: pl.DataFrame) -> pl.DataFrame:
    """How many vacancies, seekers and placements there are at each step of wages."""
    parts = []
    jobs, seekers = run.sources.jobs, run.sources.seekers
    if "wage" in jobs.columns:
        offers = jobs.select(wage=pl.col("wage").cast(pl.Float64), number=pl.col("vacancies").cast(pl.Int64))
        parts.append(offers.with_columns(what=pl.lit("offer")))
        parts.append(placements.select("wage", number=pl.lit(1, pl.Int64), what=pl.lit("placed")))
    if "min_wage" in seekers.columns:
        least = seekers.select(wage=pl.col("min_wage").cast(pl.Float64), number=pl.lit(1, pl.Int64))
        parts.append(least.filter(pl.col("wage") > 0).with_columns(what=pl.lit("wish")))
    if not parts:
        return pl.DataFrame(schema={"wage": pl.Float64, "what": pl.String, "number": pl.Int64})
    table = pl.concat([part.select("wage", "number", "what") for part in parts]).drop_nulls("wage")
    step = (pl.col("wage") / WAGE_STEP).floor() * WAGE_STEP
    return table.group_by(step.alias("wage"), "what").agg(pl.col("number").sum()).sort("what", "wage")


def _skills(run: Opened) -> pl.DataFrame:
    """The skills most asked for, and how many have them."""
    empty = pl.DataFrame(schema={"skill": pl.String, "asked": pl.Int64, "open": pl.Int64, "held": pl.Int64})
    jobs, seekers = run.sources.jobs, run.sources.seekers
    if "skills" not in jobs.columns:
        return empty
    filled = run.jobs.select("job_id", left=pl.col("vacancies").cast(pl.Int64) - pl.col("filled").cast(pl.Int64))
    wanted = _codes(jobs.select("job_id", "skills", pl.col("vacancies").cast(pl.Int64)).join(filled, on="job_id"))
    asked = wanted.group_by("skill").agg(asked=pl.col("vacancies").sum(), open=pl.col("left").sum())
    if "skills" in seekers.columns:
        held = _codes(seekers.select("skills")).group_by("skill").agg(held=pl.len().cast(pl.Int64))
    else:
        held = empty.select("skill", "held")
    table = asked.join(held, on="skill", how="left").with_columns(pl.col("held").fill_null(0))
    return table.sort("asked", "skill", descending=[True, False]).head(MOST_SKILLS)


def _codes(table: pl.DataFrame) -> pl.DataFrame:
    """One row for each skill of a cell, without its level."""
    rows = table.with_columns(skill=pl.col("skills").str.split(";")).explode("skill").drop_nulls("skill")
    return rows.with_columns(pl.col("skill").str.replace(r":\d+$", "")).filter(pl.col("skill") != "")


def _counties(named: Named, placements: pl.DataFrame) -> pl.DataFrame:
    """Each home county: who registered, who is placed, and how many outside it."""
    seekers = named.run.sources.seekers
    if "home" not in seekers.columns:
        return pl.DataFrame(schema={"county": pl.String, "registered": pl.UInt32, "placed": pl.UInt32})
    registered = seekers.select(county=named.county()).group_by("county").agg(registered=pl.len())
    away = named.run.within("region", "county") != pl.col("county")
    placed = placements.group_by("county").agg(placed=pl.len(), away=away.sum())
    table = registered.join(placed, on="county", how="left").with_columns(pl.col("placed", "away").fill_null(0))
    table = table.with_columns(share=pl.col("placed") / pl.col("registered"))
    return table.sort("registered", "county", descending=[True, False]).with_columns(named.region("county"))


def _employers(named: Named) -> pl.DataFrame:
    """Each employer: how its vacancies are filled, and what its dearest one is worth."""
    table = named.vacancies().with_columns(pl.col("employer_id").fill_null(pl.col("job_id")))
    sums = table.group_by("employer_id").agg(
        pl.col("region").drop_nulls().unique().sort().str.join("; "),
        pl.col("vacancies", "filled").cast(pl.Int64).sum(),
        pl.col("left").sum(),
        pl.col("price").max(),
    )
    return sums.sort("left", "employer_id", descending=[True, False])


def _prices(named: Named) -> pl.DataFrame:
    """Each city with jobs: what one more vacancy is worth there."""
    jobs = named.run.sources.jobs
    schema: dict[str, Any] = {"city": pl.String, "jobs": pl.UInt32, "vacancies": pl.Int64, "price": pl.Float64}
    if "region" not in jobs.columns:
        return pl.DataFrame(schema={**schema, "lon": pl.Float64, "lat": pl.Float64})
    table = named.run.jobs.join(jobs.select("job_id", "region"), on="job_id").with_columns(
        pl.col("vacancies").cast(pl.Int64), pl.col("price").cast(pl.Float64), city=named.city("region")
    )
    weight = pl.col("vacancies").clip(lower_bound=1)
    price = ((pl.col("price") * weight).sum() / weight.sum()).alias("price")
    cities = table.group_by("city").agg(price, jobs=pl.len(), vacancies=pl.col("vacancies").sum())
    at = named.coordinates().rename({"code": "city"})
    cities = cities.join(at, on="city", how="left").sort("vacancies", "city", descending=[True, False])
    return cities.with_columns(named.region("city"))


def _limits(named: Named) -> pl.DataFrame:
    """Limits, but those whose groups are persons or households."""
    table = named.limits()
    lever = pl.col("constraint").str.replace(r", [a-z_]+$", "")
    return table.filter(~lever.is_in(list(named.run.personal)) & (pl.col("constraint") != MAX_OUT))


def _households(run: Opened) -> tuple[int, int] | None:
    seekers = run.sources.seekers
    if "household_id" not in seekers.columns:
        return None
    homes = seekers.select("person_id", home=pl.col("household_id").fill_null(pl.col("person_id")))
    covered = homes.join(run.assignment.select("person_id"), on="person_id", how="semi")
    return homes["home"].n_unique(), covered["home"].n_unique()
