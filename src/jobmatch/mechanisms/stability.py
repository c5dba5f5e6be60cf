"""Blocking pairs of a plan: a person and a job that would both rather have each other (Gale and Shapley 1962).

Both must gain strictly: where a ranking ties nobody gains (weak stability, Irving 1994). Quotas and budgets are left
out of account: who blocks may be kept apart by them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.mechanisms.pieces import pieces
from jobmatch.mechanisms.protocol import Desk
from jobmatch.mechanisms.rankings import rankings
from jobmatch.mechanisms.stability_kernels import block
from jobmatch.problem.arrays import Int, Small


@dataclass(frozen=True, eq=False)
class Blocking:
    """What blocks a plan; shape ``(n,)`` each, but for `of_jobs`.

    Attributes
    ----------
    with_room, with_lower
        Blocking pairs of each person with jobs that have room, and with full ones that hold somebody ranked lower:
        there the person's envy is justified (Abdulkadiroğlu and Sönmez 2003, "School choice").
    best
        The job that the person would rather have than any other that blocks, -1 for none.
    gain
        Quanta, by what persons rank by, that it is better than the job they have; 0 for who has none.
    of_jobs
        Blocking pairs of each job, shape ``(m,)``.
    """

    with_room: Int
    with_lower: Int
    best: Small
    gain: Int
    of_jobs: Int

    @property
    def pairs(self) -> int:
        """How many block."""
        return int(self.with_room.sum() + self.with_lower.sum())


def blocking(desk: Desk, job: Small) -> Blocking:
    """All blocking pairs of the plan that gives everybody this job, -1 for none."""
    ranked, n, m = rankings(desk), desk.problem.n, desk.problem.m
    everybody = np.arange(n, dtype=np.int32)
    own = np.zeros(n, np.int64)
    lowest = np.full(m, np.iinfo(np.int64).min)
    seated = np.flatnonzero(job >= 0).astype(np.int32)
    for who, pairs in pieces(ranked.persons, seated):
        mine = pairs.job == job[who][pairs.person]
        own[who[pairs.person[mine]]] = pairs.cost[mine]
        np.maximum.at(lowest, pairs.job[mine], ranked.keys(who, pairs)[mine])
    free = desk.problem.vacancies - np.bincount(job[seated], minlength=m)
    with_room, with_lower, gain = (np.zeros(n, np.int64) for _ in range(3))
    found = Blocking(with_room, with_lower, np.full(n, -1, np.int32), gain, np.zeros(m, np.int64))
    for who, pairs in pieces(ranked.persons, everybody):
        table = (pairs.ptr, pairs.job, pairs.cost, ranked.keys(who, pairs))
        out = (found.with_room, found.with_lower, found.best, found.gain, found.of_jobs)
        block(who, *table, job, own, free, lowest, *out)
    return found
