"""One workplace region seen from every home and every wish: tier, whole kilometres, rank in the wish."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.policy import TIERS, Policy
from jobmatch.verify.exactly import Bools, Ints, scaled
from jobmatch.verify.regions import Tree

EARTH_RADIUS_KM = 6371.0088
NOT_AGREED = -1


@dataclass(frozen=True)
class Place:
    """A workplace region.

    Attributes
    ----------
    tier, km
        By class of home.
    rank
        By class of `wish_regions`: the place of the first entry that covers the region, or `NOT_AGREED`.
    """

    tier: Ints
    km: Ints
    rank: Ints


class Ranks:
    """Ranks in the distinct cells of a wish column: `entries` of all cells, one after another."""

    def __init__(self, texts: list[str]) -> None:
        cells = pl.DataFrame({"cell": np.arange(len(texts)), "entry": pl.Series(texts, dtype=pl.String)})
        flat = cells.filter(pl.col("entry") != "").with_columns(pl.col("entry").str.split(";")).explode("entry")
        flat = flat.with_columns(rank=pl.int_range(pl.len()).over("cell")).reverse()
        self.size = len(texts)
        self.blank = np.array([text == "" for text in texts], bool)
        names = flat["entry"].unique(maintain_order=True)
        lookup = pl.DataFrame({"entry": names, "at": np.arange(len(names))})
        self.names: list[str] = names.to_list()
        self._cell = flat["cell"].to_numpy()
        self._rank = flat["rank"].to_numpy()
        self._entry = flat.join(lookup, on="entry", how="left", maintain_order="left")["at"].to_numpy()

    @property
    def most(self) -> int:
        """The greatest rank that occurs."""
        return int(self._rank.max(initial=0))

    def first(self, wanted: Bools) -> Ints:
        """For each cell the place of its first entry that is wanted (mask over `names`), else `NOT_AGREED`."""
        hit = wanted[self._entry]
        out = np.full(self.size, NOT_AGREED, np.int64)
        out[self._cell[hit]] = self._rank[hit]  # last entries first: what is written last is the first entry
        return out


class Places:
    """Makes the `Place` of any workplace region; keeps the last one."""

    def __init__(self, tree: Tree, policy: Policy, homes: Ints, wishes: Ranks, table: pl.DataFrame | None) -> None:
        self._tree = tree
        self._homes = homes
        self._wishes = wishes
        self._entry_region = np.array([tree.codes.get(name, tree.none) for name in wishes.names], np.int64)
        self._anywhere = np.array([name == "*" for name in wishes.names], bool)
        self._typical = np.array([getattr(policy.distance.typical_km, tier) for tier in TIERS], np.int64)
        self._detour = policy.distance.detour
        self._rows = _distance_rows(tree, table)
        self._kept: tuple[int, Place] | None = None

    @property
    def most_km(self) -> int:
        """No distance is longer."""
        table = max((km for rows in self._rows.values() for km in rows.values()), default=0)
        return max(table, int(self._typical.max()), int(np.pi * EARTH_RADIUS_KM * self._detour) + 2)

    def at(self, region: int) -> Place:
        """The workplace region with this number."""
        if self._kept is None or self._kept[0] != region:
            self._kept = (region, self._make(region))
        return self._kept[1]

    def _make(self, region: int) -> Place:
        tree = self._tree
        above = tree.path(region)
        common = tree.climb(self._homes, tree.marked(above))
        tier = tree.tier[common]
        covered = tree.marked(above)[self._entry_region]
        rank = self._wishes.first(covered | self._anywhere)
        km = self._from_table(above)
        nested = (common == self._homes) | (common == region)
        km = np.where((km < 0) & nested, self._typical[tier], km)
        open_ = np.flatnonzero(km < 0)
        km[open_] = self._great_circle(self._homes[open_], region)
        return Place(tier, np.where(km < 0, self._typical[tier], km), rank)

    def _from_table(self, above: list[int]) -> Ints:
        """Kilometres by the table, -1 where it has no row: the home climbs first, then the workplace."""
        none = self._tree.none
        km = np.full(len(self._homes), -1, np.int64)
        for workplace in above:
            rows = self._rows.get(workplace)
            if rows is None:
                continue
            known = np.full(none + 1, -1, np.int64)
            known[list(rows)] = list(rows.values())
            found = known[self._tree.climb(self._homes, known >= 0)]
            km = np.where(km < 0, found, km)
        return km

    def _great_circle(self, homes: Ints, region: int) -> Ints:
        """Kilometres by coordinates, -1 where they cannot tell the two apart."""
        tree = self._tree
        a, b = tree.carrier[homes], int(tree.carrier[region])
        lon, lat = np.radians(tree.lon), np.radians(tree.lat)
        half = np.sin((lat[b] - lat[a]) / 2) ** 2 + np.cos(lat[a]) * np.cos(lat[b]) * np.sin((lon[b] - lon[a]) / 2) ** 2
        straight = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
        usable = (a != b) & (a != tree.none) & (b != tree.none)
        km = np.floor(np.where(usable, straight, 0.0) * self._detour + 0.5).astype(np.int64)
        return np.where(usable, np.maximum(1, km), -1)


def _distance_rows(tree: Tree, table: pl.DataFrame | None) -> dict[int, dict[int, int]]:
    """By workplace, kilometres by home; a row counts in both directions, its own direction first."""
    out: dict[int, dict[int, int]] = {}
    if table is None:
        return out
    km = scaled(table["km"], 0, "inputs/distances.csv, km", round_off=True).tolist()
    rows = [
        (tree.codes[a], tree.codes[b], d)
        for a, b, d in zip(table["from"].to_list(), table["to"].to_list(), km, strict=True)
        if a in tree.codes and b in tree.codes
    ]
    for home, workplace, d in [*((b, a, d) for a, b, d in rows), *rows]:
        out.setdefault(workplace, {})[home] = d
    return out
