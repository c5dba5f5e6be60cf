"""A case with all its levers spelt out over its triples, for the judge and the programme alike."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from jobmatch.policy import Quota, exact
from mutation.reference import bound
from oracle.budget_rows import BudgetRow, budget_rows
from oracle.grouping import Group, groups, region_above
from oracle.triples import Case, Triple, eligible_triples


@dataclass(frozen=True)
class QuotaGroup:
    """One group of a quota with its limits."""

    name: str
    group: str
    triples: frozenset[int]
    lower: int | None
    upper: int | None
    lower_share: Fraction | None
    upper_share: Fraction | None
    soft: Fraction | None
    """Yuan for each unit; None: hard."""
    all_or_none: bool

    def limits(self, placed: int) -> tuple[int | None, int | None]:
        """Lower and upper limit in a plan with so many placements."""
        lower = self.lower if self.lower_share is None else math.ceil(self.lower_share * placed)
        upper = self.upper if self.upper_share is None else math.floor(self.upper_share * placed)
        return lower, upper

    def broken(self, count: int, placed: int) -> int:
        """Units short or over."""
        lower, upper = self.limits(placed)
        if lower is None or (self.all_or_none and count == 0):
            lower = 0
        return max(0, lower - count) + (0 if upper is None else max(0, count - upper))


@dataclass(frozen=True)
class Market:
    """What a plan has to keep, and what it costs."""

    case: Case
    triples: Sequence[Triple]
    stay: Mapping[str, Fraction]
    """What it costs to leave each person unplaced."""
    vacancies: Mapping[str, int]
    bound: Mapping[str, str]
    quotas: Sequence[QuotaGroup]
    budgets: Sequence[BudgetRow]
    """Seats of courses included."""
    household: Mapping[str, str]
    """By person."""
    bonus: Fraction
    max_out: int | None
    parties: Sequence[Sequence[str]]
    """Persons who go together."""
    job_unit: Mapping[str, str]
    """Where they go, by job."""
    min_class: Mapping[str, int]
    order: Sequence[str]
    """Stages before the cost."""

    @property
    def households(self) -> list[str]:
        """All of them."""
        return sorted(set(self.household.values()))

    def counts(self, stage: str, triple: Triple) -> bool:
        """Whether a placement counts in a stage of persons."""
        kind, _, name = stage.partition(":")
        if kind == "tier":
            tiers = ("county", "prefecture", "province", "outside")
            return tiers.index(triple.tier) <= tiers.index(name)
        return not name or self.priority[triple.person] == name

    @property
    def priority(self) -> dict[str, str]:
        """The class of each person."""
        return {row["person_id"]: row.get("priority") or "default" for row in self.case.seekers}

    def raised(self, constraint: str, group: str, by: Fraction) -> Market | None:
        """The same with one limit higher; None if there is no such limit that is a number of its own."""
        name, _, kind = constraint.rpartition(", ")
        if constraint == "vacancies":
            return replace(self, vacancies={**self.vacancies, group: self.vacancies[group] + int(by)})
        if kind in ("budget", "seats"):
            changed = [
                replace(row, limit=row.limit + by) if (row.constraint, row.group) == (constraint, group) else row
                for row in self.budgets
            ]
            return replace(self, budgets=changed)
        quotas = []
        for quota in self.quotas:
            if (quota.name, quota.group) == (name, group):
                old = quota.lower if kind == "lower" else quota.upper
                if old is None:
                    return None
                new = old + int(by)
                quotas.append(replace(quota, lower=new) if kind == "lower" else replace(quota, upper=new))
            else:
                quotas.append(quota)
        return replace(self, quotas=quotas)


def market(case: Case, triples: Sequence[Triple] | None = None) -> Market:
    """The case with everything that the policy asks for."""
    policy = case.base.policy
    found = eligible_triples(case) if triples is None else triples
    return Market(
        case=case,
        triples=found,
        stay={row["person_id"]: case.stay(row) for row in case.seekers},
        vacancies={row["job_id"]: int(row["vacancies"]) for row in case.jobs},
        bound=bound(case.base),
        quotas=[_quota(case, quota, group) for quota in policy.quota for group in groups(case, found, quota)],
        budgets=budget_rows(case, found),
        household={row["person_id"]: row.get("household_id") or f"alone {row['person_id']}" for row in case.seekers},
        bonus=case.rounded(policy.household.bonus),
        max_out=policy.household.max_out,
        parties=_parties(case),
        job_unit=_units(case),
        min_class={course.name: course.min_class for course in policy.course if course.min_class > 1},
        order=[stage for stage in policy.objective.order if stage != "cost"],
    )


def _quota(case: Case, quota: Quota, group: Group) -> QuotaGroup:
    def number(limit: int | None, column: str | None) -> int | None:
        if column is None:
            return limit
        cell = group.limit_in(column)
        return int(cell) if cell else None

    shares = [None if share is None else exact(share) for share in (quota.lower_share, quota.upper_share)]
    return QuotaGroup(
        quota.name,
        group.value,
        group.triples,
        number(quota.lower, quota.lower_column),
        number(quota.upper, quota.upper_column),
        shares[0],
        shares[1],
        None if quota.soft is None else case.rounded(quota.soft),
        quota.all_or_none,
    )


def _parties(case: Case) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for row in case.seekers:
        if case.base.policy.household.together and row.get("together_id"):
            found.setdefault(row["together_id"], []).append(row["person_id"])
    return [members for members in found.values() if len(members) > 1]


def _units(case: Case) -> dict[str, str]:
    _, _, level = (case.base.policy.household.together or "").partition("@")
    if level:
        return {row["job_id"]: region_above(case, row["region"], level) or row["region"] for row in case.jobs}
    return {row["job_id"]: row.get("employer_id") or row["job_id"] for row in case.jobs}
