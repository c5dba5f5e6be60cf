"""HiGHS on the linear programme over listed pairs, through scipy."""

from __future__ import annotations

import numpy as np

from benchmarks.instance import Facts, Int, Listed
from benchmarks.solvers.base import GB, Watch
from benchmarks.solvers.pairs import PairSolver

BYTES_AN_ARC = 1000
"""Measured on a million arcs and more, the instance included."""

TOP = 1e7
"""Largest coefficient given to HiGHS; one quantum then has to stay above its tolerance of 1e-7."""


class HighsLp(PairSolver):
    """The relaxation, which is integral: persons against jobs is a bipartite graph."""

    library = "scipy"
    module = "scipy.optimize"
    title = "HiGHS linear programme"
    scope = "costs below 1e13 quanta"

    def applies(self, facts: Facts) -> bool:
        """Where its tolerances are below one quantum."""
        return facts.largest < 1e13

    def needs_gb(self, facts: Facts) -> float:
        """By pair."""
        return (facts.known_pairs + facts.rows + facts.jobs) * BYTES_AN_ARC / GB

    def solve(self, listed: Listed, watch: Watch) -> Int:
        """Build, solve, round what has to be whole."""
        from scipy.optimize import linprog
        from scipy.sparse import csc_array

        size = listed.job.size
        if size == 0:
            return np.zeros(0, np.int64)
        with watch.phase("build"):
            row = listed.row
            saved = listed.cost - listed.unmatched[row]
            index = np.stack([row, listed.job + np.int32(listed.rows)], axis=1).ravel()
            matrix = csc_array(
                (np.ones(2 * size), index, np.arange(0, 2 * size + 1, 2, dtype=np.int32)),
                shape=(listed.rows + listed.vacancies.size, size),
            )
            limit = np.concatenate([listed.supply, listed.vacancies]).astype(np.float64)
            scale = max(1.0, float(np.abs(saved).max()) / TOP)
        with watch.phase("solve"):
            answer = linprog(saved / scale, A_ub=matrix, b_ub=limit, bounds=(0, None), method="highs")
        if answer.status != 0 or np.abs(answer.x - np.rint(answer.x)).max() > 1e-6:
            raise RuntimeError(f"no whole optimum: {answer.message}")
        units: Int = np.rint(answer.x).astype(np.int64)
        return units


SOLVER = HighsLp()
