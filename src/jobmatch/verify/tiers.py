"""The tier of any pair by home and workplace alone, for limits that look at it where the pairs file gives the costs."""

from __future__ import annotations

import numpy as np

from jobmatch.verify.exactly import Bools, Ints, classes
from jobmatch.verify.inputs import Listed
from jobmatch.verify.regions import Tree
from jobmatch.verify.report import Halt
from jobmatch.words import said


class Tiers:
    """The tier of each class of homes to each class of workplaces.

    Attributes
    ----------
    home, region
        By person and by job, the class.
    table
        By these two, the tier, from the nearest.
    """

    def __init__(self, seekers: Listed, jobs: Listed, tree: Tree) -> None:
        self.home, homes = _places(seekers, "home", tree)
        self.region, regions = _places(jobs, "region", tree)
        self.table = np.zeros((len(homes), len(regions)), np.int64)
        for at, region in enumerate(regions.tolist()):
            self.table[:, at] = tree.tier[tree.climb(homes, tree.marked(tree.path(region)))]

    def at(self, person: Ints, job: Ints) -> Ints:
        """The tiers of pairs, given by rows of the two lists."""
        return np.asarray(self.table[self.home[person], self.region[job]])

    def near(self, counts: Bools) -> Bools:
        """By class of home and of workplace, whether the tier is one that counts."""
        return np.asarray(counts[self.table])


def _places(listed: Listed, column: str, tree: Tree) -> tuple[Ints, Ints]:
    """Class of each row, and the region of each class."""
    at, texts = classes(listed.text(column))
    for text in texts:
        if text not in tree.codes:
            raise Halt("tables", said("verified.region_not_there", name=listed.name, column=column, text=text))
    return at.astype(np.int64), np.array([tree.codes[text] for text in texts], np.int64)
