"""Runs with groups that go together, on random instances: the optimum is that of all plans, and bounds are true."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
import pytest
from case_problems import Leaf
from case_runs import any_duals, solve
from together_problems import instance, lower_bound
from together_runs import claim, duals_without_groups

from jobmatch.verify import together, verify
from jobmatch.verify.case import read_case
from jobmatch.verify.certificate import check_certificate, read_certificate
from jobmatch.verify.files import read_summary
from jobmatch.verify.lagrange import cost_only, leaf_values, objective
from jobmatch.verify.leaves import read_leaves

SEEDS = range(80)


@pytest.mark.parametrize("start", range(0, len(SEEDS), 20))
def test_the_best_plan_is_worth_what_is_said_and_no_other_is_proven(start: int, tmp_path: Path) -> None:
    statuses: Counter[str] = Counter()
    for seed in SEEDS[start : start + 20]:
        problem, rng = instance(seed), Random(seed)
        best = solve(problem)
        if best.place is None:
            continue
        duals = duals_without_groups(problem)
        report = verify(claim(problem, best.place, duals, tmp_path / str(seed)))
        assert report.ok, f"seed {seed}, {problem.order}, {problem.case.policy.household}\n{report}"
        statuses[str(report.status)] += 1
        plans = list(problem.plans())
        for number, place in enumerate(rng.sample(plans, min(3, len(plans)))):
            report = verify(claim(problem, place, duals, tmp_path / f"{seed}-{number}"))
            broken = problem.vector(place)[0] > 0
            assert report.ok != broken, f"seed {seed}: {place}\n{report}"
            assert report.status == "feasible" or problem.vector(place) == best.vector
    assert set(statuses) == {"optimal", "feasible"}


@pytest.mark.parametrize("cells", [2, 2**26])
@pytest.mark.parametrize("start", range(0, len(SEEDS), 20))
def test_no_plan_is_below_what_any_duals_prove(
    start: int, cells: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the groups are dealt out to visits of the pairs."""
    monkeypatch.setattr(together, "_MOST_CELLS", cells)
    monkeypatch.setattr(together, "_DECODED", cells)
    beside = torn = 0
    for seed in SEEDS[start : start + 20]:
        problem, rng = instance(seed), Random(seed)
        leaf = Leaf(0, problem.persons, {})
        plans = list(problem.plans())
        for number in range(3):
            duals = any_duals(problem, leaf, rng)
            duals = {name: y for name, y in duals.items() if name[0] != "placed"}
            run = claim(problem, plans[0], duals, tmp_path / f"{seed}-{number}")
            case = read_case(run, read_summary(run))
            levers = case.levers
            assert levers is not None
            leaves = read_leaves(run, levers).each
            certificate = read_certificate(run, case, levers, leaves)
            check = check_certificate(certificate, leaves, levers)
            assert check.ok, f"seed {seed}: {check}"
            nobody = np.full(problem.persons, -1)
            found, _ = leaf_values(case, levers, objective(case, levers), leaves, certificate.leaves, nobody)
            assert found == [lower_bound(problem, duals)], f"seed {seed}: {duals}"
            money = [certificate.leaves[0].money(levers.limits)]
            cost, _ = leaf_values(case, levers, cost_only(case, levers), leaves, money, nobody)
            assert cost == [lower_bound(problem, duals, money=True)], f"seed {seed}: {duals}"
            for place in plans:
                beside += 1
                vector = problem.vector(place)
                assert found[0] <= vector, f"seed {seed}: {place}"
                assert vector[0] or cost[0] <= vector[-1:], f"seed {seed}: {place}"
                holds = np.array([-1 if j is None else j for j in place])
                assert levers.together is None or not [*levers.together.faults(holds, case.seekers)]
        loose = list(super(type(problem), problem).plans())
        for place in rng.sample(loose, min(3, len(loose))):
            holds = np.array([-1 if j is None else j for j in place])
            faults = [] if levers.together is None else [*levers.together.faults(holds, case.seekers)]
            assert bool(faults) != problem.keeps(place), f"seed {seed}: {place}: {faults}"
            torn += bool(faults)
    assert beside > 500
    assert torn > 5
