"""Paired registers with planted truth: who each row is, and what is wrong with it (docs/registers.md).

People are drawn first, each with a number of their own; rows of the registers are then written from them, with faults
at stated rates. Nobody in them exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from jobmatch.registers.id_numbers import CHECKS, WEIGHTS
from jobmatch.scenarios.draws import Ints, apportion, frame, pick, words
from jobmatch.scenarios.naming import altered_names, draw_names
from jobmatch.scenarios.presets import XIANGXI

VILLAGE = 300
"""Registered persons of a village, on average."""

VILLAGES_OF_TOWNSHIP = 12
EMPLOYERS = 20_000
CITIES = ("440300", "440100", "441900", "440600", "430100", "430200", "430300")

DAY_0 = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Noise:
    """Rates of faults, each a part of the rows of a register."""

    name: float = 0.03
    birth_date: float = 0.02
    id_missing: float = 0.01
    id_mistyped: float = 0.01
    duplicate: float = 0.01
    moved: float = 0.01
    """The home is another village of the township."""
    home_known: float = 0.9
    """Rows of the employment register whose home is known to the village; of others the county is."""


@dataclass(frozen=True, eq=False)
class Planted:
    """Two registers, and the truth about each of their rows.

    Attributes
    ----------
    persons, employment
        The registers (docs/registers.md).
    of_persons, of_employment
        For each row: person (a number), and whether each kind of fault was made in it: name, birth_date, id_missing,
        id_mistyped, duplicate, moved.
    """

    persons: pl.DataFrame
    employment: pl.DataFrame
    of_persons: pl.DataFrame
    of_employment: pl.DataFrame


@dataclass(frozen=True, eq=False)
class _People:
    """Everybody, shape ``(n,)`` each."""

    name: pl.Series
    born: Ints
    """Days since 1970."""
    female: Ints
    village: Ints
    number: pl.Series


def draw_registers(
    persons: int, rows: int, *, seed: int = 0, noise: Noise | None = None, as_of: date = date(2016, 8, 29)
) -> Planted:
    """Draw a register of persons, and one of employment with so many rows, in which a fifth of them stand.

    Parameters
    ----------
    persons
        People on the register of persons; duplicates make a few rows more.
    rows
        Of the employment register.
    """
    rng, noise = np.random.default_rng([seed, 8]), noise or Noise()
    villages = max(1, persons // VILLAGE)
    codes = _village_codes(villages)
    others = max(1, int(rows * 0.6))
    people = _draw_people(persons + others, villages, codes, as_of, rng)
    household = _households(people.village[:persons], rng)

    twice = np.flatnonzero(rng.random(persons) < noise.duplicate)
    of_persons = rng.permutation(np.concatenate([np.arange(persons), twice]))
    first = np.zeros(len(of_persons), bool)
    first[np.unique(of_persons, return_index=True)[1]] = True
    written, faults = _written(people, of_persons, codes, noise, rng)
    register = frame(
        {
            "register_no": "R" + pl.Series(np.arange(1, len(of_persons) + 1)).cast(pl.String),
            **written,
            "household_id": pl.Series("household_id", household[of_persons]).cast(pl.String).str.zfill(6),
            "willing": words(("是", "否"), (rng.random(len(of_persons)) > 0.6).astype(np.int64)),
        }
    )
    working = np.concatenate([rng.permutation(persons)[: persons // 5], persons + np.arange(others)])
    spells = np.concatenate([working, rng.choice(working, max(0, rows - len(working)))])[:rows]
    of_employment = rng.permutation(spells)
    known, faults_there = _written(people, of_employment, codes, noise, rng, county_only=1 - noise.home_known)
    since = as_of.toordinal() - DAY_0 - rng.integers(20, 3000, len(of_employment))
    left = np.where(rng.random(len(of_employment)) < 0.2, since + rng.integers(10, 900, len(of_employment)), -1)
    ended = (left >= 0) & (left < as_of.toordinal() - DAY_0)
    employment = frame(
        {
            "id_number": known["id_number"],
            "name": known["name"],
            "birth_date": known["birth_date"],
            "home": known["home"],
            "employer_id": "U" + pl.Series(rng.integers(1, EMPLOYERS, len(of_employment))).cast(pl.String),
            "region": words(CITIES, pick(rng, (30, 12, 12, 8, 22, 8, 8), len(of_employment))),
            "since": pl.Series(since).cast(pl.Int32).cast(pl.Date),
            "until": pl.Series(np.where(ended, left, 0)).cast(pl.Int32).cast(pl.Date).set(pl.Series(~ended), None),
        }
    )
    of_first = {"person": pl.Series(of_persons), **faults, "duplicate": pl.Series(~first)}
    return Planted(register, employment, frame(of_first), frame({"person": pl.Series(of_employment), **faults_there}))


def _village_codes(villages: int) -> list[str]:
    """Codes of twelve digits, spread over the counties of Xiangxi."""
    counts = apportion(villages, XIANGXI.values())
    return [
        f"{county}{100 + k // VILLAGES_OF_TOWNSHIP:03d}{200 + k % VILLAGES_OF_TOWNSHIP:03d}"
        for county, count in zip(XIANGXI, counts.tolist(), strict=True)
        for k in range(count)
    ]


def _draw_people(count: int, villages: int, codes: list[str], as_of: date, rng: np.random.Generator) -> _People:
    village = rng.integers(0, villages, count)
    today = as_of.toordinal() - DAY_0
    born = today - rng.integers(16 * 365, 60 * 365, count)
    female = rng.integers(0, 2, count)
    year = 1970 + born // 365
    name = draw_names(village, villages, year, rng)
    county = np.array([int(code[:6]) for code in codes])[village]
    return _People(name, born, female, village, _id_numbers(county, born, female, rng))


def _id_numbers(county: Ints, born: Ints, female: Ints, rng: np.random.Generator) -> pl.Series:
    """Different numbers for all: those of one county, day and sex are numbered in turn."""
    day = pl.Series(born).cast(pl.Int32).cast(pl.Date).dt.strftime("%Y%m%d").cast(pl.Int64).to_numpy()
    keys = pl.DataFrame({"county": county, "day": day, "female": female})
    rank = keys.select(pl.int_range(pl.len()).over("county", "day", "female")).to_series().to_numpy()
    order = (rank * 7 + (day * 31 + county) % 499) % 499  # 499 is prime: the step visits all
    first = (county * 10**8 + day) * 1000 + order * 2 + 1 - female
    digits = first[:, None] // 10 ** np.arange(16, -1, -1) % 10
    check = (digits @ np.array(WEIGHTS)) % 11
    return pl.Series(first).cast(pl.String) + words(list(CHECKS), check)


def _households(village: Ints, rng: np.random.Generator) -> Ints:
    """Households of one to five persons within a village."""
    order = np.lexsort((rng.random(len(village)), village))
    new = rng.random(len(village)) < 0.42
    new[0] = True
    new |= np.concatenate([[True], np.diff(village[order]) != 0])
    out = np.empty(len(village), np.int64)
    out[order] = np.cumsum(new)
    return out


def _written(
    people: _People, who: Ints, codes: list[str], noise: Noise, rng: np.random.Generator, county_only: float = 0.0
) -> tuple[dict[str, pl.Series], dict[str, pl.Series]]:
    """What rows say of people, and which faults they have."""
    n, at = len(who), pl.Series(who)
    odd = {kind: rng.random(n) < getattr(noise, kind) for kind in ("name", "birth_date", "moved")}
    drawn = rng.random(n)
    odd["id_missing"] = drawn < noise.id_missing
    odd["id_mistyped"] = (drawn >= noise.id_missing) & (drawn < noise.id_missing + noise.id_mistyped)

    name = people.name.gather(at)
    name = name.scatter(np.flatnonzero(odd["name"]), altered_names(name.filter(pl.Series(odd["name"])), rng))
    born = people.born[who]
    born = np.where(odd["birth_date"], _other_days(born, rng), born)
    number = people.number.gather(at)
    wrong = np.flatnonzero(odd["id_mistyped"])
    number = number.scatter(wrong, _mistyped(number.gather(pl.Series(wrong)), rng))
    number = number.set(pl.Series(odd["id_missing"]), None)
    home = words(codes, people.village[who])
    moved = (people.village[who] // VILLAGES_OF_TOWNSHIP) * VILLAGES_OF_TOWNSHIP + rng.integers(
        0, VILLAGES_OF_TOWNSHIP, n
    )
    elsewhere = words(codes, np.minimum(moved, len(codes) - 1))
    home = pl.select(pl.when(pl.Series(odd["moved"])).then(elsewhere).otherwise(home)).to_series()
    if county_only:
        near = pl.Series(rng.random(n) < county_only)
        home = pl.select(pl.when(near).then(home.str.slice(0, 6)).otherwise(home)).to_series()
    cells = {
        "id_number": number,
        "name": name,
        "birth_date": pl.Series(born).cast(pl.Int32).cast(pl.Date),
        "home": home,
    }
    return cells, {kind: pl.Series(flags) for kind, flags in odd.items()}


def _other_days(born: Ints, rng: np.random.Generator) -> Ints:
    """Days of which one part is written wrong: the day, the month, or the year by one or ten."""
    days = pl.Series(born).cast(pl.Int32).cast(pl.Date)
    n, part = len(born), pick(rng, (0.4, 0.3, 0.3), len(born))
    year = days.dt.year().to_numpy() + np.where(part == 2, rng.choice([-10, -1, 1, 10], n), 0)
    month = np.where(
        part == 1, (days.dt.month().to_numpy() + rng.integers(0, 11, n)) % 12 + 1, days.dt.month().to_numpy()
    )
    day = np.where(part == 0, (days.dt.day().to_numpy() + rng.integers(0, 27, n)) % 28 + 1, days.dt.day().to_numpy())
    parts = pl.DataFrame({"year": year, "month": month, "day": np.minimum(day, 28)})
    return parts.select(pl.date("year", "month", "day").cast(pl.Int32).cast(pl.Int64)).to_series().to_numpy()


def _mistyped(numbers: pl.Series, rng: np.random.Generator) -> pl.Series:
    """Numbers with one digit wrong, or two neighbours swapped."""
    n, out = len(numbers), []
    for number, place, more, swap in zip(
        numbers, rng.integers(0, 17, n), rng.integers(1, 10, n), rng.random(n), strict=True
    ):
        if swap < 0.4 and number[place] != number[place + 1]:
            out.append(number[:place] + number[place + 1] + number[place] + number[place + 2 :])
        else:
            out.append(f"{number[:place]}{(int(number[place]) + more) % 10}{number[place + 1 :]}")
    return pl.Series(out, dtype=pl.String)
