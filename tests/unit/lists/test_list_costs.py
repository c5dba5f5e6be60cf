"""Costs are exact: as written, or refused."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from list_rows import JOBS, PAIRS, SEEKERS, check, codes, read, without

from jobmatch.lists.costs import LIMIT, read_costs
from jobmatch.lists.faultlog import FaultLog


def costs(values: list[object], dtype: object = None) -> tuple[list[int | None], list[float | None], int, list[str]]:
    log = FaultLog("pairs")
    cost, quanta, decimals = read_costs(pl.Series("cost", values, dtype=dtype), log)  # type: ignore[arg-type]
    assert cost.dtype == pl.Float64
    assert quanta.dtype == pl.Int64
    return quanta.to_list(), cost.to_list(), decimals, [issue.code for issue in log.issues()]


@pytest.mark.parametrize(
    ("values", "quanta", "decimals"),
    [
        (["1", "-2", "+3"], [1, -2, 3], 0),
        (["1.50", "0.1", ".5", "5."], [150, 10, 50, 500], 2),  # decimals as written
        (["-0", "-0.0"], [0, 0], 1),
        (["1e3", "2.5e-2", "1E+1"], [1_000_000, 25, 10_000], 3),
        (["0.1000000000"], [100_000_000], 9),  # ten written, one needed: nothing is rounded
        (["007"], [7], 0),
        ([1, -2], [1, -2], 0),
        ([1.0, 2.0], [1, 2], 0),
        ([0.1, 0.25], [10, 25], 2),
        ([1e-9, 1.0], [1, 1_000_000_000], 9),
        ([9_007_199_254.74099], [900719925474099], 5),
    ],
)
def test_exact(values: list[object], quanta: list[int], decimals: int) -> None:
    found, cost, d, issues = costs(values)
    assert (found, d, issues) == (quanta, decimals, [])
    assert cost == [whole / 10**d for whole in quanta]


def test_float32_means_what_it_prints() -> None:
    assert costs([0.1, 2.25], pl.Float32) == ([10, 225], [0.1, 2.25], 2, [])


def test_decimal_columns() -> None:
    assert costs([Decimal("1.50"), Decimal("2.25")])[:3:2] == ([150, 225], 2)


def test_empty() -> None:
    for dtype in (pl.String, pl.Float64, pl.Int64):
        assert costs([], dtype) == ([], [], 0, [])


@pytest.mark.parametrize(
    ("text", "quanta"),
    [
        ("0.0000000005", 1),
        ("0.00000000049999", 0),
        ("-0.0000000005", 0),  # halves up, not away from zero
        ("-0.00000000050001", -1),
        ("-0.0000000015", -1),
        ("1e-30", 0),
        ("-1e-30", 0),
        ("0.9999999999", 1_000_000_000),
    ],
)
def test_rounding_beyond_nine_decimals(text: str, quanta: int) -> None:
    assert costs([text])[::2][0] == [quanta]
    assert costs([text])[3] == ["cost_rounded"]


@given(st.lists(st.decimals(-(10**7), 10**7, allow_nan=False, allow_infinity=False), min_size=1, max_size=5))
def test_against_fractions(values: list[Decimal]) -> None:
    texts = [format(value, "f") for value in values]
    if max(len(text.replace("-", "").replace(".", "")) for text in texts) > 60:
        return
    quanta, _, decimals, issues = costs(list(texts))
    written = max(len(text.partition(".")[2]) for text in texts)
    assert decimals == min(written, 9)
    exact = [math.floor(Fraction(value) * 10**decimals + Fraction(1, 2)) for value in values]
    if all(abs(whole) < LIMIT for whole in exact):
        assert quanta == exact
        needs = any(Fraction(value) * 10**9 % 1 for value in values)
        assert issues == (["cost_rounded"] if needs else [])
    else:
        assert "cost_too_large" in issues


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5))
def test_floats_mean_their_shortest_decimals(values: list[float]) -> None:
    quanta, _, decimals, issues = costs(list(values))
    shortest = [Decimal(repr(value)) for value in values]
    needed = max(max(0, -int(value.normalize().as_tuple().exponent)) if value else 0 for value in shortest)
    assert decimals == min(needed, 9)
    assert quanta == [math.floor(Fraction(value) * 10**decimals + Fraction(1, 2)) for value in shortest]
    assert ("cost_rounded" in issues) == (needed > 9)


@pytest.mark.parametrize(
    "values",
    [
        ["9007199254740992"],
        ["-9007199254740992"],
        ["9007199254.740992", "0.000001"],
        ["9" * 40],
        ["1e200"],
        [2**53],
        [-(2**63)],
        [1e16, 0.5],
        [9007199254740992.0],
    ],
)
def test_too_large(values: list[object]) -> None:
    assert "cost_too_large" in costs(values)[3]


def test_unsigned_beyond_64_bits() -> None:
    assert costs([2**64 - 1], pl.UInt64)[3] == ["cost_too_large"]


def test_just_small_enough() -> None:
    assert costs(["9007199254740991"])[0] == [2**53 - 1]


@pytest.mark.parametrize(
    "values",
    [
        ["x"],
        [""],
        ["1,000"],
        ["."],
        ["1.2.3"],
        ["--1"],
        ["inf"],
        ["1e"],
        [math.inf],
        [math.nan],
        [-math.inf],
        [True],
        ["0x10"],
    ],
)
def test_unreadable(values: list[object]) -> None:
    assert costs(values)[3] == (["cost_missing"] if values == [""] else ["cost_unreadable"])


def test_in_the_lists() -> None:
    lists = read(pairs=PAIRS)
    assert lists.cost_decimals == 2
    assert lists.pairs is not None
    assert lists.pairs["cost_quanta"].to_list() == [150, 200, -325]
    assert lists.pairs["cost"].to_list() == [1.5, 2.0, -3.25]
    assert lists.pairs.columns == ["person_id", "job_id", "cost", "cost_quanta", "extra", "stay"]
    assert read(pairs=without(PAIRS, "cost")).cost_decimals is None


def test_quanta_are_computed_again() -> None:
    pairs = [{**row, "cost_quanta": "77"} for row in PAIRS]
    lists = read(pairs=pairs)
    assert lists.pairs is not None
    assert lists.pairs["cost_quanta"].to_list() == [150, 200, -325]


def test_with_costs_ids_and_vacancies_are_enough() -> None:
    lists = read(
        [{"person_id": row["person_id"]} for row in SEEKERS],
        [{"job_id": r["job_id"], "vacancies": 1} for r in JOBS],
        pairs=PAIRS,
    )
    assert lists.issues == ()
    assert lists.seekers["home"].to_list() == [None] * 3
    assert lists.seekers["min_wage"].to_list() == [0.0] * 3
    _, issues = check([{"person_id": "P1"}], [{"job_id": "J1"}], pairs=PAIRS[:1])
    assert codes(issues) == ["column_missing", "vacancies_missing"] or codes(issues) == ["column_missing"]
    _, issues = check([{"person_id": "P1"}], JOBS, pairs=without(PAIRS[:1], "cost"))
    assert "column_missing" in codes(issues)
