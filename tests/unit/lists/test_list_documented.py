"""docs/files.md names the headers and the words of decisions that are read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jobmatch.lists.columns import DECISIONS
from jobmatch.lists.decisions import DECISIONS as WORDS
from jobmatch.lists.headers import known_column
from jobmatch.lists.words_read import read_decision

SECTION = (
    (Path(__file__).parents[3] / "docs/files.md").read_text(encoding="utf-8").split("Decisions say what became")[1]
)
COLUMNS, DOCUMENTED = (
    {name: re.split(r"[,;] ", chinese.strip()) for name, chinese in re.findall(row, SECTION.split("## 2.")[0], re.M)}
    for row in (r"^\| `(\w+)` \|([^|\n]*)\|[^|\n]+\|[^|\n]*\|$", r"^\| `(\w+)` \|([^|\n]*)\|$")
)


@pytest.mark.parametrize("name", ["person_id", "job_id", "decision", "reason"])
def test_headers(name: str) -> None:
    for header in (name, *COLUMNS[name]):
        column = known_column(header, DECISIONS)
        assert column is not None
        assert column.name == name


def test_words() -> None:
    assert set(DOCUMENTED) == set(WORDS)
    for word, chinese in DOCUMENTED.items():
        assert {read_decision(text).value for text in (word, *chinese)} == {word}
