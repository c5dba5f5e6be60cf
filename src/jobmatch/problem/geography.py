"""Homes against workplaces: tier, kilometres, and what both cost (docs/model.md, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import polars as pl

from jobmatch.lists import RegionTree
from jobmatch.policy import TIERS, exact, quanta
from jobmatch.problem.arrays import Flags, Int, Small
from jobmatch.problem.context import Context
from jobmatch.problem.encode import in_range, rounded

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


@dataclass(frozen=True, eq=False)
class Geography:
    """Tables over (distinct homes, distinct workplaces)."""

    homes: list[str]
    regions: list[str]
    tier: Small
    km: Int
    unknown: Flags  # distance not known: the tier's typical one stands for it
    tier_cost: Int  # (4,)
    distance_cost: Int


def geography(homes: list[str], regions: list[str], ctx: Context) -> Geography:
    """Tier, distance and their costs for every home and workplace."""
    policy, decimals = ctx.policy, ctx.decimals
    tier = _tiers(homes, regions, ctx.tree)
    km, unknown = _kilometres(homes, regions, tier, ctx)
    terms = policy.distance
    monthly = exact(terms.weight) * exact(terms.yuan_per_km) * exact(terms.trips) / policy.horizon_months
    return Geography(
        homes=homes,
        regions=regions,
        tier=tier,
        km=km,
        unknown=unknown,
        tier_cost=np.array([in_range(quanta(exact(getattr(policy.tier, t)), decimals)) for t in TIERS], np.int64),
        distance_cost=rounded(km, monthly * 10**decimals),
    )


def _tiers(homes: list[str], regions: list[str], tree: RegionTree) -> Small:
    """0 county … 3 outside: the level of the smallest region that covers both."""
    tier = np.full((len(homes), len(regions)), TIERS.index("outside"), np.int32)
    numbers: dict[str, int] = {}
    for level in ("province", "prefecture", "county"):  # the smaller one overwrites
        at_home, at_work = (
            np.array([_at_level(code, level, tree, numbers, absent) for code in codes], np.int64)
            for codes, absent in ((homes, -1), (regions, -2))
        )
        tier[at_home[:, None] == at_work[None, :]] = TIERS.index(level)
    return tier


def _at_level(code: str, level: str, tree: RegionTree, numbers: dict[str, int], absent: int) -> int:
    for above in tree.path(code):
        if tree.level(above) == level:
            return numbers.setdefault(above, len(numbers))
    return absent


def _kilometres(homes: list[str], regions: list[str], tier: Small, ctx: Context) -> tuple[Int, Flags]:
    tree, policy, table = ctx.tree, ctx.policy, ctx.lists.distances
    typical = np.array([getattr(policy.distance.typical_km, t) for t in TIERS], np.int64)[tier]
    km = typical.copy()
    unknown = np.ones(km.shape, bool)
    home_points, home_of = _points(homes, tree)
    work_points, work_of = _points(regions, tree)
    known = (home_of[:, None] != "") & (work_of[None, :] != "") & (home_of[:, None] != work_of[None, :])
    circle = _great_circle(home_points, work_points) * policy.distance.detour
    km[known] = np.maximum(1, np.floor(circle[known] + 0.5)).astype(np.int64)
    unknown[known] = False
    within = _within(homes, regions, tree)
    if table is not None and table.height:
        stated = _from_table(_table_rows(table), homes, regions, tree)
        km, unknown = np.where(stated >= 0, stated, km), unknown & (stated < 0)
        within &= stated < 0
    km[within], unknown[within] = typical[within], False
    return km, unknown


def _within(homes: list[str], regions: list[str], tree: RegionTree) -> Flags:
    """Pairs of which one region lies within the other, or both are the same."""
    within = np.zeros((len(homes), len(regions)), np.bool_)
    home_at, region_at = ({code: k for k, code in enumerate(codes)} for codes in (homes, regions))
    for h, home in enumerate(homes):
        within[h, [region_at[above] for above in tree.path(home) if above in region_at]] = True
    for r, region in enumerate(regions):
        within[[home_at[above] for above in tree.path(region) if above in home_at], r] = True
    return within


def _points(codes: list[str], tree: RegionTree) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.object_]]:
    """Coordinates of each region or the nearest above that has some, and which region that is."""
    points = np.zeros((len(codes), 2))
    source = np.full(len(codes), "", object)
    for k, code in enumerate(codes):
        for above in tree.path(code):
            point = tree.point(above)
            if point is not None:
                points[k], source[k] = point, above
                break
    return points, source


def _great_circle(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Haversine distance in km between points (lon, lat) in degrees, shape ``(len(a), len(b))``."""
    (lon_a, lat_a), (lon_b, lat_b) = np.radians(a).T, np.radians(b).T
    half_lat = np.sin((lat_b[None, :] - lat_a[:, None]) / 2) ** 2
    half_lon = np.sin((lon_b[None, :] - lon_a[:, None]) / 2) ** 2
    chord = half_lat + np.cos(lat_a)[:, None] * np.cos(lat_b)[None, :] * half_lon
    km: npt.NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord)))
    return km


def _table_rows(table: pl.DataFrame) -> dict[tuple[str, str], int]:
    rows: dict[tuple[str, str], int] = {}
    for start, end, km in table.select("from", "to", "km").iter_rows():
        whole = quanta(Fraction(repr(km)), 0)
        rows.setdefault((start, end), whole)
    for (start, end), km in list(rows.items()):
        rows.setdefault((end, start), km)
    return rows


def _from_table(rows: dict[tuple[str, str], int], homes: list[str], regions: list[str], tree: RegionTree) -> Int:
    """Kilometres stated for the nearest regions, climbing from the home first, then from the workplace; -1: none."""
    number = {code: k for k, code in enumerate({code for ends in rows for code in ends})}
    stated = np.full((len(number) + 1, len(number) + 1), -1, np.int64)  # the last row and column stand for no region
    for (start, work), km in rows.items():
        stated[number[start], number[work]] = km
    climb_home, climb_work = (_climb(codes, number, tree) for codes in (homes, regions))
    found = np.full((len(homes), len(regions)), -1, np.int64)
    for at_work in climb_work:
        for at_home in climb_home:
            found = np.where(found < 0, stated[at_home[:, None], at_work[None, :]], found)
    return found


def _climb(codes: list[str], number: dict[str, int], tree: RegionTree) -> list[Small]:
    """The number of each region, of the one above it, and so on; -1 where there is none or it has no number."""
    paths = [tree.path(code) for code in codes]
    steps = range(max(map(len, paths), default=0))
    return [np.array([number.get(p[k], -1) if k < len(p) else -1 for p in paths], np.int32) for k in steps]
