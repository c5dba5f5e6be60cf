"""Plans with routes, and what in one breaks rules that neither a network nor prices see."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.masters.programme import Choices
from jobmatch.problem.arrays import Flags, Levers, Limit, Small, Together
from jobmatch.problem.sides import NO_COURSE

STAYS = -1
"""Unit of a person who is not placed."""


@dataclass(frozen=True, eq=False)
class Placed:
    """A plan: job of each person, -1 for none, and route; shape (n,) each."""

    job: Small
    route: Small

    @classmethod
    def nobody(cls, persons: int) -> Placed:
        """Nobody placed."""
        return cls(np.full(persons, -1, np.int32), np.full(persons, NO_COURSE, np.int32))

    def having(self, free: Flags, choices: Choices, chosen: Flags) -> Placed:
        """The same with what free persons chose."""
        job = np.where(free, -1, self.job).astype(np.int32)
        route = np.where(free, NO_COURSE, self.route).astype(np.int32)
        t = choices.triples
        job[t.person[chosen]], route[t.person[chosen]] = t.job[chosen], t.variant[chosen]
        return Placed(job, route)


def in_small_classes(levers: Levers, plan: Placed) -> Flags:
    """Participants of courses that have fewer than their minimum class."""
    courses = None if levers.rows is None else levers.rows.courses
    if courses is None:
        return np.zeros(plan.job.size, bool)
    taken = np.append(courses.variant, NO_COURSE)[plan.route]
    number = np.bincount(taken[taken >= 0], minlength=len(courses.names))
    small = (number > 0) & (number < np.array(courses.min_class))
    found: Flags = np.append(small, False)[taken]
    return found


def units_of(together: Together, job: Small) -> tuple[Small, Small]:
    """The least and the greatest unit of each group's members, STAYS counted."""
    unit = np.append(together.unit, STAYS)[job]
    member, group = together.members, together.of_person[together.members]
    low, high = np.full(len(together.ids), 1 << 30, np.int32), np.full(len(together.ids), STAYS, np.int32)
    np.minimum.at(low, group, unit[member])
    np.maximum.at(high, group, unit[member])
    return low, high


def in_torn_groups(levers: Levers, plan: Placed) -> Flags:
    """All members of groups that neither go to one unit nor all stay."""
    out = np.zeros(plan.job.size, bool)
    if levers.together is not None:
        low, high = units_of(levers.together, plan.job)
        member = levers.together.members
        out[member] = (low != high)[levers.together.of_person[member]]
    return out


def counted_by(limit: Limit, plan: Placed, jobs: int) -> Flags:
    """Persons whom a limit counts."""
    placed = plan.job >= 0
    inside = np.zeros(placed.size if limit.on_persons else jobs + 1, bool)  # the last stands for no job
    inside[limit.members] = True
    counted: Flags = placed & (inside if limit.on_persons else inside[plan.job])
    return counted
