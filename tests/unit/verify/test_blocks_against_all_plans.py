"""Proofs stage by stage on random instances: verified as computed by the book, and never above any plan."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from pathlib import Path
from random import Random

import pytest
from block_instances import random_problem
from block_problems import Leaf, Plan, Problem
from block_proofs import any_duals, lp_duals, rounded, stage_bound
from block_runs import Claim, Proofs, write_claim, write_conflict

from jobmatch.verify import verify

SEEDS = range(120)


def plans_of(problem: Problem) -> list[Plan]:
    """All plans that keep every hard limit."""
    return [plan for plan in problem.plans() if problem.keeps(plan)]


def chosen(problem: Problem, plans: list[Plan], rng: Random) -> Plan:
    """The best plan, or any."""

    def key(plan: Plan) -> list[int]:
        return [*(problem.left_out(stage, plan) for stage in problem.stages), problem.cost(plan)]

    return min(plans, key=key) if rng.random() < 0.6 else rng.choice(plans)


def duals_of(problem: Problem, stage: str, plan: Plan, rng: Random) -> dict[tuple[str, str], Fraction]:
    """Good ones or any, of more or fewer places."""
    undone = {name: problem.left_out(name, plan) for name in problem.stages}
    if rng.random() < 0.6:
        return lp_duals(problem, stage, undone)
    return any_duals(problem, stage, rng, rng.choice([2, 6, 12]))


def least_of(problem: Problem, stage: str, plan: Plan, plans: list[Plan]) -> int:
    """What the best of all plans comes to that are as good as `plan` in the stages before."""
    before = problem.stages[: problem.stages.index(stage)] if stage in problem.stages else problem.stages
    mine = [p for p in plans if all(problem.left_out(k, p) <= problem.left_out(k, plan) for k in before)]
    return min(problem.cost(p) if stage == "cost" else problem.left_out(stage, p) for p in mine)


@pytest.mark.parametrize("start", range(0, len(SEEDS), 20))
def test_any_plan_with_any_duals(start: int, tmp_path: Path) -> None:
    proven = 0
    for seed in SEEDS[start : start + 20]:
        problem, rng = random_problem(seed), Random(seed)
        plans = plans_of(problem)
        if not plans:
            continue
        plan, every = chosen(problem, plans, rng), Leaf(0, problem.persons)
        proofs = {stage: [(every, duals_of(problem, stage, plan, rng))] for stage in [*problem.stages, "cost"]}
        claim = Claim(problem, plan, proofs)
        report = verify(write_claim(claim, tmp_path / str(seed)))
        for stage, least in claim.least.items():
            assert least_of(problem, stage, plan, plans) >= least, (seed, stage)
        assert report.ok, f"seed {seed}\n{report}"
        proven += report.status == "optimal"
    assert proven > 0


@pytest.mark.parametrize("what", ["numbers without end", "no tables"])
def test_the_other_ways_to_compute_the_same(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if what == "no tables":
        monkeypatch.setattr(import_module("jobmatch.verify.triple_scan"), "_MOST_CELLS", 0)
    else:
        for name in ("_SCANNED", "HIGHEST"):
            monkeypatch.setattr(import_module("jobmatch.verify.stage_bound"), name, 0)
    for seed in range(200, 225):
        problem, rng = random_problem(seed), Random(seed)
        plans = plans_of(problem)
        if not plans:
            continue
        plan, every = chosen(problem, plans, rng), Leaf(0, problem.persons)
        proofs = {stage: [(every, duals_of(problem, stage, plan, rng))] for stage in [*problem.stages, "cost"]}
        report = verify(write_claim(Claim(problem, plan, proofs), tmp_path / str(seed)))
        assert report.ok, f"seed {seed}\n{report}"


@pytest.mark.parametrize("start", [0, 100])
def test_that_no_plan_is_left(start: int, tmp_path: Path) -> None:
    """The duals of `hard` prove it, or the run is refused; never of an instance that has a plan."""
    proven = 0
    for seed in range(start, start + 100):
        problem, rng = random_problem(seed), Random(seed)
        duals = lp_duals(problem, "hard", {}) if rng.random() < 0.7 else any_duals(problem, "hard", rng)
        proofs: Proofs = {"hard": [(Leaf(0, problem.persons), duals)]}
        bound = rounded(problem, "hard", stage_bound(problem, "hard", duals, {}, proofs["hard"][0][0]))
        kept = [plan for plan in problem.plans() if problem.keeps(plan, quotas=False)]
        assert bound <= min((problem.hard(plan) for plan in kept), default=bound), seed
        report = verify(write_conflict(problem, proofs, tmp_path / str(seed)))
        assert report.ok == (bound > 0), f"seed {seed}\n{report}"
        if bound <= 0:
            assert report.failed == ("conflict",)
        proven += report.ok
    assert proven > 2


def _leaves(problem: Problem, rng: Random) -> list[Leaf]:
    """Cases that hold every plan: ranges of the number of placements, each with every group open and closed."""
    cut = rng.randint(0, problem.persons)
    ranges = [(0, cut), (cut + 1, problem.persons)] if cut < problem.persons else [(0, cut)]
    gates = sorted({(x.constraint.rpartition(",")[0], x.group) for x in problem.limits if x.gate})
    out = []
    for low, high in ranges:
        for number in range(2 ** len(gates)):
            out.append(Leaf(low, high, {gate: bool(number >> at & 1) for at, gate in enumerate(gates)}))
    return out


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_by_cases(start: int, tmp_path: Path) -> None:
    for seed in range(start, start + 20):
        problem, rng = random_problem(seed, shares=True), Random(seed)
        plans = plans_of(problem)
        if not plans:
            continue
        plan = chosen(problem, plans, rng)
        proofs = {}
        for stage in [*problem.stages, "cost"]:
            mine = []
            for leaf in _leaves(problem, rng):
                duals = any_duals(problem, stage, rng)
                for x in problem.limits:
                    open_ = leaf.gates.get((x.constraint.rpartition(",")[0], x.group))
                    # A closed group has no lower limit; its upper one, 0, is there whether the policy states it or not.
                    if x.gate and x.lower and not open_:
                        duals.pop((x.constraint, x.group), None)
                if rng.random() < 0.5:
                    duals["placed", ""] = Fraction(rng.randint(-900, 900), 10)
                for (name, group), open_ in leaf.gates.items():
                    if not open_ and rng.random() < 0.5:
                        duals[f"{name}, upper", group] = Fraction(rng.randint(1, 50))
                mine.append((leaf, duals))
            proofs[stage] = mine
        claim = Claim(problem, plan, proofs, by_cases=True)
        report = verify(write_claim(claim, tmp_path / str(seed)))
        for stage, least in claim.least.items():
            assert least_of(problem, stage, plan, plans) >= least, (seed, stage)
        assert report.ok, f"seed {seed}\n{report}"
