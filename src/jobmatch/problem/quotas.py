"""The limits that a quota states, one for each of its groups."""

from __future__ import annotations

from math import ceil, floor

import numpy as np

from jobmatch.errors import PolicyError
from jobmatch.policy import Quota, exact
from jobmatch.problem.context import Context
from jobmatch.problem.counted import Counted
from jobmatch.problem.grouping import present, table_of
from jobmatch.problem.groups import members
from jobmatch.problem.limit_columns import NO_LIMIT, from_column
from jobmatch.words import said


def limits_of(quota: Quota, found: Counted, ctx: Context, where: str) -> list[tuple[int | None, int | None]]:
    """Lower and upper limit of each group, from the policy or from a column that agrees on it; shares apart.

    A rate is a part of the group's persons, those of every tier: a number that is known beforehand.

    Raises
    ------
    PolicyError
        Limits are not whole numbers, differ within a group, or contradict each other; or rates are asked of jobs.
    """
    columns = (quota.lower_column, quota.upper_column)
    if any(columns) and not found.side:
        raise PolicyError(said("quota.column_needs_per", where=where))
    rates = ((quota.lower_rate, ceil), (quota.upper_rate, floor))
    sides: list[list[int | None]] = []
    for number, of, (rate, rounded) in zip((quota.lower, quota.upper), columns, rates, strict=True):
        if rate is not None:
            sides.append([rounded(exact(rate) * persons) for persons in _persons(quota, found, ctx, where)])
            continue
        if of is None:
            sides.append([number] * len(found.names))
            continue
        assert found.whole is not None
        table, spec = table_of(found.side, ctx)
        stated = from_column(table, of, present(found.side, ctx), spec, found.whole, found.names, where)
        sides.append([None if limit == NO_LIMIT else limit for limit in stated.tolist()])
    for name, lower, upper in zip(found.names, *sides, strict=True):
        if lower is not None and upper is not None and lower > upper:
            raise PolicyError(said("quota.group_lower_above_upper", where=where, name=name, lower=lower, upper=upper))
    return list(zip(*sides, strict=True))


def _persons(quota: Quota, found: Counted, ctx: Context, where: str) -> list[int]:
    """Persons on the list of each group."""
    if found.side == "jobs":
        raise PolicyError(said("quota.rate_of_jobs", where=where))
    if found.whole is None:
        return [int(members(ctx.seekers, quota.persons, ctx.tree).sum())]
    counted: list[int] = np.bincount(found.whole[found.whole >= 0], minlength=len(found.names)).tolist()
    return counted
