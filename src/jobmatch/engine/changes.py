"""What a new plan changes of the plan in force, and why (docs/levers.md, section 6)."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from jobmatch.lists import Lists
from jobmatch.lists.decisions import BINDING, EXCLUDING, PAIR, WITHDRAWN
from jobmatch.masters import Solution
from jobmatch.pairing import NEVER, Scan, yuan
from jobmatch.problem import Problem


def changes_table(lists: Lists, problem: Problem, scan: Scan, solution: Solution) -> pl.DataFrame | None:
    """A row for each person whose job is not what it was, by id; None without a plan in force."""
    if lists.plan is None:
        return None
    before = lists.plan.select("person_id", job_before="job_id")
    placed = pl.Series(np.where(solution.job >= 0, solution.job, problem.m))
    after = pl.DataFrame(
        {
            "person_id": problem.persons,
            "person": np.arange(problem.n),
            "job_after": problem.jobs.extend_constant(None, 1).gather(placed),
            "cost_after": yuan(solution.pays, problem.decimals),
        }
    )
    both = before.join(after, on="person_id", how="full", coalesce=True)
    changed = both.filter(~pl.col("job_before").eq_missing(pl.col("job_after"))).sort("person_id")
    changed = changed.with_columns(_cost_before(changed, problem, scan))
    return changed.select(
        "person_id", "job_before", "job_after", _reason(changed, lists, problem), "cost_before", "cost_after"
    )


def change_counts(changes: pl.DataFrame | None, lists: Lists) -> dict[str, Any]:
    """What the summary says of changes: the kept, then each reason that occurs."""
    if changes is None or lists.plan is None:
        return {}
    reasons = dict(changes.group_by("reason").len().sort("reason").iter_rows())
    kept = lists.plan.height - changes["job_before"].count()
    return {"changes": {"kept": kept, **reasons}}


def _cost_before(changed: pl.DataFrame, problem: Problem, scan: Scan) -> pl.Series:
    """What the old pairs would cost now; null where there was none, or it is not eligible."""
    jobs = pl.DataFrame({"job_before": problem.jobs, "was": np.arange(problem.m, dtype=np.int32)})
    at = changed.select("person", "job_before").join(jobs, on="job_before", how="left", maintain_order="left")
    there = (at["person"].is_not_null() & at["was"].is_not_null()).to_numpy()
    person, job = (at[name].fill_null(0).to_numpy()[there].astype(np.int32) for name in ("person", "was"))
    cost = np.full(there.size, NEVER)
    cost[there] = scan.costs(person, job)
    known = cost != NEVER
    amounts = yuan(np.where(known, cost, 0), problem.decimals)
    return pl.select(pl.when(pl.Series(known)).then(amounts).alias("cost_before")).to_series()


def _reason(changed: pl.DataFrame, lists: Lists, problem: Problem) -> pl.Series:
    """The first reason that applies to each row."""
    decisions = lists.decisions
    if decisions is None:
        decisions = pl.DataFrame(schema={"person_id": pl.String, "job_id": pl.String, "decision": pl.String})
    rows = changed.select("person_id", "job_before", "person", "job_after")
    bound = np.append(problem.bound, -1)[rows["person"].fill_null(problem.n).to_numpy()] >= 0
    on_pair = pl.struct("person_id", job_id="job_before")

    def has(word: str, *, on_person: bool = False) -> pl.Expr:
        said = decisions.filter(pl.col("decision") == word)
        if on_person:
            return pl.col("person_id").is_in(said["person_id"].implode())
        return on_pair.is_in(said.select(pl.struct(PAIR)).to_series().implode())

    first = [
        (pl.col("person").is_null(), "person_gone"),
        (pl.col("job_before").is_null(), "new"),
        (has(WITHDRAWN, on_person=True), WITHDRAWN),
        *((pl.lit(pl.Series(bound)) & has(word, on_person=True), word) for word in BINDING),
        *((has(word), word) for word in EXCLUDING),
        (~pl.col("job_before").is_in(problem.jobs.implode()), "job_gone"),
        (pl.lit(changed["cost_before"]).is_null(), "not_eligible"),
        (pl.col("job_after").is_null(), "released"),
    ]
    reason = pl.lit("moved")
    for holds, word in reversed(first):
        reason = pl.when(holds).then(pl.lit(word)).otherwise(reason)
    return rows.select(reason.alias("reason")).to_series()
