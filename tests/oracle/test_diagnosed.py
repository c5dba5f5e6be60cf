"""Diagnoses against all plans there are: repairs are minimal, and sets of too many persons are such sets."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

import jobmatch
from jobmatch.explain import diagnose

CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]

HOMES = ("433124", "433101")
REGIONS = ("4403", "4301")

SEEKERS = st.lists(
    st.fixed_dictionaries(
        {
            "home": st.sampled_from(HOMES),
            "birth_date": st.just("1990-01-01"),
            "wish_regions": st.sampled_from(("4403", "4301", "4403;4301", "")),
        }
    ),
    min_size=2,
    max_size=5,
)
JOBS = st.lists(
    st.fixed_dictionaries(
        {"region": st.sampled_from(REGIONS), "vacancies": st.integers(0, 2), "wage": st.sampled_from((2500.0, 4000.0))}
    ),
    min_size=1,
    max_size=3,
)
QUOTAS = st.lists(
    st.fixed_dictionaries(
        {
            "group": st.sampled_from(
                [*({"persons": {"home": home}} for home in HOMES), *({"jobs": {"region": r}} for r in REGIONS), {}]
            ),
            "limits": st.sampled_from(
                ({"lower": 1}, {"lower": 3}, {"upper": 0}, {"upper": 1}, {"lower": 1, "upper": 1})
            ),
            "rigidity": st.sampled_from((1.0, 1.0, 2.5)),
        }
    ),
    min_size=1,
    max_size=3,
)


def lists(seekers: list[dict[str, Any]], jobs: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], ...]:
    return (
        [{"person_id": f"p{k}", **row} for k, row in enumerate(seekers)],
        [{"job_id": f"j{k}", **row} for k, row in enumerate(jobs)],
    )


def inside(quota: dict[str, Any], person: dict[str, Any], job: dict[str, Any]) -> bool:
    home, region = quota.get("persons", {}).get("home"), quota.get("jobs", {}).get("region")
    return home in (None, person["home"]) and region in (None, job["region"])


def least_broken(
    persons: list[dict[str, Any]], jobs: list[dict[str, Any]], pairs: set[tuple[str, str]], quotas: list[dict[str, Any]]
) -> float:
    """The least sum of rigidity times units broken, over all plans."""
    options = [[None, *(job for job in jobs if (p["person_id"], job["job_id"]) in pairs)] for p in persons]
    best = np.inf
    for plan in product(*options):
        if any(sum(job is each for job in plan) > each["vacancies"] for each in jobs):
            continue
        total = 0.0
        for quota in quotas:
            count = sum(job is not None and inside(quota, p, job) for p, job in zip(persons, plan, strict=True))
            short, over = quota.get("lower", 0) - count, count - quota.get("upper", len(persons))
            total += quota["rigidity"] * (max(0, short) + max(0, over))
        best = min(best, total)
    return float(best)


@given(SEEKERS, JOBS, QUOTAS)
@settings(max_examples=60, deadline=None, suppress_health_check=CALM)
def test_a_repair_is_the_least_there_is(
    seekers: list[dict[str, Any]], jobs: list[dict[str, Any]], quotas: list[dict[str, Any]]
) -> None:
    persons, posts = lists(seekers, jobs)
    named = [
        {"name": f"q{k}", **each["group"], **each["limits"], "rigidity": each["rigidity"]}
        for k, each in enumerate(quotas)
    ]
    policy = {"as_of": "2016-08-29", "quota": named}
    found = diagnose(persons, posts, policy)
    pairs = jobmatch.eligible_pairs(persons, posts, {"as_of": "2016-08-29"})
    least = least_broken(persons, posts, set(pairs.select("person_id", "job_id").iter_rows()), named)
    if least == 0:
        assert found.result.plan is not None
        assert (found.clash, found.repair) == ((), None)
        return
    assert found.result.status is jobmatch.Status.INFEASIBLE
    assert found.clash
    assert found.repair is not None
    assert found.repair.proven
    assert found.repair.total == pytest.approx(least)
    moved = {(change.constraint, change.group): change for change in found.repair.changes}
    given_way = []
    for quota in named:
        eased = dict(quota)
        for side in ("lower", "upper"):
            change = moved.get((f"{quota['name']}, {side}", ""))
            if change is not None:
                assert change.limit == quota[side]
                eased[side] = int(change.becomes)
        given_way.append(eased)
    assert jobmatch.solve(persons, posts, {**policy, "quota": given_way}).status is jobmatch.Status.OPTIMAL


@given(SEEKERS, JOBS)
@settings(max_examples=60, deadline=None, suppress_health_check=CALM)
def test_who_must_stay_must_stay_in_every_plan(seekers: list[dict[str, Any]], jobs: list[dict[str, Any]]) -> None:
    persons, posts = lists(seekers, jobs)
    found = diagnose(persons, posts, {"as_of": "2016-08-29"}).shortages
    pairs = jobmatch.eligible_pairs(persons, posts, {"as_of": "2016-08-29"})
    places = [(job["job_id"], k) for job in posts for k in range(job["vacancies"])]
    able = pairs["person_id"].unique().to_list()
    edges = set(pairs.select("person_id", "job_id").iter_rows())
    matrix = np.array([[(person, job) in edges for job, _ in places] for person in able], bool)
    most = 0
    if matrix.size:
        most = int((maximum_bipartite_matching(csr_array(matrix), perm_type="column") >= 0).sum())
    assert sum(each.must_stay for each in found) == len(able) - most
    for each in found:
        assert each.must_stay == each.persons - each.vacancies > 0
        assert sum(number for _, number in each.homes) == each.persons


def test_budgets_say_what_would_be_spent() -> None:
    """Three must go at 500 each, and there are 1,200 yuan; who is dearer to place does not matter."""
    persons = [{"person_id": f"p{k}", "home": "433124", "wish_regions": "*"} for k in range(5)]
    jobs = [{"job_id": "j", "region": "433124", "vacancies": 4, "wage": 3000.0}]
    levers: dict[str, Any] = {
        "subsidy": [{"name": "grant", "form": "fixed", "amount": 500.0}],
        "budget": [{"name": "purse", "usage": "grant", "limit": 1200.0}],
        "quota": [{"name": "all", "lower": 3}],
    }
    found = diagnose(persons, jobs, {"as_of": "2016-08-29", **levers})
    assert [(each.constraint, each.becomes) for each in found.budgets] == [("purse, budget", 1500.0)]
    assert found.repair is not None
    assert [(each.constraint, each.becomes) for each in found.repair.changes] == [("all, lower", 2.0)]


def test_what_no_quota_can_mend_is_said() -> None:
    persons = [{"person_id": f"p{k}", "home": "433124", "wish_regions": "*"} for k in range(2)]
    jobs = [{"job_id": "j", "region": "433124", "vacancies": 2, "wage": 3000.0}]
    forced = [{"person_id": f"p{k}", "job_id": "j", "decision": "forced"} for k in range(2)]
    policy = {
        "as_of": "2016-08-29",
        "subsidy": [{"name": "grant", "form": "fixed", "amount": 500.0}],
        "budget": [{"name": "purse", "usage": "grant", "limit": 600.0}],
    }
    found = diagnose(persons, jobs, policy, decisions=pl.DataFrame(forced))
    assert found.result.status is jobmatch.Status.INFEASIBLE
    assert found.repair is None
    assert [(each.limit, each.becomes) for each in found.budgets] == [(600.0, 1000.0)]
