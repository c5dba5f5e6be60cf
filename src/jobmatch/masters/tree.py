"""The job tree: a warm-started simplex over jobs and groups, persons as units on its edges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.masters.protocol import Limits
from jobmatch.masters.tree_kernels import Arcs, Persons, Tree, Work, sweep
from jobmatch.masters.tree_start_kernels import hang, reprice
from jobmatch.pairing import PairList
from jobmatch.problem.arrays import Int, Small

NO_EDGE = -(1 << 62)
"""Edge of the ground: neither a person nor an arc."""

SWEEP = 1_000_000
"""Persons priced between two looks at the clock."""


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes 0 … m-1 jobs, then groups, last the ground; arcs from each to the next larger group.

    Attributes
    ----------
    up
        The node that each node's arcs lead to, shape (nodes,); a larger number than the node's own.
    tail, room, cost
        Arcs, sorted by tail, then cost.
    """

    jobs: int
    up: Small
    tail: Small
    room: Int
    cost: Int

    @classmethod
    def of_vacancies(cls, vacancies: Int, far: int) -> Network:
        """Every job joined to the ground by its vacancies.

        A job without vacancies gets one at the price `far` that nobody can pay, so that its node can hang on it.
        """
        m = vacancies.size
        closed = vacancies == 0
        room, cost = np.where(closed, 1, vacancies), np.where(closed, far, 0)
        return cls(m, np.full(m, m, np.int32), np.arange(m, dtype=np.int32), room, cost.astype(np.int64))

    @property
    def nodes(self) -> int:
        """Nodes, the ground not counted."""
        return self.up.size


class JobTree:
    """The simplex' state over one network; warm between calls."""

    def __init__(self, network: Network, home: Small, stay: Int) -> None:
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
            *(np.full(nodes + 1, -1, np.int32) for _ in range(3)),
        )
        self.work = Work(
            np.zeros(nodes + 1, np.int64),
            np.empty(nodes + 2, np.int32),
            np.empty(nodes + 2, np.int64),
            np.zeros(3, np.int64),
        )

    @property
    def price(self) -> Int:
        """Price of each job."""
        return self.tree.price[: self.network.jobs]

    @property
    def free(self) -> Int:
        """Vacancies left at each job, where a job has one arc."""
        return (self.arcs.room - self.arcs.flow)[: self.network.jobs]

    def set_lists(self, lists: PairList) -> None:
        """Take other short lists; pairs in use must be among them."""
        self.persons = self.persons._replace(ptr=lists.ptr, job=lists.job, cost=lists.cost)

    def resume(self, seat: Small, pays: Int, guess: Int) -> None:
        """A plan from elsewhere, within the capacities, and the prices that it is thought to have."""
        self.persons.seat[:] = seat
        self.persons.pays[:] = pays
        hang(self.persons, self.arcs, self.tree, self.network.up, guess)

    def set_floors(self, floor: Int) -> None:
        """Prices that jobs with free vacancies keep, instead of the network's own."""
        np.maximum(floor, self.network.cost[: self.network.jobs], out=self.arcs.cost[: self.network.jobs])
        reprice(self.persons, self.arcs, self.tree)

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
        state = (self.persons, self.arcs, self.tree, self.work)
        self.work.mark[:] = 0
        stamp, last = 0, -1
        while stamp != last:
            last = stamp
            for first in range(0, max(n, 1), SWEEP):
                stamp, count = sweep(*state, everybody[first : first + SWEEP], stamp, moved)
                while count:
                    limits.check()
                    stamp, count = sweep(*state, moved[:count], stamp, moved)
                limits.check()
