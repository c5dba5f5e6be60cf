"""The scan protocol: what masters, engine and listing may ask of the eligible pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from jobmatch.problem.arrays import Flags, Int, Small
from jobmatch.problem.sides import Tolls


@dataclass(frozen=True, eq=False)
class Counts:
    """What a scan knows of each person, shape ``(n,)`` each."""

    eligible: Int
    least: Int  # least cost among eligible jobs; NEVER if there is none


def rows_of(ptr: Int, who: Small) -> tuple[Int, Int]:
    """Pointers of some rows of a CSR table put one after another, and where their entries stand in the table."""
    length = ptr[who + 1] - ptr[who]
    own = np.concatenate([[0], np.cumsum(length)]).astype(np.int64)
    return own, np.arange(own[-1]) + np.repeat(ptr[who] - own[:-1], length)


@dataclass(frozen=True, eq=False)
class Eligible:
    """Eligible pairs of each person, shape ``(n,)``, and a digest of all that decides who is eligible for what."""

    number: Int
    key: bytes


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

    def of(self, who: Small) -> PairList:
        """The pairs of some persons; row r is the r-th of them."""
        ptr, at = rows_of(self.ptr, who)
        return PairList(ptr, self.job[at], self.cost[at])

    def kept(self, keep: Flags) -> PairList:
        """Only some of the pairs."""
        count = np.concatenate([[0], np.cumsum(keep)]).astype(np.int64)
        return PairList(count[self.ptr], self.job[keep], self.cost[keep])

    def of_first(self, n: int) -> PairList:
        """The pairs of the first n persons."""
        if n == self.ptr.size - 1:
            return self
        ptr = self.ptr[: n + 1]
        return PairList(ptr, self.job[: ptr[-1]], self.cost[: ptr[-1]])


@dataclass(frozen=True, eq=False)
class Known:
    """What earlier scans say of the pairs outside some persons' short lists.

    Attributes
    ----------
    bound
        What each of these pairs was worth at least, cost + price, at scan `seen`; shape ``(persons,)``.
    seen
        Row of `prices`, shape ``(persons,)``.
    prices
        Prices of the scans.
    """

    bound: Int
    seen: Small
    prices: list[Int]


@dataclass(frozen=True, eq=False)
class Spread:
    """How short lists are spread over pairs that are nearly as good: a pair's key is its value and these two.

    Attributes
    ----------
    bias
        Of each job, quanta, not negative.
    noise
        Quanta, not negative, of which every pair draws one; as many as a power of two.
    """

    bias: Int
    noise: Int


@dataclass(frozen=True, eq=False)
class Cheapest:
    """The cheapest pairs of some persons under prices, ascending by value; row r is the r-th person asked for.

    Shape ``(persons, k)``, or ``(persons,)`` for `filled` and `outside`.
    """

    jobs: Small
    values: Int  # cost + price
    filled: Small  # how many of a row are there; -1 where nothing had to be looked at
    best: Int  # least cost + price of all, or the limit
    outside: Int  # no other pair of the person, beyond these and those in the short list, is worth less than this

    def lists(self, price: Int) -> PairList:
        """As short lists of the persons asked for, by their row."""
        ptr = np.concatenate([[0], np.cumsum(np.maximum(self.filled, 0))]).astype(np.int64)
        there = np.arange(self.jobs.shape[1]) < self.filled[:, None]
        job = self.jobs[there]
        return PairList(ptr, job, self.values[there] - price[job])


class Scan(Protocol):
    """Eligible pairs and their costs, without a promise that they are ever held in memory."""

    def counts(self, before: Eligible | None = None) -> Counts:
        """Eligible pairs of each person; those of `before` are not counted again where the rules are the same."""

    def eligible(self) -> Eligible | None:
        """What another scan, of other costs, may begin from; None where counting costs nothing."""

    def list_pairs(self) -> PairList:
        """All eligible pairs."""

    def cheapest(
        self, who: Small, price: Int, limit: Int, k: int, known: Known | None = None, spread: Spread | None = None
    ) -> Cheapest:
        """At most k pairs of each person in `who` with cost + price below the person's `limit`, the cheapest first.

        With `known`, what cannot hold such a pair is passed over.
        """

    def costs(self, person: Small, job: Small) -> Int:
        """Costs of the pairs ``(person[k], job[k])``, NEVER where they are not eligible."""

    def held(self) -> PairList | None:
        """All eligible pairs, if they are in memory anyway."""

    def pairs_of(self, who: Small) -> PairList:
        """All eligible pairs of some persons; row r is the r-th of them."""

    def with_tiers(self, weights: tuple[int, ...]) -> Scan:
        """The same pairs, each dearer by the weight of its tier (0 county … 3 outside)."""

    def priced(self, tolls: Tolls) -> Scan:
        """The same pairs with tolls, costs in parts of a quantum; each by its cheapest route."""

    def recosted(self, before: Scan, pairs: PairList) -> Int:
        """Costs of pairs that are eligible, whose costs are those of the same scan with other tolls, `before`."""

    def routes(self, person: Small, job: Small) -> Small:
        """The cheapest route of the pairs ``(person[k], job[k])``: the variant of its course, NO_ROUTE for none."""

    def all_routes(self, person: Small, job: Small) -> tuple[Int, Small]:
        """All routes of these pairs, which must be eligible: those of pair k are ``ptr[k]:ptr[k + 1]``."""

    def dearer(self, person: Small, job: Small, route: Small) -> Int:
        """How much dearer the triples are than the pairs by their cheapest routes; shape (triples,)."""

    def rows(self, person: Small, job: Small) -> Int | None:
        """The row of the pairs file that has each pair, which must be eligible; None without such a file."""

    def largest(self) -> int:
        """An upper bound on the absolute cost of any pair."""
