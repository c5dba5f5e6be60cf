"""The tables and figures of a plan: the same whatever the size of the pieces they are made in, and in step."""

from __future__ import annotations

import polars as pl
import pytest

import jobmatch
from jobmatch.engine import inputs, outcome


@pytest.fixture(scope="module")
def lists() -> tuple[pl.DataFrame, pl.DataFrame, jobmatch.Policy]:
    seekers, jobs, policy = jobmatch.generate("fair-2016", scale=0.1)
    return seekers, jobs, policy


def test_pieces_leave_no_trace(
    lists: tuple[pl.DataFrame, pl.DataFrame, jobmatch.Policy], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = jobmatch.solve(*lists)
    monkeypatch.setattr(outcome, "PIECE", 7)
    monkeypatch.setattr(inputs, "PIECE", 7)
    cut = jobmatch.solve(*lists)
    assert whole.assignment.height > 7
    assert cut.assignment.equals(whole.assignment)
    regions = [result.inputs.tables["regions.csv"].table for result in (cut, whole)]
    assert regions[0].sort("code").equals(regions[1].sort("code"))
    assert cut.summary == whole.summary


def test_the_order_of_the_rows_is_not_seen(lists: tuple[pl.DataFrame, pl.DataFrame, jobmatch.Policy]) -> None:
    seekers, jobs, policy = lists
    plain = jobmatch.solve(seekers, jobs, policy)
    mixed = jobmatch.solve(
        seekers.sample(fraction=1.0, shuffle=True, seed=1), jobs.sample(fraction=1.0, shuffle=True, seed=2), policy
    )
    for name in ("assignment", "unmatched", "jobs", "prices", "issues"):
        assert getattr(mixed, name).equals(getattr(plain, name)), name
    assert mixed.summary == plain.summary
    assert plain.assignment["person_id"].is_sorted()
    assert plain.unmatched["person_id"].is_sorted()


def test_figures_are_those_of_the_tables(lists: tuple[pl.DataFrame, pl.DataFrame, jobmatch.Policy]) -> None:
    seekers, jobs, policy = lists
    result = jobmatch.solve(seekers, jobs, policy)
    placed = result.assignment.select("person_id", "job_id").join(jobs, on="job_id")
    classes = seekers.with_columns(class_=pl.col("priority").fill_null("default"))
    for name, (count, total) in result.summary["placed_by_priority"].items():
        members = classes.filter(pl.col("class_") == name)
        assert total == members.height
        assert count == members["person_id"].is_in(placed["person_id"].implode()).sum()
    assert result.summary["mean_wage"] == round(placed["wage"].mean(), 2)
    assert sum(result.summary["placed_by_tier"].values()) == placed.height == result.summary["counts"]["placed"]
    reasons = dict(result.unmatched.group_by("reason").len().iter_rows())
    assert result.summary["unmatched_by_reason"] == reasons


def test_a_plan_of_unknown_wages_has_no_mean() -> None:
    seekers = [{"person_id": "a", "home": "433124", "wish_regions": "*", "min_wage": 1, "age": 30}]
    jobs = [{"job_id": "x", "vacancies": 1, "region": "4403", "wage": ""}]
    result = jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29", "rules": {"unknown_wage": True}})
    assert result.assignment.height == 1
    assert result.summary["mean_wage"] is None
