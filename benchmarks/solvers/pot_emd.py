"""POT `ot.emd` with sparse costs: network simplex for optimal transport."""

from __future__ import annotations

import numpy as np

from benchmarks.instance import Facts, Int, Listed
from benchmarks.solvers.base import GB, Refused, Watch
from benchmarks.solvers.network import arcs
from benchmarks.solvers.pairs import PairSolver

BYTES_AN_ARC = 160
"""Measured on a million arcs and more, the instance included."""

MOST_PIVOTS = 10**12
"""Never the limit: the harness has its own."""

LARGEST = 1e12
"""Cost that its floating-point reduced costs (tolerance about 1e-15 of the largest) still tell from the next."""


class PotEmd(PairSolver):
    """Optimal transport between rows and jobs; a further source fills vacancies, a further sink takes the unplaced."""

    library = "POT"
    module = "ot"
    title = "POT ot.emd, sparse"
    scope = "costs below 1e12 quanta"

    def applies(self, facts: Facts) -> bool:
        """Where floating-point costs are exact enough."""
        return facts.largest < LARGEST

    def needs_gb(self, facts: Facts) -> float:
        """By arc."""
        return arcs(facts) * BYTES_AN_ARC / GB

    def solve(self, listed: Listed, watch: Watch) -> Int:
        """Build, solve, read the plan on the pairs."""
        import ot
        from scipy.sparse import coo_array

        rows, jobs, pairs = listed.rows, listed.vacancies.size, listed.job.size
        with watch.phase("build"):
            source = np.concatenate([listed.row, np.arange(rows), np.full(jobs + 1, rows)])
            sink = np.concatenate([listed.job, np.full(rows, jobs), np.arange(jobs + 1)])
            cost = np.concatenate([listed.cost, listed.unmatched, np.zeros(jobs + 1)]).astype(np.float64)
            everybody, places = listed.supply.sum(), listed.vacancies.sum()
            give = np.append(listed.supply, places).astype(np.float64)
            take = np.append(listed.vacancies, everybody).astype(np.float64)
            matrix = coo_array((cost, (source, sink)), shape=(rows + 1, jobs + 1))
        with watch.phase("solve"):
            plan, log = ot.emd(give, take, matrix, numItermax=MOST_PIVOTS, log=True, center_dual=False)
        if log["warning"]:
            raise Refused(str(log["warning"]))
        found = plan.tocsr()
        units = np.zeros(pairs, np.int64)
        if pairs:
            units[:] = np.rint(np.asarray(found[listed.row, listed.job]).ravel())
        return units


SOLVER = PotEmd()
