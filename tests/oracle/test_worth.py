"""What one more is worth is what a solve with one more saves, as far as it is said to hold."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.explain import worth
from jobmatch.scenarios import presets

CENT = 1e-6


def lists() -> tuple[Any, Any, dict[str, Any]]:
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.003)
    return seekers, jobs, dict(policy)


def with_vacancies(jobs: pl.DataFrame, job_id: str, units: int) -> pl.DataFrame:
    more = pl.when(pl.col("job_id") == job_id).then(pl.col("vacancies") + units).otherwise("vacancies")
    return jobs.with_columns(vacancies=more)


@pytest.mark.parametrize("quota", [[], [{"name": "county", "per": "persons.home", "upper": 4}]])
def test_vacancies_save_what_they_are_worth(quota: list[dict[str, Any]]) -> None:
    seekers, jobs, policy = lists()
    document = {**policy, "quota": quota}
    result = jobmatch.solve(seekers, jobs, document)
    found = worth(result, ranges=2)
    assert found["worth"].is_sorted(descending=True)
    rows = found.filter(pl.col("what") == "vacancy")
    for row in rows.head(3).iter_rows(named=True):
        more = jobmatch.solve(seekers, with_vacancies(jobs, row["name"], 1), document)
        assert result.objective - more.objective == pytest.approx(row["worth"], abs=CENT)
    held = rows.drop_nulls("holds_for").row(0, named=True) if rows["holds_for"].count() else None
    if held is not None:
        saved = [
            result.objective - jobmatch.solve(seekers, with_vacancies(jobs, held["name"], k), document).objective
            for k in (held["holds_for"], held["holds_for"] + 1)
        ]
        assert saved[0] == pytest.approx(held["holds_for"] * held["worth"], abs=CENT)
        assert saved[1] < (held["holds_for"] + 1) * held["worth"] - CENT


def test_limits_of_the_policy_are_ranked_with_the_rest() -> None:
    seekers, jobs, policy = lists()
    quota = [{"name": "all", "upper": 20}, {"name": "Changsha", "jobs": {"region": "4301"}, "lower": 15}]
    document = {**policy, "quota": quota}
    result = jobmatch.solve(seekers, jobs, document)
    found = worth(result, ranges=1)
    top = found.row(0, named=True)
    assert (top["what"], top["name"], top["limit"], top["used"]) == ("upper", "all, upper", 20.0, 20.0)
    eased = {**policy, "quota": [{**quota[0], "upper": 20 + top["holds_for"]}, quota[1]]}
    saved = result.objective - jobmatch.solve(seekers, jobs, eased).objective
    assert saved == pytest.approx(top["holds_for"] * top["worth"], abs=CENT)
    lower = found.filter(pl.col("what") == "lower").row(0, named=True)
    less = {**policy, "quota": [quota[0], {**quota[1], "lower": 14}]}
    assert result.objective - jobmatch.solve(seekers, jobs, less).objective == pytest.approx(lower["worth"], abs=CENT)


def test_employers_and_regions_stand_for_their_best_job() -> None:
    seekers, jobs, policy = lists()
    found = worth(jobmatch.solve(seekers, jobs, policy))
    assert set(found["what"]) == {"vacancy", "employer", "region"}
    vacancy = dict(found.filter(pl.col("what") == "vacancy").select("name", "worth").iter_rows())
    for row in found.filter(pl.col("what") != "vacancy").iter_rows(named=True):
        column = "employer_id" if row["what"] == "employer" else "region"
        mine = jobs.filter(pl.col(column).cast(pl.String).str.starts_with(row["name"]))["job_id"].to_list()
        assert row["job_id"] in mine
        assert row["worth"] == max(vacancy.get(job, 0.0) for job in mine)


def test_where_nothing_is_scarce_nothing_is_worth_anything() -> None:
    seekers = [{"person_id": "a", "home": "433124", "wish_regions": "*"}]
    jobs = [{"job_id": "j", "region": "433124", "vacancies": 3, "wage": 3000.0}]
    assert worth(jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29"}), ranges=5).is_empty()


def test_seats_of_a_course_hold_for_as_many_as_there_are_savings() -> None:
    seekers = [{"person_id": f"p{k}", "home": "433124", "wish_regions": "*", "skills": ""} for k in range(5)]
    jobs = [{"job_id": "j", "region": "433124", "vacancies": 4, "wage": 3000.0, "skills": "weld:1"}]
    course = {"name": "welding", "teaches": "weld:1", "days": 5, "seats": 1}
    document = {"as_of": "2016-08-29", "course": [course]}
    result = jobmatch.solve(seekers, jobs, document)
    top = worth(result, ranges=1).row(0, named=True)
    assert (top["what"], top["unit"], top["holds_for"]) == ("seats", "seats", 3)
    more = jobmatch.solve(seekers, jobs, {**document, "course": [{**course, "seats": 4}]})
    assert result.objective - more.objective == pytest.approx(3 * top["worth"], abs=CENT)
