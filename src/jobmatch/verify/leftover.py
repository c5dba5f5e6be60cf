"""The unmatched of a run: their cost, the reason given, and what was open to them."""

from __future__ import annotations

import numpy as np
import polars as pl

from jobmatch.verify.case import Case
from jobmatch.verify.exactly import scaled
from jobmatch.verify.plan import UNMATCHED, Plan, money
from jobmatch.verify.reasons import reasons
from jobmatch.verify.report import Check, verdict
from jobmatch.verify.scan import Answer


def check_unmatched(plan: Plan, case: Case, answer: Answer) -> Check:
    """Every row of unmatched.csv is as recomputed."""
    rows = np.flatnonzero(plan.left >= 0)
    person = plan.left[rows]
    table = plan.unmatched
    faults: list[str] = []

    def where(at: int) -> str:
        row = int(rows[at])
        return f"{UNMATCHED}, data row {row + 1} (person {table['person_id'][row]})"

    cost = scaled(table["unmatched_cost"], case.decimals, f"{UNMATCHED}, unmatched_cost")[rows]
    there = case.unmatched[person]
    for at in np.flatnonzero(cost != there).tolist():
        faults.append(
            f"{where(at)}: unmatched_cost is stated as {money(cost[at], case)}, recomputed {money(there[at], case)}"
        )
    number = scaled(table["eligible_jobs"], 0, f"{UNMATCHED}, eligible_jobs")[rows]
    eligible = answer.eligible[person]
    for at in np.flatnonzero(number != eligible).tolist():
        faults.append(f"{where(at)}: eligible_jobs is stated as {number[at]}, recomputed {eligible[at]}")
    blank = -(2**61)
    best = scaled(table["best_cost"], case.decimals, f"{UNMATCHED}, best_cost", blank=blank)[rows]
    true = np.where(eligible > 0, answer.best_cost[person].astype(np.int64), blank)
    for at in np.flatnonzero(best != true).tolist():
        said, is_ = ("blank" if value[at] == blank else money(value[at], case) for value in (best, true))
        faults.append(f"{where(at)}: best_cost is stated as {said}, recomputed {is_}")
    reason = reasons(case, answer, person)
    for at in np.flatnonzero((table["reason"].gather(pl.Series(rows)) != reason).to_numpy()).tolist():
        faults.append(
            f"{where(at)}: the reason is stated as {table['reason'][int(rows[at])]!r}, recomputed {reason[at]!r}"
        )
    return verdict(
        "unmatched", faults, f"{len(rows):,} rows with cost, reason, eligible jobs and best cost as recomputed"
    )
