"""The engine's default: short lists and prices over the job tree."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from jobmatch.masters.first_prices import first_prices
from jobmatch.masters.protocol import Limits, Outcome, OutOfTime, Solution
from jobmatch.masters.rounds import Rounds
from jobmatch.pairing import Scan
from jobmatch.problem.arrays import Int


class TreeMaster:
    """Job-tree simplex on short lists that grow: exact, in memory that grows with the lists only."""

    name = "tree"
    carries = frozenset({"vacancies"})

    def solve(
        self, scan: Scan, vacancies: Int, unmatched: Int, limits: Limits, tell: Callable[[str], None]
    ) -> Solution:
        """An optimal plan, or the best one so far with its bound."""
        far = scan.largest() + int(np.abs(unmatched).max(initial=0)) + 1  # a price that nobody can pay
        try:
            start = first_prices(scan, vacancies, unmatched, far, limits)
            rounds = Rounds(scan, vacancies, unmatched, far, start, limits)
        except (KeyboardInterrupt, OutOfTime) as stop:
            outcome = Outcome.TIME if isinstance(stop, OutOfTime) else Outcome.INTERRUPT
            nobody = np.full(unmatched.size, -1, np.int32)
            return Solution(outcome, nobody, unmatched, np.zeros_like(vacancies), None)
        return rounds.run(tell)
