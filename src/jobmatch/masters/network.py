"""The network that a master solves: jobs, nested groups on both sides, the ground; persons are units, never nodes.

Every limit is a node of its own: what passes it goes up to the next larger group by parallel arcs of rising cost, the
convex cost of the count. A job's node holds those who are placed there. A group of persons holds those of its members
who are *unplaced*, which come up from their homes: that at least 40 of 100 are placed means that at most 60 are not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.masters.nesting import NONE, Nest, nested
from jobmatch.masters.stages import HOUSEHOLDS, NARROW, ROOMY, Stages
from jobmatch.problem.arrays import Flags, Households, Int, Levers, Limit, Small, dot

FAR_ROOM = 1 << 40
"""More units than there can be."""


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes 0 … m-1 jobs, then groups of jobs, households, groups of persons, last the ground.

    Costs are whole numbers in which all stages are combined (see `jobmatch.masters.stages`); with cost alone they are
    quanta.

    Attributes
    ----------
    up
        The node that each node's arcs lead to, shape (nodes,); a larger number than the node's own.
    tail, room, cost
        Arcs, sorted by tail, then cost. Arc j < m belongs to job j.
    home, stay
        Where each person is when unplaced, and what that costs; shape (n,).
    sleepers
        First household, and behind the last.
    constant
        What is to be added to the cost of arcs and persons.
    """

    jobs: int
    up: Small
    tail: Small
    room: Int
    cost: Int
    home: Small
    stay: Int
    sleepers: tuple[int, int]
    constant: int = 0

    @classmethod
    def of_vacancies(cls, vacancies: Int, stay: Int, far: int) -> Network:
        """Every job joined to the ground by its vacancies.

        A job without vacancies gets one at the price `far` that nobody can pay, so that its node can hang on it.
        """
        m = vacancies.size
        room, cost = _of_jobs(vacancies, far)
        home = np.full(stay.size, m, np.int32)
        return cls(m, np.full(m, m, np.int32), np.arange(m, dtype=np.int32), room, cost, home, stay, (m, m))

    @property
    def nodes(self) -> int:
        """Nodes, the ground not counted."""
        return self.up.size

    @property
    def vacancies(self) -> Int:
        """Of each job."""
        m = self.jobs
        return np.where(self.cost[:m] > 0, 0, self.room[:m])

    @property
    def grouped(self) -> bool:
        """Whether there is any node beside jobs and ground."""
        return self.nodes > self.jobs

    def of_first(self, n: int, vacancies: Int, most: int) -> Network:
        """Much the same for the first n persons, a random part of all, and fewer vacancies: to learn prices from.

        Households fall apart in a sample, so that their members stand alone; other limits shrink with the persons, and
        breaking one costs no more than `most`, since rounded limits may be out of reach.
        """
        m, (first, last) = self.jobs, self.sleepers
        far = np.maximum(most, int(self.cost[:m].max(initial=0)))
        kept = (self.tail < first) | (self.tail >= last)
        room = np.where(self.room < FAR_ROOM, self.room * n // max(1, self.home.size), FAR_ROOM)
        cost = np.clip(self.cost, -most, most)
        room[:m], cost[:m] = _of_jobs(vacancies, int(far))
        kept &= room > 0
        asleep = (self.home[:n] >= first) & (self.home[:n] < last)
        home = np.where(asleep, self._up(self.home[:n]), self.home[:n])
        up = np.delete(self.up, np.s_[first:last])
        closer = [self._closer(nodes) for nodes in (up, self.tail[kept], home)]
        stay = np.minimum(self.stay[:n], most) + np.where(asleep, self._cover()[self.home[:n]], 0)
        return Network(m, closer[0], closer[1], room[kept], cost[kept], closer[2], stay, (first, first))

    def _cover(self) -> Int:
        """What it costs to leave all members of a household unplaced; 0 at other nodes, shape (nodes + 1,)."""
        cover, (first, last) = np.zeros(self.nodes + 1, np.int64), self.sleepers
        of_households = np.flatnonzero((self.tail >= first) & (self.tail < last))
        cover[self.tail[of_households]] = self.cost[of_households]  # the last arc of each, the dearest, stays
        return cover

    def _up(self, node: Small) -> Small:
        """The nodes that arcs lead to, the ground for itself."""
        above: Small = np.append(self.up, self.nodes)[node]
        return above

    def _closer(self, node: Small) -> Small:
        """Numbers of nodes when households are left out."""
        first, last = self.sleepers
        return np.where(node >= last, node - (last - first), node).astype(np.int32)

    def widened(self, price: Int) -> Int:
        """Prices of all nodes, from those of a sample: a household's, as if all members were unplaced."""
        first, last = self.sleepers
        out = np.empty(self.nodes + 1, np.int64)
        out[:first], out[last:] = price[:first], price[first:]
        out[first:last] = out[self.up[first:last]] + self._cover()[first:last]
        return out

    def narrowed(self, price: Int) -> Int:
        """Prices of the nodes that a sample has."""
        return np.delete(price, np.s_[self.sleepers[0] : self.sleepers[1]])

    def bidding(self, price: Int, best: Int) -> Int:
        """What staying is worth to each person in an auction, which knows nothing of households.

        Only one member can cover a household: the one to whom the `best` pair is worth most stays as dear as if all
        were unplaced, the others as if one were placed.
        """
        (first, last), home = self.sleepers, self.home
        worth = self.staying(price)
        members = np.flatnonzero((home >= first) & (home < last))
        if not members.size:
            return worth
        worth = worth.copy()
        worth[members] = (self.stay + price[self._up(home)])[members]
        order = members[np.lexsort(((best - self.stay)[members], home[members]))]
        leads = order[np.append(True, home[order][1:] != home[order][:-1])]
        worth[leads] += self._cover()[home[leads]]
        return worth

    def staying(self, price: Int) -> Int:
        """What staying unplaced is worth to each person under prices of all nodes, shape (n,)."""
        return self.stay + price[self.home] if self.grouped else self.stay

    def dual_value(self, price: Int) -> int:
        """What arcs and constant add to the sum of persons' minima in the bound of prices, shape (nodes + 1,)."""
        reduced = self.cost + price[self.up[self.tail]] - price[self.tail]
        return self.constant + dot(np.minimum(0, reduced), np.minimum(self.room, self.home.size + 1))

    def worth(self, flow: Int) -> int:
        """What the flows cost, constant counted."""
        return self.constant + dot(self.cost, flow)


def _of_jobs(vacancies: Int, far: int) -> tuple[Int, Int]:
    """Room and cost of every job's arc."""
    closed = vacancies == 0
    return np.where(closed, 1, vacancies), np.where(closed, far, 0).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Layout:
    """Where the levers are in the network, and what everything costs component by component.

    Attributes
    ----------
    vacancies
        Of each job.
    up
        As in `Network`.
    tail, room, cost
        Arcs other than the jobs' own, as in `Network`; `cost` has a row a component.
    home, stay
        As in `Network`; `stay` has a row a component.
    constant
        By component.
    node
        Of each limit.
    limits
        The limits themselves.
    far
        A price that nobody can pay, by component.
    tiered
        Whether pairs have a part in other components than cost.
    """

    stages: Stages
    vacancies: Int
    up: Small
    tail: Small
    room: Int
    cost: Int
    home: Small
    stay: Int
    sleepers: tuple[int, int]
    constant: tuple[int, ...]
    node: Small
    limits: tuple[Limit, ...]
    far: Int
    tiered: bool

    @property
    def jobs(self) -> int:
        """Jobs."""
        return self.vacancies.size

    def arc_cost(self, component: int) -> Int:
        """Costs of all arcs of the network in one component."""
        own = np.where(self.vacancies == 0, self.far[component], 0)
        return np.concatenate([own, self.cost[component]])

    def scale(self, times: int) -> tuple[int, ...]:
        """What a unit of each component is to count; more room each of the `times`.

        If it can be, there is room for the longest way of one unit through the network, of which prices are made.
        """
        for room in (max(ROOMY, self._longest_way), ROOMY):
            try:
                return self.stages.scale(int(self.far[-1]), times, room)
            except UnsupportedError:
                pass
        return self.stages.scale(int(self.far[-1]), times, NARROW)

    def has_room(self, scale: tuple[int, ...]) -> bool:
        """Whether no way through the network can be longer than half a unit of any component says."""
        steps = [*(1 for _ in scale[2:]), int(self.far[-1])]
        return all(
            unit >= self._longest_way * step * next_unit
            for unit, next_unit, step in zip(scale, scale[1:], steps, strict=False)
        )

    @property
    def _longest_way(self) -> int:
        """Above twice the moves of a way that passes no node twice; every second one may be a household."""
        return 8 * (self.jobs + len(self.limits) + 1)

    def broken(self, flow: Int, unplaced: Flags) -> int:
        """Units by which hard limits are broken: by the flows of all arcs, and by persons who must be placed."""
        of_persons = int(self.stay[0][unplaced].sum())
        return dot(self.cost[0], flow[self.jobs :]) + self.constant[0] + of_persons

    def most(self, scale: tuple[int, ...]) -> int:
        """About the most that placing somebody can be worth who need not be placed."""
        parts = zip(scale[1:], self.stay[1:], strict=True)
        return sum(unit * int(np.abs(stay).max(initial=0)) for unit, stay in parts) + int(self.far[-1])

    def ranges(self, scale: tuple[int, ...]) -> tuple[Int, Int]:
        """The least and the greatest combined dual that each limit may have."""
        most = np.array([scale[0] if limit.soft is None else limit.soft for limit in self.limits], np.int64)
        has_lower = np.array([limit.lower is not None for limit in self.limits], bool)
        has_upper = np.array([limit.upper is not None for limit in self.limits], bool)
        return np.where(has_lower, -most, 0), np.where(has_upper, most, 0)

    def network(self, scale: tuple[int, ...]) -> Network:
        """The network in which a unit of component k costs ``scale[k]``."""
        weights = np.array(scale, np.int64)
        room, cost = _of_jobs(self.vacancies, int(weights @ self.far))
        return Network(
            self.jobs,
            self.up,
            np.concatenate([np.arange(self.jobs, dtype=np.int32), self.tail]),
            np.concatenate([room, self.room]),
            np.concatenate([cost, weights @ self.cost]),
            self.home,
            weights @ self.stay,
            self.sleepers,
            sum(unit * part for unit, part in zip(scale, self.constant, strict=True)),
        )


@dataclass
class _Arcs:
    """Arcs and constants in the making; costs by component."""

    count: int
    constant: list[int]
    pieces: list[tuple[Int, Int, Int]]

    def add(self, tail: Int, room: Int, costs: dict[int, int]) -> None:
        """An arc of the same cost above each of these nodes, where it has room."""
        kept = room > 0
        cost = np.zeros((self.count, int(kept.sum())), np.int64)
        for component, each in costs.items():
            cost[component] += each
        self.pieces.append((tail[kept], room[kept], cost))

    def limit(self, node: int, limit: Limit, component: int, cost: int) -> None:
        """The convex cost of a limit: `cost` of the component for each unit short or over."""
        lower, size = limit.lower or 0, limit.members.size
        if limit.upper is not None and limit.upper < lower:  # in a case: what lies between is broken by every count
            self.constant[component] += cost * (lower - limit.upper)
            limit = replace(limit, lower=limit.upper, upper=lower)
            lower = limit.lower or 0
        if limit.on_persons:
            short = max(0, lower - size)  # nobody can help these
            self.constant[component] += cost * short
            lower -= short
            upper = size if limit.upper is None else min(limit.upper, size)
            # without a lower limit any number may stay: an arc with so much room only would have a price when full
            rooms = (size - upper, FAR_ROOM if limit.lower is None else upper - lower, FAR_ROOM)
        else:
            rooms = (lower, FAR_ROOM if limit.upper is None else limit.upper - lower, FAR_ROOM)
        self.constant[component] += cost * rooms[0]
        for room, each in zip(rooms, (-cost, 0, cost), strict=True):
            self.add(np.array([node]), np.array([room]), {component: each})

    def households(self, rules: Households, nest: Nest, stages: Stages, stay: Int, first: int) -> None:
        """The convex cost of each household's unplaced members: too few of them, and the last one who covers it."""
        covered = {stages.count - 1: rules.bonus}
        if HOUSEHOLDS in stages.names:
            covered[stages.names.index(HOUSEHOLDS)] = 1
        sizes = np.bincount(rules.of_person, minlength=len(rules.ids))
        alone = sizes[rules.of_person] == 1
        for component, each in covered.items():
            stay[component, alone] += each
        self.constant[-1] -= rules.bonus * len(rules.ids)
        size = sizes[nest.households].astype(np.int64)
        must_stay = np.maximum(0, size - (size if rules.max_out is None else rules.max_out))
        node = np.arange(first, first + size.size)
        self.add(node, must_stay, {0: -1})
        self.constant[0] += int(must_stay.sum())
        self.add(node, size - 1 - must_stay, {})
        self.add(node, np.full(size.size, FAR_ROOM), covered)

    def sorted(self) -> tuple[Small, Int, Int]:
        """Tail, room and cost of all, by tail, then cost."""
        nothing = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((self.count, 0), np.int64))
        tail, room, cost = (np.concatenate(parts, axis=-1) for parts in zip(nothing, *self.pieces, strict=True))
        order = np.lexsort((*cost[::-1], tail))
        return tail[order].astype(np.int32), room[order], cost[:, order]


def lay_out(levers: Levers, vacancies: Int, unmatched: Int, largest: int) -> Layout:
    """The network of the levers; no pair costs more than `largest`.

    Raises
    ------
    UnsupportedError
        Limits cross, or a household lies in several groups.
    """
    n, m = unmatched.size, vacancies.size
    stages, nest = Stages.of(levers), nested(levers, n, m)
    first = m + nest.on_jobs.size
    last = first + nest.households.size
    ground = last + nest.on_persons.size
    node = np.empty(len(levers.limits) + 1, np.int32)  # NONE, the last, is the ground
    node[nest.on_jobs], node[nest.on_persons], node[NONE] = np.arange(m, first), np.arange(last, ground), ground
    stay = np.zeros((stages.count, n), np.int64)
    stay[-1] = unmatched
    if levers.must is not None:
        stay[0] = levers.must
    for k, stage in enumerate(levers.stages, start=1):
        if stage.placed is not None:
            stay[k] = stage.placed
    arcs = _Arcs(stages.count, [0] * stages.count, [])
    for x, limit in zip(node.tolist(), levers.limits, strict=False):
        arcs.limit(x, limit, *((0, 1) if limit.soft is None else (stages.count - 1, limit.soft)))
    home = node[nest.of_person]
    if levers.households is not None:
        home = np.where(nest.household == NONE, home, first + nest.household)
        arcs.households(levers.households, nest, stages, stay, first)
    of_limits = nest.above
    up = (nest.of_job, of_limits[nest.on_jobs], nest.of_household, of_limits[nest.on_persons])
    tail, room, cost = arcs.sorted()
    far = (2 * nest.depth + 4) * np.abs(cost).max(axis=1, initial=0) + 2 * np.abs(stay).max(axis=1, initial=0)
    far[-1] += 2 * largest + 1
    return Layout(
        stages,
        vacancies,
        node[np.concatenate(up)],
        tail,
        room,
        cost,
        home.astype(np.int32),
        stay,
        (first, last),
        tuple(arcs.constant),
        node[:-1],
        levers.limits,
        far,
        any(stage.near is not None for stage in levers.stages),
    )
