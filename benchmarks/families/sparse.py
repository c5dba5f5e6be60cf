"""Random sparse pairs: the plain explicit case, from scarce to ample vacancies."""

from __future__ import annotations

import numpy as np

from benchmarks.explicit import explicit
from benchmarks.instance import Instance, Listed
from benchmarks.registry import register

UNMATCHED = 20_000
"""Above every cost: a person stays out only for want of a place."""

SIZES = {"50k-1k": (50_000, 1_000), "200k-2k": (200_000, 2_000), "300k-20k": (300_000, 20_000)}
VACANCIES = (0.2, 0.8, 1.0, 1.5)


def sparse(
    persons: int, jobs: int, vacancies: float, each: int = 20, costs: tuple[int, int] = (100, 10_000), seed: int = 0
) -> Instance:
    """Random pairs, as many for each person, costs uniform; vacancies as a multiple of the persons."""
    rng = np.random.default_rng([seed, persons, jobs, each])
    job = distinct(persons, jobs, each, rng)
    cost = rng.integers(*costs, job.size, endpoint=True)
    free = rng.multinomial(round(persons * vacancies), np.full(jobs, 1 / jobs))
    ptr = np.arange(0, job.size + 1, each, dtype=np.int64)
    ones = np.ones(persons, np.int64)
    return explicit(Listed(ptr, job, cost, ones * UNMATCHED, ones, free.astype(np.int64)))


def distinct(rows: int, jobs: int, each: int, rng: np.random.Generator) -> np.ndarray:
    """For each row `each` different jobs, all sets equally likely, ascending; flat."""
    if each > jobs:
        raise ValueError(f"{each} different jobs of {jobs}")
    # rows with a repetition are drawn anew: few as long as the square of `each` is well below `jobs`
    job = np.sort(rng.integers(0, jobs, (rows, each)), axis=1)
    again = np.flatnonzero((np.diff(job, axis=1) == 0).any(axis=1))
    for row in again:
        job[row] = np.sort(rng.choice(jobs, each, replace=False))
    return job.ravel().astype(np.int32)


register("sparse/300-30-1.0", sparse, "smoke", persons=300, jobs=30, vacancies=1.0, each=5)
for label, (persons, jobs) in SIZES.items():
    for factor in VACANCIES:
        register(f"sparse/{label}-{factor}", sparse, "sparse", persons=persons, jobs=jobs, vacancies=factor)
for each in (5, 10, 20, 40, 80):
    register(
        f"sparse/100k-2k-{each}-a-person",
        sparse,
        "growth",
        series="explicit-pairs",
        persons=100_000,
        jobs=2_000,
        vacancies=0.8,
        each=each,
    )
