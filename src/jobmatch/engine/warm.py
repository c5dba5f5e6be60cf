"""The plan and prices of an earlier result, for a problem of much the same persons and jobs."""

from __future__ import annotations

import numpy as np
import polars as pl

from jobmatch.masters import Warm
from jobmatch.problem import Problem
from jobmatch.result import Result


def warm_start(result: Result, problem: Problem) -> Warm:
    """Where `result` placed the persons of `problem`, and what vacancies were worth; new jobs at the usual price."""
    jobs = pl.DataFrame({"job_id": problem.jobs}).with_row_index("job")
    placed = result.assignment.select("person_id", "job_id").join(jobs, on="job_id")
    person = pl.DataFrame({"person_id": problem.persons})
    job = person.join(placed, on="person_id", how="left", maintain_order="left")["job"]
    worth = result.jobs.select("job_id", price=pl.coalesce("price_fewer", "price").fill_null(0.0))
    price = jobs.join(worth, on="job_id", how="left", maintain_order="left")["price"]
    usual = worth["price"].median()
    quanta = np.rint(price.fill_null(usual if usual is not None else 0.0).to_numpy() * 10.0**problem.decimals)
    return Warm(job.cast(pl.Int32).fill_null(-1).to_numpy(writable=True), quanta.astype(np.int64))
