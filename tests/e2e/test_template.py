"""The templates, filled in as a planner would, are read without a fault and solve."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

import jobmatch
from jobmatch.lists import LISTS, choices, header_of
from jobmatch.words import PHRASES, Lang
from told import told

FILLED: dict[str, dict[str, dict[str, Any]]] = {
    "seekers": {
        "en": {"max_tier": "outside", "priority": "registered_poor", "status": "looking"},
        "zh": {"max_tier": "省外", "priority": "建档立卡", "status": "求职"},
    },
    "jobs": {"en": {"contract": "yes", "insurance": "yes"}, "zh": {"contract": "是", "insurance": "是"}},
}
ROWS: dict[str, dict[str, Any]] = {
    "seekers": {
        "person_id": "001",
        "home": "花垣县",
        "birth_date": "1990-03-12",
        "skills": "welding:2",
        "min_wage": 2800,
        "wish_regions": "长沙市;广东省",
        "wish_job_types": "焊工",
        "available_from": "2016-09-01",
    },
    "jobs": {
        "job_id": "0012",
        "employer_id": "一厂",
        "region": "长沙市",
        "job_type": "焊工",
        "vacancies": 2,
        "wage": "3500-3800",
        "skills": "welding:1",
        "max_age": 45,
        "start_date": "2016-10-08",
        "stay": 0.8,
    },
}


@pytest.fixture(scope="module", params=["en", "zh"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Lang, Path]:
    """Both lists with a row each, by header."""
    folder, lang = tmp_path_factory.mktemp("lists"), request.param
    assert "jobmatch check" in told("template", "--lang", lang, "--out", folder)
    for which, row in ROWS.items():
        book = openpyxl.load_workbook(folder / f"{which}.xlsx")
        heads = [cell.value for cell in book.active[1]]
        for name, value in {**row, **FILLED[which][lang]}.items():
            cell = book.active.cell(2, heads.index(header_of(name, lang, which)) + 1)
            cell.value = value
            if name in LISTS[which].key:
                assert book.active.column_dimensions[cell.column_letter].number_format == "@"
        book.save(folder / f"{which}.xlsx")
    return lang, folder


def test_what_is_filled_in_is_read_without_a_fault(filled: tuple[Lang, Path]) -> None:
    _, folder = filled
    result = jobmatch.solve(folder / "seekers.xlsx", folder / "jobs.xlsx", {"as_of": "2016-08-29"})
    assert result.issues.is_empty()
    assert result.assignment.select("person_id", "job_id").rows() == [("001", "0012")]


def test_every_column_is_there_with_a_note_and_the_words_to_choose_from(filled: tuple[Lang, Path]) -> None:
    lang, folder = filled
    for which in ROWS:
        sheet = openpyxl.load_workbook(folder / f"{which}.xlsx").active
        columns = [column for column in LISTS[which].columns if column.kind != "dropped"]
        if which == "seekers":
            columns[1:1] = [column for column in LISTS[which].columns if column.name == "name"]
        assert [cell.value for cell in sheet[1]] == [header_of(column.name, lang, which) for column in columns]
        assert {code for code in PHRASES if code.startswith(f"template.{which}.")} == {
            f"template.{which}.{column.name}" for column in columns
        }
        offered = {str(each.sqref).split(":")[0][:-1]: each.formula1 for each in sheet.data_validations.dataValidation}
        for cell, column in zip(sheet[1], columns, strict=True):
            words = choices(column.kind, lang)
            assert cell.comment is not None
            assert all(word in cell.comment.text for word in words)
            assert offered.get(cell.column_letter) == (f'"{",".join(words)}"' if words else None)


def test_nothing_is_replaced_unasked(filled: tuple[Lang, Path]) -> None:
    _, folder = filled
    before = (folder / "jobs.xlsx").read_bytes()
    assert "exists already" in told("template", "--out", folder, code=1)
    assert (folder / "jobs.xlsx").read_bytes() == before
