"""Names stand beside the ids in the hand-outs where somebody gives them, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import jobmatch
from jobmatch.lists import read_names

SEEKERS = [
    {"person_id": "007", "home": "433101", "wish_regions": "*", "姓名": "甲甲"},
    {"person_id": "1e5", "home": "433101", "wish_regions": "4402", "姓名": "=乙乙"},
    {"person_id": "x", "home": "433101", "wish_regions": "*", "姓名": None},
]
JOBS = [{"job_id": "j", "region": "4301", "vacancies": 2, "wage": 3000.0}]


def shown(path: Path) -> dict[str, dict[str, object]]:
    """Names by ids of each sheet that has both columns."""
    found = {}
    for sheet in openpyxl.load_workbook(path):
        header, *rows = sheet.iter_rows(min_row=4, values_only=True)
        if "name" in header:
            a, b = header.index("person_id"), header.index("name")
            found[sheet.title] = {str(row[a]): row[b] for row in rows}
            assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    return found


def test_names_are_shown_when_given(tmp_path: Path) -> None:
    result = jobmatch.solve(SEEKERS, JOBS, {"as_of": "2016-08-29"})
    assert shown(result.report(tmp_path / "without.xlsx")) == {}
    placed = {"007": "甲甲", "x": None}
    assert shown(result.report(tmp_path / "with.xlsx", names=SEEKERS)) == {
        "By employer": placed,
        "By home county": placed,
        "Not placed": {"1e5": "=乙乙"},
    }
    result.save(tmp_path / "run")
    assert not any("甲甲" in each.read_text("utf-8") for each in (tmp_path / "run").rglob("*.csv"))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"person_id": "a"}], "person_name"),
        ([{"person_id": "a", "name": "b"}, {"person_id": "a", "name": "c"}], "a"),
        ([{"person_id": None, "name": "b"}], "person_id"),
    ],
)
def test_lists_that_do_not_say_who_is_called_what_are_refused(rows: list[dict[str, str | None]], words: str) -> None:
    with pytest.raises(jobmatch.InputError, match=words):
        read_names(rows)
