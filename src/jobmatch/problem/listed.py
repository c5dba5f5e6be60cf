"""The caller's pairs and decisions as arrays over persons and jobs."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import polars as pl

from jobmatch.lists import Lists
from jobmatch.policy import exact, quanta
from jobmatch.problem.arrays import Int, PairTable, Small
from jobmatch.problem.context import Context
from jobmatch.problem.encode import in_range
from jobmatch.problem.listing_kernels import by_person

BANS = ("forbidden", "declined")
"""Decisions after which a pair may not be proposed."""


class Ranks(NamedTuple):
    """The position in the draw of each row of the two lists."""

    persons: Small
    jobs: Small


def ranks(persons: Int, jobs: Int) -> Ranks:
    """From the row of each position to the position of each row."""
    return Ranks(*(np.argsort(order).astype(np.int32) for order in (persons, jobs)))


def banned(lists: Lists, rank: Ranks) -> tuple[Int, Small]:
    """Pairs that may not be, as CSR by person."""
    person = job = np.zeros(0, np.int32)
    if lists.decisions is not None:
        rows = lists.decisions["decision"].is_in(BANS).to_numpy()
        pairs = np.unique(np.stack([places[rows] for places in lists.linked["decisions"]]), axis=1)
        person, job = np.ascontiguousarray(pairs)
    ptr, jobs, _ = by_person(person, job, *rank)
    return ptr, jobs


def pair_table(lists: Lists, rank: Ranks, retention_of_job: Int | None, ctx: Context) -> PairTable | None:
    """The pairs file, if there is one; what it adds to a job's own retention and to the cost."""
    if lists.pairs is None:
        return None
    policy, decimals = ctx.policy, ctx.decimals
    ptr, job, row = by_person(*lists.linked["pairs"], *rank)
    pairs = lists.pairs
    if "cost_quanta" in pairs.columns:
        return PairTable(ptr, job, None, None, pairs["cost_quanta"].to_numpy()[row])
    retention = extra = None
    if "stay" in pairs.columns and retention_of_job is not None:
        loss = exact(policy.retention.loss) / policy.horizon_months
        own = _mapped(pairs["stay"].fill_null(policy.retention.default_stay), lambda s: loss * (1 - s), decimals)[row]
        retention = own - retention_of_job[job]
    if "extra" in pairs.columns:
        weight = exact(policy.extra.weight)
        extra = _mapped(pairs["extra"].fill_null(0.0), lambda v: weight * v, decimals)[row]
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
