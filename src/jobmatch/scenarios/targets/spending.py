"""The spending problem: a policy under which a plan costs what has to be bought for it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from jobmatch import engine
from jobmatch.engine import Progress
from jobmatch.policy import WEIGHTLESS, Extra, Policy, load_policy
from jobmatch.result import Result
from jobmatch.scenarios.study.document import Solving
from jobmatch.scenarios.targets.document import Mean, Money, Seats, Vacancies
from jobmatch.scenarios.targets.further import GROUP, MEAN, OF_COPIES, Further, of_list, with_further
from jobmatch.scenarios.targets.money import counted_subsidy, of_courses, spent_by_pair
from jobmatch.scenarios.targets.seats import Counting, with_seats
from jobmatch.scenarios.targets.situation import HOUSEHOLDS, Situation

FEN, FINE = 0.01, 1e-6
"""Quanta: of money, and where prices of households or of money in persons are looked for."""

LONGEST = 60.0
"""Seconds for each problem, where the document has no limit of its own."""


@dataclass(frozen=True, eq=False)
class Spending:
    """A target with some of its means.

    Attributes
    ----------
    situation
        Where it begins.
    means
        What may be bought.
    document
        The policy: all terms but money at 0, limits of the means put away.
    further
        The lists.
    weight
        What a yuan of the budgets among the means counts, from the first one on; None: nothing, within their limits.
    """

    situation: Situation
    means: tuple[Mean, ...]
    document: dict[str, Any]
    further: Further
    solving: Solving
    weight: float | None = 1.0
    progress: Callable[[Progress], Any] | None = None

    def policy(self, order: tuple[str, ...] = (), bonus: float = 0.0) -> Policy:
        """The policy with the goals that count placements as limits: spending, less a bonus for each household."""
        document = dict(self.document)
        document["quantum"] = FINE if HOUSEHOLDS in self.situation.goals else FEN
        document["household"] = {**document["household"], "bonus": bonus}
        document["objective"] = {"order": [*order, "cost"]}
        document["quota"] = [*document["quota"], *goal_quotas(self.situation.goals)]
        return self._loaded(document)

    def most(self, figure: str) -> Result:
        """A plan that reaches as much of a figure as can be, whatever it costs: its objective counts persons left."""
        document = dict(self.document)
        name = figure.partition(":")[2]
        document["quantum"] = FINE  # prices of money are small parts of a person
        document["subsidy"] = [{**each, "weight": 0.0} for each in document["subsidy"]]
        document["course"] = [{**each, "weight": 0.0} for each in document["course"]]
        document["extra"] = {"weight": 0.0}
        if figure == HOUSEHOLDS:
            document["household"] = {**document["household"], "bonus": 1.0}
        else:
            classes = self.situation.members["priority"].unique().to_list()
            document["unmatched"] = {each: float(name in ("", each)) for each in ("default", *classes)}
        pairs = self.further.pairs
        if pairs is not None and self.situation.with_costs:
            pairs = pairs.with_columns(cost=pl.lit(0))
        return self.solve(load_policy(document), pairs=pairs, _prices=False)

    def priced(self) -> Policy:
        """The policy without the goals."""
        return self._loaded(self.document)

    def _loaded(self, document: dict[str, Any]) -> Policy:
        policy = load_policy(document)
        if self.further.price and self.situation.pairs is None:
            extra = Extra(term=self._price, persons=("priority",), jobs=(MEAN,))
            policy = policy.model_copy(update={"extra": extra})
        return policy

    def solve(self, policy: Policy, start: Result | None = None, **others: Any) -> Result:
        """Solve the problem of these lists under a policy of `policy`."""
        given: dict[str, Any] = {
            "pairs": self.further.pairs,
            "regions": self.situation.tree,
            "decisions": self.further.decisions,
            "gap": self.solving.gap,
            "time_limit": LONGEST if self.solving.time_limit is None else self.solving.time_limit,
            "solver": self.solving.solver,
            "progress": self.progress,
        }
        return engine.solve(self.situation.seekers, self.further.jobs, policy, start=start, **{**given, **others})

    def _price(self, persons: pl.DataFrame, jobs: pl.DataFrame) -> Any:
        prices = np.array([self.further.price.get(name, 0.0) for name in jobs[MEAN].fill_null("")])
        return np.tile(prices, (persons.height, 1))


def spending(
    situation: Situation,
    means: tuple[Mean, ...],
    solving: Solving,
    weight: float | None = 1.0,
    counting: Counting = "beside",
    progress: Callable[[Progress], Any] | None = None,
) -> Spending:
    """The spending problem of some means; what is not among them stays limited as it is.

    Parameters
    ----------
    weight
        See `Spending`.
    counting
        How further seats of courses with a class stand there (`seats`).

    Raises
    ------
    PolicyError
        A mean names what is not there.
    UnsupportedError
        What a budget counts, or how, cannot be made the cost of a plan.
    """
    policy = situation.policy
    further = with_further(situation, tuple(mean for mean in means if isinstance(mean, Vacancies)))
    money = tuple(mean for mean in means if isinstance(mean, Money))
    seats = tuple(mean for mean in means if isinstance(mean, Seats))
    document = _free(policy.model_dump(mode="json", by_alias=True), policy.horizon_months)
    subsidies = [each for mean in money for each in counted_subsidy(mean, situation)]
    document["subsidy"] += [{**each, "weight": 1.0} for each in subsidies if weight]
    counts_cost = bool(weight) and of_courses(money, situation)
    document["course"] = with_seats(document["course"], seats, policy, counts_cost, counting)
    if weight is not None:
        document["budget"] = [_limited(budget, money) for budget in document["budget"]]
    document["budget"] = [budget for budget in document["budget"] if budget is not None]
    document["quota"] += [_at_most(mean) for mean in means if isinstance(mean, Vacancies) and mean.at_most is not None]
    if further.price:
        document = of_list(document, OF_COPIES)
    if further.pairs is not None:
        further = spent_by_pair(further, money if weight else (), situation)
    return Spending(situation, means, document, further, solving, weight, progress)


def goal_quotas(goals: Mapping[str, int]) -> list[dict[str, Any]]:
    """The goals that count placements, as hard lower quotas."""
    return [
        {"name": f"target, {figure}", "lower": number, "persons": {"priority": name} if name else {}}
        for figure, number in goals.items()
        if figure != HOUSEHOLDS
        for name in (figure.partition(":")[2],)
    ]


def _free(document: dict[str, Any], horizon: int) -> dict[str, Any]:
    """A policy under which nothing costs anything; rules and hard limits as they are, money in yuan, once."""
    monthly = [
        each | {"months": each["months"] or horizon} if each["form"] == "monthly" else each
        for each in document["subsidy"]
    ]
    return {
        **document,
        "horizon_months": 1,
        "unmatched": {"default": 0.0},
        **{name: {**document[name], **keys} for name, keys in WEIGHTLESS.items()},
        "household": {**document["household"], "bonus": 0.0},
        "objective": {"order": ["cost"]},
        "extra": {},
        "subsidy": [{**each, "weight": 0.0, "relieves": None} for each in monthly],
        "quota": [quota for quota in document["quota"] if quota["soft"] is None],
    }


def _limited(budget: dict[str, Any], money: tuple[Money, ...]) -> dict[str, Any] | None:
    """A budget as it stays: that of a mean with the most that may be bought, or not at all."""
    mean = next((each for each in money if each.budget == budget["name"]), None)
    if mean is None:
        return budget
    return None if mean.at_most is None else {**budget, "limit": budget["limit"] + mean.at_most}


def _at_most(mean: Vacancies) -> dict[str, Any]:
    per = {"per": f"jobs.{GROUP}"} if mean.per else {}
    return {"name": f"at most, {mean.name}", "jobs": {MEAN: mean.name}, "upper": mean.at_most, **per}
