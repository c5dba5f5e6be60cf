"""Levers that bind nobody: groups without members, classes that nobody has, limits that cost nothing to break."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from jobmatch.lists import Issue, Lists, RegionTree, make_issue
from jobmatch.lists.faultlog import LISTED
from jobmatch.policy import Predicate, Quota, exact, quanta
from jobmatch.problem import Problem
from jobmatch.problem.groups import REGION_COLUMNS, members
from jobmatch.words.near import near

SOME = 5
"""Known values that are named."""


def lever_advice(lists: Lists, problem: Problem) -> list[Issue]:
    """Warnings about quotas and stages, in the order of the policy."""
    found = [issue for quota in problem.policy.quota for issue in _quota(quota, lists, problem)]
    together = None if problem.levers is None else problem.levers.together
    if together is not None and problem.n and not together.ids:
        found.append(_issue("together_empty"))
    return [*found, *_stages(lists, problem)][:LISTED]


def _quota(quota: Quota, lists: Lists, problem: Problem) -> list[Issue]:
    found: list[Issue] = []
    for side, table in (("persons", lists.seekers), ("jobs", lists.jobs)):
        found += _predicate(quota.name, side, getattr(quota, side), table, lists.regions)
    limits = () if problem.levers is None else problem.levers.limits
    if not found and problem.n and problem.m and not any(x.members.size for x in limits if x.quota == quota.name):
        what = ", ".join(word for word in (quota.per, quota.lower_column, quota.upper_column, *quota.pairs) if word)
        found.append(_issue("quota_empty", quota=quota.name, what=what))
    if quota.soft is not None and quanta(exact(quota.soft), problem.decimals) == 0:
        found.append(_issue("quota_free", quota=quota.name, column="soft", value=quota.soft))
    return found


def _predicate(quota: str, side: str, predicate: Predicate, table: pl.DataFrame, tree: RegionTree) -> list[Issue]:
    """Values that no row has; else that no row fulfils all lines together."""
    if not table.height:
        return []
    found: list[Issue] = []
    for name, wanted in predicate.items():
        column = table[name].drop_nulls().unique().sort()
        for value in wanted if isinstance(wanted, tuple) else (wanted,):
            if not members(column.to_frame(), {name: value}, tree).any():
                shown = f"{tree.name(str(value))} ({value})" if name in REGION_COLUMNS else value
                more = _known(value, column) if column.dtype == pl.String and name not in REGION_COLUMNS else {}
                found.append(_issue("quota_value", quota=quota, column=f"{side}.{name}", value=shown, **more))
    if predicate and not found and not members(table, predicate, tree).any():
        found.append(_issue("quota_empty", quota=quota, what=", ".join(f"{side}.{name}" for name in predicate)))
    return found


def _stages(lists: Lists, problem: Problem) -> list[Issue]:
    """Stages that count the placements of a class that nobody has."""
    stages = () if problem.levers is None else problem.levers.stages
    classes = lists.seekers["priority"].unique().sort()
    return [
        _issue("stage_empty", column="order", value=stage.name, **_known(stage.name.partition(":")[2], classes))
        for stage in stages
        if problem.n and stage.placed is not None and not np.any(stage.placed)
    ]


def _known(value: Any, column: pl.Series) -> dict[str, Any]:
    """The values most like this one, or else the first ones."""
    values = column.to_list()
    return {"choices": near(str(value), values) or values[:SOME]}


def _issue(code: str, **fields: Any) -> Issue:
    return make_issue(code, list="policy", **fields)
