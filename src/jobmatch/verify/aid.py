"""What subsidies and courses do to the cost of a triple: the terms `subsidy` and `distance`, wage and course burden.

Everything here depends on few things: which subsidies a person and a job have part in, home and workplace, the course.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from jobmatch.policy import Policy, exact
from jobmatch.policy.levers import Course
from jobmatch.verify.exactly import Bools, Ints, half_up, within
from jobmatch.verify.report import Halt
from jobmatch.verify.subsidies import Drawn, Grant, Images
from jobmatch.verify.triples import NO_ROUTE, Triples
from jobmatch.words import said

_MOST_TOGETHER = 60


class Aid:
    """The policy's subsidies and the burdens that they lower; money in quanta."""

    def __init__(self, policy: Policy, grants: Sequence[Grant], courses: Sequence[Course]) -> None:
        self._unit, self._horizon = 10**policy.decimals, policy.horizon_months
        self._weighing = [grant for grant in grants if grant.weighs]
        self._costly = [grant for grant in grants if grant.subsidy.weight != 0]
        self._of: dict[str, Drawn] = {}
        for burden in ("distance", "wage", "course"):
            mine = tuple(grant for grant in grants if grant.subsidy.relieves == burden)
            if len(mine) > _MOST_TOGETHER:
                raise Halt("scope", said("verified.relieve_twice", most_together=_MOST_TOGETHER, burden=burden))
            self._of[burden] = Drawn(mine)
        distance = policy.distance
        self._per_km = exact(distance.yuan_per_km) * exact(distance.trips)
        self._weight = exact(distance.weight)
        self._km_cost: dict[int, Images] = {}
        self._course_day = exact(policy.skill.course_day)
        self._burdens: list[dict[int, int]] = [{} for _ in courses]
        self._courses = courses
        self.course_cost = np.array(
            [
                within(
                    half_up(exact(course.weight) * exact(course.cost) * self._unit / self._horizon),
                    f"course {course.name}",
                )
                for course in courses
            ],
            np.int64,
        )

    @property
    def lifts(self) -> bool:
        """Whether a subsidy relieves the wage."""
        return bool(self._of["wage"].grants)

    @property
    def by_place(self) -> bool:
        """Whether home and workplace matter."""
        return bool(self._of["distance"].grants) or any(grant.by_place for grant in self._weighing)

    @property
    def masks(self) -> tuple[list[Bools], list[Bools]]:
        """By person, and by job, what has to be alike for the aid to be."""
        return [grant.persons for grant in self._weighing], [grant.jobs for grant in self._weighing]

    def subsidy(self, triples: Triples) -> Ints:
        """The term `subsidy`."""
        out = np.zeros(len(triples), np.int64)
        for grant in self._costly:
            out += np.where(grant.draws(triples), grant.cost(grant.key(triples)), 0)
        if len(self.course_cost):
            out += np.where(triples.route == NO_ROUTE, 0, self.course_cost[np.maximum(0, triples.route)])
        return out

    def distance(self, triples: Triples) -> Ints:
        """The term `distance`."""
        relief = self._of["distance"]
        if not relief.grants:
            return self._journeys(0)(triples.km)
        pattern, out = relief.patterns(triples), np.zeros(len(triples), np.int64)
        for drawn in np.unique(pattern).tolist():
            rows = pattern == drawn
            out[rows] = self._journeys(drawn)(triples.km[rows])
        return out

    def _journeys(self, pattern: int) -> Images:
        """By kilometres, the term `distance` of who draws these subsidies."""
        if pattern not in self._km_cost:
            relief = self._of["distance"]

            def cost(km: int) -> int:
                left = max(Fraction(0), self._per_km * km - relief.money(pattern, km))
                return half_up(self._weight * left * self._unit / self._horizon)

            self._km_cost[pattern] = Images(cost, "distance")
        return self._km_cost[pattern]

    def lift(self, triples: Triples) -> Ints:
        """Quanta a month by which subsidies raise the wage."""
        out = np.zeros(len(triples), np.int64)
        for grant in self._of["wage"].grants:
            out += np.where(grant.draws(triples), grant.lift(grant.key(triples)), 0)
        return out

    def burden(self, triples: Triples) -> Ints:
        """What a course that is taken before the job begins asks of the person, by month."""
        out = np.zeros(len(triples), np.int64)
        routes = np.unique(triples.route).tolist()
        pattern = self._of["course"].patterns(triples) if any(route != NO_ROUTE for route in routes) else out
        for route in routes:
            if route == NO_ROUTE or self._courses[route].stage != "pre-job":
                continue
            rows = triples.route == route
            for drawn in np.unique(pattern[rows]).tolist():
                out[rows & (pattern == drawn)] = self._burden(route, drawn)
        return out

    def _burden(self, route: int, pattern: int) -> int:
        known = self._burdens[route]
        if pattern not in known:
            days = self._courses[route].days
            left = max(Fraction(0), self._course_day * days - self._of["course"].money(pattern, days))
            known[pattern] = within(half_up(left * self._unit / self._horizon), said("verified.burden_of_course"))
        return known[pattern]

    @property
    def of_courses(self) -> int:
        """No course adds more to a cost, in size."""
        routes = range(len(self._courses))
        burden = max((self._burden(route, 0) for route in routes if self._courses[route].stage == "pre-job"), default=0)
        return burden + int(np.abs(self.course_cost).max(initial=0))

    def money(self, most_km: int) -> int:
        """All subsidies together weigh no more, in size, up to so many kilometres."""
        return sum(abs(grant.cost.one(grant.most(most_km))) for grant in self._costly)
