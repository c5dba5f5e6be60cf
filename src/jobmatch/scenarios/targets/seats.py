"""Further seats of a course: a course of their own, alike but for what a seat costs, or one with those there are.

A course that needs a class (`min_class`) has it of all its seats together, which a course of its own cannot tell: it is
a bound only. Where the seats are one course, the class is kept, but what a seat costs cannot depend on how many there
are: each counts from the first one on, or none does, and both are bounds (as for money, `purse`).
"""

from __future__ import annotations

from typing import Any, Literal

from jobmatch.errors import PolicyError, UnsupportedError
from jobmatch.policy import Policy, exact, quanta
from jobmatch.scenarios.targets.document import Mean, Seats
from jobmatch.words import said
from jobmatch.words.near import did_you_mean

FURTHER = " (further seats)"
"""What the name of such a course ends with."""

Counting = Literal["beside", "each", "free", "none"]
"""How further seats of a course with a class stand in a problem: as a course of their own; as one course of which each
seat counts, or none does; or not at all."""


def with_class(means: tuple[Mean, ...], policy: Policy) -> list[tuple[Seats, int]]:
    """The means that are seats of a course that is held with so many or not at all, and the seats that there are."""
    courses = {course.name: course for course in policy.course if course.min_class > 1}
    seats = [mean for mean in means if isinstance(mean, Seats) and mean.course in courses]
    return [(mean, courses[mean.course].seats or 0) for mean in seats]


def with_seats(
    courses: list[dict[str, Any]],
    means: tuple[Seats, ...],
    policy: Policy,
    counts_cost: bool,
    counting: Counting = "beside",
) -> list[dict[str, Any]]:
    """The courses of a spending problem: those that there are, and further seats.

    Parameters
    ----------
    counts_cost
        Whether what courses cost is money that is spent.
    counting
        How further seats of courses with a class stand there.

    Raises
    ------
    PolicyError
        There is no such course, or its seats have no limit.
    UnsupportedError
        A budget looks at courses one by one, or at the cost of one that costs nothing; or a price cannot be kept to
        the fen.
    """
    looked_at = any(budget.usage == "course_cost" for budget in policy.budget)
    found = [_priced(course, 0.0, counts_cost, looked_at) for course in courses]
    for mean in means:
        names = [course["name"] for course in courses]
        if mean.course not in names:
            near = did_you_mean(mean.course, names)
            raise PolicyError(said("target.no_such", kind=said("target.kind.course"), name=mean.course, near=near))
        if any(budget.per == "course" for budget in policy.budget):
            raise UnsupportedError(said("target.by_course", course=mean.course))
        course = courses[names.index(mean.course)]
        if course["seats"] is None:
            raise PolicyError(said("target.seats_free", course=mean.course))
        if counting == "beside" or course["min_class"] <= 1:
            own = {"name": mean.course + FURTHER, "seats": mean.at_most, "min_class": 0}
            found.append(_priced({**course, **own}, mean.price, counts_cost, looked_at))
        elif counting != "none":
            every = {**course, "seats": None if mean.at_most is None else course["seats"] + mean.at_most}
            price = mean.price if counting == "each" else 0.0
            found[names.index(mean.course)] = _priced(every, price, counts_cost, looked_at)
    return found


def _priced(course: dict[str, Any], price: float, counts_cost: bool, looked_at: bool) -> dict[str, Any]:
    """A course whose term is the price of the seat, and its cost if that is money spent."""
    cost = course["cost"]
    wanted = exact(price) + (exact(cost) if counts_cost else 0)
    if not looked_at:
        return {**course, "cost": float(wanted), "weight": 1.0 if wanted else 0.0}
    if not wanted:
        return {**course, "weight": 0.0}
    weight = round(float(wanted) / cost, 6) if cost else 0.0
    if quanta(exact(weight) * exact(cost), 2) != wanted * 100:
        raise UnsupportedError(said("target.seat_price", course=course["name"], price=price))
    return {**course, "weight": weight}
