"""Public money that a triple draws, and the burdens that it lowers (docs/model.md, section 4, `subsidy`)."""

from __future__ import annotations

from fractions import Fraction

from jobmatch.policy import Subsidy, exact
from jobmatch.policy.levers import Course
from mutation.reference import Instance, Row, kilometres, tier
from oracle.predicates import any_of, fulfils


def money(base: Instance, subsidy: Subsidy, person: Row, job: Row, course: Course | None) -> Fraction:
    """*M*: yuan over the horizon, 0 for a triple that the subsidy is not for."""
    where = tier(base, person["home"], job["region"])
    if not (
        fulfils(base, person, subsidy.persons)
        and fulfils(base, job, subsidy.jobs)
        and where in any_of(subsidy.pairs.get("tier", where))
    ):
        return Fraction(0)
    amount = exact(subsidy.amount)
    if subsidy.form == "monthly":
        return amount * (subsidy.months or base.policy.horizon_months)
    if subsidy.form == "ticket":
        km = kilometres(base, person["home"], job["region"])
        ticket = exact(subsidy.share) * exact(base.policy.distance.yuan_per_km) * km * exact(subsidy.trips)
        return ticket if subsidy.cap is None else min(ticket, exact(subsidy.cap))
    if subsidy.form == "daily":
        return amount * (course.days if course else 0)
    if subsidy.form == "agency":
        return amount if job.get("agency") else Fraction(0)
    return amount


def relief(base: Instance, burden: str, person: Row, job: Row, course: Course | None) -> list[Fraction]:
    """*M* of each subsidy that lowers the burden."""
    return [money(base, s, person, job, course) for s in base.policy.subsidy if s.relieves == burden]


def subsidy_cost(base: Instance, person: Row, job: Row, course: Course | None) -> int:
    """The term `subsidy` in quanta: that of each subsidy, and that of the course."""
    months = base.policy.horizon_months
    cost = sum(base.quanta(exact(s.weight) * money(base, s, person, job, course) / months) for s in base.policy.subsidy)
    return cost + (base.quanta(exact(course.weight) * exact(course.cost) / months) if course else 0)


def wage_cost(base: Instance, person: Row, job: Row, course: Course | None) -> int:
    """The term `wage` in quanta, lowered by the money that relieves it."""
    wage, unit = base.policy.wage, 10**base.decimals
    if person.get("wish_wage"):
        wish = Fraction(person["wish_wage"])
    else:
        wish = Fraction(base.quanta(Fraction(person.get("min_wage") or "0") * exact(wage.wish_ratio)), unit)
    offer = Fraction(job["wage"]) if job["wage"] else exact(wage.unknown)
    months = base.policy.horizon_months
    paid = sum((Fraction(base.quanta(m / months), unit) for m in relief(base, "wage", person, job, course)), Fraction())
    return base.quanta(exact(wage.weight) * max(Fraction(0), wish - offer - paid))


def distance_cost(base: Instance, person: Row, job: Row, course: Course | None) -> int:
    """The term `distance` in quanta, lowered by the money that relieves it."""
    rules = base.policy.distance
    fares = exact(rules.yuan_per_km) * exact(rules.trips) * kilometres(base, person["home"], job["region"])
    left = max(Fraction(0), fares - sum(relief(base, "distance", person, job, course), Fraction()))
    return base.quanta(exact(rules.weight) * left / base.policy.horizon_months)


def course_burden(base: Instance, person: Row, job: Row, course: Course | None) -> int:
    """What a course before the job costs the person, in quanta."""
    if course is None or course.stage != "pre-job":
        return 0
    days = exact(base.policy.skill.course_day) * course.days
    left = max(Fraction(0), days - sum(relief(base, "course", person, job, course), Fraction()))
    return base.quanta(left / base.policy.horizon_months)
