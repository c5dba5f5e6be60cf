"""Solving again after one per cent of persons and jobs has changed, against solving the changed lists from scratch."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from benchmarks.instance import Instance, Unavailable

SHARE = 0.01
"""Part of each list that changes: a third leaves, a third is new, a third is somebody else now."""


def measure(folder: Path) -> dict[str, Any]:
    """Seconds of both, and the share.

    Raises
    ------
    Unavailable
        This version of jobmatch cannot solve again.
    """
    import jobmatch

    if not hasattr(jobmatch.Result, "resolve"):
        raise Unavailable("this version of jobmatch has no Result.resolve")
    given = Instance.load(folder)
    first: Any = jobmatch.solve(given.seekers, given.jobs, given.policy)
    rng = np.random.default_rng(0)
    seekers, jobs = change(given.seekers, "person_id", rng), change(given.jobs, "job_id", rng)
    start = time.perf_counter()
    again = first.resolve(seekers.rows, jobs.rows, without_seekers=seekers.gone, without_jobs=jobs.gone)
    resolved = time.perf_counter() - start
    start = time.perf_counter()
    scratch = jobmatch.solve(seekers.whole, jobs.whole, given.policy)
    total = time.perf_counter() - start
    if again.objective != scratch.objective:
        raise RuntimeError(f"solved again {again.objective}, from scratch {scratch.objective}")
    return {"resolve_seconds": resolved, "scratch_seconds": total, "share": resolved / total}


class Change(NamedTuple):
    """What a list has become."""

    whole: pl.DataFrame
    rows: pl.DataFrame
    """The rows that are new or hold other cells."""
    gone: pl.Series
    """Ids of those who left."""


def change(table: pl.DataFrame, key: str, rng: np.random.Generator) -> Change:
    """`table` with one per cent of its rows gone, new, or with another row's cells."""
    part = max(1, round(table.height * SHARE / 3))
    drawn = pl.Series(rng.choice(table.height, 3 * part, replace=False))
    gone, other, models = drawn[:part], drawn[part : 2 * part], table[drawn[2 * part :]]
    rows = pl.concat([models.with_columns(table[other][key]), models.with_columns(pl.col(key) + "-new")])
    stay = ~pl.int_range(table.height, eager=True).is_in(pl.concat([gone, other]).implode())
    return Change(pl.concat([table.filter(stay), rows]), rows, table[gone][key])
