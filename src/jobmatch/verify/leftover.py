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
from jobmatch.words import Words, said


def check_unmatched(plan: Plan, case: Case, answer: Answer) -> Check:
    """Every row of unmatched.csv is as recomputed."""
    rows = np.flatnonzero(plan.left >= 0)
    person = plan.left[rows]
    table = plan.unmatched
    faults: list[Words] = []

    def where(at: int) -> Words:
        row = int(rows[at])
        return said("verified.row_of_unmatched", unmatched=UNMATCHED, row=row + 1, table=table["person_id"][row])

    cost = scaled(table["unmatched_cost"], case.decimals, f"{UNMATCHED}, unmatched_cost")[rows]
    there = case.unmatched[person]
    for at in np.flatnonzero(cost != there).tolist():
        faults.append(
            said(
                "verified.unmatched_cost_stated",
                where=where(at),
                money=money(cost[at], case),
                money2=money(there[at], case),
            )
        )
    number = scaled(table["eligible_jobs"], 0, f"{UNMATCHED}, eligible_jobs")[rows]
    eligible = answer.eligible[person]
    for at in np.flatnonzero(number != eligible).tolist():
        faults.append(said("verified.eligible_stated", where=where(at), number=number[at], eligible=eligible[at]))
    blank = -(2**61)
    best = scaled(table["best_cost"], case.decimals, f"{UNMATCHED}, best_cost", blank=blank)[rows]
    true = np.where(eligible > 0, answer.best_cost[person].astype(np.int64), blank)
    for at in np.flatnonzero(best != true).tolist():
        written, is_ = (
            said("verified.blank") if value[at] == blank else money(value[at], case) for value in (best, true)
        )
        faults.append(said("verified.best_cost_stated", where=where(at), said=written, is_=is_))
    reason = reasons(case, answer, person)
    for at in np.flatnonzero((table["reason"].gather(pl.Series(rows)) != reason).to_numpy()).tolist():
        faults.append(
            said("verified.reason_stated", where=where(at), table=table["reason"][int(rows[at])], reason=reason[at])
        )
    return verdict("unmatched", faults, said("verified.unmatched_hold", number=len(rows)))
