"""The reference: HiGHS on the linear programme over all listed pairs, no short lists, no structure used.

For tests and small instances. The constraint matrix is totally unimodular (persons against jobs is bipartite),
so a basic optimal solution is integral; it is checked, not assumed.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from jobmatch.errors import UnsupportedError
from jobmatch.masters.greedy import greedy
from jobmatch.masters.listed import optimal_over
from jobmatch.masters.protocol import Limits, Outcome, Solution, Warm
from jobmatch.pairing import PairList, Scan
from jobmatch.problem.arrays import Int, Levers
from jobmatch.words import Words, said

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
        self,
        scan: Scan,
        vacancies: Int,
        unmatched: Int,
        limits: Limits,
        tell: Callable[[Words], None],
        warm: Warm | None = None,
        levers: Levers | None = None,
    ) -> Solution:
        """An optimal plan; a greedy one if the time is over first.

        Raises
        ------
        UnsupportedError
            Too many pairs, or costs that a float cannot hold exactly.
        """
        pairs = scan.list_pairs()
        if pairs.job.size > LARGEST:
            raise UnsupportedError(said("solver.highs_pairs", LARGEST=LARGEST, size=pairs.job.size))
        saved = pairs.cost - unmatched[pairs.person]
        if int(np.abs(saved).max(initial=0)) >= EXACT_FLOAT:
            raise UnsupportedError(said("solver.highs_costs"))
        chosen = np.zeros(0)
        if pairs.job.size:
            answer = _linear_programme(pairs, saved, vacancies, unmatched.size, limits)
            if answer is None:
                return greedy(pairs, vacancies, unmatched, Outcome.TIME)
            chosen = answer
        return optimal_over(pairs, np.flatnonzero(chosen > 0.5), vacancies, unmatched)


def _linear_programme(
    pairs: PairList, saved: Int, vacancies: Int, n: int, limits: Limits
) -> npt.NDArray[np.float64] | None:
    """Which pairs an optimal basic solution uses; None if the time ran out."""
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
        return None
    if answer.status != 0 or np.abs(answer.x - np.round(answer.x)).max() > 1e-6:
        raise RuntimeError(f"the reference solver failed: {answer.message}")
    chosen: npt.NDArray[np.float64] = answer.x
    return chosen
