"""Rows of a list that are alike in all that matters, as classes with a row that stands for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jobmatch.verify.exactly import Bools, Ints


@dataclass(frozen=True)
class Fold:
    """Classes of rows.

    Attributes
    ----------
    at
        By row, the number of its class.
    first
        By class, a row of it.
    """

    at: Ints
    first: Ints

    def __len__(self) -> int:
        return len(self.first)


def fold(columns: Sequence[Ints | Bools], size: int) -> Fold:
    """The rows from 0 to `size`, classed by whatever differs in any of the columns."""
    at: Ints = np.zeros(size, np.int64)
    for column in columns:
        distinct, number = np.unique(column, return_inverse=True)
        if len(distinct) > 1:
            _, at = np.unique(at * len(distinct) + number.reshape(-1), return_inverse=True)
            at = at.reshape(-1)
    _, first = np.unique(at, return_index=True)
    return Fold(at, first)
