"""Budgets and the seats of courses: how much of a usage each group may take (docs/levers.md, sections 7 and 8)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from jobmatch.policy import TIERS, Policy, exact
from jobmatch.policy.levers import Budget
from jobmatch.verify.exactly import classes, number, total
from jobmatch.verify.groups import NO_GROUP
from jobmatch.verify.inputs import Listed
from jobmatch.verify.pairfiles import PairFile
from jobmatch.verify.predicates import NUMERIC, documented, require_column
from jobmatch.verify.regions import Tree
from jobmatch.verify.report import Halt
from jobmatch.verify.scopes import Scope, read_scope
from jobmatch.verify.terms import Terms
from jobmatch.verify.triples import Triples
from jobmatch.verify.usages import Usage, numbers, of_courses, read_usage
from jobmatch.words import said

UNLIMITED = -1


@dataclass(frozen=True)
class Allowance:
    """A budget, or the seats of a course.

    Attributes
    ----------
    constraint
        As in prices.csv.
    limits
        By group, in the usage's last decimals; `UNLIMITED` where there is none.
    seats_of
        The number of the course whose seats these are; None for a budget.
    """

    constraint: str
    scope: Scope
    usage: Usage
    limits: Sequence[int]
    seats_of: int | None = None

    def used(self, triples: Triples) -> list[int]:
        """By group, what these triples use."""
        group, use = self.scope.group(triples), self.usage.at(triples)
        order = np.argsort(group, kind="stable")
        ends = np.searchsorted(group[order], np.arange(len(self.scope.names) + 1))
        return [total(use[order[a:b]]) for a, b in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)]

    def amount(self, units: int) -> Fraction:
        """Last decimals as a number of the unit."""
        return Fraction(units, 10**self.usage.decimals)


def read_allowances(
    policy: Policy, seekers: Listed, jobs: Listed, tree: Tree, terms: Terms | None, pairs: PairFile | None
) -> list[Allowance]:
    """The budgets of a policy, then the seats of its courses.

    Raises
    ------
    Halt
        A usage or a limit cannot be read.
    """
    lists = (seekers, jobs)
    names = [course.name for course in policy.course]
    most_km = 0 if terms is None else terms.places.most_km
    out = []
    for budget in policy.budget:
        scope = read_scope(budget, seekers, jobs, tree, names)
        usage = read_usage(budget.usage, None if terms is None else terms.grants, policy.course, pairs, lists, most_km)
        limits = _limits(budget, scope, usage.decimals, lists)
        out.append(Allowance(f"{budget.name}, budget", scope, usage, limits))
    everyone, everything = np.zeros(len(seekers), np.int64), np.zeros(len(jobs), np.int64)
    for at, course in enumerate(policy.course):
        if course.seats is not None:
            scope = Scope(everyone, everything, np.ones(len(TIERS), bool), [""])
            usage = of_courses([int(at == other) for other in range(len(names))], "seats", 0)
            out.append(Allowance(f"{course.name}, seats", scope, usage, [course.seats], at))
    return out


def _limits(budget: Budget, scope: Scope, decimals: int, lists: tuple[Listed, Listed]) -> list[int]:
    """By group, rounded down to the decimals of the usage."""
    unit = 10**decimals
    if budget.limit is not None:
        return [math.floor(exact(budget.limit) * unit)] * len(scope.names)
    if scope.labels is None:
        raise Halt("policy", said("verified.budget_needs_per", name=budget.name))
    if budget.limit_column is not None:
        found = _from_column(budget, budget.limit_column, scope, lists)
        return [UNLIMITED if value is None else math.floor(value * unit) for value in found]
    assert budget.limit_total is not None
    parts = _parts(budget, scope, lists[0])
    whole = sum(parts)
    share = exact(budget.limit_total) * unit
    return [math.floor(share * part / whole) if whole else 0 for part in parts]


def _from_column(budget: Budget, column: str, scope: Scope, lists: tuple[Listed, Listed]) -> list[Fraction | None]:
    """The one number that the column has within each group; None where it is blank."""
    assert scope.labels is not None
    listed, at = lists[scope.labels.on_jobs], scope.labels.at
    require_column(listed, column)
    if documented(listed, column) and column not in NUMERIC:
        raise Halt("policy", said("verified.column_no_limit", column=column))
    rows = np.flatnonzero(at != NO_GROUP)
    cells, texts = classes(listed.text(column).gather(pl.Series(rows)))
    values = [_limit(text, f"{listed.name}, {column}") for text in texts]
    out: dict[int, Fraction | None] = {}
    for group, cell in np.unique(np.column_stack([at[rows], cells]), axis=0).tolist():
        if group in out and out[group] != values[cell]:
            raise Halt(
                "policy",
                said(
                    "verified.budget_several_values",
                    name=listed.name,
                    column=column,
                    names=scope.names[group],
                    name2=budget.name,
                ),
            )
        out[group] = values[cell]
    return [out[group] for group in range(len(scope.names))]


def _limit(text: str, what: str) -> Fraction | None:
    value = number(text) if text else None
    if text and (value is None or value < 0):
        raise Halt("policy", said("verified.not_number_from_0", what=what, text=text[:40]))
    return value


def _parts(budget: Budget, scope: Scope, seekers: Listed) -> list[Fraction]:
    """By group, what its part of `limit_total` is measured by: persons of a class, or the sum of a column."""
    assert scope.labels is not None
    assert budget.share_of is not None
    if scope.labels.on_jobs:
        raise Halt("policy", said("verified.budget_shares_jobs", name=budget.name))
    inside = scope.labels.at != NO_GROUP
    at = scope.labels.at[inside]
    priority = seekers.text("priority")
    if (priority == budget.share_of).any():
        mine = (priority == budget.share_of).to_numpy()[inside]
        return [Fraction(n) for n in np.bincount(at[mine], minlength=len(scope.names)).tolist()]
    if budget.share_of not in seekers.table.columns:
        raise Halt("policy", said("verified.no_class_or_column", share_of=budget.share_of))
    values, decimals = numbers(seekers.text(budget.share_of), f"{seekers.name}, {budget.share_of}")
    sums = [0] * len(scope.names)
    for group, value in zip(at.tolist(), values[inside].tolist(), strict=True):
        sums[group] += value
    return [Fraction(value, 10**decimals) for value in sums]
