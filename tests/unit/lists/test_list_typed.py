"""Typed tables: numbers, flags and days read as their texts would, and faults quote the text."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from jobmatch.errors import InputError
from jobmatch.lists import RegionTree, check_lists, read_lists

JOBS = pl.DataFrame({"job_id": ["J1"], "region": ["4301"], "vacancies": [1], "wage": [3000]})
SEEKERS = pl.DataFrame(
    {
        "person_id": ["a", "b", "c"],
        "home": [433124, 433101, 433124],
        "birth_date": [date(1990, 5, 1), None, date(1980, 2, 29)],
        "age": [None, 30, 36],
        "min_wage": [2500.0, 2600.5, float("nan")],
        "wish_regions": ["4301", "*", "4301;4403"],
        "own": [1, 2, None],
        "flag": [True, None, False],
    }
)


def test_typed_columns_read_as_their_texts() -> None:
    as_text = SEEKERS.with_columns(
        pl.col("home", "age", "own").cast(pl.String),
        pl.col("birth_date").dt.strftime("%Y/%m/%d"),
        pl.Series("min_wage", ["2500", "2600.5", None]),
        pl.Series("flag", ["true", None, "false"]),
    )
    assert_frame_equal(read_lists(SEEKERS, JOBS).seekers, read_lists(as_text, JOBS).seekers)


def test_columns_come_out_with_their_values_and_types() -> None:
    found = read_lists(SEEKERS, JOBS).seekers
    for name in ("person_id", "wish_regions"):
        ours, theirs = found[name], SEEKERS[name]
        assert ours.to_list() == theirs.to_list()
    assert found.schema["home"] == pl.String
    assert found["own"].to_list() == ["1", "2", None]


@pytest.mark.parametrize(
    ("column", "values", "code", "shown"),
    [
        ("min_wage", [2500.0, 123456.0, 1e300], "wage_too_high", "123456"),
        ("age", [30, 400, 20], "age_out_of_range", "400"),
        ("birth_date", [date(1990, 1, 1), date(2990, 1, 1), None], "date_impossible", "2990-01-01"),
        ("home", [433124, 999999, 433124], "region_unknown", "999999"),
    ],
)
def test_faults_quote_the_text_of_typed_cells(column: str, values: list[object], code: str, shown: str) -> None:
    _, issues = check_lists(SEEKERS.with_columns(pl.Series(column, values, strict=False)), JOBS)
    found = [issue for issue in issues if issue.code == code]
    assert found[0].value == shown
    assert (found[0].row, found[0].id) == (2, "b")


def test_faults_that_quote_numbers_of_several_columns() -> None:
    jobs = pl.DataFrame({"job_id": ["J1", "J2"], "region": ["4301"] * 2, "vacancies": [0, -1], "wage": [3000, None]})
    with pytest.raises(InputError) as error:
        read_lists(SEEKERS, jobs)
    codes = {issue.code for issue in error.value.issues}
    assert {"vacancies_zero", "vacancies_unreadable", "wage_unknown"} <= codes


def test_a_region_table_of_numbers_is_the_same_as_one_of_text() -> None:
    typed = pl.DataFrame(
        {
            "code": [1, 12, 123],
            "parent": [None, 1.0, 12.0],  # as pandas has it where some are blank
            "level": ["province", "prefecture", "county"],
            "lon": [100, 101, 102],
            "lat": [30.0, 30.5, 31.0],
        }
    )
    as_text = typed.with_columns(pl.col("code").cast(pl.String), pl.Series("parent", [None, "1", "12"]))
    assert_frame_equal(RegionTree.from_table(typed).to_frame(), RegionTree.from_table(as_text).to_frame())


@pytest.mark.parametrize("dtype", [pl.Int8, pl.UInt64, pl.Int128, pl.Float32, pl.Float64, pl.Categorical])
def test_any_kind_of_number_will_do(dtype: pl.DataType) -> None:
    ages = (
        pl.Series("age", ["30", "31", None]).cast(dtype)
        if dtype == pl.Categorical
        else pl.Series([30, 31, None], dtype=dtype)
    )
    found = read_lists(SEEKERS.drop("birth_date").with_columns(age=ages), JOBS).seekers
    assert found["age"].to_list() == [30, 31, None]
