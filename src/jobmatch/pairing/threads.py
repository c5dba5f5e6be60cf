"""How persons are dealt to threads.

Kernels work on a range of persons, write rows of their own and hold no interpreter lock: the result never depends on
how many threads there are or which of them takes what. Numba's own parallel loops would do the same, but compile for
minutes where these take seconds, and cannot be interrupted.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

SMALLEST_PIECE = 512
"""Persons below which another piece costs more than it spreads."""

MOST_PIECES = 64
"""Pieces that everybody is cut into at most; many more than threads, to balance them."""


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="jobmatch")


def thread_count() -> int:
    """Threads to use: JOBMATCH_THREADS if it is set, else as many as this process may run on."""
    given = os.environ.get("JOBMATCH_THREADS", "")
    if given.isdigit() and int(given) > 0:
        return int(given)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return cores or 1


def each_piece(n: int, work: Callable[[int, int], Any]) -> list[Any]:
    """Call ``work(first, last)`` for pieces that together are 0 … n - 1; return what they return, in their order.

    Raises
    ------
    KeyboardInterrupt
        Raised in the meantime: pieces not begun yet are dropped.
    """
    pieces = min(MOST_PIECES, -(-n // SMALLEST_PIECE))
    cuts = [int(cut) for cut in np.linspace(0, n, max(1, pieces) + 1).astype(np.int64)]
    threads = thread_count()
    if pieces <= 1 or threads == 1:
        return [work(first, last) for first, last in pairwise(cuts)]
    futures = []
    try:
        for first, last in pairwise(cuts):
            futures.append(_pool(threads).submit(work, first, last))
        return [future.result() for future in futures]
    except BaseException:
        for future in futures:
            future.cancel()
        for future in futures:  # nobody may write into arrays that the caller gives up
            if not future.cancelled():
                future.exception()
        raise
