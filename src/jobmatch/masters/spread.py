"""Short lists that do not all name the same jobs.

Under good prices a person has many jobs that are nearly equally good, and persons alike have the same ones. If each
took the few best, all would hold the same jobs, the others would find nobody, and round after round would be spent on
that. So a pair's key is its value plus noise: keys minimised over jobs with noise of Gumbel's law draw job j with odds
proportional to w_j exp(-value_j / scale) (Gumbel's maximum trick; Luce, *Individual Choice Behavior*, 1959): a spread
over near-ties, in proportion to the vacancies w_j.
"""

from __future__ import annotations

import numpy as np

from jobmatch.pairing import Spread
from jobmatch.problem.arrays import Int

DRAWS = 1024
"""Values of the noise; a power of two."""


def spread_over(vacancies: Int, scale: int) -> Spread | None:
    """The spread with a scale in quanta; None for 0."""
    if scale <= 0:
        return None
    weight = np.maximum(vacancies, 1).astype(np.float64)
    bias = scale * (np.log(weight.max(initial=1)) - np.log(weight))
    quantile = (np.arange(DRAWS) + 0.5) / DRAWS
    noise = np.log(-np.log(quantile))  # the negative of Gumbel's law: least keys win
    return Spread(bias.astype(np.int64), (scale * (noise - noise.min())).astype(np.int64))
