"""Quotas as a part of the group's persons: which number they are, that plans keep them, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import jobmatch

POLICY = {"as_of": "2016-08-29"}


def person(key: str, **columns: Any) -> dict[str, Any]:
    return {"person_id": key, "home": "433124", "birth_date": "1990-01-01", "wish_regions": "*", **columns}


def job(key: str, **columns: Any) -> dict[str, Any]:
    return {"job_id": key, "region": "4301", "vacancies": 1, "wage": 3000.0, **columns}


def solved(quota: dict[str, Any], sizes: tuple[int, int] = (10, 7), places: int = 3, **policy: Any) -> jobmatch.Result:
    """Persons of two groups, the first of whom ask for less; five places as a rule."""
    seekers = [
        person(f"{team}{k}", team=team, min_wage=2000.0 if team == "a" else 2900.0)
        for team, size in zip("ab", sizes, strict=True)
        for k in range(size)
    ]
    jobs = [job("near", vacancies=2), job("far", region="4403", vacancies=places)]
    return jobmatch.solve(seekers, jobs, {**POLICY, "quota": [{"name": "parity", **quota}], **policy})


def placed(result: jobmatch.Result) -> tuple[int, int]:
    teams = [key[0] for key in result.assignment["person_id"]]
    return teams.count("a"), teams.count("b")


def limits(result: jobmatch.Result) -> list[tuple[str, str, int]]:
    rows = result.prices.select("constraint", "group", "limit").rows()
    return [(name, group, limit) for name, group, limit in rows if name != "vacancies"]


def test_rates_are_rounded_towards_the_strict_side() -> None:
    assert placed(solved({"lower": 0})) == (5, 0)
    result = solved({"per": "team", "lower_rate": 0.21, "upper_rate": 0.31})
    assert limits(result) == [
        ("parity, lower", "a", 3),  # 2.1
        ("parity, lower", "b", 2),  # 1.47
        ("parity, upper", "a", 3),  # 3.1
        ("parity, upper", "b", 2),  # 2.17
    ]
    assert placed(result) == (3, 2)
    assert result.verify().ok
    assert {type(price) for price in result.prices["price"]} >= {float}, "they are plain limits, with prices"


def test_decimals_count_as_written() -> None:
    # as floats 0.07 · 100 is 7.000000000000001, which would round up to 8
    result = solved({"persons": {"team": "a"}, "lower_rate": 0.07}, sizes=(100, 1), places=9)
    assert limits(result) == [("parity, lower", "", 7)]
    whole = solved({"persons": {"team": "a"}, "upper_rate": 0.03}, sizes=(100, 1))
    assert limits(whole) == [("parity, upper", "", 3)]


def test_members_are_counted_whether_or_not_they_can_be_placed() -> None:
    seekers = [person("a", status="employed"), person("b"), person("c", wish_regions=""), person("d")]
    quota = {"name": "half", "lower_rate": 0.5, "pairs": {"tier": ["outside"]}}
    result = jobmatch.solve(
        seekers, [job("j", vacancies=4), job("k", region="4403", vacancies=4)], {**POLICY, "quota": [quota]}
    )
    assert limits(result) == [("half, lower", "", 2)]
    assert result.assignment["job_id"].to_list() == ["k", "k"]
    assert result.verify().ok


def test_a_soft_rate_is_a_price() -> None:
    cheap, dear = (solved({"per": "team", "lower_rate": 0.28, "soft": price}) for price in (1.0, 1e6))
    assert placed(cheap) == (5, 0)
    assert placed(dear) == (3, 2)
    assert cheap.verify().ok
    assert cheap.summary["objective_parts"]["soft"] == 2.0
    assert dear.verify().ok


def test_the_fair_share_is_the_greatest_rate_that_all_groups_can_have() -> None:
    best = solved({"lower": 0}, objective={"order": ["fair:team", "cost"]})
    share = best.summary["stages"][0]["value"]
    assert placed(best) == (3, 2)
    assert solved({"per": "team", "lower_rate": round(share - 5e-7, 6)}).status == "optimal"
    assert solved({"per": "team", "lower_rate": round(share + 1e-2, 6)}).status == "infeasible"


def test_the_verifier_counts_the_members_itself(tmp_path: Path) -> None:
    solved({"per": "team", "lower_rate": 0.2}).save(tmp_path / "run")
    policy = tmp_path / "run" / "inputs" / "policy.json"
    document = json.loads(policy.read_text(encoding="utf-8"))
    assert document["quota"][0]["lower_rate"] == 0.2
    document["quota"][0]["lower_rate"] = 0.31
    policy.write_text(json.dumps(document), encoding="utf-8")
    report = jobmatch.verify(tmp_path / "run")
    assert not report.ok
    assert "parity" in str(report)


@pytest.mark.parametrize(
    ("quota", "told"),
    [
        ({"per": "jobs.region", "lower_rate": 0.5}, "per names a column of the jobs"),
        ({"per": "team", "lower_rate": 0.5, "lower": 1}, "only one of lower, lower_rate"),
        ({"per": "team", "lower_rate": 0.5, "upper_rate": 0.4}, "lower 0.5 is above upper 0.4"),
        (
            {"per": "team", "lower_rate": 0.35, "upper_rate": 0.39},
            "group 'a': the lower limit 4 is above the upper one 3",
        ),
        ({"per": "team", "upper_rate": 1.5}, "upper_rate"),
    ],
)
def test_what_cannot_be_is_refused(quota: dict[str, Any], told: str) -> None:
    with pytest.raises(jobmatch.PolicyError, match=told):
        solved(quota)
