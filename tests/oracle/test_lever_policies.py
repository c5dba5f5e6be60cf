"""Levers through the public call: the optimum of an integer programme over exported pairs, and a run that verifies."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, settings

import jobmatch
from instances import Instance, unmatched_costs
from lever_policies import lever_instances, together_instances
from oracle.lever_reference import stages_reached

CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]


def tiers(pairs: pl.DataFrame, instance: Instance) -> pl.Series:
    """The tier of each pair, by its two codes alone."""
    homes = {row["person_id"]: row["home"] for row in instance.seekers}
    places = {row["job_id"]: row["region"] for row in instance.jobs}
    found = []
    for person, job in pairs.select("person_id", "job_id").iter_rows():
        home, place = homes[person], places[job]
        for length, name in ((6, "county"), (4, "prefecture"), (2, "province")):
            above = [code[:length] for code in (home, place)]
            if len(set(above)) == 1 and len(above[0]) == length and not above[0].endswith("00"):
                found.append(name)
                break
        else:
            found.append("outside")
    return pl.Series("tier_name", found, dtype=pl.String)


def check(instance: Instance) -> None:
    sources = {"decisions": instance.decisions}
    try:
        result = jobmatch.solve(instance.seekers, instance.jobs, instance.policy, **sources)
    except jobmatch.UnsupportedError:
        assume(False)
    except jobmatch.PolicyError as error:
        # a list without rows has no columns; beds may be fewer than the lower limit asks for
        known = ("is above the upper one", "nobody on the list belongs to a group")
        assert not (instance.seekers and instance.jobs) or any(words in str(error) for words in known)  # noqa: PT017
        return
    plain = {key: value for key, value in instance.policy.items() if key not in ("quota", "household", "objective")}
    pairs = jobmatch.eligible_pairs(instance.seekers, instance.jobs, plain, **sources)
    best = stages_reached(instance, pairs.with_columns(tiers(pairs, instance)), unmatched_costs(instance))
    compare(result, best)


def compare(result: jobmatch.Result, best: list[float] | None) -> None:
    """The result is the best there is, or proves that there is none; and verifies."""
    if best is None:
        assert result.status is jobmatch.Status.INFEASIBLE
        assert result.summary["conflict"]
    else:
        assert result.status is jobmatch.Status.OPTIMAL
        assert result.gap == 0.0
        assert result.objective == pytest.approx(best[-1], abs=1e-6, rel=1e-12)
        assert [stage["value"] for stage in result.summary.get("stages", [])[:-1]] == best[:-1]
    report = result.verify()
    assert report.ok, str(report)


@given(lever_instances())
@settings(max_examples=80, deadline=None, suppress_health_check=CALM)
def test_levers(instance: Instance) -> None:
    check(instance)


@pytest.mark.slow
@given(lever_instances(most_seekers=10, most_jobs=6))
@settings(max_examples=500, deadline=None, suppress_health_check=CALM)
def test_levers_at_length(instance: Instance) -> None:
    check(instance)


def check_together(instance: Instance) -> None:
    """Bound ≤ optimum ≤ plan; what has no plan has none."""
    try:
        result = jobmatch.solve(instance.seekers, instance.jobs, instance.policy, decisions=instance.decisions)
    except jobmatch.UnsupportedError:
        assume(False)
    except jobmatch.PolicyError:
        return  # a list without rows has no columns; beds may be fewer than the lower limit asks for
    plain = {key: value for key, value in instance.policy.items() if key not in ("quota", "household", "objective")}
    pairs = jobmatch.eligible_pairs(instance.seekers, instance.jobs, plain, decisions=instance.decisions)
    best = stages_reached(instance, pairs.with_columns(tiers(pairs, instance)), unmatched_costs(instance))
    if best is None:
        assert result.plan is None
    elif result.plan is None:
        assert result.status is jobmatch.Status.UNKNOWN
    else:
        near = {"abs": 1e-6, "rel": 1e-12}
        stages = [stage["value"] for stage in result.summary.get("stages", [])[:-1]]
        if result.status is jobmatch.Status.OPTIMAL:
            assert stages == best[:-1]
            assert result.objective == pytest.approx(best[-1], **near)
        assert [-value for value in stages] >= [-value for value in best[:-1]]
        if stages == best[:-1]:
            assert result.bound <= best[-1] + 1e-6
            assert result.objective >= best[-1] - 1e-6
    report = result.verify()
    assert report.ok, str(report)


@given(together_instances())
@settings(max_examples=60, deadline=None, suppress_health_check=CALM)
def test_groups_that_go_together(instance: Instance) -> None:
    check_together(instance)


@pytest.mark.slow
@given(together_instances())
@settings(max_examples=300, deadline=None, suppress_health_check=CALM)
def test_groups_that_go_together_at_length(instance: Instance) -> None:
    check_together(instance)
