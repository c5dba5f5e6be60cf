"""The catalogue: both languages, the same fields, and the table in the documentation."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from jobmatch.words import ISSUES, PHRASES, say, severity
from jobmatch.words.file_issues import FILE_ISSUES
from jobmatch.words.issues import fault_table

DOCS = Path(__file__).parents[3] / "docs" / "files.md"


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", PHRASES)
def test_every_phrase_says_the_same_in_both_languages(code: str) -> None:
    phrase = PHRASES[code]
    assert phrase.en
    assert phrase.zh
    assert fields(phrase.en) == fields(phrase.zh)
    # A phrase of common.py may be punctuation around fields; all others are sentences.
    if code in ISSUES:
        assert any("\u4e00" <= char <= "\u9fff" for char in phrase.zh)
        assert phrase.en.isascii() or "…" in phrase.en or "花垣" in phrase.en


@pytest.mark.parametrize("code", ISSUES)
def test_every_issue_has_advice_and_weight(code: str) -> None:
    assert severity(code) in {"error", "warning"}
    advice = PHRASES[f"{code}.advice"]
    assert advice.en.endswith((".", ")"))
    assert advice.zh.endswith(("。", "）"))
    for text in (advice.en, advice.zh, PHRASES[code].en, PHRASES[code].zh):
        assert "\n" not in text


def test_every_fault_of_a_file_has_a_test() -> None:
    folders = [Path(__file__).parent, Path(__file__).parents[2] / "e2e"]
    tests = "".join(path.read_text(encoding="utf-8") for folder in folders for path in folder.glob("test_*.py"))
    assert [code for code in FILE_ISSUES if f'"{code}"' not in tests] == []


def test_say() -> None:
    assert say("id_missing", column="person_id") == "person_id is blank"
    assert say("id_missing", "zh", column="person_id", unused=1) == "person_id 为空"
    assert say("id_missing.advice") == "Give every row its id."
    with pytest.raises(KeyError):
        say("no_such_code")


def test_the_documentation_lists_exactly_the_catalogue() -> None:
    text = DOCS.read_text(encoding="utf-8")
    section = text.split("## 2. Faults")[1].split("\n## 3.")[0]
    table = "\n".join(line for line in section.splitlines() if line.startswith("|"))
    assert table == fault_table(), "put what fault_table() returns into the section"
