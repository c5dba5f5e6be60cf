"""Where limits, and not persons, keep vacancies open, a job says so."""

from __future__ import annotations

from typing import Any

import pytest

import jobmatch
from jobmatch.explain import explain_job
from jobmatch.report import job_view
from told import printed

SEEKERS = [
    {"person_id": f"p{k}", "home": "433124" if k % 2 else "433101", "wish_regions": "*", "skills": ""} for k in range(6)
]
JOBS = [
    {"job_id": "open", "region": "4301", "vacancies": 9, "wage": 3000.0},
    {"job_id": "weld", "region": "4301", "vacancies": 2, "wage": 9000.0, "skills": "weld:1"},
]
GRANT = {"subsidy": [{"name": "fare", "form": "fixed", "amount": 500.0}]}
CASES: list[tuple[dict[str, Any], str, int, dict[str, int]]] = [
    ({"quota": [{"name": "some", "upper": 2}]}, "open", 4, {"some, upper": 4}),
    ({"quota": [{"name": "Jishou", "persons": {"home": "433101"}, "upper": 1}]}, "open", 2, {"Jishou, upper": 2}),
    ({**GRANT, "budget": [{"name": "fares", "usage": "fare", "limit": 1500.0}]}, "open", 3, {"fares, budget": 3}),
    ({"course": [{"name": "c", "teaches": "weld:1", "days": 3, "seats": 1}]}, "weld", 0, {}),
    ({}, "open", 0, {}),
]


@pytest.mark.parametrize(("levers", "job", "held_back", "limits"), CASES)
def test_how_many_are_kept_out_by_what(
    levers: dict[str, Any], job: str, held_back: int, limits: dict[str, int]
) -> None:
    result = jobmatch.solve(SEEKERS, JOBS, {"as_of": "2016-08-29", **levers})
    found = explain_job(result, job)
    assert (found.held_back, found.limits) == (held_back, limits)
    text = printed(job_view(found))
    assert ("limits keep them out" in text) == (held_back > 0)
    assert all(f"{limit}: {number} of them" in text for limit, number in limits.items())


def test_seats_keep_a_vacancy_open_where_there_is_nothing_else() -> None:
    course = {"name": "c", "teaches": "weld:1", "days": 3, "seats": 1}
    result = jobmatch.solve(SEEKERS, JOBS[1:], {"as_of": "2016-08-29", "course": [course]})
    found = explain_job(result, "weld")
    assert (found.filled, found.held_back, found.limits) == (1, 5, {"c, seats": 5})


def test_persons_are_counted_where_there_are_no_prices_too() -> None:
    quota = [{"name": "half", "jobs": {"job_id": "open"}, "upper_share": 0.5}]
    result = jobmatch.solve(SEEKERS, JOBS[:1], {"as_of": "2016-08-29", "quota": quota})
    found = explain_job(result, "open")
    assert (found.filled, found.held_back, found.limits) == (0, 6, {})
