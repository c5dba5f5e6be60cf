"""A skill is said to bring those whom a solve with that one cell changed would place, and as much cheaper a plan."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.explain import courses_that_help, open_run
from jobmatch.explain.training import MOST_SKILLS
from jobmatch.scenarios import presets

CENT = 1e-4


def with_skill(held: str | None, entry: str) -> str:
    """The skills with one more, in place of the same one at another level."""
    code, level = entry.split(":")
    own = dict(each.split(":") for each in (held or "").split(";") if each)
    own[code] = max(own.get(code, "0"), level)
    return ";".join(f"{name}:{stands}" for name, stands in own.items())


def falls(seekers: pl.DataFrame, jobs: pl.DataFrame, policy: dict[str, Any], result: jobmatch.Result) -> Any:
    """By skill that a person without a place would best learn: by how much each such plan is cheaper, solved again."""
    asked = jobs.filter(pl.col("vacancies") > 0)["skills"].drop_nulls().str.split(";").explode().unique().to_list()
    found: dict[str, list[float]] = defaultdict(list)
    for person in result.unmatched["person_id"].to_list():
        held = seekers.filter(pl.col("person_id") == person)["skills"][0]
        best: dict[str, float] = {}
        for entry in filter(None, asked):
            cell = pl.when(pl.col("person_id") == person).then(pl.lit(with_skill(held, entry))).otherwise("skills")
            again = jobmatch.solve(seekers.with_columns(skills=cell), jobs, policy)
            best[entry] = result.objective - again.objective
        most = max(best.values(), default=0.0)
        if most > CENT:
            found["|".join(sorted(name for name, fall in best.items() if fall > most - CENT))].append(most)
    return found


@pytest.mark.parametrize("seed", range(2))
def test_skills_bring_whom_they_are_said_to_bring(seed: int) -> None:
    seekers, jobs, preset = presets.generate("xiangxi-2016", scale=0.0006, seed=seed)
    jobs = jobs.filter(pl.col("skills").fill_null("") != "").head(9)
    policy = {**preset, "skill": {"substitute": []}} if "skill" in preset else dict(preset)
    result = jobmatch.solve(seekers.head(36), jobs, policy)
    told = courses_that_help(open_run(result))
    found = falls(seekers.head(36), jobs, policy, result)
    assert jobs["skills"].n_unique() <= MOST_SKILLS
    assert int(told["persons"].sum()) == sum(map(len, found.values())) > 0
    most = told.select(pl.min_horizontal("persons", "vacancies") * pl.col("gain")).to_series()
    assert most.is_sorted(descending=True)
    worth = {row["skill"]: row["persons"] * row["gain"] for row in told.iter_rows(named=True)}
    assert sum(worth.values()) == pytest.approx(sum(map(sum, found.values())), abs=CENT * 100)
    for names, each in found.items():
        if "|" not in names and not any(names in other.split("|") for other in found if other != names):
            assert worth[names] == pytest.approx(sum(each), abs=CENT * 100)


def test_where_no_job_asks_for_skills_no_course_helps() -> None:
    seekers = [{"person_id": p, "home": "433124", "wish_regions": "*"} for p in "ab"]
    jobs = [{"job_id": "j", "region": "433124", "vacancies": 1, "wage": 3000.0}]
    assert courses_that_help(open_run(jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29"}))).is_empty()


def test_prices_of_a_quota_count() -> None:
    """Another could come, were it not for the quota: a course brings nobody."""
    seekers = [{"person_id": p, "home": "433124", "wish_regions": "*", "skills": ""} for p in "abc"]
    jobs = [
        {"job_id": "easy", "region": "433124", "vacancies": 2, "wage": 3000.0, "skills": ""},
        {"job_id": "hard", "region": "433124", "vacancies": 1, "wage": 3000.0, "skills": "welding:2"},
    ]
    policy: dict[str, Any] = {"as_of": "2016-08-29"}
    free = courses_that_help(open_run(jobmatch.solve(seekers, jobs, policy)))
    assert free.row(0)[:4] == ("welding:2", 1, 1, 1)
    policy["quota"] = [{"name": "q", "upper": 1}]
    assert courses_that_help(open_run(jobmatch.solve(seekers, jobs, policy))).is_empty()
