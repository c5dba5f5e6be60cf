"""Limits from a column: one number a group, read once however many groups there are."""

from __future__ import annotations

import time

import numpy as np
import polars as pl
import pytest

from jobmatch.errors import PolicyError
from jobmatch.lists.columns import JOBS
from jobmatch.problem.limit_columns import NO_LIMIT, from_column


def read(column: list[str | None], group: list[int], names: list[str]) -> list[int]:
    table = pl.DataFrame({"beds": column}, schema={"beds": pl.String})
    return from_column(table, "beds", {"beds"}, JOBS, np.array(group, np.int32), names, "policy").tolist()


def test_numbers_are_compared_as_numbers_and_blanks_are_no_limit() -> None:
    column = ["3", "3.0", "", None, "0", "nobody counts this"]
    assert read(column, [0, 0, 1, 1, 2, -1], ["a", "b", "c", "d"]) == [3, NO_LIMIT, 0, NO_LIMIT]


@pytest.mark.parametrize("cell", ["-1", "1.5", "nan", "1e13", "many", "1_000"])
def test_what_is_no_whole_number_is_refused_with_its_group(cell: str) -> None:
    with pytest.raises(PolicyError, match=f"group 'b': '{cell}' in the column 'beds' is not a whole number of at"):
        read(["1", cell], [0, 1], ["a", "b"])


def test_a_blank_beside_a_number_is_another_value() -> None:
    with pytest.raises(PolicyError, match="group 'a': the column 'beds' has different values"):
        read(["1", ""], [0, 0], ["a"])


def test_many_groups_take_no_longer_than_their_rows() -> None:
    rows = 200_000
    started = time.perf_counter()
    found = read([str(k % 50) for k in range(rows)], list(range(rows)), [str(k) for k in range(rows)])
    assert found[-1] == (rows - 1) % 50
    assert time.perf_counter() - started < 5
