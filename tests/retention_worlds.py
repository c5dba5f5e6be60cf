"""Small lists, plans of them, and outcomes drawn from a known logistic truth: who learns from them can be judged."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

import jobmatch
from jobmatch.explain.opened import open_run
from jobmatch.result import Result
from jobmatch.scenarios.retention.values import natural_run, values_of

MADE = date(2014, 3, 1)
BEGUN = date(2014, 4, 1)
POLICY: dict[str, Any] = {"as_of": MADE.isoformat(), "rules": {"contract": False, "insurance": False}}

HOMES = ("433124", "433101", "433130")
PLACES = ("433124", "433101", "430102", "430105", "440305", "441900")


def lists_of(persons: int, seed: int, mark: str = "") -> tuple[pl.DataFrame, pl.DataFrame]:
    """Seekers who go anywhere, about three to two households, and as many vacancies in places near and far."""
    rng = np.random.default_rng(seed)
    number = np.arange(persons)
    seekers = pl.DataFrame(
        {
            "person_id": [f"{mark}p{k}" for k in number],
            "household_id": [f"{mark}h{k}" for k in number * 2 // 3],
            "home": rng.choice(HOMES, persons),
            "age": rng.integers(18, 58, persons),
            "min_wage": rng.integers(18, 26, persons) * 100,
            "wish_regions": ["*"] * persons,
            "priority": rng.choice(["default", "registered_poor"], persons),
            "village": [f"v{k}" for k in number],
            "moon": rng.choice(["full", "new"], persons),
        }
    )
    jobs = pl.DataFrame(
        {
            "job_id": [f"{mark}j{k}" for k in range(36)],
            "region": [PLACES[k % 6] for k in range(36)],
            "vacancies": [-(-persons // 36) + 1] * 36,
            "wage": rng.integers(26, 48, 36) * 100,
            "housing": rng.choice(["dormitory", "none"], 36),
        }
    )
    return seekers, jobs


def planned(persons: int, seed: int, mark: str = "", policy: dict[str, Any] = POLICY) -> Result:
    """A plan of such lists."""
    return jobmatch.solve(*lists_of(persons, seed, mark), policy)


def truth(values: pl.DataFrame) -> NDArray[np.float64]:
    """The probability of being there after twelve months: by wage, distance and age, and by nothing else."""
    wage, km, age = (values[name].cast(pl.Float64).to_numpy() for name in ("wage", "km", "age"))
    odds = 0.5 + 1.1 * (wage - 3600) / 600 - 0.9 * (km - 450) / 350 + 0.03 * (age - 38)
    return np.asarray(1 / (1 + np.exp(-odds)))


def values_by_pair(result: Result) -> pl.DataFrame:
    """The assignment with the values of its pairs."""
    problem = natural_run(open_run(result)).problem
    plan = result.assignment.select("person_id", "job_id").sort("person_id")
    at = [{name: k for k, name in enumerate(ids)} for ids in (problem.persons, problem.jobs)]
    person, job = (
        np.array([where[name] for name in plan[key]], np.int32)
        for where, key in zip(at, ("person_id", "job_id"), strict=True)
    )
    return pl.concat([plan, values_of(problem, person, job)], how="horizontal")


def outcomes_of(result: Result, seed: int, started: date = BEGUN, months: tuple[int, ...] = (12,)) -> pl.DataFrame:
    """Who was there: each leaves at a constant rate, so that the truth holds after twelve months."""
    rng, table = np.random.default_rng(seed), values_by_pair(result)
    lasts = 12 * np.log(rng.random(table.height)) / np.log(truth(table))
    parts = [
        table.select(
            "person_id", "job_id", months=pl.lit(each), stayed=pl.Series(lasts > each), started=pl.lit(started)
        )
        for each in months
    ]
    return pl.concat(parts)
