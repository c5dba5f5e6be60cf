"""Budgets and seats as rows over the triples: what each uses, and the limit (docs/levers.md, sections 7 and 8)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jobmatch.policy import exact
from jobmatch.policy.levers import Budget
from oracle.grouping import WITHOUT, Group, groups
from oracle.money import money
from oracle.routes import course_named
from oracle.triples import Case, Triple, written_decimals

Use = Callable[[Triple], Fraction]

_MONEY = 2
"""Decimals of money."""


@dataclass(frozen=True)
class BudgetRow:
    """An upper limit that nobody can break."""

    constraint: str
    group: str
    limit: Fraction
    usage: Mapping[int, Fraction]
    """By place in the list of triples; what uses nothing is left out."""
    unit: str

    def used(self, chosen: Sequence[int]) -> Fraction:
        """What a plan uses."""
        return sum((self.usage.get(k, Fraction(0)) for k in chosen), Fraction(0))


def rounded_down(number: Fraction, decimals: int) -> Fraction:
    """To so many decimals."""
    return Fraction(math.floor(number * 10**decimals), 10**decimals)


def fen(yuan: Fraction) -> Fraction:
    """To the fen, halves up."""
    return Fraction(math.floor(yuan * 100 + Fraction(1, 2)), 100)


def budget_rows(case: Case, triples: Sequence[Triple]) -> list[BudgetRow]:
    """A row for each group of each budget that has a limit, and one for the seats of each course."""
    rows = []
    for budget in case.base.policy.budget:
        use, decimals, unit = usage(case, budget.usage)
        found = groups(case, triples, budget)
        for group, limit in zip(found, limits(case, budget, found), strict=True):
            if limit is not None:
                of_triple = {k: use(triples[k]) for k in sorted(group.triples)}
                used = {k: value for k, value in of_triple.items() if value}
                rows.append(BudgetRow(f"{budget.name}, budget", group.value, rounded_down(limit, decimals), used, unit))
    for course in case.base.policy.course:
        if course.seats is not None:
            taken = {k: Fraction(1) for k, t in enumerate(triples) if t.route == course.name}
            rows.append(BudgetRow(f"{course.name}, seats", WITHOUT, Fraction(course.seats), taken, "seats"))
    return rows


def usage(case: Case, name: str) -> tuple[Use, int, str]:
    """What a triple uses, the decimals of that, and its unit; names are looked up in the order of the table."""
    base = case.base
    persons = {row["person_id"]: row for row in case.seekers}
    jobs = {row["job_id"]: row for row in case.jobs}
    subsidy = next((subsidy for subsidy in base.policy.subsidy if subsidy.name == name), None)
    if subsidy is not None:

        def drawn(t: Triple) -> Fraction:
            return fen(money(base, subsidy, persons[t.person], jobs[t.job], course_named(base.policy, t.route)))

        return drawn, _MONEY, "yuan"
    if name == "placements":
        return lambda _: Fraction(1), 0, "placements"
    if name in ("course_seats", "course_days", "course_cost"):

        def of_course(t: Triple) -> Fraction:
            course = course_named(base.policy, t.route)
            if course is None:
                return Fraction(0)
            return {"course_seats": Fraction(1), "course_days": Fraction(course.days)}.get(name, exact(course.cost))

        kind = name.removeprefix("course_")
        return (of_course, _MONEY, "yuan") if kind == "cost" else (of_course, 0, kind)
    if case.pairs and name in case.pairs[0]:
        numbers = {(row["person_id"], row["job_id"]): row[name] for row in case.pairs}
        return lambda t: number(numbers[t.person, t.job]), written_decimals(list(numbers.values())), name
    side, _, column = name.partition(".")
    rows = {"persons": persons, "jobs": jobs}[side]
    cells = {key: row[column] for key, row in rows.items()}
    decimals = written_decimals(list(cells.values()))
    return lambda t: number(cells[t.person if side == "persons" else t.job]), decimals, name


def number(cell: str) -> Fraction:
    """A cell as a number; a blank one uses nothing."""
    return Fraction(cell or "0")


def limits(case: Case, budget: Budget, found: Sequence[Group]) -> list[Fraction | None]:
    """The limit of each group, before it is rounded down; None where it has none."""
    if budget.limit is not None:
        return [exact(budget.limit)] * len(found)
    if budget.limit_column is not None:
        cells = [group.limit_in(budget.limit_column) for group in found]
        return [Fraction(cell) if cell else None for cell in cells]
    assert budget.limit_total is not None
    assert budget.share_of is not None
    column = budget.share_of.removeprefix("persons.")
    if any((row.get("priority") or "default") == budget.share_of for row in case.seekers):
        sizes = [
            Fraction(sum((row.get("priority") or "default") == budget.share_of for row in group.rows))
            for group in found
        ]
    else:
        sizes = [sum((number(row[column]) for row in group.rows), Fraction(0)) for group in found]
    whole = sum(sizes, Fraction(0))
    return [exact(budget.limit_total) * size / whole if whole else Fraction(0) for size in sizes]
