"""The checks of a run with levers: of a plan and its duals, and of the proof that there is no plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np

from jobmatch.verify.breakdowns import check_breakdowns
from jobmatch.verify.case import Case
from jobmatch.verify.certificate import Duals, check_certificate, read_certificate
from jobmatch.verify.changes import check_changes
from jobmatch.verify.dues import contradicting
from jobmatch.verify.exactly import Ints, total
from jobmatch.verify.figures import Figures, check_counts, check_gap, check_objective, check_status
from jobmatch.verify.files import Summary, check_no_plan_files
from jobmatch.verify.findings import Findings
from jobmatch.verify.lagrange import cost_only, leaf_values, objective
from jobmatch.verify.leaves import Leaf, check_leaves, impossible_from, leaf_of, limits_in, read_leaves
from jobmatch.verify.leftover import check_unmatched
from jobmatch.verify.lever_figures import (
    Value,
    check_conflict,
    check_lever_bound,
    check_limits,
    check_parts,
    check_stages,
    stages_of,
    value_of,
)
from jobmatch.verify.levers import Levers
from jobmatch.verify.limit_prices import check_limit_prices, read_limit_prices
from jobmatch.verify.limits import HARD
from jobmatch.verify.obedience import check_decisions
from jobmatch.verify.plan import Plan
from jobmatch.verify.prices import chosen_triples, holds, paid
from jobmatch.verify.report import Halt
from jobmatch.verify.scan import Answer
from jobmatch.words import said


def check_lever_proof(
    run: Path, summary: Summary, found: Findings, case: Case, levers: Levers, plan: Plan, cost: Ints, warnings: int
) -> None:
    """Limits, prices, duals, figures and bound; `cost` is that of the known rows of the plan."""
    held, optimal = holds(plan, case), summary.status == "optimal"
    chosen = chosen_triples(plan, case)
    value = value_of(case, levers, chosen, total(cost))
    found.objective = value.objective / 10**case.decimals
    found.checks.append(check_limits(value, case, levers, held))
    prices = read_limit_prices(run, case, plan, value.limits, value.used)
    leaves = read_leaves(run, levers)
    certificate = read_certificate(run, case, levers, leaves.each)
    own = certificate.leaves[leaf_of(value.least, leaves.each)]
    found.checks += [
        check_limit_prices(prices, own, levers, value.limits, case, value.used, optimal),
        *check_leaves(leaves, levers, value.least),
        check_certificate(certificate, leaves.each, levers),
    ]
    proof = _prove(case, levers, leaves.each, certificate.leaves, held, value)
    found.checks.append(check_unmatched(plan, case, proof.answer))
    level = proof.vector[:-1] == value.vector[:-1]
    bound = proof.vector[-1] if level or optimal else proof.cost()
    proven = level and (levers.fair is None or proof.fair == value.least)
    cheapest = (lambda: bound) if levers.one_stage else proof.cheapest
    figures = found.figures = Figures(value.objective, bound, total(case.unmatched), case.decimals, proven)
    stages = stages_of(summary, levers, value, proof.vector, proof.fair, figures)
    found.checks += [
        check_objective(summary, figures, case),
        check_parts(summary, value, figures),
        check_lever_bound(summary, figures, value, proof.vector, case),
        check_stages(summary, levers, value, stages, figures, cheapest),
        check_gap(summary, figures, case),
        check_status(summary, figures, levers=True),
        check_counts(summary, case, plan, proof.answer, warnings),
        *check_changes(run, summary, case, held, paid(plan, case, cost)),
        check_breakdowns(summary, case, plan, proof.answer),
    ]


@dataclass(frozen=True)
class _Proof:
    """What the duals prove.

    Attributes
    ----------
    vector
        No plan that counts is below it.
    fair
        The bound of the stage of fair shares; None if there is none.
    answer
        What the scan found of the pairs.
    cost
        Computes the bound on the cost by the last components of the duals alone.
    cheapest
        The same for all plans, whatever their least share.
    """

    vector: list[int]
    fair: Fraction | None
    answer: Answer
    cost: Callable[[], int]
    cheapest: Callable[[], int]


def _prove(
    case: Case, levers: Levers, leaves: Sequence[Leaf], duals: Sequence[Duals], held: Ints, value: Value
) -> _Proof:
    """Leaves with a greater least share than the plan's own tell of that stage alone, the others of the rest."""
    values, answer = leaf_values(case, levers, objective(case, levers), leaves, duals, held)
    impossible = [vector[0] >= 1 for vector in values]
    rest = [at for at, leaf in enumerate(leaves) if leaf.least <= value.least]
    if not rest:
        raise Halt("bound", said("verified.leaves_share"))
    possible = [at for at in rest if not impossible[at]] or rest

    def by_money(of: Sequence[int], each: Sequence[Leaf], duals: Sequence[Duals]) -> int:
        money = [duals[at].money(levers.limits) for at in of]
        found, _ = leaf_values(case, levers, cost_only(case, levers), [each[at] for at in of], money, held)
        return min(found)[-1]

    @cache
    def cost() -> int:
        # The money of a leaf that holds no plan says nothing of any plan.
        return by_money(possible, leaves, duals)

    def cheapest() -> int:
        if levers.fair is None:
            return cost()
        # Without their shares these leaves hold all plans; one may be impossible by its share alone, so that all count.
        fair = levers.limits.fair
        return by_money(rest, [replace(leaf, share=None) for leaf in leaves], [each.without(fair) for each in duals])

    fair = _fair_bound(levers, leaves, impossible, value)
    return _Proof(min(values[at] for at in rest), fair, answer, cost, cheapest)


def _fair_bound(levers: Levers, leaves: Sequence[Leaf], impossible: Sequence[bool], value: Value) -> Fraction | None:
    """The greatest share that is not proven to be out of reach; None if nothing is proven."""
    if levers.fair is None or value.least == 1:
        return None if levers.fair is None else value.least
    share = impossible_from(leaves, impossible, levers, value.least)
    return None if share is None else levers.fair.below(share)


def check_infeasible(run: Path, summary: Summary, found: Findings, case: Case, levers: Levers, warnings: int) -> None:
    """There is no plan in the run, and its duals prove that there is none at all."""
    found.checks += [check_no_plan_files(run), *check_decisions(case, None)]
    leaves = read_leaves(run, levers)
    certificate = read_certificate(run, case, levers, leaves.each)
    found.checks += [
        *check_leaves(leaves, levers, Fraction(0)),
        check_certificate(certificate, leaves.each, levers),
    ]
    nobody = np.full(len(case.seekers), -1, np.int64)
    values, answer = leaf_values(case, levers, objective(case, levers), leaves.each, certificate.leaves, nobody)
    found.checks += [
        check_conflict(
            summary,
            levers,
            _with_dual(levers, leaves.each, certificate.leaves),
            contradicting_limits(levers, leaves.each),
            min(values)[0],
        ),
        check_status(summary, None, levers=True),
        check_counts(summary, case, None, answer, warnings),
    ]


def _with_dual(levers: Levers, leaves: Sequence[Leaf], duals: Sequence[Duals]) -> dict[int, bool]:
    """The limits that have a dual in some leaf, and whether they are hard in each such leaf."""
    out: dict[int, bool] = {}
    for leaf, each in zip(leaves, duals, strict=True):
        soft = limits_in(levers.limits, leaf)[0].soft
        for row in each.rows.tolist():
            out[row] = out.get(row, True) and bool(soft[row] == HARD)
    return out


def contradicting_limits(levers: Levers, leaves: Sequence[Leaf]) -> set[int]:
    """The hard limits that contradict the other one of their group somewhere in a leaf."""
    out: set[int] = set()
    for leaf in leaves:
        limits, there = limits_in(levers.limits, leaf)
        for pair in contradicting(limits, there, np.arange(leaf.low, leaf.high + 1, dtype=np.int64)):
            out.update(row for row in pair if limits.soft[row] == HARD)
    return out
