"""Tiny random instances that use every rule and every term, with figures that make rounding matter."""

from __future__ import annotations

from random import Random
from typing import Any

from jobmatch.policy import load_policy
from mutation.reference import Instance

REGIONS = [
    ("0", "", "country", "", ""),
    ("A", "0", "province", "110.1", "28.2"),
    ("A1", "A", "prefecture", "", ""),
    ("A11", "A1", "county", "109.4", "28.5"),
    ("A111", "A11", "township", "", ""),
    ("A112", "A11", "township", "109.5", "28.61"),
    ("A1111", "A111", "village", "", ""),
    ("A12", "A1", "county", "", ""),
    ("A13", "A1", "county", "", ""),
    ("A2", "A", "prefecture", "112.9", "28.2"),
    ("A21", "A2", "county", "", ""),
    ("B", "0", "province", "113.3", "23.1"),
    ("B1", "B", "prefecture", "114.06", "22.55"),
    ("B11", "B1", "county", "114.1", "22.6"),
    ("C", "", "province", "", ""),
    ("C1", "C", "county", "", ""),
]
HOMES = ["A11", "A111", "A1111", "A112", "A12", "A13", "A1", "A21", "B11", "C1"]
WORK = ["A11", "A112", "A12", "A1", "A21", "A2", "B1", "B11", "B", "C1"]
WISHES = ["*", "0", "A", "A1", "A11", "A2", "B", "B1", "B11", "C", "A112"]
TYPES = ["sewing", "welding", "driving"]


def random_instance(seed: int, *, every_form: bool = False) -> Instance:
    """The instance of a seed; with subsidies of every form, and all that these can relieve, if asked for."""
    rng = Random(seed)
    mode = rng.choice(["plain", "plain", "plain", "plain", "pairs", "cost"])
    seekers = [_person(rng, i) for i in range(rng.randint(5, 8))]
    jobs = [_job(rng, i) for i in range(rng.randint(3, 4))]
    for rows, optional in (
        (seekers, ("birth_date", "age", "wish_wage", "max_tier", "status", "available_from", "skills", "priority")),
        (jobs, ("contract", "insurance", "stay", "skills", "min_age", "max_age", "start_date", "job_type")),
    ):
        for column in rng.sample(optional, rng.choice([0, 0, 1, 3])):
            for row in rows:
                row.pop(column, None)
    policy = _policy(rng)
    _subsidise(policy, jobs if every_form else [], Random(f"subsidies {seed}"))
    every = [(p["person_id"], j["job_id"]) for p in seekers for j in jobs]
    pairs = decisions = distances = extra = None
    cost_decimals = None
    if mode != "plain":
        chosen = rng.sample(every, rng.randint(len(every) // 2, len(every)))
        pairs = [{"person_id": p, "job_id": j} for p, j in chosen]
        cost_decimals = rng.choice([0, 1, 3, 9]) if mode == "cost" else None
        for row in pairs:
            if cost_decimals is not None:
                row["cost"] = repr(
                    rng.choice([-1, 1, 1, 1]) * rng.randint(0, 25 * 10**cost_decimals) / 10**cost_decimals
                )
                row["stay"] = "0.3"
            else:
                row["extra"] = rng.choice(["", "12.345", "-3.005", "40.0"])
                row["stay"] = rng.choice(["", "0.333", "1.0"])
        if mode == "cost":
            policy["unmatched"] = {"default": rng.choice([5.0, 10.125, 20.0]), "poor": 15.5}
    if rng.random() < 0.3:
        words = ["forbidden", "declined"]
        decisions = [
            {"person_id": p, "job_id": j, "decision": rng.choice(words), "reason": ""} for p, j in rng.sample(every, 3)
        ]
    if rng.random() < 0.4 and mode != "cost":
        ends = rng.sample(
            [(a, b) for a in ("A1", "A11", "A", "A2", "A12", "A1111") for b in ("A2", "A21", "B", "B1")], 4
        )
        distances = [{"from": a, "to": b, "km": rng.choice(["120.5", "80.0", "999.49"])} for a, b in ends]
        distances += [{"from": b, "to": a, "km": "77.0"} for a, b in ends[:1] if (b, a) not in ends]
        policy["distance"]["table"] = "distances.csv"
    if rng.random() < 0.3 and mode == "plain":
        classes = {(rng.choice(["poor", "default", ""]), rng.choice(HOMES), rng.choice(WORK)) for _ in range(6)}
        extra = [
            {"persons.priority": a, "persons.home": b, "jobs.region": c, "value": rng.choice(["100.005", "-20.0", "7"])}
            for a, b, c in classes
            if "priority" in seekers[0] and a != ""
        ] or None
        if extra:
            policy["extra"]["table"] = "extra.csv"
    keys = ("code", "parent", "level", "name", "lon", "lat")
    regions = [dict(zip(keys, (c, p, lv, f"name {c}", lon, lat), strict=True)) for c, p, lv, lon, lat in REGIONS]
    return Instance(seekers, jobs, regions, load_policy(policy), pairs, decisions, distances, extra, cost_decimals)


def _subsidise(policy: dict[str, Any], jobs: list[dict[str, str]], rng: Random) -> None:
    """Further subsidies: of all forms, relieving what they can; none without jobs."""
    if not jobs:
        return
    subsidies = [
        {"name": "g", "form": "ticket", "relieves": "distance", "share": 0.9, "cap": 90.0, "persons": {"home": "A1"}},
        {"name": "h", "form": "fixed", "amount": 100.05, "relieves": "distance", "pairs": {"tier": "outside"}},
        {"name": "i", "form": "monthly", "amount": 200.335, "months": 5, "relieves": "wage", "weight": 0.2},
        {"name": "j", "form": "ticket", "share": 1.0, "relieves": "wage", "trips": 20.0, "jobs": {"wage": 2500}},
        {"name": "k", "form": "agency", "amount": 300.0, "weight": 1.0},
        {"name": "l", "form": "daily", "amount": 7.0, "weight": 1.0, "relieves": "course"},
    ]
    policy["subsidy"] += rng.sample(subsidies, rng.choice([0, 1, 3, 6]))
    if rng.random() < 0.5:
        for job in jobs:
            job["agency"] = rng.choice(["", "X", "Y"])


def _person(rng: Random, i: int) -> dict[str, str]:
    least = rng.choice(["", "1500.0", "2000.0", "2111.11", "2500.5", "3000.33", "3333.33"])
    return {
        "person_id": f"P{i}",
        "home": rng.choice(HOMES),
        "birth_date": rng.choice(["", "", "1980-02-29", "1980-02-29", "2000-08-29", "2000-08-30", "1960-01-01"]),
        "age": rng.choice(["", "", "15", "16", "40", "40", "40"]),
        "skills": rng.choice(["", "S:1", "S:1", "S:3", "S:2;T:1", "T:2;U:4", "S:1;T:1;U:4"]),
        "min_wage": least,
        "wish_wage": rng.choice(["", "", "4000.0", "3999.99"]),
        "wish_regions": ";".join(rng.sample([*WISHES, "*"], rng.choice([0, 1, 2, 3, 4, 5, 6, 6]))),
        "wish_job_types": ";".join(rng.sample([*TYPES, "*"], rng.choice([0, 0, 0, 2, 3, 3]))),
        "max_tier": rng.choice(["", "", "", "outside", "outside", "province", "prefecture", "county"]),
        "priority": rng.choice(["default", "poor", "other"]),
        "status": rng.choice(["looking", "looking", "looking", "looking", "looking", "", "employed"]),
        "available_from": rng.choice(["", "2016-09-01", "2016-10-01", "1969-05-01"]),
        "hobby": rng.choice(["", "chess", "7"]),
    }


def _job(rng: Random, i: int) -> dict[str, str]:
    return {
        "job_id": f"J{i}",
        "region": rng.choice(WORK),
        "job_type": rng.choice([*TYPES, "sewing", ""]),
        "vacancies": str(rng.choice([0, 1, 1, 1, 1, 2])),
        "wage": rng.choice(["", "2500.0", "2800.55", "3333.33", "4000.0"]),
        "skills": rng.choice(["", "", "", "S:2", "S:2", "S:3", "S:1;T:2", "U:5"]),
        "contract": rng.choice([*["true"] * 12, "false", ""]),
        "insurance": rng.choice([*["true"] * 12, "false", ""]),
        "min_age": rng.choice(["", "", "18"]),
        "max_age": rng.choice(["", "", "45"]),
        "start_date": rng.choice(["", "", "2016-09-15", "1969-06-01"]),
        "stay": rng.choice(["", "0.81", "0.333333", "1.0"]),
    }


def _policy(rng: Random) -> dict[str, Any]:
    subsidies = [
        {"name": "a", "form": "fixed", "amount": 1000.0, "weight": 0.5, "persons": {"home": ["A1", "C"]}},
        {"name": "b", "form": "monthly", "amount": 33.335, "weight": -1.0, "jobs": {"wage": [2500, 4000.0]}},
        {"name": "c", "form": "ticket", "weight": 1.0, "cap": 150.0, "pairs": {"tier": ["province", "outside"]}},
        {"name": "d", "form": "ticket", "weight": 0.77, "share": 0.3, "trips": 3.0, "jobs": {"region": "B"}},
        {"name": "e", "form": "fixed", "amount": 77.7, "weight": 1.0, "persons": {"hobby": ["chess", "7"]}},
        {"name": "f", "form": "fixed", "amount": 5.0, "weight": 1.0, "persons": {"priority": "poor"}},
    ]
    return {
        "as_of": "2016-08-29",
        "horizon_months": rng.choice([12, 7]),
        "quantum": rng.choice([0.01, 0.01, 1.0, 0.1, 1e-6]),
        "rules": {
            "home_county": rng.random() < 0.4,
            "wage_tolerance": rng.choice([0.0, 0.0, 300.5]),
            "unknown_wage": rng.random() < 0.5,
            "contract": rng.random() < 0.6,
            "insurance": rng.random() < 0.6,
            "looking": rng.choice([["looking"], ["looking", "employed"]]),
        },
        "unmatched": {"default": rng.choice([20000.0, 700.0, 300.005]), "poor": 30000.0},
        "skill": {
            "weight": rng.choice([300.0, 33.335]),
            "weights": {"T": 123.456789},
            "max_missing": rng.choice([0, 1, 2]),
            "absent": rng.random() < 0.5,
            "substitute": rng.choice([[], [{"have": "U", "for": "S", "loss": 2}, {"have": "T", "for": "S"}]]),
        },
        "wage": {"weight": rng.choice([1.0, 0.5, 0.333333]), "wish_ratio": rng.choice([1.2, 1.234567, 0.0])},
        "distance": {"weight": rng.choice([1.0, 0.7, 0.0]), "detour": rng.choice([1.2, 1.33])},
        "tier": {"county": rng.choice([0.0, -5.555]), "prefecture": 50.005},
        "preference": {"region_step": rng.choice([50.0, 0.005, 12.345]), "type_step": 33.335},
        "retention": {"loss": rng.choice([3000.0, 1000.01])},
        "extra": {"weight": rng.choice([1.0, -0.5])},
        "subsidy": rng.sample(subsidies, rng.choice([0, 0, 1, 3])),
    }
