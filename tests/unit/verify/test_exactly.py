"""Exact arithmetic on columns."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.verify.exactly import LIMIT, classes, half_up, linear, scaled
from jobmatch.verify.report import Halt


def test_halves_go_up_on_both_sides_of_nothing() -> None:
    assert [half_up(Fraction(n, 2)) for n in (-3, -1, 1, 3, 5)] == [-1, 0, 1, 2, 3]


@given(st.lists(st.decimals(-(10**12), 10**12, places=4), min_size=1), st.integers(0, 9))
def test_scaled_is_exact(values: list[Decimal], decimals: int) -> None:
    text = pl.Series([str(value) for value in values], dtype=pl.String)
    units = [int((value.scaleb(decimals) + Decimal("0.5")).to_integral_value(ROUND_FLOOR)) for value in values]
    if max(map(abs, units)) >= LIMIT:
        with pytest.raises(Halt):
            scaled(text, decimals, "x", round_off=True)
    else:
        assert scaled(text, decimals, "x", round_off=True).tolist() == units


@pytest.mark.parametrize("cell", ["", "x", "1/3", "1_0", "nan", "inf", " 1", "0.001", "１"])
def test_scaled_refuses(cell: str) -> None:
    with pytest.raises(Halt, match="data row 2"):
        scaled(pl.Series(["1.0", cell], dtype=pl.String), 2, "file.csv, column")


def test_scaled_reads_every_way_a_float_is_written() -> None:
    text = pl.Series(["1e3", "1E+2", "12.5000", "-0.0", "7.", "5e-1", ""], dtype=pl.String)
    assert scaled(text, 1, "x", blank=-7).tolist() == [10000, 1000, 125, 0, 70, 5, -7]


@given(
    st.lists(st.integers(-(10**15), 10**15)),
    st.fractions(-1000, 1000, max_denominator=10**9) | st.fractions(0, Fraction(1, 10**6), max_denominator=10**18),
)
def test_linear_is_exact(values: list[int], slope: Fraction) -> None:
    wanted = [half_up(value * slope) for value in values]
    if any(abs(value) >= LIMIT for value in wanted):
        with pytest.raises(Halt):
            linear(np.array(values, np.int64), slope, "x")
    else:
        assert linear(np.array(values, np.int64), slope, "x").tolist() == wanted


def test_linear_refuses_what_would_wrap() -> None:
    with pytest.raises(Halt):
        linear(np.array([2**40]), Fraction(2**30), "x")


def test_classes_number_cells_as_they_come() -> None:
    at, texts = classes(pl.Series(["b", "", "b", "a"]))
    assert (at.tolist(), texts) == ([0, 1, 0, 2], ["b", "", "a"])
