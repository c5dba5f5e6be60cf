"""Predicates over list columns."""

from __future__ import annotations

import numpy as np
import polars as pl

from jobmatch.lists import RegionTree
from jobmatch.policy import Predicate
from jobmatch.problem.arrays import Flags

REGION_COLUMNS = ("home", "region")


def members(frame: pl.DataFrame, predicate: Predicate, tree: RegionTree) -> Flags:
    """Rows of `frame` for which a canonical `predicate` holds (see `jobmatch.engine.settle`), shape ``(rows,)``."""
    holds = np.ones(frame.height, bool)
    for name, wanted in predicate.items():
        column = frame[name]
        values = list(wanted) if isinstance(wanted, tuple) else [wanted]
        if name in REGION_COLUMNS:
            codes = column.drop_nulls().unique().to_list()
            values = [code for code in codes if any(tree.covers(str(above), code) for above in values)]
        elif column.dtype.is_numeric():
            column = column.cast(pl.Float64)
            values = [float(value) for value in values]
        elif column.dtype == pl.Date:
            column = column.cast(pl.String)
        holds &= column.is_in(values).fill_null(False).to_numpy()
    return holds
