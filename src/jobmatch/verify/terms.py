"""Every rule and every cost term, by class tables and for any pairs (docs/model.md, sections 3 and 4)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from jobmatch.policy import TIERS, Policy, exact
from jobmatch.verify.aid import Aid
from jobmatch.verify.courses import Courses
from jobmatch.verify.exactly import Bools, Ints, half_up, linear, within
from jobmatch.verify.extras import ExtraTable
from jobmatch.verify.inputs import JOBS, UNKNOWN_AGE, Jobs, Persons, wage_decimals
from jobmatch.verify.pairfiles import PairFile, retention_cost
from jobmatch.verify.places import Places, Ranks
from jobmatch.verify.regions import Tree
from jobmatch.verify.report import Halt
from jobmatch.verify.skills import Need, Skills
from jobmatch.verify.subsidies import read_grants
from jobmatch.verify.triples import NO_ROUTE, Triples
from jobmatch.words import said

MOST_COST = 2**58
"""Costs from here on are refused (solve refuses them from 2**53): a cost and a price stay apart from "no such pair"."""


@dataclass(frozen=True)
class Evaluation:
    """Some pairs: by rule where it fails, by term what it costs in quanta."""

    fails: dict[str, Bools]
    terms: dict[str, Ints]

    @property
    def eligible(self) -> Bools:
        """Where no rule fails."""
        return np.asarray(~np.logical_or.reduce(list(self.fails.values())))

    @property
    def cost(self) -> Ints:
        """The sum of the terms."""
        return np.asarray(np.add.reduce(list(self.terms.values())))


class Terms:
    """The policy's rules and terms for two lists. Attributes are arrays by person, job, home or rank."""

    def __init__(
        self,
        policy: Policy,
        tree: Tree,
        persons: Persons,
        jobs: Jobs,
        distances: pl.DataFrame | None,
        pairs: PairFile | None,
        extra: pl.DataFrame | None,
    ) -> None:
        self.policy, self.persons, self.jobs, self.pairs = policy, persons, jobs, pairs
        self.homes, self.home = np.unique(persons.home, return_inverse=True)
        self.wishes, self._types = Ranks(persons.wish_texts), Ranks(persons.type_texts)
        self.places = Places(tree, policy, self.homes, self.wishes, distances)
        self.skills = Skills(persons.skill_texts, policy)
        self.courses = Courses(policy.course, self.skills, tree, persons, jobs, self.wishes)
        self.grants = read_grants(policy, tree, persons.listed, jobs.listed)
        self.aid = Aid(policy, self.grants, policy.course)
        decimals, unit = policy.decimals, 10**policy.decimals
        self.extra = None if extra is None else ExtraTable(extra, policy.extra, decimals, persons.listed, jobs.listed)
        self.tier_cost = np.array([within(half_up(exact(getattr(policy.tier, t)) * unit), "tier") for t in TIERS])
        steps = policy.preference
        self.region_cost = linear(np.arange(self.wishes.most + 1), exact(steps.region_step) * unit, "preference")
        self.type_cost = linear(np.arange(self._types.most + 1), exact(steps.type_step) * unit, "preference")
        stay = jobs.listed.text("stay")
        self.retention = (
            retention_cost(stay, policy, decimals, f"{JOBS}, stay")
            if "stay" in jobs.listed.table.columns
            else np.zeros(len(jobs), np.int64)
        )
        self._km_slope = (
            exact(policy.distance.weight) * exact(policy.distance.yuan_per_km) * exact(policy.distance.trips)
        ) * Fraction(unit, policy.horizon_months)
        # Wishes, offers and what subsidies add to these, all in the same steps.
        per_quantum = 10 ** (wage_decimals(policy) - decimals)
        lifted = per_quantum if self.aid.lifts else 0
        step = int(np.gcd.reduce(np.concatenate([persons.wish_wage, jobs.offer, [lifted]]))) or 1
        self._steps_per_quantum = per_quantum // step
        self.wish, self.offer = persons.wish_wage // step, jobs.offer // step
        self.hinge_slope = exact(policy.wage.weight) * Fraction(unit * step, 10 ** wage_decimals(policy))
        tolerance = int(exact(policy.rules.wage_tolerance) * 10**6)
        self.accepts = persons.least_wage - tolerance
        self.pays = np.where(jobs.unknown_wage, 2**62 if policy.rules.unknown_wage else -(2**62), jobs.wage)
        self.reach = self._reach()

    @property
    def most_hinge(self) -> int:
        """The widest gap between a wish and an offer, in steps."""
        return max(0, int(self.wish.max(initial=0)) - int(self.offer.min(initial=0)))

    def person_ok(self) -> Bools:
        """Persons whom no rule of their own (`status`, `age`) excludes."""
        return self.persons.looking & ~self.too_young()

    def km_cost(self, km: Ints) -> Ints:
        """The term `distance` of who draws no subsidy that relieves it."""
        return linear(km, self._km_slope, "distance")

    def type_rank(self, job_type: str) -> Ints:
        """By class of `wish_job_types`: the rank of a job's type, negative if it is not agreed to."""
        wanted = np.array([name == "*" or (name == job_type != "") for name in self._types.names], bool)
        rank = self._types.first(wanted)
        rank[self._types.blank] = 0
        return rank

    def tiers_at(self, person: Ints, job: Ints) -> Ints:
        """The tier, from the nearest, of pairs given by rows of the two lists."""
        return self._geography(person, job)[0]

    def triples(self, person: Ints, job: Ints, route: Ints) -> Triples:
        """Triples given by rows of the two lists and numbers of courses."""
        tier, km, _ = self._geography(person, job)
        return Triples(person, job, route, tier, km)

    def lift(self, triples: Triples) -> Ints:
        """Steps of wage that subsidies add to the offer; beyond the widest gap they add nothing."""
        # So large a lift closes any gap, and stays small enough to subtract.
        most = self.most_hinge // self._steps_per_quantum + 1 if self._steps_per_quantum else 0
        steps: Ints = np.minimum(self.aid.lift(triples), most) * self._steps_per_quantum
        return np.minimum(steps, self.most_hinge)

    def pairs_at(self, person: Ints, job: Ints, route: Ints) -> Evaluation:
        """Rules but `pairs` and `decisions`, terms with `change` left at 0, of triples.

        Parameters
        ----------
        person, job
            Rows of the two lists.
        route
            Numbers of courses, `NO_ROUTE` for none.
        """
        persons, jobs = self.persons, self.jobs
        tier, km, region_rank = self._geography(person, job)
        triples = Triples(person, job, route, tier, km)
        type_rank = self._type_ranks(person, job)
        need = self._needs(person, job, route)
        gap = self.wish[person] - self.offer[job]
        if self.aid.lifts:
            gap = gap - self.lift(triples)
        age = persons.age[person]
        fails = {
            "status": ~persons.looking[person],
            "age": self.too_young()[person],
            "region": region_rank < 0,
            "tier": tier > persons.max_tier[person],
            "job_type": type_rank < 0,
            "wage": self.pays[job] < self.accepts[person],
            "skills": ~need.ok,
            **{rule: ~says_yes[job] for rule, says_yes in jobs.papers.items()},
            "job_age": (age != UNKNOWN_AGE) & ((age < jobs.min_age[job]) | (age > jobs.max_age[job])),
            "dates": persons.available[person] > jobs.start[job],
        }
        terms = {
            "skill": need.cost + self.aid.burden(triples),
            "wage": linear(np.maximum(0, gap), self.hinge_slope, "wage"),
            "distance": self.aid.distance(triples),
            "tier": self.tier_cost[tier],
            "preference": self.region_cost[np.maximum(0, region_rank)] + self.type_cost[np.maximum(0, type_rank)],
            "retention": self._retention(person, job),
            "subsidy": self.aid.subsidy(triples),
            "change": np.zeros(len(person), np.int64),
            "extra": self._extra(person, job),
        }
        return Evaluation(fails, terms)

    def too_young(self) -> Bools:
        """Persons below the working age."""
        age = self.persons.age
        return np.asarray((age != UNKNOWN_AGE) & (age < self.policy.rules.working_age))

    def _geography(self, person: Ints, job: Ints) -> tuple[Ints, Ints, Ints]:
        tier, km, rank = (np.zeros(len(person), np.int64) for _ in range(3))
        region = self.jobs.region[job]
        for rows in _groups(region):
            place = self.places.at(int(region[rows[0]]))
            home, wish = self.home[person[rows]], self.persons.wish[person[rows]]
            tier[rows], km[rows], rank[rows] = place.tier[home], place.km[home], place.rank[wish]
        return tier, km, rank

    def _type_ranks(self, person: Ints, job: Ints) -> Ints:
        out = np.zeros(len(person), np.int64)
        types = self.jobs.types[job]
        for rows in _groups(types):
            rank = self.type_rank(self.jobs.type_texts[types[rows[0]]])
            out[rows] = rank[self.persons.types[person[rows]]]
        return out

    def _needs(self, person: Ints, job: Ints, route: Ints) -> Need:
        """The requirement, and whether it is met; with a course, whether that is a route to the job at all."""
        cost, ok = np.zeros(len(person), np.int64), np.ones(len(person), bool)
        needs, held = self.jobs.needs[job], self.persons.skills[person]
        for rows in _groups(needs * (len(self.courses) + 1) + route + 1):
            kind, course = int(needs[rows[0]]), int(route[rows[0]])
            if course == NO_ROUTE:
                need = self.skills.need(self.jobs.need_texts[kind])
            else:
                need = self.courses.need(course, kind)
                ok[rows] = self.courses.ways(person[rows], job[rows], course)
            cost[rows] = need.cost[held[rows]]
            ok[rows] &= need.ok[held[rows]]
        return Need(cost, ok)

    def _retention(self, person: Ints, job: Ints) -> Ints:
        if self.pairs is None or self.pairs.retention is None:
            return self.retention[job]
        return _looked_up(self.pairs.retention, self.pairs.keys.find(person, job))

    def _extra(self, person: Ints, job: Ints) -> Ints:
        if self.extra is not None:
            return self.extra.pairs(person, job)
        if self.pairs is None or self.pairs.extra is None:
            return np.zeros(len(person), np.int64)
        return _looked_up(self.pairs.extra, self.pairs.keys.find(person, job))

    def _reach(self) -> int:
        """No pair's cost is larger in size: what keeps sums of quanta from wrapping."""
        parts = [
            max((self.skills.most(text) for text in self.jobs.need_texts), default=0),
            math.ceil(self.hinge_slope * self.most_hinge) + 1,
            int(self.region_cost.max(initial=0)) + int(self.type_cost.max(initial=0)),
            int(np.abs(self.retention).max(initial=0)),
            0 if self.extra is None else self.extra.most,
            self.aid.of_courses,
        ]
        for column in () if self.pairs is None else (self.pairs.extra, self.pairs.retention):
            parts.append(0 if column is None else int(np.abs(column).max(initial=0)))
        far = self._far_at_most()
        if far is None or sum(parts) + far >= MOST_COST:
            far = self._far_found()
        return within(sum(parts) + far, said("verified.cost_of_pair"))

    def _far_at_most(self) -> int | None:
        """No pair costs more by tier, distance and subsidies: a quick bound, None if it is beyond all range."""
        km = np.array([self.places.most_km])
        try:
            away = int(self.km_cost(km)[0]) + self.aid.money(self.places.most_km)
        except Halt:
            return None
        return away + int(np.abs(self.tier_cost).max())

    def _far_found(self) -> int:
        """The same by the tiers and distances that occur: slower, and no larger than it must be."""
        most = 0
        for region in np.unique(self.jobs.region).tolist():
            place = self.places.at(region)
            away = np.abs(self.km_cost(place.km) + self.tier_cost[place.tier])
            away = away + self.aid.money(int(place.km.max(initial=0)))
            most = max(most, int(away.max(initial=0)))
        return most


def _groups(labels: Ints) -> list[Ints]:
    """The rows that share a label, for each label."""
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return [rows for rows in np.split(order, cuts) if len(rows)]


def _looked_up(column: Ints, at: Ints) -> Ints:
    """The column at the places `at`, 0 where that is negative."""
    return np.where(at >= 0, column[np.maximum(0, at)], 0) if len(column) else np.zeros(len(at), np.int64)
