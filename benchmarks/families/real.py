"""Inputs that nobody in the project wrote, from the folder that JOBMATCH_REAL_DATA names."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl

from benchmarks.instance import Instance, Unavailable
from benchmarks.registry import register

VARIABLE = "JOBMATCH_REAL_DATA"


def real(folder: str, unmatched: float, decimals: int) -> Instance:
    """Pairs with costs from a folder of real inputs."""
    home = os.environ.get(VARIABLE)
    if not home or not Path(home, folder).is_dir():
        raise Unavailable(f"{VARIABLE} names no place with a folder {folder!r}")
    seekers, jobs, pairs = (
        pl.read_csv(Path(home, folder, f"{table}.csv"), infer_schema=False) for table in ("seekers", "jobs", "pairs")
    )
    return Instance(
        seekers=seekers,
        jobs=jobs.with_columns(pl.col("vacancies").cast(pl.Int64)),
        policy={"unmatched": {"default": unmatched}},
        pairs=pairs.select("person_id", "job_id", "cost"),
        decimals=decimals,
    )


# one vacancy each, cost 0: the most placements
register("real/acceptance", real, "real", folder="acceptance", unmatched=1.0, decimals=0)
# without the seats of the original (a budget): each family to its best place
register("real/families-places", real, "real", folder="families_fy16", unmatched=0.0, decimals=9)
