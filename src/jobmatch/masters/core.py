"""An exact programme over the triples that can still matter, where all would be too many to get far with.

Under the best prices a triple's reduced cost is how much worse it is than its person's best place. A plan with it costs
at least L and that much more, so that, once a plan is known, all triples whose reduced cost is larger than its distance
from L can be left out, and nothing is lost (reduced cost fixing). The plan comes from the *core*, the triples of least
reduced cost, which a programme gets through quickly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from jobmatch.masters.neighbourhoods import Neighbourhoods
from jobmatch.masters.priced_network import PricedNetwork
from jobmatch.masters.programme import Answer, Choices, Programme
from jobmatch.problem.arrays import Flags, Int, Stage, total
from jobmatch.problem.sides import Triples

EACH = 4
"""Triples of the core for each person who has any, on average."""

CORE, NEAR = 0.2, 0.5
"""Parts of the time that is left for the core, and for neighbourhoods."""

NODES, NODES_OF_ALL = 1_000, 10_000
"""Nodes of the trees of the core, and at last of all that can matter, where there is no time limit."""


def reduced_costs(network: PricedNetwork, choices: Choices) -> Int:
    """How much worse each triple is than its person's best place or staying, under the network's prices; parts."""
    rounds, now = network.rounds, network.now
    assert rounds is not None
    price, t = rounds.tree.price, choices.triples
    value = now.scan.costs(t.person, t.job) + now.scan.dearer(t.person, t.job, t.variant) + price[t.job]
    best = rounds.network.staying(price).copy()
    np.minimum.at(best, t.person, value)
    return value - best[t.person]


def part_of(choices: Choices, keep: Flags) -> Choices:
    """Some of the triples."""
    t = choices.triples
    listed = None if t.listed is None else t.listed[keep]
    return Choices(Triples(t.person[keep], t.job[keep], t.variant[keep], listed), choices.cost[keep])


@dataclass(frozen=True, eq=False)
class Core:
    """The search of one stage.

    Attributes
    ----------
    programme
        Makes a programme of some triples beside a plan that all but the free persons keep, with what earlier stages ask
        for.
    value
        What chosen triples come to in the stage, whole units.
    """

    network: PricedNetwork
    choices: Choices
    programme: Callable[[Choices, Flags, Flags | None], Programme]
    value: Callable[[Choices, Flags], int]

    def solve(self, stage: Stage | None, left: Callable[[], float | None], gap: float) -> Answer:
        """The best of all triples, or one near enough, as far as time and nodes allow."""
        reduced = reduced_costs(self.network, self.choices)
        persons = np.unique(self.choices.triples.person).size
        bar = np.partition(reduced, min(reduced.size - 1, EACH * persons))[min(reduced.size - 1, EACH * persons)]
        seconds = left()
        share = None if seconds is None else CORE * seconds
        best, _ = self._solved(reduced <= bar, stage, share, NODES, gap)
        keep = self._kept(reduced, best)
        if best is not None and self._near(best, gap):
            return Answer(best, False)
        found, proven = self._solved(keep, stage, share, NODES, gap)
        best = self._better(best, found)
        if proven:
            return Answer(best, True)
        if best is not None:
            end = None if seconds is None else (1 - 2 * CORE - NEAR) * seconds
            search = Neighbourhoods(self.choices, reduced, self._beside, self.value)
            best = search.improve(stage, best, lambda: _until(left(), end))
            if self._near(best, gap):
                return Answer(best, False)
        found, proven = self._solved(self._kept(reduced, best), stage, left(), NODES_OF_ALL, gap)
        return Answer(self._better(best, found), proven)

    def _kept(self, reduced: Int, best: Flags | None) -> Flags:
        """Triples that a plan better than the best can have."""
        if best is None:
            return np.ones(self.choices.size, bool)
        room = self.value(self.choices, best) * self.network.costs.unit - self.network.value
        kept: Flags = reduced <= max(0, room)
        return kept

    def _near(self, best: Flags, gap: float) -> bool:
        """Whether a plan is as near to L as was asked for, at most; always if L is reached."""
        unit, bound = self.network.costs.unit, self.network.value
        far = self.value(self.choices, best) * unit - bound
        return far <= gap * abs(total(self.network.staying) - bound)

    def _better(self, one: Flags | None, other: Flags | None) -> Flags | None:
        if one is None or other is None:
            return other if one is None else one
        return other if self.value(self.choices, other) <= self.value(self.choices, one) else one

    def _solved(
        self, keep: Flags, stage: Stage | None, seconds: float | None, nodes: int, gap: float
    ) -> tuple[Flags | None, bool]:
        """The best of some triples, as one of all."""
        answer = self.programme(part_of(self.choices, keep), keep, None).solve(
            stage, seconds, gap, nodes if seconds is None else None
        )
        if answer.chosen is None:
            return None, answer.proven
        chosen = np.zeros(keep.size, bool)
        chosen[np.flatnonzero(keep)[answer.chosen]] = True
        return chosen, answer.proven

    def _beside(self, free: Flags, those: Flags, plan: Flags) -> Programme:
        return self.programme(part_of(self.choices, those), free, plan)


def _until(left: float | None, end: float | None) -> float | None:
    """Time left before the end of a part."""
    return None if left is None or end is None else left - end
