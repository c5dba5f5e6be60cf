"""scipy `min_weight_full_bipartite_matching`: the sparse version of Jonker and Volgenant's algorithm."""

from __future__ import annotations

import numpy as np

from benchmarks.instance import Facts, Int, Listed
from benchmarks.solvers.base import GB, Watch
from benchmarks.solvers.pairs import PairSolver
from benchmarks.solvers.scipy_lsa import LARGEST
from benchmarks.solvers.slots import flow_of, slots_of

BYTES_AN_ARC = 100
"""Measured on a million arcs and more, the instance included."""


class ScipySparse(PairSolver):
    """Sparse assignment: persons against slots, and a seat at home for each person at the unmatched cost."""

    library = "scipy"
    module = "scipy.sparse.csgraph"
    title = "scipy min_weight_full_bipartite_matching"
    scope = "costs below 2^50 quanta; every vacancy a column of its own"

    def applies(self, facts: Facts) -> bool:
        """Where floats are exact."""
        return facts.persons > 0 and facts.largest < LARGEST

    def needs_gb(self, facts: Facts) -> float:
        """Every pair once for each vacancy of its job."""
        return (facts.slot_pairs + facts.persons) * BYTES_AN_ARC / GB

    def solve(self, listed: Listed, watch: Watch) -> Int:
        """Build the matrix, solve, read the slots."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import min_weight_full_bipartite_matching

        with watch.phase("build"):
            slots = slots_of(listed)
            persons, places = slots.persons, slots.job.size
            count = np.diff(slots.first)[persons.job]
            start = np.repeat(slots.first[persons.job] - np.concatenate([[0], np.cumsum(count)])[:-1], count)
            column = np.concatenate([start + np.arange(start.size), places + np.arange(persons.rows)])
            row = np.concatenate([np.repeat(persons.row, count), np.arange(persons.rows)])
            weight = np.concatenate([np.repeat(persons.cost, count), persons.unmatched])
            # a weight of 0 would be no edge; everybody is matched once, so that a constant changes nothing
            weight = (weight - weight.min(initial=0) + 1).astype(np.float64)
            matrix = csr_array((weight, (row, column)), shape=(persons.rows, places + persons.rows))
        with watch.phase("solve"):
            found, taken = min_weight_full_bipartite_matching(matrix)
        slot = np.full(persons.rows, -1)
        slot[found] = taken
        return flow_of(listed, slots, slot)


SOLVER = ScipySparse()
