"""Households: who belongs together, and the best that one can do jointly (docs/levers.md, section 2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.policy.levers import Household
from jobmatch.verify.exactly import Bools, Ints, classes
from jobmatch.verify.inputs import Listed
from jobmatch.verify.quotas import in_quanta
from jobmatch.verify.report import Halt
from jobmatch.verify.vectors import HIGHEST, negative


@dataclass(frozen=True)
class Households:
    """The households of a list and their rules.

    Attributes
    ----------
    at
        By person, the number of the household; they are numbered from 0.
    names
        By household, its id; blank for somebody who has none.
    bonus
        Quanta that the first member placed is worth.
    max_out
        Most members placed; None: any number.
    ruled
        Whether the policy has rules for households.
    """

    at: Ints
    names: pl.Series
    bonus: int
    max_out: int | None
    ruled: bool

    def __len__(self) -> int:
        return len(self.names)

    @property
    def size(self) -> Ints:
        """Members by household."""
        return np.bincount(self.at, minlength=len(self))

    def placed(self, persons: Ints) -> Ints:
        """By household, how many of these persons belong to it."""
        return np.bincount(self.at[persons], minlength=len(self))

    def savings(self, change: Ints, open_: Bools, first: Ints) -> Ints:
        """The vector that the best way to place members of each household adds to nobody's being placed; 0 if none.

        Parameters
        ----------
        change
            By person, what being placed in the best way adds to staying.
        open_
            Persons who can be placed at all.
        first
            What the first member placed takes away on top.
        """
        if self.max_out is None and not first.any():
            return self._alone(change, open_)
        rows = np.flatnonzero(open_)
        order = rows[np.lexsort([*change[rows].T[::-1], self.at[rows]])]
        household, change = self.at[order], change[order]
        starts = np.flatnonzero(np.diff(household, prepend=-1))
        rank = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
        # The first is placed if anybody is; each further one, up to max_out, only if that takes something away.
        counts = (rank == 0) | negative(change)
        if self.max_out is not None:
            counts &= rank < self.max_out
        whole = _by_household(np.where(counts[:, None], change, 0), starts) - first
        return np.where(negative(whole)[:, None], whole, 0)

    def _alone(self, change: Ints, open_: Bools) -> Ints:
        """The same where nothing ties the members of a household together."""
        return np.where((open_ & negative(change))[:, None], change, 0)


def _by_household(change: Ints, starts: Ints) -> Ints:
    """Sums over the rows from each start to the next."""
    if not len(starts):
        return np.zeros((0, change.shape[1]), np.int64)
    longest = int(np.diff(starts, append=len(change)).max())
    if longest * max(int(change.max()), -int(change.min())) > 4 * HIGHEST:
        raise Halt("range", "the members of a household cost too much together to compute with exactly")
    return np.add.reduceat(change, starts, axis=0)


def read_households(rules: Household, seekers: Listed, decimals: int) -> Households:
    """The households of the seekers; a person without an id is one alone."""
    cells, texts = classes(seekers.text("household_id"))
    blank = np.array([text == "" for text in texts], bool)[cells]
    at = cells.astype(np.int64)
    at[blank] = len(texts) + np.arange(int(blank.sum()))
    used, at = np.unique(at, return_inverse=True)
    names = pl.Series([*texts, ""], dtype=pl.String).gather(pl.Series(np.minimum(used, len(texts))))
    bonus = in_quanta(rules.bonus, decimals, "the bonus of a household")
    return Households(at, names, bonus, rules.max_out, rules.bonus != 0 or rules.max_out is not None)
