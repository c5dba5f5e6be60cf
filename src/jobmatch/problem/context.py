"""What every step of the compilation reads."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from jobmatch.lists import Lists, RegionTree
from jobmatch.policy import Policy


@dataclass(frozen=True, eq=False)
class Context:
    """The lists and the policy they are compiled under.

    Jobs are in the order of the draw, seekers in that of the rows as read: what is computed of seekers are small
    integers, which are put into the order of the draw at the end, and not the texts that they stand for.
    """

    lists: Lists
    policy: Policy
    seekers: pl.DataFrame
    posts: pl.DataFrame
    decimals: int

    @property
    def tree(self) -> RegionTree:
        """The regions."""
        return self.lists.regions
