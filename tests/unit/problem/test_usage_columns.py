"""Numbers of a list's own column, exactly as written."""

from __future__ import annotations

import polars as pl
import pytest

import jobmatch
from jobmatch.problem.usage_columns import NO_NUMBER, column_numbers


@pytest.mark.parametrize(
    ("cells", "whole", "decimals"),
    [
        (["1", "2.50", ""], [10, 25, NO_NUMBER], 1),
        (["3", "0", None], [3, 0, NO_NUMBER], 0),
        (["1e2", "0.000000001"], [100_000_000_000, 1], 9),
        ([0.1, 0.2], [1, 2], 1),
        ([], [], 0),
    ],
)
def test_numbers_are_read_exactly(cells: list[object], whole: list[int], decimals: int) -> None:
    values, found = column_numbers(pl.Series("use", cells, dtype=None if cells else pl.String), "here", None)
    assert (values.tolist(), found) == (whole, decimals)


@pytest.mark.parametrize("cell", ["-1", "many", "1e13", "0.0000000001"])
def test_what_is_no_number_is_named_with_its_row(cell: str) -> None:
    place = "pairs.csv", pl.Series([2, 3], dtype=pl.Int64)
    with pytest.raises(jobmatch.PolicyError, match=r"here: pairs.csv, row 3: '.*' in the column 'use'"):
        column_numbers(pl.Series("use", ["1", cell]), "here", place)
