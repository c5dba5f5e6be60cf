"""Costs of one job for many persons at once: the inner step of the scan.

Costs stand in 32-bit integers where all sums fit, else in 64-bit; pairs that are not eligible cost `none`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from jobmatch.verify.case import Case
from jobmatch.verify.exactly import Ints, linear
from jobmatch.verify.folding import fold
from jobmatch.verify.inputs import NO_AGE_LIMIT, NO_START, UNKNOWN_AGE
from jobmatch.verify.places import Place
from jobmatch.verify.terms import Terms
from jobmatch.verify.triples import NO_ROUTE, Triples

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
        self._needs: dict[tuple[int, int], Ints] = {}
        of_person, of_job = terms.aid.masks
        place = [terms.home] if terms.aid.by_place else []
        self.drawers, self._drawn_at = fold([*place, *of_person], len(persons)), of_job
        self.draws = bool(of_person)

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
        self._draw(here, place)
        for job_type in self.jobs_by_type:
            if job_type not in self.type_ranks:
                ranks = terms.type_rank(terms.jobs.type_texts[job_type])
                self.type_ranks[job_type] = ranks.astype(np.int16 if ranks.max(initial=0) < 2**15 else np.int64)

    def _draw(self, here: Ints, place: Place) -> None:
        """What subsidies change in the costs of the jobs of a region, by class of job and of person."""
        terms = self.terms
        jobs = fold([column[here] for column in self._drawn_at], len(here))
        self.drawn_at = dict(zip(here.tolist(), jobs.at.tolist(), strict=True))
        self.money: list[Ints] = []
        self.lift: list[Ints] = []
        self._of_course: dict[tuple[int, int], Ints] = {}
        self._drawing = [self._triples(int(here[first]), NO_ROUTE, place) for first in jobs.first.tolist()]
        for triples in self._drawing if self.draws else ():
            money = terms.aid.subsidy(triples) + terms.aid.distance(triples) - terms.km_cost(triples.km)
            self.money.append(money.astype(self.widths.dtype))
            if terms.aid.lifts:
                self.lift.append(terms.lift(triples).astype(self.widths.dtype))

    def _triples(self, job: int, route: int, place: Place) -> Triples:
        """A person of each class that draws alike, with the job."""
        rows = self.drawers.first
        home = self.terms.home[rows]
        return Triples(rows, np.full(len(rows), job), np.full(len(rows), route), place.tier[home], place.km[home])

    def of_course(self, job: int, route: int) -> Ints:
        """What a course adds to the cost by class of person, but for the levels missing."""
        key = (self.drawn_at[job], route)
        if key not in self._of_course:
            plain = self._drawing[key[0]]
            taken = replace(plain, route=np.full(len(plain), route))
            aid = self.terms.aid
            more = aid.subsidy(taken) - aid.subsidy(plain) + aid.burden(taken)
            self._of_course[key] = more.astype(self.widths.dtype)
        return self._of_course[key]

    def need(self, job: int, route: int = NO_ROUTE) -> Ints:
        """The term `skill` by distinct skills cell, the burden of the route left out; `none` where the rule fails."""
        kind = int(self.terms.jobs.needs[job])
        kept = self._needs.get((kind, route))
        if kept is None:
            terms = self.terms
            if route == NO_ROUTE:
                need = terms.skills.need(terms.jobs.need_texts[kind])
            else:
                need = terms.courses.need(route, kind)
            kept = np.where(need.ok, need.cost, self.widths.none).astype(self.widths.dtype)
            if (len(self._needs) + 1) * kept.nbytes < _CACHE_BYTES:
                self._needs[kind, route] = kept
        return kept

    def routes(self, job: int) -> list[int]:
        """The courses that may be routes to the job."""
        courses = self.terms.courses
        if not len(courses):
            return []
        kind = int(self.terms.jobs.needs[job])
        at = np.array([job])
        return [route for route in courses.useful(kind) if courses.is_for(route, at)[0]]


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
    drawer: Ints

    @classmethod
    def of(cls, costs: JobCosts, persons: Ints) -> Block:
        """Persons who agreed to the region in which `costs` stands."""
        terms = costs.terms
        listed, home = terms.persons, terms.home[persons]
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
            drawer=costs.drawers.at[persons],
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
            drawer=self.drawer[at],
        )

    def cost_of(self, job: int, out: Ints) -> None:
        """Write each person's cost at `job` without a course, `dear` or more where the pair is not eligible so."""
        self.unskilled(job, out)
        jobs = self.costs.terms.jobs
        if jobs.need_texts[int(jobs.needs[job])]:
            out += np.take(self.costs.need(job), self.skills)
            np.minimum(out, self.costs.widths.none, out=out)

    def skill(self, job: int) -> Ints:
        """The term `skill` without a course, `none` where the rule fails."""
        return np.take(self.costs.need(job), self.skills)

    def unskilled(self, job: int, out: Ints) -> None:
        """The same without what the job asks of skills."""
        costs, terms = self.costs, self.costs.terms
        self._hinge(job, out)
        out += self.base
        if terms.retention[job]:
            out += int(terms.retention[job])
        if costs.draws:
            out += np.take(costs.money[costs.drawn_at[job]], self.drawer)
        if terms.extra is not None:
            out += np.take(terms.extra.row(int(terms.extra.job[job])), self.person_class).astype(out.dtype)
        # The term `change` of everybody with an open proposal stands in `base`.
        out[self._among(costs.proposed.get(job))] -= costs.change
        if costs.most_asked >= costs.pays[job]:
            np.copyto(out, costs.widths.none, where=self.asks >= costs.pays[job])
        self._exclude(job, out)

    def ways(self, job: int, unskilled: Ints) -> Iterator[tuple[int, Ints, Ints]]:
        """Each course that is a route to the job for somebody: the places of these persons, and their costs."""
        costs, none = self.costs, self.costs.widths.none
        for route in costs.routes(job):
            need = np.take(costs.need(job, route), self.skills)
            at = np.flatnonzero((need != none) & (unskilled < costs.widths.dear))
            at = at[costs.terms.courses.can_go(route, self.persons[at])]
            if len(at):
                yield route, at, unskilled[at] + need[at] + costs.of_course(job, route)[self.drawer[at]]

    def _hinge(self, job: int, out: Ints) -> None:
        """The term `wage`."""
        costs = self.costs
        np.subtract(self.wish, costs.offer[job], out=out)
        if costs.draws and costs.terms.aid.lifts:
            out -= np.take(costs.lift[costs.drawn_at[job]], self.drawer)
        np.maximum(out, 0, out=out)
        slope = costs.terms.hinge_slope
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
