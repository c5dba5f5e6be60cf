"""Each person in turn takes the cheapest job that still has room: the core of both baselines."""

from __future__ import annotations

from importlib import import_module

from benchmarks.instance import Facts, Int, Listed
from benchmarks.solvers.base import GB, Watch
from benchmarks.solvers.pairs import PairSolver

BYTES_A_PAIR = 24


class InTurn(PairSolver):
    """Persons choose in an order that the subclass gives."""

    library = "numba"
    module = "benchmarks.solvers.in_turn_kernels"
    exact = False

    def needs_gb(self, facts: Facts) -> float:
        """The pairs themselves, and who took which."""
        return (facts.known_pairs + 3 * facts.persons) * BYTES_A_PAIR / GB

    def order(self, listed: Listed) -> Int:
        """Rows in the order in which they choose."""
        raise NotImplementedError

    def solve(self, listed: Listed, watch: Watch) -> Int:
        """One pass."""
        take = import_module(self.module).take
        with watch.phase("solve"):
            flow: Int = take(
                listed.ptr, listed.job, listed.cost, listed.vacancies.copy(), listed.supply, self.order(listed)
            )
        return flow
