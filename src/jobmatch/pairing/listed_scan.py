"""Pairs that the caller listed: with their own costs, or as a filter on what the rules allow."""

from __future__ import annotations

import numpy as np

from jobmatch.pairing.listed_kernels import cheapest_listed, costs_listed, least_of_rows
from jobmatch.pairing.rule_kernels import agreements
from jobmatch.pairing.rule_scan import NOTHING_KNOWN, empty_rows, no_spread, priced
from jobmatch.pairing.scan import Cheapest, Counts, Known, PairList, Spread
from jobmatch.pairing.threads import each_piece
from jobmatch.problem import PairTable, Parts, Tables
from jobmatch.problem.arrays import NEVER, Int, Small


class ListScan:
    """Pairs held in memory."""

    def __init__(self, pairs: PairList, agreed: Int, tier: Small | None = None) -> None:
        """`tier` is that of each pair, where there are tiers."""
        self._pairs = pairs
        self._tier = tier
        self._agreed = agreed

    def counts(self) -> Counts:
        """Eligible pairs of each person."""
        return Counts(self._agreed, np.diff(self._pairs.ptr), least_of_rows(self._pairs.ptr, self._pairs.cost))

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
        return ListScan(PairList(self._pairs.ptr, self._pairs.job, cost), self._agreed, self._tier)

    def largest(self) -> int:
        """An upper bound on the absolute cost of any pair."""
        return int(np.abs(self._pairs.cost).max(initial=0))


def filtered(tables: Tables, parts: Parts, pairs: PairTable, n: int) -> ListScan:
    """The listed pairs that the rules allow, priced by the policy."""
    person = np.repeat(np.arange(n, dtype=np.int32), np.diff(pairs.ptr))
    cost = priced(tables, person, pairs.job, (parts.job_slot, parts.job_region, parts.job_type))
    for added in (pairs.retention, pairs.extra):
        if added is not None:
            cost = np.where(cost == NEVER, NEVER, cost + added)
    keep = cost != NEVER
    kept = np.concatenate([[0], np.cumsum(keep)]).astype(np.int64)
    tier = parts.tier[parts.home[person[keep]], parts.job_region[pairs.job[keep]]]
    return ListScan(PairList(kept[pairs.ptr], pairs.job[keep], cost[keep]), agreements(tables, n)[0], tier)
