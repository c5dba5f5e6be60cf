"""A scan in which some persons may choose among fewer pairs."""

from __future__ import annotations

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.pairing.listed_scan import ListScan
from jobmatch.pairing.scan import Cheapest, Counts, Eligible, Known, PairList, Scan, Spread, rows_of
from jobmatch.problem.arrays import Flags, Int, Small
from jobmatch.problem.sides import Tolls
from jobmatch.words import said


class RestrictedScan:
    """Some persons' pairs are listed, all others' are as they were."""

    def __init__(self, scan: Scan, who: Small, keep: Flags) -> None:
        """Of the persons `who`, ascending, only the pairs are left that `keep` names among ``scan.pairs_of(who)``."""
        self._scan, self._who, self._keep = scan, who, keep
        left = scan.pairs_of(who).kept(keep)
        by_job = np.lexsort((left.job, left.person))  # a scan by rules lists them by block, a list is searched by job
        pairs = PairList(left.ptr, left.job[by_job], left.cost[by_job])
        self._listed = ListScan(pairs)

    def _rows(self, person: Small) -> tuple[Small, Flags]:
        """The row of each person among those restricted, and whether there is one."""
        at = np.searchsorted(self._who, person)
        there: Flags = np.append(self._who, -1)[at] == person
        return at.astype(np.int32), there

    def counts(self, before: Eligible | None = None) -> Counts:
        """Eligible pairs of each person."""
        base, own = self._scan.counts(), self._listed.counts()
        eligible, least = base.eligible.copy(), base.least.copy()
        eligible[self._who], least[self._who] = own.eligible, own.least
        return Counts(eligible, least)

    def eligible(self) -> None:
        """Nothing: this scan is made from others."""
        return None

    def list_pairs(self) -> PairList:
        """Not all at once: this scan is for masters that do not ask for that."""
        raise UnsupportedError(said("scan.restricted"))

    def cheapest(
        self, who: Small, price: Int, limit: Int, k: int, known: Known | None = None, spread: Spread | None = None
    ) -> Cheapest:
        """At most k pairs of each person in `who` with cost + price below the person's `limit`."""
        rows, listed = self._rows(who)
        if not listed.any():
            return self._scan.cheapest(who, price, limit, k, known, spread)
        jobs, values = np.empty((who.size, k), np.int32), np.empty((who.size, k), np.int64)
        filled = np.empty(who.size, np.int32)
        best, outside = np.empty(who.size, np.int64), np.empty(who.size, np.int64)
        for scan, those, persons in ((self._scan, ~listed, who), (self._listed, listed, rows)):
            past = None if known is None else Known(known.bound[those], known.seen[those], known.prices)
            found = scan.cheapest(np.ascontiguousarray(persons[those]), price, limit[those], k, past, spread)
            jobs[those], values[those], filled[those] = found.jobs, found.values, found.filled
            best[those], outside[those] = found.best, found.outside
        return Cheapest(jobs, values, filled, best, outside)

    def costs(self, person: Small, job: Small) -> Int:
        """Costs of the pairs ``(person[k], job[k])``, NEVER where they are not eligible."""
        rows, listed = self._rows(person)
        cost = self._scan.costs(person, job)
        cost[listed] = self._listed.costs(rows[listed], job[listed])
        return cost

    def held(self) -> PairList | None:
        """All eligible pairs, if they are in memory anyway."""
        base = self._scan.held()
        if base is None:
            return None
        keep = np.ones(base.job.size, bool)
        _, at = rows_of(base.ptr, self._who)
        keep[at] = self._keep
        return base.kept(keep)

    def pairs_of(self, who: Small) -> PairList:
        """All eligible pairs of some persons, who must be the restricted ones or have none among them."""
        rows, listed = self._rows(who)
        if not listed.any():
            return self._scan.pairs_of(who)
        if not listed.all():
            raise ValueError("pairs of persons of both kinds")
        return self._listed.pairs_of(rows)

    def with_tiers(self, weights: tuple[int, ...]) -> RestrictedScan:
        """The same pairs, each dearer by the weight of its tier."""
        return RestrictedScan(self._scan.with_tiers(weights), self._who, self._keep)

    def priced(self, tolls: Tolls) -> RestrictedScan:
        """The same pairs with tolls, costs in parts of a quantum."""
        return RestrictedScan(self._scan.priced(tolls), self._who, self._keep)

    def recosted(self, before: Scan, pairs: PairList) -> Int:
        """Costs of pairs that are eligible, whose costs are those of the same scan with other tolls."""
        return self.costs(pairs.person, pairs.job)

    def routes(self, person: Small, job: Small) -> Small:
        """The cheapest route of the pairs ``(person[k], job[k])``."""
        return self._scan.routes(person, job)

    def all_routes(self, person: Small, job: Small) -> tuple[Int, Small]:
        """All routes of the pairs ``(person[k], job[k])``: pointers, and routes."""
        return self._scan.all_routes(person, job)

    def dearer(self, person: Small, job: Small, route: Small) -> Int:
        """How much dearer the triples are than the pairs by their cheapest routes."""
        return self._scan.dearer(person, job, route)

    def rows(self, person: Small, job: Small) -> Int | None:
        """The row of the pairs file that has each pair."""
        return self._scan.rows(person, job)

    def largest(self) -> int:
        """An upper bound on the absolute cost of any pair."""
        return self._scan.largest()
