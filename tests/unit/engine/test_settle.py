"""Predicates and extra classes in the lists' own terms: whatever kind of column, solver and verifier agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

import jobmatch

SEEKERS = [
    {"person_id": "a", "home": "花垣县", "wish_regions": "*", "min_wage": 2000, "age": 30, "score": "05"},
    {"person_id": "b", "home": "吉首市", "wish_regions": "*", "min_wage": 2500, "age": 40, "score": "5"},
]
JOBS = [
    {"job_id": "x", "region": "深圳市", "vacancies": 1, "wage": 3000, "contract": "是", "start_date": "2016-09-01"},
    {"job_id": "y", "region": "长沙市", "vacancies": 2, "wage": 3500.5, "contract": "是", "start_date": ""},
]
DAY = {"as_of": "2016-08-29"}


def subsidies(**predicates: Any) -> pl.DataFrame:
    """The subsidy of each pair under one subsidy of 10 yuan a month; the run is verified on the way."""
    policy = DAY | {"subsidy": [{"name": "s", "form": "monthly", "amount": 10.0, "weight": 1.0} | predicates]}
    report = jobmatch.solve(SEEKERS, JOBS, policy).verify()
    assert report.ok, str(report)
    return jobmatch.eligible_pairs(SEEKERS, JOBS, policy).select("person_id", "job_id", "subsidy")


@pytest.mark.parametrize(
    ("predicates", "paid"),
    [
        ({}, {"ax", "ay", "bx", "by"}),
        ({"persons": {"home": "花垣县"}}, {"ax", "ay"}),
        ({"persons": {"home": ["433124", "430000"]}}, {"ax", "ay", "bx", "by"}),
        ({"jobs": {"region": "广东"}}, {"ax", "bx"}),
        ({"persons": {"min_wage": 2500}}, {"bx", "by"}),
        ({"persons": {"age": [30, 31]}}, {"ax", "ay"}),
        ({"persons": {"score": "05"}}, {"ax", "ay"}),
        ({"jobs": {"vacancies": 2}}, {"ay", "by"}),
        ({"jobs": {"wage": 3500.5}}, {"ay", "by"}),
        ({"jobs": {"contract": True}}, {"ax", "ay", "bx", "by"}),
        ({"jobs": {"contract": False}}, set()),
        ({"jobs": {"start_date": "2016-09-01"}}, {"ax", "bx"}),
        ({"pairs": {"tier": "province"}}, {"ay", "by"}),
        ({"persons": {"home": "花垣县"}, "jobs": {"job_id": ["y"]}}, {"ay"}),
    ],
)
def test_predicates_of_every_kind(predicates: dict[str, Any], paid: set[str]) -> None:
    rows = subsidies(**predicates).filter(pl.col("subsidy") == 10.0)
    assert {p + j for p, j in rows.select("person_id", "job_id").iter_rows()} == paid


@pytest.mark.parametrize(
    ("predicates", "said"),
    [
        ({"persons": {"hoem": "花垣县"}}, "no column 'hoem'"),
        ({"persons": {"home": "花园县"}}, "unknown region '花园县'"),
        ({"jobs": {"vacancies": "1"}}, "not a number"),
        ({"jobs": {"vacancies": 1.5}}, "not a whole number"),
        ({"jobs": {"contract": "no"}}, "write true or false"),
        ({"persons": {"score": 5}}, "in quotes"),
        ({"jobs": {"start_date": "1.9.2016"}}, "not a date"),
        ({"pairs": {"tier": "county2"}}, "no tier 'county2'"),
        ({"pairs": {"rank": 1}}, "know only 'tier'"),
    ],
)
def test_values_that_do_not_fit_their_column_are_refused(predicates: dict[str, Any], said: str) -> None:
    with pytest.raises(jobmatch.PolicyError, match=said):
        subsidies(**predicates)


def extras(table: str, folder: Path) -> dict[str, float]:
    """The extra term of each pair under an extra table; the run is verified on the way."""
    (folder / "extra.csv").write_text(table, encoding="utf-8")
    (folder / "policy.toml").write_text('as_of = 2016-08-29\n[extra]\ntable = "extra.csv"\n', encoding="utf-8")
    report = jobmatch.solve(SEEKERS, JOBS, folder / "policy.toml").verify()
    assert report.ok, str(report)
    pairs = jobmatch.eligible_pairs(SEEKERS, JOBS, folder / "policy.toml")
    return {p + j: v for p, j, v in pairs.select("person_id", "job_id", "extra").iter_rows()}


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("persons.home,value\n花垣县,500\n", {"ax": 500, "ay": 500, "bx": 0, "by": 0}),
        ("jobs.region,value\n440300,-3.5\n", {"ax": -3.5, "ay": 0, "bx": -3.5, "by": 0}),
        ("jobs.wage,value\n3000,7\n", {"ax": 7, "ay": 0, "bx": 7, "by": 0}),
        ("persons.score,jobs.vacancies,value\n05,2,1\n5,1,2\n", {"ax": 0, "ay": 1, "bx": 2, "by": 0}),
        ("jobs.contract,value\ntrue,4\n", {"ax": 4, "ay": 4, "bx": 4, "by": 4}),
        ("value\n9\n", {"ax": 9, "ay": 9, "bx": 9, "by": 9}),
    ],
)
def test_extra_tables_of_one_side_both_or_none(table: str, expected: dict[str, float], tmp_path: Path) -> None:
    assert extras(table, tmp_path) == expected


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("persons.hoem,value\nx,1\n", "no column 'hoem'"),
        ("jobs.region,value\n深正市,1\n", "unknown region"),
        ("jobs.region,value\n深圳,1\n440300,2\n", "listed twice"),
        ("jobs.wage,value\nmuch,1\n", "not a number"),
        ("jobs.region,value\n深圳,much\n", "data row 1: not a finite number"),
        ("region,value\n深圳,1\n", "expected the columns"),
    ],
)
def test_extra_tables_with_faults_are_refused(table: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(jobmatch.PolicyError, match=said):
        extras(table, tmp_path)


def test_extra_callable_is_called_once_with_classes() -> None:
    calls = []

    def term(persons: pl.DataFrame, jobs: pl.DataFrame) -> list[list[float]]:
        calls.append((persons.columns, jobs.columns))
        return [[10.0 * (p > 30) + (w > 3000) for w in jobs["wage"]] for p in persons["age"]]

    policy = DAY | {"extra": {"persons": ["age"], "jobs": ["wage"], "term": term, "weight": 2.0}}
    result = jobmatch.solve(SEEKERS, JOBS, policy)
    assert calls == [(["age"], ["wage"])]
    report = result.verify()
    assert report.ok, str(report)
    pairs = jobmatch.eligible_pairs(SEEKERS, JOBS, policy)
    found = {p + j: v for p, j, v in pairs.select("person_id", "job_id", "extra").iter_rows()}
    assert found == {"ax": 0.0, "ay": 2.0, "bx": 20.0, "by": 22.0}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ([[1.0]], "shape"),
        ([[1.0, 2.0], [3.0]], "extra.term failed"),
        ([["a", "b"], ["c", "d"]], "extra.term failed"),
        ([[1.0, float("nan")], [0.0, 0.0]], "not a finite number"),
    ],
)
def test_extra_callables_that_answer_nonsense_are_refused(answer: Any, said: str) -> None:
    policy = DAY | {"extra": {"persons": ["age"], "jobs": ["wage"], "term": lambda persons, jobs: answer}}
    with pytest.raises(jobmatch.PolicyError, match=said):
        jobmatch.solve(SEEKERS, JOBS, policy)


@pytest.mark.parametrize("value", [1e15, 1e17, 1e300])
def test_extra_beyond_the_exact_range_is_refused(value: float) -> None:
    policy = DAY | {"extra": {"persons": ["age"], "jobs": ["wage"], "term": lambda p, j: [[value] * 2] * 2}}
    with pytest.raises(jobmatch.UnsupportedError, match="range"):
        jobmatch.solve(SEEKERS, JOBS, policy)


@pytest.mark.parametrize(
    "policy",
    [
        {"quantum": 1e-9, "preference": {"region_step": 9.1e9}, "tier": {"outside": 9.2e9}},
        {"quantum": 1e-6, "subsidy": [{"name": n, "form": "monthly", "amount": 1e12, "weight": 9.2} for n in "ab"]},
        {"tier": {"outside": 1e12}, "quantum": 1e-6},
    ],
)
def test_sums_that_could_wrap_are_refused(policy: dict[str, Any]) -> None:
    with pytest.raises(jobmatch.UnsupportedError, match="range"):
        jobmatch.solve(SEEKERS, JOBS, DAY | policy)


def test_a_ticket_is_capped_however_large_the_figures() -> None:
    ticket = {"name": "t", "form": "ticket", "share": 0.5, "trips": 59999999989.0, "cap": 100.000001, "weight": 1.0}
    pairs = jobmatch.eligible_pairs(SEEKERS, JOBS, DAY | {"subsidy": [ticket]})
    assert set(pairs["subsidy"]) == {8.33}


def test_the_better_of_two_substitutes_counts() -> None:
    seekers = [SEEKERS[0] | {"skills": "w:3"}]
    jobs = [JOBS[0] | {"skills": "v:3"}]
    for losses in ((0, 2), (2, 0)):
        policy = DAY | {"skill": {"substitute": [{"have": "w", "for": "v", "loss": n} for n in losses]}}
        assert jobmatch.eligible_pairs(seekers, jobs, policy)["skill"].to_list() == [0.0]


@pytest.mark.parametrize("seed", [-1, 1 << 63])
def test_seeds_out_of_range_are_refused(seed: int) -> None:
    with pytest.raises(ValueError, match="seed"):
        jobmatch.solve(SEEKERS, JOBS, DAY, seed=seed)
