"""Faults on the screen: errors first, every place named, nothing taken for markup."""

from __future__ import annotations

import csv
from io import StringIO

import polars as pl
import pytest
from rich.console import Console

from jobmatch.errors import InputError
from jobmatch.lists.faultlog import FaultLog, refuse_faults
from jobmatch.lists.issues import Issue, make_issue
from jobmatch.report import faults_csv, faults_view
from jobmatch.words import Lang

WARNING = make_issue("min_wage_blank", list="seekers", file="seekers.csv", row=7, id="p[5]", column="min_wage")
ERROR = make_issue(
    "date_impossible", list="seekers", file="seekers.csv", row=9, column="birth_date", value="[red]31.2."
)


def shown(issues: list[Issue], lang: Lang = "en", most: int = 40) -> str:
    stream = StringIO()
    Console(file=stream, width=120).print(faults_view(issues, lang, most=most))
    return stream.getvalue()


def test_errors_come_first_and_are_counted() -> None:
    text = shown([WARNING, ERROR])
    assert text.index("row 9") < text.index("row 7")
    assert "Errors: 1. Warnings: 1." in text
    assert "[red]31.2." in text
    assert "p[5]" in text
    assert "\x1b" not in text


def test_a_long_list_is_cut_and_says_so() -> None:
    text = shown([WARNING] * 50, most=10)
    assert text.count("seekers.csv row 7") == 10
    assert "and 40 more" in text


def test_faults_that_are_not_listed_one_by_one_are_counted() -> None:
    log = FaultLog("outcomes", "outcomes.csv")
    log.number_rows(pl.Series(range(2, 1016)))
    log.cells("yes_no_unreadable", "stayed", pl.Series(range(1014)), pl.Series(["maybe"] * 1014))
    with pytest.raises(InputError) as raised:
        refuse_faults(log)
    issues = list(raised.value.issues)
    assert len(issues) == 101
    assert "1014 errors in" in str(raised.value)
    for most, listed, more in ((40, 40, "974"), (100, 100, "914")):
        text = shown([*issues, WARNING], most=most)
        assert text.count("outcomes.csv row") == listed
        assert f"… and {int(more) + 1} more" in text
        assert "Errors: 1,014. Warnings: 1." in text
    assert "914" in shown(issues, most=101)
    assert "… and" not in shown(issues, most=101)


def test_no_faults() -> None:
    assert "No faults found." in shown([])


def test_in_chinese() -> None:
    text = shown([ERROR], "zh")
    assert "错误" in text
    assert "第 9 行" in text


def test_the_file_holds_all_of_them_and_opens_in_excel() -> None:
    content = faults_csv([WARNING, ERROR], "zh")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    assert [row["row"] for row in rows] == ["7", "9"]
    assert rows[1]["value"] == "[red]31.2."
    assert not rows[0]["message"].isascii()
