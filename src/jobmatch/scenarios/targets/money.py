"""Money of a budget as what a plan costs: by its subsidy, by courses, or by a column of the pairs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from jobmatch.errors import PolicyError, UnsupportedError
from jobmatch.policy import Budget
from jobmatch.scenarios.targets.document import Money
from jobmatch.scenarios.targets.further import MEAN, Further
from jobmatch.scenarios.targets.situation import Situation
from jobmatch.words import said
from jobmatch.words.near import did_you_mean

COURSES = "course_cost"


def budget_of(mean: Money, situation: Situation) -> Budget:
    """The budget of a mean.

    Raises
    ------
    PolicyError
        The policy has none of that name.
    UnsupportedError
        It has groups, or counts what is no money here.
    """
    budgets = {budget.name: budget for budget in situation.policy.budget}
    if mean.budget not in budgets:
        near = did_you_mean(mean.budget, budgets)
        raise PolicyError(said("target.no_such", kind=said("target.kind.budget"), name=mean.budget, near=near))
    budget = budgets[mean.budget]
    if budget.per is not None:
        raise UnsupportedError(said("target.budget_per", budget=mean.budget))
    predicates = budget.persons or budget.jobs or budget.pairs
    if not (
        _subsidy(budget, situation) or (not predicates and (budget.usage == COURSES or _column(budget, situation)))
    ):
        raise UnsupportedError(said("target.usage", budget=mean.budget, usage=budget.usage))
    return budget


def counted_subsidy(mean: Money, situation: Situation) -> list[dict[str, Any]]:
    """The subsidy of a budget once more, for those whom the budget counts, with its money as cost."""
    budget = budget_of(mean, situation)
    subsidy = _subsidy(budget, situation)
    if subsidy is None:
        return []
    found = subsidy.model_dump(mode="json", by_alias=True)
    for side in ("persons", "jobs", "pairs"):
        one, other = getattr(subsidy, side), getattr(budget, side)
        if any(one[column] != other[column] for column in set(one) & set(other)):
            raise UnsupportedError(said("target.usage", budget=mean.budget, usage=budget.usage))
        found[side] = {**one, **other}
    months = situation.policy.horizon_months if subsidy.form == "monthly" and subsidy.months is None else subsidy.months
    return [{**found, "name": f"money, {mean.budget}", "weight": 1.0, "relieves": None, "months": months}]


def of_courses(money: tuple[Money, ...], situation: Situation) -> bool:
    """Whether the cost of courses is money that is spent."""
    return any(_kind(budget_of(mean, situation), situation) == COURSES for mean in money)


def spent_by_pair(further: Further, money: tuple[Money, ...], situation: Situation) -> Further:
    """The pairs with what each spends: as their cost where they give the costs, else as their column ``extra``."""
    pairs = further.pairs
    assert pairs is not None
    price = further.jobs.select("job_id", pl.col(MEAN).replace_strict(further.price, default=0.0).alias("spent"))
    spent = pairs.select("job_id").join(price, on="job_id", how="left", maintain_order="left")["spent"].fill_null(0.0)
    for mean in money:
        budget = budget_of(mean, situation)
        if _kind(budget, situation) == "pairs":
            used = pairs[budget.usage].cast(pl.Float64).fill_null(0.0)
            if ((used * 100).round() - used * 100).abs().max() > 1e-6:  # type: ignore[operator]
                raise UnsupportedError(said("target.usage", budget=mean.budget, usage=budget.usage))
            spent = spent + used
    name = "cost" if situation.with_costs else "extra"
    return replace(further, pairs=pairs.with_columns(spent.round(2).alias(name)))


def _kind(budget: Budget, situation: Situation) -> str:
    """What the budget counts: a subsidy, what courses cost, or a column of the pairs."""
    if _subsidy(budget, situation):
        return "subsidy"
    return COURSES if budget.usage == COURSES else "pairs"


def _subsidy(budget: Budget, situation: Situation) -> Any:
    return next((each for each in situation.policy.subsidy if each.name == budget.usage), None)


def _column(budget: Budget, situation: Situation) -> bool:
    return situation.pairs is not None and budget.usage in situation.pairs.columns
