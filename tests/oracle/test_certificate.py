"""The reference's reading of the proof by stages: duals of the relaxed programme prove what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import diags_array, vstack

from budget_policies import budget_case
from oracle.certificate import Proof, left_out
from oracle.judge import judge
from oracle.market import Market, market
from oracle.programme import Programme, best_plan, relaxed_short

NEAR = 1e-5
"""Duals are kept with 12 decimals, and HiGHS computes with floats."""


def relaxed(programme: Programme, objective: Mapping[int, int]) -> tuple[float, dict[tuple[str, str], Fraction]]:
    """The least value if variables need not be whole, and the dual of each limit, in one unit of the objective."""
    matrix, low, high = programme.p.arrays()
    largest = np.maximum(1, abs(matrix).max(axis=1).toarray().ravel())  # so that duals are not lost in tolerances
    matrix, low, high = diags_array(1 / largest) @ matrix, low / largest, high / largest
    above, below = np.isfinite(high), np.isfinite(low)
    answer = linprog(
        programme.p.dense(objective),
        A_ub=vstack([matrix[above], -matrix[below]]),
        b_ub=np.concatenate([high[above], -low[below]]),
        bounds=[(0, most) for most in programme.p.most],
    )
    assert answer.status == 0, answer.message
    price = np.zeros(len(programme.p.rows))
    paid = -answer.ineqlin.marginals
    price[above] += paid[: above.sum()]
    price[below] -= paid[above.sum() :]
    price /= largest
    duals = {}
    for row, (key, scale) in programme.limits.items():
        dual = Fraction(f"{price[row] * scale:.12f}")
        if key[0].startswith("stage, "):
            dual = -dual  # what has to be counted is a limit on those left out
        if dual:
            duals[key] = dual
    return float(answer.fun), duals


def check(given: Market) -> bool:
    """Each stage's proof is between the relaxed and the true optimum; whether there is anything to prove."""
    plain = all(q.lower_share is None and q.upper_share is None and not q.all_or_none for q in given.quotas)
    if not plain or given.min_class:
        return False
    best = best_plan(given)
    if best.status == "infeasible":
        programme = Programme(given, forgive=True)
        _, duals = relaxed(programme, dict.fromkeys(programme.short, 1))
        proof = Proof(given, "hard", duals, {})
        assert not proof.faults or all("hard" in fault for fault in proof.faults)
        assert proof.bound >= relaxed_short(given) - NEAR
        return True
    out = left_out(given, judge(given, best.chosen))
    programme = Programme(given)
    for k, stage in enumerate((*given.order, "cost")):
        if stage == "cost":
            least, duals = relaxed(programme, programme.quanta(programme.cost))
            duals = {key: dual / given.case.unit for key, dual in duals.items()}
            least = least / given.case.unit + float(sum(given.stay.values()))
            reached = best.objective
        else:
            counted = programme.counted(stage)
            least, duals = relaxed(programme, dict.fromkeys(counted, -1))
            reached = Fraction(out[stage])
            least += out[stage] + best.stages[k]
            programme.limit((f"stage, {stage}", ""), counted, best.stages[k], None)
        proof = Proof(given, stage, _signed(given, stage, duals), {name: out[name] for name in given.order[:k]})
        assert not proof.faults, proof.faults
        assert least - NEAR * max(1, abs(least)) <= proof.bound <= reached, stage
    return True


def _signed(given: Market, stage: str, duals: Mapping[tuple[str, str], Fraction]) -> dict[tuple[str, str], Fraction]:
    """Duals without what floats leave beyond the sizes that are allowed."""
    soft = {(q.name, q.group): q.soft for q in given.quotas}
    found = {}
    for (constraint, group), dual in duals.items():
        name, _, side = constraint.rpartition(", ")
        price = soft.get((name, group)) if side in ("lower", "upper") else None
        if price is not None:
            most = price if stage == "cost" else Fraction(0)
            dual = max(-most, min(most, dual))  # noqa: PLW2901
        sign = -1 if side == "lower" else 1
        if sign * dual > 0:
            found[constraint, group] = dual
    return found


def check_seeds(seeds: range) -> None:
    looked = sum(check(market(budget_case(Random(seed)))) for seed in seeds)
    assert looked > len(seeds) / 2


def test_duals_prove_the_relaxed_optimum() -> None:
    check_seeds(range(120))


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1000, 3000, 500))
def test_duals_prove_the_relaxed_optimum_at_length(start: int) -> None:
    check_seeds(range(start, start + 500))
