"""Random instances for property and oracle tests: small, nasty, and with every column in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from hypothesis import strategies as st

REGIONS = ("433124", "433125", "4331", "440305", "4403", "440100", "430100", "420322")
WISHES = (*REGIONS, "44", "43", "*")
TYPES = ("welder", "sewer", "waiter")
SKILLS = ("weld", "sew", "cook")
TIERS = ("county", "prefecture", "province", "outside")
PRIORITIES = ("default", "registered_poor", "other")


@dataclass(frozen=True)
class Instance:
    """Two lists and a policy, as a caller would give them."""

    seekers: list[dict[str, Any]]
    jobs: list[dict[str, Any]]
    policy: dict[str, Any]
    pairs: pl.DataFrame | None = None
    decisions: list[dict[str, Any]] | None = None


def unmatched_costs(instance: Instance) -> dict[str, float]:
    """Cost of leaving each person unplaced, by the policy's classes or the defaults."""
    classes = instance.policy.get("unmatched", {"registered_poor": 30000.0})
    default = classes.get("default", 20000.0)
    return {row["person_id"]: classes.get(row.get("priority") or "default", default) for row in instance.seekers}


def _cell(values: tuple[str, ...], most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(";".join)


def _skills(most: int) -> st.SearchStrategy[str]:
    held = st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 3), max_size=most)
    return held.map(lambda d: ";".join(f"{code}:{level}" for code, level in sorted(d.items())))


def _money(low: int, high: int) -> st.SearchStrategy[float]:
    return st.integers(low * 100, high * 100).map(lambda cents: cents / 100)


def _seeker(k: int) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "person_id": st.just(f"p{k:03d}"),
            "home": st.sampled_from(REGIONS),
            "birth_date": st.dates(date(1950, 1, 1), date(2002, 1, 1)),
            "skills": _skills(3),
            "min_wage": _money(2000, 4000),
            "wish_wage": st.none() | _money(2000, 5000),
            "wish_regions": st.just("*") | _cell(WISHES, 3),
            "wish_job_types": st.just("") | _cell((*TYPES, "*"), 3),
            "max_tier": st.sampled_from((*TIERS, "outside", "outside")),
            "priority": st.sampled_from(PRIORITIES),
            "status": st.sampled_from(("looking", "looking", "looking", "employed")),
            "available_from": st.none() | st.dates(date(2016, 9, 1), date(2016, 10, 1)),
        }
    )


def _job(k: int) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "job_id": st.just(f"j{k:03d}"),
            "region": st.sampled_from(REGIONS),
            "job_type": st.sampled_from(TYPES),
            "vacancies": st.integers(0, 3),
            "wage": st.none() | _money(2500, 4500),
            "skills": _skills(2),
            "contract": st.sampled_from((True, True, True, False, None)),
            "insurance": st.sampled_from((True, True, True, False)),
            "min_age": st.none() | st.integers(16, 30),
            "max_age": st.none() | st.integers(31, 60),
            "start_date": st.none() | st.dates(date(2016, 9, 1), date(2016, 10, 1)),
            "stay": st.none() | st.integers(0, 100).map(lambda p: p / 100),
        }
    )


POLICIES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"as_of": st.just(date(2016, 8, 29))},
    optional={
        "quantum": st.sampled_from((1.0, 0.1, 0.01, 0.001)),
        "horizon_months": st.sampled_from((1, 6, 7, 12)),
        "rules": st.fixed_dictionaries(
            {},
            optional={
                "home_county": st.booleans(),
                "unknown_wage": st.booleans(),
                "wage_tolerance": st.sampled_from((0.0, 100.0, 333.33)),
                "contract": st.booleans(),
                "working_age": st.sampled_from((16, 18)),
            },
        ),
        "unmatched": st.sampled_from(
            ({"default": 20000.0}, {"default": 0.0}, {"default": 500.0, "registered_poor": 901.0})
        ),
        "skill": st.fixed_dictionaries(
            {},
            optional={
                "weight": st.sampled_from((0.0, 300.0, 33.333333)),
                "weights": st.just({"weld": 511.0}),
                "max_missing": st.integers(0, 4),
                "absent": st.booleans(),
                "substitute": st.just([{"have": "weld", "for": "cook", "loss": 1}]),
            },
        ),
        "wage": st.fixed_dictionaries(
            {}, optional={"weight": st.sampled_from((0.0, 1.0, 0.333333)), "wish_ratio": st.sampled_from((1.0, 1.25))}
        ),
        "distance": st.fixed_dictionaries(
            {}, optional={"weight": st.sampled_from((0.0, 1.5)), "detour": st.sampled_from((1.0, 1.3))}
        ),
        "tier": st.just({"county": -50.0, "outside": 77.77}),
        "preference": st.fixed_dictionaries({}, optional={"region_step": st.sampled_from((0.0, 12.345))}),
        "retention": st.just({"loss": 2000.0, "default_stay": 0.5}),
        "subsidy": st.sampled_from(
            (
                [{"name": "grant", "form": "fixed", "amount": 500.0, "weight": -1.0}],
                [
                    {"name": "ticket", "form": "ticket", "cap": 120.0, "weight": 0.5, "jobs": {"region": "44"}},
                    {
                        "name": "post",
                        "form": "monthly",
                        "amount": 99.99,
                        "weight": -0.5,
                        "persons": {"home": "湘西"},
                    },
                    {
                        "name": "kinds",
                        "form": "fixed",
                        "amount": 77.0,
                        "weight": 0.5,
                        "jobs": {"vacancies": [1, 2], "contract": True, "job_type": ["welder", "sewer"]},
                        "persons": {"priority": "registered_poor", "min_wage": 2000},
                    },
                    {"name": "far", "form": "fixed", "amount": 60.0, "weight": 1.0, "pairs": {"tier": ["outside"]}},
                ],
            )
        ),
    },
)


@st.composite
def rule_instances(draw: st.DrawFn, most_seekers: int = 8, most_jobs: int = 6) -> Instance:
    """Instances in which the rules decide who is eligible."""
    n, m = draw(st.integers(0, most_seekers)), draw(st.integers(0, most_jobs))
    seekers = [draw(_seeker(k)) for k in range(n)]
    jobs = [draw(_job(k)) for k in range(m)]
    decisions = None
    if n and m and draw(st.booleans()):
        pick = st.tuples(st.integers(0, n - 1), st.integers(0, m - 1))
        decisions = [
            {
                "person_id": f"p{i:03d}",
                "job_id": f"j{j:03d}",
                "decision": draw(st.sampled_from(("forbidden", "declined"))),
            }
            for i, j in draw(st.lists(pick, max_size=4, unique=True))
        ]
    return Instance(seekers, jobs, draw(POLICIES), decisions=decisions or None)


@st.composite
def cost_instances(draw: st.DrawFn, most_seekers: int = 8, most_jobs: int = 6) -> Instance:
    """Instances in which the caller's own costs decide: any sign, many ties, zeros."""
    n, m = draw(st.integers(1, most_seekers)), draw(st.integers(1, most_jobs))
    pick = st.tuples(st.integers(0, n - 1), st.integers(0, m - 1))
    cells = draw(st.lists(pick, max_size=n * m, unique=True))
    cost = draw(st.sampled_from((st.integers(-3, 3), st.integers(-10_000, 10_000), st.just(0))))
    decimals = draw(st.sampled_from((0, 2, 9)))
    pairs = [{"person_id": f"p{i:03d}", "job_id": f"j{j:03d}", "cost": draw(cost) / 10**decimals} for i, j in cells]
    return Instance(
        [{"person_id": f"p{k:03d}"} for k in range(n)],
        [{"job_id": f"j{k:03d}", "vacancies": draw(st.integers(0, 3))} for k in range(m)],
        {"unmatched": {"default": draw(st.sampled_from((0.0, 1.0, 20000.0)))}},
        pairs=pl.DataFrame(pairs, schema={"person_id": pl.String, "job_id": pl.String, "cost": pl.Float64}),
    )
