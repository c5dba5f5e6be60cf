"""What a list of seekers is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HOME = "home"
"""Stands for the person's own county in `Demand.wishes`."""


@dataclass(frozen=True, slots=True)
class Consent:
    """How much of the jobs list a person agrees to, where that and not a number of wishes is what is given.

    Parameters
    ----------
    low, high
        Bounds on the share of all job rows in the regions that a person agrees to.
    held
        Share of all job rows in each region of `Demand.wishes`, of which none may lie within another. The largest must
        be `low` at least, and `high` - `low` at most.
    """

    low: float
    high: float
    held: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Demand:
    """Persons of one prefecture, or of a part of it.

    Parameters
    ----------
    seekers, households, registered_poor
        Counts at scale 1; poverty is registered by household.
    homes
        Weight of each county, all of one prefecture.
    wishes
        Weight of each region that a person may agree to; `HOME` and `*` are allowed.
    skills
        Shares of persons with no, one and two skills.
    wish_counts
        Shares of persons who agree to one, two, three, … regions.
    consent
        Given: how much they agree to, instead of `wish_counts`.
    type_counts
        Shares of persons who take any job type, and who wish for one, two, three, … types.
    min_wage
        Yuan a month that an unskilled person of 20 asks for, on average.
    asks
        Yuan a month that those ask more who would go to a region; of several wishes the least counts.
    fairs
        Number of job fairs; each person attends one (column `fair`). 0: no such column.
    """

    seekers: int
    households: int
    registered_poor: int
    homes: Mapping[str, float]
    wishes: Mapping[str, float]
    skills: tuple[float, float, float] = (0.50, 0.36, 0.14)
    wish_counts: tuple[float, ...] = (0.30, 0.35, 0.22, 0.13)
    consent: Consent | None = None
    type_counts: tuple[float, ...] = (0.06, 0.16, 0.31, 0.28, 0.19)
    min_wage: float = 2350.0
    asks: Mapping[str, float] = field(default_factory=lambda: {HOME: -450.0})
    fairs: int = 0
