"""The tree of regions of a run: who lies below whom, and on which level (docs/model.md, section 2)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from jobmatch.verify.exactly import Bools, Ints, number
from jobmatch.verify.report import Halt
from jobmatch.words import said

LEVELS = ("country", "province", "prefecture", "county", "township", "village")
OUTSIDE = 3
TIER_OF_LEVEL = {"country": OUTSIDE, "province": 2, "prefecture": 1, "county": 0, "township": 0, "village": 0}


@dataclass(frozen=True)
class Tree:
    """Regions numbered from 0; the number ``n`` (after the last) stands for "none" and is its own parent.

    Attributes
    ----------
    codes
        Number of each code.
    parent, tier
        By number, "none" included: the region above; the tier that the level reads as.
    level
        By number, "none" included (-1): the place of the level in `LEVELS`.
    lon, lat
        Degrees, NaN where the table has none.
    """

    codes: dict[str, int]
    parent: Ints
    tier: Ints
    level: Ints
    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]

    @property
    def none(self) -> int:
        """The number that stands for no region."""
        return len(self.codes)

    def path(self, region: int) -> list[int]:
        """The region, the one above it, … up to the top."""
        out = []
        while region != self.none:
            out.append(region)
            region = int(self.parent[region])
        return out

    def marked(self, regions: list[int]) -> Bools:
        """A mask over all numbers ("none" left out) of the given ones."""
        mask = np.zeros(self.none + 1, bool)
        mask[regions] = True
        mask[self.none] = False
        return mask

    def climb(self, starts: Ints, target: Bools) -> Ints:
        """For each start the nearest region at or above it that `target` marks, or "none"."""
        at = starts.copy()
        while True:
            moving = ~target[at] & (at != self.none)
            if not moving.any():
                return at
            at = np.where(moving, self.parent[at], at)

    @cached_property
    def carrier(self) -> Ints:
        """By number: the region itself, or the nearest above it, that has coordinates; or "none"."""
        has_point = ~np.isnan(self.lon)
        return self.climb(np.arange(self.none + 1, dtype=np.int64), has_point)

    @cached_property
    def home_county(self) -> list[str]:
        """By number: the code of the county that a region lies in, or its own if it lies in none."""
        names = [*self.codes, ""]
        county = self.climb(np.arange(self.none + 1, dtype=np.int64), self.level == LEVELS.index("county"))
        return [names[i] if c == self.none else names[c] for i, c in enumerate(county.tolist())]

    def below(self, region: int) -> Bools:
        """A mask over all numbers of those that `region` covers."""
        found = self.climb(np.arange(self.none + 1, dtype=np.int64), self.marked([region]))
        return np.asarray(found == region)


def empty_tree() -> Tree:
    """A tree without regions."""
    columns = ("code", "parent", "level", "lon", "lat")
    return read_tree(pl.DataFrame(schema=dict.fromkeys(columns, pl.String)))


def read_tree(table: pl.DataFrame) -> Tree:
    """The tree in a table with columns code, parent, level, lon, lat."""
    name = "inputs/regions.csv"
    codes = {code: i for i, code in enumerate(table["code"].to_list())}
    if len(codes) != table.height or "" in codes:
        raise Halt("tables", said("verified.code_blank_or_twice", name=name))
    none = len(codes)
    parent = np.full(none + 1, none, np.int64)
    tier = np.full(none + 1, OUTSIDE, np.int64)
    points = np.full((2, none + 1), np.nan)
    for i, (code, above, level) in enumerate(table.select("code", "parent", "level").iter_rows()):
        if above not in codes and above != "":
            raise Halt("tables", said("verified.parent_not_there", name=name, above=above, code=code))
        if level not in TIER_OF_LEVEL:
            raise Halt(
                "tables", said("verified.level_unknown", name=name, code=code, level=level, names=", ".join(LEVELS))
            )
        parent[i] = codes.get(above, none)
        tier[i] = TIER_OF_LEVEL[level]
    for axis, column in enumerate(("lon", "lat")):
        for i, cell in enumerate(table[column].to_list()):
            if cell and number(cell) is None:
                raise Halt("tables", said("verified.row_no_number", name=name, row=i + 1, column=column, cell=cell))
            points[axis, i] = float(cell) if cell else np.nan
    points[:, np.isnan(points).any(axis=0)] = np.nan
    levels = np.array([LEVELS.index(level) for level in table["level"].to_list()] + [-1])
    _refuse_circles(parent, none, name)
    return Tree(codes, parent, tier, levels, points[0], points[1])


def _refuse_circles(parent: Ints, none: int, name: str) -> None:
    at: Ints = np.arange(none + 1)
    for _ in range(len(LEVELS) * 4):
        at = parent[at]
    if (at != none).any():
        raise Halt("tables", said("verified.regions_circle", name=name))
