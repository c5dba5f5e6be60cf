"""All eligible pairs, some persons at a time, so that they are never all held."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from jobmatch.pairing import PairList, Scan
from jobmatch.problem.arrays import Small

PAIRS = 4_000_000
"""Eligible pairs that are listed at a time, about."""


def pieces(scan: Scan, who: Small) -> Iterator[tuple[Small, PairList]]:
    """Some of these persons, in their order, and their pairs; those without any are left out."""
    eligible = scan.counts().eligible[who]
    who, eligible = who[eligible > 0], eligible[eligible > 0]
    if not who.size:
        return
    piece = (np.cumsum(eligible) - 1) // PAIRS
    cuts = np.flatnonzero(np.diff(piece)) + 1
    for part in np.split(who, cuts):
        yield part, scan.pairs_of(part)
