"""A problem as the priced master sees it: what stages cost, what prices of its rows come to, what plans are worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.masters.ascent import Ascent
from jobmatch.masters.cases import Case
from jobmatch.masters.crossing import crossing_limits
from jobmatch.masters.highs import Floats
from jobmatch.masters.plans import Placed
from jobmatch.masters.priced_network import PricedNetwork, StageCosts, finest
from jobmatch.masters.programme import Choices, Programme
from jobmatch.masters.protocol import Limits, StageDuals
from jobmatch.masters.rows import Decided, Rows, triples_of
from jobmatch.masters.stage_bound import stage_bound
from jobmatch.masters.thinning import keeps
from jobmatch.masters.worth import stage_value, worth
from jobmatch.pairing import Scan
from jobmatch.problem.arrays import Flags, Int, Levers, Limit, Small, Stage, total
from jobmatch.problem.sides import Triples
from jobmatch.words import Words

Tell = Callable[[Words], None]

CLIMBS = 6
"""Ascents at most, each with lists that the one before has filled."""

COARSE, FINE = 0.05, 0.002
"""First steps of prices, as parts of what staying costs."""


class Setting:
    """A problem with rows that cross the network."""

    def __init__(self, scan: Scan, levers: Levers, vacancies: Int, unmatched: Int, limits: Limits, tell: Tell) -> None:
        self.scan, self.levers, self.limits, self.tell = scan, levers, limits, tell
        self.vacancies, self.unmatched = vacancies, unmatched
        n = unmatched.size
        # what a network and prices can hold: limits that depend on the plan as loose as they can be, groups apart
        loose = Case.of_all(levers, n).concrete(levers, n).limits[:-1] if levers.by_plan else levers.limits
        self.crossing: Flags = crossing_limits(replace(levers, limits=loose), n, vacancies.size)
        self.nested = replace(
            levers, limits=_where(loose, ~self.crossing), stages=(), together=None, cases=False, rows=None
        )
        self.crossed = _where(loose, self.crossing)

    def choices(self, person: Small, job: Small) -> Choices:
        """The triples of some pairs."""
        ptr, route = self.scan.all_routes(person, job)
        times = np.diff(ptr)
        person, job = np.repeat(person, times), np.repeat(job, times)
        cost = self.scan.costs(person, job) + self.scan.dearer(person, job, route)
        return Choices(Triples(person, job, route, self.scan.rows(person, job)), cost)

    def plan(self, choices: Choices, chosen: Flags) -> Placed:
        """The plan that chooses these triples."""
        everybody = np.ones(self.unmatched.size, bool)
        return Placed.nobody(everybody.size).having(everybody, choices, chosen)

    def costs(self, stage: Stage | None, decided: tuple[Decided, ...], of_hard: bool = False) -> StageCosts:
        """What a stage costs under prices, in the finest parts for which there is room."""
        rows = Rows.of(self.levers.rows, self.crossed, decided)
        given = (self.scan, self.nested, self.vacancies, self.unmatched, rows, stage, of_hard)
        return finest(lambda unit: StageCosts(*given, unit))

    def ascent(self, costs: StageCosts, network: PricedNetwork, step: float, close: float) -> Ascent:
        """An ascent from scratch with first steps of this size."""
        return Ascent(network, self.steps(costs, network, step), costs.most_prices(), close)

    def steps(self, costs: StageCosts, network: PricedNetwork, step: float) -> Floats:
        """Steps of prices that change what a typical triple costs by `step` parts of what staying costs."""
        largest = float(self.scan.largest() if costs.of_cost else 1) * costs.unit
        mean = float(np.abs(network.staying).sum()) / max(1, network.staying.size)
        spread = step * max(float(costs.unit), min(largest, mean or largest))
        sizes = costs.rows.sizes()
        return np.array([max(1.0, spread / sizes[bound.row]) for bound in costs.rows.bounds])

    def close(self, network: PricedNetwork, gap: float) -> float:
        """How far from L a gap is, parts."""
        return gap * max(1.0, abs(total(network.staying) * network.share - network.value))

    def duals(self, costs: StageCosts, network: PricedNetwork, name: str, *, finished: bool = True) -> StageDuals:
        """The duals of a network at its last prices, and what they prove."""
        return self.proof(costs, network.prices, *network.duals(finished=finished), name)

    def ascended(self, costs: StageCosts, start: Int, name: str) -> tuple[StageDuals, PricedNetwork, Placed]:
        """From these prices to the best, whatever the limits: their duals, and the plan of the network there."""
        network = PricedNetwork(costs, Limits(), self.tell)
        prices = np.zeros_like(start)
        point = network.at(prices, wholly=True)
        ascent = self.ascent(costs, network, COARSE, 0.0)
        now = np.fmin(start, costs.most_prices()).astype(np.int64)
        for _ in range(CLIMBS if start.size else 0):
            # over short lists L is only what it seems to be; all pairs say what it is
            try:
                found = network.at(now, wholly=True)
            except UnsupportedError:  # prices so large that there is no room for them
                now = prices
            else:
                prices, point = (now, found) if found.value > point.value else (prices, point)
            ascent.run(now, self.tell)
            if (ascent.prices == now).all() or self.limits.left() == 0:
                break
            now = ascent.prices
        point = network.at(prices, wholly=True)
        return self.duals(costs, network, name), network, Placed(point.job, point.route)

    def no_duals(self, costs: StageCosts, name: str) -> StageDuals:
        """Duals that bound any plan, if poorly."""
        of_jobs, of_network = np.zeros(self.vacancies.size, np.int64), np.zeros(len(costs.limits_kept()), np.int64)
        return self.proof(costs, np.zeros(len(costs.rows.bounds), np.int64), of_jobs, of_network, name)

    def proof(self, costs: StageCosts, prices: Int, of_jobs: Int, of_network: Int, name: str) -> StageDuals:
        """What prices of rows, vacancies and the network's limits prove."""
        rows = costs.rows.by_row(prices)
        sides = 0 if self.levers.rows is None else self.levers.rows.rows
        limits = np.zeros(len(self.levers.limits), np.int64)
        limits[np.flatnonzero(self.crossing)] = rows[sides : sides + len(self.crossed)]
        limits[np.flatnonzero(~self.crossing)[costs.limits_kept()]] = of_network
        bound = stage_bound(costs, prices, of_jobs, of_network, self.levers, limits)
        of_stages = tuple((stage.name, price) for stage, price in costs.rows.of_decided(rows))
        return StageDuals(name, costs.unit, of_jobs, limits, rows[:sides], of_stages, bound)

    def rows_of(self, programme: Programme, costs: StageCosts, kept: list[int]) -> list[tuple[int | None, float]]:
        """The programme's row of each bound, and by what it is divided there."""
        found: list[tuple[int | None, float]] = []
        sides = 0 if self.levers.rows is None else self.levers.rows.rows
        crossing = np.flatnonzero(self.crossing)
        for bound in costs.rows.bounds:
            which = bound.sign > 0
            if bound.row < sides:
                found.append((programme.side_rows[bound.row][which], programme.side_scale[bound.row]))
            elif bound.row < sides + crossing.size:
                found.append((programme.limit_rows[crossing[bound.row - sides]][which], 1.0))
            else:
                found.append((kept[bound.row - sides - crossing.size], 1.0))
        return found

    def from_programme(self, programme: Programme, price: Floats, costs: StageCosts, kept: list[int]) -> Int:
        """Prices of the rows' bounds that the relaxed programme gives."""
        rows = self.rows_of(programme, costs, kept)
        found = [0.0 if row is None else price[row] / scale * costs.unit for row, scale in rows]
        prices: Int = np.clip(np.rint(np.array(found)), 0, costs.most_prices()).astype(np.int64)
        return prices

    def pays(self, plan: Placed) -> Int:
        """Cost of each person's triple, or of staying."""
        who = np.flatnonzero(plan.job >= 0).astype(np.int32)
        pays = self.unmatched.copy()
        pays[who] = self.scan.costs(who, plan.job[who]) + self.scan.dearer(who, plan.job[who], plan.route[who])
        return pays

    def value(self, stage: Stage | None, plan: Placed) -> int:
        """What a stage counts of a plan, or what it costs."""
        if stage is not None:
            return stage_value(self.levers, stage, plan.job)
        rows = None if self.levers.rows is None else self.levers.rows.used(triples_of(self.scan, plan.job, plan.route))
        return worth(self.levers, self.vacancies.size, plan.job, self.pays(plan), rows).vector[-1]

    def keeps(self, plan: Placed) -> bool:
        """Whether a plan breaks nothing that is hard."""
        return keeps(self.scan, self.levers, self.vacancies, self.unmatched, plan)


def _where(limits: tuple[Limit, ...], kept: Flags) -> tuple[Limit, ...]:
    return tuple(limit for limit, keep in zip(limits, kept.tolist(), strict=True) if keep)
