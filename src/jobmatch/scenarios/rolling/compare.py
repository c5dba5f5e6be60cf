"""Rules against hindsight, over many orders of arrival."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import polars as pl

from jobmatch.problem.arrays import Int, total
from jobmatch.scenarios.rolling.forecast import Floats, Forecast, relaxed, solved
from jobmatch.scenarios.rolling.instance import Instance
from jobmatch.scenarios.rolling.rules import NOBODY, Guide, assigned

EARLY = (0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 26, 33)
"""After so many persons prices are made anew in any case: the first ones teach the most."""


@dataclass(frozen=True)
class Rule:
    """How persons are decided as they come.

    Attributes
    ----------
    kind
        first_come, myopic (a batch at least cost), or price_guided.
    prices
        From whom: ``"pool"`` (all persons, as a distribution that is known), ``"seen"`` (those who came before and
        those who are there), ``"hindsight"`` (those of this very order: for reference, nobody could know them).
    every
        After so many persons prices are made anew.
    """

    name: str
    kind: Literal["first_come", "myopic", "price_guided"]
    prices: Literal["pool", "seen", "hindsight"] = "pool"
    every: int = 25
    forecast: Forecast = field(default_factory=Forecast)


@dataclass(frozen=True, eq=False)
class Order:
    """Who comes, and whom forecasts may be made from.

    Attributes
    ----------
    persons
        In the order of their coming; one may come more than once.
    pool
        Persons that are known from earlier.
    """

    persons: Int
    pool: Int


@dataclass(frozen=True)
class Hindsight:
    """What the best plan of all who came saves against placing nobody, quanta.

    Attributes
    ----------
    proven
        Whether such a plan is known; else no plan saves more.
    placed
        Its placements; None where it is not known.
    cost_of
        What the best plan with so many placements costs, quanta; None where that is not known, or there is none.
    """

    saved: float
    proven: bool
    placed: int | None = None
    cost_of: Callable[[int], int | None] | None = None


def order_of(n: int, held_out: bool, draws: np.random.Generator) -> Order:
    """Everybody once in an order drawn at random; or, held out, as many drawn again and again from one half of the
    persons, of which the pool, the other half, has none."""
    shuffled = draws.permutation(n)
    if not held_out:
        return Order(shuffled, np.arange(n))
    half = n // 2
    return Order(shuffled[half + draws.integers(0, n - half, n)], np.sort(shuffled[:half]))


def compared(
    instance: Instance,
    rules: Sequence[Rule],
    *,
    orders: int,
    batch: int,
    seed: int,
    held_out: bool = False,
    hindsight: Hindsight | None = None,
    told: Callable[[int], Any] | None = None,
) -> pl.DataFrame:
    """Every rule on every order of arrival.

    Parameters
    ----------
    hindsight
        Of all persons once; None, or held out: the linear relaxation's, order by order, which no plan beats.
    told
        Called with the number of orders done.

    Returns
    -------
    polars.DataFrame
        policy, order, arrivals, placed, cost_of_placed, saved, hindsight_placed, hindsight_saved, hindsight_proven,
        share_of_hindsight (of what is saved against placing nobody), hindsight_cost_of_as_many (of the best plan with
        as many placements), share_of_hindsight_cost (that by the cost).
    """
    rows = []
    for number in range(orders):
        draws = np.random.default_rng((seed, number))
        order = order_of(instance.n, held_out, draws)
        weight = np.bincount(order.persons, minlength=instance.n).astype(float)
        best = hindsight
        if best is None or held_out:
            rest = relaxed(instance, weight, instance.room)
            best = Hindsight(rest.saved, proven=False)
        for rule in rules:
            guide = _guide(instance, rule, order, weight, np.random.default_rng((seed, number, 1)))
            jointly = rule.kind != "first_come"
            took = assigned(instance, order.persons, batch, guide, jointly=jointly)
            rows.append({"policy": rule.name, "order": number} | _scored(instance, order, took, best))
        if told is not None:
            told(number + 1)
    return pl.DataFrame(rows, infer_schema_length=None)


def _guide(instance: Instance, rule: Rule, order: Order, weight: Floats, draws: np.random.Generator) -> Guide | None:
    if rule.kind != "price_guided":
        return None
    if rule.prices == "hindsight":
        room = instance.room
        known = solved(instance, order.persons, room) if instance.network else relaxed(instance, weight, room).price
        return lambda _before, _who, _left: known
    return _Learnt(instance, rule, order, draws)


class _Learnt:
    """Prices that are made anew as room is taken and persons are seen."""

    def __init__(self, instance: Instance, rule: Rule, order: Order, draws: np.random.Generator) -> None:
        self.instance, self.rule, self.order, self.draws = instance, rule, order, draws
        self.due = self._due()
        self.next = 0
        self.price = np.zeros(instance.room.size)

    def _due(self) -> Iterator[int]:
        """After how many persons prices are made."""
        if self.rule.prices == "seen":
            yield from (early for early in EARLY if early < self.rule.every)
            first = self.rule.every
        else:
            first = 0
        while True:
            yield first
            first += self.rule.every

    def __call__(self, before: int, who: Int, left: Int) -> Floats:
        made = False
        while self.next <= before:
            self.next, made = next(self.due), True
        if made:
            came = self.order.persons
            pool = came[: before + who.size] if self.rule.prices == "seen" else self.order.pool
            remaining = came.size - before
            self.price = self.rule.forecast.prices(self.instance, pool, remaining, left, self.draws)
        return self.price


def _scored(instance: Instance, order: Order, took: Int, best: Hindsight) -> dict[str, Any]:
    chosen = np.flatnonzero(took != NOBODY)
    assert (instance.used(took[chosen]) <= instance.room).all(), "no limit is ever broken"
    unit = 10**instance.decimals
    cost = total(instance.cost[took[chosen]])
    saved = total(instance.unmatched[order.persons[chosen]]) - cost
    as_many = None if best.cost_of is None or not chosen.size else best.cost_of(int(chosen.size))
    return {
        "arrivals": int(order.persons.size),
        "placed": int(chosen.size),
        "cost_of_placed": cost / unit,
        "saved": saved / unit,
        "hindsight_placed": best.placed,
        "hindsight_saved": best.saved / unit,
        "hindsight_proven": best.proven,
        "share_of_hindsight": saved / best.saved if best.saved > 0 else None,
        "hindsight_cost_of_as_many": None if as_many is None else as_many / unit,
        "share_of_hindsight_cost": as_many / cost if as_many is not None and as_many > 0 and cost > 0 else None,
    }
