"""The job tree: a warm-started simplex over jobs and groups, persons as units on its edges."""

from __future__ import annotations

import numpy as np

from jobmatch.masters.network import Network
from jobmatch.masters.protocol import Limits
from jobmatch.masters.tree_kernels import Arcs, Persons, Ranges, Tree, Work, doze_all, sweep
from jobmatch.masters.tree_start_kernels import fill_arcs, hang, reprice, rest
from jobmatch.pairing import PairList
from jobmatch.problem.arrays import Flags, Int, Small, total

NO_EDGE = -(1 << 62)
"""Edge of the ground: neither a person nor an arc."""

SWEEP = 1_000_000
"""Persons priced between two looks at the clock."""


class JobTree:
    """The simplex' state over one network; warm between calls."""

    def __init__(self, network: Network) -> None:
        """Everybody at home; there are neither tree nor prices before `resume`."""
        home, stay = network.home, network.stay
        n, nodes, arcs = stay.size, network.nodes, network.tail.size
        self.network = network
        nothing = np.zeros(0, np.int32)
        self.persons = Persons(
            home, stay, home.copy(), stay.copy(), np.zeros(n + 1, np.int64), nothing, np.zeros(0, np.int64)
        )
        self.arcs = Arcs(
            network.tail,
            network.up[network.tail],
            network.room,
            network.cost.copy(),
            np.zeros(arcs, np.int64),
            np.zeros(arcs, bool),
        )
        self.tree = Tree(
            np.full(nodes + 1, -1, np.int32),
            np.full(nodes + 1, NO_EDGE, np.int64),
            np.zeros(nodes + 1, np.int64),
            *(np.full(nodes + 1, -1, np.int32) for _ in range(4)),
        )
        self.tree.lean[:] = nodes
        first, last = np.searchsorted(network.tail, network.sleepers)
        self._ranges = Ranges(network.jobs, int(first), int(last))
        fill_arcs(network.tail, network.room, network.up, np.bincount(home, minlength=nodes + 1), self.arcs.flow)
        self.work = Work(
            np.zeros(nodes + 1, np.int64),
            np.empty(nodes + 2, np.int32),
            np.empty(nodes + 2, np.int64),
            np.zeros(3, np.int64),
        )

    @property
    def price(self) -> Int:
        """Price of each node, the ground's 0 at last; a copy."""
        return self.tree.price + self.tree.price[self.tree.lean]

    @property
    def worth(self) -> int:
        """What the plan costs, floors left out."""
        return total(self.persons.pays) + self.network.worth(self.arcs.flow)

    def worth_of(self, seat: Small, pays: Int) -> int:
        """What another plan within the vacancies would cost."""
        network = self.network
        flow, units = np.zeros(network.tail.size, np.int64), np.bincount(seat, minlength=network.nodes + 1)
        fill_arcs(network.tail, network.room, network.up, units, flow)
        return total(pays) + network.worth(flow)

    def prices_of(self, stay: Int, pays: Int, cost: Int, arc_cost: Int) -> Int:
        """Prices of all nodes by the same tree if persons, pairs of the lists and arcs had other costs."""
        tree = self.tree._replace(price=np.zeros_like(self.tree.price))
        persons = self.persons._replace(stay=stay, pays=pays, cost=cost)
        reprice(persons, self.arcs._replace(cost=arc_cost), tree)
        rest(persons, arc_cost, tree, *self.network.sleepers)
        price: Int = tree.price + tree.price[tree.lean]
        return price

    @property
    def free(self) -> Int:
        """Vacancies left at each job, where a job has one arc."""
        return (self.arcs.room - self.arcs.flow)[: self.network.jobs]

    @property
    def loose(self) -> Flags:
        """Jobs whose own arc tells prices: it has vacancies left, or a group hangs on it."""
        return (self.free > 0) | self.arcs.in_tree[: self.network.jobs]

    def set_lists(self, lists: PairList) -> None:
        """Take other short lists; pairs in use must be among them."""
        self.persons = self.persons._replace(ptr=lists.ptr, job=lists.job, cost=lists.cost)

    def resume(self, seat: Small, pays: Int, guess: Int) -> None:
        """A plan from elsewhere, within the capacities, and the prices that it is thought to have."""
        self.persons.seat[:] = seat
        self.persons.pays[:] = pays
        hang(self.persons, self.arcs, self.tree, self.network.up, guess)
        doze_all(self.tree, *self.network.sleepers)

    def set_floors(self, floor: Int) -> None:
        """Prices that jobs with free vacancies keep, instead of the network's own."""
        np.maximum(floor, self.network.cost[: self.network.jobs], out=self.arcs.cost[: self.network.jobs])
        reprice(self.persons, self.arcs, self.tree)

    def recost(self, network: Network, pays: Int, lists: PairList) -> None:
        """Other costs of everybody and of all pairs: the same network otherwise, the same plan and tree."""
        self.network = network
        self.persons.pays[:] = pays
        self.persons = self.persons._replace(stay=network.stay)
        self.set_lists(lists)
        self.arcs.cost[:] = network.cost
        self.tree.price[:] = 0
        reprice(self.persons, self.arcs, self.tree)
        rest(self.persons, self.arcs.cost, self.tree, *network.sleepers)

    def run(self, limits: Limits) -> None:
        """Pivot until the plan is optimal over the short lists.

        Most sweeps find few persons to move, and these are mostly among those that the last sweep moved: so they are
        priced again by themselves until none moves, before everybody is.

        Raises
        ------
        OutOfTime
            The plan is feasible, but may not be optimal.
        """
        n = self.persons.seat.size
        everybody = np.arange(n, dtype=np.int32)
        moved = np.empty(n, np.int32)
        self.work.mark[:] = 0
        stamp, last = 0, -1
        while stamp != last:
            last = stamp
            for first in range(0, max(n, 1), SWEEP):
                stamp, count = self.sweep(everybody[first : first + SWEEP], stamp, moved)
                while count:
                    limits.check()
                    stamp, count = self.sweep(moved[:count], stamp, moved, wholly=False)
                limits.check()

    def sweep(self, who: Small, stamp: int, moved: Small, wholly: bool = True) -> tuple[int, int]:
        """Price these persons and the arcs once, and pivot; see `tree_kernels.sweep`."""
        state = (self.persons, self.arcs, self.tree, self.work, self._ranges, self.network.sleepers)
        last: tuple[int, int] = sweep(*state, wholly, who, stamp, moved)
        return last
