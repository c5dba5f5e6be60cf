"""What one scan counted is taken over by another of other costs, and by none of other rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jobmatch
from instances import Instance
from jobmatch.pairing import RuleScan, open_scan
from unit.pairing.scan_cases import compiled, crowds

COSTS: list[dict[str, Any]] = [
    {"wage": {"weight": 0.3}},
    {"tier": {"outside": 900.0}, "distance": {"weight": 0.0}},
    {"skill": {"weight": 77.0}, "retention": {"loss": 0.0}},
    {"preference": {"region_step": 3.0}, "unmatched": {"default": 5.0}},
]
RULES: list[dict[str, Any]] = [
    {"skill": {"max_missing": 0}},
    {"skill": {"absent": True, "max_missing": 4}},
    {"rules": {"wage_tolerance": 500.0}},
    {"rules": {"contract": False, "insurance": False}},
    {"rules": {"working_age": 30}},
]


BITING = [rules for rules in RULES if "contract" not in rules.get("rules", {})]
"""Those that change something of a preset's lists, all of whose jobs have contracts."""


def changed(instance: Instance, change: dict[str, Any]) -> Instance:
    policy = dict(instance.policy)
    for name, keys in change.items():
        policy[name] = {**policy.get(name, {}), **keys}
    return replace(instance, policy=policy)


@settings(deadline=None)  # many scans a case
@given(crowds(), st.sampled_from(COSTS), st.sampled_from(RULES))
def test_counts_are_the_same_either_way(instance: Instance, costs: dict[str, Any], rules: dict[str, Any]) -> None:
    before = open_scan(compiled(instance)).eligible()
    for change in (costs, rules, {**costs, **rules}):
        problem = compiled(changed(instance, change))
        plain, again = open_scan(problem).counts(), open_scan(problem).counts(before)
        assert plain.eligible.tolist() == again.eligible.tolist()
        assert plain.least.tolist() == again.least.tolist()


@pytest.mark.parametrize(("change", "taken"), [*((each, True) for each in COSTS), *((each, False) for each in BITING)])
def test_pairs_are_counted_again_only_where_rules_have_changed(
    change: dict[str, Any], taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seekers, jobs, _ = jobmatch.generate("xiangxi-2016", scale=0.002, seed=1)
    base: dict[str, Any] = {"as_of": "2016-08-29"}
    first = jobmatch.solve(seekers, jobs, base)
    counted = []
    plain = RuleScan._evaluated
    monkeypatch.setattr(RuleScan, "_evaluated", lambda *given: counted.append(1) or plain(*given))
    asked = {**base, **change}
    alone = jobmatch.solve(seekers, jobs, asked)
    times = len(counted)
    again = jobmatch.solve(seekers, jobs, asked, start=first)
    assert again.summary["counts"] == alone.summary["counts"]
    assert again.objective == alone.objective
    assert (len(counted) - times < times) == taken
