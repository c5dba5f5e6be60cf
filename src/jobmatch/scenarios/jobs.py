"""Draw a list of jobs: employers in places, each with a few kinds of post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from jobmatch.scenarios.draws import Floats, Ints, frame, joined, pick, pick_rows, rounded, spread, words
from jobmatch.scenarios.labour import Place, labour

HOUSING = ("dormitory", "allowance", "none")


@dataclass(frozen=True, slots=True)
class Supply:
    """What one place offers: employers, job rows and posts (vacancies)."""

    place: Place | str
    """A place, or the name of one of data/labour.toml."""
    employers: int
    rows: int
    posts: int
    wage_factor: float = 1.0
    stay: float | None = None
    """Mean probability of staying; absent: the place's."""


def draw_jobs(supplies: Sequence[Supply], as_of: date, rng: np.random.Generator) -> pl.DataFrame:
    """Draw the list of jobs (docs/files.md, Jobs); each supply has a post for each row, a row for each employer."""
    parts = [_draw_place(supply, as_of, rng) for supply in supplies]
    start = np.cumsum([0] + [supply.employers for supply in supplies])
    jobs = pl.concat([part.with_columns(pl.col("employer") + int(s)) for part, s in zip(parts, start, strict=False)])
    numbers = pl.int_range(1, pl.len() + 1).cast(pl.String)
    return jobs.select(
        ("J" + numbers.str.zfill(5)).alias("job_id"),
        ("E" + (pl.col("employer") + 1).cast(pl.String).str.zfill(4)).alias("employer_id"),
        pl.exclude("employer"),
    )


def _draw_place(supply: Supply, as_of: date, rng: np.random.Generator) -> pl.DataFrame:
    place = labour().places[supply.place] if isinstance(supply.place, str) else supply.place
    rows, employers, posts = supply.rows, supply.employers, supply.posts
    employer = np.repeat(np.arange(employers), spread(rng, rows, rng.lognormal(0, 0.6, employers)))
    kind = _draw_kinds(place, employer, employers, rng)
    skills, levels = _draw_requirements(kind, rng)
    wage = _draw_wages(supply, place, employer, kind, levels, rng)
    types = labour().types
    batch = np.array([t.batch for t in types])[kind] * rng.lognormal(0, 0.8, rows)
    districts = pick(rng, place.districts.values(), employers)
    low, high = _draw_age_limits(kind, rng)
    starts = pl.Series([as_of + timedelta(days=k) for k in range(3, 94)])
    vacancies = spread(rng, posts, batch)
    columns = {
        "employer": pl.Series(employer),
        "region": words(list(place.districts), districts[employer]),
        "job_type": words([t.code for t in types], kind),
        "vacancies": pl.Series(vacancies),
        "wage": pl.Series(wage),
        "skills": skills,
        "contract": pl.Series(np.ones(rows, dtype=np.bool_)),
        "insurance": pl.Series(np.ones(rows, dtype=np.bool_)),
        "min_age": low,
        "max_age": high,
        "start_date": starts.gather(pl.Series(rng.integers(0, len(starts), rows))).set(
            pl.Series(rng.random(rows) >= 0.3), None
        ),
        "stay": pl.Series(_draw_stay(supply.stay or place.stay, wage, vacancies, rng)),
        "housing": words(HOUSING, pick(rng, (0.7, 0.15, 0.15), employers)[employer]),
    }
    return frame(columns)


def _draw_kinds(place: Place, employer: Ints, employers: int, rng: np.random.Generator) -> Ints:
    """The job type of each row, within its employer's sector."""
    types = labour().types
    sectors = list(place.sectors)
    sector = pick(rng, place.sectors.values(), employers)
    share = np.array([[t.share if t.sector == name else 0.0 for t in types] for name in sectors])
    return pick_rows(rng, share[sector[employer]])


def _draw_requirements(kind: Ints, rng: np.random.Generator) -> tuple[pl.Series, Ints]:
    """Skills asked, as text, and the sum of their levels."""
    types = labour().types
    asks = rng.random(len(kind)) < np.array([t.asks for t in types])[kind]
    also = asks & (rng.random(len(kind)) < np.array([t.also_asks for t in types])[kind])
    level = 1 + pick(rng, (0.60, 0.30, 0.10), len(kind))
    main = words([f"{t.skill}:" for t in types], kind, asks) + pl.Series(level).cast(pl.String)
    second = words([f"{t.also}:1" for t in types], kind, also)
    return joined([main, second]), asks * level + also


def _draw_wages(
    supply: Supply, place: Place, employer: Ints, kind: Ints, levels: Ints, rng: np.random.Generator
) -> Ints:
    """Offers: the place's wage by type, employer and skill, in steps of 50 or 100."""
    types = labour().types
    payer = rng.normal(1.0, 0.05, int(employer[-1]) + 1)[employer]
    mean = place.wage * supply.wage_factor * np.array([t.wage for t in types])[kind] * payer + 120 * levels
    offer: Floats = mean + rng.normal(0, 110, len(kind))
    wage = np.where(rng.random(len(kind)) < 0.3, rounded(offer, 50), rounded(offer, 100))
    if place.narrow:
        low, high = place.narrow["range"]
        narrow = np.isin(kind, [k for k, t in enumerate(types) if t.code in place.narrow["types"]])
        # By rank, so that the range is filled evenly and not piled up at its ends.
        rank = np.argsort(np.argsort(wage[narrow])) / max(1, int(narrow.sum()) - 1)
        wage[narrow] = rounded((low + (high - low) * rank) * supply.wage_factor, 50)
    return wage


def _draw_age_limits(kind: Ints, rng: np.random.Generator) -> tuple[pl.Series, pl.Series]:
    """Half the rows state limits: 18, and the type's usual upper limit or five years off it."""
    usual = np.array([t.max_age for t in labour().types])[kind]
    silent = pl.Series(rng.random(len(kind)) >= 0.5)
    high = np.minimum(usual + 5 * rng.integers(-1, 3, len(kind)), 60)
    low = np.full(len(kind), 18)
    return pl.Series(low).set(silent, None), pl.Series(high).set(silent, None)


def _draw_stay(mean: float, wage: Ints, vacancies: Ints, rng: np.random.Generator) -> Floats:
    """Probability of staying: rises with the wage within the place; over the posts its mean is the one stated."""
    better = np.clip((wage - wage.mean()) / 400, -2, 2)
    stay = 0.04 * better + rng.normal(0, 0.05, len(wage))
    stay += mean - np.average(stay, weights=vacancies)
    rounded_off: Floats = np.clip(stay, 0.05, 0.98).round(2)
    return rounded_off
