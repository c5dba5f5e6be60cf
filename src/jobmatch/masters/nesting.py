"""Limits that lie inside one another or apart: the trees of groups on the two sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.masters.families import crossing_pairs
from jobmatch.problem.arrays import Int, Levers, Limit, Small
from jobmatch.words import said

NONE = -1


@dataclass(frozen=True, eq=False)
class Nest:
    """What lies in what; limits by their place in `Levers.limits`, NONE for no limit.

    Attributes
    ----------
    above
        The next larger limit around each limit.
    on_jobs, on_persons
        Limits on either side, each before the one above it.
    of_job, of_person
        The smallest limit around each job, shape (m,), and person, shape (n,).
    households
        Households that have rules to keep, as rows of `Households.ids`.
    household
        Of each person the place in `households`, NONE for persons without rules to share.
    of_household
        The smallest limit around each of `households`.
    depth
        Most limits around one job, and around one person, added up.
    """

    above: Small
    on_jobs: Small
    on_persons: Small
    of_job: Small
    of_person: Small
    households: Small
    household: Small
    of_household: Small
    depth: int


def nested(levers: Levers, n: int, m: int) -> Nest:
    """The trees of the levers' groups over n persons and m jobs.

    Raises
    ------
    UnsupportedError
        Two limits cross, or members of a household lie in different groups.
    """
    sides = np.array([limit.on_persons for limit in levers.limits], bool)
    above = np.full(len(levers.limits), NONE, np.int32)
    on_jobs, of_job, deep_jobs = _chain(levers.limits, np.flatnonzero(~sides), m, above)
    on_persons, of_person, deep_persons = _chain(levers.limits, np.flatnonzero(sides), n, above)
    households, household = _with_rules(levers, n)
    of_household = _around(levers, of_person, households, household)
    return Nest(
        above, on_jobs, on_persons, of_job, of_person, households, household, of_household, deep_jobs + deep_persons
    )


def _chain(limits: tuple[Limit, ...], which: Int, size: int, above: Small) -> tuple[Small, Small, int]:
    """Limits of one side, smallest first; the smallest around each element; the longest chain. Fills `above`.

    The limits around an element, smallest first, are a chain; limits are nested exactly if each of them has the same
    next one in the chains of all its members.
    """
    sizes = np.array([limits[w].members.size for w in which], np.int64)
    which = which[np.argsort(sizes, kind="stable")]
    element = np.concatenate([np.zeros(0, np.int32), *(limits[w].members for w in which)])
    rank = np.repeat(np.arange(which.size), np.array([limits[w].members.size for w in which], np.int64))
    order = np.lexsort((rank, element))
    element, rank = element[order], rank[order]
    same = np.append(element[1:] == element[:-1], False)[: element.size]
    following = np.where(same, np.append(rank[1:], 0)[: rank.size], which.size)
    least, most = np.full(which.size, which.size), np.full(which.size, NONE)
    np.minimum.at(least, rank, following)
    np.maximum.at(most, rank, following)
    crossing = np.flatnonzero((most != NONE) & (least != most))
    if crossing.size:
        one, other = min(crossing_pairs([limits[w] for w in which], size))
        raise UnsupportedError(said("nesting.quotas", one=one, other=other))
    outer = np.append(which, NONE)
    above[which] = outer[least]
    smallest = np.full(size, NONE, np.int32)
    first = np.append(True, ~same[:-1])[: element.size]
    smallest[element[first]] = which[rank[first]]
    depth = int(np.bincount(element).max(initial=0)) if element.size else 0
    return which.astype(np.int32), smallest, depth


def _with_rules(levers: Levers, n: int) -> tuple[Small, Small]:
    """Households of several members that have rules, and which of them each person belongs to."""
    rules = levers.households
    if rules is None:
        return np.zeros(0, np.int32), np.full(n, NONE, np.int32)
    size = np.bincount(rules.of_person, minlength=len(rules.ids))
    counted = rules.bonus > 0 or any(stage.placed is None for stage in levers.stages)
    bound = counted | (size > (n if rules.max_out is None else rules.max_out))
    there = np.flatnonzero((size > 1) & bound)
    number = np.full(len(rules.ids), NONE, np.int32)
    number[there] = np.arange(there.size)
    return there.astype(np.int32), number[rules.of_person]


def _around(levers: Levers, of_person: Small, households: Small, household: Small) -> Small:
    """The smallest limit around each household."""
    member = np.flatnonzero(household != NONE)
    around = np.full(households.size, NONE, np.int32)
    around[household[member]] = of_person[member]
    apart = member[around[household[member]] != of_person[member]]
    if apart.size and levers.households is not None:
        name = levers.households.ids[levers.households.of_person[apart[0]]]
        some = max(int(of_person[apart[0]]), int(around[household[apart[0]]]))
        raise UnsupportedError(said("nesting.household", name=name, quota=levers.limits[some].quota))
    return around
