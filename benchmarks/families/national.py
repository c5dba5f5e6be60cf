"""The national preset: persons of some 340 prefectures, each agreeing to regions that hold 1–3 % of all jobs."""

from __future__ import annotations

from benchmarks.instance import Instance
from benchmarks.registry import register

MILLION = 1_000_000
FIXED_JOBS, FIXED_PERSONS = 20_000, 200_000


def national(persons: int, jobs: int, seed: int = 0) -> Instance:
    """The preset `national`: agreed regions hold 1–3 % of all jobs."""
    import jobmatch

    seekers, posts, policy = jobmatch.generate("national", seed=seed, seekers=persons, jobs=jobs)
    return Instance(
        seekers=seekers,
        jobs=posts,
        policy=policy.model_dump(mode="json", by_alias=True, exclude_none=True),
        decimals=policy.decimals,
    )


register("national/1m-20k", national, "large", "resolve", persons=MILLION, jobs=FIXED_JOBS)
register("national/10m-100k", national, "national", persons=10 * MILLION, jobs=100_000)
for size in (10_000, 30_000, 100_000, 300_000, MILLION, 3 * MILLION, 10 * MILLION):
    register(f"national/{size}-{FIXED_JOBS}", national, "growth", series="persons", persons=size, jobs=FIXED_JOBS)
# a person's eligible jobs grow with the jobs: pairs grow while persons stay
for size in (2_000, 5_000, 10_000, 50_000):
    register(f"national/{FIXED_PERSONS}-{size}", national, "growth", series="pairs", persons=FIXED_PERSONS, jobs=size)
