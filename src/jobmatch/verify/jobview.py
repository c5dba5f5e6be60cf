"""Costs of one job for many persons at once: the inner step of the scan.

Costs stand in 32-bit integers where all sums fit, else in 64-bit; pairs that are not eligible cost `none`.
"""

from __future__ import annotations

import numpy as np

from jobmatch.verify.case import Case
from jobmatch.verify.exactly import Bools, Ints, linear
from jobmatch.verify.inputs import UNKNOWN_AGE
from jobmatch.verify.places import Place
from jobmatch.verify.subsidies import Grant
from jobmatch.verify.terms import Terms

_CACHE_BYTES = 256 * 2**20
_NO_LIMIT = 10**6
_NO_DATE = 10**7


class Widths:
    """The integers that a scan counts in: `dtype`; `none`, the cost of an impossible pair; `dear`, the least such."""

    def __init__(self, case: Case, most_price: int) -> None:
        terms = case.terms
        small = case.reach + most_price < 2**26
        if terms is not None:
            whole = terms.hinge_slope.denominator == 1 and terms.hinge_slope.numerator < 2**31
            small &= whole and max(int(terms.wish.max(initial=0)), int(terms.offer.max(initial=0))) < 2**30
        self.dtype: type[np.int32 | np.int64] = np.int32 if small else np.int64
        self.none = 2**28 if small else 2**60
        self.dear = self.none // 2


class JobCosts:
    """Costs in one workplace region after another: `enter` a region, then ask for blocks of persons."""

    def __init__(self, case: Case, terms: Terms, widths: Widths) -> None:
        self._case, self.terms, self.widths = case, terms, widths
        dtype = widths.dtype
        persons, jobs = terms.persons, terms.jobs
        self.type_class = persons.types
        self.wish, self.offer = terms.wish.astype(dtype), terms.offer.astype(dtype)
        levels, asks = np.unique(terms.accepts, return_inverse=True)
        self.asks = asks.astype(np.int32)
        self.pays = np.searchsorted(levels, terms.pays, side="right").astype(np.int32)
        self._type_cost = terms.type_cost.astype(dtype)
        open_ = np.ones(len(jobs), bool) if case.pairs is None else np.zeros(len(jobs), bool)
        for says_yes in jobs.papers.values():
            open_ &= says_yes
        self._open = open_
        self.refused = _by_job(case)
        self.type_ranks: dict[int, Ints] = {}
        self._needs: dict[int, Ints] = {}

    def enter(self, region: int, place: Place) -> None:
        """Stand in a workplace region."""
        terms, dtype = self.terms, self.widths.dtype
        self.place = place
        self._by_home = (terms.km_cost(place.km) + terms.tier_cost[place.tier]).astype(dtype)
        self._by_wish = terms.region_cost[np.maximum(0, place.rank)].astype(dtype)
        here = np.flatnonzero(terms.jobs.region == region)
        self.jobs_by_type: dict[int, list[int]] = {}
        for job in here.tolist():
            mine = self.jobs_by_type.setdefault(int(terms.jobs.types[job]), [])
            if self._open[job]:
                mine.append(job)
        self.grants = [
            (grant, np.where(grant.tiers[place.tier], grant.cost(place.km), 0).astype(dtype))
            for grant in terms.grants
            if grant.jobs[here].any()
        ]
        for job_type in self.jobs_by_type:
            if job_type not in self.type_ranks:
                ranks = terms.type_rank(terms.jobs.type_texts[job_type])
                self.type_ranks[job_type] = ranks.astype(np.int16 if ranks.max(initial=0) < 2**15 else np.int64)

    def by_region(self, persons: Ints) -> Ints:
        """Distance, tier and rank of the region."""
        terms = self.terms
        return np.asarray(self._by_home[terms.home[persons]] + self._by_wish[terms.persons.wish[persons]])

    def by_type(self, rank: Ints) -> Ints:
        """Rank of the job type."""
        return np.asarray(self._type_cost[rank], self.widths.dtype)

    def need(self, job: int) -> Ints:
        """The term `skill` by distinct skills cell; `none` where the rule fails."""
        kind = int(self.terms.jobs.needs[job])
        kept = self._needs.get(kind)
        if kept is None:
            need = self.terms.skills.need(self.terms.jobs.need_texts[kind])
            kept = np.where(need.ok, need.cost, self.widths.none).astype(self.widths.dtype)
            if (len(self._needs) + 1) * kept.nbytes < _CACHE_BYTES:
                self._needs[kind] = kept
        return kept


class Block:
    """Persons who agreed to the region and type of some jobs, with what those jobs' costs need of them."""

    def __init__(self, costs: JobCosts, persons: Ints, base: Ints) -> None:
        self._costs, self._persons, self._base = costs, persons, base
        terms = costs.terms
        self._wish, self._asks = costs.wish[persons], costs.asks[persons]
        self._skills = terms.persons.skills[persons]
        self._top_wish, self._top_asks = int(self._wish.max()), int(self._asks.max())
        self._grants: list[tuple[Grant, Ints]] = []
        for grant, money in costs.grants:
            self._grants.append((grant, np.where(grant.persons[persons], money[terms.home[persons]], 0)))
        self._class = None if terms.extra is None else terms.extra.person[persons]

    def cost_of(self, job: int, out: Ints) -> None:
        """Write each person's cost at `job`, `none` or more where the pair is not eligible."""
        costs, terms, jobs = self._costs, self._costs.terms, self._costs.terms.jobs
        self._hinge(job, out)
        out += self._base
        out += int(terms.retention[job])
        if jobs.need_texts[int(jobs.needs[job])]:
            out += np.take(costs.need(job), self._skills)
        for grant, money in self._grants:
            if grant.jobs[job]:
                out += money
        if terms.extra is not None and self._class is not None:
            out += np.take(terms.extra.row(int(terms.extra.job[job])), self._class).astype(out.dtype)
        if self._top_asks >= costs.pays[job]:
            np.copyto(out, costs.widths.none, where=self._asks >= costs.pays[job])
        excluded = self._excluded(job)
        if excluded is not None:
            out[excluded] = costs.widths.none

    def _hinge(self, job: int, out: Ints) -> None:
        """The term `wage`."""
        offer = self._costs.offer[job]
        if offer >= self._top_wish:
            out.fill(0)
            return
        np.subtract(self._wish, offer, out=out)
        np.maximum(out, 0, out=out)
        slope = self._costs.terms.hinge_slope
        if slope.denominator != 1:
            out[:] = linear(out, slope, "wage")
        elif slope != 1:
            out *= slope.numerator

    def _excluded(self, job: int) -> Bools | Ints | None:
        """Persons whom the job's ages, its start, or a decision exclude."""
        persons, jobs = self._costs.terms.persons, self._costs.terms.jobs
        out: Bools | None = None
        low, high = int(jobs.min_age[job]), int(jobs.max_age[job])
        if low > 0 or high < _NO_LIMIT:
            age = persons.age[self._persons]
            out = (age != UNKNOWN_AGE) & ((age < low) | (age > high))
        if jobs.start[job] < _NO_DATE:
            late = persons.available[self._persons] > jobs.start[job]
            out = late if out is None else out | late
        refused = self._costs.refused.get(job)
        if refused is not None:
            named = np.isin(self._persons, refused)
            out = named if out is None else out | named
        return out


def _by_job(case: Case) -> dict[int, Ints]:
    """The persons whom a decision keeps from a job, by job."""
    numbers, jobs = case.forbidden.numbers, max(1, len(case.jobs))
    out: dict[int, list[int]] = {}
    for key in numbers.tolist():
        out.setdefault(key % jobs, []).append(key // jobs)
    return {job: np.array(persons) for job, persons in out.items()}
