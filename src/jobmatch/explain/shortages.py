"""Structural shortage: sets of persons who are eligible only for jobs that the set itself fills, with some left over.

From the persons who have eligible jobs and no place: all of these jobs, whoever holds them, all of the jobs of these, …
until nothing is added. Where every job found is full, its vacancies are fewer than the persons who can go nowhere else
(Hall 1935): so many of them must stay, whatever they cost and whoever is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.engine.prepare import Ready
from jobmatch.explain.opened import name_of, pairs_in_pieces
from jobmatch.problem.arrays import Flags, Int, Small

TOLD = 3
"""Places of each kind that are named."""


@dataclass(frozen=True)
class Shortage:
    """A set of persons, and the jobs that they can have at all.

    Attributes
    ----------
    persons, jobs, vacancies
        How many; `vacancies` are those of the jobs, all of them filled by these persons.
    homes, regions
        Where most of the persons live, and most of the vacancies are: name and number.
    """

    persons: int
    jobs: int
    vacancies: int
    homes: tuple[tuple[str, int], ...]
    regions: tuple[tuple[str, int], ...]

    @property
    def must_stay(self) -> int:
        """How many of the persons have no place in any plan."""
        return self.persons - self.vacancies


def shortages(ready: Ready, place: Small) -> tuple[Shortage, ...]:
    """Sets of persons of whom some must stay, the largest number of these first.

    Parameters
    ----------
    place
        Job of each person in a plan, -1 for none, in the order of the problem.
    """
    problem = ready.problem
    filled = np.bincount(place[place >= 0], minlength=problem.m)
    full = filled >= problem.vacancies
    persons, jobs, link = np.zeros(problem.n, bool), np.zeros(problem.m, bool), np.arange(problem.m)
    member_of = np.full(problem.n, -1, np.int64)
    new = place < 0
    while new.any():
        persons |= new
        reached = np.zeros(problem.m, bool)
        for some, pairs in pairs_in_pieces(ready, np.flatnonzero(new).astype(np.int32)):
            reached[pairs.job] = True
            there = np.diff(pairs.ptr) > 0
            first = pairs.job[pairs.ptr[:-1][there]]
            member_of[some[there]] = first
            edges = np.unique(np.repeat(first, np.diff(pairs.ptr)[there]).astype(np.int64) * problem.m + pairs.job)
            link = _joined(link, edges // problem.m, edges % problem.m)
        jobs |= reached
        new = ~persons & (place >= 0) & jobs[np.maximum(place, 0)]
    return _described(ready, persons & (member_of >= 0), jobs, full, link, member_of)


def _joined(link: Int, one: Int, other: Int) -> Int:
    """Components of jobs, by one job of each, after these pairs have been joined."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size = link.size
    rows, columns = np.concatenate([one, np.arange(size)]), np.concatenate([other, link])
    graph = coo_array((np.ones(rows.size, np.int8), (rows, columns)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    joined: Int = np.unique(label, return_index=True)[1][label]
    return joined


def _described(
    ready: Ready,
    persons: Flags,
    jobs: Flags,
    full: Flags,
    link: np.ndarray,
    member_of: np.ndarray,
) -> tuple[Shortage, ...]:
    problem = ready.problem
    found = []
    for root in np.unique(link[jobs]).tolist():
        mine = jobs & (link == root)
        if not full[mine].all():
            continue  # something else than vacancies keeps these persons
        who = np.flatnonzero(persons & (link[np.maximum(member_of, 0)] == root))
        vacancies = int(problem.vacancies[mine].sum())
        if who.size > vacancies:
            homes = _most(ready, problem.listed[problem.order[who]], "home", None)
            posts = problem.posts.filter(pl.Series(mine))
            regions = _most(ready, posts, "region", "vacancies")
            found.append(Shortage(who.size, int(mine.sum()), vacancies, homes, regions))
    return tuple(sorted(found, key=lambda each: -each.must_stay))


def _most(ready: Ready, table: pl.DataFrame, column: str, weight: str | None) -> tuple[tuple[str, int], ...]:
    """The regions with the most rows, or the most of a weight."""
    if column not in table.columns:
        return ()
    size = pl.len() if weight is None else pl.col(weight).sum()
    counted = (
        table.group_by(column).agg(size.cast(pl.Int64).alias("size")).sort(["size", column], descending=[True, False])
    )
    rows = counted.drop_nulls().head(TOLD).iter_rows()
    return tuple((name_of(ready, str(code)), int(number)) for code, number in rows)
