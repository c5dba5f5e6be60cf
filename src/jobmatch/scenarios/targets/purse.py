"""Money that is there already costs nothing: the least that is spent beyond the limits of budgets.

A yuan of a budget counts from its limit on, which is no sum over persons. Two problems that are lie below it: one where
it counts from the first yuan, less the limit, and one where it never counts (Lagrange, with weights 1 and 0). Where the
plan of one has money above the limit, or that of the other below it, they meet. A third, where money keeps to the
limit, is a plan for the case between. Seats of a course that needs a class are counted in the same way (`seats`).

A plan counts only if the policy as it is, with what is bought, has it too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from jobmatch.engine import Progress
from jobmatch.result import Result
from jobmatch.scenarios.study.document import Solving
from jobmatch.scenarios.targets.bought import Bought, bought_by, kept
from jobmatch.scenarios.targets.document import Mean, Money
from jobmatch.scenarios.targets.least import least
from jobmatch.scenarios.targets.money import budget_of
from jobmatch.scenarios.targets.seats import Counting, with_class
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
    kept
        The same persons in the same jobs, by the policy as it is with what is bought.
    impossible
        What was proven infeasible.
    """

    low: float | None = None
    high: float | None = None
    plan: Result | None = field(default=None, repr=False)
    problem: Spending | None = field(default=None, repr=False)
    bought: Bought | None = field(default=None, repr=False)
    kept: Result | None = field(default=None, repr=False)
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
    classes = with_class(means, situation.policy)
    free_seats = sum(mean.price * seats for mean, seats in classes)
    weights: tuple[float | None, ...] = (1.0, 0.0, None) if limits else (1.0,)
    countings: tuple[Counting, ...] = ("beside", "each", "free", "none") if classes else ("beside",)
    low, best = 0.0, Cheapest()
    for weight, counting in product(weights, countings):
        problem = spending(situation, means, solving, weight, counting, progress)
        found = least(problem)
        if weight is not None and counting != "none":
            if found.impossible is not None:
                return Cheapest(impossible=found.impossible)
            if found.low is not None:
                counted = weight * limits + (free_seats if counting == "each" else 0.0)
                low = max(low, round(found.low - counted, 2))
        if found.plan is not None:
            best = _better(best, problem, found.plan)
        if best.high is not None and low >= best.high:
            break
    return replace(best, low=low if best.high is None else min(low, best.high))


def _better(best: Cheapest, problem: Spending, plan: Result) -> Cheapest:
    """A plan, if it needs less than the best one so far and is one of the policy; else that one."""
    bought = bought_by(problem, plan)
    needs = round(sum(_price(mean) * bought.amount(mean) for mean in problem.means), 2)
    if best.high is not None and needs >= best.high:
        return best
    held = kept(problem, bought, plan)
    return best if held is None else Cheapest(None, needs, plan, problem, bought, held)


def _price(mean: Mean) -> float:
    return 1.0 if isinstance(mean, Money) else mean.price
