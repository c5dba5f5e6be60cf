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
    rows = {} if table is None else _table_rows(table)
    for h, home in enumerate(homes):
        for r, region in enumerate(regions):
            if rows and (found := _from_table(rows, tree.path(home), tree.path(region))) is not None:
                km[h, r], unknown[h, r] = found, False
            elif tree.covers(home, region) or tree.covers(region, home):
                km[h, r], unknown[h, r] = typical[h, r], False
    return km, unknown


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


def _from_table(rows: dict[tuple[str, str], int], home: tuple[str, ...], region: tuple[str, ...]) -> int | None:
    """The row of the nearest regions: climb from the home first, then from the workplace."""
    for work in region:
        for start in home:
            if (start, work) in rows:
                return rows[(start, work)]
    return None
