"""A budget that cannot bind changes nothing: the same optimum as without it, proven by prices alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

import jobmatch
from instances import Instance
from jobmatch.scenarios import presets
from lever_policies import lever_instances

CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]

PLENTY = {"name": "plenty", "usage": "placements", "limit": 10_000}
BY_PLAN = ("lower_share", "upper_share", "all_or_none")


def numbers_alone(quota: dict[str, Any]) -> dict[str, Any]:
    """The quota without what depends on the plan."""
    kept = {key: value for key, value in quota.items() if key not in BY_PLAN}
    return kept if {"lower", "upper", "upper_column"} & set(kept) else {**kept, "upper": 2}


@given(lever_instances())
@settings(max_examples=80, deadline=None, suppress_health_check=CALM)
def test_the_optimum_is_that_without_the_budget(instance: Instance) -> None:
    policy = {**instance.policy, "quota": [numbers_alone(quota) for quota in instance.policy.get("quota", [])]}
    lists = (instance.seekers, instance.jobs)
    try:
        plain = jobmatch.solve(*lists, policy, decisions=instance.decisions)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("jobmatch.masters.priced.FEW_PAIRS", 0)
            priced = jobmatch.solve(*lists, {**policy, "budget": [PLENTY]}, decisions=instance.decisions)
    except (jobmatch.UnsupportedError, jobmatch.PolicyError):
        assume(False)
    assume(plain.summary["solver"] == "tree")  # else quotas cross, and there are prices to find
    assert priced.status is plain.status
    if plain.plan is not None:
        assert priced.summary["solver"] == "priced"
        assert (priced.objective, priced.bound) == (plain.objective, plain.bound)
        assert priced.summary.get("bound_source") != "solver"
        before, after = (each.summary.get("stages", []) for each in (plain, priced))
        assert [stage["value"] for stage in after] == [stage["value"] for stage in before]


@pytest.mark.parametrize("rules", [{"bonus": 5000.0}, {"max_out": 1}, {"bonus": 800.0, "max_out": 2}])
def test_nor_does_it_change_what_households_come_to(rules: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmatch.masters.priced.FEW_PAIRS", 0)
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.005)
    document = {**policy, "household": rules}
    plain = jobmatch.solve(seekers, jobs, document)
    priced = jobmatch.solve(seekers, jobs, {**document, "budget": [PLENTY]})
    assert (priced.objective, priced.bound) == (plain.objective, plain.bound)
