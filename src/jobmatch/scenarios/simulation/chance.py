"""What happens by chance, and with what probability.

Every draw is a hash of seed, replicate, period, purpose and the person's (or post's) id, so that under all rules the
same person has the same luck in the same month: rules differ by what they do and not by their draws (common random
numbers; Law 2015, *Simulation Modeling and Analysis*, 11.2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.special import expit

from jobmatch.problem.draw import digests_of
from jobmatch.scenarios.simulation.document import Acceptance, Leaving

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Chance:
    """The draws of one replicate."""

    seed: int
    replicate: int

    def uniform(self, ids: pl.Series, period: int, purpose: str) -> Floats:
        """A number from 0 to below 1 for each id, shape ``(len(ids),)``."""
        key = f"{self.seed}:{self.replicate}:{period}:{purpose}".encode()
        # 53 bits, so that it stays below 1 as a float
        return (digests_of(ids, key) >> np.uint64(11)) / float(1 << 53)

    def happens(self, ids: pl.Series, period: int, purpose: str, probability: float | Floats) -> npt.NDArray[np.bool_]:
        """For whom it happens."""
        found: npt.NDArray[np.bool_] = self.uniform(ids, period, purpose) < probability
        return found

    def arrival(self, ids: pl.Series, purpose: str, at_first: float, periods: int) -> npt.NDArray[np.int64]:
        """The period in which each comes: the first with probability `at_first`, else any later one."""
        u = self.uniform(ids, 0, purpose)
        if periods == 1 or at_first >= 1:
            return np.zeros(len(ids), np.int64)
        later = 1 + np.floor((u - at_first) / (1 - at_first) * (periods - 1)).astype(np.int64)
        return np.where(u < at_first, 0, np.minimum(later, periods - 1))


def accepts(asked: Acceptance, wage_gap: Floats, km: Floats, rank: Floats) -> Floats:
    """Probability that each proposal is accepted.

    Parameters
    ----------
    wage_gap
        Yuan a month below the wage wished for.
    km
        Kilometres.
    rank
        Places down in the wish.
    """
    seen = asked.constant + asked.wage_gap * wage_gap / 100 + asked.km * km / 100 + asked.rank * rank
    found: Floats = expit(seen)
    return found


def leaves(asked: Leaving, stay: Floats, month: npt.NDArray[np.int64]) -> Floats:
    """Probability that each who was in post after ``month - 1`` months is not after `month` (from 1) any more."""
    power = (month**asked.shape - (month - 1) ** asked.shape) / asked.months**asked.shape
    found: Floats = 1 - stay**power
    return found
