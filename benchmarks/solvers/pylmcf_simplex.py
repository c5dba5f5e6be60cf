"""pylmcf: LEMON's network simplex on the network of listed pairs."""

from __future__ import annotations

import numpy as np

from benchmarks.instance import Facts, Int, Listed
from benchmarks.solvers.base import GB, Refused, Watch
from benchmarks.solvers.network import arcs, network
from benchmarks.solvers.pairs import PairSolver

BYTES_AN_ARC = 175
"""Measured on a million arcs and more, the instance included."""

LARGEST = 1 << 62


class PylmcfSimplex(PairSolver):
    """Min-cost flow by LEMON's network simplex."""

    library = "pylmcf"
    module = "pylmcf"
    title = "pylmcf (LEMON network simplex)"

    def needs_gb(self, facts: Facts) -> float:
        """By arc."""
        return arcs(facts) * BYTES_AN_ARC / GB

    def solve(self, listed: Listed, watch: Watch) -> Int:
        """Build, solve, read the flow on the pairs."""
        import pylmcf

        with watch.phase("build"):
            net = network(listed)
            # it takes no negative costs; every unit leaves its row by one arc, so that a constant changes nothing
            cost = np.where(net.tail < listed.rows, net.cost - min(0, int(net.cost.min(initial=0))), net.cost)
            # its artificial arcs cost more than any path: nodes times the largest cost has to fit in 63 bits
            if (int(cost.max(initial=0)) + 1) * net.supply.size >= LARGEST:
                raise Refused("the costs are beyond the range of 64-bit paths")
            graph = pylmcf.Graph(net.supply.size, net.tail, net.head)
            graph.set_node_supply(net.supply)
            graph.set_edge_capacities(net.capacity)
            graph.set_edge_costs(cost)
        with watch.phase("solve"):
            graph.solve()
        units: Int = np.asarray(graph.result())[net.pairs]
        return units


SOLVER = PylmcfSimplex()
