"""What a result holds: the tables of a plan, its inputs, and what it was solved with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl


@dataclass(frozen=True, eq=False)
class Plan:
    """The tables of a plan (docs/files.md, section 3)."""

    assignment: pl.DataFrame
    unmatched: pl.DataFrame
    jobs: pl.DataFrame


@dataclass(frozen=True, eq=False)
class Kept:
    """A table to be written in the order of its key.

    It is put into that order piece by piece as it is written, so that the longest list is never held twice.
    """

    table: pl.DataFrame
    key: tuple[str, ...] = ()
    """Columns that identify a row; none: the rows stay as they are."""

    def pieces(self, rows: int) -> Iterator[pl.DataFrame]:
        """At least one piece, of at most so many rows."""
        order = self._order()
        for start in range(0, max(1, self.table.height), rows):
            yield self.table.slice(start, rows) if order is None else self.table[order.slice(start, rows)]

    def _order(self) -> pl.Series | None:
        """Rows by key; None where they stand so already, as most lists do."""
        if not self.key or (len(self.key) == 1 and self.table[self.key[0]].is_sorted()):
            return None
        return self.table.select(pl.arg_sort_by(self.key)).to_series()


@dataclass(frozen=True, eq=False)
class Inputs:
    """What a run keeps of its inputs: file name → text or table, all canonical and without names."""

    tables: dict[str, Kept]
    texts: dict[str, str]


@dataclass(frozen=True, eq=False)
class Origin:
    """What a result was solved with, beside its lists: enough to solve again after a change.

    `eligible` is what is known of who may go where, for a solve under other costs and the same rules.
    """

    policy: Any
    regions: Any
    solver: str
    seed: int
    eligible: Any = None
