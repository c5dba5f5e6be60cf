"""The scan protocol: what masters, engine and listing may ask of the eligible pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.pairing.kernels import NEVER, count_all, fill_all, price_all, price_listed, price_rows, wanted_blocks
from jobmatch.pairing.threads import PIECES
from jobmatch.problem import PairTable, Parts, Problem, Tables
from jobmatch.problem.arrays import Flags, Int, Small

MOST_PAIRS = (1 << 31) - 1
"""Pairs that can be listed: their positions are 32-bit integers in the flow solver."""


@dataclass(frozen=True, eq=False)
class Counts:
    """What a scan knows of each person, shape ``(n,)`` each."""

    agreed: Int  # jobs in the regions and types agreed to
    eligible: Int
    least: Int  # least cost among eligible jobs; NEVER if there is none


@dataclass(frozen=True, eq=False)
class PairList:
    """Eligible pairs by person: ``ptr[i]:ptr[i + 1]`` of `job` and `cost` (quanta)."""

    ptr: Int
    job: Small
    cost: Int

    @property
    def person(self) -> Small:
        """Person of each pair."""
        return np.repeat(np.arange(self.ptr.size - 1, dtype=np.int32), np.diff(self.ptr))


class Scan(Protocol):
    """Eligible pairs and their costs, without a promise that they are ever held in memory."""

    def counts(self) -> Counts:
        """Eligible pairs of each person."""

    def list_pairs(self) -> PairList:
        """All eligible pairs."""

    def best(self, price: Int) -> Int:
        """The least ``cost + price[job]`` of each person over all eligible jobs; NEVER if there is none."""


def wanted_jobs(problem: Problem) -> Flags | None:
    """Jobs whose region and type somebody agreed to, shape ``(m,)``; None where the caller's own costs decide."""
    t = problem.tables
    if t is None:
        return None
    wanted = np.zeros(problem.m, bool)
    wanted[t.slot_job] = np.repeat(wanted_blocks(t, problem.n), np.diff(t.block_ptr))
    return wanted


def open_scan(problem: Problem) -> Scan:
    """The scan that fits the problem: by rules, over the caller's pairs under rules, or over the caller's costs."""
    pairs = problem.pairs
    if pairs is None:
        return RuleScan(_tables(problem), problem.n)
    if pairs.cost is not None:
        agreed = np.zeros(problem.n, np.int64)
        return ListScan(PairList(pairs.ptr, pairs.job, pairs.cost), agreed)
    return _filtered(_tables(problem), problem.parts, pairs, problem.n)


class RuleScan:
    """Every pair that the rules allow, evaluated where it is needed."""

    def __init__(self, tables: Tables, n: int) -> None:
        self._tables = tables
        self._n = n
        self._counts: Counts | None = None

    def counts(self) -> Counts:
        """Eligible pairs of each person."""
        if self._counts is None:
            self._counts = Counts(*count_all(self._tables, self._n, PIECES))
        return self._counts

    def list_pairs(self) -> PairList:
        """All eligible pairs.

        Raises
        ------
        UnsupportedError
            There are more than can be held in one list.
        """
        ptr = np.concatenate([[0], np.cumsum(self.counts().eligible)]).astype(np.int64)
        total = int(ptr[-1])
        if total > MOST_PAIRS:
            raise UnsupportedError(f"{total:,} eligible pairs cannot be held in one list (at most {MOST_PAIRS:,})")
        job, cost = np.empty(total, np.int32), np.empty(total, np.int64)
        fill_all(self._tables, self._n, PIECES, ptr, job, cost)
        return PairList(ptr, job, cost)

    def best(self, price: Int) -> Int:
        """The least ``cost + price[job]`` of each person over all eligible jobs."""
        best: Int = price_all(self._tables, self._n, PIECES, price)
        return best


class ListScan:
    """Pairs that the caller listed, with their costs."""

    def __init__(self, pairs: PairList, agreed: Int) -> None:
        self._pairs = pairs
        self._agreed = agreed

    def counts(self) -> Counts:
        """Eligible pairs of each person."""
        return Counts(self._agreed, np.diff(self._pairs.ptr), self.best(np.zeros(self._jobs(), np.int64)))

    def list_pairs(self) -> PairList:
        """All eligible pairs."""
        return self._pairs

    def best(self, price: Int) -> Int:
        """The least ``cost + price[job]`` of each person over the listed pairs."""
        best: Int = price_rows(self._pairs.ptr, self._pairs.job, self._pairs.cost, price)
        return best

    def _jobs(self) -> int:
        return int(self._pairs.job.max(initial=-1)) + 1


def _tables(problem: Problem) -> Tables:
    if problem.tables is None:
        raise ValueError("a problem without the caller's costs needs tables")
    return problem.tables


def _filtered(tables: Tables, parts: Parts | None, pairs: PairTable, n: int) -> ListScan:
    """The listed pairs that the rules allow, priced by the policy."""
    if parts is None:
        raise ValueError("a problem with tables has parts")
    cost, agreed = price_listed(tables, n, pairs.ptr, pairs.job, parts.job_slot, parts.job_region, parts.job_type)
    for added in (pairs.retention, pairs.extra):
        if added is not None:
            cost = np.where(cost == NEVER, NEVER, cost + added)
    keep = cost != NEVER
    kept = np.concatenate([[0], np.cumsum(keep)]).astype(np.int64)
    return ListScan(PairList(kept[pairs.ptr], pairs.job[keep], cost[keep]), agreed)
