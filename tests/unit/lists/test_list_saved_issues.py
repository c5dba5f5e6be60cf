"""Issues as a run saves them: said again in another language, and nothing saved that they do not show."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from jobmatch.lists import Issue, issue_text, issues_table, make_issue
from jobmatch.lists.issues import saved_text

ISSUES = [
    make_issue("no_consent", list="seekers", row=2, id="p1", column="wish_regions"),
    make_issue("under_age", list="seekers", row=2, id="p1", column="age", value="13", age=13, working_age=16),
    make_issue("priority_unpriced", list="seekers", column="priority", value="x", persons=np.int64(3), known="a, b"),
    make_issue("stage_empty", list="policy", column="order", value="placed:por", choices=["poor", "old"], secret="p9"),
    make_issue("age_unknown", list="seekers", column="birth_date", phrase="more_alike", more=150, total=250),
]


def saved(issue: Issue) -> dict[str, Any]:
    (row,) = issues_table([issue]).drop("file", "row").to_dicts()
    return row


@pytest.mark.parametrize("issue", ISSUES)
def test_they_are_said_again(issue: Issue) -> None:
    row = saved(issue)
    assert saved_text(row, "en") == (issue.message, issue.advice) == (row["message"], row["advice"])
    assert saved_text(row, "zh") == issue_text(issue, "zh")
    assert saved_text(row, "zh") != saved_text(row, "en")


@pytest.mark.parametrize("issue", ISSUES)
def test_nothing_is_saved_that_they_do_not_show(issue: Issue) -> None:
    row = saved(issue)
    for name, value in json.loads(row["fields"] or "{}").items():
        for part in value if isinstance(value, list) else [value]:
            assert name == "phrase" or str(part) in f"{row['message']} {row['advice']}"


@pytest.mark.parametrize("fields", [None, "{", "[]", "3", '{"phrase": "nothing"}', '{"working_age": 16}'])
def test_what_cannot_be_said_again_stays_as_it_was_saved(fields: str | None) -> None:
    row = {**saved(ISSUES[1]), "fields": fields}
    assert saved_text(row, "zh") == (row["message"], row["advice"])
    del row["fields"]
    assert saved_text(row, "zh") == (row["message"], row["advice"])
    assert saved_text({**row, "code": "of another version", "fields": None}, "zh") == (row["message"], row["advice"])
