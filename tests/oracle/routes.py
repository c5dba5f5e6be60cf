"""Which courses are a route of a person to a job (docs/levers.md, section 8), one person and one job at a time."""

from __future__ import annotations

from jobmatch.policy import Policy
from jobmatch.policy.levers import Course
from mutation.reference import Instance, Row, missing, parsed, path

NO_ROUTE = ""


def course_named(policy: Policy, name: str) -> Course | None:
    """The course of a route; None where there is no route."""
    return next((course for course in policy.course if course.name == name), None)


def taught(person: Row, course: Course | None) -> Row:
    """The person with the skills that the course teaches; higher levels stay."""
    if course is None:
        return person
    levels = parsed(person.get("skills", ""))
    for code, level in parsed(course.teaches.replace(" ", "")).items():
        levels[code] = max(level, levels.get(code, 0))
    return {**person, "skills": ";".join(f"{code}:{level}" for code, level in levels.items())}


def skills_hold(base: Instance, person: Row, job: Row) -> bool:
    """The rule `skills` of docs/model.md, section 3."""
    lacks = missing(base, person, job)
    rules = base.policy.skill
    return (rules.absent or all(held for _, held in lacks.values())) and (
        sum(levels for levels, _ in lacks.values()) <= rules.max_missing
    )


def _is_of_use(base: Instance, person: Row, job: Row, course: Course) -> bool:
    """Some skill is required above the level held, and taught above that level."""
    required, teaches = parsed(job.get("skills", "")), parsed(course.teaches.replace(" ", ""))
    for code, (levels, _) in missing(base, person, job).items():
        if levels > 0 and teaches.get(code, 0) > required[code] - levels:
            return True
    return False


def _can_attend(base: Instance, person: Row, job: Row, course: Course) -> bool:
    """Whether the place of the course is within reach."""
    if course.region is None:
        return True
    if course.stage != "pre-job":
        return course.region in path(base, job["region"])
    home, place = path(base, person["home"]), path(base, course.region)
    county = next((code for code in home if base.region[code]["level"] == "county"), person["home"])
    wishes = person.get("wish_regions", "").split(";")
    return course.region in home or county in place or any(wish == "*" or wish in place for wish in wishes)


def leads(base: Instance, person: Row, job: Row, course: Course) -> bool:
    """Whether the course is a route of the person to the job, all other rules of the pair being kept."""
    return (
        _is_of_use(base, person, job, course)
        and skills_hold(base, taught(person, course), job)
        and course.ordered_by in (None, job.get("employer_id") or job["job_id"])
        and _can_attend(base, person, job, course)
    )
