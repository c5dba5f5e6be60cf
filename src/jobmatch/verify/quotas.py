"""Quotas: groups with their lower and upper limits (docs/levers.md, section 1)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from jobmatch.policy import exact
from jobmatch.policy.levers import Quota
from jobmatch.verify.exactly import Ints, classes, half_up, number
from jobmatch.verify.groups import NO_GROUP, Groups, read_groups
from jobmatch.verify.inputs import Listed
from jobmatch.verify.predicates import NUMERIC, documented, require_column, rows_where
from jobmatch.verify.regions import Tree
from jobmatch.verify.report import Halt
from jobmatch.verify.scopes import Scope, read_scope
from jobmatch.verify.triples import Triples
from jobmatch.verify.vectors import HIGHEST
from jobmatch.words import Words, said

NO_LIMIT = -1
_MOST = 10**12


@dataclass(frozen=True)
class Counted:
    """A quota.

    Attributes
    ----------
    lower, upper
        By group, `NO_LIMIT` where there is none; 0 where it is a share, persons of the group where it is a fair one.
    soft
        Quanta for each unit short or over; None: no unit may be.
    lower_share, upper_share
        The part of all placements that the limit is; None where it is a number.
    all_or_none
        Whether the lower limits bind only groups that get anyone.
    fair
        Whether this is no quota but the stage of fair shares: the lower limits are the least share of a plan or leaf.
    """

    name: str
    groups: Groups | Scope
    lower: Ints
    upper: Ints
    soft: int | None
    lower_share: Fraction | None = None
    upper_share: Fraction | None = None
    all_or_none: bool = False
    fair: bool = False

    def used(self, triples: Triples) -> Ints:
        """By group, how many of these triples it counts."""
        if isinstance(self.groups, Scope):
            at = self.groups.group(triples)
        else:
            at = self.groups.at[triples.job if self.groups.on_jobs else triples.person]
        return np.bincount(at[at != NO_GROUP], minlength=len(self.groups.names))


def read_quota(quota: Quota, seekers: Listed, jobs: Listed, tree: Tree, decimals: int) -> Counted:
    """A quota of the policy, its price in quanta.

    Raises
    ------
    Halt
        Its groups cannot be told, or a limit is not one whole number.
    """
    groups = read_groups(quota, seekers, jobs, tree) or read_scope(quota, seekers, jobs, tree, [])
    least, most = (None if share is None else exact(share) for share in (quota.lower_share, quota.upper_share))
    lower = _limits(quota, quota.lower if least is None else 0, quota.lower_column, groups, (seekers, jobs))
    upper = _limits(quota, quota.upper if most is None else 0, quota.upper_column, groups, (seekers, jobs))
    if quota.lower_rate is not None or quota.upper_rate is not None:
        persons = _persons(quota, groups, seekers, tree)
        lower = lower if quota.lower_rate is None else -_parts(-exact(quota.lower_rate), persons)
        upper = upper if quota.upper_rate is None else _parts(exact(quota.upper_rate), persons)
    numbers = least is None and most is None
    for at in np.flatnonzero(numbers & (upper != NO_LIMIT) & (lower > upper)).tolist():
        raise Halt(
            "policy",
            said("verified.lower_above_upper", name=quota.name, of=_of(groups.names[at])),
        )
    soft = (
        None if quota.soft is None else in_quanta(quota.soft, decimals, said("verified.soft_price_of", name=quota.name))
    )
    return Counted(quota.name, groups, lower, upper, soft, least, most, quota.all_or_none)


def _persons(quota: Quota, groups: Groups | Scope, seekers: Listed, tree: Tree) -> list[int]:
    """By group, the persons on the list who fulfil the predicate, whatever the tier."""
    if groups.labels is None:
        return [int(rows_where(seekers, quota.persons, tree).sum())]
    if groups.labels.on_jobs:
        raise Halt("policy", said("verified.rate_of_jobs", name=quota.name))
    of = groups.labels.at
    sizes: list[int] = np.bincount(of[of != NO_GROUP], minlength=len(groups.names)).tolist()
    return sizes


def _parts(rate: Fraction, persons: list[int]) -> Ints:
    """A part of each number of persons, rounded down."""
    return np.array([rate * number // 1 for number in persons], np.int64)


def in_quanta(yuan: float, decimals: int, what: Words) -> int:
    """R(yuan), if it is not too large to compute with."""
    quanta = half_up(exact(yuan) * 10**decimals)
    if quanta > HIGHEST:
        raise Halt("range", said("verified.too_large_exactly", what=what))
    return quanta


def _limits(
    quota: Quota, constant: int | None, column: str | None, groups: Groups | Scope, lists: tuple[Listed, Listed]
) -> Ints:
    """One side's limits by group."""
    if column is not None:
        return _from_column(quota, column, groups, lists)
    if constant is not None and constant > _MOST:
        raise Halt("range", said("verified.limit_beyond", name=quota.name, most=_MOST))
    return np.full(len(groups.names), NO_LIMIT if constant is None else constant, np.int64)


def _from_column(quota: Quota, column: str, groups: Groups | Scope, lists: tuple[Listed, Listed]) -> Ints:
    """The one value that the column has within each group."""
    if groups.labels is None:
        raise Halt("policy", said("verified.limit_needs_per", name=quota.name))
    listed = lists[groups.labels.on_jobs]
    require_column(listed, column)
    if documented(listed, column) and column not in NUMERIC:
        raise Halt("policy", said("verified.column_no_limit", column=column))
    rows = np.flatnonzero(groups.labels.at != NO_GROUP)
    cells, texts = classes(listed.text(column).gather(pl.Series(rows)))
    values = np.array([_limit(text, f"{listed.name}, {column}") for text in texts], np.int64)[cells]
    at = groups.labels.at[rows]
    least, most = np.full(len(groups.names), _MOST + 1), np.full(len(groups.names), NO_LIMIT)
    np.minimum.at(least, at, values)
    np.maximum.at(most, at, values)
    for group in np.flatnonzero(least != most).tolist():
        raise Halt(
            "policy",
            said(
                "verified.quota_several_values",
                name=listed.name,
                column=column,
                of=_of(groups.names[group]),
                name2=quota.name,
            ),
        )
    return most


def _limit(text: str, what: str) -> int:
    value = number(text) if text else None
    if text and (value is None or value.denominator != 1 or not 0 <= value <= _MOST):
        raise Halt("policy", said("verified.not_whole_persons", what=what, text=text[:40]))
    return NO_LIMIT if value is None else int(value)


def _of(group: str) -> Words:
    return said("verified.in_group", group=group) if group else ""
