"""The caller's pairs and decisions as arrays over persons and jobs."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import polars as pl

from jobmatch.policy import exact, quanta
from jobmatch.problem.arrays import Int, PairTable, Small
from jobmatch.problem.context import Context
from jobmatch.problem.encode import in_range, pointers

BANS = ("forbidden", "declined")
"""Decisions after which a pair may not be proposed."""


def numbered(table: pl.DataFrame, persons: pl.Series, jobs: pl.Series) -> pl.DataFrame:
    """`table` with the positions of its ids in the draw, columns ``_i`` and ``_j``, instead; sorted by both."""
    who, what = _positions(table["person_id"], persons), _positions(table["job_id"], jobs)
    pair = who.cast(pl.Int64) * (1 << 32) + what  # one key sorts twice as fast as two
    placed = table.drop("person_id", "job_id").with_columns(who.alias("_i"), what.alias("_j"), pair.alias("_pair"))
    return placed.drop_nulls("_pair").sort("_pair")


def _positions(ids: pl.Series, known: pl.Series) -> pl.Series:
    places = pl.int_range(len(known), dtype=pl.Int32, eager=True)
    return ids.replace_strict(known, places, default=None, return_dtype=pl.Int32)


def banned(decisions: pl.DataFrame | None, persons: pl.Series, jobs: pl.Series) -> tuple[Int, Small]:
    """Pairs that may not be, as CSR by person."""
    if decisions is None:
        return np.zeros(len(persons) + 1, np.int64), np.zeros(0, np.int32)
    rows = decisions.filter(pl.col("decision").is_in(BANS)).select("person_id", "job_id").unique()
    rows = numbered(rows, persons, jobs)
    return pointers(rows["_i"].to_numpy(), len(persons)), rows["_j"].to_numpy().astype(np.int32)


def pair_table(pairs: pl.DataFrame, persons: pl.Series, retention_of_job: Int | None, ctx: Context) -> PairTable:
    """The pairs file; what it adds to a job's own retention and to the cost."""
    policy, decimals = ctx.policy, ctx.decimals
    needed = [c for c in ("person_id", "job_id", "cost_quanta", "stay", "extra") if c in pairs.columns]
    rows = numbered(pairs.select(needed), persons, ctx.posts["job_id"])
    ptr, job = pointers(rows["_i"].to_numpy(), len(persons)), rows["_j"].to_numpy().astype(np.int32)
    if "cost_quanta" in rows.columns:
        return PairTable(ptr, job, None, None, rows["cost_quanta"].to_numpy().astype(np.int64))
    retention = extra = None
    if "stay" in rows.columns and retention_of_job is not None:
        loss = exact(policy.retention.loss) / policy.horizon_months
        own = _mapped(rows["stay"].fill_null(policy.retention.default_stay), lambda s: loss * (1 - s), decimals)
        retention = own - retention_of_job[job]
    if "extra" in rows.columns:
        weight = exact(policy.extra.weight)
        extra = _mapped(rows["extra"].fill_null(0.0), lambda v: weight * v, decimals)
    return PairTable(ptr, job, retention, extra, None)


def _mapped(values: pl.Series, formula: Callable[[Fraction], Fraction], decimals: int) -> Int:
    """`formula` of each distinct value, exact, in quanta."""
    table = {v: in_range(quanta(formula(Fraction(repr(v))), decimals)) for v in values.unique().to_list()}
    return values.replace_strict(table, return_dtype=pl.Int64).to_numpy().astype(np.int64)


def job_retention(ctx: Context) -> Int:
    """Retention of each job from its column `stay`; 0 where no list has such a column."""
    posts, policy, columns = ctx.posts, ctx.policy, ctx.lists.columns
    if "stay" not in columns["jobs"] and "stay" not in columns.get("pairs", ()):
        return np.zeros(posts.height, np.int64)
    loss = exact(policy.retention.loss) / policy.horizon_months
    stay = posts["stay"].fill_null(policy.retention.default_stay)
    return _mapped(stay, lambda s: loss * (1 - s), ctx.decimals)


def without(pairs: PairTable | None, ban_ptr: Int, ban_job: Small) -> PairTable | None:
    """`pairs` less the forbidden ones."""
    if pairs is None or ban_job.size == 0:
        return pairs
    persons = np.repeat(np.arange(pairs.ptr.size - 1), np.diff(pairs.ptr))
    key = persons * (1 << 32) + pairs.job
    banned = np.repeat(np.arange(ban_ptr.size - 1), np.diff(ban_ptr)) * (1 << 32) + ban_job
    keep = ~np.isin(key, banned)
    ptr = np.concatenate([[0], np.cumsum(np.bincount(persons[keep], minlength=pairs.ptr.size - 1))])
    cut = [None if a is None else a[keep] for a in (pairs.retention, pairs.extra, pairs.cost)]
    return PairTable(ptr.astype(np.int64), pairs.job[keep], *cut)
