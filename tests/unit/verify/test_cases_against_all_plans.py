"""Runs proven by cases, on random instances: the optimum is that of all plans, and no plan is below its leaf."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pytest
from case_problems import UNMATCHED, Cases, Leaf, instance
from case_runs import Solution, any_duals, run_of, solve, write_proof

from jobmatch.policy import TIERS
from jobmatch.verify import verify
from jobmatch.verify.case import read_case
from jobmatch.verify.certificate import check_certificate, read_certificate
from jobmatch.verify.files import read_summary
from jobmatch.verify.lagrange import cost_only, leaf_values, objective
from jobmatch.verify.leaves import read_leaves

SEEDS = range(120)


@pytest.mark.parametrize("start", range(0, len(SEEDS), 30))
def test_every_optimum_and_every_conflict_is_proven(start: int, tmp_path: Path) -> None:
    found = set()
    for seed in SEEDS[start : start + 30]:
        problem = instance(seed)
        report = verify(run_of(problem, tmp_path / str(seed)))
        assert report.ok, f"seed {seed}, {problem.order}, {problem.case.policy.quota}\n{report}"
        found.add(report.status)
        if report.status == "optimal":
            assert report.objective == report.bound
    assert found == {"optimal", "infeasible"}


@pytest.mark.parametrize("start", range(0, len(SEEDS), 30))
def test_no_worse_plan_is_proven(start: int, tmp_path: Path) -> None:
    """Nor one that breaks a hard limit, whatever it gains by that."""
    failed: Counter[str] = Counter()
    for seed in SEEDS[start : start + 30]:
        problem, rng = instance(seed), Random(seed)
        best = solve(problem)
        plans = [place for place in problem.plans() if problem.vector(place)[0] == 0 or rng.random() < 0.1]
        for number, place in enumerate(rng.sample(plans, min(4, len(plans)))):
            vector = problem.vector(place)
            least = problem.least(place) if problem.fair else Fraction(0)
            report = verify(run_of(problem, tmp_path / f"{seed}-{number}", Solution(place, vector, least)))
            as_good = vector == best.vector and least == best.least
            assert report.ok == as_good, f"seed {seed}: {place}\n{report}"
            failed.update(report.failed)
    assert {"limits", "bound", "status", "stages"} <= set(failed)


def _any_leaf(problem: Cases, rng: Random) -> Leaf:
    """A range, some groups open or closed, some least share."""
    low = rng.randint(0, problem.persons)
    gates = {gate: rng.random() < 0.5 for gate in problem.gates if rng.random() < 0.6}
    share = (
        None if problem.fair is None else rng.choice([None, Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)])
    )
    return Leaf(low, rng.randint(low, problem.persons), gates, share)


def lower_bound(
    problem: Cases, leaf: Leaf, duals: Mapping[tuple[str, str], Sequence[int]], *, money: bool = False
) -> list[int]:
    """L(y, leaf) by trying every way to place the members of each household, and every number of placements."""
    components = problem.components[-1:] if money else ["hard", *problem.components]
    sides = problem.sides_in(leaf)
    household = problem.case.policy.household

    def dual(name: tuple[str, str]) -> list[int]:
        y = list(duals.get(name, [0] * (1 + len(problem.components))))
        if not money:
            return y
        wrong = name[0] != "placed" and (y[-1] > 0 if name[0].endswith(", lower") else y[-1] < 0)
        return [0 if wrong else y[-1]]

    def option(p: int, j: int | None) -> list[int]:
        out = []
        for stage in components:
            kind, _, name = stage.partition(":")
            far = TIERS.index(name) if kind == "tier" else 9
            beyond = j is None or problem.tiers[p, j] > far
            worth = UNMATCHED if j is None else problem.costs[p, j]
            out.append({"cost": worth, "hard": 0, "households": 0}.get(kind, int(beyond)))
        if j is not None:
            paid = [dual(("placed", "")), dual(("vacancies", problem.case.jobs[j]["job_id"]))]
            paid += [dual((side.constraint, side.group)) for side in sides if (p, j) in side.members]
            out = [sum(column) for column in zip(out, *paid, strict=True)]
        return out

    total = [0] * len(components)
    for members in problem.households:
        ways = []
        for place in product(*([None, *(j for q, j in problem.costs if q == p)] for p in members)):
            out = sum(j is not None for j in place)
            if out > (household.max_out or out):
                continue
            way = [sum(column) for column in zip(*map(option, members, place), strict=True)]
            way[-1] -= int(household.bonus) if out else 0
            if "households" in components:
                way[components.index("households")] += not out
            ways.append(way)
        total = [a + b for a, b in zip(total, min(ways), strict=True)]
    due = []
    for n in range(leaf.low, leaf.high + 1):
        amounts = []
        for side in sides:
            limit = side.at(n, leaf.share or Fraction(0))
            other = next((s.at(n, Fraction(0)) for s in sides if s.lower != side.lower and s.same_group(side)), limit)
            crossed = side.lower == (limit > other)
            amounts.append((dual((side.constraint, side.group)), other if crossed else limit))
            if side.lower and crossed:
                unit = [side.soft or 0 if at == len(components) - 1 else 0 for at in range(len(components))]
                if side.soft is None and not money:
                    unit[0] = 1
                amounts.append((unit, other - limit))
        amounts += [(dual(("vacancies", job["job_id"])), int(job["vacancies"])) for job in problem.case.jobs]
        amounts.append((dual(("placed", "")), n))
        due.append([-sum(y[at] * amount for y, amount in amounts) for at in range(len(components))])
    return [a + b for a, b in zip(total, min(due), strict=True)]


@pytest.mark.parametrize("start", range(0, len(SEEDS), 30))
def test_no_plan_of_a_leaf_is_below_what_any_duals_prove(start: int, tmp_path: Path) -> None:
    beside = contradict = 0
    for seed in SEEDS[start : start + 30]:
        problem, rng = instance(seed), Random(seed)
        if not problem.by_cases:
            continue
        run = run_of(problem, tmp_path / str(seed))
        leaves = [_any_leaf(problem, rng) for _ in range(20)]
        duals = [any_duals(problem, leaf, rng) for leaf in leaves]
        write_proof(run, problem, leaves, duals)
        case = read_case(run, read_summary(run))
        assert case.levers is not None
        read = read_leaves(run, case.levers).each
        certificate = read_certificate(run, case, case.levers, read)
        check = check_certificate(certificate, read, case.levers)
        assert check.ok, f"seed {seed}: {check}"
        nobody = np.full(problem.persons, -1)
        found, _ = leaf_values(case, case.levers, objective(case, case.levers), read, certificate.leaves, nobody)
        assert found == [lower_bound(problem, leaf, y) for leaf, y in zip(leaves, duals, strict=True)], f"seed {seed}"
        money = [each.money(case.levers.limits) for each in certificate.leaves]
        costs, _ = leaf_values(case, case.levers, cost_only(case, case.levers), read, money, nobody)
        assert costs == [lower_bound(problem, leaf, y, money=True) for leaf, y in zip(leaves, duals, strict=True)]
        for leaf, value, cost in zip(leaves, found, costs, strict=True):
            contradict += problem.contradicts(leaf)
            for place in problem.plans():
                if problem.lies_in(place, leaf):
                    beside += 1
                    vector = problem.vector(place)
                    assert value <= vector, f"seed {seed}: {place} in {leaf}"
                    assert vector[0] or cost <= vector[-1:], f"seed {seed}: {place} in {leaf}"
    assert beside > 1000
    assert contradict > 50
