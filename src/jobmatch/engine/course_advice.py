"""Courses that nobody can take, or too few to be held, told before anybody relies on them."""

from __future__ import annotations

import numpy as np

from jobmatch.lists import Issue, make_issue
from jobmatch.pairing import NEVER
from jobmatch.problem import Problem


def course_advice(problem: Problem) -> list[Issue]:
    """A warning for each course that leads to no job, or for which fewer persons can be there than it needs.

    Whether any of these persons lacks the skill and is eligible for a job by the course is not looked at.
    """
    rows = None if problem.levers is None else problem.levers.rows
    courses = None if rows is None else rows.courses
    if courses is None:
        return []
    found: list[Issue] = []
    persons = np.bincount(courses.learner, minlength=courses.burden.shape[0])
    for c, (name, least) in enumerate(zip(courses.names, courses.min_class, strict=True)):
        variants = np.flatnonzero(courses.variant == c)
        if not variants.size:
            found.append(make_issue("course_unneeded", list="policy", column="teaches", course=name))
            continue
        able = int(persons[(courses.burden[:, variants] != NEVER).any(axis=1)].sum())
        if able < max(1, least):
            column = "region" if able == 0 or least == 0 else "min_class"
            found.append(
                make_issue("course_too_few", list="policy", column=column, course=name, able=able, least=max(1, least))
            )
    return found
