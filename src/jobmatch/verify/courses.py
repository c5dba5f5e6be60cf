"""Courses: who can take one as a route to which jobs (docs/levers.md, section 8)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from jobmatch.policy.levers import Course
from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.inputs import Jobs, Persons
from jobmatch.verify.places import Ranks
from jobmatch.verify.regions import Tree
from jobmatch.verify.report import Halt
from jobmatch.verify.skills import Need, Skills, parse
from jobmatch.verify.triples import NO_ROUTE
from jobmatch.words import said


class Courses:
    """The courses of a policy for two lists.

    Attributes
    ----------
    each
        As the policy has them; a route is a number in this list.
    teaches
        By course, skill → level.
    """

    def __init__(
        self, courses: Sequence[Course], skills: Skills, tree: Tree, persons: Persons, jobs: Jobs, wishes: Ranks
    ) -> None:
        self.each, self._skills, self._jobs, self._persons = courses, skills, jobs, persons
        self.teaches = [_taught(course) for course in courses]
        homes, home = np.unique(persons.home, return_inverse=True)
        employer = jobs.listed.text("employer_id")
        employer = pl.select(
            pl.when(employer == "").then(jobs.listed.table[jobs.listed.key]).otherwise(employer)
        ).to_series()
        self._for_job = [_jobs_of(course, employer, jobs, tree) for course in courses]
        self._by_home = [_homes_of(course, homes, tree) for course in courses]
        self._by_wish = [_wishes_of(course, wishes, tree) for course in courses]
        self._home = home
        self._useful: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self.each)

    def find(self, names: pl.Series) -> Ints:
        """The routes with these names: `NO_ROUTE` where it is blank, -2 where there is no such course."""
        number = {course.name: at for at, course in enumerate(self.each)} | {"": NO_ROUTE}
        return np.array([number.get(name, -2) for name in names.to_list()], np.int64)

    def can_go(self, route: int, persons: Ints) -> Bools:
        """Whether these persons can get to where the course is held (held at work, it is the job that matters)."""
        by_home, by_wish = self._by_home[route], self._by_wish[route]
        return np.asarray(by_home[self._home[persons]] | by_wish[self._persons.wish[persons]])

    def is_for(self, route: int, jobs: Ints) -> Bools:
        """Whether it is a course for these jobs."""
        return np.asarray(self._for_job[route][jobs])

    def useful(self, kind: int) -> list[int]:
        """The courses that teach any skill of a requirement (a class of the jobs' skills cells)."""
        if kind not in self._useful:
            wanted = {code for code, _ in parse(self._jobs.need_texts[kind])}
            self._useful[kind] = [at for at, taught in enumerate(self.teaches) if wanted & taught.keys()]
        return self._useful[kind]

    def need(self, route: int, kind: int) -> Need:
        """A requirement seen from every distinct skills cell, the course taken: cost, and whether it is a way."""
        return self._skills.after(self._jobs.need_texts[kind], self.teaches[route], route)

    def ways(self, person: Ints, job: Ints, route: int) -> Bools:
        """Whether the course is a route to these jobs for these persons, rules other than `skills` left aside."""
        out = np.zeros(len(person), bool)
        kinds = np.array([route in self.useful(kind) for kind in range(len(self._jobs.need_texts))], bool)
        at = np.flatnonzero(kinds[self._jobs.needs[job]])
        at = at[self.is_for(route, job[at]) & self.can_go(route, person[at])]
        needs, held = self._jobs.needs[job[at]], self._persons.skills[person[at]]
        for kind in np.unique(needs).tolist():
            rows = needs == kind
            out[at[rows]] = self.need(route, kind).ok[held[rows]]
        return out


def _taught(course: Course) -> dict[str, int]:
    try:
        return dict(parse(course.teaches))
    except Halt as halt:
        raise Halt("policy", said("verified.course_fault", name=course.name, detail=halt.words)) from None


def _region(course: Course, tree: Tree) -> int:
    if course.region not in tree.codes:
        raise Halt("policy", said("verified.course_region", region=course.region, name=course.name))
    return tree.codes[course.region]


def _jobs_of(course: Course, employer: pl.Series, jobs: Jobs, tree: Tree) -> Bools:
    """By job, whether the course is ordered for it, and held there if it is held at work."""
    mine = np.ones(len(jobs), bool)
    if course.ordered_by is not None:
        mine &= (employer == course.ordered_by).to_numpy()
    if course.region is not None and course.stage != "pre-job":
        mine &= tree.below(_region(course, tree))[jobs.region]
    return mine


def _homes_of(course: Course, homes: Ints, tree: Tree) -> Bools:
    """By class of home, whether the course is near: its region covers the home, or the home's county covers it."""
    if course.region is None or course.stage != "pre-job":
        return np.ones(len(homes), bool)
    region = _region(course, tree)
    above = set(tree.path(region))
    county = [tree.codes[tree.home_county[home]] for home in homes.tolist()]
    return np.asarray(tree.below(region)[homes] | np.array([home in above for home in county], bool))


def _wishes_of(course: Course, wishes: Ranks, tree: Tree) -> Bools:
    """By class of wished regions, whether one of them covers where the course is held."""
    if course.region is None or course.stage != "pre-job":
        return np.ones(wishes.size, bool)
    above = tree.marked(tree.path(_region(course, tree)))
    entries = np.array([name == "*" or bool(above[tree.codes.get(name, tree.none)]) for name in wishes.names], bool)
    return np.asarray(wishes.first(entries) >= 0)
