"""The best choice of groups and persons of a household, against all choices."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.verify import parties as module
from jobmatch.verify.households import Households
from jobmatch.verify.parties import Parties

VECTOR = st.tuples(st.integers(-1, 1), st.integers(-2, 1), st.integers(-9, 9))
PARTY = st.tuples(st.integers(0, 2), st.integers(1, 3), VECTOR, st.booleans())


@pytest.mark.parametrize("cells", [1, 2**22])
@given(
    st.lists(PARTY, min_size=1, max_size=8),
    st.sampled_from([None, 1, 2, 3, 5, 10**9]),
    st.sampled_from([(0, 0, 0), (0, 0, 12), (0, 1, 0), (0, 1, 10**6)]),
)
def test_a_household_chooses_the_best_parties(
    cells: int, rows: list[tuple[int, int, tuple[int, ...], bool]], max_out: int | None, first: tuple[int, ...]
) -> None:
    kept, module._MOST_CELLS = module._MOST_CELLS, cells
    try:
        found = Parties(
            household=np.array([house for house, _, _, _ in rows]),
            size=np.array([size for _, size, _, _ in rows]),
            change=np.array([vector if open_ else (0, 0, 0) for _, _, vector, open_ in rows]),
            open_=np.array([open_ for _, _, _, open_ in rows]),
        ).savings(
            Households(np.zeros(0, np.int64), pl.Series(["a", "b", "c"]), 0, max_out, max_out is not None),
            np.array(first),
        )
    finally:
        module._MOST_CELLS = kept
    wanted = [0, 0, 0]
    for house in range(3):
        mine = [(size, vector) for h, size, vector, open_ in rows if h == house and open_]
        ways = [(0, 0, 0)]
        for number in range(1, len(mine) + 1):
            for chosen in combinations(mine, number):
                if max_out is None or sum(size for size, _ in chosen) <= max_out:
                    summed = [sum(column) for column in zip(*(vector for _, vector in chosen), strict=True)]
                    ways.append(tuple(a - b for a, b in zip(summed, first, strict=True)))
        wanted = [a + b for a, b in zip(wanted, min(ways), strict=True)]
    assert found.sum(axis=0).tolist() == wanted
