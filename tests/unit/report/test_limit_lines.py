"""Budgets and seats in the closing summary: the scarce ones first, few of them, in units that a planner knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from jobmatch.report.limits import MOST, limit_rows
from jobmatch.words import PHRASES

Limit = tuple[str, str, float, float, float | None, str]


def prices(*rows: Limit) -> pl.DataFrame:
    """A table like prices.csv of a run with budgets."""
    columns = ("constraint", "group", "limit", "used", "price", "unit")
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    kinds = {"limit": pl.Float64, "used": pl.Float64, "price": pl.Float64}
    return pl.DataFrame(found, schema_overrides=kinds).with_columns(of=pl.lit("relaxation"))


TABLE = prices(
    ("vacancies", "welder", 6, 6, 900.0, "placements"),
    ("tickets, budget", "", 1000, 999.6, 149.193, "yuan"),
    ("beds, budget", "F1", 8, 3, 0.0, "placements"),
    ("beds, budget", "F2", 6, 6, 0.0, "placements"),
    ("load, budget", "tutor", 7.5, 7.25, 0.0004, "hours"),
    ("welding, seats", "", 4, 4, 19846.4, "seats"),
    ("part, lower", "", 4, 4, -3.0, "placements"),
)


def test_a_line_for_each_budget_and_course_and_for_no_other_limit() -> None:
    assert limit_rows(TABLE, "en") == [
        ("Budgets", "tickets: 999.60 of 1,000.00 yuan; one more would save about 149.19 yuan a month"),
        ("", "load (tutor): 7.25 of 7.5 hours; one more would save about 0.0004 yuan a month"),
        ("", "beds (F2): 6 of 6 placements"),
        ("", "beds (F1): 3 of 8 placements"),
        ("Course seats", "welding: 4 of 4 seats; one more would save about 19,846.40 yuan a month"),
    ]


def test_the_same_in_chinese() -> None:
    assert limit_rows(TABLE, "zh")[0] == (
        "预算",
        "tickets：已用 999.60 / 1,000.00 元；上限每增加 1，每月约省 149.19 元",
    )
    assert limit_rows(TABLE, "zh")[-1][1].startswith("welding：已用 4 / 4 个名额")


def test_of_many_only_those_that_bind_first_and_where_the_others_are() -> None:
    many = [("heads, budget", f"g{k:02d}", 10.0, float(k % 11), None, "placements") for k in range(40)]
    lines = limit_rows(prices(*many, ("welding, seats", "", 4, 1, 5.0, "seats")), "en", run=Path("runs/a"))
    assert len(lines) == MOST + 1
    assert [line for _, line in lines[:3]] == [f"heads (g{k}): 10 of 10 placements" for k in (10, 21, 32)]
    assert lines[-2] == ("Course seats", "welding: 1 of 4 seats; one more would save about 5.00 yuan a month")
    assert lines[-1] == ("", f"… and 35 more, in {Path('runs/a/prices.csv')}")


def test_a_budget_of_nothing_counts_as_used_up() -> None:
    lines = limit_rows(prices(("a, budget", "", 10, 9, 0, "days"), ("b, budget", "", 0, 0, 0, "days")), "en")
    assert lines == [("Budgets", "b: 0 of 0 days"), ("", "a: 9 of 10 days")]


@pytest.mark.parametrize("limits", [None, TABLE.drop("unit", "of"), TABLE.filter(pl.col("constraint") == "vacancies")])
def test_without_budgets_and_courses_there_is_nothing_to_say(limits: Any) -> None:
    assert limit_rows(limits, "en") == []


def test_prices_have_fen_even_where_costs_have_none() -> None:
    one = prices(("hours, budget", "", 8, 7, 0.6, "hours"))
    assert limit_rows(one, "en", quantum=1.0)[0][1].endswith("about 0.60 yuan a month")
    assert limit_rows(one, "en", quantum=1e-6)[0][1].endswith("about 0.600000 yuan a month")


def test_every_unit_that_the_model_knows_has_words() -> None:
    assert {"unit.yuan", "unit.seats", "unit.days", "unit.placements"} <= set(PHRASES)
