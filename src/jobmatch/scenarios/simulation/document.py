"""The simulation document: what happens by chance, and the rules that are compared (data only)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from jobmatch.policy.base import Number, Share, Table
from jobmatch.scenarios.study.document import Based, Positive, Replicates, Solving
from jobmatch.words import said

Whole = Annotated[int, Field(strict=True, ge=1, le=100_000)]

WENT = 0.685
"""Of 546 who signed in Yunxi 374 went (the 2016 pilot report)."""


class Periods(Table):
    """Months, one after the other."""

    count: Annotated[int, Field(strict=True, ge=1, le=600)] = 12


class Arrivals(Table):
    """Who and what is there from the beginning; the others come in later periods, each as likely as the other."""

    seekers_at_first: Share = 0.5
    """The part of the seekers that is on the list in the first period."""
    jobs_at_first: Share = 0.5
    """The part of the rows of the list of jobs."""
    posts_close: Share = 0.0
    """The probability that an open post is taken off the list, each month."""
    gives_up: Share = 0.0
    """The probability that a person who is still waiting goes away for good, each month."""


class Acceptance(Table):
    """The probability that a proposal is accepted: logistic in what the person sees of it."""

    constant: Number = 1.5
    wage_gap: Number = -0.2
    """For each 100 yuan that the offer is below the wage wished for."""
    km: Number = -0.05
    """For each 100 kilometres."""
    rank: Number = -0.3
    """For each place that region or job type is down in the person's wish."""
    answered: Share = 1.0
    """The probability that a proposal is answered within the month; others stay open."""


class NoShow(Table):
    """Who accepts and does not come."""

    probability: Share = round(1 - WENT, 3)


class Leaving(Table):
    """Who leaves after having come: ``stay ** ((k / months) ** shape)`` are in post after k months, where `stay` is the
    job's (its column `stay`, else the policy's `retention.default_stay`)."""

    months: Positive = 3.0
    """After how many months the part that is still in post was counted."""
    shape: Positive = 1.0
    """Below 1: most leave early (Weibull)."""
    returns: Share = 0.5
    """The part of those who leave that comes back onto the list."""


class Orders(Table):
    """Persons who come one by one, or in batches, and are placed at once for good: rules against hindsight."""

    count: Annotated[int, Field(strict=True, ge=1, le=10_000)] = 50
    """Orders of arrival."""
    batch: Whole = 1
    """How many are decided at a time."""
    arrivals: Literal["once", "held_out"] = "once"
    """Everybody once; or as many drawn again and again from one half of the persons, while forecasts know the other."""


class Rule(Table):
    """How jobs are proposed."""

    name: str
    rule: Literal["myopic", "first_come", "price_guided"] = "myopic"
    """The best for those who are there; each in turn the cheapest; the best, prices for what is left counted."""
    prices: Literal["pool", "seen", "hindsight"] = "pool"
    """Of price_guided: from all persons as a known distribution, from those seen so far, from those of the very order
    (for reference)."""
    every: Whole = 25
    """After how many persons prices are made anew."""
    futures: Whole = 8
    """Futures whose prices are averaged; with limits beside vacancies only where the persons to forecast from are more
    than `sample`."""
    sample: Whole = 500
    """Persons of such a future at most."""
    policy: dict[str, Any] = {}
    """Changes of the policy, as in studies; only with periods."""


class Simulation(Based):
    """The simulation document (TOML), frozen. Read it with `load_simulation`."""

    periods: Periods | None = None
    arrivals: Arrivals = Arrivals()
    acceptance: Acceptance = Acceptance()
    no_show: NoShow = NoShow()
    leaving: Leaving = Leaving()
    orders: Orders | None = None
    policy: Annotated[tuple[Rule, ...], Field(min_length=1)] = (Rule(name="myopic"),)
    replicates: Replicates = Replicates()
    solve: Solving = Solving()

    @model_validator(mode="after")
    def _fits(self) -> Simulation:
        names = [each.name for each in self.policy]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(said("policy.name_twice", kind="policy", twice=twice[0]))
        if self.periods is None and self.orders is None:
            raise ValueError(said("simulation.nothing"))
        if self.base.plan is not None or self.base.decisions is not None:
            raise ValueError(said("simulation.no_rounds"))
        if self.base.stay is not None:
            raise ValueError(said("simulation.no_model"))
        for each in self.policy:
            if self.periods is not None and each.rule == "price_guided":
                raise ValueError(said("simulation.only_orders", name=each.name))
            if self.orders is not None and each.policy:
                raise ValueError(said("simulation.only_periods", name=each.name))
        return self
