"""OR-Tools `SimpleMinCostFlow`: cost scaling on the network of listed pairs."""

from __future__ import annotations

import numpy as np

from benchmarks.instance import Facts, Int, Listed
from benchmarks.solvers.base import GB, Refused, Watch
from benchmarks.solvers.network import arcs, network
from benchmarks.solvers.pairs import PairSolver

BYTES_AN_ARC = 145
"""Measured on a million arcs and more, the instance included."""


class OrtoolsFlow(PairSolver):
    """Min-cost flow by OR-Tools."""

    library = "ortools"
    module = "ortools.graph.python.min_cost_flow"
    title = "OR-Tools SimpleMinCostFlow"

    def needs_gb(self, facts: Facts) -> float:
        """By arc."""
        return arcs(facts) * BYTES_AN_ARC / GB

    def solve(self, listed: Listed, watch: Watch) -> Int:
        """Build, solve, read the flow on the pairs."""
        from ortools.graph.python import min_cost_flow

        with watch.phase("build"):
            net = network(listed)
            flow = min_cost_flow.SimpleMinCostFlow()
            flow.add_arcs_with_capacity_and_unit_cost(net.tail, net.head, net.capacity, net.cost)
            flow.set_nodes_supplies(np.arange(net.supply.size, dtype=np.int32), net.supply)
        with watch.phase("solve"):
            status = flow.solve()
        if status == flow.BAD_COST_RANGE:
            raise Refused("the costs are beyond the range of its scaling")
        if status != flow.OPTIMAL:
            raise RuntimeError(f"ended with {status}")
        units: Int = flow.flows(net.pairs.astype(np.int32)) if net.pairs.size else net.pairs
        return units


SOLVER = OrtoolsFlow()
