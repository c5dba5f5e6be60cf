"""scipy `linear_sum_assignment`: shortest augmenting paths on a dense matrix."""

from __future__ import annotations

import numpy as np

from benchmarks.instance import Facts, Int, Listed
from benchmarks.solvers.base import GB, Watch
from benchmarks.solvers.pairs import PairSolver
from benchmarks.solvers.slots import dense_costs, flow_of, slots_of

LARGEST = 1 << 50
"""Costs below it add up exactly in floats, along paths of a few."""

BYTES_A_PAIR = 70
"""Measured on two million pairs, the instance included."""


class ScipyLsa(PairSolver):
    """Dense assignment by scipy."""

    library = "scipy"
    module = "scipy.optimize"
    title = "scipy linear_sum_assignment"
    scope = "costs below 2^50 quanta; a dense matrix of persons × vacancies"

    def applies(self, facts: Facts) -> bool:
        """Where floats are exact."""
        return facts.largest < LARGEST

    def needs_gb(self, facts: Facts) -> float:
        """The matrix, and the pairs that are written into it."""
        cells = facts.persons * max(facts.persons, facts.slots)
        return (cells * 8 + facts.slot_pairs * BYTES_A_PAIR) / GB

    def solve(self, listed: Listed, watch: Watch) -> Int:
        """Build the matrix, solve, read the slots."""
        from scipy.optimize import linear_sum_assignment

        with watch.phase("build"):
            slots = slots_of(listed)
            matrix = dense_costs(slots)
        with watch.phase("solve"):
            row, column = linear_sum_assignment(matrix)
        slot = np.full(slots.persons.rows, -1)
        slot[row] = column
        return flow_of(listed, slots, slot)


SOLVER = ScipyLsa()
