"""Random tiny instances for `block_problems`: rules and terms of `random_cases`, and levers that cross lists."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random
from typing import Any

from block_problems import Problem

from jobmatch.policy import load_policy
from mutation.make_run import policy_text
from mutation.random_cases import random_instance


def random_problem(seed: int, *, shares: bool = False) -> Problem:
    """The instance of a seed; with shares or all or none, if asked for, so that it is solved by cases."""
    rng = Random(f"block {seed}")
    base = random_instance(seed, every_form=True)
    seekers = [dict(person) for person in base.seekers[: rng.choice([3, 4])]]
    jobs = [dict(job) for job in base.jobs[:3]]
    priced = base.cost_decimals is not None
    for p, person in enumerate(seekers):
        person.update(household_id=f"h{p // 2}", village=rng.choice("vw"), heads=rng.choice(["", "1", "2.50"]))
        person["cap"] = {"v": "60.555", "w": ""}[person["village"]]
        if rng.random() < 0.8:
            person.update(wish_regions="*;A", wish_job_types="", status="looking", age="40", birth_date="")
            person.update(max_tier="outside", available_from="", min_wage="1500.0")
    for job in jobs:
        job.update(employer_id=rng.choice(["e", "f"]), vacancies=rng.choice(["1", "1", "2"]), beds=rng.choice("0123"))
        job.update(skills=rng.choice(["", "S:2", "S:3", "S:2;T:2"]), contract="true", insurance="true")
        job["wage"] = rng.choice(["2500.0", "3333.33"])
        easy = rng.random() < 0.8
        for column, cell in (("min_age", ""), ("max_age", ""), ("job_type", "sewing")):
            job[column] = cell if easy else job.get(column, cell)
    listed = {person["person_id"] for person in seekers}, {job["job_id"] for job in jobs}
    pairs = None
    if base.pairs is not None:
        pairs = [
            {**row, "travel": rng.choice(["", "12.5", "30", "7.125"])}
            for row in base.pairs
            if row["person_id"] in listed[0] and row["job_id"] in listed[1]
        ]
        if not pairs:
            return random_problem(seed + 100_000, shares=shares)
    policy = json.loads(policy_text(base.policy))
    _household(policy, seekers, rng, together=not shares)
    if not priced:
        _courses(policy, rng)
    seekers[0]["priority"] = "poor"  # a class that a budget is shared out by must occur
    _budgets(policy, rng, priced=priced, pairs=pairs is not None)
    _quotas(policy, rng, shares=shares)
    if rng.random() < 0.5:
        stages = ["placed", "placed:poor", "households", *([] if priced else ["tier:prefecture", "tier:province"])]
        policy["objective"]["order"] = rng.sample(stages, rng.choice([1, 2]))
    decisions = [
        row for row in base.decisions or () if row["person_id"] in listed[0] and row["job_id"] in listed[1]
    ] or None
    case = replace(
        base,
        seekers=seekers,
        jobs=jobs,
        pairs=pairs,
        policy=load_policy(policy),
        decisions=decisions,
    )
    if rng.random() < 0.3:
        at = rng.sample(["P0", "P1", "P2", "gone"], 3)
        plan = [{"person_id": person, "job_id": rng.choice(["J0", "J1", "J2", "closed"])} for person in sorted(at)]
        case = replace(case, plan=plan)
    problem = Problem(case)
    if problem.costs and rng.random() < 0.3:
        p, j, _ = rng.choice(list(problem.costs))
        row = {"person_id": seekers[p]["person_id"], "job_id": jobs[j]["job_id"], "decision": "forced", "reason": ""}
        problem = Problem(replace(case, decisions=[*(decisions or ()), row]))
    return problem


def _household(policy: dict[str, Any], seekers: list[dict[str, str]], rng: Random, *, together: bool) -> None:
    if rng.random() < 0.4:
        policy["household"].update(bonus=rng.choice([0.0, 33.3]), max_out=rng.choice([None, 1, 1]))
    if rng.random() < 0.25 and together:
        policy["household"]["together"] = "employer"
        for p, person in enumerate(seekers):
            person["together_id"] = f"t{p // 2}" if rng.random() < 0.8 else ""


def _courses(policy: dict[str, Any], rng: Random) -> None:
    courses = [
        {"name": "basic", "teaches": "S:2", "days": 30, "cost": 1800.55, "seats": rng.choice([None, 0, 1, 2])},
        {"name": "more", "teaches": "S:3;T:1", "days": 12, "cost": 600.0, "weight": 0.25, "ordered_by": "e"},
        {"name": "near", "teaches": "T:2", "days": 7, "cost": 99.99, "region": rng.choice(["A11", "A111", "A", "B1"])},
        {"name": "at work", "teaches": "S:4", "days": 9, "stage": "in-post", "region": rng.choice("AB"), "cost": 50.0},
        {"name": "class", "teaches": "S:3", "days": 3, "min_class": 2, "stage": "change-of-post"},
    ]
    policy["course"] = rng.sample(courses, rng.choice([0, 2, 4]))
    policy["skill"]["max_missing"] = rng.choice([0, 1])
    policy["skill"]["absent"] = rng.random() < 0.4
    policy["skill"]["course_day"] = rng.choice([20.0, 7.505])


def _budgets(policy: dict[str, Any], rng: Random, *, priced: bool, pairs: bool) -> None:
    budgets: list[dict[str, Any]] = [
        {"usage": "placements", "limit": 1.0, "per": "persons.village", "jobs": {"employer_id": "e"}},
        {"usage": "persons.heads", "limit": 3.25, "per": "jobs.employer_id"},
        {"usage": "jobs.beds", "limit_column": "cap", "per": "persons.village", "pairs": {"tier": ["outside"]}},
        {"usage": "jobs.beds", "limit_total": 4.0, "share_of": "poor", "per": "persons.home@county"},
        {"usage": "placements", "limit_total": 5.5, "share_of": "heads", "per": "persons.village"},
    ]
    if pairs:
        budgets += [{"usage": "travel", "limit": 30.1}, {"usage": "travel", "limit": 12.5, "per": "jobs.job_id"}]
    if not priced:
        budgets += [{"usage": subsidy["name"], "limit": rng.choice([50.0, 700.005])} for subsidy in policy["subsidy"]]
        budgets += [
            {"usage": "course_cost", "limit": 2000.0},
            {"usage": "course_days", "limit": 31.0, "persons": {"village": "v"}},
            {"usage": "course_seats", "limit": 1.0, "per": "course"},
            {"usage": "course_days", "limit": 30.0, "per": "course", "jobs": {"employer_id": "e"}},
        ]
    chosen = rng.sample(budgets, rng.choice([1, 2, 4]))
    policy["budget"] = [{"name": f"b{at}", **budget} for at, budget in enumerate(chosen)]


def _quotas(policy: dict[str, Any], rng: Random, *, shares: bool) -> None:
    quotas: list[dict[str, Any]] = [
        {"name": "both", "persons": {"village": "v"}, "jobs": {"employer_id": "e"}, "upper": 1},
        {"name": "least", "persons": {"village": "w"}, "jobs": {"employer_id": "f"}, "lower": 1, "soft": 40.5},
        {"name": "firm", "per": "jobs.employer_id", "upper": 1, "soft": rng.choice([None, 66.6])},
        {"name": "village", "per": "persons.village", "lower": 1},
        {"name": "far", "pairs": {"tier": ["outside", "province"]}, "upper": 1},
    ]
    policy["quota"] = rng.sample(quotas, rng.choice([0, 1, 2]))
    if shares:
        policy["quota"] += rng.sample(
            [
                {"name": "part", "persons": {"village": "v"}, "jobs": {"employer_id": "e"}, "lower_share": 0.3},
                {"name": "most", "per": "persons.village", "upper_share": 0.5},
                {"name": "shift", "per": "jobs.employer_id", "lower": 2, "all_or_none": True},
            ],
            1,
        )
