"""Sound rows of every list, and short ways to change and check them."""

from __future__ import annotations

from typing import Any

import polars as pl

from jobmatch.lists import Issue, Lists, check_lists

Row = dict[str, Any]

SEEKERS: list[Row] = [
    {
        "person_id": f"P{at}",
        "household_id": f"H{at}",
        "together_id": None,
        "home": "433124",
        "birth_date": "1990-01-02",
        "age": None,
        "skills": "welding:2",
        "min_wage": "3000",
        "wish_wage": "4000",
        "wish_regions": "4403;44",
        "wish_job_types": "welder",
        "max_tier": "outside",
        "priority": "default",
        "status": "looking",
        "available_from": "2016-09-01",
    }
    for at in (1, 2, 3)
]
JOBS: list[Row] = [
    {
        "job_id": f"J{at}",
        "employer_id": f"E{at}",
        "region": "440305",
        "job_type": "welder",
        "vacancies": "2",
        "wage": "4000",
        "skills": "welding:1",
        "contract": "yes",
        "insurance": "yes",
        "min_age": "18",
        "max_age": "50",
        "start_date": "2016-10-01",
        "stay": "0.8",
        "housing": "dormitory",
    }
    for at in (1, 2, 3)
]
PAIRS: list[Row] = [
    {"person_id": "P1", "job_id": "J1", "cost": "1.5", "extra": "0", "stay": "0.9"},
    {"person_id": "P2", "job_id": "J1", "cost": "2", "extra": "0", "stay": "0.9"},
    {"person_id": "P2", "job_id": "J3", "cost": "-3.25", "extra": "1", "stay": "0.9"},
]
DECISIONS: list[Row] = [
    {"person_id": "P1", "job_id": "J1", "decision": "accepted", "reason": "by phone"},
    {"person_id": "P2", "job_id": "J1", "decision": "forced", "reason": ""},
    {"person_id": "P3", "job_id": "J2", "decision": "no_show", "reason": ""},
]
DISTANCES: list[Row] = [
    {"from": "433124", "to": "4403", "km": "1020"},
    {"from": "433124", "to": "4401", "km": "950.5"},
    {"from": "4331", "to": "4403", "km": "1000"},
]
REGIONS: list[Row] = [
    {"code": "X", "parent": "", "level": "province", "name": "North", "lon": "110", "lat": "30"},
    {"code": "XA", "parent": "X", "level": "prefecture", "name": "Ash", "lon": "", "lat": ""},
    {"code": "XAB", "parent": "XA", "level": "county", "name": "Birch", "lon": "111", "lat": "31"},
]


def changed(rows: list[Row], at: int = 1, **cells: object) -> list[Row]:
    """The rows with some cells of one row changed."""
    return [{**row, **cells} if place == at else dict(row) for place, row in enumerate(rows)]


def without(rows: list[Row], *columns: str) -> list[Row]:
    """The rows without some columns."""
    return [{name: cell for name, cell in row.items() if name not in columns} for row in rows]


def renamed(rows: list[Row], **names: str) -> list[Row]:
    """The rows with other headers."""
    return [{names.get(name, name): cell for name, cell in row.items()} for row in rows]


def check(seekers: object = SEEKERS, jobs: object = JOBS, **others: Any) -> tuple[Lists | None, tuple[Issue, ...]]:
    """Check lists that are sound where nothing else is said."""
    return check_lists(seekers, jobs, **others)


def read(seekers: object = SEEKERS, jobs: object = JOBS, **others: Any) -> Lists:
    """Read lists that must be without errors."""
    lists, issues = check_lists(seekers, jobs, **others)
    assert lists is not None, issues
    return lists


def codes(issues: tuple[Issue, ...]) -> list[str]:
    """The codes of some issues, in their order."""
    return [issue.code for issue in issues]


def frames(lists: Lists) -> dict[str, pl.DataFrame | None]:
    """The canonical tables."""
    return {name: getattr(lists, name) for name in ("seekers", "jobs", "pairs", "decisions", "distances")}
