"""Hand-made figures for the reference's rows: usages, groups, limits, classes, quotas on both lists, orders."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from budget_lists import regions
from oracle.judge import judge
from oracle.market import Market, market
from oracle.programme import best_plan
from oracle.triples import Case

SEEKERS = [
    {"person_id": "a", "home": "A11", "priority": "registered_poor", "team": "t1", "family": "2", "fund": "3.75"},
    {"person_id": "b", "home": "A12", "priority": "default", "team": "t1", "family": "", "fund": "3.75"},
    {"person_id": "c", "home": "B11", "priority": "default", "team": "", "family": "1.5", "fund": "1"},
    {"person_id": "d", "home": "A1", "priority": "registered_poor", "team": "t2", "family": "4", "fund": ""},
]
JOBS = [
    {"job_id": "x", "employer_id": "e1", "region": "A11", "vacancies": "2", "wage": "3000.0", "skills": "weld:2"},
    {"job_id": "y", "employer_id": "", "region": "B11", "vacancies": "2", "wage": "3000.0", "skills": ""},
]
SUBSIDIES = [
    {"name": "grant", "form": "fixed", "amount": 33.335, "persons": {"priority": "registered_poor"}},
    {"name": "meals", "form": "daily", "amount": 0.005},
    {"name": "fee", "form": "agency", "amount": 100.0},
    {"name": "post", "form": "monthly", "amount": 10.0, "months": 3, "pairs": {"tier": "outside"}},
]
COURSES = [
    {"name": "long", "teaches": "weld:2", "days": 30, "cost": 1800.0, "min_class": 2, "seats": 3},
    {"name": "short", "teaches": "weld:2", "days": 3, "cost": 600.0},
]


def town(**policy: Any) -> Market:
    """Four persons, a job that asks for a course, a job that does not."""
    anywhere = {"wish_regions": "*", "min_wage": "2000.0", "skills": "weld:1"}
    jobs = [{**row, "agency": agency} for row, agency in zip(JOBS, ("ag", ""), strict=True)]
    rules = {"as_of": "2016-08-29", "subsidy": SUBSIDIES, "course": COURSES, "skill": {"max_missing": 0}}
    return market(Case([{**row, **anywhere} for row in SEEKERS], jobs, regions(), {**rules, **policy}))


def rows(budget: dict[str, Any]) -> dict[str, tuple[Fraction, dict[str, Fraction]]]:
    """By group, limit and what each triple uses, triples written person-job-route."""
    given = town(budget=[{"name": "m", **budget}])
    return {
        row.group: (row.limit, {"-".join(given.triples[k].key).rstrip("-"): used for k, used in row.usage.items()})
        for row in given.budgets
        if row.constraint == "m, budget"
    }


def used(usage: str) -> dict[str, Fraction]:
    """What each triple uses."""
    return rows({"usage": usage, "limit": 1.0})[""][1]


def test_what_triples_use() -> None:
    ways = ["-x-long", "-x-short", "-y"]
    assert list(used("placements")) == [who + way for who in "abcd" for way in ways]
    assert used("grant") == {who + way: Fraction("33.34") for who in "ad" for way in ways}
    assert used("meals") == {
        f"{who}-x-{c}": Fraction(m) for who in "abcd" for c, m in (("long", "0.15"), ("short", "0.02"))
    }
    assert used("fee") == {f"{who}-x-{c}": 100 for who in "abcd" for c in ("long", "short")}
    assert used("post") == {**{f"c-x-{c}": 30 for c in ("long", "short")}, **{f"{who}-y": 30 for who in "abd"}}
    assert set(used("course_seats").values()) == {1}
    assert {key: used("course_days")[key] for key in ("a-x-long", "a-x-short")} == {"a-x-long": 30, "a-x-short": 3}
    assert set(used("course_cost")) == {f"{who}-x-{c}" for who in "abcd" for c in ("long", "short")}
    assert {key: used("persons.family").get(key) for key in ("a-y", "b-y", "c-y")} == {
        "a-y": 2,
        "b-y": None,
        "c-y": 1.5,
    }


def test_a_subsidy_goes_before_another_usage_of_its_name() -> None:
    grant = {"name": "placements", "form": "fixed", "amount": 7.0}
    given = town(subsidy=[grant], budget=[{"name": "m", "usage": "placements", "limit": 50.0}])
    assert set(given.budgets[0].usage.values()) == {7}


@pytest.mark.parametrize(
    ("usage", "limit", "rounded"),
    [
        ("grant", 66.679, "66.67"),
        ("placements", 2.9, "2"),
        ("course_days", 30.5, "30"),
        ("course_cost", 10.009, "10"),
        ("persons.family", 3.99, "3.9"),
    ],
)
def test_limits_are_rounded_down_to_the_decimals_of_the_usage(usage: str, limit: float, rounded: str) -> None:
    assert rows({"usage": usage, "limit": limit})[""][0] == Fraction(rounded)


def test_groups() -> None:
    by_county = rows({"usage": "placements", "limit": 1.0, "per": "home@county", "jobs": {"region": "B"}})
    assert {name: list(uses) for name, (_, uses) in by_county.items()} == {
        "A11": ["a-y"],
        "A12": ["b-y"],
        "B11": ["c-y"],
    }
    by_employer = rows({"usage": "placements", "limit": 1.0, "per": "employer_id", "persons": {"team": "t1"}})
    assert {name: len(uses) for name, (_, uses) in by_employer.items()} == {"e1": 4, "y": 2}
    by_course = rows({"usage": "placements", "limit": 1.0, "per": "course", "pairs": {"tier": "county"}})
    assert {name: list(uses) for name, (_, uses) in by_course.items()} == {"long": ["a-x-long"], "short": ["a-x-short"]}


def test_limits_of_groups() -> None:
    by_column = rows({"usage": "persons.family", "per": "team", "limit_column": "fund"})
    assert {name: limit for name, (limit, _) in by_column.items()} == {"t1": Fraction("3.7")}  # t2: blank, no limit
    tilted = {"usage": "grant", "per": "team", "limit_total": 100.0}
    by_class = rows({**tilted, "share_of": "default"})
    assert {name: limit for name, (limit, _) in by_class.items()} == {"t1": 100, "t2": 0}
    by_size = rows({**tilted, "share_of": "family"})
    assert {name: limit for name, (limit, _) in by_size.items()} == {"t1": Fraction("33.33"), "t2": Fraction("66.66")}


def goes(given: Market) -> list[str]:
    """Who goes where in the best plan."""
    return ["-".join(given.triples[k].key).rstrip("-") for k in best_plan(given).chosen]


def test_a_class_is_held_with_enough_or_not_at_all() -> None:
    courses = [COURSES[0], COURSES[1] | {"seats": 0}]

    def learners(**policy: Any) -> int:
        return sum("long" in way for way in goes(town(course=courses, **policy)))

    assert learners() == 2
    assert learners(budget=[{"name": "m", "usage": "course_cost", "limit": 1800.0}]) == 0  # money for one alone
    assert learners(quota=[{"name": "q", "jobs": {"job_id": "x"}, "upper": 1}]) == 0


def test_quotas_on_both_lists() -> None:
    across = {"name": "q", "persons": {"priority": "registered_poor"}, "jobs": {"region": "B"}, "lower": 2}
    assert {"a-y", "d-y"} <= set(goes(town(quota=[across])))
    barred = {"name": "r", "pairs": {"tier": "outside"}, "upper": 0}
    assert best_plan(town(quota=[across, barred])).status == "infeasible"
    soft = best_plan(town(quota=[across | {"soft": 1.5}, barred]))
    assert soft.status == "optimal"
    assert judge(town(quota=[across | {"soft": 1.5}, barred]), soft.chosen).parts["soft"] == 3


def test_orders_under_a_budget() -> None:
    budget = {"name": "m", "usage": "persons.family", "limit": 4.0}
    most = best_plan(town(budget=[budget], objective={"order": ["placed", "cost"]}))
    assert most.stages == (3,)  # all but d, whose family of 4 would leave room for b only
    poor = best_plan(town(budget=[budget | {"limit": 5.5}], objective={"order": ["placed:registered_poor", "placed"]}))
    assert poor.stages == (1, 3)
    near = best_plan(town(objective={"order": ["tier:county", "tier:prefecture", "cost"]}))
    assert near.stages == (2, 3)
