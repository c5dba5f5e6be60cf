"""The next steps of F at nodes of a proven plan, from shortest ways in its residual network (see `sensitivity`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from jobmatch.masters.network import Layout
from jobmatch.masters.rounds import Rounds
from jobmatch.masters.sensitivity_kernels import UNREACHED, moves, search
from jobmatch.masters.tree import JobTree
from jobmatch.masters.ways import Longest, Ways
from jobmatch.problem.arrays import Flags, Int, Small

Graph = tuple[Int, Small, Int]
"""Moves by the node that they leave: (ptr, to, length)."""

NO_PLAN = 1 << 62
"""A step that cannot be taken."""


@dataclass(frozen=True)
class Asked:
    """A node, and which of its steps must be known whatever they cost; the others only if they are below 0."""

    node: int
    more: bool
    fewer: bool


class Steps:
    """The next steps of F at nodes, from shortest ways in the network of a proven plan.

    `check` is called between searches and may end them by raising.
    """

    def __init__(self, rounds: Rounds, layout: Layout, check: Callable[[], None]) -> None:
        self._rounds, self._check, network = rounds, check, rounds.network
        self._price = _eased(rounds, layout)
        self._own = self._price[:-1] - self._price[network.up]
        self._slack = _slack(rounds.tree)
        self._looked: set[bytes] = set()
        self._others = (np.zeros_like(self._price), np.zeros_like(self._price))

    def of(self, asked: Iterable[Asked]) -> dict[int, tuple[int, int]]:
        """Step up and step down of F at each node; NO_PLAN for one that is not below 0 and need not be known.

        A way may use pairs that are on nobody's short list: those that would make one shorter are added, until there
        are no more.
        """
        asked = sorted(asked, key=lambda one: one.node)
        if not asked:
            return {}
        nodes = np.array([one.node for one in asked], np.int64)
        own = self._own[nodes]
        exactly = np.array([(one.more, one.fewer) for one in asked], bool).T
        # a step up costs `more` less the node's own price: from there on it is not below 0
        caps = np.where(exactly, UNREACHED, np.stack([own, -own]))
        more, fewer, longest = self._over_lists(nodes, caps)
        while self._missing(longest):
            more, fewer, longest = self._over_lists(nodes, caps)
        up = np.where(more == UNREACHED, NO_PLAN, more - own).tolist()
        down = np.where(fewer == UNREACHED, NO_PLAN, fewer + own).tolist()
        return dict(zip(nodes.tolist(), zip(up, down, strict=True), strict=True))

    def _missing(self, longest: Longest) -> bool:
        """Add pairs that make ways shorter: for the longest ways one by one, for all others together and a few more."""
        persons, m = self._rounds.tree.persons, self._rounds.network.jobs
        now, price = persons.pays + self._price[persons.seat], self._price[:m]
        seats = np.bincount(persons.seat, minlength=self._price.size) > 0
        seats[:m] = True
        found = False
        for ways in longest.alone():
            # the duals of these ways, all less the same, so that they differ from the plan's at a few nodes only
            moved = np.where(seats, -ways.sign * longest.nearer(ways), 0)
            digest = blake2b(moved.tobytes()).digest()
            if digest not in self._looked:  # what was looked at once has no more pairs to add
                found |= self._look(price + moved[:m], now + moved[persons.seat])
                self._looked.add(digest)
        leaving, reaching = longest.others()
        if (leaving > self._others[0]).any():
            found |= self._look(price, now + leaving[persons.seat])
        if (reaching > self._others[1]).any():
            found |= self._look(price - reaching[:m], now)
        self._others = (np.maximum(leaving, self._others[0]), np.maximum(reaching, self._others[1]))
        return found

    def _look(self, price: Int, limit: Int) -> bool:
        self._check()
        return self._rounds.look_below(price, limit)

    def _over_lists(self, nodes: Int, caps: Int) -> tuple[Int, Int, Longest]:
        """Reduced lengths of the ways to the nodes from where their arcs lead, and back."""
        graphs, part = condensed(*self._moves())
        size = int(part.max()) + 1
        lengths = np.full((2, nodes.size), UNREACHED)
        room = (np.full(size, UNREACHED), np.zeros(size, bool), np.empty(size, np.int32))
        longest = Longest(part)
        parent = self._slack[self._rounds.network.up[nodes]]
        order = np.argsort(parent, kind="stable")
        first = np.flatnonzero(np.append(True, np.diff(parent[order]) > 0))
        for below in np.split(order, first[1:]):
            end = part[parent[below[0]]]
            for side, sign in enumerate((-1, 1)):
                at = below[caps[side, below] > 0]
                if not at.size:
                    continue
                self._check()
                missed = np.abs(self._own[nodes[at]])  # a way out of reach would have to be shorter to matter
                given = (*graphs[side], end, part[nodes[at]], caps[side, at], missed)
                found, far, near, away = search(*given, *room)
                lengths[side, at] = found
                if far:
                    longest.add(Ways(sign, int(far), near, away))
        return lengths[0], lengths[1], longest

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


def condensed(ptr: Int, to: Small, length: Int) -> tuple[tuple[Graph, Graph], Small]:
    """The moves between parts of the network, forwards and backwards, and the part of each node.

    Nodes of a part can all be reached from one another for nothing, as most nodes of a spanning tree can: a search that
    went through them one by one would pass thousands before it takes a step that costs anything.
    """
    nodes = ptr.size - 1
    origin = np.repeat(np.arange(nodes, dtype=np.int32), np.diff(ptr))
    free = length == 0
    arcs = (np.ones(int(free.sum()), np.int8), (origin[free], to[free]))
    count, part = connected_components(csr_array(arcs, shape=(nodes, nodes)), connection="strong")
    part = part.astype(np.int32)
    origin, to = part[origin], part[to]
    order = np.lexsort((length, to, origin))
    order = order[origin[order] != to[order]]
    origin, to, length = origin[order], to[order], length[order]
    cheapest = np.append(True, (origin[1:] != origin[:-1]) | (to[1:] != to[:-1]))[: origin.size]
    origin, to, length = origin[cheapest], to[cheapest], length[cheapest]
    return (_graph(count, origin, to, length), _graph(count, to, origin, length)), part


def _graph(size: int, origin: Small, to: Small, length: Int) -> Graph:
    """Moves by the node that they leave, the shortest first."""
    order = np.lexsort((length, origin))
    return np.searchsorted(origin[order], np.arange(size + 1)).astype(np.int64), to[order], length[order]


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
