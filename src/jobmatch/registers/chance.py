"""How often names and homes of two people agree by chance: counted where they are equal, drawn where they are alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

DRAWN = 400_000
"""Pairs that are drawn for names that are nearly the same."""

LEAST = 1e-12
"""What has never been seen is still not impossible."""

RARE, SEEN = 5, 30
"""Values of so many people are corrected for chance, where so many values have as many."""

WITHIN = ("village", "town", "county")
"""Where two people live close to each other, the narrowest first: in one village; in villages of one township; in one
county, where the village of one is not known. Two known villages of different townships are far from each other."""


@dataclass(frozen=True)
class Chances:
    """Parts of all pairs of two people.

    Attributes
    ----------
    levels
        By level of the comparison (name_village, name_town, name_county, name, near_village, near_town, near_county,
        near, village), without the pairs that a level before it counts, since levels are asked one after another.
    near
        By place the part of the pairs of people there whose names are one slip apart: as the levels have it.
    vague
        The part of the pairs in which a village is not known.
    """

    levels: dict[str, float]
    near: dict[str, float]
    vague: float


def chances(left: pl.DataFrame, right: pl.DataFrame, seed: int) -> Chances:
    """Count over pairs of a row of each table of records (`jobmatch.registers.model.records`)."""
    rng = np.random.default_rng(seed)
    name = {place: _close(left, right, f"name_{place}") for place in WITHIN}
    close = {place: _close(left, right, place) for place in WITHIN}
    near = {place: close[place] * _near(left, right, place, rng) for place in WITHIN}
    found = {f"name_{place}": name[place] for place in WITHIN}
    found["name"] = _equal(left, right, "name") - sum(name.values())
    found |= {f"near_{place}": near[place] for place in WITHIN}
    found["near"] = _near(left, right, None, rng) - sum(near.values())
    found["village"] = close["village"] - name["village"] - near["village"]
    levels = {level: max(LEAST, part) for level, part in found.items()}
    deep = pl.col("village").is_not_null()
    return Chances(
        levels,
        {place: levels[f"near_{place}"] / max(LEAST, close[place]) for place in WITHIN},
        1 - _share(left, deep) * _share(right, deep),
    )


def _close(left: pl.DataFrame, right: pl.DataFrame, column: str) -> float:
    """The part of all pairs that have the same there, and live as close to each other as `WITHIN` says."""
    same = _equal(left, right, column)
    if column.endswith("village"):
        return same
    if column.endswith("town"):
        return max(0.0, same - _equal(left, right, column.replace("town", "village")))
    deep = pl.col("village").is_not_null()
    both = _equal(left.filter(deep), right.filter(deep), column) * _share(left, deep) * _share(right, deep)
    return max(0.0, same - both)


def _share(table: pl.DataFrame, which: pl.Expr) -> float:
    return table.filter(which).height / max(1, table.height)


def _equal(left: pl.DataFrame, right: pl.DataFrame, column: str) -> float:
    """The part of all pairs that have the same there."""
    counts = [
        table.drop_nulls(column).group_by(column).agg(pl.len().cast(pl.Float64).alias(side))
        for table, side in ((left, "left"), (right, "right"))
    ]
    both = counts[0].join(counts[1], on=column)
    return float((both["left"] * both["right"]).sum()) / max(1, left.height * right.height)


def _near(left: pl.DataFrame, right: pl.DataFrame, within: str | None, rng: np.random.Generator) -> float:
    """The part of pairs of the same place whose names are one slip apart."""
    from rapidfuzz.distance import DamerauLevenshtein

    ones, others = left.drop_nulls("name"), right.drop_nulls("name")
    if within is not None:
        ones, others = ones.drop_nulls(within), others.drop_nulls(within).sort(within)
    if not ones.height or not others.height:
        return 0.0
    one = ones[rng.integers(0, ones.height, DRAWN)]
    if within is None:
        other = others["name"].gather(rng.integers(0, others.height, DRAWN))
    else:
        places = others.with_row_index("at").group_by(within).agg(first=pl.col("at").min(), of=pl.len())
        one = one.join(places, on=within, maintain_order="left")
        at = one["first"].to_numpy() + (rng.random(one.height) * one["of"].to_numpy()).astype(np.int64)
        other = others["name"].gather(at)
    if not one.height:
        return 0.0
    slips = [DamerauLevenshtein.distance(a, b, score_cutoff=1) for a, b in zip(one["name"], other, strict=True)]
    return float(np.mean(np.array(slips) == 1))


def frequencies(people: pl.DataFrame, column: str) -> pl.DataFrame:
    """How probable it is that somebody else has a value, by how many of the people have it: column, ``tf_`` column.

    Counting would say too much of rare values: who is the only one of a name in a village tells nothing of how many
    more there are. Of a value that k people have, (k + 1) N(k + 1) / N(k) are expected among as many others, where
    N(k) values have k people each.

    References: Good 1953, "The population frequencies of species and the estimation of population parameters".
    """
    counts = people.drop_nulls(column).group_by(column).agg(k=pl.len())
    values = dict(counts.group_by("k").len().iter_rows())
    expected = {k: float(k) for k in values}
    for k in range(RARE, 0, -1):
        if values.get(k, 0) >= SEEN and values.get(k + 1, 0):
            expected[k] = min((k + 1) * values[k + 1] / values[k], expected.get(k + 1, k + 1.0), float(k))
    total = max(1, people[column].drop_nulls().len())
    return counts.select(
        column, (pl.col("k").replace_strict(expected, return_dtype=pl.Float64) / total).alias(f"tf_{column}")
    ).sort(column)
