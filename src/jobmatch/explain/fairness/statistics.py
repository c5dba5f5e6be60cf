"""Intervals of rates and means, tests of equal rates, and measures of how unequal rates are.

scipy's statistics are imported where they are used: loading them takes longer than most commands do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

LEVEL = 0.95
"""Of all intervals."""

FEW = 5
"""Expected counts below which the chi-square distribution is not to be trusted (Cochran 1954)."""

DRAWS = 1000
"""Deals of the places by chance that Gini by chance is the mean of."""

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


def wilson(placed: int, persons: int) -> tuple[float, float]:
    """The score interval of a rate (Wilson 1927, "Probable inference, the law of succession, and statistical
    inference", JASA 22)."""
    from scipy import stats

    ends = stats.binomtest(placed, persons).proportion_ci(LEVEL, method="wilson")
    return float(ends.low), float(ends.high)


def mean_interval(values: Floats) -> tuple[float, float | None, float | None]:
    """The mean of some values and Student's interval of it; of a single value there is none."""
    from scipy import stats

    mean = float(values.mean())
    if values.size < 2:
        return mean, None, None
    half = float(stats.t.ppf(0.5 + LEVEL / 2, values.size - 1) * values.std(ddof=1) / values.size**0.5)
    return mean, mean - half, mean + half


def equal_rates(placed: Counts, persons: Counts) -> tuple[str, float] | None:
    """The test that all groups have the same rate, and its p value; None where there is nothing to test.

    Two groups with small expected counts: Fisher's exact test; more: Pearson's chi-square, ``"chi2_few"`` where
    expected counts are small.
    """
    from scipy import stats

    table = np.vstack([placed, persons - placed])
    if table.shape[1] < 2 or not table.sum(axis=1).all() or not table.sum(axis=0).all():
        return None
    expected = stats.contingency.expected_freq(table)
    few = bool((expected < FEW).any())
    if few and table.shape[1] == 2:
        return "fisher", float(stats.fisher_exact(table).pvalue)
    return "chi2_few" if few else "chi2", float(stats.chi2_contingency(table, correction=False).pvalue)


def holm(values: Sequence[float | None]) -> list[float | None]:
    """p values adjusted for their number (Holm 1979, "A simple sequentially rejective multiple test procedure")."""
    there = sorted((value, at) for at, value in enumerate(values) if value is not None)
    found: list[float | None] = [None] * len(values)
    least = 0.0
    for rank, (value, at) in enumerate(there):
        least = max(least, min(1.0, (len(there) - rank) * value))
        found[at] = least
    return found


def gini(rates: Floats, weights: Floats) -> float | None:
    """Half the relative mean difference of rates among persons, each with the rate of their group (Sen 1973, "On
    Economic Inequality", section 2.8): 0 if all are equal; None where all rates are 0.

    ``G = sum over g, h of w_g w_h |r_g - r_h| / (2 sum of w_g r_g)``, the weights summing to 1.
    """
    w = weights / weights.sum()
    mean = float((w * rates).sum())
    if not mean > 0:
        return None
    order = np.argsort(rates)
    r, w = rates[order], w[order]
    below = np.cumsum(w) - w  # persons with lower rates
    above = 1.0 - below - w
    # each rate is the larger one against those below and the smaller one against those above
    return max(0.0, float((w * r * (below - above)).sum() / mean))


def theil(rates: Floats, weights: Floats) -> float | None:
    """Theil's T of the same rates (Theil 1967, "Economics and Information Theory"); None where all are 0."""
    w = weights / weights.sum()
    mean = float((w * rates).sum())
    if not mean > 0:
        return None
    part = rates[rates > 0] / mean
    return max(0.0, float((w[rates > 0] * part * np.log(part)).sum()))


def gini_by_chance(persons: Counts, placed: int) -> float | None:
    """The mean Gini if as many places were dealt to persons by chance: groups are never quite equal."""
    if not 0 < placed <= int(persons.sum()):
        return None
    rng = np.random.default_rng(0)
    dealt = rng.multivariate_hypergeometric(persons, placed, size=DRAWS, method="marginals")
    return float(np.mean([gini(each / persons, persons.astype(float)) or 0.0 for each in dealt]))


def chi_square_tail(statistic: float, free: int) -> float:
    """p value of a chi-square statistic."""
    from scipy import stats

    return float(stats.chi2.sf(statistic, free))


def binomial_interval(draws: int, share: float) -> tuple[float, float]:
    """Between which counts a binomial one lies, at `LEVEL`."""
    from scipy import stats

    low, high = stats.binom.interval(LEVEL, draws, share)
    return float(low), float(high)
