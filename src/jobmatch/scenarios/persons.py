"""Draw a list of seekers: persons in households, with skills, wages and wishes. Nobody is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import polars as pl

from jobmatch.scenarios.demand import Demand
from jobmatch.scenarios.draws import Floats, Ints, apportion, frame, joined, pick, pick_several, rounded, words
from jobmatch.scenarios.labour import labour
from jobmatch.scenarios.wishes import draw_wishes

MOST_MEMBERS = 5


@dataclass(frozen=True, slots=True)
class _Households:
    """Households in order of county; members stand side by side."""

    size: Ints
    county: Ints
    poor: Ints
    of: Ints = field(init=False)
    first: Ints = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "of", np.repeat(np.arange(len(self.size)), self.size))
        object.__setattr__(self, "first", np.cumsum(self.size) - self.size)


def draw_seekers(demand: Demand, persons: int, as_of: date, rng: np.random.Generator) -> pl.DataFrame:
    """Draw the list of seekers (docs/files.md, Seekers): so many of the demand's persons."""
    homes = _draw_households(demand, persons, rng)
    couple = _draw_couples(homes, rng)
    age = _draw_ages(persons, couple, rng)
    trades, level = _draw_skills(demand, age, rng)
    home = words(sorted(demand.homes), homes.county[homes.of])
    wishes = draw_wishes(demand, home, couple, rng)
    min_wage = _draw_min_wage(demand, age, level, wishes.ask, rng)

    number = pl.Series(_number_within(homes.county[homes.of]))
    house = pl.Series(_number_within(homes.county)[homes.of])
    columns = {
        "person_id": _key(home, "-", number, 6),
        "household_id": _key(home, "-H", house, 5),
        "together_id": _key(home, "-T", house, 5).set(pl.Series(couple < 0), None),
        "home": home,
        "birth_date": _birth_dates(age, as_of, rng),
        "skills": _skill_text(trades, level),
        "min_wage": pl.Series(min_wage),
        "wish_wage": _wish_wage(min_wage, rng),
        "wish_regions": wishes.regions,
        "wish_job_types": _draw_types(demand, age, trades, rng),
        "max_tier": wishes.tier,
        "priority": words(("default", "registered_poor"), homes.poor[homes.of]),
        "status": words(("looking",), np.zeros(persons, dtype=np.int64)),
        "available_from": _some_dates(as_of, persons, 0.08, 60, rng),
    }
    if demand.fairs:
        fairs = [f"F{fair:02d}" for fair in range(1, demand.fairs + 1)]
        columns["fair"] = words(fairs, rng.integers(0, demand.fairs, persons))
    return frame(columns)


def _draw_households(demand: Demand, persons: int, rng: np.random.Generator) -> _Households:
    """Households of 1–5 members that sum to the persons exactly, of whom the poor are as many as stated."""
    count = min(persons, max(1, round(persons * demand.households / demand.seekers), -(-persons // MOST_MEMBERS)))
    extra = rng.binomial(MOST_MEMBERS - 1, (persons / count - 1) / (MOST_MEMBERS - 1), count)
    while (missing := persons - count - int(extra.sum())) != 0:
        open_ = np.flatnonzero(extra < MOST_MEMBERS - 1) if missing > 0 else np.flatnonzero(extra > 0)
        extra[rng.permutation(open_)[: abs(missing)]] += np.sign(missing)
    size = extra + 1

    weights = [demand.homes[code] for code in sorted(demand.homes)]
    county = np.repeat(np.arange(len(weights)), apportion(count, weights))

    others = persons - round(persons * demand.registered_poor / demand.seekers)
    poor = np.ones(count, dtype=np.int64)
    order = rng.permutation(count)
    poor[order[np.cumsum(size[order]) <= others]] = 0
    left = others - int(size[poor == 0].sum())
    poor[np.flatnonzero((size == 1) & (poor == 1))[:left]] = 0
    return _Households(size, county, poor)


def _draw_couples(homes: _Households, rng: np.random.Generator) -> Ints:
    """For each person the first of the couple he or she belongs to, -1 for nobody: 6 % of households of two or more."""
    couple = np.full(len(homes.of), -1, dtype=np.int64)
    first = homes.first[(homes.size > 1) & (rng.random(len(homes.size)) < 0.06)]
    couple[first] = first
    couple[first + 1] = first
    return couple


def _draw_ages(persons: int, couple: Ints, rng: np.random.Generator) -> Ints:
    """Ages 16–60, few at the ends; couples are adults of about the same age."""
    ages = np.arange(16, 61)
    odds = np.interp(ages, (16, 18, 22, 30, 45, 52, 60), (0.2, 0.7, 1.1, 1.2, 1.2, 0.8, 0.2))
    age = ages[pick(rng, odds, persons)]
    paired = couple >= 0
    near = age[couple[paired]] + rng.integers(-2, 3, int(paired.sum()))
    age[paired] = np.clip(near, 20, 60)
    return age


def _draw_skills(demand: Demand, age: Ints, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Trades (persons × 2, ascending, -1 none) and their levels 1–3, higher with age."""
    persons = len(age)
    count = pick(rng, demand.skills, persons)
    share = [trade.share for trade in labour().trades]
    trades = np.column_stack([pick(rng, share, persons), pick(rng, share, persons)])
    trades[count < 1, 0] = -1
    trades[(count < 2) | (trades[:, 0] == trades[:, 1]), 1] = -1
    both = trades[:, 1] >= 0
    trades[both] = np.sort(trades[both], axis=1)
    ripe = np.interp(age, (16, 35, 60), (0.0, 0.35, 0.35))[:, None]
    chance = rng.random((persons, 2))
    level = 1 + (chance < 0.25 + ripe).astype(np.int64) + (chance < ripe / 2)
    return trades, np.where(trades >= 0, level, 0)


def _skill_text(trades: Ints, level: Ints) -> pl.Series:
    names = [trade.code for trade in labour().trades]
    parts = [
        words(names, np.maximum(trades[:, k], 0), trades[:, k] >= 0) + ":" + pl.Series(level[:, k]).cast(pl.String)
        for k in range(2)
    ]
    return joined(parts)


def _draw_types(demand: Demand, age: Ints, trades: Ints, rng: np.random.Generator) -> pl.Series:
    """Job types, likelier near the type's age and for those who hold its trade; null: any."""
    types = labour().types
    names = [trade.code for trade in labour().trades]
    away = (age[:, None] - np.array([kind.age for kind in types], dtype=np.float32)) / 14
    weight = (np.exp(-0.5 * away**2) + 0.05) * np.array([kind.share for kind in types])
    fits = np.ones((len(names) + 1, len(types)))
    for position, kind in enumerate(types):
        for skill, factor in ((kind.also, 3.0), (kind.skill, 8.0)):
            if skill:
                fits[names.index(skill), position] = factor
    for column in range(trades.shape[1]):
        weight *= fits[trades[:, column]]  # -1 takes the last row: ones
    most = len(demand.type_counts) - 1
    chosen = pick_several(rng, weight.astype(np.float32), most)
    count = pick(rng, demand.type_counts, len(age))
    return joined([words([kind.code for kind in types], chosen[:, k], count > k) for k in range(most)])


def _draw_min_wage(demand: Demand, age: Ints, level: Ints, ask: Floats, rng: np.random.Generator) -> Ints:
    """Reservation wages: more with skill and in the middle of life, less or more by where they would go."""
    prime = np.exp(-(((age - 34) / 11.0) ** 2))
    mean = demand.min_wage + 450 * prime + 200 * level.max(axis=1) + 100 * (level > 0).all(axis=1) + ask
    wage: Floats = np.clip(mean + rng.normal(0, 260, len(age)), 1500, 5000)
    fine = rng.random(len(age)) < 0.2
    return np.where(fine, rounded(wage, 50), rounded(wage, 100))


def _wish_wage(min_wage: Ints, rng: np.random.Generator) -> pl.Series:
    """Three in ten state a wage they hope for, 5–40 % above the least."""
    wish = rounded(min_wage * rng.uniform(1.05, 1.4, len(min_wage)), 100)
    return pl.Series(np.maximum(wish, min_wage)).set(pl.Series(rng.random(len(min_wage)) >= 0.3), None)


def _birth_dates(age: Ints, as_of: date, rng: np.random.Generator) -> pl.Series:
    """A birthday within the year before the one that makes the person exactly `age`."""
    days = np.ceil(age * 365.25).astype(np.int64) + rng.integers(0, 364, len(age))
    return pl.Series(np.datetime64(as_of, "D") - days.astype("timedelta64[D]"))


def _some_dates(as_of: date, size: int, share: float, within: int, rng: np.random.Generator) -> pl.Series:
    """A date in the days after `as_of` for a share of the rows, null for the rest."""
    day = pl.Series([as_of + timedelta(days=k) for k in range(1, within + 1)])
    return day.gather(pl.Series(rng.integers(0, within, size))).set(pl.Series(rng.random(size) >= share), None)


def _number_within(group: Ints) -> Ints:
    """1, 2, 3, … within each group of equal neighbours (`group` ascending)."""
    return np.arange(len(group)) - np.searchsorted(group, group) + 1


def _key(prefix: pl.Series, mark: str, number: pl.Series, digits: int) -> pl.Series:
    return prefix + mark + number.cast(pl.String).str.zfill(digits)
