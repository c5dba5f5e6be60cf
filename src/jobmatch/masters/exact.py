"""The reference: HiGHS on the linear programme over all listed pairs, no short lists, no structure used.

For tests and small instances. The constraint matrix is totally unimodular (persons against jobs is bipartite),
so a basic optimal solution is integral; it is checked, not assumed.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from jobmatch.errors import UnsupportedError
from jobmatch.masters.protocol import Limits, Outcome, Placement
from jobmatch.pairing import PairList
from jobmatch.problem.arrays import Int

LARGEST = 1_000_000
"""Pairs above which the reference refuses: it is no solver for real sizes."""

EXACT_FLOAT = 1 << 53

TOP = 1e7
"""Largest coefficient given to HiGHS: one quantum then stays above its tolerance of 1e-7."""


class ExactMaster:
    """HiGHS (dual simplex) through scipy: an optimum found without any of jobmatch's own algorithms."""

    name = "highs"
    carries = frozenset({"vacancies"})

    def solve(
        self, pairs: PairList, vacancies: Int, unmatched: Int, limits: Limits
    ) -> tuple[Outcome, Placement | None]:
        """An optimal plan over `pairs`.

        Raises
        ------
        UnsupportedError
            Too many pairs, or costs that a float cannot hold exactly.
        """
        if pairs.job.size > LARGEST:
            raise UnsupportedError(
                f"solver 'highs' is the reference for up to {LARGEST:,} eligible pairs, here are {pairs.job.size:,}; "
                "use solver 'flow' or 'auto'"
            )
        if pairs.job.size == 0:
            nobody = np.full(unmatched.size, -1)
            return Outcome.OPTIMAL, Placement(nobody.astype(np.int32), nobody)
        saved = pairs.cost - unmatched[pairs.person]
        if int(np.abs(saved).max()) >= EXACT_FLOAT:
            raise UnsupportedError("costs beyond 2**53 quanta are too large for solver 'highs'; use solver 'flow'")
        outcome, chosen = _linear_programme(pairs, saved, vacancies, unmatched.size, limits)
        if chosen is None:
            return outcome, None
        job, pair = np.full(unmatched.size, -1, np.int32), np.full(unmatched.size, -1, np.int64)
        used = np.flatnonzero(chosen > 0.5)
        job[pairs.person[used]], pair[pairs.person[used]] = pairs.job[used], used
        return outcome, Placement(job, pair)


def _linear_programme(
    pairs: PairList, saved: Int, vacancies: Int, n: int, limits: Limits
) -> tuple[Outcome, npt.NDArray[np.float64] | None]:
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    size = pairs.job.size
    rows = np.concatenate([pairs.person, pairs.job + n])
    columns = np.concatenate([np.arange(size), np.arange(size)])
    matrix = csr_array((np.ones(2 * size), (rows, columns)), shape=(n + vacancies.size, size))
    limit = np.concatenate([np.ones(n), vacancies]).astype(float)
    left = limits.left()
    options = {} if left is None else {"time_limit": max(left, 0.001)}
    scale = max(1.0, float(np.abs(saved).max()) / TOP)
    answer = linprog(saved / scale, A_ub=matrix, b_ub=limit, bounds=(0, None), method="highs-ds", options=options)
    if answer.status == 1:
        return Outcome.TIME, None
    if answer.status != 0 or np.abs(answer.x - np.round(answer.x)).max() > 1e-6:
        raise RuntimeError(f"the reference solver failed: {answer.message}")
    return Outcome.OPTIMAL, answer.x
