"""Envy, equals and inequality against plain double loops."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import jobmatch
from instances import Instance, cost_instances, rule_instances
from jobmatch.explain import open_run
from jobmatch.explain.fairness.envy import envies
from jobmatch.explain.fairness.equals import NOBODYS, equals_of
from jobmatch.explain.fairness.statistics import gini, theil
from jobmatch.explain.opened import places_of

OWN = ("wage", "distance", "tier", "preference")


def solved(instance: Instance, **levers: object) -> jobmatch.Result:
    given_ = {"pairs": instance.pairs, "decisions": instance.decisions}
    return jobmatch.solve(instance.seekers, instance.jobs, {**instance.policy, **levers}, **given_)


def pairs_of(instance: Instance) -> pl.DataFrame:
    given_ = {"pairs": instance.pairs, "decisions": instance.decisions}
    return jobmatch.eligible_pairs(instance.seekers, instance.jobs, instance.policy, **given_)


def rank_of(instance: Instance, row: dict[str, object], order: tuple[str, ...]) -> tuple[int, float]:
    """Small for a high priority."""
    classes = instance.policy.get("unmatched", {"registered_poor": 30000.0})
    name = str(row.get("priority") or "default")
    stage = order.index(f"placed:{name}") if f"placed:{name}" in order else len(order)
    return stage, -classes.get(name, classes.get("default", 20000.0))


def by_hand(instance: Instance, result: jobmatch.Result, order: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """By kind, who envies and by how much: every person against every other."""
    pairs = pairs_of(instance)
    terms = ("extra",) if instance.pairs is not None else OWN
    cost = {(row["person_id"], row["job_id"]): sum(row[term] for term in terms) for row in pairs.to_dicts()}
    job = dict(result.assignment.select("person_id", "job_id").iter_rows())
    rank = {str(row["person_id"]): rank_of(instance, row, order) for row in instance.seekers}
    found: dict[str, dict[str, float]] = {"any": {}, "justified": {}, "equals": {}}
    for i, mine in rank.items():
        for other, envied in job.items():
            if other == i or (i, envied) not in cost:
                continue
            better = cost[i, job[i]] - cost[i, envied] if i in job else 0.0
            if i in job and better < 1e-9:
                continue
            kinds = ["any"]
            kinds += ["justified"] if rank[other] >= mine else []
            kinds += ["equals"] if rank[other] == mine else []
            for kind in kinds:
                found[kind][i] = max(found[kind].get(i, 0.0), better)
    return found


def check_envy(instance: Instance, *order: str) -> None:
    result = solved(instance, **({"objective": {"order": list(order)}} if order else {}))
    assume(result.plan is not None)
    opened = open_run(result)
    ready = opened.sources.compiled(opened.seed)
    found = envies(ready, places_of(opened.assignment, ready))
    expected = by_hand(instance, result, order)
    for kind, better in found.items():
        named = zip(ready.problem.persons.to_list(), better.tolist(), strict=True)
        told = {person: quanta / 10**ready.problem.decimals for person, quanta in named if quanta >= 0}
        assert told == pytest.approx(expected[kind], abs=1e-9)


@given(rule_instances(), st.sampled_from(((), ("placed:other",), ("placed:default", "placed:registered_poor"))))
@settings(max_examples=50, deadline=None)
def test_envy_is_what_a_double_loop_finds(instance: Instance, order: tuple[str, ...]) -> None:
    check_envy(instance, *order)


@given(cost_instances())
@settings(max_examples=50, deadline=None)
def test_envy_by_the_callers_own_costs(instance: Instance) -> None:
    check_envy(instance)


@given(rule_instances(most_seekers=6), st.data())
@settings(max_examples=40, deadline=None)
def test_equals_have_the_same_pairs_and_rows_alike_are_equals(instance: Instance, data: st.DataObject) -> None:
    assume(instance.seekers)
    twins = data.draw(st.lists(st.sampled_from(instance.seekers), min_size=1, max_size=4))
    seekers = [*instance.seekers, *({**row, "person_id": f"q{k}"} for k, row in enumerate(twins))]
    more = Instance(seekers, instance.jobs, instance.policy, decisions=instance.decisions)
    opened = open_run(solved(more))
    problem = opened.sources.compiled(0).problem
    classes = dict(zip(problem.persons.to_list(), equals_of(problem).tolist(), strict=True))
    decided = {row["person_id"] for row in instance.decisions or ()}
    for k, row in enumerate(twins):
        if row["person_id"] not in decided:
            assert classes[f"q{k}"] == classes[row["person_id"]] != NOBODYS
    pairs = pairs_of(more).group_by("person_id").agg(pl.struct("job_id", "cost", "unmatched_cost").sort_by("job_id"))
    has = dict(pairs.iter_rows())
    members: dict[int, list[str]] = {}
    for person, of in classes.items():
        members.setdefault(of, []).append(person)
    for of, persons in members.items():
        assert of == NOBODYS or len(persons) > 1
        assert of == NOBODYS or all(has.get(person) == has.get(persons[0]) for person in persons)


RATES = st.lists(st.tuples(st.integers(1, 50), st.floats(0, 1)), min_size=1, max_size=6)


@given(RATES, st.floats(0.1, 1.0))
def test_gini_is_the_mean_difference_of_persons(groups: list[tuple[int, float]], scale: float) -> None:
    persons = [rate for number, rate in groups for _ in range(number)]
    mean = sum(persons) / len(persons)
    weights, rates = (np.array(column, float) for column in zip(*groups, strict=True))
    found, entropy = gini(rates, weights), theil(rates, weights)
    if mean == 0:
        assert found is None
        assert entropy is None
        return
    assume(mean > 1e-9)
    difference = sum(abs(one - other) for one in persons for other in persons) / len(persons) ** 2
    assert found == pytest.approx(difference / (2 * mean), abs=1e-9)
    assert found is not None
    assert 0 <= found <= 1
    assert gini(scale * rates, 3 * weights) == pytest.approx(found, abs=1e-9)
    by_person = sum(rate / mean * np.log(rate / mean) for rate in persons if rate > 0) / len(persons)
    assert entropy == pytest.approx(by_person, abs=1e-9)
    if len(set(rates.tolist())) == 1:
        assert found == pytest.approx(0, abs=1e-12)
