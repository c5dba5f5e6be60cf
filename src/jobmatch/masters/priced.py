"""The master for rows that cross the network: prices by an ascent, whole plans by an exact programme.

Stage by stage of the order. Where the triples are few the programme has them all, and its plan is optimal; the prices
then prove as much as prices can. Where there are many the programme is left with the persons whom the prices leave
undecided.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import numpy as np

from jobmatch.masters.core import Core
from jobmatch.masters.highs import Floats
from jobmatch.masters.plans import Placed
from jobmatch.masters.priced_network import PricedNetwork, StageCosts
from jobmatch.masters.programme import Choices, Programme
from jobmatch.masters.protocol import ByStage, Limits, Outcome, OutOfTime, Solution, StageDuals, Warm, unhurried
from jobmatch.masters.repair import MOST_PAIRS, Undecided
from jobmatch.masters.rows import Decided
from jobmatch.masters.setting import CLIMBS, COARSE, FINE, Setting, Tell
from jobmatch.masters.stages import COST
from jobmatch.masters.thinning import thinned
from jobmatch.masters.why_none import why_none
from jobmatch.masters.worth import stage_value
from jobmatch.pairing import Scan
from jobmatch.problem.arrays import Flags, Int, Levers, Small, Stage
from jobmatch.words import said

FEW_PAIRS = 20_000
"""Eligible pairs up to which the programme has them all from the beginning."""

FEW_TRIPLES = 1_000
"""Triples up to which they are all in one programme, however dear."""

PART, SMALLEST_PART = 0.25, 2_000
"""Share of the persons on whom prices are learnt, where it is worth it."""

FIRST_LOOKS, AROUND = 20, 5
"""Looks of an ascent by planes before plans are mixed person by person; after so many better ones all pairs count."""

PART_LOOKS = 120
"""Looks at a part of the persons at most."""

LOOSE = 2e-5
"""What may be ahead of such an ascent, as a gap."""

ENOUGH, TRIES = 1e-5, 2
"""Gap of a whole plan that is small enough, and how many plans are tried to get there."""

CLOSE = 5e-7
"""What may be ahead of prices that are good enough, as a gap."""


class PricedMaster:
    """Lagrangian prices on rows over the job tree, and an exact programme over what they leave open."""

    name = "priced"
    carries = frozenset(
        {
            "vacancies",
            "quota",
            "household",
            "order",
            "binding",
            "share",
            "all_or_none",
            "together",
            "budget",
            "course",
            "crossing",
        }
    )

    def solve(
        self,
        scan: Scan,
        vacancies: Int,
        unmatched: Int,
        limits: Limits,
        tell: Tell,
        warm: Warm | None = None,
        levers: Levers | None = None,
    ) -> Solution:
        """The best plan found with the best bound of prices, and whether the programme proved it."""
        assert levers is not None
        return _Search(scan, levers, vacancies, unmatched, limits, tell).run()


class _Search(Setting):
    """The search of one solve."""

    def __init__(self, scan: Scan, levers: Levers, vacancies: Int, unmatched: Int, limits: Limits, tell: Tell) -> None:
        super().__init__(scan, levers, vacancies, unmatched, limits, tell)
        self.proofs: list[StageDuals] = []
        self.decided: tuple[Decided, ...] = ()
        self.found: Placed | None = None
        self.network: PricedNetwork | None = None
        self.learnt: list[Placed] = []

    def run(self) -> Solution:
        """Stage by stage: over all triples where these are few, else from prices."""
        held = self.scan.held()
        pairs = int(self.scan.counts().eligible.sum()) if held is None else held.job.size
        if pairs <= FEW_PAIRS:
            return self._over_all()
        try:
            return self._from_prices()
        except (OutOfTime, KeyboardInterrupt) as stop:
            ended = Outcome.TIME if isinstance(stop, OutOfTime) else Outcome.INTERRUPT
            return unhurried(lambda: self._so_far(ended))[0]

    def _so_far(self, ended: Outcome) -> Solution:
        """What is at hand when a limit comes: the plan there is, or one thinned from the network's; some bound."""
        known = {proof.name for proof in self.proofs}
        costs, network = self.costs(None, self.decided), self.network
        there = network is not None and network.rounds is not None
        if COST not in known and there and network is not None and network.costs.of_cost and network.share == 1:
            self.proofs.append(self.duals(network.costs, network, COST, finished=False))
        elif COST not in known:
            self.proofs.append(self.no_duals(costs, COST))
        nobody = np.full(self.unmatched.size, -1, np.int32)
        plan = self.found
        if plan is None:
            plans = [Placed(*network.plan())] if there and network is not None else []
            now = max([*plans, *self.learnt, Placed(nobody, nobody)], key=lambda each: int((each.job >= 0).sum()))
            plan = thinned(self.scan, self.levers, self.vacancies, self.unmatched, now)
        return self._solution(plan or Placed(nobody, nobody), ended, proven=False)

    def _from_prices(self) -> Solution:
        """Prices of each stage, then a whole plan near them."""
        for stage in (*self.levers.stages, None):
            costs = self.costs(stage, self.decided)
            network = self._learnt(costs)
            search = self._climb(costs, network, self.decided)
            if network.broken:
                return self._impossible(claimed=False)
            self.proofs.append(self.duals(costs, network, _name(stage)))
            self.found = self._best_of(stage, self.found, self._plans(search))
            if self.found is None:
                return self._impossible(claimed=False)
            if stage is not None:
                value = stage_value(self.levers, stage, self.found.job)
                self.decided = (*self.decided, Decided(stage, value))
        assert self.found is not None
        return self._solution(self.found, Outcome.OPTIMAL, proven=False)

    def _plans(self, search: Undecided) -> Iterator[Placed]:
        """Plans that keep everything, the most promising first."""
        assert search.best is not None
        now = Placed(search.best.job, search.best.route)
        stage = search.stage
        plans = [now] if self.keeps(now) else []
        least = -(-search.best.value // search.network.costs.unit)
        if not plans or self.value(stage, now) > least:  # what limits leave over is worth their price
            enough = search.best.value + self.close(search.network, max(ENOUGH, self.limits.gap))
            found = islice((plan for plan in search.whole() if self.keeps(plan)), TRIES)
            for plan in found:
                plans.append(plan)
                if self.value(stage, plan) * search.network.costs.unit <= enough:
                    break
            if not plans:
                everybody = search.everybody()
                plans = [everybody] if everybody is not None and self.keeps(everybody) else []
        yield from sorted(plans, key=lambda plan: self.value(stage, plan))
        if not plans:
            less = thinned(self.scan, self.levers, self.vacancies, self.unmatched, now)
            if less is not None:
                yield less

    def _best_of(self, stage: Stage | None, before: Placed | None, plans: Iterator[Placed]) -> Placed | None:
        """The first plan that is no worse in the stages before; else the one that there is."""
        for plan in plans:
            if before is None or all(
                stage_value(self.levers, each, plan.job) <= stage_value(self.levers, each, before.job)
                for each in self.levers.stages[: self.levers.stages.index(stage) if stage is not None else None]
            ):
                return plan
        return before

    def _learnt(self, costs: StageCosts) -> PricedNetwork:
        """A network of everybody at prices that a part of the persons has taught."""
        start, prices = None, np.zeros(len(costs.rows.bounds), np.int64)
        if self.unmatched.size * PART >= SMALLEST_PART:
            self.network = part = PricedNetwork(costs, self.limits, lambda _: None, None, PART)
            part.at(prices, wholly=True)
            ascent = self.ascent(costs, part, COARSE, self.close(part, LOOSE))
            ascent.run(prices, self.tell, PART_LOOKS)
            prices = ascent.prices
            part.at(prices, wholly=True)
            start = part.learnt()
            self.learnt = [Placed(*part.plan())]
        self.network = network = PricedNetwork(costs, self.limits, self.tell, start)
        network.at(prices, wholly=True)
        return network

    def _undecided(self, costs: StageCosts, network: PricedNetwork, decided: tuple[Decided, ...]) -> Undecided:
        kept: dict[int, list[int]] = {}

        def prepare(choices: Choices, job: Small, route: Small) -> Programme:
            made = Programme(self.scan, self.levers, self.vacancies, self.unmatched, choices, job, route)
            kept[id(made)] = [made.keep_stage(each.stage, each.value) for each in decided]
            return made

        def prices_of(programme: Programme, price: Floats) -> Int:
            return self.from_programme(programme, price, costs, kept[id(programme)])

        def box_of(programme: Programme, prices: Int, step: Floats) -> dict[int, tuple[float, float]]:
            most = costs.most_prices()
            box = {}
            for k, (row, scale) in enumerate(self.rows_of(programme, costs, kept[id(programme)])):
                if row is not None:
                    high = np.fmin(prices[k] + step[k], most[k])
                    low = max(0.0, prices[k] - step[k])
                    box[row] = (low / costs.unit * scale, high / costs.unit * scale)
            return box

        step = self.steps(costs, network, FINE)
        return Undecided(
            network, self.levers, self.vacancies, costs.stage, self.choices, prepare, prices_of, box_of, step
        )

    def _climb(self, costs: StageCosts, network: PricedNetwork, decided: tuple[Decided, ...]) -> Undecided:
        """The best prices of everybody: over short lists, then over all pairs, until these agree."""
        search = self._undecided(costs, network, decided)
        ascent = self.ascent(costs, network, FINE, 0.0)
        if network.prices.size:
            ascent.close = self.close(network, LOOSE)
            ascent.run(network.prices, self.tell, FIRST_LOOKS, AROUND)
        points, prices = ascent.points, ascent.prices
        for _ in range(CLIMBS):
            close = self.close(network, max(CLOSE, self.limits.gap / 4))
            search.climb(points, prices, close, self.tell)
            assert search.best is not None
            point = network.at(search.prices, wholly=True)
            ahead, search.best = search.best.value - point.value, point
            if ahead <= close:
                break
            points, prices = [point], search.prices
        return search

    def _over_all(self) -> Solution:
        """An exact programme over all triples, and the prices that prove as much as they can."""
        choices = self._all_choices()
        nobody = np.full(self.unmatched.size, -1, np.int32)
        programme = Programme(self.scan, self.levers, self.vacancies, self.unmatched, choices, nobody, None)
        decided: tuple[Decided, ...] = ()
        kept: list[int] = []
        plan, proven = None, True
        for stage in (*self.levers.stages, None):
            network, near = self._prove(stage, decided, programme, kept)  # takes a moment, whatever the limits
            if choices.size <= FEW_TRIPLES or network.broken:
                answer = programme.solve(stage, self.limits.left(), self._gap(stage))
            else:
                answer = self._core(stage, decided, network, choices).solve(stage, self.limits.left, self._gap(stage))
            if answer.chosen is None and answer.proven:
                return self._impossible(claimed=True, choices=choices)
            self.tell(said("told.proven" if answer.proven else "told.not_proven", stage=_name(stage)))
            found = None if answer.chosen is None else self.plan(choices, answer.chosen)
            if found is None:
                found = thinned(self.scan, self.levers, self.vacancies, self.unmatched, near)
            plan = self._best_of(stage, plan, iter(() if found is None else (found,)))
            proven = proven and answer.proven and self._gap(stage) == 0
            if plan is None:
                break
            if stage is not None:
                decided = (*decided, Decided(stage, stage_value(self.levers, stage, plan.job)))
                kept.append(programme.keep_stage(stage, decided[-1].value))
        ended = Outcome.TIME if self.limits.left() == 0 else Outcome.STALLED
        if plan is None:  # nobody placed breaks something: no plan was found
            plan = Placed(nobody, nobody)
        return self._solution(plan, Outcome.OPTIMAL if proven else ended, proven)

    def _gap(self, stage: Stage | None) -> float:
        """The gap asked for, which a stage before cost is not settled with.

        A programme counts from placing nobody, so that its relative gap is the one of docs/model.md, section 6.
        """
        return self.limits.gap if stage is None else 0.0

    def _all_choices(self) -> Choices:
        """Every eligible triple."""
        pairs = self.scan.list_pairs()
        return self.choices(pairs.person, pairs.job)

    def _prove(
        self, stage: Stage | None, decided: tuple[Decided, ...], programme: Programme, kept: list[int]
    ) -> tuple[PricedNetwork, Placed]:
        """The best bound on a stage that prices give, those of the programme's relaxation to begin with; their plan."""
        costs = self.costs(stage, decided)
        relaxed = programme.relaxed(stage, None)
        start = np.zeros(len(costs.rows.bounds), np.int64)
        if relaxed is not None:
            start = self.from_programme(programme, relaxed.price, costs, kept)
        proof, network, plan = self.ascended(costs, start, _name(stage))
        self.proofs.append(proof)
        return network, plan

    def _core(
        self, stage: Stage | None, decided: tuple[Decided, ...], network: PricedNetwork, choices: Choices
    ) -> Core:
        """The search by an exact programme over the triples that can still matter."""

        def made(some: Choices, free: Flags, plan: Flags | None) -> Programme:
            kept = np.full(self.unmatched.size, -1, np.int32)
            placed = Placed(kept, kept)
            if plan is not None:
                placed = self.plan(choices, plan)
                kept = placed.job.copy()
                kept[np.flatnonzero(free)] = -1
            programme = Programme(self.scan, self.levers, self.vacancies, self.unmatched, some, kept, placed.route)
            for each in decided:
                programme.keep_stage(each.stage, each.value)
            return programme

        return Core(network, choices, made, lambda some, chosen: self.value(stage, self.plan(some, chosen)))

    def _impossible(self, claimed: bool, choices: Choices | None = None) -> Solution:
        """That every plan breaks a hard limit, where prices or an exact programme say so; or no plan was just found.

        `claimed` is whether an exact programme says so; `choices` are all triples, if they are few.
        """
        network = self.network
        if choices is None and network is not None and network.rounds is not None:
            pairs = network.rounds.short.lists
            choices = self.choices(pairs.person, pairs.job) if pairs.job.size <= MOST_PAIRS else None
        proof, conflict = why_none(self, choices)
        self.proofs = [proof]
        nobody = np.full(self.unmatched.size, -1, np.int32)
        found = self._solution(Placed(nobody, nobody), Outcome.STALLED, claimed, claimed or proof.bound > 0)
        assert found.by_stage is not None
        return replace(found, by_stage=replace(found.by_stage, conflict=conflict if claimed else ()))

    def _solution(self, plan: Placed, outcome: Outcome, proven: bool, impossible: bool = False) -> Solution:
        price = np.zeros(self.vacancies.size, np.int64)
        by_stage = ByStage(tuple(self.proofs), proven, impossible)
        return Solution(outcome, plan.job, self.pays(plan), price, None, route=plan.route, by_stage=by_stage)


def _name(stage: Stage | None) -> str:
    return COST if stage is None else stage.name
