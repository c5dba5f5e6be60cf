"""The plan is the optimum: compared with an independent exact solver over exported pairs, on thousands of instances."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

import jobmatch
from instances import Instance, cost_instances, rule_instances, unmatched_costs
from oracle.reference import optimum

CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def check_optimal(instance: Instance, solver: str = "auto") -> None:
    sources = {"pairs": instance.pairs, "decisions": instance.decisions}
    result = jobmatch.solve(instance.seekers, instance.jobs, instance.policy, solver=solver, **sources)
    pairs = jobmatch.eligible_pairs(instance.seekers, instance.jobs, instance.policy, **sources)
    best = optimum(pairs, {j["job_id"]: j["vacancies"] for j in instance.jobs}, unmatched_costs(instance))
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.gap == 0.0
    assert result.objective == pytest.approx(best, abs=1e-6, rel=1e-12)
    _check_plan(instance, result, pairs)
    report = result.verify()
    assert report.ok, str(report)


def _check_plan(instance: Instance, result: jobmatch.Result, pairs: pl.DataFrame) -> None:
    plan = result.assignment
    assert plan["person_id"].is_unique().all()
    assert plan.height + result.unmatched.height == len(instance.seekers)
    filled = dict(plan.group_by("job_id").len().iter_rows())
    assert all(filled.get(j["job_id"], 0) <= j["vacancies"] for j in instance.jobs)
    costs = {(p, j): c for p, j, c in pairs.select("person_id", "job_id", "cost").iter_rows()}
    for person, job, cost in plan.select("person_id", "job_id", "cost").iter_rows():
        assert costs[person, job] == cost


@given(rule_instances())
@settings(max_examples=60, deadline=None, suppress_health_check=CALM)
def test_rules(instance: Instance) -> None:
    check_optimal(instance)


@given(cost_instances())
@settings(max_examples=60, deadline=None, suppress_health_check=CALM)
def test_own_costs(instance: Instance) -> None:
    check_optimal(instance)


@pytest.mark.slow
@given(rule_instances(most_seekers=10, most_jobs=6))
@settings(max_examples=600, deadline=None, suppress_health_check=CALM)
def test_rules_at_length(instance: Instance) -> None:
    check_optimal(instance)


@pytest.mark.slow
@given(cost_instances(most_seekers=10, most_jobs=6))
@settings(max_examples=600, deadline=None, suppress_health_check=CALM)
def test_own_costs_at_length(instance: Instance) -> None:
    check_optimal(instance)
