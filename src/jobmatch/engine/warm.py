"""The plan and prices of an earlier result, for a problem of much the same persons and jobs."""

from __future__ import annotations

import numpy as np
import polars as pl

from jobmatch.masters import UNKNOWN, Warm
from jobmatch.problem import Problem
from jobmatch.problem.arrays import Flags
from jobmatch.result import Result


def warm_start(result: Result, problem: Problem) -> Warm:
    """Where `result` placed the persons of `problem`, and what a vacancy was worth of the jobs that are unchanged."""
    jobs = pl.DataFrame({"job_id": problem.jobs}).with_row_index("job")
    placed = result.assignment.select("person_id", "job_id").join(jobs, on="job_id")
    person = pl.DataFrame({"person_id": problem.persons})
    job = person.join(placed, on="person_id", how="left", maintain_order="left")["job"]
    worth = result.jobs.select("job_id", price=pl.coalesce("price_fewer", "price").fill_null(0.0))
    price = jobs.join(worth, on="job_id", how="left", maintain_order="left")["price"]
    quanta = np.rint(price.fill_null(0.0).to_numpy() * 10.0**problem.decimals).astype(np.int64)
    known = ~price.is_null().to_numpy() & _unchanged(result, problem)
    return Warm(job.cast(pl.Int32).fill_null(-1).to_numpy(writable=True), np.where(known, quanta, UNKNOWN))


def _unchanged(result: Result, problem: Problem) -> Flags:
    """Jobs that had the same cells, shape ``(m,)``."""
    before = result.inputs.tables["jobs.csv"].table
    columns = [name for name in before.columns if name in problem.posts.columns]
    posts = problem.posts.select(columns).with_row_index("row")
    same = posts.join(before, on=columns, how="semi", nulls_equal=True)["row"].to_numpy()
    return np.isin(np.arange(problem.m), same)
