"""Decisions and a plan in force through the public call: the optimum of a programme, and a run that verifies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import jobmatch
from instances import Instance, cost_instances, unmatched_costs
from lever_policies import lever_instances
from oracle.decided import Decided, Row, decided, priced
from oracle.lever_reference import rounded, stages_reached
from oracle.test_lever_policies import compare, tiers

CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]
WORDS = ("forced", "accepted", "accepted", "declined", "forbidden", "left", "no_show", "withdrawn")
CHANGE = 61.37


def plainly(instance: Instance) -> pl.DataFrame:
    """Eligible pairs without levers and decisions, with tiers where there are any."""
    policy = {key: value for key, value in instance.policy.items() if key not in ("quota", "household", "objective")}
    pairs = jobmatch.eligible_pairs(instance.seekers, instance.jobs, policy, pairs=instance.pairs)
    there = bool(instance.seekers) and "home" in instance.seekers[0]
    return pairs.with_columns(tiers(pairs, instance) if there else pl.lit("").alias("tier_name"))


def draw_rows(data: st.DataObject, instance: Instance, pairs: pl.DataFrame) -> tuple[list[Row], dict[str, str]]:
    """Decisions, mostly on eligible pairs, and a plan that may name persons and jobs that are gone."""
    persons = [row["person_id"] for row in instance.seekers]
    jobs = [row["job_id"] for row in instance.jobs]
    anywhere = st.tuples(st.sampled_from(persons), st.sampled_from(jobs))
    eligible = list(pairs.select("person_id", "job_id").iter_rows())
    pick = st.sampled_from(eligible) | st.sampled_from(eligible) | anywhere if eligible else anywhere
    rows = data.draw(st.lists(st.tuples(pick, st.sampled_from(WORDS), st.booleans()), max_size=4))
    plan = data.draw(
        st.dictionaries(
            st.sampled_from([*persons, "gone"]), st.sampled_from([*jobs, "closed"]) | pick.map(lambda p: p[1])
        )
    )
    return [(p, None if w == "withdrawn" and blank else j, w) for (p, j), w, blank in rows], plan


def refused(instance: Instance, found: Decided, pairs: pl.DataFrame) -> bool:
    """Whether persons are bound where they cannot be."""
    eligible = set(pairs.select("person_id", "job_id").iter_rows())
    held = list(found.bound.values())
    if any(pair not in eligible for pair in found.bound.items()):
        return True
    if any(held.count(row["job_id"]) > row["vacancies"] for row in instance.jobs):
        return True
    most = instance.policy.get("household", {}).get("max_out")
    homes = [row.get("household_id") for row in instance.seekers if row["person_id"] in found.bound]
    return most is not None and any(homes.count(home) > most for home in homes if home)


def check(instance: Instance, data: st.DataObject) -> None:
    assume(instance.seekers and instance.jobs)
    instance = replace(instance, decisions=None)
    policy = {"quota": [], "household": {}, "objective": {"order": ["cost"]}} | instance.policy
    policy["change"] = {"cost": data.draw(st.sampled_from((0.0, CHANGE, 30_000.0)))}
    if instance.pairs is not None:
        policy["change"]["cost"] = float(data.draw(st.sampled_from((0, 1, 5))))
    instance = replace(instance, policy=policy)
    change = rounded(policy["change"]["cost"], instance)
    pairs = plainly(instance)
    rows, plan = draw_rows(data, instance, pairs)
    sources: dict[str, Any] = {"pairs": instance.pairs}
    if rows:
        schema = {"person_id": pl.String, "job_id": pl.String, "decision": pl.String}
        sources["decisions"] = pl.DataFrame(rows, schema=schema, orient="row")
    if plan:
        sources["plan"] = pl.DataFrame({"person_id": list(plan), "job_id": list(plan.values())})
    found = decided(rows)
    try:
        result = jobmatch.solve(instance.seekers, instance.jobs, instance.policy, **sources)
    except jobmatch.UnsupportedError:
        assume(False)
    except jobmatch.PolicyError:
        return  # beds may be fewer than the lower limit asks for
    except jobmatch.InputError as error:
        codes = {issue.code for issue in error.issues if issue.severity == "error"}
        assert found is None or refused(instance, found, pairs)
        assert ("decision_contradiction" in codes) == (found is None)
        return
    assert found is not None
    assert not refused(instance, found, pairs)
    left, open_ = priced(pairs, found, plan, change, {row["job_id"] for row in instance.jobs})
    listed = jobmatch.eligible_pairs(instance.seekers, instance.jobs, instance.policy, **sources)
    assert listed.select("person_id", "job_id").rows() == left.select("person_id", "job_id").rows()
    assert listed["cost"].to_list() == pytest.approx(left["cost"].to_list(), abs=1e-6)
    unmatched = unmatched_costs(instance)
    unmatched |= {person: unmatched[person] + change for person in open_ if person in unmatched}
    compare(result, stages_reached(instance, left, unmatched, frozenset(found.bound)))
    if plan and result.plan is not None:
        now = dict(result.assignment.select("person_id", "job_id").iter_rows())
        assert result.changes is not None
        assert set(result.changes["person_id"]) == {i for i in {*now, *plan} if now.get(i) != plan.get(i)}


@given(lever_instances(), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=CALM)
def test_decisions_with_levers(instance: Instance, data: st.DataObject) -> None:
    check(instance, data)


@given(cost_instances(), st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=CALM)
def test_decisions_with_own_costs(instance: Instance, data: st.DataObject) -> None:
    check(instance, data)


@pytest.mark.slow
@given(lever_instances(most_seekers=10, most_jobs=6) | cost_instances(), st.data())
@settings(max_examples=400, deadline=None, suppress_health_check=CALM)
def test_decisions_at_length(instance: Instance, data: st.DataObject) -> None:
    check(instance, data)
