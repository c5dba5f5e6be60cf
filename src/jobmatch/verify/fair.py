"""Fair shares: the least share of placed persons among groups, and its bound (docs/levers.md, section 3)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from jobmatch.verify.groups import NO_GROUP, Groups, read_labels
from jobmatch.verify.inputs import Listed
from jobmatch.verify.quotas import NO_LIMIT, Counted
from jobmatch.verify.regions import Tree
from jobmatch.verify.report import Halt
from jobmatch.verify.triples import Triples
from jobmatch.words import said

FAIR = "fair:"


@dataclass(frozen=True)
class Fair:
    """The stage of fair shares.

    Attributes
    ----------
    counted
        Its groups, with their persons as lower limits.
    """

    counted: Counted

    @property
    def name(self) -> str:
        """The stage as in the order."""
        return self.counted.name

    def least(self, chosen: Triples) -> Fraction:
        """The least share of a plan; 1 if there is no group."""
        placed = self.counted.used(chosen).tolist()
        shares = (Fraction(some, all_) for some, all_ in zip(placed, self.counted.lower.tolist(), strict=True))
        return min(shares, default=Fraction(1))

    def below(self, share: Fraction) -> Fraction:
        """The greatest share that a group can have below this one, which is above 0."""
        sizes = np.unique(self.counted.lower).tolist()
        return max((Fraction(-(-share * size // 1) - 1, size) for size in sizes), default=Fraction(1))


def read_fair(stage: str, seekers: Listed, jobs: Listed, tree: Tree) -> Fair:
    """The groups of a stage `fair:COLUMN`.

    Raises
    ------
    Halt
        The column is not one of the persons.
    """
    labels = read_labels(stage.removeprefix(FAIR), seekers, jobs, tree)
    if labels.on_jobs:
        raise Halt("policy", said("verified.fair_of_jobs", stage=stage))
    sizes = np.bincount(labels.at[labels.at != NO_GROUP], minlength=len(labels.names))
    groups = Groups(False, labels.at, labels.names, labels)
    return Fair(Counted(stage, groups, sizes, np.full(len(sizes), NO_LIMIT), None, fair=True))
