"""The groups of budgets and of quotas that need both lists: which triples count where (docs/levers.md, section 7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.policy.levers import Budget, Quota
from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.groups import NO_GROUP, Labels, labelled
from jobmatch.verify.inputs import Listed
from jobmatch.verify.predicates import rows_where, tiers_where
from jobmatch.verify.regions import Tree
from jobmatch.verify.triples import NO_ROUTE, Triples

COURSE = "course"


@dataclass(frozen=True)
class Scope:
    """Groups of triples.

    Attributes
    ----------
    persons, jobs
        By row of the list, `NO_GROUP` for those who do not count; else the number of the group on the list that `per`
        names, and 0 on the other.
    tiers
        The tiers that count.
    names
        The groups; one of no name without `per`.
    labels
        The rows of the list that `per` names; None where it names none.
    by_course
        Whether the course is the group.
    """

    persons: Ints
    jobs: Ints
    tiers: Bools
    names: list[str]
    labels: Labels | None = None
    by_course: bool = False

    @property
    def by_place(self) -> bool:
        """Whether the tier matters."""
        return not self.tiers.all()

    def group(self, triples: Triples) -> Ints:
        """By triple, the number of its group; `NO_GROUP` for none."""
        person, job = self.persons[triples.person], self.jobs[triples.job]
        inside = (person != NO_GROUP) & (job != NO_GROUP)
        if self.by_place:
            inside &= self.tiers[triples.tier]
        if not self.by_course:
            return np.where(inside, person + job, NO_GROUP)
        return np.where(inside & (triples.route != NO_ROUTE), triples.route, NO_GROUP)

    def columns(self) -> tuple[Ints, Ints]:
        """By person and by job, what has to be alike for the group to be."""
        return self.persons, self.jobs


def read_scope(table: Budget | Quota, seekers: Listed, jobs: Listed, tree: Tree, courses: list[str]) -> Scope:
    """The groups of a budget or quota; `courses` are the names of all courses."""
    persons, posts = rows_where(seekers, table.persons, tree), rows_where(jobs, table.jobs, tree)
    tiers = tiers_where(table.pairs)
    sides = [np.where(mask, 0, NO_GROUP) for mask in (persons, posts)]
    if table.per == COURSE and isinstance(table, Budget):
        return Scope(sides[0], sides[1], tiers, courses, by_course=True)
    if table.per is None:
        return Scope(sides[0], sides[1], tiers, [""])
    labels = labelled(table.per, persons, posts, (seekers, jobs), tree)
    sides[labels.on_jobs] = labels.at
    return Scope(sides[0], sides[1], tiers, labels.names, labels)
