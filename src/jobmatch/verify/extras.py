"""Extra terms by class, from `inputs/extra.csv`: yuan a month for each listed pair of classes."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import polars as pl

from jobmatch.policy import Extra, exact
from jobmatch.verify.exactly import Ints, classes, number, priced
from jobmatch.verify.inputs import Listed
from jobmatch.verify.predicates import NUMERIC, require_column
from jobmatch.verify.report import Halt
from jobmatch.words import said

FILE = "inputs/extra.csv"
_KEYS = ("persons.", "jobs.")
_SEPARATOR = "\x1f"


class ExtraTable:
    """The term `extra` in quanta for classes of persons and of jobs; 0 for classes that are not listed."""

    def __init__(self, table: pl.DataFrame, extra: Extra, decimals: int, persons: Listed, jobs: Listed) -> None:
        other = [column for column in table.columns if column != "value" and not column.startswith(_KEYS)]
        if other:
            raise Halt("tables", said("verified.extra_column", file=FILE, other=other[0]))
        self.person, person_rows, self._persons = _sides(table, "persons.", persons)
        self.job, job_rows, jobs_known = _sides(table, "jobs.", jobs)
        slope = exact(extra.weight) * 10**decimals
        quanta = priced(table["value"], lambda value: slope * value, f"{FILE}, value", blank=Fraction(0))
        self._jobs = jobs_known
        key = job_rows * self._persons + person_rows
        order = np.argsort(key, kind="stable")
        self._key, self._quanta = key[order], quanta[order]
        if (np.diff(self._key) == 0).any():
            raise Halt("tables", said("verified.classes_twice", file=FILE))

    @property
    def most(self) -> int:
        """No value is larger in size."""
        return int(np.abs(self._quanta).max(initial=0))

    def row(self, job: int) -> Ints:
        """The term for the class number `job`, by class of persons."""
        out = np.zeros(self._persons, np.int64)
        low, high = np.searchsorted(self._key, [job * self._persons, (job + 1) * self._persons])
        out[self._key[low:high] - job * self._persons] = self._quanta[low:high]
        return out

    def pairs(self, persons: Ints, jobs: Ints) -> Ints:
        """The term of pairs, given by rows of the two lists."""
        key = self.job[jobs] * self._persons + self.person[persons]
        at = np.minimum(np.searchsorted(self._key, key), max(0, len(self._key) - 1))
        if not len(self._key):
            return np.zeros(len(persons), np.int64)
        return np.where(self._key[at] == key, self._quanta[at], 0)


def _sides(table: pl.DataFrame, prefix: str, listed: Listed) -> tuple[Ints, Ints, int]:
    """Class numbers of the rows of a list and of the rows of the table, and how many classes there are."""
    columns = [column for column in table.columns if column.startswith(prefix)]
    list_keys = pl.Series([""], dtype=pl.String).new_from_index(0, len(listed))
    table_keys = pl.Series([""], dtype=pl.String).new_from_index(0, table.height)
    for column in columns:
        name = column.removeprefix(prefix)
        require_column(listed, name)
        list_keys = list_keys + _SEPARATOR + _canonical(listed.text(name), name in NUMERIC)
        table_keys = table_keys + _SEPARATOR + _canonical(table[column], name in NUMERIC)
    at, texts = classes(pl.concat([list_keys, table_keys]))
    return at[: len(listed)].astype(np.int64), at[len(listed) :].astype(np.int64), len(texts)


def _canonical(cells: pl.Series, numeric: bool) -> pl.Series:
    """The cells, numbers written in one way."""
    if not numeric:
        return cells
    at, texts = classes(cells)
    values = [number(text) for text in texts]
    same = [text if value is None else str(value) for text, value in zip(texts, values, strict=True)]
    return pl.Series(same, dtype=pl.String).gather(pl.Series(at))
