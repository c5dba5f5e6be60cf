"""What is paid for limits at least, over all numbers of placements that a leaf allows (docs/certificate.md, Cases).

Sums here may have any size: they are computed in 64 bits where they fit, else in whole numbers without end.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt

from jobmatch.verify.exactly import Ints
from jobmatch.verify.limits import NUMBER, Limits

_FITS = 2**62
_Terms = list[tuple[list[int], Ints]]


def least_of(limits: Limits, rows: Ints, dual: Ints, placed: Ints, low: int, high: int) -> list[int]:
    """The lexicographically least of −Σ dual · limit(N) − placed · N over N = low … high.

    Parameters
    ----------
    limits
        Those of the leaf.
    rows, dual
        The limits that have a dual, and these.
    placed
        The dual of the number of placements.
    """
    share = limits.share[rows]
    fixed = np.flatnonzero(share == NUMBER)
    amounts = limits.limit[rows[fixed]].tolist()
    out = [-sum(y * amount for y, amount in zip(ys, amounts, strict=True)) for ys in dual[fixed].T.tolist()]
    terms = _terms(limits, rows, dual, placed, low, high)
    if not terms:
        return out
    numbers = np.arange(high - low + 1)
    for component in range(len(out)):
        values = _sum(terms, component, numbers)
        least = values.min()
        out[component] += int(least)
        numbers = numbers[values == least]
    return out


def _terms(limits: Limits, rows: Ints, dual: Ints, placed: Ints, low: int, high: int) -> _Terms:
    """Factors by component, and by number of placements what they are to be multiplied with."""
    whole: dict[tuple[int, bool], list[int]] = defaultdict(lambda: [0] * dual.shape[1])
    share, lower = limits.share[rows].tolist(), limits.lower[rows].tolist()
    for at in np.flatnonzero(limits.share[rows] != NUMBER).tolist():
        kind = (share[at], lower[at])
        whole[kind] = [a - y for a, y in zip(whole[kind], dual[at].tolist(), strict=True)]
    n = np.arange(low, high + 1, dtype=np.int64)
    out: _Terms = []
    for (number, up), factors in whole.items():
        part = limits.shares[number]
        # Shares have at most six decimals, so that this stays far below 2**63.
        top, bottom = part.numerator, part.denominator
        out.append((factors, -(-n * top // bottom) if up else n * top // bottom))
    if placed.any():
        out.append(([-y for y in placed.tolist()], n))
    return out


def _sum(terms: _Terms, component: int, at: Ints) -> npt.NDArray[np.generic]:
    """The sum of factor · number at these places."""
    largest = sum(abs(factors[component]) * max(1, int(numbers.max())) for factors, numbers in terms)
    kind = np.int64 if largest < _FITS else object
    out = np.zeros(len(at), kind)
    for factors, numbers in terms:
        out = out + numbers[at].astype(kind) * factors[component]
    return out
