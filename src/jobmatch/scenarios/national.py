"""The preset `national`: every prefecture sends persons and offers posts; data/national.toml has the figures."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobmatch.lists import RegionTree
from jobmatch.scenarios.demand import Consent, Demand
from jobmatch.scenarios.draws import Floats, Ints, apportion, shares
from jobmatch.scenarios.jobs import Supply
from jobmatch.scenarios.labour import Place

PERSONS = 10_000_000
ROWS = 100_000
POSTS = 7_000_000
EMPLOYERS = 35_000
PERSONS_A_HOUSEHOLD = 2.3
SKILLS = (0.40, 0.40, 0.20)
TYPE_COUNTS = (0.0, 0.0, 0.25, 0.50, 0.25)
MIN_WAGE = 2_200.0
EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class _Belt:
    """A kind of prefecture, see data/national.toml."""

    wage: float
    stay: float
    posts: float
    sends: float
    sectors: dict[str, float]
    rows: dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class _Map:
    """The prefectures, in ascending order of their codes, and what each of them sends and offers at scale 1."""

    codes: list[str]
    belts: list[_Belt]
    counties: list[list[str]]
    points: Floats  # longitude, latitude
    persons: Ints
    rows: Ints
    posts: Ints


@cache
def national() -> tuple[tuple[Demand, ...], tuple[Supply, ...]]:
    """What the lists are drawn from: a demand and a supply for each prefecture."""
    document = tomllib.loads((files("jobmatch.scenarios") / "data" / "national.toml").read_text(encoding="utf-8"))
    where = _map(document)
    return _demands(document, where), _supplies(where)


def _map(document: Mapping[str, Any]) -> _Map:
    tree = RegionTree.builtin()
    counties: dict[str, list[str]] = {code: [] for code in sorted(tree.codes) if tree.level(code) == "prefecture"}
    for code in tree.codes:
        if tree.level(code) == "county":
            counties[str(tree.parent(code))].append(_six(code))
    codes = list(counties)
    named = {code: _Belt(**belt) for belt in document["belts"].values() for code in belt["rows"]}
    belts = [named.get(code) or _Belt(**document["belts"]["elsewhere"]) for code in codes]
    size = np.array([max(1, len(below)) for below in counties.values()])

    provinces = document["provinces"]
    weight = size * [belt.sends for belt in belts]
    inside = _sums(codes, weight)
    sends = [provinces[code[:2]]["sends"] * w / inside[code[:2]] for code, w in zip(codes, weight, strict=True)]

    stated = np.array([belt.rows.get(code, 0.0) for code, belt in zip(codes, belts, strict=True)])
    part = stated + (100 - stated.sum()) * shares(np.where(stated, 0, size))
    rows = apportion(ROWS, part)
    return _Map(
        codes=codes,
        belts=belts,
        counties=[below or [_six(code)] for code, below in counties.items()],
        points=np.array([tree.point(code) for code in codes]),
        persons=apportion(PERSONS, sends),
        rows=rows,
        posts=apportion(POSTS, rows * [belt.posts for belt in belts]),
    )


def _supplies(where: _Map) -> tuple[Supply, ...]:
    return tuple(
        Supply(
            Place(belt.wage, belt.stay, belt.sectors, {_six(code): 1.0}),
            employers=max(1, round(int(rows) * EMPLOYERS / ROWS)),
            rows=int(rows),
            posts=int(posts),
        )
        for code, belt, rows, posts in zip(where.codes, where.belts, where.rows, where.posts, strict=True)
    )


def _demands(document: Mapping[str, Any], where: _Map) -> tuple[Demand, ...]:
    terms = document["wishes"]
    whole = {p for p, rows in _sums(where.codes, where.rows).items() if rows <= terms["whole_province"] * ROWS}
    option_of = np.array([_six(code[:2] if code[:2] in whole else code) for code in where.codes])
    options, number = np.unique(option_of, return_inverse=True)
    rows = np.bincount(number, where.rows)
    wage = np.bincount(number, where.posts * [belt.wage for belt in where.belts]) / np.bincount(number, where.posts)
    held = dict(zip(options.tolist(), (rows / ROWS).tolist(), strict=True))
    asks = dict(zip(options.tolist(), (wage - document["belts"]["coast"]["wage"]).tolist(), strict=True))
    pull = _pulls(where, number, terms["halving_km"])
    demands = []
    for k, code in enumerate(where.codes):
        own, persons = number[k], int(where.persons[k])
        pull[k, own] = 0.0
        nearest = np.argsort(-pull[k], kind="stable")[: terms["options"]]
        wishes = {str(options[o]): float(pull[k, o]) for o in nearest}
        wishes[str(options[own])] = sum(wishes.values()) * terms["own"] / (1 - terms["own"])
        demand = Demand(
            seekers=persons,
            households=round(persons / PERSONS_A_HOUSEHOLD),
            registered_poor=round(persons * document["provinces"][code[:2]]["poor"]),
            homes=dict.fromkeys(where.counties[k], 1.0),
            wishes=wishes,
            consent=Consent(terms["low"], terms["high"], {option: held[option] for option in wishes}),
            skills=SKILLS,
            type_counts=TYPE_COUNTS,
            min_wage=MIN_WAGE,
            asks=asks,
        )
        demands.append(demand)
    return tuple(demands)


def _pulls(where: _Map, option: NDArray[np.intp], halving_km: float) -> Floats:
    """What draws the persons of each prefecture to each region wished for: posts, less with the distance."""
    lon, lat = np.radians(where.points).T
    half = (
        np.sin((lat[:, None] - lat) / 2) ** 2
        + np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    )
    km = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
    pull = where.posts / (1 + km / halving_km)
    return np.array([np.bincount(option, row) for row in pull])


def _sums(codes: Iterable[str], values: NDArray[Any]) -> dict[str, float]:
    """The values of the prefectures, summed by province."""
    sums: dict[str, float] = {}
    for code, value in zip(codes, values, strict=True):
        sums[code[:2]] = sums.get(code[:2], 0.0) + float(value)
    return sums


def _six(code: str) -> str:
    return code.ljust(6, "0")
