"""The scan protocol: what masters, engine and listing may ask of the eligible pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.pairing.cheapest_kernels import cheapest_all, cheapest_rows, outside_drop
from jobmatch.pairing.kernels import count_all, fill_all, least_of_rows, price_listed, wanted_blocks
from jobmatch.pairing.threads import PIECES
from jobmatch.problem import PairTable, Parts, Problem, Tables, largest_cost
from jobmatch.problem.arrays import NEVER, Flags, Int, Small

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


@dataclass(frozen=True, eq=False)
class Cheapest:
    """The cheapest pairs of some persons under prices, ascending by value; row r is the r-th person asked for.

    Shape ``(persons, k)`` each, but `filled`, how many of a row are there, shape ``(persons,)``.
    """

    jobs: Small
    costs: Int
    values: Int  # cost + price
    filled: Small

    def lists(self, n: int) -> PairList:
        """As short lists of persons 0 … n - 1, who must be the persons asked for."""
        ptr = np.concatenate([[0], np.cumsum(self.filled)]).astype(np.int64)
        there = np.arange(self.jobs.shape[1]) < self.filled[:, None]
        return PairList(ptr, self.jobs[there], self.costs[there])


class Scan(Protocol):
    """Eligible pairs and their costs, without a promise that they are ever held in memory."""

    def counts(self) -> Counts:
        """Eligible pairs of each person."""

    def list_pairs(self) -> PairList:
        """All eligible pairs."""

    def cheapest(self, who: Small, price: Int, limit: Int, k: int) -> Cheapest:
        """At most k pairs of each person in `who` with cost + price below the person's `limit`, the cheapest first."""

    def fall(self, prices: list[Int], seen: Small, price: Int) -> Int:
        """A bound on how far ``prices[seen[i]]`` lies above `price` at any job that person i is eligible for."""

    def largest(self) -> int:
        """An upper bound on the absolute cost of any pair."""


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
        return RuleScan(_tables(problem), problem.n, largest_cost(problem))
    if pairs.cost is not None:
        agreed = np.zeros(problem.n, np.int64)
        return ListScan(PairList(pairs.ptr, pairs.job, pairs.cost), agreed)
    return _filtered(_tables(problem), problem.parts, pairs, problem.n)


class RuleScan:
    """Every pair that the rules allow, evaluated where it is needed."""

    def __init__(self, tables: Tables, n: int, largest: int) -> None:
        self._tables = tables
        self._n = n
        self._largest = largest
        least = tables.grid.min(axis=0) if tables.grid.size else np.zeros(tables.grid.shape[1], np.int64)
        self._slot_least = tables.slot_add + least[tables.grid_slot]
        self._block = np.repeat(np.arange(tables.block_ptr.size - 1), np.diff(tables.block_ptr))
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

    def cheapest(self, who: Small, price: Int, limit: Int, k: int) -> Cheapest:
        """At most k pairs of each person in `who` with cost + price below the person's `limit`."""
        t = self._tables
        floor = self._slot_least + price[t.slot_job]
        order = np.lexsort((floor, self._block)).astype(np.int32)
        return Cheapest(*cheapest_all(t, who, PIECES, order, floor[order], price, limit, k))

    def fall(self, prices: list[Int], seen: Small, price: Int) -> Int:
        """The largest fall of a price in the blocks that each person agreed to."""
        t = self._tables
        drop = np.zeros((len(prices), t.block_ptr.size - 1), np.int64)
        there = np.flatnonzero(np.diff(t.block_ptr))
        for r in np.unique(seen):
            by_slot = (prices[r] - price)[t.slot_job]
            drop[r, there] = np.maximum.reduceat(by_slot, t.block_ptr[there]) if there.size else 0
        most: Int = outside_drop(t, self._n, PIECES, seen, drop)
        return most

    def largest(self) -> int:
        """An upper bound on the absolute cost of any pair."""
        return self._largest


class ListScan:
    """Pairs that the caller listed, with their costs."""

    def __init__(self, pairs: PairList, agreed: Int) -> None:
        self._pairs = pairs
        self._agreed = agreed

    def counts(self) -> Counts:
        """Eligible pairs of each person."""
        return Counts(self._agreed, np.diff(self._pairs.ptr), least_of_rows(self._pairs.ptr, self._pairs.cost))

    def list_pairs(self) -> PairList:
        """All eligible pairs."""
        return self._pairs

    def cheapest(self, who: Small, price: Int, limit: Int, k: int) -> Cheapest:
        """At most k pairs of each person in `who` with cost + price below the person's `limit`."""
        p = self._pairs
        return Cheapest(*cheapest_rows(p.ptr, p.job, p.cost, who, PIECES, price, limit, k))

    def fall(self, prices: list[Int], seen: Small, price: Int) -> Int:
        """The largest fall of any price."""
        falls = np.array([max(0, int((old - price).max(initial=0))) for old in prices], np.int64)
        return falls[seen]

    def largest(self) -> int:
        """An upper bound on the absolute cost of any pair."""
        return int(np.abs(self._pairs.cost).max(initial=0))


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
