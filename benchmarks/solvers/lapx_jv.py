"""lapx: Jonker and Volgenant's algorithm on a dense matrix."""

from __future__ import annotations

import numpy as np

from benchmarks.instance import Facts, Int, Listed
from benchmarks.solvers.base import GB, Watch
from benchmarks.solvers.pairs import PairSolver
from benchmarks.solvers.scipy_lsa import BYTES_A_PAIR, LARGEST
from benchmarks.solvers.slots import dense_costs, flow_of, slots_of


class LapxJv(PairSolver):
    """Dense assignment by lapx."""

    library = "lapx"
    module = "lap"
    title = "lapx lapjv"
    scope = "costs below 2^50 quanta; a dense matrix of persons × vacancies"

    def applies(self, facts: Facts) -> bool:
        """Where floats are exact."""
        return facts.persons > 0 and facts.largest < LARGEST

    def needs_gb(self, facts: Facts) -> float:
        """The matrix, and the pairs that are written into it; more places than persons make it square once more."""
        side = max(facts.persons, facts.slots)
        cells = facts.persons * side + (side * side if facts.slots > facts.persons else 0)
        return (cells * 8 + facts.slot_pairs * BYTES_A_PAIR) / GB

    def solve(self, listed: Listed, watch: Watch) -> Int:
        """Build the matrix, solve, read the slots."""
        import lap

        with watch.phase("build"):
            slots = slots_of(listed)
            matrix = dense_costs(slots)
        with watch.phase("solve"):
            slot, _ = lap.lapjv(matrix, extend_cost=True, return_cost=False)
        return flow_of(listed, slots, np.asarray(slot, np.int64))


SOLVER = LapxJv()
