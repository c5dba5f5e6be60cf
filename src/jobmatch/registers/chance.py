"""How often names and homes of two people agree by chance: counted where they are equal, drawn where they are alike."""

from __future__ import annotations

import numpy as np
import polars as pl

DRAWN = 400_000
"""Pairs that are drawn for names that are nearly the same."""

LEAST = 1e-12
"""What has never been seen is still not impossible."""


def chances(left: pl.DataFrame, right: pl.DataFrame, seed: int) -> dict[str, float]:
    """Parts of all pairs of two people, a row of each table of records, that agree in a name and a home.

    Returns
    -------
    dict
        By level of the comparison (name_village, name_county, name, near_village, near_county, near, village): each
        without the pairs that a level before it counts, since levels are asked one after another.
    """
    rng = np.random.default_rng(seed)
    equal = {
        column: _equal(left, right, column) for column in ("name_village", "name_county", "name", "village", "county")
    }
    near = {
        "village": equal["village"] * _near(left, right, "village", rng),
        "county": equal["county"] * _near(left, right, "county", rng),
        "anywhere": _near(left, right, None, rng),
    }
    found = {
        "name_village": equal["name_village"],
        "name_county": equal["name_county"] - equal["name_village"],
        "name": equal["name"] - equal["name_county"],
        "near_village": near["village"],
        "near_county": near["county"] - near["village"],
        "near": near["anywhere"] - near["county"],
        "village": equal["village"] - equal["name_village"] - near["village"],
    }
    return {level: max(LEAST, part) for level, part in found.items()}


def _equal(left: pl.DataFrame, right: pl.DataFrame, column: str) -> float:
    """The part of all pairs that have the same there."""
    counts = [
        table.drop_nulls(column).group_by(column).agg(pl.len().cast(pl.Float64).alias(side))
        for table, side in ((left, "left"), (right, "right"))
    ]
    both = counts[0].join(counts[1], on=column)
    return float((both["left"] * both["right"]).sum()) / max(1, left.height * right.height)


def _near(left: pl.DataFrame, right: pl.DataFrame, within: str | None, rng: np.random.Generator) -> float:
    """The part of pairs of the same village or county whose names are one slip apart."""
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
