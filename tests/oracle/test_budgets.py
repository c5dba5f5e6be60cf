"""Budgets, courses and quotas on both lists through the public call, against the programme over all triples."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

import jobmatch
from budget_policies import budget_case, budget_cases, sources
from jobmatch.policy import TERMS
from oracle.budget_checks import check_case
from oracle.triples import Case, eligible_triples

CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]


def check_triples(case: Case) -> None:
    """Every triple and every term are as a slow reading of the documents has them."""
    listed = jobmatch.eligible_pairs(**sources(case))
    stay = {row["person_id"]: float(case.stay(row)) for row in case.seekers}
    found = {}
    for row in listed.iter_rows(named=True):
        key = row["person_id"], row["job_id"], row["route"] or ""
        assert key not in found
        found[key] = {name: row[name] for name in (*TERMS, "cost")}
        assert row["unmatched_cost"] == stay[row["person_id"]]
    expected = {
        t.key: {**{name: float(t.terms[name]) for name in TERMS}, "cost": float(t.cost)} for t in eligible_triples(case)
    }
    assert found == expected


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_triples(start: int) -> None:
    for seed in range(start, start + 50):
        check_triples(budget_case(Random(seed)))


@pytest.mark.slow
@pytest.mark.parametrize("start", range(10_000, 11_000, 250))
def test_triples_at_length(start: int) -> None:
    for seed in range(start, start + 250):
        check_triples(budget_case(Random(seed)))


def check_seeds(seeds: range) -> None:
    reached = Counter(check_case(budget_case(Random(seed))) for seed in seeds)
    assert reached[jobmatch.Status.OPTIMAL] > len(seeds) / 2, reached


@pytest.mark.parametrize("start", range(0, 100, 10))
def test_budgets(start: int) -> None:
    check_seeds(range(start, start + 10))


@pytest.mark.parametrize("start", range(30_000, 30_040, 10))
def test_budgets_from_prices(start: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where pairs are too many for a programme over all of them: prices first, then a plan near them."""
    monkeypatch.setattr("jobmatch.masters.priced.FEW_PAIRS", -1)
    reached = Counter(check_case(budget_case(Random(seed))) for seed in range(start, start + 10))
    assert reached[jobmatch.Status.UNKNOWN] <= 1, reached


@pytest.mark.slow
@pytest.mark.parametrize("start", range(31_000, 31_300, 100))
def test_budgets_from_prices_at_length(start: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmatch.masters.priced.FEW_PAIRS", -1)
    reached = Counter(check_case(budget_case(Random(seed))) for seed in range(start, start + 100))
    assert reached[jobmatch.Status.UNKNOWN] <= 5, reached


@given(budget_cases(most_persons=6, most_jobs=4))
@settings(max_examples=20, deadline=None, suppress_health_check=CALM)
def test_budgets_of_few_persons(case: Case) -> None:
    check_case(case)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(20_000, 21_000, 100))
def test_budgets_at_length(start: int) -> None:
    check_seeds(range(start, start + 100))


@pytest.mark.slow
@given(budget_cases())
@settings(max_examples=300, deadline=None, suppress_health_check=CALM)
def test_budgets_of_any_kind_at_length(case: Case) -> None:
    check_case(case)
