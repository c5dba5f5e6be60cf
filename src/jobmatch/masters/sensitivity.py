"""What one unit more or less of every limit is worth, exactly, where groups are nested.

With vacancies alone the least and the greatest optimal duals say it of all limits at once (`residual`). With groups
no single list of duals does: a job and its employer may both be full. So every limit is asked by itself. Let F(c) be
the least that everything else costs if c units pass the limit's node. Its next steps up and down are shortest ways in
the residual network (Ahuja, Magnanti and Orlin, *Network Flows*, 1993, chapter 9), F is convex, and a limit that
moves by one moves the best c by one at most.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from jobmatch.masters.network import Layout
from jobmatch.masters.protocol import LimitPrices, Prices
from jobmatch.masters.rounds import Rounds
from jobmatch.masters.sensitivity_kernels import UNREACHED, distances, moves, reversed_moves
from jobmatch.masters.stages import HOUSEHOLDS, digits
from jobmatch.masters.tree import JobTree
from jobmatch.problem.arrays import Flags, Int, Levers, Small

NO_PLAN = 1 << 62
"""A step that cannot be taken."""

ALONE = 64
"""Starts and ends of which the longest ways are looked at one by one."""

FAR_OFF = 16
"""Hard units: a change by more is a step that cannot be taken."""


@dataclass(frozen=True)
class Count:
    """What passes one node, and the convex cost of it.

    Attributes
    ----------
    soft
        For each unit below `lower` or above `upper`.
    last, cover
        From `last` units on there is `cover` to pay.
    """

    node: int
    count: int
    lower: int
    upper: int
    soft: int
    last: int = NO_PLAN
    cover: int = 0

    def _cost(self, count: int, lower: int, upper: int) -> int:
        broken = max(0, lower - count) + max(0, count - upper)
        return self.soft * broken + (self.cover if count >= self.last else 0)

    def change(self, steps: tuple[int, int], lower: int = 0, upper: int = 0) -> int:
        """Change of all costs if the limits rise by so much; `steps` are those of F up and down."""
        lower, upper = self.lower + lower, self.upper + upper
        ways = [self._cost(self.count, lower, upper), steps[0] + self._cost(self.count + 1, lower, upper)]
        if self.count > 0:
            ways.append(steps[1] + self._cost(self.count - 1, lower, upper))
        return min(ways) - self._cost(self.count, self.lower, self.upper)


@dataclass(frozen=True, eq=False)
class Ways:
    """Shortest ways from one node to all (`sign` -1), or from all to it (+1), as far as they matter.

    ``price + sign * length`` are duals of the same plan, so that a pair that makes a way shorter is one that breaks
    them.
    """

    sign: int
    longest: int
    length: Int


class Steps:
    """The next steps of F at nodes, from shortest ways in the network of a proven plan."""

    def __init__(self, rounds: Rounds, layout: Layout) -> None:
        self._rounds, network = rounds, rounds.network
        self._price = _eased(rounds, layout)
        self._own = self._price[:-1] - self._price[network.up]
        self._slack = _slack(rounds.tree)

    def of(self, nodes: Iterable[int]) -> dict[int, tuple[int, int]]:
        """Step up and step down of F at each node.

        A way may use pairs that are on nobody's short list: those that would make one shorter are added, until there
        are no more.
        """
        nodes = np.array(sorted(nodes), np.int64)
        if not nodes.size:
            return {}
        more, fewer, ways = self._over_lists(nodes)
        while self._missing(ways):
            more, fewer, ways = self._over_lists(nodes)
        own = self._own[nodes]
        up = np.where(more == UNREACHED, NO_PLAN, more - own).tolist()
        down = np.where(fewer == UNREACHED, NO_PLAN, fewer + own).tolist()
        return dict(zip(nodes.tolist(), zip(up, down, strict=True), strict=True))

    def _missing(self, ways: list[Ways]) -> bool:
        """Add pairs that make ways shorter: for the longest ways one by one, for all others together and a few more."""
        persons, m = self._rounds.tree.persons, self._rounds.network.jobs
        now, price = persons.pays + self._price[persons.seat], self._price[:m]
        ways = sorted(ways, key=lambda way: -way.longest)
        found = False
        for way in ways[:ALONE]:
            length = way.sign * way.length
            found |= self._rounds.look_below(price + length[:m], now + length[persons.seat])
        reach, leave = np.zeros((2, self._price.size), np.int64)
        for way in ways[ALONE:]:
            np.maximum(reach if way.sign < 0 else leave, way.length, out=reach if way.sign < 0 else leave)
        return found | self._rounds.look_below(price - reach[:m], now + leave[persons.seat])

    def _over_lists(self, nodes: Int) -> tuple[Int, Int, list[Ways]]:
        """Reduced lengths of the ways to the nodes from where their arcs lead, and back."""
        ptr, to, length = self._moves()
        back_ptr, back_to, back_length = reversed_moves(ptr, to, length)
        more, fewer = np.empty((2, nodes.size), np.int64)
        ways = []
        parent = self._slack[self._rounds.network.up[nodes]]
        for end in np.unique(parent).tolist():
            below = np.flatnonzero(parent == end)
            there = distances(ptr, to, length, end, nodes[below])
            back = distances(back_ptr, back_to, back_length, end, nodes[below])
            more[below], fewer[below] = there[nodes[below]], back[nodes[below]]
            own = np.abs(self._own[nodes[below]])  # a way out of reach would have to be shorter to matter
            for sign, away, of_nodes in ((-1, there, more[below]), (1, back, fewer[below])):
                longest = int(np.where(of_nodes < UNREACHED, of_nodes, own).max())
                if longest:
                    ways.append(Ways(sign, longest, np.minimum(away, longest)))
        return more, fewer, ways

    def _moves(self) -> tuple[Int, Small, Int]:
        tree, network, price = self._rounds.tree, self._rounds.network, self._price
        seat = tree.persons.seat
        seated = np.argsort(seat, kind="stable").astype(np.int32)
        ptr = np.searchsorted(seat[seated], np.arange(network.nodes + 2)).astype(np.int64)
        head = network.up[network.tail]
        reduced = network.cost + price[head] - price[network.tail]
        up, down = tree.arcs.flow < network.room, tree.arcs.flow > 0
        origin = np.concatenate([network.tail[up], head[down]])
        order = np.argsort(origin, kind="stable")
        to = np.concatenate([head[up], network.tail[down]])[order]
        length = np.concatenate([reduced[up], -reduced[down]])[order]
        out_ptr = np.searchsorted(origin[order], np.arange(network.nodes + 2)).astype(np.int64)
        found: tuple[Int, Small, Int] = moves(tree.persons, price, ptr, seated, out_ptr, to, length, UNREACHED - 1)
        return found


def _eased(rounds: Rounds, layout: Layout) -> Int:
    """The tree's prices, but where nobody may pass, mild ones that hold everybody back, over all pairs.

    The tree's own prices of jobs without vacancies and of groups with the upper limit 0 are as high as can be: all
    ways past these would be as long, and every pair might be part of one that is short enough.
    """
    network, price, m = rounds.network, rounds.tree.price, layout.jobs
    shut = _shut(rounds.tree, layout)
    if not shut.any():
        return price
    own, gate = price[:-1] - price[network.up], _topmost(shut, network.up)
    own[shut[:-1]] = 0
    base = np.zeros_like(price)
    for x in range(network.nodes - 1, -1, -1):
        base[x] = base[network.up[x]] + own[x]
    persons = rounds.tree.persons
    now, at_home = persons.pays + base[persons.seat], persons.seat >= m
    on_persons = np.arange(network.nodes + 1) >= layout.sleepers[0]
    while True:
        pairs = rounds.short.lists
        person = pairs.person
        gain = now[person] - pairs.cost - base[pairs.job]
        held = np.where(
            gate[pairs.job] >= 0, gate[pairs.job], np.where(at_home[person], gate[network.home[person]], -1)
        )
        hold = np.zeros(network.nodes + 1, np.int64)
        np.maximum.at(hold, held[(held >= 0) & (gain > 0)], gain[(held >= 0) & (gain > 0)])
        price = base + np.where(gate >= 0, np.where(on_persons, -hold[gate], hold[gate]), 0)
        if not rounds.look_more(price):
            return price


def _shut(tree: JobTree, layout: Layout) -> Flags:
    """Nodes that nobody may pass and nobody passes: no vacancies, or the upper limit 0; shape (nodes + 1,)."""
    shut = np.zeros(tree.network.nodes + 1, bool)
    shut[: layout.jobs] = layout.vacancies == 0
    passing = np.bincount(tree.network.tail, tree.arcs.flow, tree.network.nodes)
    for x, limit in zip(layout.node.tolist(), layout.limits, strict=True):
        placed = limit.members.size - passing[x] if limit.on_persons else passing[x]
        shut[x] = limit.upper == 0 and placed == 0
    return shut


def _topmost(marked: Flags, up: Small) -> Small:
    """For each node the marked one nearest the ground on its way there, -1 for none."""
    top = np.full(marked.size, -1, np.int32)
    for x in range(up.size - 1, -1, -1):
        above = top[up[x]]
        top[x] = above if above >= 0 else x if marked[x] else -1
    return top


def _slack(tree: JobTree) -> Small:
    """For each node the first one upwards that units cannot freely pass both ways; shape (nodes + 1,)."""
    network, price = tree.network, tree.price
    free = np.zeros(network.nodes, bool)
    flow = tree.arcs.flow
    at = (flow > 0) & (flow < network.room) & (network.cost + price[network.up[network.tail]] == price[network.tail])
    free[network.tail[at]] = True
    first = np.arange(network.nodes + 1, dtype=np.int32)
    for x in range(network.nodes - 1, network.jobs - 1, -1):
        if free[x]:
            first[x] = first[network.up[x]]
    return first


def all_prices(rounds: Rounds, layout: Layout, scale: tuple[int, ...], levers: Levers) -> tuple[Prices, LimitPrices]:
    """Prices of all vacancies and limits of a proven plan."""
    network, flow = rounds.network, rounds.tree.arcs.flow
    passing = np.zeros(network.nodes, np.int64)
    np.add.at(passing, network.tail, flow)
    full = np.flatnonzero(passing[: layout.jobs] >= layout.vacancies)
    of_jobs = [Count(x, int(passing[x]), 0, int(layout.vacancies[x]), NO_PLAN) for x in full.tolist()]
    of_limits = _of_limits(layout, scale, passing)
    of_households = _of_households(layout, scale, levers, passing)
    binding = [c for c in of_limits if c.count <= c.lower or c.count >= c.upper]
    tight = {h: c for h, c in of_households.items() if c.count <= c.lower}
    steps = Steps(rounds, layout).of({c.node for c in (*of_jobs, *binding, *tight.values())})

    def worth(change: int) -> int | None:
        """A change of costs in quanta; None if it breaks a hard limit."""
        if abs(change) >= scale[0] * FAR_OFF:
            return None
        parts = digits(np.array([change]), scale)[:, 0]
        return None if parts[0] else int(parts[-1])

    def both(count: Count, low: int, high: int) -> tuple[int | None, int | None]:
        """Price and price_fewer if the limits rise by so much, and fall."""
        if count.node not in steps:
            return 0, 0
        rises = worth(count.change(steps[count.node], low, high))
        falls = worth(count.change(steps[count.node], -low, -high))
        return None if rises is None else -rises, falls

    price, fewer = np.zeros((2, layout.jobs), np.int64)
    for count in of_jobs:
        price[count.node], fewer[count.node] = (amount or 0 for amount in both(count, 0, 1))
    has_fewer = layout.vacancies > 0
    for count in of_jobs:  # one vacancy fewer may leave no plan
        has_fewer[count.node] &= both(count, 0, 1)[1] is not None
    found = []
    for k, side, _ in levers.sides():
        limit, count = levers.limits[k], of_limits[k]
        at = limit.upper if side > 0 else limit.lower
        # of persons the count is of those left out: a lower limit on placements is an upper one on these
        low, high = (-(side > 0), -(side < 0)) if limit.on_persons else (side < 0, side > 0)
        rise, fall = both(count, int(low), int(high))
        meet = limit.lower is not None and limit.lower == limit.upper  # one cannot pass the other
        found.append((None if meet and side < 0 else rise, None if (meet and side > 0) or not at else fall))
    prices = Prices(price, np.where(has_fewer, fewer, 0), has_fewer)
    homes = {h: both(count, -1, 0) for h, count in of_households.items()}
    return prices, LimitPrices(found, homes)


def _of_limits(layout: Layout, scale: tuple[int, ...], passing: Int) -> list[Count]:
    """What passes the node of each limit: placements on jobs, or unplaced members of a group of persons."""
    found = []
    for x, limit in zip(layout.node.tolist(), layout.limits, strict=True):
        soft = scale[0] if limit.soft is None else limit.soft
        lower, upper = limit.lower or 0, NO_PLAN if limit.upper is None else limit.upper
        if limit.on_persons:
            size = limit.members.size
            lower, upper = size - upper, size - lower
        found.append(Count(x, int(passing[x]), lower, upper, soft))
    return found


def _of_households(layout: Layout, scale: tuple[int, ...], levers: Levers, passing: Int) -> dict[int, Count]:
    """Unplaced members of each household that has more than may be placed."""
    rules = levers.households
    if rules is None or rules.max_out is None:
        return {}
    size = np.bincount(rules.of_person, minlength=len(rules.ids))
    cover = rules.bonus
    if HOUSEHOLDS in layout.stages.names:
        cover += scale[layout.stages.names.index(HOUSEHOLDS)]
    person = np.empty(len(rules.ids), np.int64)
    person[rules.of_person] = np.arange(rules.of_person.size)  # some member of each
    return {
        h: Count(x, int(passing[x]), int(size[h]) - rules.max_out, NO_PLAN, scale[0], int(size[h]), cover)
        for h, x in ((h, int(layout.home[person[h]])) for h in np.flatnonzero(size > rules.max_out).tolist())
    }
