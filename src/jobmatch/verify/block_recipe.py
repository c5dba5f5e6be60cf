"""The checks of a run that is proven stage by stage: budgets, courses, rows that cross (docs/certificate.md)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from jobmatch.verify.block_figures import (
    check_allowances,
    check_block_bound,
    check_block_conflict,
    check_block_stages,
)
from jobmatch.verify.block_prices import check_block_prices
from jobmatch.verify.blocks import STAGE_HARD, StageDuals, check_blocks, read_blocks
from jobmatch.verify.breakdowns import check_breakdowns
from jobmatch.verify.case import Case
from jobmatch.verify.changes import check_changes
from jobmatch.verify.exactly import Ints, total
from jobmatch.verify.figures import Figures, check_counts, check_gap, check_objective, check_status
from jobmatch.verify.files import Summary, check_no_plan_files
from jobmatch.verify.findings import Findings
from jobmatch.verify.leaves import Leaf, check_stage_leaves, read_stage_leaves
from jobmatch.verify.leftover import check_unmatched
from jobmatch.verify.lever_figures import check_parts, value_of
from jobmatch.verify.levers import COST, Levers
from jobmatch.verify.obedience import check_decisions
from jobmatch.verify.plan import Plan
from jobmatch.verify.prices import chosen_triples, holds, paid
from jobmatch.verify.report import Halt
from jobmatch.verify.scan import Answer
from jobmatch.verify.stage_bound import Proof, stage_values
from jobmatch.words import said


@dataclass(frozen=True)
class _Proven:
    """What the duals prove: by stage the least over its leaves, rounded up; and what the scan found of the pairs."""

    least: Mapping[str, int]
    answer: Answer


def _prove(case: Case, levers: Levers, proofs: Sequence[Proof], undone: Mapping[str, int], held: Ints) -> _Proven:
    """Each stage's bound, in units of what it counts or in quanta."""
    values, answer = stage_values(case, levers, proofs, undone, held)
    least: dict[str, int] = {}
    for proof, value in zip(proofs, values, strict=True):
        bound = math.ceil(value * 10**case.decimals if proof.stage == COST else value)
        least[proof.stage] = min(bound, least.get(proof.stage, bound))
    return _Proven(least, answer)


def _both(
    leaves: Mapping[str, Sequence[Leaf]], duals: Mapping[str, Sequence[StageDuals]], stage: str
) -> Iterator[tuple[Leaf, StageDuals]]:
    return zip(leaves[stage], duals[stage], strict=True)


def _refuse_fair(levers: Levers) -> None:
    if levers.fair is not None:
        raise Halt("scope", said("verified.fair_by_stage"))


def check_block_proof(
    run: Path, summary: Summary, found: Findings, case: Case, levers: Levers, plan: Plan, cost: Ints, warnings: int
) -> None:
    """Limits, prices, duals, figures and bounds; `cost` is that of the known rows of the plan."""
    _refuse_fair(levers)
    held, chosen = holds(plan, case), chosen_triples(plan, case)
    value = value_of(case, levers, chosen, total(cost))
    found.objective = value.objective / 10**case.decimals
    found.checks.append(check_allowances(value, case, levers, held, chosen))
    stages = levers.components
    leaves = read_stage_leaves(run, levers, stages)
    each = {stage: of.each for stage, of in leaves.items()}
    blocks = read_blocks(run, levers, stages, each)
    of_cost = blocks.stages[COST][0] if not levers.by_cases else None
    found.checks += [
        check_block_prices(run, case, levers, plan, value, chosen, of_cost),
        *check_stage_leaves(leaves, levers),
        check_blocks(blocks, levers, each, case.decimals),
    ]
    undone = dict(zip(stages[:-1], value.vector[1:-1], strict=True))
    proofs = [Proof(stage, leaf, duals) for stage in stages for leaf, duals in _both(each, blocks.stages, stage)]
    proven = _prove(case, levers, proofs, undone, held)

    def cheapest() -> int:
        if levers.one_stage:
            return proven.least[COST]
        of_all = [Proof(COST, leaf, duals.over_all_plans()) for leaf, duals in _both(each, blocks.stages, COST)]
        return _prove(case, levers, of_all, undone, held).least[COST]

    found.checks.append(check_unmatched(plan, case, proven.answer))
    level = all(proven.least[stage] == left for stage, left in undone.items())
    figures = found.figures = Figures(value.objective, proven.least[COST], total(case.unmatched), case.decimals, level)
    found.checks += [
        check_objective(summary, figures, case),
        check_parts(summary, value, figures),
        check_block_bound(summary, figures, undone, proven.least, case),
        check_block_stages(summary, levers, value, proven.least, figures, cheapest),
        check_gap(summary, figures, case),
        check_status(summary, figures, levers=True),
        check_counts(summary, case, plan, proven.answer, warnings),
        *check_changes(run, summary, case, held, paid(plan, case, cost)),
        check_breakdowns(summary, case, plan, proven.answer),
    ]


def check_block_infeasible(
    run: Path, summary: Summary, found: Findings, case: Case, levers: Levers, warnings: int
) -> None:
    """There is no plan in the run, and the duals of the stage `hard` prove that there is none at all."""
    _refuse_fair(levers)
    found.checks += [check_no_plan_files(run), *check_decisions(case, None)]
    leaves = read_stage_leaves(run, levers, (STAGE_HARD,))
    each = {stage: of.each for stage, of in leaves.items()}
    blocks = read_blocks(run, levers, (STAGE_HARD,), each)
    found.checks += [
        *check_stage_leaves(leaves, levers),
        check_blocks(blocks, levers, each, case.decimals),
    ]
    proofs = [Proof(STAGE_HARD, leaf, duals) for leaf, duals in _both(each, blocks.stages, STAGE_HARD)]
    proven = _prove(case, levers, proofs, {}, np.full(len(case.seekers), -1, np.int64))
    found.checks += [
        check_block_conflict(summary, levers, each[STAGE_HARD], blocks.stages[STAGE_HARD], proven.least[STAGE_HARD]),
        check_status(summary, None, levers=True),
        check_counts(summary, case, None, proven.answer, warnings),
    ]
