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

STOPS = ("gap", "time", "interrupt", "stalled")
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
    faults = []
    if summary.objective != figures.amount(figures.objective):
        faults.append(
            f"summary.json: the objective is stated as {summary.objective}, recomputed {money(figures.objective, case)}"
        )
    return verdict("objective", faults, f"{money(figures.objective, case)}, as recomputed from plan and lists")


def bound_faults(summary: Summary, figures: Figures, by: str, case: Case) -> list[str]:
    """What is wrong with the bound as stated, `by` being what proves it."""
    faults = []
    if summary.bound_source not in ("prices", "solver"):
        faults.append(f"summary.json: bound_source {summary.bound_source!r} is neither prices nor solver")
    if summary.bound_source == "prices" and summary.bound != figures.amount(figures.bound):
        proven = money(figures.bound, case)
        faults.append(f"summary.json: the bound is stated as {summary.bound}, but the {by} prove {proven}")
    if summary.bound_source == "solver" and summary.bound_of_prices != figures.amount(figures.bound):
        proven = money(figures.bound, case)
        faults.append(
            f"summary.json: bound_of_prices is stated as {summary.bound_of_prices}, but the {by} prove {proven}"
        )
    if summary.bound_source == "solver" and summary.bound is not None and summary.bound < figures.amount(figures.bound):
        faults.append(f"summary.json: the bound {summary.bound} is below what the {by} prove")
    if summary.bound_source != "solver" and summary.bound_of_prices is not None:
        faults.append("summary.json: bound_of_prices is there, but the bound itself is that of the prices")
    if (
        summary.bound is None
        or (summary.objective is not None and summary.bound > summary.objective)
        or figures.bound > figures.objective
    ):
        faults.append(f"summary.json: the bound {summary.bound} is missing, or above the objective {summary.objective}")
    return faults


def told_of_bound(summary: Summary, figures: Figures, by: str, case: Case) -> str:
    """What could be checked of a bound that holds."""
    proven = money(figures.bound, case)
    if summary.bound_source != "solver":
        return f"no plan can cost less than {proven}: recomputed from the {by} over all pairs"
    return (
        f"no plan can cost less than {proven}: recomputed from the {by} over all pairs, and no more could be checked; "
        f"the bound {summary.bound} itself is what the solver claims"
    )


def check_bound(summary: Summary, figures: Figures, fewer: int, case: Case) -> Check:
    """The bound follows from the prices and is not above the objective; optimal prices prove the objective."""
    faults, proven = bound_faults(summary, figures, "prices", case), money(figures.bound, case)
    if summary.status == "optimal" and figures.bound != figures.objective:
        faults.append(
            f"the plan is not proven optimal: it costs {money(figures.objective, case)}, the prices prove only {proven}"
        )
    if summary.status == "optimal" and fewer != figures.objective:
        faults.append(f"the column price_fewer is not optimal: it proves only {money(fewer, case)}")
    return verdict("bound", faults, told_of_bound(summary, figures, "prices", case))


def check_gap(summary: Summary, figures: Figures, case: Case) -> Check:
    """The two gaps follow from objective and bound."""
    faults = []
    if summary.bound_source == "solver" and summary.objective is not None and summary.bound is not None:
        unit = 10**case.decimals
        figures = Figures(round(summary.objective * unit), round(summary.bound * unit), figures.nobody, case.decimals)
    if summary.abs_gap != figures.amount(figures.abs_gap):
        faults.append(
            f"summary.json: abs_gap is stated as {summary.abs_gap}, recomputed {money(figures.abs_gap, case)}"
        )
    gap = summary.gap
    near = gap is not None and abs(gap - figures.gap) <= _GAP_TOLERANCE * max(1.0, figures.gap)
    if not near or (figures.abs_gap == 0 and gap != 0):
        faults.append(f"summary.json: gap is stated as {gap}, recomputed {figures.gap:.12g}")
    return verdict("gap", faults, f"{figures.gap:.6g}, absolute {money(figures.abs_gap, case)}")


def check_status(summary: Summary, figures: Figures | None, *, levers: bool = False) -> Check:
    """The status says what was reached, and why it stopped there."""
    status, stop, faults = summary.status, summary.stop, []
    if status not in ("optimal", "feasible", "infeasible", "unknown"):
        faults.append(f"summary.json: the status {status!r} is not known")
    elif status == "infeasible" and levers:
        stated = [
            name for name in ("stop", "objective", "bound", "gap", "abs_gap") if getattr(summary, name) is not None
        ]
        faults += [f"summary.json: the status is infeasible, so that {name} must be null" for name in stated]
    elif status == "infeasible":
        faults.append("summary.json: the status is infeasible, but to place nobody is a plan where there are no quotas")
    elif status == "unknown" and (summary.objective is not None or stop not in STOPS):
        faults.append(f"summary.json: a run without a plan has an objective, or no reason to stop (stop is {stop!r})")
    elif status == "optimal" and stop is not None:
        faults.append(f"summary.json: the status is optimal, but the run says it stopped by {stop!r}")
    elif status == "feasible" and stop not in STOPS:
        faults.append(f"summary.json: the status is feasible; stop must be one of {', '.join(STOPS)}, not {stop!r}")
    if figures is not None and status in ("optimal", "feasible"):
        gap = figures.abs_gap
        if (status == "optimal") != figures.proven and summary.bound_source == "prices":
            stages = "" if figures.stages_proven else ", and a stage before it is not proven"
            faults.append(
                f"summary.json: the status is {status}, but the absolute gap is {figures.amount(gap)}{stages}"
            )
        claimed = summary.bound == summary.objective  # of the stages before as well
        if summary.bound_source == "solver" and (status == "optimal") != claimed:
            faults.append(
                f"summary.json: the status is {status}, but the solver's bound is {summary.bound}, the objective "
                f"{summary.objective}"
            )
    return verdict("status", faults, status if stop is None else f"{status}, stopped by {stop}")


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
    faults = [
        f"summary.json: counts.{name} is stated as {summary.counts.get(name)!r}, recomputed {number}"
        for name, number in true.items()
        if not same(summary.counts.get(name), number)
    ]
    known = {*true, "placed", "unmatched", "unfilled"}
    faults += [f"summary.json: counts.{name} is not known" for name in summary.counts if name not in known]
    return verdict("counts", faults, ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in true.items()))
