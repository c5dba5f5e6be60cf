"""The caller's pairs as arrays over persons and jobs."""

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


class Ranks(NamedTuple):
    """The position in the draw of each row of the two lists."""

    persons: Small
    jobs: Small


def ranks(persons: Int, jobs: Int) -> Ranks:
    """From the row of each position to the position of each row."""
    return Ranks(*(np.argsort(order).astype(np.int32) for order in (persons, jobs)))


def pair_table(lists: Lists, rank: Ranks, retention_of_job: Int | None, ctx: Context) -> PairTable | None:
    """The pairs file, if there is one; what it adds to a job's own retention and to the cost."""
    if lists.pairs is None:
        return None
    policy, decimals = ctx.policy, ctx.decimals
    ptr, job, row = by_person(*lists.linked["pairs"], *rank)
    pairs = lists.pairs
    if "cost_quanta" in pairs.columns:
        return PairTable(ptr, job, None, None, pairs["cost_quanta"].to_numpy()[row], row)
    retention = extra = None
    if "stay" in pairs.columns and retention_of_job is not None:
        loss = exact(policy.retention.loss) / policy.horizon_months
        own = _mapped(pairs["stay"].fill_null(policy.retention.default_stay), lambda s: loss * (1 - s), decimals)[row]
        retention = own - retention_of_job[job]
    if "extra" in pairs.columns:
        weight = exact(policy.extra.weight)
        extra = _mapped(pairs["extra"].fill_null(0.0), lambda v: weight * v, decimals)[row]
    return PairTable(ptr, job, retention, extra, None, row)


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
