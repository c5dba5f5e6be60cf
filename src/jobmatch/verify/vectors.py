"""Vectors compared lexicographically: signs, and one whole number a job that keeps the order of all its options.

A vector is a row of an array: the first component counts most, the last one is money in quanta (docs/certificate.md).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from jobmatch.verify.exactly import Bools, Ints, total
from jobmatch.verify.report import Halt
from jobmatch.words import said

HIGHEST = 2**57
"""Components and encoded vectors beyond this are refused: sums of two stay exact, and apart from "no such pair"."""


def beyond(dtype: np.dtype[Any]) -> int:
    """A whole number of this type that no component, nor any sum within a household, comes near."""
    return 2**400 if dtype.kind == "O" else 2**61


def negative(vectors: Ints) -> Bools:
    """By row, whether the vector lies below 0."""
    below = np.zeros(len(vectors), bool)
    open_ = np.ones(len(vectors), bool)
    for component in vectors.T:
        below |= open_ & (component < 0)
        open_ &= component == 0
    return below


def sums(vectors: Ints) -> list[int]:
    """The sum of all rows, which may have any size."""
    if vectors.dtype.kind == "O":
        return [sum(component) for component in vectors.T.tolist()]
    return [total(component) for component in vectors.T]


def within_reach(vectors: Ints, what: str, times: int = 1) -> Ints:
    """The vectors, or a refusal if the sum of so many of them is too large to compute with safely.

    Whole numbers without end (`object`) are never too large.
    """
    if vectors.dtype.kind != "O" and times * max(int(vectors.max(initial=0)), -int(vectors.min(initial=0))) > HIGHEST:
        raise Halt("range", said("verified.too_large", what=what))
    return vectors


class Ladder:
    """Whole numbers in the order of vectors: of two options (job's vector + tier's + cost) the lesser comes first.

    What stands before the money takes few values: each is a rung, and rungs are further apart than any two sums of
    cost and money. So numbers + cost compare as the options do, and rung and money can be read off again.
    """

    def __init__(self, vectors: Ints, reach: int, tiers: Ints | None = None) -> None:
        """`vectors` by job, and by tier if it matters (no money there); no cost is larger in size than `reach`.

        The `price` is by job then, or by job and tier.
        """
        money = vectors[:, -1]
        self._least, self._reach = int(money.min(initial=0)), reach
        heads, head = np.unique(vectors[:, :-1], axis=0, return_inverse=True)
        width = heads.shape[1]
        every = heads[:, None] + (np.zeros((1, width), np.int64) if tiers is None else tiers[:, :-1])[None]
        rungs = every.reshape(every.shape[0] * every.shape[1], width)
        self._rungs, rung = np.unique(rungs, axis=0, return_inverse=True)
        self._step = int(money.max(initial=0)) - self._least + 2 * reach + 1
        if max(1, len(self._rungs)) * self._step > HIGHEST:
            raise Halt("range", said("verified.duals_too_large"))
        at = rung.reshape(every.shape[:2])[head.reshape(-1)]
        price = at * self._step + (money - self._least)[:, None]
        self.price: Ints = price if tiers is not None else price.reshape(-1)

    def vectors(self, found: Ints) -> Ints:
        """The options whose numbers + cost are these."""
        rung, money = np.divmod(found.astype(np.int64) + self._reach, self._step)
        rungs = self._rungs if len(self._rungs) else np.zeros((1, self._rungs.shape[1]), np.int64)
        return np.column_stack([rungs[rung], money - self._reach + self._least])
