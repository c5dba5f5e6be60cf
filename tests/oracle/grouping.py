"""Groups of triples that quotas and budgets count (docs/levers.md, sections 1 and 7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jobmatch.policy import Quota
from jobmatch.policy.levers import Budget
from mutation.reference import Row, path
from oracle.predicates import any_of, fulfils
from oracle.triples import Case, Triple

WITHOUT = ""
"""The value of a group without `per`."""


@dataclass(frozen=True)
class Group:
    """One group of a quota or a budget."""

    value: str
    triples: frozenset[int]
    """Places in the list of triples."""
    rows: tuple[Row, ...]
    """The rows of the list that `per` names; none without it."""

    def limit_in(self, column: str) -> str:
        """The one number of the group in a column of limits, as written; blank: no limit."""
        cells = {row[column] for row in self.rows}
        assert len(cells) == 1, (self.value, column, cells)
        return cells.pop()


def groups(case: Case, triples: Sequence[Triple], table: Quota | Budget) -> list[Group]:
    """The groups of a quota or a budget, by value."""
    base = case.base
    persons = {row["person_id"] for row in case.seekers if fulfils(base, row, table.persons)}
    jobs = {row["job_id"] for row in case.jobs if fulfils(base, row, table.jobs)}
    counted = [
        k
        for k, t in enumerate(triples)
        if t.person in persons and t.job in jobs and t.tier in any_of(table.pairs.get("tier", t.tier))
    ]
    if table.per is None:
        return [Group(WITHOUT, frozenset(counted), ())]
    if table.per == "course":
        return [
            Group(course.name, frozenset(k for k in counted if triples[k].route == course.name), ())
            for course in sorted(base.policy.course, key=lambda course: course.name)
        ]
    side, value_of = per_column(case, table.per)
    listed, key, inside = (case.seekers, "person_id", persons) if side == "persons" else (case.jobs, "job_id", jobs)
    values = {row[key]: value_of(row) for row in listed if row[key] in inside}
    of_triple = {k: values[triples[k].person if side == "persons" else triples[k].job] for k in counted}
    return [
        Group(
            value,
            frozenset(k for k in counted if of_triple[k] == value),
            tuple(row for row in listed if values.get(row[key]) == value),
        )
        for value in sorted({value for value in values.values() if value})
    ]


def per_column(case: Case, per: str) -> tuple[str, Callable[[Row], str]]:
    """The list that a `per` names, and the value of a row in it; blank: in no group."""
    column, _, level = per.partition("@")
    side, dot, bare = column.partition(".")
    if not dot:
        bare = column
        side = "persons" if any(bare in row for row in case.seekers) else "jobs"
    own = {"employer_id": "job_id", "household_id": "person_id"}.get(bare)

    def value(row: Row) -> str:
        cell = row.get(bare, "") or (row[own] if own else "")
        if not level:
            return cell
        return region_above(case, cell, level) or ""

    return side, value


def region_above(case: Case, code: str, level: str) -> str | None:
    """The region of the level that covers this one; None where it is larger than that."""
    return next((above for above in path(case.base, code) if case.base.region[above]["level"] == level), None)
