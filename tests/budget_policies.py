"""Random cases with budgets, courses, and quotas on both lists, in which the levers often bind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import polars as pl
from hypothesis import strategies as st

from budget_lists import Rows, draw_jobs, draw_pairs, draw_seekers, regions
from jobmatch.policy.levers import Budget
from oracle.budget_rows import limits, rounded_down, usage
from oracle.grouping import groups
from oracle.triples import Case, Triple, eligible_triples

Policy = dict[str, Any]

_SUBSIDIES: tuple[Policy, ...] = (
    {"name": "travel", "form": "ticket", "cap": 120.0, "relieves": "distance"},
    {
        "name": "ticket home",
        "form": "ticket",
        "share": 0.333,
        "trips": 3.0,
        "weight": 0.5,
        "pairs": {"tier": "outside"},
    },
    {"name": "post", "form": "monthly", "amount": 33.335, "relieves": "wage", "persons": {"home": "A1"}},
    {"name": "insurance", "form": "monthly", "amount": 20.0, "months": 3, "weight": -0.25},
    {"name": "grant", "form": "fixed", "amount": 500.0, "persons": {"priority": "registered_poor"}},
    {"name": "move", "form": "fixed", "amount": 150.5, "relieves": "distance", "jobs": {"region": ["A2", "B"]}},
    {"name": "meals", "form": "daily", "amount": 12.345, "relieves": "course"},
    {"name": "stipend", "form": "daily", "amount": 8.0, "weight": 1.0, "persons": {"team": ["t1", "t2"]}},
    {"name": "head money", "form": "agency", "amount": 300.0, "jobs": {"vacancies": [1, 2, 3]}},
)
_PERSONS: tuple[Policy, ...] = (
    {"home": "A11"},
    {"home": ["A12", "A2"]},
    {"priority": "registered_poor"},
    {"team": "t1"},
)
_JOBS: tuple[Policy, ...] = ({"region": "B"}, {"region": ["A11", "A2"]}, {"job_type": "welder"}, {"crew": "c1"})
_TIERS: tuple[Policy, ...] = ({"tier": "outside"}, {"tier": ["county", "prefecture"]})
_PER = {
    "persons": ("persons.home@county", "home@prefecture", "team", "persons.priority"),
    "jobs": ("jobs.employer_id", "region@province", "crew", "job_id"),
}


def _some(rng: Random, chance: float, values: tuple[Policy, ...]) -> Policy:
    return rng.choice(values) if rng.random() < chance else {}


def _group(rng: Random, plain: bool) -> Policy:
    """Predicates on persons, jobs and tiers; `plain`: the pairs file gives the costs, and there are no tiers."""
    found = {
        "persons": _some(rng, 0.45, _PERSONS),
        "jobs": _some(rng, 0.45, _JOBS),
        "pairs": {} if plain else _some(rng, 0.25, _TIERS),
    }
    return {key: value for key, value in found.items() if value}


def _courses(rng: Random, jobs: Rows) -> list[Policy]:
    required = sorted({part.partition(":")[0] for row in jobs for part in row["skills"].split(";") if part})
    found: list[Policy] = []
    for k in range(rng.choice([0, 1, 2, 3]) if required else 0):
        skills = rng.sample(required, rng.randint(1, min(2, len(required))))
        course: Policy = {
            "name": f"course {k}",
            "teaches": ";".join(f"{code}:{rng.randint(1, 3)}" for code in skills),
            "days": rng.choice([0, 5, 30]),
            "cost": rng.choice([0.0, 600.0, 1800.55]),
        }
        optional: Policy = {
            "seats": rng.choice([0, 1, 2, 4]),
            "min_class": rng.choice([2, 3, 4]),
            "region": rng.choice(["A11", "A111", "A1", "A", "B11"]),
            "ordered_by": rng.choice([row["employer_id"] or row["job_id"] for row in jobs]),
            "stage": rng.choice(["pre-job", "in-post", "change-of-post"]),
            "weight": rng.choice([1.0, 0.5]),
        }
        course |= {key: value for key, value in optional.items() if rng.random() < 0.4}
        if course.get("min_class", 0) > course.get("seats", 9):
            del course["min_class"]
        found.append(course)
    return found


_OF_COURSES = ("course_seats", "course_days", "course_cost")


def _usages(case: Case) -> tuple[list[str], list[str]]:
    """What budgets can count: anything, and what comes from courses."""
    daily = [subsidy["name"] for subsidy in case.policy["subsidy"] if subsidy["form"] == "daily"]
    of_courses = [*_OF_COURSES, *daily] if case.policy["course"] else []
    names = ["placements", "persons.family", "persons.debt", "jobs.fee", "jobs.room", *of_courses]
    if case.pairs:
        names += ["hours", "load"] * 2
    other = [subsidy["name"] for subsidy in case.policy["subsidy"] if subsidy["name"] not in daily]
    return names + other * 2, of_courses


def _budget(rng: Random, k: int, case: Case, triples: list[Triple]) -> Policy:
    names, of_courses = _usages(case)
    name = rng.choice(names)
    budget: Policy = {"name": f"budget {k}", "usage": name, **_group(rng, case.has_costs)}
    kind = rng.choice(["total", "total", "per", "per", "column", "share"])
    if kind == "column":
        per, column = rng.choice([("team", "fund"), ("jobs.crew", "beds"), ("jobs.job_id", "room")])
        return budget | {"per": per, "limit_column": column}
    use, decimals, _ = usage(case, name)
    most: dict[str, Fraction] = {}
    for triple in triples:
        most[triple.person] = max(most.get(triple.person, Fraction(0)), use(triple))
    part = Fraction(rng.randint(0, 12), 32 if kind == "per" else 16)
    limit = float(rounded_down(sum(most.values(), Fraction(0)) * part, min(decimals + 1, 6)))
    if kind == "per":
        per = rng.choice([*_PER["persons"], *_PER["jobs"], *["course"] * (3 * (name in of_courses))])
        return budget | {"per": per, "limit": limit}
    if kind == "share":
        there = sorted({row["priority"] for row in case.seekers})
        shares = {"limit_total": limit, "share_of": rng.choice([*there, "family", "debt"])}
        tilted = budget | {"per": rng.choice(_PER["persons"]), **shares}
        table = Budget.model_validate(tilted)
        if any(limits(case, table, groups(case, triples, table))):  # somebody counts
            return tilted
    return budget | {"limit": limit}


def _on_one_list(quota: Policy) -> Policy:
    """The quota without what splits the other list: shares, and all or none, are for groups on one list."""
    other = "jobs" if quota.get("per") in _PER["persons"] or ("per" not in quota and "persons" in quota) else "persons"
    return {key: value for key, value in quota.items() if key not in (other, "pairs")}


def _quota(rng: Random, k: int, case: Case, cases: bool) -> Policy:
    quota: Policy = {"name": f"quota {k}", **_group(rng, case.has_costs)}
    if rng.random() < 0.35:
        quota["per"] = rng.choice([*_PER["persons"], *_PER["jobs"]])
    low, high = sorted((rng.randint(0, 3), rng.randint(0, 5)))
    sides = rng.choice([("lower",), ("upper",), ("upper",), ("lower", "upper")])
    quota |= {side: {"lower": low, "upper": high}[side] for side in sides}
    if rng.random() < 0.4 or ("lower" in sides and rng.random() < 0.4):
        quota["soft"] = rng.choice([0.5, 100.0, 777.775, 50_000.0])
    if cases and rng.random() < 0.5:
        side = rng.choice(sides)
        del quota[side]
        quota[f"{side}_share"] = rng.choice([0.2, 0.3333, 0.5, 1.0] if side == "lower" else [0.0, 0.25, 0.6])
        quota = _on_one_list(quota)
    if cases and rng.random() < 0.5 and {"lower", "lower_share"} & set(quota):
        quota = _on_one_list(quota) | {"all_or_none": True}
    return quota


_UNMATCHED: tuple[Policy, ...] = (
    {"default": 20000.0},
    {"default": 3000.0, "registered_poor": 5000.5},
    {"default": 600.0},
)


def _costs(rng: Random) -> Policy:
    return {
        "as_of": "2016-08-29",
        "quantum": rng.choice([0.01, 0.01, 1.0, 0.1]),
        "horizon_months": rng.choice([12, 6, 7]),
        "unmatched": rng.choice(_UNMATCHED),
        "skill": {
            "max_missing": rng.choice([0, 1, 1]),
            "absent": rng.random() < 0.3,
            "course_day": rng.choice([20.0, 33.335]),
            "substitute": rng.choice([[], [{"have": "weld", "for": "sew", "loss": 1}]]),
        },
        "distance": {"yuan_per_km": rng.choice([0.4, 1.005])},
    }


def _household(rng: Random, kind: str) -> Policy:
    rules: Policy = {}
    if kind in ("households", "both"):
        rules = {"bonus": rng.choice([0.0, 400.0, 5000.005]), "max_out": rng.randint(1, 3)}
        rules = {key: value for key, value in rules.items() if rng.random() < 0.8}
    if kind in ("together", "both"):
        rules["together"] = rng.choice(["employer", "region@province", "region@prefecture"])
    return rules


def _order(rng: Random, plain: bool, households: bool) -> list[str]:
    stages = ["placed", "placed:registered_poor"] + ["households"] * households
    stages += [] if plain else ["tier:county", "tier:province"]
    return [*rng.sample(stages, rng.choice([1, 1, 2])), "cost"]


def _decisions(rng: Random, triples: list[Triple], seekers: Rows, jobs: Rows) -> Rows:
    """Decisions on eligible pairs that contradict nothing: at most one member of a household or group is bound."""
    persons = {row["person_id"]: row for row in seekers}
    left = {row["job_id"]: int(row["vacancies"]) for row in jobs}
    rows: Rows = []
    bound: set[str] = set()
    for triple in rng.sample(triples, min(len(triples), rng.randint(1, 4))):
        word = rng.choice(["forced", "accepted", "declined", "forbidden", "withdrawn", "no_show"])
        if word in ("forced", "accepted"):
            near = {persons[triple.person][column] for column in ("household_id", "together_id")} - {""}
            if left[triple.job] == 0 or near & bound:
                continue
            left[triple.job] -= 1
            bound |= near
        if all(row["person_id"] != triple.person for row in rows):
            rows.append({"person_id": triple.person, "job_id": triple.job, "decision": word, "reason": ""})
    return rows


def budget_case(rng: Random, most_persons: int = 12, most_jobs: int = 6) -> Case:
    """A case of the generator."""
    kind = rng.choice(["", "", "", "households", "together", "both"])
    alike = kind in ("households", "both") or (kind == "" and rng.random() < 0.5)
    seekers = draw_seekers(rng, rng.randint(2, most_persons), alike)
    jobs = draw_jobs(rng, rng.randint(1, most_jobs))
    form = rng.choice(["rules", "rules", "rules", "rules", "pairs", "costs"])
    plain = form == "costs"
    if kind == "together":
        for row in seekers:
            row["together_id"] = rng.choice(["", "g1", "g2"])
    if kind == "both":
        for row in seekers:
            row["together_id"] = rng.choice(["", row["household_id"]])
    policy = _costs(rng)
    policy["subsidy"] = [] if plain else rng.sample(_SUBSIDIES, rng.randint(0, 4))
    policy["course"] = [] if plain else _courses(rng, jobs)
    policy["household"] = _household(rng, kind)
    pairs = None if form == "rules" else draw_pairs(rng, seekers, jobs, plain)
    case = Case(seekers, jobs, regions(), policy, pairs)
    triples = eligible_triples(case)
    if rng.random() < 0.3:
        case = replace(case, decisions=_decisions(rng, triples, seekers, jobs) or None)
    if rng.random() < 0.2:
        plan = [{"person_id": t.person, "job_id": t.job} for t in rng.sample(triples, min(len(triples), 3))]
        case = replace(case, plan=list({row["person_id"]: row for row in plan}.values()) or None)
    cases = kind in ("", "households") and rng.random() < 0.3
    policy["budget"] = [_budget(rng, k, case, triples) for k in range(rng.choice([0, 1, 1, 2, 2, 3, 4]))]
    policy["quota"] = [_quota(rng, k, case, cases) for k in range(rng.choice([0, 0, 1, 1, 2, 3]))]
    policy["objective"] = {"order": _order(rng, plain, alike) if rng.random() < 0.35 else ["cost"]}
    return replace(case, policy=policy)


def budget_cases(most_persons: int = 12, most_jobs: int = 6) -> st.SearchStrategy[Case]:
    """The same as a strategy."""
    made: Callable[[Random], Case] = lambda rng: budget_case(rng, most_persons, most_jobs)  # noqa: E731
    return st.randoms(use_true_random=False).map(made)


def sources(case: Case) -> dict[str, Any]:
    """The case as a caller would give it to `jobmatch.solve`."""
    given: dict[str, Any] = {"policy": dict(case.policy)}
    for name in ("seekers", "jobs", "regions", "pairs", "decisions", "plan"):
        rows = getattr(case, name)
        table = None if rows is None else pl.DataFrame(list(rows)).with_columns(pl.col(pl.String).replace("", None))
        given[name] = table
    return given
