"""Classes of the rows of a list: what rows have in common that a table over both lists depends on."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from jobmatch.problem.arrays import Flags, Small
from jobmatch.problem.encode import combine, encode_any


@dataclass(frozen=True, eq=False)
class Classes:
    """Class of each row, and each key's code in every class."""

    of_row: Small
    codes: list[Small]

    @property
    def size(self) -> int:
        """Classes."""
        return self.codes[0].size


@dataclass(eq=False)
class Keys:
    """What tells the classes of a list apart, gathered one by one."""

    rows: int
    _columns: list[tuple[Small, int]] = field(default_factory=list)

    def add(self, codes: Small, count: int) -> int:
        """Codes below `count` of each row; the number of the key."""
        self._columns.append((codes, count))
        return len(self._columns) - 1

    def add_mask(self, mask: Flags) -> int:
        """A yes or no of each row."""
        return self.add(mask.astype(np.int32), 2)

    def add_values(self, values: pl.Series) -> tuple[int, pl.Series]:
        """Values of any type; the distinct ones come back too, null last."""
        codes, distinct = encode_any(values)
        return self.add(codes, len(distinct)), distinct

    def encode(self) -> Classes:
        """The classes."""
        columns = self._columns or [(np.zeros(self.rows, np.int32), 1)]
        if not self.rows:
            return Classes(np.zeros(0, np.int32), [np.zeros(0, np.int32) for _ in columns])
        return Classes(*combine(columns))
