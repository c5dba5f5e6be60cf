"""What summary.json tells planners: who was placed, how far away, at what wage; and why others were not."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl

from jobmatch.policy import TIERS
from jobmatch.verify.case import Case
from jobmatch.verify.exactly import scaled, total
from jobmatch.verify.figures import same
from jobmatch.verify.files import Summary
from jobmatch.verify.inputs import JOBS
from jobmatch.verify.plan import Plan
from jobmatch.verify.reasons import reasons
from jobmatch.verify.report import Check, verdict
from jobmatch.verify.scan import Answer
from jobmatch.words import Words, said

_MONEY = 6
_HALF_A_CENT = Fraction(5, 1000)


def check_breakdowns(summary: Summary, case: Case, plan: Plan, answer: Answer) -> Check:
    """placed_by_priority, placed_by_tier, mean_wage and unmatched_by_reason are as recomputed."""
    true: dict[str, Any] = {
        "placed_by_priority": _by_priority(case, plan),
        "placed_by_tier": _by_tier(case, plan),
        "unmatched_by_reason": _tally(reasons(case, answer, plan.left[plan.left >= 0])),
    }
    stated = summary.derived
    faults: list[Words] = [
        said("verified.breakdown_stated", name=name, stated=stated.get(name, said("verified.missing")), value=value)
        for name, value in true.items()
        if name not in stated or not same(stated[name], value)
    ]
    mean = _mean_wage(case, plan)
    if "mean_wage" not in stated or not _near(stated["mean_wage"], mean):
        words = "null" if mean is None else f"{float(mean):.4f}"
        faults.append(
            said("verified.mean_wage_stated", stated=stated.get("mean_wage", said("verified.missing")), words=words)
        )
    return verdict("figures", faults, said("verified.breakdowns_hold"))


def _by_priority(case: Case, plan: Plan) -> dict[str, list[int]]:
    priority = case.seekers.text("priority")
    placed = _tally(priority.gather(pl.Series(plan.person[plan.known])))
    return {name: [placed.get(name, 0), number] for name, number in _tally(priority).items()}


def _by_tier(case: Case, plan: Plan) -> dict[str, int]:
    if case.terms is None:
        return {}
    tier = case.terms.tiers_at(plan.person[plan.known], plan.job[plan.known])
    return {name: int((tier == place).sum()) for place, name in enumerate(TIERS)}


def _mean_wage(case: Case, plan: Plan) -> Fraction | None:
    cells = case.jobs.text("wage")
    wages = scaled(cells, _MONEY, f"{JOBS}, wage", blank=0, round_off=True)
    known = (cells != "").to_numpy()
    paid = plan.job[plan.known]
    paid = paid[known[paid]]
    return Fraction(total(wages[paid]), len(paid) * 10**_MONEY) if len(paid) else None


def _near(stated: object, mean: Fraction | None) -> bool:
    """Whether the figure stated is the mean to two decimals (or null where there is none)."""
    if mean is None or stated is None:
        return mean is None and stated is None
    if isinstance(stated, bool) or not isinstance(stated, int | float) or not np.isfinite(stated):
        return False
    # A mean summed in floats is off by a little; that may tip a half.
    slack = max(Fraction(1), abs(mean)) / 10**9
    return round(stated, 2) == stated and abs(Fraction(stated) - mean) <= _HALF_A_CENT + slack


def _tally(cells: pl.Series) -> dict[str, int]:
    """How often each text stands there."""
    texts, times = np.unique(np.array(cells.to_list(), dtype=object), return_counts=True)
    return dict(zip(texts.tolist(), times.tolist(), strict=True))
