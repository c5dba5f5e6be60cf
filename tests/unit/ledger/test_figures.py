"""The figures of a ledger, counted by hand (docs/ledger.md, section 5)."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from ledger_stories import DAY, JOBS, SEEKERS, answers, at, happened

from jobmatch.errors import LedgerError
from jobmatch.ledger import (
    Ledger,
    by_period,
    figures,
    funnel,
    funnel_by_region,
    retention,
    standing,
    states_by_region,
    take_in,
)


def stayed(ledger: Ledger, until: date | None) -> dict[int, tuple[int, int, int, int]]:
    """By months: due, left, found, not asked."""
    return {row[0]: row[1:] for row in retention(ledger, until).iter_rows()}


def test_retention_counts_who_is_due(ledger: Ledger) -> None:
    told = [
        *[("listed", 0, who, "") for who in "abcd"],
        *[("arrived", 0, "a", "X"), ("checked", 31, "a", "X", 1), ("checked", 95, "a", "X", 3)],
        *[("arrived", 0, "b", "X"), ("left", 20, "b", "X")],
        ("arrived", 80, "c", "X"),
        *[("arrived", 0, "d", "X"), ("left", 60, "d", "X")],
    ]
    ledger.add(happened(*told), "import")
    assert stayed(ledger, at(100)) == {1: (3, 1, 1, 1), 3: (3, 2, 1, 0), 6: (0, 0, 0, 0)}


def test_who_had_left_before_arriving_has_not_left(ledger: Ledger) -> None:
    ledger.add(happened(("listed", 0, "a", ""), ("left", 5, "a", "X"), ("arrived", 10, "a", "X")), "import")
    assert stayed(ledger, at(60)) == {1: (1, 0, 0, 1), 3: (0,) * 4, 6: (0,) * 4}
    ledger.add(happened(("left", 10, "a", "X")), "import")  # on the day of the arrival, written later
    assert stayed(ledger, at(60))[1] == (1, 1, 0, 0)


def test_months_end_with_the_month(ledger: Ledger) -> None:
    told = happened(("listed", 0, "a", ""), ("arrived", 0, "a", "X")).with_columns(day=pl.lit(date(2016, 1, 31)))
    ledger.add(told, "import")
    assert [stayed(ledger, date(2016, 2, day))[1][0] for day in (28, 29)] == [0, 1]
    assert [stayed(ledger, date(2016, 4, day))[3][0] for day in (29, 30)] == [0, 1]


def test_a_later_check_says_it_of_earlier_months(ledger: Ledger) -> None:
    told = (("listed", 0, "a", ""), ("arrived", 0, "a", "X"), ("checked", 190, "a", "X", 6))
    ledger.add(happened(*told), "import")
    assert [stayed(ledger, at(200))[months] for months in (1, 3, 6)] == [(1, 0, 1, 0)] * 3
    assert stayed(ledger, at(100))[3] == (1, 0, 0, 1)


def test_everybody_counts_at_the_last_home(ledger: Ledger) -> None:
    take_in(ledger, seekers=SEEKERS, jobs=JOBS, on=DAY)
    take_in(ledger, seekers=SEEKERS.head(1).with_columns(home=pl.lit("长沙市")), on=at(10))
    take_in(ledger, answers=answers(("a", "X", "accepted", "2016-08-30"), ("b", "X", "declined", "2016-08-30")))
    for until, homes in ((at(5), {"433124": 1, "433123": 1}), (None, {"4301": 1, "433123": 1})):
        rows = funnel_by_region(ledger, until)
        assert {code: n for code, n in rows.select("region", "listed").iter_rows() if code in homes} == homes
        assert rows.row(0, named=True)["listed"] == 2
        assert rows.filter(region="43")["accepted"].to_list() == [1]
    of_county = {kind: persons for kind, persons in funnel(ledger, scope="凤凰县").iter_rows() if persons}
    assert of_county == {"listed": 1, "declined": 1}


def test_periods_begin_with_their_first_day(ledger: Ledger) -> None:
    told = [("listed", 0, "a", ""), *[("declined", days, "a", job) for days in (1, 40, 41) for job in "XY"]]
    reported = ("reported", 0, "", "X", 9)
    ledger.add(happened(*told, reported, ("filled_elsewhere", 41, "", "X", 3)), "import")
    assert by_period(ledger).rows() == [
        (date(2016, 8, 1), "listed", 1, 1),
        (date(2016, 8, 1), "declined", 2, 1),
        (date(2016, 8, 1), "reported", 1, 0),
        (date(2016, 10, 1), "declined", 4, 1),
        (date(2016, 10, 1), "filled_elsewhere", 1, 0),
    ]
    assert by_period(ledger, at(40), period="quarter").rows()[1:] == [
        (date(2016, 7, 1), "declined", 2, 1),
        (date(2016, 7, 1), "reported", 1, 0),
        (date(2016, 10, 1), "declined", 2, 1),
    ]
    assert by_period(ledger, period="year")["events"].to_list() == [1, 6, 1, 1]


def test_nothing_is_counted_in_an_empty_ledger(ledger: Ledger) -> None:
    found = figures(ledger)
    assert funnel(ledger)["persons"].sum() == 0
    assert found.states.select("level", "listed").rows() == [("all", 0)]
    assert found.reached.select("level", "listed").rows() == [("all", 0)]
    assert found.stayed["due"].to_list() == [0] * 3
    assert found.months.is_empty()


def test_homes_outside_the_tree_are_counted(ledger: Ledger) -> None:
    told = happened(("listed", 0, "a", "")).with_columns(region=pl.lit("999999"))
    ledger.add(told, "import")
    rows = states_by_region(standing(ledger))
    assert rows.select("level", "region", "listed").rows() == [("all", "", 1), ("unknown", "999999", 1)]


def test_a_scope_is_a_region(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="Huayuann"):
        figures(ledger, scope="Huayuann")
    assert figures(ledger, date.today() - timedelta(1), scope="433124000000").scope == "433124"
