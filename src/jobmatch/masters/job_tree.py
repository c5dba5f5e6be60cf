"""The engine's default: short lists and prices over the job tree."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from jobmatch.masters.first_prices import first_prices, known_prices, shrunk, unknown_prices
from jobmatch.masters.protocol import Limits, Outcome, OutOfTime, Solution, Warm
from jobmatch.masters.rounds import Rounds
from jobmatch.pairing import Scan, holds_all
from jobmatch.problem.arrays import Int

PART = 0.25
"""Share of the persons on whom the sample's prices are made better before everybody is looked at."""


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
        course: Rounds | None = None
        try:
            if warm is not None:
                start = known_prices(scan, warm, vacancies, unmatched, far)
            elif holds_all(scan):
                start = unknown_prices(vacancies, far)
            else:
                start = first_prices(scan, vacancies, unmatched, far, limits)
                if start.step > 0:
                    part = slice(int(unmatched.size * PART))
                    course = Rounds(scan, shrunk(vacancies, PART), unmatched[part].copy(), far, start, limits)
                    course.begin(None)
                    start = course.settle()
            rounds = Rounds(scan, vacancies, unmatched, far, start, limits)
        except (KeyboardInterrupt, OutOfTime) as stop:
            outcome = Outcome.TIME if isinstance(stop, OutOfTime) else Outcome.INTERRUPT
            return _cut_short(course, unmatched, vacancies.size, outcome)
        return rounds.run(tell, None if warm is None else warm.job)


def _cut_short(course: Rounds | None, unmatched: Int, jobs: int, outcome: Outcome) -> Solution:
    """What there is when the first rounds over everybody have not begun: the plan of a part, or nobody's."""
    job, pays, price = np.full(unmatched.size, -1, np.int32), unmatched.copy(), np.zeros(jobs, np.int64)
    if course is not None:
        part = course.so_far(outcome)
        job[: part.job.size], pays[: part.pays.size], price = part.job, part.pays, part.price
    return Solution(outcome, job, pays, price, None)
