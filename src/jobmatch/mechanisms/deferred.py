"""Deferred acceptance between persons and jobs with several vacancies: a stable plan.

Gale and Shapley (1962), "College admissions and the stability of marriage"; with several vacancies and responsive
rankings: Roth (1985). Ties are decided by turn, so that the plan is stable for what was asked, ties and all (Irving
1994: weakly stable). Whoever proposes gets the best that a stable plan has for them.

Persons' whole rankings are never held. Each has the best few of the jobs that would still take them; what was refused
once is refused for good, since jobs only get better, so that a list that runs dry is made anew from what remains
(McVitie and Wilson 1971: the order of proposals decides nothing).
"""

from __future__ import annotations

import numpy as np

from jobmatch.mechanisms.court_kernels import admitted, court
from jobmatch.mechanisms.pieces import pieces
from jobmatch.mechanisms.propose_kernels import propose, still_open
from jobmatch.mechanisms.protocol import Desk, Mechanism
from jobmatch.mechanisms.rankings import Rankings, rankings
from jobmatch.problem.arrays import Int, Small

LIST = 24
"""Jobs on a person's list of proposals."""


class DeferredAcceptance(Mechanism):
    """Proposals by persons (`deferred_persons`) or by employers, for each of their jobs (`deferred_employers`)."""

    carries = frozenset({"vacancies", "binding"})

    def solve(self, desk: Desk) -> Small:
        """The stable plan that is best for those who propose."""
        ranked = rankings(desk)
        vacancies = np.minimum(desk.problem.vacancies, desk.problem.n)
        if self.name == "deferred_persons":
            return by_persons(desk, ranked, vacancies)[0]
        return _by_jobs(desk, ranked, vacancies)


def by_persons(desk: Desk, ranked: Rankings, vacancies: Int) -> tuple[Small, _Seats]:
    """Persons propose; each job holds the best so far, the worst of them on top of a heap."""
    n = desk.problem.n
    seats = _Seats(vacancies, n)
    job, key, length = np.zeros((n, LIST), np.int32), np.zeros((n, LIST), np.int64), np.zeros(n, np.int32)
    at, more, held = np.zeros(n, np.int32), np.zeros(n, bool), np.full(n, -1, np.int32)
    who = np.arange(n, dtype=np.int32)
    while who.size:
        dry: list[Small] = []
        for part, pairs in pieces(ranked.persons, who):
            keys = ranked.keys(part, pairs)
            table = (pairs.ptr, pairs.job, pairs.cost, keys)
            still_open(part, *table, ranked.turn, vacancies, *seats.state, job, key, length, more)
            at[part] = 0
            given = (part, job, key, length, more, at, ranked.turn, vacancies)
            dry.append(propose(*given, *seats.state, held))
        # somebody who ran dry may have been set aside twice
        waiting = np.unique(np.concatenate([np.zeros(0, np.int32), *dry]))
        who = waiting[held[waiting] < 0].astype(np.int32)
    return held, seats


class _Seats:
    """Who sits where: a heap a job, the worst on top; jobs with room for everybody need none."""

    def __init__(self, vacancies: Int, persons: int) -> None:
        room = np.where(vacancies < persons, vacancies, 0)
        self.ptr = np.concatenate([[0], np.cumsum(room)]).astype(np.int64)
        self.person = np.zeros(self.ptr[-1], np.int32)
        self.key = np.zeros(self.ptr[-1], np.int64)
        self.filled = np.zeros(vacancies.size, np.int64)

    @property
    def state(self) -> tuple[Int, Small, Int, Int]:
        """What kernels change."""
        return self.ptr, self.person, self.key, self.filled


def _by_jobs(desk: Desk, ranked: Rankings, vacancies: Int) -> Small:
    """Jobs propose, to those alone whom they could come to hold.

    These are pairs of persons placed in the persons' best stable plan and jobs that rank them at least as high as the
    worst they have there: all stable plans place the same persons (Roth 1986, the rural hospitals theorem), and none
    has better for a person, or worse for a job, than that one.
    """
    n, m = desk.problem.n, desk.problem.m
    best, seats = by_persons(desk, ranked, vacancies)
    parts: list[tuple[Small, Small, Int, Int]] = []
    for who, pairs in pieces(ranked.persons, np.flatnonzero(best >= 0).astype(np.int32)):
        keys = ranked.keys(who, pairs)
        kept = admitted(who, pairs.ptr, pairs.job, keys, ranked.turn, vacancies, *seats.state)
        parts.append((who[pairs.person[kept]], pairs.job[kept], pairs.cost[kept], keys[kept]))
    nothing = np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0, np.int64)
    person, job, cost, key = (np.concatenate(each) for each in zip(nothing, *parts, strict=True))
    order = np.lexsort((ranked.turn[person], key, job))
    ptr = np.concatenate([[0], np.cumsum(np.bincount(job, minlength=m))]).astype(np.int64)
    held: Small = court(ptr, person[order], cost[order], vacancies.copy(), n)
    return held
