"""The term `extra` from a table by class (docs/model.md, section 4)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import polars as pl

from jobmatch.policy import exact, quanta
from jobmatch.problem.arrays import Int
from jobmatch.problem.classes import Classes, Keys
from jobmatch.problem.context import Context
from jobmatch.problem.encode import in_range

SIDES = ("persons", "jobs")


class ExtraTable:
    """The table, and where its columns are among the keys of both lists."""

    def __init__(self, table: pl.DataFrame | None, ctx: Context, persons: Keys, jobs: Keys) -> None:
        """Every column becomes a key; no table, no costs."""
        self._table, self._ctx = table, ctx
        self._keys: dict[str, tuple[int, pl.Series]] = {}
        for column in [] if table is None else table.columns:
            side, _, name = column.partition(".")
            if side in SIDES:
                frame, keys = (ctx.seekers, persons) if side == "persons" else (ctx.posts, jobs)
                self._keys[column] = keys.add_values(frame[name].cast(pl.String))

    def costs(self, persons: Classes, jobs: Classes) -> Int:
        """Quanta of every pair of classes; a class not listed costs nothing."""
        cost = np.zeros((persons.size, jobs.size), np.int64)
        if self._table is None:
            return cost
        found = self._table.with_row_index("_row")
        for side, classes in zip(SIDES, (persons, jobs), strict=True):
            columns = [column for column in self._keys if column.startswith(f"{side}.")]
            number = pl.int_range(classes.size, dtype=pl.Int64, eager=True).alias(f"_{side}")
            if not columns:
                found = found.join(number.to_frame(), how="cross")
                continue
            named = {c: self._keys[c][1].gather(pl.Series(classes.codes[self._keys[c][0]])) for c in columns}
            found = found.join(
                pl.DataFrame([number, *(v.alias(c) for c, v in named.items())]), on=columns, nulls_equal=True
            )
        weight, decimals = exact(self._ctx.policy.extra.weight), self._ctx.decimals
        values = found["value"].unique().to_list()
        value = {v: in_range(quanta(weight * Fraction(repr(v)), decimals)) for v in values}
        costs = found["value"].replace_strict(value, return_dtype=pl.Int64) if found.height else found["value"]
        cost[found["_persons"].to_numpy(), found["_jobs"].to_numpy()] = costs.to_numpy()
        return cost
