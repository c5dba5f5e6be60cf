"""One stage of a problem with prices on the rows that cross the network: what is left is a network again.

L of the prices is the least of cost + tolls over all plans that the network allows, less prices times limits: no plan
that keeps the rows is below it (Lagrange). The tree of one vector of prices is a good start for the next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from jobmatch.errors import UnsupportedError
from jobmatch.masters.duals import of_limits
from jobmatch.masters.first_prices import Start, first_prices, shrunk, unknown_prices
from jobmatch.masters.network import Layout, Network, lay_out
from jobmatch.masters.protocol import Limits, Outcome, OutOfTime
from jobmatch.masters.rounds import Rounds
from jobmatch.masters.rows import Rows
from jobmatch.pairing import Scan, holds_all
from jobmatch.policy import TIERS
from jobmatch.problem.arrays import Int, Levers, Limit, Small, Stage, total
from jobmatch.words import Words

Floats = npt.NDArray[np.float64]

UNITS = (10_000, 1_000, 100, 10, 1)
"""Parts of a quantum in which prices are counted: the finest for which there is room."""

UNITS_OF_COUNTS = (10**10, 10**8, 10**6, *UNITS)
"""The same of a unit of a stage that counts: what a fen is worth there is a small part of a person."""

DEAR = 64
"""Times of what a triple or a unit can be worth beyond which no price goes."""

ROOM = 4
"""How much larger than the costs at the beginning tolls may make them before the network is laid out anew."""


@dataclass(frozen=True, eq=False)
class Costs:
    """What a stage and prices on rows make of costs, in parts.

    Attributes
    ----------
    scan
        Pairs with tolls.
    stay
        What staying costs, shape (n,).
    levers
        Limits of the network and households.
    constant
        What is to be added to any plan's cost, prices times limits apart.
    """

    scan: Scan
    stay: Int
    levers: Levers
    constant: int


@dataclass(frozen=True, eq=False)
class StageCosts:
    """One stage of a problem: how prices on rows change its costs.

    Attributes
    ----------
    levers
        Limits that nest, households; neither stages nor rows.
    stage
        What is to be small: a stage of the order, or cost (None). The first of all, "hard", has no name and counts the
        hard units broken.
    """

    scan: Scan
    levers: Levers
    vacancies: Int
    unmatched: Int
    rows: Rows
    stage: Stage | None
    of_hard: bool
    unit: int

    @property
    def of_cost(self) -> bool:
        """Whether money is what is to be small."""
        return self.stage is None and not self.of_hard

    def of_unit(self, limit: Limit) -> int:
        """What a unit below or above this limit costs in the stage, in parts; 0 where it is no concern of the stage."""
        if limit.soft is None:
            return self.unit if self.of_hard else 0
        return limit.soft * self.unit if self.of_cost else 0

    def at(self, prices: Int) -> Costs:
        """Costs under prices of the rows' bounds, in parts."""
        rows, unit, n = self.rows, self.unit, self.unmatched.size
        of_row = rows.by_row(prices)
        rows.refuse_large(of_row)
        of_cost = self.of_cost
        scan = self.scan.priced(rows.tolls(of_row, unit if of_cost else 0, self.vacancies.size))
        of_persons = rows.of_persons(of_row, n)
        stay = (self.unmatched * unit if of_cost else np.zeros(n, np.int64)) - of_persons
        constant = total(of_persons)
        if self.of_hard and self.levers.must is not None:
            stay += unit * self.levers.must
        weighed = [*rows.of_decided(of_row), *([] if self.stage is None else [(self.stage, unit)])]
        far = np.zeros(len(TIERS), np.int64)
        covers = unit * self.levers.households.bonus if of_cost and self.levers.households is not None else 0
        for stage, weight in weighed:
            if stage.placed is None:
                covers += weight
                constant += weight * (0 if self.levers.households is None else len(self.levers.households.ids))
                continue
            stay += weight * stage.placed
            if stage.near is not None:
                far[stage.near.tier + 1 :] += weight
        if far.any():
            scan = scan.with_tiers(tuple(far.tolist()))
        return Costs(scan, stay, self._levers(covers), constant)

    def _levers(self, covers: int) -> Levers:
        homes = self.levers.households
        homes = None if homes is None else replace(homes, bonus=covers)
        limits = self.levers.limits
        if self.of_hard:
            limits = tuple(replace(limit, soft=self.unit) for limit in limits if limit.soft is None)
        else:
            limits = tuple(
                limit if limit.soft is None else replace(limit, soft=limit.soft * self.unit)
                for limit in limits
                if limit.soft is None or self.stage is None
            )
        return replace(self.levers, limits=limits, households=homes, must=None if self.of_hard else self.levers.must)

    def limits_kept(self) -> list[int]:
        """Which of the levers' limits the network of this stage has."""
        limits = enumerate(self.levers.limits)
        return [k for k, limit in limits if limit.soft is None or (self.stage is None and not self.of_hard)]

    def most_prices(self) -> Floats:
        """The greatest price of each bound on a row, parts; of a hard one far more than a triple can be worth."""
        of_cost = self.of_cost
        largest = self.scan.largest() + int(np.abs(self.unmatched).max(initial=0)) if of_cost else 1
        most = np.full(len(self.rows.bounds), float(DEAR * self.unit * max(1, largest)))
        for k, bound in enumerate(self.rows.bounds):
            if bound.soft is not None:
                most[k] = bound.soft * self.unit if of_cost else 0
            elif self.of_hard and bound.quota:
                most[k] = self.unit
        return most

    def due(self, prices: Int, *, crossing: bool = True) -> int:
        """What prices pay for the limits of the rows; of those that cross as well, or not."""
        pairs = zip(self.rows.bounds, prices.tolist(), strict=True)
        return sum(
            bound.sign * bound.limit * price for bound, price in pairs if crossing or not self.rows.of_limits(bound)
        )


@dataclass(frozen=True, eq=False)
class Point:
    """What is found under prices.

    Attributes
    ----------
    value
        L, or above it where short lists lack a pair; parts.
    job, route, used
        A plan that has this value, and what it uses of the rows.
    cost
        Its cost without tolls, parts.
    """

    value: int
    job: Small
    route: Small
    used: Int
    cost: int


class PricedNetwork:
    """L of one stage, evaluated again and again from where it was."""

    def __init__(
        self,
        costs: StageCosts,
        limits: Limits,
        tell: Callable[[Words], None],
        start: Start | None = None,
        share: float = 1.0,
    ) -> None:
        """Nothing is solved before the first prices.

        `start` has prices of the nodes to begin with. With a `share` only so many of the persons are looked at, a
        random part, and all limits are scaled: to learn prices from.
        """
        self.costs, self.limits, self._tell, self._start, self.share = costs, limits, tell, start, share
        self.value = 0
        self.rounds: Rounds | None = None
        self._layout: Layout | None = None
        self._now: Costs | None = None
        self.prices: Int = np.zeros(len(costs.rows.bounds), np.int64)

    def at(self, prices: Int, wholly: bool) -> Point:
        """The value at these prices: over all pairs, or over the short lists only.

        Raises
        ------
        OutOfTime
            A limit came first.
        """
        prices = self.costs.rows.plain(prices)
        now, before = self.costs.at(prices), self._now
        same = before is not None and _bonus(before.levers) == _bonus(now.levers)
        if self.rounds is None or not same or now.scan.largest() > self._most:
            self._begin(now, prices)
            wholly = wholly or self.share == 1
        else:
            self.rounds.recost(now.scan, self._staying(now))
            self._now, self.prices = now, prices
        assert self.rounds is not None
        self.rounds.limits = self.limits
        if wholly and self.share < 1:
            self.rounds.settle()
        elif wholly:
            outcome = self.rounds.go_on(self._tell)
            if outcome is Outcome.INTERRUPT:
                raise KeyboardInterrupt
            if outcome is Outcome.TIME:
                raise OutOfTime
        else:
            self.rounds.tree.run(self.limits)
        return self._point(now, prices)

    def look_around(self) -> Point:
        """The same prices again, with the pairs that most of the short lists lack there."""
        assert self.rounds is not None
        assert self._now is not None
        if self.rounds.look_more(self.rounds.tree.price):
            self.rounds.tree.run(self.limits)
        return self._point(self._now, self.prices)

    def _begin(self, now: Costs, prices: Int) -> None:
        """Lay the network out, and find a first plan."""
        largest = ROOM * (now.scan.largest() + int(np.abs(now.stay).max(initial=0)))
        layout = lay_out(now.levers, self.costs.vacancies, now.stay, largest)
        network, scan, start = layout.network(layout.scale(0)), now.scan, self._start
        self._most, self._layout, self._whole = largest, layout, network
        self._now, self.prices = now, prices
        # who is a household alone pays its bonus by staying; who must be placed stays at a hard unit
        self._beside = layout.stay[-1] - now.stay + layout.scale(0)[0] * layout.stay[0]
        if start is None:
            start = unknown_prices(network) if holds_all(scan) else first_prices(scan, network, largest, self.limits)
        self._start = None
        if self.share < 1:
            network = self._part(network)
            start = start.of(self._whole.narrowed(start.price))
        self.rounds = Rounds(scan, network, start, self.limits)
        self.rounds.begin(None)

    def _part(self, network: Network) -> Network:
        return network.of_first(int(network.stay.size * self.share), shrunk(network.vacancies, self.share), self._most)

    def _staying(self, now: Costs) -> Int:
        """What staying costs the persons looked at."""
        stay = now.stay + self._beside
        return stay if self.share == 1 else self._part(replace(self._whole, stay=stay)).stay

    def learnt(self) -> Start:
        """Prices of all nodes that a part has taught, on the scale on which they may err."""
        assert self.rounds is not None
        start = self.rounds.settle()
        return start.of(self._whole.widened(start.price))

    def _point(self, now: Costs, prices: Int) -> Point:
        rounds = self.rounds
        assert rounds is not None
        seat = rounds.tree.persons.seat
        job = np.full(self.costs.unmatched.size, -1, np.int32)
        job[: seat.size] = np.where(seat < rounds.network.jobs, seat, -1)
        route = routes_of(now.scan, job)
        worth = rounds.tree.worth + round(now.constant * self.share)
        self.value = worth - round(self.costs.due(prices) * self.share)
        used = self.costs.rows.used(self.costs.scan, self.costs.levers, job, route)
        paid = int(self.costs.rows.by_row(prices) @ used)
        return Point(self.value, job, route, used, worth - paid)

    @property
    def now(self) -> Costs:
        """Costs under the last prices."""
        assert self._now is not None
        return self._now

    @property
    def staying(self) -> Int:
        """What staying costs, parts."""
        assert self._now is not None
        return self._now.stay

    @property
    def broken(self) -> int:
        """Units of hard limits that the plan breaks: more than 0 if no plan keeps them, whatever the rows."""
        assert self.rounds is not None
        assert self._layout is not None
        return self._layout.broken(self.rounds.tree.arcs.flow, self.rounds.tree.persons.seat >= self._layout.jobs)

    def duals(self, *, finished: bool = True) -> tuple[Int, Int]:
        """Prices of the vacancies and of the network's limits at the last point, parts.

        Where a limit came before the point was `finished`, those of the best bound there, as far as signs allow.
        """
        assert self.rounds is not None
        assert self._layout is not None
        if finished:
            found = of_limits(self.rounds.tree.price[None, :], self._layout)
            return found.vacancies[0], found.limits[0]
        found = of_limits(self.rounds.best_price[None, :], self._layout)
        low, high = self._layout.ranges(self._layout.scale(0))
        return np.maximum(0, found.vacancies[0]), np.clip(found.limits[0], low, high)

    def plan(self) -> tuple[Small, Small]:
        """Job and route of everybody in the best plan yet."""
        assert self.rounds is not None
        job = np.full(self.costs.unmatched.size, -1, np.int32)
        found = self.rounds.plan()[0]
        job[: found.size] = found
        return job, routes_of(self.now.scan, job)


def routes_of(scan: Scan, job: Small) -> Small:
    """The cheapest route of each person's job, NO_COURSE for none."""
    route = np.full(job.size, -1, np.int32)
    placed = np.flatnonzero(job >= 0).astype(np.int32)
    route[placed] = scan.routes(placed, job[placed])
    return route


def finest(costs: Callable[[int], StageCosts]) -> StageCosts:
    """The stage with the finest parts for which there is room.

    Raises
    ------
    UnsupportedError
        There is none.
    """
    units = UNITS if costs(1).of_cost else UNITS_OF_COUNTS
    for unit in units:
        stage = costs(unit)
        now = stage.at(np.zeros(len(stage.rows.bounds), np.int64))
        largest = ROOM * (now.scan.largest() + int(np.abs(now.stay).max(initial=0)))
        try:
            lay_out(now.levers, stage.vacancies, now.stay, largest).scale(0)
        except UnsupportedError:
            if unit == UNITS[-1]:
                raise
            continue
        return stage
    raise AssertionError


def _bonus(levers: Levers) -> int:
    return 0 if levers.households is None else levers.households.bonus
