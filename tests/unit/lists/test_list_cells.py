"""Dates, ages, numbers, words and skills, cell by cell."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.lists.cells import UnknownCellError, cell_text, text_series, typed_text
from jobmatch.lists.dates import read_age, read_birth_date, read_date
from jobmatch.lists.numbers import decimal, read_number, read_share, read_vacancies
from jobmatch.lists.parsed import Cell
from jobmatch.lists.skills import read_skills
from jobmatch.lists.text import entries, is_list, tidy, tidy_series
from jobmatch.lists.wishes import read_job_type, read_wish_types
from jobmatch.lists.words_read import read_decision, read_level, read_max_tier, read_priority, read_status, read_yes_no


def code_of(cell: Cell) -> str:
    assert cell.value is None
    (fault,) = cell.faults
    return fault.code


@pytest.mark.parametrize(
    "text",
    [
        "2016-08-29",
        "2016/8/29",
        "2016.8.29",
        "20160829",
        "2016年8月29日",
        "2016年08月29",
        "2016-08-29 00:00:00",
        "2016-08-29T00:00",
    ],
)
def test_dates(text: str) -> None:
    assert read_date(text) == Cell(date(2016, 8, 29))


@pytest.mark.parametrize(
    "text", ["8/29/2016", "2016-8/29", "16-08-29", "2016-08", "42611", "2016-08-29 10:30", "x", ""]
)
def test_texts_that_are_no_dates(text: str) -> None:
    assert code_of(read_date(text)) == "date_unreadable"


@pytest.mark.parametrize("text", ["2016-02-30", "20161301", "2015-02-29", "2016年0月1日", "1899-12-31", "2200-01-01"])
def test_days_that_are_not(text: str) -> None:
    assert code_of(read_date(text)) == "date_impossible"


@given(
    st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"])
)
def test_every_day_is_read_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form)).value == day


def test_birth_dates() -> None:
    today = date(2016, 8, 29)
    assert read_birth_date("2016-08-29", today).value == today
    assert code_of(read_birth_date("2016-08-30", today)) == "birth_date_future"
    late = date(2100, 3, 1)
    assert read_birth_date("1979-03-02", late).value == date(1979, 3, 2)
    assert code_of(read_birth_date("1979-03-01", late)) == "age_out_of_range"
    assert read_birth_date("x", today).faults[0].code == "date_unreadable"


def test_ages() -> None:
    assert [read_age(text).value for text in ("0", "35", "35.0", "35岁", "35周岁", "120")] == [0, 35, 35, 35, 35, 120]
    assert [code_of(read_age(text)) for text in ("121", "-1", "-3.0")] == ["age_out_of_range"] * 3
    assert [code_of(read_age(text)) for text in ("35.5", "x", "18-45", "")] == ["age_unreadable"] * 4


def test_vacancies() -> None:
    texts = ["0", "12", "12.0", "12人", "1,200", "1000000000"]
    assert [read_vacancies(text).value for text in texts] == [0, 12, 12, 12, 1200, 10**9]
    for text in ("-1", "1.5", "x", "", "10-20", "1000000001", "1e3", "9" * 30, "若干"):
        assert code_of(read_vacancies(text)) == "vacancies_unreadable"


def test_shares_and_numbers() -> None:
    assert [read_share(text).value for text in ("0", "1", "0.8", ".8", "80%", "8e-1", "-0")] == [
        0,
        1,
        0.8,
        0.8,
        0.8,
        0.8,
        0,
    ]
    for text in ("1.1", "-0.1", "101%", "x", "nan", "inf", ""):
        assert code_of(read_share(text)) == "share_unreadable"
    assert [decimal(text) for text in ("1", "-2.5", "+3", "1e3", ".5", "5.")] == [1, -2.5, 3, 1000, 0.5, 5]
    assert [decimal(text) for text in ("nan", "inf", "1e999", "1_000", "0x10", "1,5", "")] == [None] * 7
    assert str(read_number("-0").value) == "0.0"


def test_words() -> None:
    assert [read_yes_no(text).value for text in ("Yes", "TRUE", "1", "y", "是", "有", "1.0")] == [True] * 7
    assert [read_yes_no(text).value for text in ("no", "False", "0", "N", "否", "无")] == [False] * 6
    assert code_of(read_yes_no("maybe")) == "yes_no_unreadable"
    tiers = ["county", "县内", "市州内", "省内", "省外", "Outside"]
    assert [read_max_tier(text).value for text in tiers] == [
        "county", "county", "prefecture", "province", "outside", "outside",
    ]  # fmt: skip
    assert [read_priority(text).value for text in ("建档立卡", "贫困劳动力", "veteran")] == ["registered_poor"] * 2 + [
        "veteran"
    ]
    looking = ["looking", "Looking", "求职", "求职中", "待业", "失业", "未就业"]
    assert [read_status(text).value for text in looking] == ["looking"] * 7
    assert read_status("已就业").value == "已就业"
    words = ["forced", "forbidden", "accepted", "declined", "withdrawn", "no_show", "left"]
    assert [read_decision(text).value for text in words] == words
    assert read_level("County").value == "county"


def test_skills() -> None:
    assert read_skills(tidy("welding:2;cnc；driving：1、sewing:3级")).value == "cnc:1;driving:1;sewing:3;welding:2"
    repeated = read_skills("a:1;b:2;a:3;b:1;a:2")
    assert repeated.value == "a:3;b:2"
    assert [fault.code for fault in repeated.faults] == ["skills_repeated"]
    for text in ("a:0", "a:10", "a:x", ":3", "a:1:2", "a:", "a:-1", "a:1.5"):
        assert [fault.code for fault in read_skills(tidy(text)).faults] == ["skills_unreadable"]
    assert read_skills(";;").value == ""


@given(st.dictionaries(st.text("abcxyz焊工", min_size=1, max_size=4), st.integers(1, 9), max_size=6), st.randoms())
def test_skills_come_back_whatever_their_order(levels: dict[str, int], random: object) -> None:
    parts = [f"{code}:{level}" for code, level in levels.items()]
    random.shuffle(parts)  # type: ignore[attr-defined]
    canonical = read_skills(";".join(parts))
    assert canonical == Cell(";".join(f"{code}:{levels[code]}" for code in sorted(levels)))
    assert read_skills(str(canonical.value)) == canonical


def test_job_types() -> None:
    assert read_wish_types("电工、焊工;电工|*").value == "电工;焊工;*"
    assert read_wish_types("不限").value == "*"
    assert read_job_type("电工") == Cell("电工")
    assert read_job_type("电工、焊工").faults[0].code == "job_type_list"
    assert is_list("a;b")
    assert not is_list("a;")


def test_tidy() -> None:
    assert tidy("　 Ｐ１：（ａ）\u200b\ufeff") == "P1:(a)"
    assert tidy_series(pl.Series(["　 Ｐ１：（ａ）\u200b", "  ", None, "", "x"])).to_list() == [
        "P1:(a)",
        None,
        None,
        None,
        "x",
    ]
    assert entries("a;b、c,d|e;;  ") == ["a", "b", "c", "d", "e"]


@given(st.lists(st.none() | st.text("aＡ１ 　\t；\u200b￥~", max_size=5), max_size=5))
def test_tidy_of_columns_and_of_cells_agree(texts: list[str | None]) -> None:
    cells = tidy_series(pl.Series(texts, dtype=pl.String)).to_list()
    assert cells == [None if text is None else tidy(text) or None for text in texts]


class Colour(Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("a", "a"),
        (True, "true"),
        (3, "3"),
        (3.0, "3"),
        (3.5, "3.5"),
        (float("nan"), None),
        (1e300, "1e+300"),
        (Decimal("1.50"), "1.50"),
        (Decimal("NaN"), None),
        (date(2016, 8, 29), "2016-08-29"),
        (datetime(2016, 8, 29), "2016-08-29"),
        (datetime(2016, 8, 29, 10, 30), "2016-08-29 10:30:00"),
        (["a", "b"], "a;b"),
        (("a", 1), "a;1"),
        (Colour.RED, "red"),
        (np.int64(3), "3"),
        (np.float32(0.5), "0.5"),
        (np.bool_(True), "true"),
        (np.datetime64("2016-08-29"), "2016-08-29"),
        (pd.NA, None),
        (pd.NaT, None),
        (pd.Timestamp("2016-08-29"), "2016-08-29"),
    ],
)
def test_python_values_as_cells(value: object, text: str | None) -> None:
    assert cell_text(value) == text
    assert text_series([value, "x"]).to_list() == [text, "x"]


@pytest.mark.parametrize("value", [{"a": 1}, object(), b"x", 1j, lambda: 1])
def test_values_that_are_no_cells(value: object) -> None:
    with pytest.raises(UnknownCellError):
        cell_text(value)


def test_typed_columns_as_text() -> None:
    assert typed_text(pl.Series([1.0, 2.5, None, float("nan"), float("inf"), 1e20])).to_list() == [
        "1", "2.5", None, None, "inf", "1e+20",
    ]  # fmt: skip
    assert typed_text(pl.Series([0.1], dtype=pl.Float32)).to_list() == ["0.1"]
    assert typed_text(pl.Series([True, None])).to_list() == ["true", None]
    assert typed_text(pl.Series([date(2016, 8, 29)])).to_list() == ["2016-08-29"]
    moments = pl.Series([datetime(2016, 8, 29), datetime(2016, 8, 29, 1)])
    assert typed_text(moments).to_list() == ["2016-08-29", "2016-08-29 01:00:00"]
    assert typed_text(moments.dt.replace_time_zone("Asia/Shanghai")).to_list() == ["2016-08-29", "2016-08-29 01:00:00"]
    assert typed_text(pl.Series([["a", "b"], None, []])).to_list() == ["a;b", None, ""]
    assert typed_text(pl.Series(["a"], dtype=pl.Categorical)).to_list() == ["a"]
    assert typed_text(pl.Series([Decimal("1.50")])).to_list() == ["1.50"]
    for odd in (pl.Series([{"a": 1}]), pl.Series([b"x"]), pl.Series([timedelta(1)]), pl.Series([[["a"]]])):
        with pytest.raises(UnknownCellError):
            typed_text(odd)
