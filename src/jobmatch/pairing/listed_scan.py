"""Pairs that the caller listed: with their own costs, or as a filter on what the rules allow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from jobmatch.pairing.listed_kernels import cheapest_listed, costs_listed, least_of_rows, places_listed
from jobmatch.pairing.rule_scan import (
    NOTHING_KNOWN,
    all_ways,
    best_ways,
    dearer_by,
    empty_rows,
    no_spread,
    priced,
    with_tolls,
)
from jobmatch.pairing.scan import Cheapest, Counts, Eligible, Known, PairList, Scan, Spread
from jobmatch.pairing.threads import each_piece
from jobmatch.pairing.way_kernels import NO_ROUTE
from jobmatch.problem import PairTable, Parts, Tables
from jobmatch.problem.arrays import NEVER, Flags, Int, Small
from jobmatch.problem.sides import NO_TOLLS, Tolls


class ListScan:
    """Pairs held in memory."""

    def __init__(self, pairs: PairList, tier: Small | None = None, pricing: Pricing | None = None) -> None:
        """`tier` is that of each pair, where there are tiers; `pricing` is needed where tolls are to be added."""
        self._pairs = pairs
        self._tier = tier
        self._pricing = pricing

    def counts(self, before: Eligible | None = None) -> Counts:
        """Eligible pairs of each person."""
        return Counts(np.diff(self._pairs.ptr), least_of_rows(self._pairs.ptr, self._pairs.cost))

    def eligible(self) -> None:
        """Nothing: counting costs nothing."""
        return None

    def list_pairs(self) -> PairList:
        """All eligible pairs."""
        return self._pairs

    def cheapest(
        self, who: Small, price: Int, limit: Int, k: int, known: Known | None = None, spread: Spread | None = None
    ) -> Cheapest:
        """At most k pairs of each person in `who` with cost + price below the person's `limit`."""
        out = empty_rows(who.size, k)
        draw = no_spread(price.size) if spread is None else (spread.bias, spread.noise)
        past = NOTHING_KNOWN
        if known is not None:
            falls = [[max(0, int((old - price).max(initial=0)))] for old in known.prices]
            past = (known.bound, known.seen, np.array(falls, np.int64).reshape(-1, 1))
        p = self._pairs
        given = (p.ptr, p.job, p.cost)
        each_piece(
            who.size, lambda first, last: cheapest_listed(*given, first, last, who, price, limit, draw, past, *out)
        )
        return Cheapest(*out)

    def costs(self, person: Small, job: Small) -> Int:
        """Costs of the pairs ``(person[k], job[k])``, NEVER where they are not eligible."""
        costs: Int = costs_listed(self._pairs.ptr, self._pairs.job, self._pairs.cost, person, job)
        return costs

    def held(self) -> PairList:
        """All eligible pairs."""
        return self._pairs

    def pairs_of(self, who: Small) -> PairList:
        """All eligible pairs of some persons."""
        return self._pairs.of(who)

    def with_tiers(self, weights: tuple[int, ...]) -> ListScan:
        """The same pairs, each dearer by the weight of its tier."""
        if self._tier is None:
            raise ValueError("pairs with the caller's own costs have no tiers")
        cost = self._pairs.cost + np.array(weights, np.int64)[self._tier]
        return ListScan(PairList(self._pairs.ptr, self._pairs.job, cost), self._tier, self._pricing)

    def priced(self, tolls: Tolls) -> ListScan:
        """The same pairs with tolls, costs in parts of a quantum."""
        if self._pricing is None:
            raise ValueError("a list of pairs that nothing prices takes no tolls")
        pricing = self._pricing.with_tolls(tolls)
        cost = pricing.costs(self._pairs)
        return ListScan(PairList(self._pairs.ptr, self._pairs.job, cost), self._tier, pricing)

    def recosted(self, before: Scan, pairs: PairList) -> Int:
        """Costs of pairs that are eligible, whose costs are those of the same scan with other tolls."""
        return self.costs(pairs.person, pairs.job)

    def routes(self, person: Small, job: Small) -> Small:
        """The cheapest route of the pairs ``(person[k], job[k])``."""
        if self._pricing is None:
            return np.full(person.size, NO_ROUTE, np.int32)
        return self._pricing.routes(person, job)

    def all_routes(self, person: Small, job: Small) -> tuple[Int, Small]:
        """All routes of the pairs ``(person[k], job[k])``: pointers, and routes."""
        if self._pricing is None:
            return np.arange(person.size + 1), np.full(person.size, NO_ROUTE, np.int32)
        return self._pricing.all_routes(person, job)

    def dearer(self, person: Small, job: Small, route: Small) -> Int:
        """How much dearer the triples are than the pairs by their cheapest routes."""
        if self._pricing is None:
            return np.zeros(person.size, np.int64)
        return self._pricing.dearer(person, job, route)

    def rows(self, person: Small, job: Small) -> Int | None:
        """The row of the pairs file that has each pair."""
        if self._pricing is None:
            return None
        rows: Int = self._pricing.row[places_listed(self._pairs.ptr, self._pairs.job, person, job)].astype(np.int64)
        return rows

    def largest(self) -> int:
        """An upper bound on the absolute cost of any pair."""
        return int(np.abs(self._pairs.cost).max(initial=0))


class Pricing(Protocol):
    """What listed pairs cost, tolls counted."""

    @property
    def row(self) -> Small:
        """Row of the pairs file of each pair."""

    def with_tolls(self, tolls: Tolls) -> Pricing:
        """The same with tolls, in parts of a quantum."""

    def costs(self, pairs: PairList) -> Int:
        """Cost of each pair."""

    def routes(self, person: Small, job: Small) -> Small:
        """The cheapest route of each pair."""

    def all_routes(self, person: Small, job: Small) -> tuple[Int, Small]:
        """All routes of each pair: pointers, and routes."""

    def dearer(self, person: Small, job: Small, route: Small) -> Int:
        """How much dearer than the cheapest route of the pair each triple is."""


@dataclass(frozen=True, eq=False)
class ByCaller:
    """The caller's own costs.

    Attributes
    ----------
    cost, row
        Of each pair: quanta, and the row of the pairs file.
    of_person, of_job
        Classes that tolls on pairs go by; None without such.
    """

    cost: Int
    row: Small
    of_person: Small | None
    of_job: Small | None
    tolls: Tolls = NO_TOLLS

    def with_tolls(self, tolls: Tolls) -> ByCaller:
        """The same with tolls."""
        return replace(self, tolls=tolls)

    def costs(self, pairs: PairList) -> Int:
        """Cost of each pair."""
        cost = self.cost * self.tolls.unit
        if self.tolls.of_pair is not None and self.of_person is not None and self.of_job is not None:
            cost = cost + self.tolls.of_pair[self.of_person[pairs.person], self.of_job[pairs.job]]
        if self.tolls.of_job is not None:
            cost = cost + self.tolls.of_job[pairs.job]
        return cost if self.tolls.of_listed is None else cost + self.tolls.of_listed[self.row]

    def routes(self, person: Small, job: Small) -> Small:
        """There are none."""
        return np.full(person.size, NO_ROUTE, np.int32)

    def all_routes(self, person: Small, job: Small) -> tuple[Int, Small]:
        """Each pair's only one."""
        return np.arange(person.size + 1), np.full(person.size, NO_ROUTE, np.int32)

    def dearer(self, person: Small, job: Small, route: Small) -> Int:
        """Nothing: there is but one."""
        return np.zeros(person.size, np.int64)


@dataclass(frozen=True, eq=False)
class ByRules:
    """The rules' costs of pairs that the caller listed.

    Attributes
    ----------
    tables
        Rules and costs, tolls on classes counted.
    jobs
        Each job's slot, region and type.
    added, row
        Of each pair: quanta that the pairs file adds, and its row.
    """

    tables: Tables
    jobs: tuple[Small, Small, Small]
    added: Int
    row: Small
    tolls: Tolls = NO_TOLLS

    def with_tolls(self, tolls: Tolls) -> ByRules:
        """The same with tolls."""
        return replace(self, tables=with_tolls(self.tables, tolls), tolls=tolls)

    def costs(self, pairs: PairList) -> Int:
        """Cost of each pair, NEVER where the rules do not allow it."""
        cost = priced(self.tables, pairs.person, pairs.job, self.jobs)
        added = self.added * self.tolls.unit
        if self.tolls.of_listed is not None:
            added = added + self.tolls.of_listed[self.row]
        return np.where(cost == NEVER, NEVER, np.where(cost == NEVER, 0, cost) + added)

    def kept(self, keep: Flags) -> ByRules:
        """Only some of the pairs."""
        return replace(self, added=self.added[keep], row=self.row[keep])

    def routes(self, person: Small, job: Small) -> Small:
        """The cheapest route of each pair."""
        return best_ways(self.tables, person, self.jobs[0][job])[1]

    def all_routes(self, person: Small, job: Small) -> tuple[Int, Small]:
        """All routes of each pair: pointers, and routes."""
        return all_ways(self.tables, person, self.jobs[0][job])

    def dearer(self, person: Small, job: Small, route: Small) -> Int:
        """How much dearer than the cheapest route of the pair each triple is."""
        return dearer_by(self.tables, person, self.jobs[0][job], route)


def filtered(tables: Tables, parts: Parts, pairs: PairTable, n: int) -> ListScan:
    """The listed pairs that the rules allow, priced by the policy."""
    person = np.repeat(np.arange(n, dtype=np.int32), np.diff(pairs.ptr))
    added = np.zeros(pairs.job.size, np.int64)
    for part in (pairs.retention, pairs.extra):
        if part is not None:
            added = added + part
    pricing = ByRules(tables, (parts.job_slot, parts.job_region, parts.job_type), added, pairs.row)
    cost = pricing.costs(PairList(pairs.ptr, pairs.job, added))
    keep = cost != NEVER
    kept = np.concatenate([[0], np.cumsum(keep)]).astype(np.int64)
    tier = parts.tier[parts.home[person[keep]], parts.job_region[pairs.job[keep]]]
    listed = PairList(kept[pairs.ptr], pairs.job[keep], cost[keep])
    return ListScan(listed, tier, pricing.kept(keep))
