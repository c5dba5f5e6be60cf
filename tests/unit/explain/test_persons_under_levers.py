"""Persons explained where limits have prices, where they have none, and where the caller's own costs decide."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.explain import PersonExplained, explain_person, open_run
from jobmatch.scenarios import presets

SMALL = 1e-6


def solved(**levers: Any) -> jobmatch.Result:
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.004)
    return jobmatch.solve(seekers, jobs, {**policy, **levers})


def explained(result: jobmatch.Result, each: int = 3) -> list[PersonExplained]:
    """Some placed and some unmatched persons."""
    run = open_run(result)
    persons = [*result.assignment["person_id"].head(each), *result.unmatched["person_id"].head(each)]
    return [explain_person(run, person) for person in persons]


def check(found: list[PersonExplained]) -> None:
    """Nobody has anything better under the prices of an optimal plan, and all sums are sums."""
    for each in found:
        if each.place is not None:
            assert each.place.comes_to is not None
            assert each.place.comes_to <= each.unmatched_cost + SMALL
        for option in each.options:
            assert option.charges is not None
            assert option.behind is not None
            assert option.comes_to == pytest.approx(option.cost + sum(c.amount for c in option.charges), abs=SMALL)
            assert option.behind >= -SMALL


def test_quotas_have_their_part_in_what_a_place_comes_to() -> None:
    counties = {"name": "county", "per": "persons.home", "upper": 3}
    result = solved(quota=[counties])
    assert result.status is jobmatch.Status.OPTIMAL
    found = explained(result)
    check(found)
    charged = {charge.constraint for each in found for option in each.options for charge in option.charges or ()}
    assert "county, upper" in charged
    assert all(not flip.sure for each in found for flip in each.flips or ())


def test_budgets_and_courses_do_too() -> None:
    course = {"name": "sewing class", "teaches": "sewing:2", "days": 10, "cost": 500.0, "seats": 2}
    result = solved(
        subsidy=[{"name": "travel", "form": "ticket"}],
        budget=[{"name": "tickets", "usage": "travel", "limit": 500.0}],
        course=[course],
    )
    found = explained(result, each=5)
    if result.gap == 0 and result.summary.get("bound_source") != "solver":
        check(found)
    charged = {charge.constraint for each in found for option in each.options for charge in option.charges or ()}
    assert "tickets, budget" in charged


def test_an_order_of_objectives_has_no_single_prices() -> None:
    result = solved(objective={"order": ["placed:registered_poor", "cost"]})
    found = explained(result, each=3)
    assert any(option.comes_to is None for each in found for option in each.options)
    assert all(not each.flips for each in found)


def test_households_are_pointed_out() -> None:
    found = explained(solved(household={"bonus": 500.0}), each=1)
    assert all(each.household for each in found)


def test_the_callers_own_costs_leave_the_table_of_pairs_alone() -> None:
    seekers = pl.DataFrame({"person_id": ["a", "b", "c"]})
    jobs = pl.DataFrame({"job_id": ["x", "y"], "vacancies": [1, 1]})
    pairs = pl.DataFrame({"person_id": ["a", "b", "b"], "job_id": ["x", "x", "y"], "cost": [1.0, 2.0, 9.0]})
    policy = {"as_of": "2016-08-29", "unmatched": {"default": 5.0}}
    run = open_run(jobmatch.solve(seekers, jobs, policy, pairs=pairs))
    lost = explain_person(run, "b")
    assert (lost.reason, lost.eligible_jobs) == ("outbid", 2)
    assert [removal.rule for removal in lost.removals] == ["person", "pairs", "decisions"]
    assert [(option.job_id, option.cost) for option in lost.options] == [("x", 2.0), ("y", 9.0)]
    nobody = explain_person(run, "c")
    assert (nobody.eligible_jobs, nobody.options, nobody.flips) == (0, (), ())


def test_a_person_bound_by_a_decision_is_said_to_be() -> None:
    seekers = [{"person_id": f"p{k}", "home": "433124", "wish_regions": "*"} for k in range(2)]
    jobs = [{"job_id": "j", "region": "433124", "vacancies": 1, "wage": 3000.0}]
    decisions = [{"person_id": "p1", "job_id": "j", "decision": "forced"}]
    result = jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29"}, decisions=decisions)
    assert result.explain("p1").bound
    assert not result.explain("p0").bound
