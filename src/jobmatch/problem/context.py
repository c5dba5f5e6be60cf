"""What every step of the compilation reads."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from jobmatch.lists import Lists, RegionTree
from jobmatch.policy import Policy


@dataclass(frozen=True, eq=False)
class Context:
    """The lists in the order of the draw, and the policy they are compiled under."""

    lists: Lists
    policy: Policy
    seekers: pl.DataFrame
    posts: pl.DataFrame
    decimals: int

    @property
    def tree(self) -> RegionTree:
        """The regions."""
        return self.lists.regions
