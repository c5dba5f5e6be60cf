"""Proofs stage by stage on random instances: verified as computed by the book, and never above any plan."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from block_instances import random_problem
from block_problems import Leaf, Plan, Problem
from block_proofs import any_duals, lp_duals
from block_runs import Claim, Proofs, write_claim

from jobmatch.verify import verify

SEEDS = range(120)


def _plans(problem: Problem) -> list[Plan]:
    return [plan for plan in problem.plans() if problem.keeps(plan)]


def _proofs(problem: Problem, plan: Plan, rng: Random) -> Proofs:
    every = Leaf(0, problem.persons)
    undone = {stage: problem.left_out(stage, plan) for stage in problem.stages}
    places = rng.choice([2, 6, 12])
    make = rng.choice(["any", "lp", "lp"])
    return {
        stage: [(every, any_duals(problem, stage, rng, places) if make == "any" else lp_duals(problem, stage, undone))]
        for stage in [*problem.stages, "cost"]
    }


@pytest.mark.parametrize("start", range(0, len(SEEDS), 20))
def test_any_plan_with_any_duals(start: int, tmp_path: Path) -> None:
    proven = 0
    for seed in SEEDS[start : start + 20]:
        problem, rng = random_problem(seed), Random(seed)
        plans = _plans(problem)
        if not plans:
            continue
        keys = {
            plan: [*(problem.left_out(stage, plan) for stage in problem.stages), problem.cost(plan)] for plan in plans
        }
        best = min(plans, key=lambda plan: keys[plan])
        plan = best if rng.random() < 0.6 else rng.choice(plans)
        claim = Claim(problem, plan, _proofs(problem, plan, rng))
        report = verify(write_claim(claim, tmp_path / str(seed)))
        least, undone = claim.least, claim.undone
        for stage in [*problem.stages, "cost"]:
            before = problem.stages[: problem.stages.index(stage)] if stage in problem.stages else problem.stages
            mine = [p for p in plans if all(problem.left_out(k, p) <= undone[k] for k in before)]
            reach = [problem.cost(p) if stage == "cost" else problem.left_out(stage, p) for p in mine]
            assert min(reach) >= least[stage], (seed, stage)
        assert report.ok, f"seed {seed}\n{report}"
        proven += report.status == "optimal"
    assert proven > 1
