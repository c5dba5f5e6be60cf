"""Implicit instances with structure: skills of Zipf's law, agreed regions, wage limits; pairs follow from two lists.

Everything that decides a pair's cost (skills missing, wage below the wish, distance, a better wage) is a term of the
policy; a person agrees to one to six of 64 prefectures.
"""

from __future__ import annotations

from functools import reduce

import numpy as np
import polars as pl

from benchmarks.instance import Instance, Int
from benchmarks.registry import register

HOMES, PLACES, SKILLS = 8, 64, 64

POLICY = {
    "as_of": "2016-08-29",
    "unmatched": {"default": 20_000.0},
    "rules": {"wage_tolerance": 500.0},
    "skill": {"weight": 300.0, "max_missing": 2, "absent": True},
    "wage": {"weight": 2.0, "wish_ratio": 1.0},
    "distance": {"yuan_per_km": 0.5, "trips": 12},
    "tier": {"county": 0.0, "prefecture": 0.0, "province": 0.0, "outside": 0.0},
    "preference": {"region_step": 0.0, "type_step": 0.0},
    "retention": {"loss": 9_000.0},  # over twelve months: a quarter yuan for each yuan of wage, see `stay`
}
LOW, RANGE = 2_000, 3_000
"""Wages from LOW to LOW + RANGE go into `stay`, from 0 to 1."""


def struct(persons: int, jobs: int, vacancies: int, seed: int = 0) -> Instance:
    """Implicit pairs from skills, agreed regions, wages and distances."""
    rng = np.random.default_rng([seed, persons, jobs])
    homes, places = _regions()
    wage = np.round(rng.normal(3_400, 400, jobs) / 50).astype(np.int64) * 50
    spread = rng.multinomial(vacancies, rng.dirichlet(np.full(jobs, 0.5)))
    seekers = pl.DataFrame(
        {
            "person_id": "p" + pl.int_range(persons, eager=True).cast(pl.String),
            "home": homes.gather(rng.integers(0, HOMES, persons)),
            "skills": _several(_skills(), rng.integers(1, 6, persons), _zipf(rng, persons, 5)),
            "min_wage": np.round(rng.normal(3_000, 500, persons) / 50).astype(np.int64) * 50,
            "wish_regions": _several(places, rng.integers(1, 7, persons), rng.integers(0, PLACES, (6, persons))),
        }
    )
    posts = pl.DataFrame(
        {
            "job_id": "j" + pl.int_range(jobs, eager=True).cast(pl.String),
            "region": places.gather(rng.integers(0, PLACES, jobs)),
            "skills": _several(_skills(), rng.integers(1, 4, jobs), _zipf(rng, jobs, 3)),
            "wage": wage,
            "stay": np.clip((wage - LOW) / RANGE, 0, 1).round(6),
            "vacancies": np.maximum(1, spread),
        }
    )
    return Instance(seekers, posts, POLICY, decimals=2)


def _regions() -> tuple[pl.Series, pl.Series]:
    """Home counties and places of work: the first with coordinates in the register, by code, evenly spaced."""
    from jobmatch.lists import RegionTree

    known = RegionTree.builtin().to_frame().drop_nulls(["lon", "lat"]).sort("code")

    def spaced(level: str, count: int) -> pl.Series:
        codes = known.filter(pl.col("level") == level)["code"]
        return codes.gather(np.linspace(0, len(codes) - 1, count).astype(int))

    return spaced("county", HOMES), spaced("prefecture", PLACES)


def _skills() -> pl.Series:
    return pl.Series([f"skill{k:02d}:1" for k in range(SKILLS)])


def _zipf(rng: np.random.Generator, count: int, most: int) -> Int:
    weight = 1 / np.arange(1, SKILLS + 1)
    return rng.choice(SKILLS, (most, count), p=weight / weight.sum())


def _several(words: pl.Series, count: Int, drawn: Int) -> pl.Series:
    """``word;word``: the first `count` draws of each row, shape ``(most, rows)``, repetitions left out."""
    columns = []
    for k, row in enumerate(drawn):
        fresh = reduce(np.logical_and, (row != before for before in drawn[:k]), count > k)
        columns.append(pl.select(pl.when(pl.lit(pl.Series(fresh))).then(words.gather(row))).to_series().alias(str(k)))
    return pl.DataFrame(columns).select(pl.concat_str(pl.all(), separator=";", ignore_nulls=True)).to_series()


register("struct/219k-2k", struct, "pilot", persons=219_000, jobs=2_000, vacancies=25_800)
register("struct/1m-20k", struct, "large", "resolve", persons=1_000_000, jobs=20_000, vacancies=200_000)
