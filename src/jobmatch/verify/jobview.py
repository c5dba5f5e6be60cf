"""Costs of one job for many persons at once: the inner step of the scan.

Costs stand in 32-bit integers where all sums fit, else in 64-bit; pairs that are not eligible cost `none`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from jobmatch.verify.case import Case
from jobmatch.verify.exactly import Ints, linear
from jobmatch.verify.inputs import NO_AGE_LIMIT, NO_START, UNKNOWN_AGE
from jobmatch.verify.places import Place
from jobmatch.verify.terms import Terms

_CACHE_BYTES = 256 * 2**20
_NOBODY = np.zeros(0, np.int64)


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
        self.most_asked = int(self.asks.max(initial=-1))
        self.age = persons.age.astype(np.int32)
        self.type_cost = terms.type_cost.astype(dtype)
        open_ = np.ones(len(jobs), bool) if case.pairs is None else np.zeros(len(jobs), bool)
        for says_yes in jobs.papers.values():
            open_ &= says_yes
        self._open = open_
        self.refused = _by_job(case.decisions.refused.numbers, len(jobs))
        proposed = np.flatnonzero(case.proposals.job >= 0)
        self.proposed = _by_job(proposed * len(jobs) + case.proposals.job[proposed], len(jobs))
        self.change, self.changes = case.proposals.cost, case.proposals.staying.astype(dtype)
        self.type_ranks: dict[int, Ints] = {}
        self._needs: dict[int, Ints] = {}

    def enter(self, region: int, place: Place) -> None:
        """Stand in a workplace region."""
        terms, dtype = self.terms, self.widths.dtype
        self.tier = place.tier.astype(np.int8)
        self.by_home = (terms.km_cost(place.km) + terms.tier_cost[place.tier]).astype(dtype)
        self.by_wish = terms.region_cost[np.maximum(0, place.rank)].astype(dtype)
        here = np.flatnonzero(terms.jobs.region == region)
        self.dates_matter = bool((terms.jobs.start[here] < NO_START).any())
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


@dataclass(frozen=True)
class Block:
    """Some persons, with what the costs of the jobs in a region need of each; `base` holds what all these share."""

    costs: JobCosts
    persons: Ints
    base: Ints
    wish: Ints
    asks: Ints
    skills: Ints
    age: Ints
    available: Ints
    person_class: Ints
    tier: Ints
    money: tuple[Ints, ...]

    @classmethod
    def of(cls, costs: JobCosts, persons: Ints) -> Block:
        """Persons who agreed to the region in which `costs` stands."""
        terms = costs.terms
        listed, home = terms.persons, terms.home[persons]
        money = tuple(np.where(grant.persons[persons], by_home[home], 0) for grant, by_home in costs.grants)
        return cls(
            costs=costs,
            persons=persons,
            base=costs.by_home[home] + costs.by_wish[listed.wish[persons]] + costs.changes[persons],
            wish=np.asarray(costs.wish[persons]),
            asks=costs.asks[persons],
            skills=listed.skills[persons],
            age=costs.age[persons],
            available=listed.available[persons] if costs.dates_matter else persons,
            person_class=persons if terms.extra is None else terms.extra.person[persons],
            tier=costs.tier[home],
            money=money,
        )

    def take(self, at: Ints, rank: Ints) -> Block:
        """The persons at these places, who ranked the type of the jobs to come like this."""
        base: Ints = np.add(self.base[at], self.costs.type_cost[rank])
        if len(at) == len(self.persons):
            return replace(self, base=base)
        return Block(
            costs=self.costs,
            persons=self.persons[at],
            base=base,
            wish=self.wish[at],
            asks=self.asks[at],
            skills=self.skills[at],
            age=self.age[at],
            available=self.available[at],
            person_class=self.person_class[at],
            tier=self.tier[at],
            money=tuple(money[at] for money in self.money),
        )

    def cost_of(self, job: int, out: Ints) -> None:
        """Write each person's cost at `job`, `dear` or more where the pair is not eligible."""
        costs, terms, jobs = self.costs, self.costs.terms, self.costs.terms.jobs
        self._hinge(job, out)
        out += self.base
        if terms.retention[job]:
            out += int(terms.retention[job])
        if jobs.need_texts[int(jobs.needs[job])]:
            out += np.take(costs.need(job), self.skills)
        for (grant, _), money in zip(costs.grants, self.money, strict=True):
            if grant.jobs[job]:
                out += money
        if terms.extra is not None:
            out += np.take(terms.extra.row(int(terms.extra.job[job])), self.person_class).astype(out.dtype)
        # The term `change` of everybody with an open proposal stands in `base`.
        out[self._among(costs.proposed.get(job))] -= costs.change
        if costs.most_asked >= costs.pays[job]:
            np.copyto(out, costs.widths.none, where=self.asks >= costs.pays[job])
        self._exclude(job, out)

    def _hinge(self, job: int, out: Ints) -> None:
        """The term `wage`."""
        np.subtract(self.wish, self.costs.offer[job], out=out)
        np.maximum(out, 0, out=out)
        slope = self.costs.terms.hinge_slope
        if slope.denominator != 1:
            out[:] = linear(out, slope, "wage")
        elif slope != 1:
            out *= slope.numerator

    def _exclude(self, job: int, out: Ints) -> None:
        """Persons whom the job's ages, its start, or a decision exclude."""
        none, jobs = self.costs.widths.none, self.costs.terms.jobs
        low, high = int(jobs.min_age[job]), int(jobs.max_age[job])
        if low > 0:
            np.copyto(out, none, where=(self.age < low) & (self.age != UNKNOWN_AGE))
        if high < NO_AGE_LIMIT:
            np.copyto(out, none, where=self.age > high)
        if jobs.start[job] < NO_START:
            np.copyto(out, none, where=self.available > jobs.start[job])
        out[self._among(self.costs.refused.get(job))] = none

    def _among(self, wanted: Ints | None) -> Ints:
        """The places of those persons (none at all, or sorted rows) who are in the block, whose rows are sorted too."""
        if wanted is None or not len(self.persons):
            return _NOBODY
        at = np.minimum(np.searchsorted(self.persons, wanted), len(self.persons) - 1)
        return np.asarray(at[self.persons[at] == wanted])


def _by_job(numbers: Ints, jobs: int) -> dict[int, Ints]:
    """The persons of pairs, given as numbers ``person * jobs + job``, by job; sorted."""
    out: dict[int, list[int]] = {}
    for key in np.sort(numbers).tolist():
        out.setdefault(key % max(1, jobs), []).append(key // max(1, jobs))
    return {job: np.array(persons) for job, persons in out.items()}
