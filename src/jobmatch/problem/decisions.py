"""What decisions and a plan in force leave open to each person, as arrays in the order of the draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.lists import Lists
from jobmatch.lists.decisions import BINDING, EXCLUDING, PAIR, WITHDRAWN
from jobmatch.problem.arrays import Flags, Int, PairTable, Small
from jobmatch.problem.encode import pointers
from jobmatch.problem.listed import Ranks

NONE = -1
"""Stands for no job."""


@dataclass(frozen=True, eq=False)
class Decided:
    """What is decided of each person.

    Attributes
    ----------
    ban_ptr, ban_job
        What a person may not be proposed, as CSR: a job, or all jobs but the one whose complement (``~job``) stands
        there.
    withdrawn
        Who goes nowhere, shape ``(n,)``.
    bound
        The job that a person goes to and nowhere else, NONE for none, shape ``(n,)``.
    proposed
        The job of an open proposal of the plan in force, NONE for none, shape ``(n,)``.
    """

    ban_ptr: Int
    ban_job: Small
    withdrawn: Flags
    bound: Small
    proposed: Small

    def open_pairs(self, pairs: PairTable, change: int) -> PairTable:
        """The pairs that are left of those with the caller's own costs, and what each costs."""
        if not (self.withdrawn.any() or self.ban_job.size or (self.proposed != NONE).any()):
            return pairs
        person = np.repeat(np.arange(pairs.ptr.size - 1), np.diff(pairs.ptr))
        keep = ~self.withdrawn[person]
        bound = self.bound[person]
        keep &= (bound == NONE) | (bound == pairs.job)
        barred = np.repeat(np.arange(self.ban_ptr.size - 1), np.diff(self.ban_ptr)) << 32 | self.ban_job
        keep &= ~np.isin(person << 32 | pairs.job, barred[self.ban_job >= 0])
        proposed = self.proposed[person]
        assert pairs.cost is not None
        cost = pairs.cost + np.where((proposed != NONE) & (proposed != pairs.job), change, 0)
        ptr = pointers(person[keep], pairs.ptr.size - 1)
        return PairTable(ptr, pairs.job[keep], None, None, cost[keep], pairs.row[keep], before=pairs)


def decided(lists: Lists, rank: Ranks) -> Decided:
    """The decisions of the lists, and the open proposals of the plan in force (docs/levers.md, section 6)."""
    n = rank.persons.size
    withdrawn, bound, proposed = np.zeros(n, bool), np.full(n, NONE, np.int32), np.full(n, NONE, np.int32)
    barred = np.zeros(0, np.int64)
    if lists.decisions is not None:
        person, job = _ranked(lists, "decisions", rank)
        word, at = lists.decisions["decision"], bound_pairs(lists)["at"].to_numpy()
        withdrawn[person[(word == WITHDRAWN).to_numpy() & (person != NONE)]] = True
        excluded = word.is_in(EXCLUDING).to_numpy() & (person != NONE) & (job != NONE)
        barred = np.unique(person[excluded] << 32 | job[excluded])
        bound[person[at]] = job[at]
    if lists.plan is not None:
        person, job = _ranked(lists, "plan", rank)
        still = (person != NONE) & (job != NONE) & ~np.isin(person << 32 | job, barred)
        person, job = person[still], job[still]
        still = ~withdrawn[person] & (bound[person] == NONE)
        proposed[person[still]] = job[still]
    free = bound[barred >> 32] == NONE
    who = np.flatnonzero(bound != NONE)
    ban_person = np.concatenate([barred[free] >> 32, who])
    ban_job = np.concatenate([barred[free] & 0xFFFFFFFF, ~bound[who]])
    order = np.lexsort((ban_job, ban_person))
    return Decided(pointers(ban_person[order], n), ban_job[order].astype(np.int32), withdrawn, bound, proposed)


def bound_pairs(lists: Lists) -> pl.DataFrame:
    """Rows of the decisions that bind a person to a job: at, person_id, job_id; one a pair."""
    assert lists.decisions is not None
    rows = lists.decisions.select(*PAIR, "decision").with_row_index("at")
    binds = rows.filter(pl.col("decision").is_in(BINDING))
    binds = binds.join(rows.filter(pl.col("decision").is_in(EXCLUDING)), on=PAIR, how="anti")
    binds = binds.join(rows.filter(decision=WITHDRAWN), on="person_id", how="anti")
    return binds.unique(PAIR, keep="first", maintain_order=True).select("at", *PAIR)


def _ranked(lists: Lists, table: str, rank: Ranks) -> tuple[Int, Int]:
    """Positions in the draw of the persons and jobs of each row; NONE where there is none."""
    return tuple(  # type: ignore[return-value]
        np.where(places < 0, NONE, np.append(ranks, NONE)[places]).astype(np.int64)
        for places, ranks in zip(lists.linked[table], rank, strict=True)
    )
