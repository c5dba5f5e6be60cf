"""The engine's default: short lists and prices over the job tree."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from jobmatch.masters.first_prices import first_prices, known_prices
from jobmatch.masters.protocol import Limits, Outcome, OutOfTime, Solution, Warm
from jobmatch.masters.rounds import Rounds
from jobmatch.pairing import Scan
from jobmatch.problem.arrays import Int


class TreeMaster:
    """Job-tree simplex on short lists that grow: exact, in memory that grows with the lists only."""

    name = "tree"
    carries = frozenset({"vacancies"})

    def solve(
        self,
        scan: Scan,
        vacancies: Int,
        unmatched: Int,
        limits: Limits,
        tell: Callable[[str], None],
        warm: Warm | None = None,
    ) -> Solution:
        """An optimal plan, or the best one so far with its bound."""
        far = scan.largest() + int(np.abs(unmatched).max(initial=0)) + 1  # a price that nobody can pay
        try:
            if warm is None:
                start = first_prices(scan, vacancies, unmatched, far, limits)
            else:
                start = known_prices(scan, warm.price, vacancies, unmatched, far)
            rounds = Rounds(scan, vacancies, unmatched, far, start, limits)
            rounds.begin(None if warm is None else warm.job)
        except (KeyboardInterrupt, OutOfTime) as stop:
            outcome = Outcome.TIME if isinstance(stop, OutOfTime) else Outcome.INTERRUPT
            nobody = np.full(unmatched.size, -1, np.int32)
            return Solution(outcome, nobody, unmatched, np.zeros_like(vacancies), None)
        return rounds.run(tell)
