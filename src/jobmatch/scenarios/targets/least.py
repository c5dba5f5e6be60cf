"""The least that has to be spent: one problem where goals count placements, a search over prices where households do.

That at least so many households have somebody placed is no limit of the policy. Its price is: with a bonus of *b* yuan
for each household covered, the least of spending − *b* · covered, plus *b* · goal, is a bound on what the goal costs,
whatever *b* is (Lagrange; Everett 1963, *Generalized Lagrange multiplier method*). The best *b* is found by secants
between a plan that covers too few and one that covers enough; where the two lie on the same line, a plan between them
is sought among the pairs of both, at no more than the bound.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce

import polars as pl

from jobmatch.policy import exact
from jobmatch.result import Result, Status
from jobmatch.scenarios.targets.document import Money
from jobmatch.scenarios.targets.situation import HOUSEHOLDS
from jobmatch.scenarios.targets.spending import Spending

ROUNDS = 40
"""Prices of a household that are tried at most."""

DEAR = 1e6
"""Yuan for a household more, where as many as can be are to be covered."""

PURSE = "spent"
"""The column of what a pair spends, where a plan is sought among pairs that are given."""


@dataclass(frozen=True, eq=False)
class Least:
    """What is known of the least spending.

    Attributes
    ----------
    low, high
        Yuan: no plan that reaches the goals spends less than `low`; a plan that does spends `high`. None: no such plan
        was found, or nothing is known.
    plan
        The plan that spends `high`.
    impossible
        What was proven infeasible: the goals cannot be reached together.
    """

    low: float | None
    high: float | None = None
    plan: Result | None = field(default=None, repr=False)
    impossible: Result | None = field(default=None, repr=False)

    @property
    def exact(self) -> bool:
        """Whether no plan spends less."""
        return self.high is not None and self.low == self.high


@dataclass(frozen=True, eq=False)
class _Try:
    """A plan by what it spends and how many households it covers."""

    plan: Result
    spent: Fraction
    covered: int


def least(problem: Spending) -> Least:
    """The least that a plan spends which reaches the goals."""
    first = problem.solve(problem.policy())
    if first.status is Status.INFEASIBLE:
        return Least(None, impossible=first)
    low = max(Fraction(0), _yuan(first.bound))
    if first.plan is None:
        return Least(_up(low, problem))
    if HOUSEHOLDS not in problem.situation.goals:
        return _found(low, _tried(problem, first), problem)
    return _with_households(problem, low, _tried(problem, first))


def _with_households(problem: Spending, low: Fraction, first: _Try) -> Least:
    goal = problem.situation.goals[HOUSEHOLDS]
    if first.covered >= goal:
        return _found(low, first, problem)
    most = problem.solve(problem.policy(bonus=DEAR), first.plan)
    if most.plan is None or _tried(problem, most).covered < goal:
        most = problem.solve(problem.policy((HOUSEHOLDS,)), first.plan)
        stage = most.summary.get("stages", [{}])[0]
        if stage.get("bound") is not None and stage["bound"] < goal:
            return Least(None, impossible=most)
    if most.plan is None or _tried(problem, most).covered < goal:
        return Least(_up(low, problem))
    few, many = first, _tried(problem, most)
    best, tried = many, [few, many]
    for _ in range(ROUNDS):
        price = _price(few, many, first.plan.summary["decimals"])
        if price <= 0:
            break
        result = problem.solve(problem.policy(bonus=float(price)), tried[-1].plan)
        if result.bound is not None:
            low = max(low, _yuan(result.bound) + price * goal)
        if result.plan is None:
            break
        found = _tried(problem, result)
        tried.append(found)
        best = found if found.covered >= goal and found.spent < best.spent else best
        if _up(low, problem) == float(best.spent) or not _below(found, few, many):
            break
        few, many = (few, found) if found.covered >= goal else (found, many)
    if _up(low, problem) < float(best.spent):
        best = _between(problem, low, [few, many, tried[-1]], best)
    return _found(low, best, problem)


def _price(few: _Try, many: _Try, decimals: int) -> Fraction:
    """Yuan a household, along the line between two plans, in whole quanta."""
    slope = (many.spent - few.spent) / (many.covered - few.covered)
    return Fraction(round(slope * int(10**decimals)), int(10**decimals))


def _below(found: _Try, few: _Try, many: _Try) -> bool:
    """Whether a plan lies below the line between two others."""
    line = few.spent + (many.spent - few.spent) * (found.covered - few.covered) / (many.covered - few.covered)
    return found.spent < line and found.covered not in (few.covered, many.covered)


def _between(problem: Spending, low: Fraction, ends: list[_Try], best: _Try) -> _Try:
    """A plan among the pairs of several that covers enough for no more than the bound; else the best one known."""
    purse = _up(low, problem)
    chosen = pl.concat([each.plan.assignment.select("person_id", "job_id", pl.col("cost")) for each in ends])
    pairs = chosen.group_by("person_id", "job_id").agg(pl.col("cost").min().round(2).alias(PURSE))
    if problem.further.pairs is not None:
        pairs = problem.further.pairs.join(pairs, on=["person_id", "job_id"])
    policy = problem.policy((HOUSEHOLDS,))
    document = {"name": "target, spending", "usage": PURSE, "limit": purse}
    budgets = (*policy.budget, type(policy).model_validate({"budget": [document]}).budget[0])
    result = problem.solve(policy.model_copy(update={"budget": budgets}), pairs=pairs)
    if result.plan is None:
        return best
    found = _tried(problem, result)
    enough = found.covered >= problem.situation.goals[HOUSEHOLDS]
    return found if enough and found.spent < best.spent else best


def _tried(problem: Spending, plan: Result) -> _Try:
    spent = sum((exact(cost) for cost in plan.assignment["cost"].to_list()), Fraction(0))
    covered = problem.situation.reached(plan.assignment).get(HOUSEHOLDS, 0)
    return _Try(plan, spent, covered)


def _found(low: Fraction, best: _Try, problem: Spending) -> Least:
    high = float(best.spent)
    return Least(min(_up(low, problem), high), high, best.plan)


def _up(low: Fraction, problem: Spending) -> float:
    """A bound rounded up to what can be spent: whole fen, or whole multiples of what all prices have in common."""
    money = bool(problem.weight) and any(isinstance(mean, Money) for mean in problem.means)
    prices = [round(mean.price * 100) for mean in problem.means if not isinstance(mean, Money)]
    unit = 1 if money or not prices else reduce(math.gcd, prices)
    return float(Fraction(math.ceil(low * 100 / unit) * unit, 100))


def _yuan(amount: float | None) -> Fraction:
    return Fraction(0) if amount is None else exact(amount)
