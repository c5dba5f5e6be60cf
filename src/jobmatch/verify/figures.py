"""The figures and claims of summary.json against those recomputed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jobmatch.verify.case import Case
from jobmatch.verify.files import Summary
from jobmatch.verify.plan import Plan, money
from jobmatch.verify.report import Check, verdict
from jobmatch.verify.scan import Answer
from jobmatch.words import COMMA, Joined, Words, said

STOPS = ("gap", "time", "interrupt", "stalled", "rule")
_GAP_TOLERANCE = 1e-12


@dataclass(frozen=True)
class Figures:
    """Recomputed, in quanta of ``10**-decimals``: plan, bound, and the cost of placing nobody.

    Attributes
    ----------
    stages_proven
        Whether all that counts more than the cost is proven (where there are no levers, nothing does).
    """

    objective: int
    bound: int
    nobody: int
    decimals: int
    stages_proven: bool = True

    @property
    def abs_gap(self) -> int:
        """Objective less bound."""
        return self.objective - self.bound

    @property
    def proven(self) -> bool:
        """Whether no plan is better."""
        return self.abs_gap == 0 and self.stages_proven

    @property
    def gap(self) -> float:
        """The absolute gap over max(1, |nobody − bound|)."""
        unit = 10**self.decimals
        return float(Fraction(self.abs_gap, unit) / max(Fraction(1), Fraction(abs(self.nobody - self.bound), unit)))

    def amount(self, quanta: int) -> float:
        """Quanta as the float nearest to the decimal, which is what summary.json holds."""
        return quanta / int(10**self.decimals)


def check_objective(summary: Summary, figures: Figures, case: Case) -> Check:
    """The objective is as stated."""
    faults: list[Words] = []
    if summary.objective != figures.amount(figures.objective):
        faults.append(
            said("verified.objective_stated", objective=summary.objective, money=money(figures.objective, case))
        )
    return verdict("objective", faults, said("verified.objective_holds", money=money(figures.objective, case)))


def bound_faults(summary: Summary, figures: Figures, by: Words, case: Case) -> list[Words]:
    """What is wrong with the bound as stated, `by` being what proves it."""
    faults: list[Words] = []
    if summary.bound_source not in ("prices", "solver"):
        faults.append(said("verified.bound_source", bound_source=summary.bound_source))
    if summary.bound_source == "prices" and summary.bound != figures.amount(figures.bound):
        proven = money(figures.bound, case)
        faults.append(said("verified.bound_stated", bound=summary.bound, by=by, proven=proven))
    if summary.bound_source == "solver" and summary.bound_of_prices != figures.amount(figures.bound):
        proven = money(figures.bound, case)
        faults.append(
            said("verified.bound_of_prices_stated", bound_of_prices=summary.bound_of_prices, by=by, proven=proven)
        )
    if summary.bound_source == "solver" and summary.bound is not None and summary.bound < figures.amount(figures.bound):
        faults.append(said("verified.bound_below", bound=summary.bound, by=by))
    if summary.bound_source != "solver" and summary.bound_of_prices is not None:
        faults.append(said("verified.bound_of_prices_there"))
    if (
        summary.bound is None
        or (summary.objective is not None and summary.bound > summary.objective)
        or figures.bound > figures.objective
    ):
        faults.append(said("verified.bound_missing", bound=summary.bound, objective=summary.objective))
    return faults


def told_of_bound(summary: Summary, figures: Figures, by: Words, case: Case) -> Words:
    """What could be checked of a bound that holds."""
    proven = money(figures.bound, case)
    if summary.bound_source != "solver":
        return said("verified.bound_holds", proven=proven, by=by)
    return said("verified.bound_of_solver", proven=proven, by=by, bound=summary.bound)


def check_bound(summary: Summary, figures: Figures, fewer: int, case: Case) -> Check:
    """The bound follows from the prices and is not above the objective; optimal prices prove the objective."""
    faults, proven = bound_faults(summary, figures, said("verified.by_prices"), case), money(figures.bound, case)
    if summary.status == "optimal" and figures.bound != figures.objective:
        faults.append(said("verified.not_proven", money=money(figures.objective, case), proven=proven))
    if summary.status == "optimal" and fewer != figures.objective:
        faults.append(said("verified.fewer_not_optimal", money=money(fewer, case)))
    return verdict("bound", faults, told_of_bound(summary, figures, said("verified.by_prices"), case))


def check_gap(summary: Summary, figures: Figures, case: Case) -> Check:
    """The two gaps follow from objective and bound."""
    faults: list[Words] = []
    if summary.bound_source == "solver" and summary.objective is not None and summary.bound is not None:
        unit = 10**case.decimals
        figures = Figures(round(summary.objective * unit), round(summary.bound * unit), figures.nobody, case.decimals)
    if summary.abs_gap != figures.amount(figures.abs_gap):
        faults.append(said("verified.abs_gap_stated", abs_gap=summary.abs_gap, money=money(figures.abs_gap, case)))
    gap = summary.gap
    near = gap is not None and abs(gap - figures.gap) <= _GAP_TOLERANCE * max(1.0, figures.gap)
    if not near or (figures.abs_gap == 0 and gap != 0):
        faults.append(said("verified.gap_stated", gap=gap, gap2=figures.gap))
    return verdict("gap", faults, said("verified.gap_holds", gap=figures.gap, money=money(figures.abs_gap, case)))


def check_status(summary: Summary, figures: Figures | None, *, levers: bool = False) -> Check:
    """The status says what was reached, and why it stopped there."""
    status, stop, faults = summary.status, summary.stop, []
    if status not in ("optimal", "feasible", "infeasible", "unknown"):
        faults.append(said("verified.status_unknown", status=status))
    elif status == "infeasible" and levers:
        stated = [
            name for name in ("stop", "objective", "bound", "gap", "abs_gap") if getattr(summary, name) is not None
        ]
        faults += [said("verified.must_be_null", name=name) for name in stated]
    elif status == "infeasible":
        faults.append(said("verified.nobody_is_a_plan"))
    elif status == "unknown" and (summary.objective is not None or stop not in STOPS):
        faults.append(said("verified.no_plan_but_objective", stop=stop))
    elif status == "optimal" and stop is not None:
        faults.append(said("verified.optimal_but_stopped", stop=stop))
    elif status == "feasible" and stop not in STOPS:
        faults.append(said("verified.stop_must_be", names=", ".join(STOPS), stop=stop))
    if figures is not None and status in ("optimal", "feasible"):
        gap = figures.abs_gap
        if (status == "optimal") != figures.proven and summary.bound_source == "prices":
            stages = "" if figures.stages_proven else said("verified.stage_before_open")
            faults.append(said("verified.status_but_gap", status=status, amount=figures.amount(gap), stages=stages))
        claimed = summary.bound == summary.objective  # of the stages before as well
        if summary.bound_source == "solver" and (status == "optimal") != claimed:
            faults.append(
                said("verified.status_but_bound", status=status, bound=summary.bound, objective=summary.objective)
            )
    holds = status if faults else said(f"status.{status}")
    return verdict("status", faults, holds if stop is None else said("verified.stopped_by", status=holds, stop=stop))


def same(stated: Any, true: Any) -> bool:
    """Whether two JSON values are alike, types included (1, 1.0 and true all differ)."""
    return json.dumps(stated, sort_keys=True) == json.dumps(true, sort_keys=True)


def check_counts(summary: Summary, case: Case, plan: Plan | None, answer: Answer, warnings: int) -> Check:
    """All counts; `warnings` are the rows of issues.csv. Without a plan what is said of one is passed over."""
    vacancies = sum(case.vacancies.tolist())
    true = {
        "seekers": len(case.seekers),
        "jobs": len(case.jobs),
        "vacancies": vacancies,
        "eligible_pairs": int(answer.eligible.sum()),
        "eligible_persons": int((answer.eligible > 0).sum()),
        "warnings": warnings,
    }
    if plan is not None:
        placed = len(plan.person)
        true |= {"placed": placed, "unmatched": len(plan.left), "unfilled": vacancies - placed}
    faults: list[Words] = [
        said("verified.count_stated", name=name, stated=summary.counts.get(name), number=number)
        for name, number in true.items()
        if not same(summary.counts.get(name), number)
    ]
    known = {*true, "placed", "unmatched", "unfilled"}
    faults += [said("verified.count_unknown", name=name) for name in summary.counts if name not in known]
    return verdict("counts", faults, Joined([said(f"verified.of_{name}", number=n) for name, n in true.items()], COMMA))
