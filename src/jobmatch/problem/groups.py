"""Predicates over list columns, and the terms that are tables over classes of both lists."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import polars as pl

from jobmatch.lists import RegionTree
from jobmatch.policy import TIERS, Predicate, Subsidy, exact, quanta
from jobmatch.problem.arrays import Flags, Int, Small
from jobmatch.problem.context import Context
from jobmatch.problem.encode import encode_rows, in_range, rounded, within
from jobmatch.problem.geography import Geography

REGION_COLUMNS = ("home", "region")


def members(frame: pl.DataFrame, predicate: Predicate, tree: RegionTree) -> Flags:
    """Rows of `frame` for which a canonical `predicate` holds (see `jobmatch.engine.settle`), shape ``(rows,)``."""
    holds = np.ones(frame.height, bool)
    for name, wanted in predicate.items():
        column = frame[name]
        values = list(wanted) if isinstance(wanted, tuple) else [wanted]
        if name in REGION_COLUMNS:
            codes = column.drop_nulls().unique().to_list()
            values = [code for code in codes if any(tree.covers(str(above), code) for above in values)]
        elif column.dtype.is_numeric():
            column = column.cast(pl.Float64)
            values = [float(value) for value in values]
        elif column.dtype == pl.Date:
            column = column.cast(pl.String)
        holds &= column.is_in(values).fill_null(False).to_numpy()
    return holds


def class_grid(
    places: Geography, home_of: Small, region_of: Small, extra: pl.DataFrame | None, ctx: Context
) -> tuple[Small, Small, Int, Int]:
    """Class of each person and job, and the subsidy and extra cost of every (person class, job class)."""
    seekers, posts, tree = ctx.seekers, ctx.posts, ctx.tree
    subsidies = [s for s in ctx.policy.subsidy if s.weight != 0]
    person_keys: dict[str, object] = {"_all": np.zeros(seekers.height, np.int8)}
    job_keys: dict[str, object] = {"_all": np.zeros(posts.height, np.int8)}
    if subsidies:
        person_keys["_home"] = home_of
        job_keys["_region"] = region_of
    for k, s in enumerate(subsidies):
        person_keys[f"_s{k}"] = members(seekers, s.persons, tree)
        job_keys[f"_s{k}"] = members(posts, s.jobs, tree)
    for column in [] if extra is None else extra.columns:
        side, _, name = column.partition(".")
        if side in ("persons", "jobs"):
            frame, keys = (seekers, person_keys) if side == "persons" else (posts, job_keys)
            keys[name] = frame[name].cast(pl.String)
    of_person, persons = encode_rows(pl.DataFrame(person_keys))
    of_job, jobs = encode_rows(pl.DataFrame(job_keys))
    subsidy = np.zeros((persons.height, jobs.height), np.int64)
    for k, s in enumerate(subsidies):
        holds = persons[f"_s{k}"].to_numpy()[:, None] & jobs[f"_s{k}"].to_numpy()[None, :]
        here = np.ix_(persons["_home"].to_numpy(), jobs["_region"].to_numpy())
        subsidy += within(np.where(holds, _subsidy_cost(s, places, here, ctx), 0))
    return of_person, of_job, subsidy, _extra_cost(extra, persons, jobs, ctx)


def _subsidy_cost(s: Subsidy, places: Geography, here: tuple[Small, ...], ctx: Context) -> Int:
    """Quanta a month of subsidy `s` for each (home, workplace) of `here`."""
    months = ctx.policy.horizon_months
    scale = exact(s.weight) * 10**ctx.decimals
    km, tier = places.km[here], places.tier[here]
    if s.form == "ticket":
        fare = exact(s.share) * exact(ctx.policy.distance.yuan_per_km) * exact(s.trips)
        money = rounded(km, fare * scale / months)
        if s.cap is not None and fare > 0:
            most = exact(s.cap) / fare  # kilometres at which the cap binds
            money = np.where(km > int(most), quanta(exact(s.cap) * scale / months, 0), money)
    else:
        amount = exact(s.amount) / (months if s.form == "fixed" else 1)
        money = np.full(km.shape, quanta(amount * scale, 0), np.int64)
    if "tier" in s.pairs:
        wanted = s.pairs["tier"]
        tiers = [TIERS.index(str(t)) for t in (wanted if isinstance(wanted, tuple) else (wanted,))]
        money = np.where(np.isin(tier, tiers), money, 0)
    return money


def _extra_cost(
    extra: pl.DataFrame | None,
    persons: pl.DataFrame,
    jobs: pl.DataFrame,
    ctx: Context,
) -> Int:
    cost = np.zeros((persons.height, jobs.height), np.int64)
    if extra is None:
        return cost
    sides = [[c for c in extra.columns if c.startswith(side)] for side in ("persons.", "jobs.")]
    found = extra.with_row_index("_row")
    for columns, frame, key in zip(sides, (persons, jobs), ("_p", "_j"), strict=True):
        names = [c.partition(".")[2] for c in columns]
        numbered = frame.with_row_index(key).select(key, *names)
        found = (
            found.join(numbered, left_on=columns, right_on=names, nulls_equal=True, how="inner")
            if names
            else (found.join(numbered.select(key), how="cross"))
        )
    weight = exact(ctx.policy.extra.weight)
    value = {v: in_range(quanta(weight * Fraction(repr(v)), ctx.decimals)) for v in found["value"].unique().to_list()}
    costs = found["value"].replace_strict(value, return_dtype=pl.Int64) if found.height else found["value"]
    cost[found["_p"].to_numpy(), found["_j"].to_numpy()] = costs.to_numpy()
    return cost
