"""Draws that the generators of persons and jobs share; all vectorised, all from a generator passed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def shares(weights: Iterable[float]) -> Floats:
    """Weights as probabilities that sum to one."""
    values = np.asarray(list(weights), dtype=np.float64)
    values /= values.sum()
    return values


def pick(rng: np.random.Generator, weights: Iterable[float], size: int) -> Ints:
    """Draw `size` positions with the given weights."""
    edges = np.cumsum(shares(weights))
    edges[-1] = 1.0  # the sum of rounded shares may fall just below
    return np.searchsorted(edges, rng.random(size), side="right").astype(np.int64)


def pick_rows(rng: np.random.Generator, weights: Floats) -> Ints:
    """Draw one position a row; `weights` (rows × positions) may hold zeros, but not a row of them."""
    edges = np.cumsum(weights, axis=1)
    passed: Ints = np.sum((rng.random(len(weights)) * edges[:, -1])[:, None] >= edges, axis=1, dtype=np.int64)
    return passed


def pick_several(rng: np.random.Generator, weights: NDArray[np.float32], most: int) -> Ints:
    """Draw `most` different positions a row, in the order drawn, each with odds in proportion to its weight.

    An exponential race: the clock of a position runs at the speed of its weight, the first `most` to ring are drawn
    (Efraimidis and Spirakis 2006, "Weighted random sampling with a reservoir").

    Parameters
    ----------
    weights
        rows × positions, positive.
    """
    clock = rng.standard_exponential(weights.shape, dtype=np.float32)
    np.divide(clock, weights, out=clock)
    first = np.argpartition(clock, most - 1, axis=1)[:, :most]
    order = np.argsort(np.take_along_axis(clock, first, axis=1), axis=1)
    return np.take_along_axis(first, order, axis=1)


def apportion(total: int, weights: Iterable[float]) -> Ints:
    """Divide `total` in proportion to the weights, in whole units (largest remainders)."""
    exact = shares(weights) * total
    parts = np.floor(exact).astype(np.int64)
    left = total - int(parts.sum())
    parts[np.argsort(parts - exact, kind="stable")[:left]] += 1
    return parts


def spread(rng: np.random.Generator, total: int, weights: Floats) -> Ints:
    """Divide `total` at random, each part at least one; `total` must not be less than the number of parts."""
    return 1 + rng.multinomial(total - len(weights), weights / weights.sum())


def rounded(values: Floats, step: float) -> Ints:
    """To the nearest multiple of `step`."""
    return np.asarray(np.floor(values / step + 0.5) * step, dtype=np.int64)


def words(names: Sequence[str], index: Ints, shown: NDArray[np.bool_] | None = None) -> pl.Series:
    """Names by position, as a column; null where not `shown`."""
    column = pl.Series(names, dtype=pl.String).gather(pl.Series(index))
    if shown is None:
        return column
    return pl.select(pl.when(pl.Series(shown)).then(column)).to_series()


def joined(parts: Sequence[pl.Series]) -> pl.Series:
    """The parts that are not null, with `;` between them; null if all are."""
    text = pl.concat_str([pl.lit(part) for part in parts], separator=";", ignore_nulls=True)
    return pl.select(pl.when(text != "").then(text)).to_series()


def frame(columns: Mapping[str, pl.Series]) -> pl.DataFrame:
    """Columns by name."""
    return pl.DataFrame([column.alias(name) for name, column in columns.items()])


def joined_rows(parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Tables of the same columns one below the other, in one piece, column by column to need little memory."""
    tables = list(parts)
    if len(tables) == 1:
        return tables[0]
    return pl.DataFrame([pl.concat([table.drop_in_place(name) for table in tables]) for name in tables[0].columns])
