"""What is proven by cases and stages can be told to the end: duals of all placements, orders of many stages."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.engine import alone as alone_module

SEEKERS = pl.DataFrame(
    {
        "person_id": list("abcdef"),
        "home": ["433124"] * 6,
        "household_id": list("xxyyzz"),
        "together_id": ["t", "t", "", "", "", ""],
        "wish_regions": ["*"] * 6,
        "min_wage": [1000] * 6,
        "age": [30] * 6,
        "priority": ["registered_poor", "default"] * 3,
    }
)
JOBS = pl.DataFrame(
    {
        "job_id": ["x", "y", "z"],
        "region": ["433124", "4403", "4401"],
        "vacancies": [1, 2, 2],
        "wage": [2000, 3000, 2500],
    }
)


def solve(**levers: Any) -> jobmatch.Result:
    return jobmatch.solve(SEEKERS, JOBS, {"as_of": "2016-08-29", **levers})


def test_the_dual_of_all_placements_may_have_either_sign() -> None:
    costs = [("p1", "j3", 1954.0), ("p2", "j3", 653.0), ("p3", "j2", 144.0), ("p4", "j3", 508.0), ("p5", "j1", 73.0)]
    costs += [
        ("p6", "j1", 707.0),
        ("p7", "j1", 2623.0),
        ("p8", "j2", 1407.0),
        ("p9", "j0", 740.0),
        ("p10", "j0", 440.0),
    ]
    seekers = pl.DataFrame({"person_id": [f"p{k}" for k in range(1, 11)], "home": ["433124"] * 10})
    firms = ["e1", "e1", "e0", "e0"]
    jobs = pl.DataFrame(
        {"job_id": ["j0", "j1", "j2", "j3"], "region": ["440305"] * 4, "vacancies": [2, 3, 2, 3], "employer_id": firms}
    )
    pairs = pl.DataFrame(costs, schema=["person_id", "job_id", "cost"], orient="row")
    quota = {"name": "q", "lower_share": 0.2, "upper_share": 0.3, "per": "jobs.employer_id", "soft": 10.0}
    result = jobmatch.solve(seekers, jobs, {"quota": [quota]}, pairs=pairs)
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.certificate is not None
    assert (result.certificate.filter(constraint="placed")["cost"] < 0).any()
    assert result.verify().ok


@pytest.mark.parametrize("order", [["local", "placed"], ["placed:registered_poor", "local", "households", "placed"]])
def test_many_stages_fit(order: list[str]) -> None:
    result = solve(objective={"order": order})
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.verify().ok


def test_an_interrupt_while_stages_are_looked_at_alone_keeps_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(alone_module, "_best", interrupted)
    result = solve(objective={"order": ["placed:registered_poor", "households"]})
    assert result.status is jobmatch.Status.OPTIMAL
    assert [stage["alone"] for stage in result.summary["stages"]] == [3, None, None]
    assert result.verify().ok


def test_a_share_that_nothing_is_known_of_has_no_bound() -> None:
    policy = {"as_of": "2016-08-29", "objective": {"order": ["fair:persons.household_id"]}}
    result = jobmatch.solve(SEEKERS, JOBS, policy, time_limit=0)
    assert result.summary["stages"][0]["bound"] is None
    assert result.verify().ok


def test_a_limit_of_households_may_be_larger_than_any_household() -> None:
    result = solve(household={"max_out": 10**12, "bonus": 100.0, "together": "region@prefecture"})
    assert result.plan is not None
    assert result.verify().ok
    with pytest.raises(jobmatch.PolicyError, match="max_out"):
        solve(household={"max_out": 10**20})
