"""What the adapters of peers share: a base class, and the sum of a plan."""

from __future__ import annotations

from importlib import import_module
from typing import Literal

import numpy as np

from benchmarks.instance import Facts, Instance, Int, Listed
from benchmarks.solvers.base import Answer, Watch


class PairSolver:
    """A solver over listed pairs: a subclass says how to `solve` and what it needs."""

    library = ""
    module = ""
    """What has to be imported."""
    title = ""
    exact = True
    takes: Literal["tables", "listed"] = "listed"
    scope = ""

    def applies(self, facts: Facts) -> bool:
        """All instances, unless the subclass says otherwise."""
        return True

    def prepare(self) -> None:
        """Import the solver."""
        import_module(self.module)

    def run(self, given: Instance | Listed) -> Answer:
        """Solve and sum the plan."""
        if not isinstance(given, Listed):
            raise TypeError("this solver takes listed pairs")
        watch = Watch()
        flow = self.solve(given, watch)
        return Answer(objective(given, flow), self.exact, watch.seconds)

    def solve(self, listed: Listed, watch: Watch) -> Int:
        """Units on each pair, shape ``(pairs,)``."""
        raise NotImplementedError


def objective(listed: Listed, flow: Int) -> int:
    """Cost of a plan in quanta; a plan that breaks a limit is an error.

    Parameters
    ----------
    flow
        Units on each pair, shape ``(pairs,)``.
    """
    row = listed.row
    placed, filled = np.zeros(listed.rows, np.int64), np.zeros(listed.vacancies.size, np.int64)
    np.add.at(placed, row, flow)
    np.add.at(filled, listed.job, flow)
    if (flow < 0).any() or (placed > listed.supply).any() or (filled > listed.vacancies).any():
        raise RuntimeError("the plan places somebody twice, or more than there are vacancies")
    left = listed.supply - placed
    return int((flow * listed.cost).sum()) + int((left * listed.unmatched).sum())
