"""The generator's tables: trades, job types and places of work, read from data/labour.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Trade:
    """A skill: its code in the lists and its share among skilled persons."""

    code: str
    zh: str
    share: float


@dataclass(frozen=True, slots=True)
class JobType:
    """A kind of post; data/labour.toml explains the figures."""

    code: str
    zh: str
    sector: str
    share: float
    wage: float
    batch: float
    max_age: int
    age: int
    skill: str = ""
    asks: float = 0.0
    also: str = ""
    also_asks: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """A city or a group of counties that offers posts."""

    wage: float
    stay: float
    sectors: dict[str, float]
    districts: dict[str, float]
    narrow: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Labour:
    """All tables; trades are in ascending order of their code."""

    trades: tuple[Trade, ...]
    types: tuple[JobType, ...]
    places: dict[str, Place]


@cache
def labour() -> Labour:
    """The tables of data/labour.toml."""
    text = (files("jobmatch.scenarios") / "data" / "labour.toml").read_text(encoding="utf-8")
    document = tomllib.loads(text)
    return Labour(
        trades=tuple(sorted((Trade(**row) for row in document["trades"]), key=lambda trade: trade.code)),
        types=tuple(JobType(**row) for row in document["types"]),
        places={name: Place(**row) for name, row in document["places"].items()},
    )
