"""Have the compiled kernels ready: compiled once on a machine, loaded from a cache afterwards."""

from __future__ import annotations

import numpy as np

from jobmatch.pairing.cheapest_kernels import cheapest_all, cheapest_rows, outside_drop
from jobmatch.pairing.kernels import count_all, fill_all, least_of_rows, price_listed, wanted_blocks
from jobmatch.pairing.short_list_kernels import merged, values_now
from jobmatch.problem import Tables, make_tables

TWO_DIMENSIONAL = ("levels", "grid")


def prepare_kernels() -> None:
    """Run every scan kernel on nobody, so that compilation happens here and not in the middle of a phase."""
    t = nothing()
    nobody, empty, none = np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int32)
    count_all(t, 0, 1)
    fill_all(t, 0, 1, nobody, none, empty)
    price_listed(t, 0, nobody, none, none, none, none)
    least_of_rows(nobody, empty)
    cheapest_all(t, none, 1, none, empty, empty, empty, 1)
    cheapest_rows(nobody, none, empty, none, 1, empty, empty, 1)
    outside_drop(t, 0, 1, none, empty.reshape(0, 0))
    merged(nobody, none, empty, none, none.reshape(0, 1), empty.reshape(0, 1), none)
    values_now(nobody, none, empty, empty, empty)
    wanted_blocks(t, 0)


def nothing() -> Tables:
    """Tables of no person and no job, with the types that all tables have."""
    return make_tables(
        {name: np.zeros((0, 0) if name in TWO_DIMENSIONAL else (1,), np.int64) for name in Tables._fields}
    )
