"""Courses against the lists: who can take which on the way to what job, at what cost (docs/levers.md, section 8)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from jobmatch.errors import PolicyError
from jobmatch.lists.skills import read_skills
from jobmatch.policy import Course, exact, quanta
from jobmatch.problem.arrays import NEVER, Bytes, Flags, Int, Small
from jobmatch.problem.classes import Classes, Keys
from jobmatch.problem.consent import granted_wishes
from jobmatch.problem.context import Context
from jobmatch.problem.encode import combine, encode, pointers
from jobmatch.problem.groups import members
from jobmatch.problem.skills import Skills
from jobmatch.problem.subsidies import FEN, Grants
from jobmatch.words import said
from jobmatch.words.near import did_you_mean

PRE_JOB = "pre-job"


@dataclass(frozen=True, eq=False)
class Ways:
    """Persons and jobs as the skills' part of a cost sees them, courses counted.

    Attributes
    ----------
    way, post
        Class of each person (rows as read) and of each job.
    way_skill, way_learner
        Skill class and learner class of each way.
    post_need, post_ptr, post_variant
        Requirement of each post, and the variants that are of use there: ``post_ptr[q]:post_ptr[q + 1]``.
    variant
        Course of each variant.
    teach_ptr, teach_skill, teach_level, teach_own
        What each course teaches, or what it teaches stands in for, and the level taught itself.
    learners, kinds
        Classes of learners, and the class of jobs that each variant is for: its codes of each key of jobs.
    """

    way: Small
    post: Small
    way_skill: Small
    way_learner: Small
    post_need: Small
    post_ptr: Int
    post_variant: Small
    variant: Small
    teach_ptr: Int
    teach_skill: Small
    teach_level: Bytes
    teach_own: Bytes
    learners: Classes
    kinds: list[Small]


def no_ways(skills: Skills) -> Ways:
    """Classes by skills alone."""
    classes, needs = skills.levels.shape[0], skills.need_ptr.size - 1
    nothing = np.zeros(0, np.int32)
    return Ways(
        way=skills.of_person,
        post=skills.of_job,
        way_skill=np.arange(classes, dtype=np.int32),
        way_learner=np.zeros(classes, np.int32),
        post_need=np.arange(needs, dtype=np.int32),
        post_ptr=np.zeros(needs + 1, np.int64),
        post_variant=nothing,
        variant=nothing,
        teach_ptr=np.zeros(1, np.int64),
        teach_skill=nothing,
        teach_level=np.zeros(0, np.uint8),
        teach_own=np.zeros(0, np.uint8),
        learners=Keys(1).encode(),
        kinds=[],
    )


class CourseKeys:
    """What persons and jobs have to do with courses: keys of learners and of kinds of jobs, and who can take part."""

    def __init__(self, ctx: Context) -> None:
        """The courses of the policy; checked against the lists.

        Raises
        ------
        PolicyError
            A course teaches nothing that can be read, or names a region or employer that is not there.
        """
        self.ctx, self.courses = ctx, ctx.policy.course
        self.learners, self.kinds = Keys(ctx.seekers.height), Keys(ctx.posts.height)
        self._teaches = [_taught(course) for course in self.courses]
        self._home_keys: dict[str, int] = {}
        self._known = {
            entry.partition(":")[0]
            for cells in (ctx.seekers["skills"], ctx.posts["skills"])
            for cell in cells.unique().to_list()
            for entry in cell.split(";")
            if entry
        } | {s.have for s in ctx.policy.skill.substitute}
        for course in self.courses:
            self._check(course)
            if course.stage == PRE_JOB and course.region is not None and course.region not in self._home_keys:
                self._home_keys[course.region] = self.learners.add_mask(_reach(course.region, ctx))
        self._daily = [
            (
                s,
                self.learners.add_mask(members(ctx.seekers, s.persons, ctx.tree)),
                self.kinds.add_mask(members(ctx.posts, s.jobs, ctx.tree)),
            )
            for s in Grants.mattering(ctx)
            if s.form == "daily"
        ]

    @property
    def names(self) -> tuple[str, ...]:
        """Of the courses."""
        return tuple(course.name for course in self.courses)

    def _check(self, course: Course) -> None:
        where = f"policy: course {course.name!r}"
        for code, _ in _taught(course):
            if code not in self._known:
                hint = did_you_mean(code, self._known) or said("courses.no_skills_at_all")
                raise PolicyError(said("courses.no_skill", where=where, teaches=course.teaches, code=code, hint=hint))
        if course.ordered_by is not None:
            employers = self.ctx.posts["employer_id"]
            if course.ordered_by not in employers:
                raise PolicyError(
                    said(
                        "courses.no_employer",
                        where=where,
                        ordered_by=course.ordered_by,
                        did_you_mean=did_you_mean(course.ordered_by, set(employers.to_list())),
                    )
                )

    def ways(self, skills: Skills) -> Ways:
        """Classes with all that courses change."""
        number = {code: k for k, code in enumerate(skills.codes)}
        taught = [self._serves(found, number) for found in self._teaches]
        learners, kinds = self.learners.encode(), self.kinds.encode()
        way, (way_skill, way_learner) = combine(
            [(skills.of_person, skills.levels.shape[0]), (learners.of_row, learners.size)]
        )
        open_ = [self._open(course) for course in self.courses]
        post, posts = combine(
            [
                (skills.of_job, skills.need_ptr.size - 1),
                (kinds.of_row, kinds.size),
                *((mask.astype(np.int32), 2) for mask in open_ if not mask.all()),
            ]
        )
        some_job = np.zeros(posts[0].size, np.int64)
        some_job[post] = np.arange(post.size)
        variants: dict[tuple[int, int], int] = {}
        post_of, variant_of = [], []
        for q, (need, kind) in enumerate(zip(posts[0].tolist(), posts[1].tolist(), strict=True)):
            needed = set(skills.need_skill[skills.need_ptr[need] : skills.need_ptr[need + 1]].tolist())
            for c, found in enumerate(taught):
                if open_[c][some_job[q]] and any(skill in needed and own for skill, _, own in found):
                    post_of.append(q)
                    variant_of.append(variants.setdefault((c, kind), len(variants)))
        flat = [entry for found in taught for entry in found]
        return Ways(
            way=way,
            post=post,
            way_skill=way_skill,
            way_learner=way_learner,
            post_need=posts[0],
            post_ptr=pointers(np.array(post_of, np.int64), posts[0].size),
            post_variant=np.array(variant_of, np.int32),
            variant=np.array([c for c, _ in variants], np.int32),
            teach_ptr=np.cumsum([0, *(len(found) for found in taught)]).astype(np.int64),
            teach_skill=np.array([skill for skill, _, _ in flat], np.int32),
            teach_level=np.array([level for _, level, _ in flat], np.uint8),
            teach_own=np.array([own for _, _, own in flat], np.uint8),
            learners=learners,
            kinds=[codes[np.array([kind for _, kind in variants], np.int64)] for codes in kinds.codes],
        )

    def _serves(self, taught: list[tuple[str, int]], number: dict[str, int]) -> list[tuple[int, int, int]]:
        """What is taught, and what that stands in for, with levels; and the level taught of the skill itself."""
        levels: dict[int, int] = {}
        own = {number[code]: level for code, level in taught if code in number}
        for code, level in taught:
            stands = [(s.for_, level - s.loss) for s in self.ctx.policy.skill.substitute if s.have == code]
            for served, at in ((code, level), *stands):
                if served in number and at > 0:
                    levels[number[served]] = max(at, levels.get(number[served], 0))
        return [(skill, level, own.get(skill, 0)) for skill, level in sorted(levels.items())]

    def _open(self, course: Course) -> Flags:
        """Jobs to which the course can be a route."""
        posts, tree = self.ctx.posts, self.ctx.tree
        open_ = np.ones(posts.height, bool)
        if course.ordered_by is not None:
            open_ &= posts["employer_id"].eq(course.ordered_by).fill_null(False).to_numpy()
        if course.stage != PRE_JOB and course.region is not None:
            open_ &= members(posts, {"region": course.region}, tree)
        return open_

    def costs(self, ways: Ways) -> tuple[Int, Int]:
        """Quanta that each variant adds to `skill` and to `subsidy` for each learner; NEVER where it is closed."""
        shape = (ways.learners.size, ways.variant.size)
        burden, public = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        policy, decimals = self.ctx.policy, self.ctx.decimals
        months = policy.horizon_months
        for v, c in enumerate(ways.variant.tolist()):
            course = self.courses[c]
            weighed = quanta(exact(course.weight) * exact(course.cost) / months, decimals)
            day = exact(policy.skill.course_day) if course.stage == PRE_JOB else Fraction(0)
            relief = np.zeros(shape[0], np.int64)  # which of the daily subsidies ease the burden, as bits
            for k, (s, _, _) in enumerate(self._daily):
                draws = self._draws(k, ways)[:, v]
                public[:, v] += draws * quanta(exact(s.weight) * exact(s.amount) * course.days / months, decimals)
                if s.relieves == "course":
                    relief |= draws << k
            public[:, v] += weighed
            for bits in np.unique(relief).tolist():
                paid = sum((exact(s.amount) for k, (s, _, _) in enumerate(self._daily) if bits >> k & 1), Fraction(0))
                left = max(Fraction(0), day - paid) * course.days
                burden[relief == bits, v] = quanta(left / months, decimals)
            if course.stage == PRE_JOB and course.region is not None:
                burden[ways.learners.codes[self._home_keys[course.region]] == 0, v] = NEVER
        return burden, public

    def _draws(self, k: int, ways: Ways) -> Int:
        """Whether learners draw the daily subsidy in jobs of the variant's kind, shape (learners, variants)."""
        _, persons, jobs = self._daily[k]
        drawn: Int = ways.learners.codes[persons][:, None].astype(np.int64) * ways.kinds[jobs][None, :]
        return drawn

    def usage(self, word: str, ways: Ways) -> Int | None:
        """What each learner uses by each variant: `course_seats`, `course_days`, `course_cost` or a daily subsidy."""
        shape = (ways.learners.size, ways.variant.size)
        for k, (s, _, _) in enumerate(self._daily):
            if s.name == word:
                money = np.array([quanta(exact(s.amount) * c.days, FEN) for c in self.courses], np.int64)
                return self._draws(k, ways) * money[ways.variant]
        amounts = {
            "course_seats": [1] * len(self.courses),
            "course_days": [course.days for course in self.courses],
            "course_cost": [quanta(exact(course.cost), FEN) for course in self.courses],
            **{seats_of(name): [int(other == name) for other in self.names] for name in self.names},
        }
        if word not in amounts:
            return None
        amount = np.array(amounts[word], np.int64)[ways.variant]
        return np.broadcast_to(amount, shape).copy()


def seats_of(name: str) -> str:
    """The usage of a seat of one course alone."""
    return f"seats of {name}"


def _taught(course: Course) -> list[tuple[str, int]]:
    """Skills and levels."""
    cell = read_skills(course.teaches)
    if not cell.value or any(fault.code == "skills_unreadable" for fault in cell.faults):
        raise PolicyError(said("courses.teaches", name=course.name, teaches=course.teaches))
    return [(code, int(level)) for code, _, level in (entry.partition(":") for entry in str(cell.value).split(";"))]


def _reach(region: str, ctx: Context) -> Flags:
    """Persons who live where the course is, or in the county around it, or agreed to go there."""
    tree = ctx.tree
    homes = ctx.seekers["home"].unique().to_list()
    near = {}
    for home in homes:
        county = next((c for c in tree.path(home) if tree.level(c) == "county"), home)
        near[home] = tree.covers(region, home) or tree.covers(county, region)
    at_home = ctx.seekers["home"].replace_strict(near, return_dtype=pl.Boolean).to_numpy()
    of_person, wishes = encode(granted_wishes(ctx))
    entries = {entry for wish in wishes for entry in wish.split(";")}
    agreed = {entry: entry == "*" or (entry != "" and tree.covers(entry, region)) for entry in entries}
    willing = np.array([any(agreed[entry] for entry in wish.split(";")) for wish in wishes], bool)
    found: Flags = at_home | willing[of_person]
    return found
