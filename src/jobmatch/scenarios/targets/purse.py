"""Money that is there already costs nothing: the least that is spent beyond the limits of budgets.

A yuan of a budget counts from its limit on, which is no sum over persons. Two problems that are lie below it: one where
it counts from the first yuan, less the limit, and one where it never counts (Lagrange, with weights 1 and 0). Where the
plan of one has money above the limit, or that of the other below it, they meet. A third, where money keeps to the
limit, is a plan for the case between.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from jobmatch.engine import Progress
from jobmatch.result import Result
from jobmatch.scenarios.study.document import Solving
from jobmatch.scenarios.targets.bought import Bought, bought_by
from jobmatch.scenarios.targets.document import Mean, Money
from jobmatch.scenarios.targets.least import least
from jobmatch.scenarios.targets.money import budget_of
from jobmatch.scenarios.targets.situation import Situation
from jobmatch.scenarios.targets.spending import Spending, spending


@dataclass(frozen=True, eq=False)
class Cheapest:
    """The least that has to be bought.

    Attributes
    ----------
    low, high
        Yuan: no plan that reaches the goals needs less; what `plan` needs. None: not known, or no such plan found.
    plan, problem, bought
        A plan that needs `high`, the problem it was found for, and what it buys.
    impossible
        What was proven infeasible.
    """

    low: float | None = None
    high: float | None = None
    plan: Result | None = field(default=None, repr=False)
    problem: Spending | None = field(default=None, repr=False)
    bought: Bought | None = field(default=None, repr=False)
    impossible: Result | None = field(default=None, repr=False)


def cheapest(
    situation: Situation,
    means: tuple[Mean, ...],
    solving: Solving,
    progress: Callable[[Progress], Any] | None = None,
) -> Cheapest:
    """The least that has to be bought of some means to reach the goals."""
    money = [mean for mean in means if isinstance(mean, Money)]
    limits = sum(budget_of(mean, situation).limit or 0.0 for mean in money)
    low, best = 0.0, Cheapest()
    for weight in (1.0, 0.0, None) if limits else (1.0,):
        problem = spending(situation, means, solving, weight, progress)
        found = least(problem)
        if found.impossible is not None and weight is not None:
            return Cheapest(impossible=found.impossible)
        if found.low is not None and weight is not None:
            low = max(low, round(found.low - weight * limits, 2))
        if found.plan is not None:
            bought = bought_by(problem, found.plan)
            needs = round(sum(_price(mean) * bought.amount(mean) for mean in means), 2)
            if best.high is None or needs < best.high:
                best = Cheapest(low, needs, found.plan, problem, bought)
        if best.high is not None and low >= best.high:
            break
    if best.high is None:
        return Cheapest(low)
    return Cheapest(min(low, best.high), best.high, best.plan, best.problem, best.bought)


def _price(mean: Mean) -> float:
    return 1.0 if isinstance(mean, Money) else mean.price
