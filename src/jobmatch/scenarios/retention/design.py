"""Values of pairs as columns of numbers: standardised, bent by restricted cubic splines, classes as 0 and 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jobmatch.scenarios.retention.document import Feature

Floats: TypeAlias = NDArray[np.float64]

KNOTS = (0.1, 0.5, 0.9)
"""Quantiles at which the knots of a spline lie (Harrell 2015, *Regression Modeling Strategies*, 2.4.6)."""

BENT = ("wage", "wage_gap", "km", "age")
"""Numbers that may have a spline; the others have few values."""

RARE = 10
"""Persons below whom a level of a class counts as the first, which is the most frequent."""

MOST_LEVELS = 12
"""Levels of a class at most."""


def features_of(values: pl.DataFrame, bent: bool) -> tuple[Feature, ...]:
    """How the columns of a training table become numbers; those that are the same for all are left out.

    Parameters
    ----------
    bent
        Whether numbers have splines.
    """
    made = (_number(column, bent) if column.dtype.is_numeric() else _class(column) for column in values)
    return tuple(each for each in made if each is not None)


def _number(column: pl.Series, bent: bool) -> Feature | None:
    x = column.drop_nulls().to_numpy()
    if not x.size or x.min() == x.max():
        return None
    knots = tuple(float(t) for t in np.quantile(x, KNOTS)) if bent and column.name in BENT else ()
    if len(set(knots)) < len(KNOTS):
        knots = ()
    second = _bend(x, knots) if knots else np.zeros(1)
    bend_sd = float(second.std())
    return Feature(
        name=column.name,
        kind="number",
        mean=float(x.mean()),
        sd=float(x.std()),
        low=float(x.min()),
        high=float(x.max()),
        knots=knots if bend_sd > 0 else (),
        bend_mean=float(second.mean()),
        bend_sd=bend_sd if bend_sd > 0 else 1.0,
    )


def _class(column: pl.Series) -> Feature | None:
    counted = column.value_counts().sort(by=["count", column.name], descending=[True, False])
    levels = counted.filter(pl.col("count") >= RARE)[column.name].to_list()
    if len(levels) < 2:
        return None
    return Feature(name=column.name, kind="class", levels=tuple(levels))


def _bend(x: Floats, knots: Sequence[float]) -> Floats:
    """The second column of a restricted cubic spline with three knots (Harrell 2015, 2.24)."""
    t1, t2, t3 = knots
    first, second, third = (np.maximum(0.0, x - t) ** 3 for t in knots)
    bent: Floats = (first - second * (t3 - t1) / (t3 - t2) + third * (t2 - t1) / (t3 - t2)) / (t3 - t1) ** 2
    return bent


def matrix(features: Sequence[Feature], values: pl.DataFrame) -> Floats:
    """The columns of all features, shape (rows, columns); a blank number stands at the mean."""
    columns: list[Floats] = []
    for each in features:
        if each.kind == "class":
            columns += [(values[each.name] == level).to_numpy().astype(np.float64) for level in each.levels[1:]]
            continue
        x = values[each.name].cast(pl.Float64).fill_null(each.mean).to_numpy()
        x = np.clip(x, each.low, each.high)
        columns.append((x - each.mean) / each.sd)
        if each.knots:
            columns.append((_bend(x, each.knots) - each.bend_mean) / each.bend_sd)
    return np.column_stack(columns) if columns else np.zeros((values.height, 0))


def beyond(features: Sequence[Feature], values: pl.DataFrame) -> int:
    """Rows of which a number lies outside the range that training had."""
    outside = np.zeros(values.height, bool)
    for each in features:
        if each.kind == "number":
            x = values[each.name].cast(pl.Float64).fill_null(each.mean).to_numpy()
            outside |= (x < each.low) | (x > each.high)
    return int(outside.sum())
