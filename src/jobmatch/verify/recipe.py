"""`verify`: read a run, check it step by step, report."""

from __future__ import annotations

from pathlib import Path

from jobmatch.verify.block_recipe import check_block_infeasible, check_block_proof
from jobmatch.verify.blocks import stage_by_stage
from jobmatch.verify.breakdowns import check_breakdowns
from jobmatch.verify.case import Case, read_case
from jobmatch.verify.certificate import CERTIFICATE
from jobmatch.verify.changes import check_changes
from jobmatch.verify.exactly import Ints, total
from jobmatch.verify.figures import Figures, check_bound, check_counts, check_gap, check_objective, check_status
from jobmatch.verify.files import Summary, check_files, check_issues, read_summary, read_table
from jobmatch.verify.findings import Findings
from jobmatch.verify.leaves import LEAVES
from jobmatch.verify.leftover import check_unmatched
from jobmatch.verify.lever_recipe import check_infeasible, check_lever_proof
from jobmatch.verify.obedience import check_decisions
from jobmatch.verify.plan import ASSIGNMENT, Plan, check_persons, check_rules, check_terms, check_vacancies, read_plan
from jobmatch.verify.prices import bounds, check_extremes, check_prices, holds, paid, questions, read_prices
from jobmatch.verify.report import Check, Halt, Report
from jobmatch.verify.scan import Scan
from jobmatch.words import said


def verify(run: str | Path) -> Report:
    """Check a saved run from its files alone; nothing is believed that can be recomputed.

    Parameters
    ----------
    run
        The directory that `solve` wrote.

    Returns
    -------
    Report
        Every check with its outcome in plain words. A missing, broken or falsified file is a failed check.

    Raises
    ------
    RunError
        `run` is not the directory of a run.
    """
    path = Path(run)
    found = Findings()
    try:
        _check(path, found)
    except Halt as halt:
        found.checks.append(Check(halt.check, False, halt.words))
    figures = found.figures
    return Report(
        run=str(run),
        ok=all(check.ok for check in found.checks),
        checks=tuple(found.checks),
        status=found.status,
        objective=found.objective,
        bound=None if figures is None else figures.amount(figures.bound),
        gap=None if figures is None else figures.gap,
        abs_gap=None if figures is None else figures.amount(figures.abs_gap),
    )


def _check(run: Path, found: Findings) -> None:
    """All checks in order; a `Halt` ends them."""
    summary = read_summary(run)
    found.status = summary.status
    found.checks.append(check_files(run, summary))
    issues, warnings = check_issues(run)
    found.checks.append(issues)
    if summary.status == "infeasible":
        case = read_case(run, summary)
        if case.levers is not None and stage_by_stage(run, case.levers):
            check_block_infeasible(run, summary, found, case, case.levers, warnings)
            return
        if case.levers is not None:
            check_infeasible(run, summary, found, case, case.levers, warnings)
            return
    if not summary.has_plan:
        found.checks += [_check_no_plan(run), check_status(summary, None)]
        return
    case = read_case(run, summary)
    plan = read_plan(run, case)
    found.checks += [check_persons(plan, case), check_vacancies(plan, case)]
    pairs = case.evaluate(plan.person[plan.known], plan.job[plan.known], plan.route[plan.known])
    found.checks += [
        check_rules(plan, case, pairs),
        *check_decisions(case, holds(plan, case)),
        check_terms(plan, case, pairs),
    ]
    if case.levers is not None and stage_by_stage(run, case.levers):
        check_block_proof(run, summary, found, case, case.levers, plan, pairs.cost, warnings)
        return
    if case.levers is not None:
        check_lever_proof(run, summary, found, case, case.levers, plan, pairs.cost, warnings)
        return
    _refuse_levers(run, summary)
    _check_proof(run, summary, found, case, plan, pairs.cost, warnings)


def _refuse_levers(run: Path, summary: Summary) -> None:
    """Without levers, and with nobody bound by decisions, nothing in the run speaks of them."""
    for key in summary.levers:
        raise Halt("summary", said("verified.key_without_levers", key=key))
    for name, check in ((CERTIFICATE, "certificate"), (LEAVES, "leaves")):
        if (run / name).exists():
            raise Halt(check, said("verified.there_without_levers", name=name))


def _check_proof(
    run: Path, summary: Summary, found: Findings, case: Case, plan: Plan, cost: Ints, warnings: int
) -> None:
    """Figures, prices and bound; `cost` is that of the known rows of the plan, `warnings` the rows of issues.csv."""
    held = holds(plan, case)
    nobody = total(case.unmatched)
    objective = total(cost) + total(case.unmatched[held < 0])
    found.objective = objective / 10**case.decimals
    prices = read_prices(run, case, plan)
    found.checks.append(check_prices(prices, plan, case, summary.status == "optimal"))
    asked = questions(prices, plan, case, cost)
    answer = Scan(case, held, asked).run()
    found.checks.append(check_unmatched(plan, case, answer))
    bound, fewer = bounds(prices, case, answer)
    figures = found.figures = Figures(objective, bound, nobody, case.decimals)
    found.checks += [
        check_objective(summary, figures, case),
        check_bound(summary, figures, fewer, case),
        check_gap(summary, figures, case),
        check_status(summary, figures),
        check_counts(summary, case, plan, answer, warnings),
        *check_changes(run, summary, case, held, paid(plan, case, cost)),
        check_breakdowns(summary, case, plan, answer),
    ]
    if summary.status == "optimal" and all(check.ok for check in found.checks):
        found.checks.append(check_extremes(prices, plan, case, asked, answer))


def _check_no_plan(run: Path) -> Check:
    """A run without a plan has no rows in assignment.csv."""
    there = (run / ASSIGNMENT).exists() and read_table(run, ASSIGNMENT).height > 0
    detail = said("verified.plan_but_none") if there else said("verified.no_plan_as_said")
    return Check("persons", not there, detail)
