"""Between the three orders of the persons: rows as read, the draw, ids; permutations, never a sort of the list."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from jobmatch.problem import Problem
from jobmatch.problem.arrays import Small

Scalar = TypeVar("Scalar", bound=np.generic)


def by_row(problem: Problem, values: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
    """`values` of the persons, shape ``(n,)``, in the order of the rows as read."""
    of_row = np.empty_like(values)
    of_row[problem.order] = values
    return of_row


def persons_by_id(problem: Problem) -> Small:
    """All persons in the order of their ids, shape ``(n,)``."""
    person = by_row(problem, np.arange(problem.n, dtype=np.int32))
    ids = problem.listed["person_id"]
    # lists mostly come in the order of their ids, which is seen much faster than it is made
    return person if ids.is_sorted() else person[ids.arg_sort().to_numpy()]
