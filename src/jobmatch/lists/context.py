"""What the readers of one list share: its table as read, its log, and what the other inputs say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from jobmatch.lists.cells import typed_text
from jobmatch.lists.columns import ListSpec
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.ids import check_ids, check_text_ids
from jobmatch.lists.parsed import Reader
from jobmatch.lists.raw import RawTable
from jobmatch.lists.regions import RegionTree
from jobmatch.lists.unique import read_column

_EXACT_DIGITS = 15
"""Digits that a spreadsheet's numbers keep."""


@dataclass(frozen=True)
class Reading:
    """One list on its way from a table of text to its canonical table.

    Attributes
    ----------
    tree
        None if the region table has faults: regions are then taken as written, since the run ends anyway.
    with_costs
        Whether the pairs table states the costs, so that ids and vacancies are enough.
    """

    spec: ListSpec
    raw: RawTable
    log: FaultLog
    tree: RegionTree | None
    with_costs: bool
    today: date

    def __len__(self) -> int:
        return len(self.raw.rows)

    def has(self, name: str) -> bool:
        """Whether the input has this column."""
        return name in self.raw.assigned.known

    def column(self, name: str) -> pl.Series:
        """A known column: text, or the numbers, flags or days of a typed table; all null if the input has none."""
        if not self.has(name):
            return pl.Series(name, [None], dtype=pl.String).new_from_index(0, len(self))
        return self.raw.columns[self.raw.assigned.known[name]].alias(name)

    def cells(self, name: str) -> pl.Series:
        """The cells of a known column as text; all null if the input does not have it."""
        return typed_text(self.column(name)).alias(name)

    def refused(self, name: str) -> bool:
        """Whether ids of a column were refused because the source holds them as numbers."""
        return len(self._numbers(name)) > 0

    def ids(self, name: str, required: bool = True, sound: bool = False, needed: pl.Series | None = None) -> pl.Series:
        """The ids in a column, checked; if `sound`, only whether they are there and not numbers.

        Of required ids those in the rows `needed` must be there; all, if it is None.
        """
        ids = self.cells(name)
        numbers = self._numbers(name)
        if self.refused(name):
            check_text_ids(numbers, ids, name, self.log)
        check_ids(ids, name, self.log, required and self.has(name), numbers, sound, needed)
        return ids

    def whole_ids(self, name: str) -> pl.Series:
        """The ids in a column, but null where the source holds a number that has lost digits."""
        ids, numbers = self.cells(name), self._numbers(name)
        if not len(numbers):
            return ids
        long = ids.gather(numbers).str.len_chars() > _EXACT_DIGITS
        return ids.clone().scatter(numbers.filter(long.fill_null(False)), None)

    def _numbers(self, name: str) -> pl.Series:
        """Places of the ids that the source holds as numbers."""
        none = pl.Series(dtype=pl.UInt32)
        return self.raw.not_text.get(self.raw.assigned.known[name], none) if self.has(name) else none

    def read(self, name: str, reader: Reader, dtype: pl.DataType, blank: str | None = None) -> pl.Series:
        """The values of a column; `blank` is the code of the fault that a blank cell is, if it is one."""
        if not self.has(name):
            return pl.Series(name, [None], dtype=dtype).new_from_index(0, len(self))
        return read_column(self.log, name, self.column(name), reader, dtype, blank).alias(name)

    def regions(self, name: str, reader: Callable[[RegionTree], Reader], blank: str | None = None) -> pl.Series:
        """The regions in a column."""
        if self.tree is None:
            return self.cells(name)
        return self.read(name, reader(self.tree), pl.String(), blank)

    def own_columns(self) -> list[pl.Series]:
        """The columns that jobmatch does not know, as text."""
        return [typed_text(self.raw.columns[place]).alias(name) for name, place in self.raw.assigned.unknown]

    def present(self) -> frozenset[str]:
        """The known columns that the input has."""
        kept = {column.name for column in self.spec.columns if column.kind != "dropped"}
        return frozenset(kept & self.raw.assigned.known.keys())
