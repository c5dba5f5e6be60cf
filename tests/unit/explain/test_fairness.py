"""The audit's figures where they are known, what it keeps to itself, and what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import jobmatch
from jobmatch.explain.fairness import Audit, audit, statistics
from jobmatch.explain.fairness.figures import _pooled
from jobmatch.explain.fairness.lottery import dealt

POLICY = {"as_of": "2016-08-29"}


def person(key: str, **columns: Any) -> dict[str, Any]:
    return {"person_id": key, "home": "433124", "birth_date": "1990-01-01", "wish_regions": "*", **columns}


def job(key: str, **columns: Any) -> dict[str, Any]:
    return {"job_id": key, "region": "4301", "vacancies": 1, "wage": 3000.0, **columns}


def two_counties(**columns: Any) -> jobmatch.Result:
    """Ten persons of each of two counties, six jobs in each that only these agree to, wages apart."""
    seekers = [
        person(f"{home}-{k}", home=home, wish_regions=home, sex="f" if k % 2 else "m", **columns)
        for home in ("433124", "433125")
        for k in range(10)
    ]
    jobs = [job("a", region="433124", vacancies=6, wage=3000.0), job("b", region="433125", vacancies=2, wage=4000.0)]
    return jobmatch.solve(seekers, jobs, POLICY)


def row_of(found: Audit, by: str, group: str) -> dict[str, Any]:
    (row,) = found.groups.filter(by=by, group=group).to_dicts()
    return row


def test_groups_are_counted_with_their_rates_wages_and_tiers() -> None:
    found = audit(two_counties(), ["home@county"], smallest=1)
    one, other = (row_of(found, "home@county", code) for code in ("433124", "433125"))
    assert (one["persons"], one["with_eligible"], one["placed"], one["rate"]) == (10, 10, 6, 0.6)
    assert (other["placed"], other["rate"], other["mean_wage"], other["tier_county"]) == (2, 0.2, 4000.0, 1.0)
    assert one["mean_km"] == 20.0
    (apart,) = found.columns.to_dicts()
    assert (apart["lowest"], apart["highest"], apart["test"]) == (0.2, 0.6, "fisher")
    assert apart["apart"] == pytest.approx(0.4)
    assert apart["ratio"] == pytest.approx(1 / 3)
    assert apart["gini"] == pytest.approx(0.25)  # |0.6 - 0.2| / 2 / (2 * 0.4)
    assert apart["p"] == pytest.approx(0.1698, abs=1e-4)
    assert (found.persons, found.placed) == (20, 8)


def test_the_usual_columns_are_those_that_the_list_has() -> None:
    found = audit(two_counties())
    assert found.columns["by"].to_list() == ["home@county", "sex", "age"]
    assert row_of(found, "age", "25-34")["persons"] == 20
    with_households = audit(two_counties(household_id="h", priority="poor"))
    assert with_households.columns["by"].to_list() == ["home@county", "priority", "sex", "age", "household_size"]
    assert row_of(with_households, "household_size", "5+")["persons"] == 20


@pytest.mark.parametrize(("day", "band"), [("1991-08-29", "25-34"), ("1991-08-30", "0-24"), ("1961-08-29", "55+")])
def test_bands_begin_on_the_birthday(day: str, band: str) -> None:
    result = jobmatch.solve([person("a", birth_date=day)], [job("j")], POLICY)
    assert audit(result, ["age"], smallest=1).groups["group"].to_list() == [band]


def test_a_blank_cell_is_no_group_to_compare() -> None:
    seekers = [person(f"p{k}", sex="f" if k < 6 else "") for k in range(12)]
    found = audit(jobmatch.solve(seekers, [job("j")], POLICY), ["sex"])
    assert found.groups["group"].to_list() == [None, "f"]
    assert found.groups["pooled"].to_list() == [0, 0]
    assert found.columns["groups"].to_list() == [1]


def test_small_groups_are_told_of_together() -> None:
    kinds = ["a"] * 3 + ["b"] * 6 + ["c"] * 7 + ["d"] * 9
    seekers = [person(f"p{k}", kind=kind) for k, kind in enumerate(kinds)]
    result = jobmatch.solve(seekers, [job("j", vacancies=25)], POLICY)
    found = audit(result, ["kind"])
    assert found.groups.select("group", "pooled", "persons").rows() == [("c", 0, 7), ("d", 0, 9), (None, 2, 9)]
    assert audit(result, ["kind"], smallest=1).groups["pooled"].to_list() == [0, 0, 0, 0]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(1, 6))
def test_no_group_below_the_threshold_can_be_told_from_the_others(sizes: list[int], smallest: int) -> None:
    parts = [pl.DataFrame({"x": [0] * size}) for size in sizes]
    alone, pooled = _pooled(parts, smallest)
    together = sum(part.height for part in pooled)
    assert sorted(part.height for part in (*alone, *pooled)) == sorted(sizes)
    assert all(part.height >= smallest for part in alone)
    assert not pooled or together >= smallest or not alone
    assert bool(pooled) == (min(sizes) < smallest)


def test_means_of_a_few_are_not_told() -> None:
    found = audit(two_counties(), ["home@county"])
    assert row_of(found, "home@county", "433125")["mean_wage"] is None
    assert row_of(found, "home@county", "433124")["mean_wage"] == 3000.0
    assert all(each.mean is None for each in found.envy)


@pytest.mark.parametrize("by", ["person_id", "household_id", "together_id", "birth_date", "persons.person_id"])
def test_columns_that_tell_persons_apart_are_refused(by: str) -> None:
    with pytest.raises(jobmatch.InputError, match="single persons"):
        audit(two_counties(), [by])


@pytest.mark.parametrize(
    ("by", "told"),
    [("colour", "no column 'colour'"), ("home@moon", "county, township"), ("sex@county", "county"), ("sec", "'sex'")],
)
def test_columns_that_are_not_there_are_refused(by: str, told: str) -> None:
    with pytest.raises(jobmatch.InputError, match=told):
        audit(two_counties(), [by])


def test_known_intervals_and_adjustments() -> None:
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I
    assert statistics.wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert statistics.wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert statistics.holm([0.01, 0.04, None, 0.03, 0.005]) == pytest.approx([0.03, 0.06, None, 0.06, 0.02])
    test = statistics.equal_rates(np.array([30, 20, 10]), np.array([50, 50, 50]))
    assert test is not None
    assert test[0] == "chi2"
    assert test[1] == pytest.approx(np.exp(-(200 / 20 + 200 / 30) / 2))  # chi-square of two degrees of freedom
    assert statistics.equal_rates(np.array([0, 0]), np.array([4, 4])) is None
    chance = statistics.gini_by_chance(np.array([50, 50]), 40)
    assert chance is not None
    assert 0.02 < chance < 0.08


@pytest.mark.parametrize(
    ("held", "policy", "size"),
    [
        ({"wage": 2900.0}, {}, 220.0),  # 3,120 is wished for
        ({"region": "4403"}, {"distance": {"weight": 0.0}}, 100.0),  # outside, not in the province
        ({"stay": 0.1}, {}, None),
        ({"skills": "weld:2"}, {}, None),
        (
            {},
            {"subsidy": [{"name": "s", "form": "fixed", "amount": 900.0, "weight": 1.0, "jobs": {"job_id": "j"}}]},
            None,
        ),
        ({}, {"change": {"cost": 70.0}}, None),
    ],
)
def test_envy_counts_what_the_person_bears(held: dict[str, Any], policy: dict[str, Any], size: float | None) -> None:
    """The first can have both jobs, the second only what the first would rather have."""
    people = [person("a", skills="weld:1", min_wage=2600.0), person("b", wish_job_types="sewer")]
    jobs = [job("j", job_type="welder", **{"wage": 3200.0, "stay": 0.9, **held})]
    jobs += [job("k", job_type="sewer", wage=3200.0, stay=0.9)]
    plan = [{"person_id": "a", "job_id": "k"}] if "change" in policy else None
    result = jobmatch.solve(people, jobs, {**POLICY, **policy}, plan=plan)
    assert dict(result.assignment.select("person_id", "job_id").iter_rows()) == {"a": "j", "b": "k"}
    both = jobmatch.eligible_pairs(people, jobs, {**POLICY, **policy}, plan=plan).filter(person_id="a").sort("job_id")
    assert both["cost"][0] > both["cost"][1], "the policy counts it"
    found = audit(result, [], smallest=1).envy
    assert [(each.placed, each.most) for each in found] == [(0, None) if size is None else (1, size)] * 3


def test_who_has_nothing_envies_whoever_has_a_job_for_them() -> None:
    people = [person(key, priority=priority) for key, priority in (("a", "registered_poor"), ("b", ""), ("c", ""))]
    result = jobmatch.solve([*people, person("d", wish_regions="4403")], [job("j")], POLICY)
    found = audit(result, [], smallest=1).envy
    assert [(each.kind, each.placed, each.unplaced) for each in found] == [
        ("any", 0, 2),
        ("justified", 0, 0),
        ("equals", 0, 0),
    ]


def test_equals_are_placed_equally_often_over_seeds() -> None:
    seekers = [person(f"p{k}") for k in range(10)]
    result = jobmatch.solve(seekers, [job("j", vacancies=3)], POLICY)
    found = audit(result, [], seeds=200).lottery
    assert found is not None
    (row,) = found.table.to_dicts()
    assert (found.classes, found.equals, found.drawn_persons, row["persons"]) == (1, 10, 10, 10)
    assert row["share"] == pytest.approx(0.3)  # three of ten, whatever the seed
    assert found.p is not None
    assert found.p > 0.01
    assert 0.2 < row["lowest"] < 0.3 < row["highest"] < 0.4
    assert found.outside <= 2
    assert found.settled


def test_a_plan_made_by_a_rule_is_drawn_again_by_the_rule() -> None:
    seekers = [
        person(f"p{k}", arrived=str(k // 5), score=str(k // 4), priority="registered_poor" if k % 2 else "")
        for k in range(10)
    ]
    policy = {**POLICY, "choice": {"arrival": "arrived", "score": "persons.score"}}

    def drawn(solver: str) -> list[tuple[int, float]]:
        result = jobmatch.solve(seekers, [job("j", vacancies=3)], policy, solver=solver)
        found = audit(result, [], smallest=2, seeds=30).lottery
        assert found is not None
        assert found.settled
        assert found.p is None or found.p > 0.01
        return [(row["persons"], row["share"]) for row in found.table.to_dicts()]

    assert drawn("serial") == [(5, 0.6)]  # the poor go first
    by_lot = drawn("random_serial")  # a class is told apart, its chances are not
    assert [persons for persons, _ in by_lot] == [5, 5]
    assert sum(persons * share for persons, share in by_lot) == pytest.approx(3)
    first = drawn("first_come")  # the five who came first: three without a class, two with one
    assert [persons for persons, _ in first] == [3, 2]
    assert sum(persons * share for persons, share in first) == pytest.approx(3)
    # the two with the best score have places; among the next four ties go to the poor, and there to the draw
    assert drawn("deferred_persons") == [(2, 0.5)]


def test_a_draw_that_favours_somebody_is_found_out() -> None:
    rng = np.random.default_rng(1)
    held = np.full((200, 10), -1, np.int32)
    for row in held:
        chance = np.array([2.0, *[1.0] * 9])
        row[rng.choice(10, 3, replace=False, p=chance / chance.sum())] = 0
    equals = np.zeros(10, np.int32)
    p = dealt(held, equals, 5).p
    assert p is not None
    assert p < 1e-3
    held[:] = -1
    held[:, :3] = 0  # always the same ones
    same = dealt(held, equals, 5)
    assert (same.drawn_persons, same.with_equals, same.outside) == (0, 10, 10)
    assert same.p is not None
    assert same.p < 1e-100
    held[:] = 0  # everybody: there is nothing to draw for
    assert dealt(held, equals, 5).p is None


def test_cochrans_q_has_its_expectation() -> None:
    rng = np.random.default_rng(2)
    ps = []
    for _ in range(400):
        held = np.full((60, 6), -1, np.int32)
        for row in held:
            row[rng.permutation(6)[: rng.integers(1, 6)]] = 0
        ps.append(dealt(held, np.zeros(6, np.int32), 2).p)
    assert 0.03 < np.mean(np.array(ps, float) < 0.1) < 0.17
