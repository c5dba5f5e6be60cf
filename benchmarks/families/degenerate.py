"""Worst cases, each named for what makes it hard: ties without end, all at one job, costs at the limit of the range."""

from __future__ import annotations

import numpy as np
import polars as pl

from benchmarks.explicit import explicit
from benchmarks.families.sparse import distinct, sparse
from benchmarks.instance import Instance, Listed
from benchmarks.registry import register

LIMIT = 499_999_999_999_999
"""A pair and staying unmatched together must stay below 10^15 quanta (docs/model.md, section 1)."""


def all_costs_equal(persons: int, jobs: int) -> Instance:
    """Every pair costs the same and vacancies equal persons: nothing but ties."""
    return sparse(persons, jobs, 1.0, each=min(20, jobs), costs=(1_000, 1_000))


def one_giant_job(persons: int) -> Instance:
    """One job with half as many vacancies as there are persons, wanted by everybody, among small ones."""
    jobs, each = 50, 5
    rng = np.random.default_rng(persons)
    rest = distinct(persons, jobs, each, rng).reshape(persons, each) + 1
    job = np.concatenate([np.zeros((persons, 1), np.int32), rest], axis=1).ravel()
    cost = rng.integers(100, 10_000, job.size)
    vacancies = np.concatenate([[persons // 2], np.full(jobs, persons // (8 * jobs))])
    ptr = np.arange(0, job.size + 1, each + 1, dtype=np.int64)
    ones = np.ones(persons, np.int64)
    return explicit(Listed(ptr, job.astype(np.int32), cost, ones * 20_000, ones, vacancies.astype(np.int64)))


def one_vacancy_each(persons: int, each: int) -> Instance:
    """As many jobs as persons, one vacancy each: long chains of moves."""
    rng = np.random.default_rng([persons, each])
    job = distinct(persons, persons, each, rng)
    ptr = np.arange(0, job.size + 1, each, dtype=np.int64)
    ones = np.ones(persons, np.int64)
    return explicit(Listed(ptr, job, rng.integers(100, 10_000, job.size), ones * 20_000, ones, ones))


def everyone_agrees(persons: int, jobs: int) -> Instance:
    """Everyone agrees to everything: all pairs are eligible, and many cost the same."""
    return _agreeing(persons, jobs, "*")


def nobody_agrees(persons: int, jobs: int) -> Instance:
    """Nobody agrees to anything: no pair is eligible."""
    return _agreeing(persons, jobs, None)


def costs_at_the_limit(persons: int, jobs: int) -> Instance:
    """Costs, and with them prices, as large as the range of exact sums allows, of both signs."""
    rng = np.random.default_rng([persons, jobs])
    each = min(10, jobs)
    job = distinct(persons, jobs, each, rng)
    cost = rng.integers(-LIMIT, LIMIT, job.size, endpoint=True)
    ptr = np.arange(0, job.size + 1, each, dtype=np.int64)
    ones = np.ones(persons, np.int64)
    free = np.full(jobs, persons // jobs, np.int64)
    # an amount of the policy ends at 10^12 yuan: three decimals bring it to the limit
    return explicit(Listed(ptr, job, cost, ones * LIMIT, ones, free), decimals=3)


def _agreeing(persons: int, jobs: int, wish: str | None) -> Instance:
    rng = np.random.default_rng([persons, jobs])
    homes, places = np.array(["433101", "433124", "433130"]), np.array(["430100", "440300", "433101"])
    ids = [pl.int_range(count, eager=True).cast(pl.String) for count in (persons, jobs)]
    return Instance(
        seekers=pl.DataFrame(
            {
                "person_id": "p" + ids[0],
                "home": homes[rng.integers(0, 3, persons)],
                "min_wage": rng.integers(20, 30, persons) * 100,
                "wish_regions": pl.Series([wish] * persons, dtype=pl.String),
            }
        ),
        jobs=pl.DataFrame(
            {
                "job_id": "j" + ids[1],
                "region": places[rng.integers(0, 3, jobs)],
                "wage": rng.integers(30, 40, jobs) * 100,
                "vacancies": np.full(jobs, persons // (2 * jobs)),
            }
        ),
        policy={"as_of": "2016-08-29"},
        decimals=2,
    )


for make in (all_costs_equal, everyone_agrees, nobody_agrees):
    register(f"{make.__name__}/50000-500", make, "degenerate", persons=50_000, jobs=500)
register("one_giant_job/50000", one_giant_job, "degenerate", persons=50_000)
register("one_vacancy_each/20000", one_vacancy_each, "degenerate", persons=20_000, each=10)
register("costs_at_the_limit/1000-100", costs_at_the_limit, "degenerate", persons=1_000, jobs=100)
