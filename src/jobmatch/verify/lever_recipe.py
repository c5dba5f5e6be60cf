"""The checks of a run with levers: of a plan and its duals, and of the proof that there is no plan."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from jobmatch.verify.breakdowns import check_breakdowns
from jobmatch.verify.case import Case
from jobmatch.verify.certificate import Duals, check_certificate, read_duals
from jobmatch.verify.changes import check_changes
from jobmatch.verify.exactly import Ints, total
from jobmatch.verify.figures import Figures, check_counts, check_gap, check_objective, check_status
from jobmatch.verify.files import CHANGES, PLAN_FILES, Summary
from jobmatch.verify.findings import Findings
from jobmatch.verify.lagrange import Lagrangian, cost_duals, cost_only, objective
from jobmatch.verify.leftover import check_unmatched
from jobmatch.verify.lever_figures import (
    check_conflict,
    check_lever_bound,
    check_limits,
    check_parts,
    check_stages,
    value_of,
)
from jobmatch.verify.levers import Levers
from jobmatch.verify.limit_prices import check_limit_prices, read_limit_prices
from jobmatch.verify.obedience import check_decisions
from jobmatch.verify.plan import Plan
from jobmatch.verify.prices import holds
from jobmatch.verify.report import Check, verdict
from jobmatch.verify.scan import Answer, Scan


def check_lever_proof(
    run: Path, summary: Summary, found: Findings, case: Case, levers: Levers, plan: Plan, cost: Ints, warnings: int
) -> None:
    """Limits, prices, duals, figures and bound; `cost` is that of the known rows of the plan."""
    held, optimal = holds(plan, case), summary.status == "optimal"
    value = value_of(case, levers, held, total(cost))
    found.objective = value.objective / 10**case.decimals
    found.checks.append(check_limits(value, levers))
    prices = read_limit_prices(run, case, plan, levers, value.used)
    duals = read_duals(run, case, levers)
    found.checks += [
        check_limit_prices(prices, duals, levers, case, value.used, optimal),
        check_certificate(duals, levers),
    ]
    proven, cost_proven, answer = _bounds(case, levers, duals, held, cost_too=not optimal)
    found.checks.append(check_unmatched(plan, case, answer))
    level = proven[:-1] == value.vector[:-1]
    bound = proven[-1] if level or optimal else cost_proven
    figures = found.figures = Figures(value.objective, bound, total(case.unmatched), case.decimals, level)
    found.checks += [
        check_objective(summary, figures, case),
        check_parts(summary, value, figures),
        check_lever_bound(summary, figures, value, proven, case),
        check_stages(summary, levers, value, proven, figures),
        check_gap(summary, figures, case),
        check_status(summary, figures, levers=True),
        check_counts(summary, case, plan, answer, warnings),
        *check_changes(run, summary, case, held),
        check_breakdowns(summary, case, plan, answer),
    ]


def _bounds(case: Case, levers: Levers, duals: Duals, held: Ints, *, cost_too: bool) -> tuple[list[int], int, Answer]:
    """L(y), the bound on the cost by the last components of y alone (if asked for), and what the scan found."""
    asked = [Lagrangian(case, levers, objective(case, levers), duals.dual)]
    if cost_too:
        asked.append(Lagrangian(case, levers, cost_only(case, levers), cost_duals(levers, duals.dual)))
    answer = Scan(case, held, [each.question for each in asked]).run()
    found = [each.value(best, answer.none) for each, best in zip(asked, answer.best, strict=True)]
    return found[0], found[-1][-1], answer


def check_infeasible(run: Path, summary: Summary, found: Findings, case: Case, levers: Levers, warnings: int) -> None:
    """There is no plan in the run, and its duals prove that there is none at all."""
    found.checks += [_check_no_plan_files(run), *check_decisions(case, None)]
    duals = read_duals(run, case, levers)
    found.checks.append(check_certificate(duals, levers))
    nobody = np.full(len(case.seekers), -1, np.int64)
    proven, _, answer = _bounds(case, levers, duals, nobody, cost_too=False)
    found.checks += [
        check_conflict(summary, levers, duals.rows, proven[0]),
        check_status(summary, None, levers=True),
        check_counts(summary, case, None, answer, warnings),
    ]


def _check_no_plan_files(run: Path) -> Check:
    faults = [
        f"{name} is there, but the status is infeasible" for name in (*PLAN_FILES, CHANGES) if (run / name).exists()
    ]
    return verdict("persons", faults, "no plan, as the status says")
