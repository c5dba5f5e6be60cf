"""Households: who belongs to which, and the rules for them (docs/levers.md, section 2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.policy.levers import Household
from jobmatch.verify.exactly import Ints, classes
from jobmatch.verify.inputs import Listed
from jobmatch.verify.quotas import in_quanta
from jobmatch.words import said


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


def read_households(rules: Household, seekers: Listed, decimals: int) -> Households:
    """The households of the seekers; a person without an id is one alone."""
    cells, texts = classes(seekers.text("household_id"))
    blank = np.array([text == "" for text in texts], bool)[cells]
    at = cells.astype(np.int64)
    at[blank] = len(texts) + np.arange(int(blank.sum()))
    used, at = np.unique(at, return_inverse=True)
    names = pl.Series([*texts, ""], dtype=pl.String).gather(pl.Series(np.minimum(used, len(texts))))
    bonus = in_quanta(rules.bonus, decimals, said("verified.bonus_of_household"))
    return Households(at, names, bonus, rules.max_out, rules.bonus != 0 or rules.max_out is not None)
