"""Every eligible (person, job, route) with every cost term in exact fractions, by docs/model.md and docs/levers.md.

Lists are lists of dicts of text, as the canonical files hold them, the policy is a mapping. What does not depend on
courses and money is taken from the slow reading of docs/model.md in `mutation.reference`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from jobmatch.policy import exact, load_policy
from jobmatch.policy.levers import Course
from mutation.reference import Instance, Row, broken_rules, missing, terms, tier, unmatched
from oracle.money import course_burden, distance_cost, subsidy_cost, wage_cost
from oracle.routes import NO_ROUTE, leads, taught


def written_decimals(cells: Sequence[str]) -> int:
    """Decimals that are needed to write all these numbers."""
    return max((len(cell.partition(".")[2].rstrip("0")) for cell in cells), default=0)


@dataclass(frozen=True)
class Case:
    """Everything that a solve is given."""

    seekers: Sequence[Row]
    jobs: Sequence[Row]
    regions: Sequence[Row]
    policy: Mapping[str, Any]
    pairs: Sequence[Row] | None = None
    decisions: Sequence[Row] | None = None
    plan: Sequence[Row] | None = None

    @cached_property
    def base(self) -> Instance:
        """The case as the reading of docs/model.md takes it."""
        decimals = None
        if self.has_costs:
            decimals = written_decimals([row["cost"] for row in self.pairs or ()])
        given = (self.seekers, self.jobs, self.regions, load_policy(self.policy), self.pairs, self.decisions)
        return Instance(*given, cost_decimals=decimals, plan=self.plan)

    @property
    def has_costs(self) -> bool:
        """Whether the pairs file gives the costs."""
        return bool(self.pairs) and "cost" in (self.pairs or ({},))[0]

    @property
    def unit(self) -> int:
        """Quanta of a yuan."""
        return int(10**self.base.decimals)

    def yuan(self, quanta: int) -> Fraction:
        """Quanta in yuan."""
        return Fraction(quanta, self.unit)

    def rounded(self, amount: float) -> Fraction:
        """R of docs/model.md, of a number of the policy."""
        return self.yuan(self.base.quanta(exact(amount)))

    def stay(self, person: Row) -> Fraction:
        """What it costs to leave the person unplaced."""
        return self.yuan(unmatched(self.base, person))


@dataclass(frozen=True)
class Triple:
    """A person, a job, and the course that leads there; `NO_ROUTE` without one."""

    person: str
    job: str
    route: str
    tier: str
    """Blank where the pairs file gives the costs."""
    terms: Mapping[str, Fraction]

    @property
    def cost(self) -> Fraction:
        """The sum of the terms."""
        return sum(self.terms.values(), Fraction(0))

    @property
    def key(self) -> tuple[str, str, str]:
        """Person, job and route."""
        return self.person, self.job, self.route


def eligible_triples(case: Case) -> list[Triple]:
    """All of them, by person, job and route."""
    found = []
    for person in sorted(case.seekers, key=lambda row: row["person_id"]):
        for job in sorted(case.jobs, key=lambda row: row["job_id"]):
            for course in _routes(case, person, job):
                where = "" if case.has_costs else tier(case.base, person["home"], job["region"])
                quanta = triple_terms(case, person, job, course)
                of_triple = {name: case.yuan(value) for name, value in quanta.items()}
                route = course.name if course else NO_ROUTE
                found.append(Triple(person["person_id"], job["job_id"], route, where, of_triple))
    return sorted(found, key=lambda triple: triple.key)


def _routes(case: Case, person: Row, job: Row) -> list[Course | None]:
    broken = broken_rules(case.base, person, job)
    if broken - {"skills"}:
        return []
    routes: list[Course | None] = [] if broken else [None]
    if not case.has_costs:
        routes += [course for course in case.base.policy.course if leads(case.base, person, job, course)]
    return routes


def triple_terms(case: Case, person: Row, job: Row, course: Course | None) -> dict[str, int]:
    """Every cost term in quanta."""
    base = case.base
    out = terms(base, person, job)
    if case.has_costs:
        return out
    rules = base.policy.skill
    lacks = missing(base, taught(person, course), job)
    short = sum((exact(rules.weights.get(s, rules.weight)) * n for s, (n, _) in lacks.items()), Fraction(0))
    given = base, person, job, course
    out["skill"] = base.quanta(short) + course_burden(*given)
    out["wage"] = wage_cost(*given)
    out["distance"] = distance_cost(*given)
    out["subsidy"] = subsidy_cost(*given)
    return out
