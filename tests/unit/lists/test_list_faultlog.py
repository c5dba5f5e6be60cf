"""Faults by the thousand: a hundred are listed, all are counted, and the row order does not show in warnings."""

from __future__ import annotations

import polars as pl
from list_rows import JOBS, SEEKERS, Row, check

from jobmatch.lists import Issue, check_lists, issue_text, issues_table, make_issue
from jobmatch.lists.issues import shown

MANY = 250


def seekers(**cells: object) -> list[Row]:
    return [{**SEEKERS[0], "person_id": f"P{at:03}", **cells} for at in range(MANY)]


def test_errors_beyond_a_hundred_are_counted() -> None:
    _, issues = check(seekers(home="x", min_wage="y"))
    for code, column in (("region_unknown", "home"), ("wage_unreadable", "min_wage")):
        found = [issue for issue in issues if issue.code == code]
        assert [issue.row for issue in found] == [*range(1, 101), None]
        assert found[-1].message == f"150 more like this in column {column} (250 in all)"
        assert found[-1].severity == "error"
        assert issue_text(found[-1], "zh")[0] == f"“{column}”列另有 150 处同类问题（共 250 处）"
    # Rows in order, the two counts last.
    assert [issue.row for issue in issues] == [row for row in range(1, 101) for _ in range(2)] + [None, None]


def test_the_message_counts_all_errors() -> None:
    import pytest

    from jobmatch.errors import InputError
    from jobmatch.lists import read_lists

    with pytest.raises(InputError, match=r"^500 errors in seekers; first: seekers row 1, column home: x is not"):
        read_lists(seekers(home="x", min_wage="y"), JOBS)


def test_exactly_a_hundred_need_no_count() -> None:
    _, issues = check(seekers(home="x")[:100])
    assert len(issues) == 100


def test_warnings_do_not_depend_on_the_row_order() -> None:
    def listed(rows: list[Row]) -> set[tuple[object, ...]]:
        _, issues = check_lists(rows, JOBS)
        return {(i.list, i.id, i.column, i.value, i.severity, i.code, i.message, i.advice) for i in issues}

    rows = seekers(min_wage="")
    assert listed(rows) == listed(rows[::-1])
    assert {issue_id for _, issue_id, *_ in listed(rows)} == {f"P{at:03}" for at in range(100)} | {None}


def test_several_codes_in_one_column_are_counted_apart() -> None:
    rows = [{**row, "min_wage": "x" if at % 2 else "-1"} for at, row in enumerate(seekers())]
    _, issues = check(rows)
    assert len(issues) == 2 * 101


def test_table() -> None:
    _, issues = check(seekers(home="x"))
    table = issues_table(issues)
    assert ", ".join(table.columns) == ("list, file, row, id, column, value, severity, code, message, advice, fields")
    assert table.height == 101
    assert table.schema["row"] == pl.Int64
    assert table.row(0)[:8] == ("seekers", "", 1, "P000", "home", "x", "error", "region_unknown")
    assert issues_table([]).schema == table.schema


def test_cells_are_quoted_on_one_short_line() -> None:
    assert shown("a\nb\tc") == "a b c"
    assert shown("x" * 80) == "x" * 80
    assert len(shown("x" * 81)) == 80
    issue = make_issue("region_unknown", list="seekers", value="a\nb", entry="a\nb")
    assert "\n" not in issue.message


def test_issues_compare_by_what_they_say() -> None:
    one = make_issue("id_missing", list="jobs", row=1, column="job_id")
    two = Issue("jobs", "", 1, None, "job_id", None, "error", "id_missing", one.message, one.advice)
    assert one == two
    assert hash(one) == hash(two)
