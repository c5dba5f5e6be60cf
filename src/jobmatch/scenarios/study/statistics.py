"""Over replicates: means with confidence intervals, and differences to the first scenario, replicate by replicate.

Intervals are Student's, at 95 %; the difference is of pairs, since scenarios of one replicate have the same persons and
jobs (common random numbers), so that what they share cancels out (Law 2015, "Simulation Modeling and Analysis", 10.2).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from scipy import stats

LEVEL = 0.95

NOT_FIGURES = ("scenario", "replicate", "status", "stop", "why", "key", "seconds")


def summarised(cells: pl.DataFrame, paths: Sequence[str]) -> pl.DataFrame:
    """A row for each scenario, point and figure.

    Parameters
    ----------
    cells
        A row a cell.
    paths
        Its columns that were swept.

    Returns
    -------
    polars.DataFrame
        scenario, the paths, figure, count (replicates with a plan), mean, sd, low, high, difference, difference_low,
        difference_high; intervals are null for a single replicate, differences for the first scenario.
    """
    figures = [name for name, kind in cells.schema.items() if kind.is_numeric() and name not in (*NOT_FIGURES, *paths)]
    long = cells.unpivot(figures, index=["scenario", "replicate", *paths], variable_name="figure")
    long = long.with_columns(pl.col("value").cast(pl.Float64)).drop_nulls("value")
    base = cells["scenario"][0]
    first = long.filter(scenario=base).drop("scenario").rename({"value": "of_base"})
    shared = [path for path in paths if first[path].null_count() < first.height]
    first = first.select("replicate", "figure", *shared, "of_base")
    both = long.join(first, on=["replicate", "figure", *shared], how="left", nulls_equal=True)
    rows = []
    for key, part in both.group_by(["scenario", *paths, "figure"], maintain_order=True):
        mean, sd, low, high = _interval(part["value"].to_numpy())
        apart = (part["value"] - part["of_base"]).drop_nulls().to_numpy() if key[0] != base else np.empty(0)
        difference, _, lowest, highest = _interval(apart)
        rows.append((*key, part.height, mean, sd, low, high, difference, lowest, highest))
    names = ("count", "mean", "sd", "low", "high", "difference", "difference_low", "difference_high")
    kinds = {name: pl.Int64 if name == "count" else pl.Float64 for name in names}
    schema = {"scenario": pl.String, **{path: cells.schema[path] for path in paths}, "figure": pl.String, **kinds}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _interval(values: np.ndarray) -> tuple[float | None, float | None, float | None, float | None]:
    """Mean, standard deviation, and the ends of the interval of the mean."""
    if not len(values):
        return None, None, None, None
    mean = float(values.mean())
    if len(values) == 1:
        return mean, None, None, None
    sd = float(values.std(ddof=1))
    half = float(stats.t.ppf(0.5 + LEVEL / 2, len(values) - 1)) * sd / len(values) ** 0.5
    return mean, sd, mean - half, mean + half
