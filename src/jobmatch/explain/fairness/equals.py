"""Equals: persons whom nothing in the problem tells apart but the draw."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from jobmatch.problem import Problem
from jobmatch.problem.arrays import AnyInt, Flags, Limit, PairTable, Small
from jobmatch.problem.classes import Keys
from jobmatch.problem.sides import Sides

NOBODYS = -1
"""Class of persons who have no equals."""


def equals_of(problem: Problem, more: Iterable[AnyInt] = ()) -> Small:
    """The class of equals of each person, `NOBODYS` for who has none; shape ``(n,)``.

    Two persons are equals if the problem would be the same with their ids exchanged: they may go to the same jobs at
    the same costs, staying costs the same, and every limit and stage counts both or neither. Persons of households,
    or of groups that go together, have no equals where there are rules for these, unless they are on their own.

    Parameters
    ----------
    more
        What else tells persons apart, shape ``(n,)`` each.
    """
    if not problem.n:
        return np.zeros(0, np.int32)
    keys = Keys(problem.n)
    for column in (*_columns(problem), *more):
        distinct, codes = np.unique(column, return_inverse=True)
        keys.add(codes.astype(np.int32), max(1, distinct.size))
    alone = _alone(problem)
    of = keys.encode().of_row
    size = np.bincount(of[alone], minlength=problem.n)
    return np.where(alone & (size[of] > 1), of, NOBODYS).astype(np.int32)


def _columns(problem: Problem) -> Iterable[AnyInt]:
    """All that tells persons apart, column by column."""
    yield from (problem.unmatched, problem.standing.astype(np.int64), problem.bound, problem.proposed)
    tables, levers = problem.tables, problem.levers
    if tables is not None:
        # a class of the consent table has one home
        yield from (tables.geo_class, tables.type_class, tables.way_class, tables.wish, tables.grid_person)
        # of these only what they are compared with counts
        yield np.searchsorted(np.unique(tables.slot_wage), tables.reserve)
        yield np.searchsorted(np.unique(tables.slot_start), tables.ready)
        edges = np.unique(np.concatenate([tables.slot_min_age, tables.slot_max_age.astype(np.int64) + 1]))
        yield np.where(tables.age < 0, -1, np.searchsorted(edges, tables.age, "right"))
        yield rows_alike(tables.ban_ptr, [tables.ban_job])
    if problem.pairs is not None:
        yield _of_pairs(problem.pairs, problem.sides)
    if problem.sides is not None:
        yield problem.sides.person
        if problem.sides.courses is not None:
            yield problem.sides.courses.learner
    if levers is not None:
        yield from _of_limits((*levers.limits, *levers.fair), problem.n)
        yield from (stage.placed.astype(np.int32) for stage in levers.stages if stage.placed is not None)


def _of_limits(limits: Iterable[Limit], n: int) -> Iterable[AnyInt]:
    """Which limit of each quota counts each person."""
    by_quota: dict[str, Small] = {}
    for number, limit in enumerate(limits):
        if limit.on_persons:
            by_quota.setdefault(limit.quota, np.full(n, -1, np.int32))[limit.members] = number
    return by_quota.values()


def _of_pairs(pairs: PairTable, sides: Sides | None) -> AnyInt:
    given: list[AnyInt] = [pairs.job]
    given += [each for each in (pairs.retention, pairs.extra, pairs.cost) if each is not None]
    listed = [side.of_listed for side in (() if sides is None else sides.sides) if side.of_listed is not None]
    for usage in listed:
        given += [usage.amount[pairs.row], usage.group[pairs.row]]
    return rows_alike(pairs.ptr, given)


def rows_alike(ptr: AnyInt, columns: list[AnyInt]) -> AnyInt:
    """A number for each row of a CSR table, the same for rows with the same entries."""
    table = np.ascontiguousarray(np.stack([np.asarray(column, np.int64) for column in columns], axis=1))
    numbers: dict[bytes, int] = {}
    ends = ptr.tolist()
    return np.array([numbers.setdefault(table[a:b].tobytes(), len(numbers)) for a, b in pairwise(ends)], np.int64)


def _alone(problem: Problem) -> Flags:
    """Who belongs to no household or group of several that has rules."""
    levers = problem.levers
    alone: Flags = np.ones(problem.n, bool)
    if levers is not None and levers.households is not None:
        of = levers.households.of_person
        alone &= np.bincount(of)[of] == 1
    if levers is not None and levers.together is not None:
        alone &= levers.together.of_person < 0
    return alone
