"""Levers that bind nobody: groups without members, classes that nobody has, limits that cost nothing to break,
courses that nobody can take."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from jobmatch.engine.course_advice import course_advice
from jobmatch.lists import Issue, Lists, RegionTree, make_issue
from jobmatch.lists.faultlog import LISTED
from jobmatch.policy import Budget, Predicate, Quota, exact, quanta
from jobmatch.problem import Problem
from jobmatch.problem.groups import REGION_COLUMNS, members
from jobmatch.problem.sides import Side
from jobmatch.words.near import near

SOME = 5
"""Known values that are named."""


def lever_advice(lists: Lists, problem: Problem) -> list[Issue]:
    """Warnings about quotas, budgets, courses and stages, in the order of the policy."""
    found = [issue for quota in problem.policy.quota for issue in _quota(quota, lists, problem)]
    found += [issue for budget in problem.policy.budget for issue in _budget(budget, lists, problem)]
    if problem.n and problem.m:
        found += course_advice(problem)
    together = None if problem.levers is None else problem.levers.together
    if together is not None and problem.n and not together.ids:
        found.append(_issue("together_empty"))
    return [*found, *_stages(lists, problem)][:LISTED]


def _quota(quota: Quota, lists: Lists, problem: Problem) -> list[Issue]:
    found: list[Issue] = []
    for side, table in (("persons", lists.seekers), ("jobs", lists.jobs)):
        found += _predicate("quota", quota.name, side, getattr(quota, side), table, lists.regions)
    limits = () if problem.levers is None else problem.levers.limits
    counts = any(x.members.size for x in limits if x.quota == quota.name) or any(
        map(_uses, _sums("quota", quota, problem))
    )
    if not found and problem.n and problem.m and not counts:
        what = ", ".join(word for word in (quota.per, quota.lower_column, quota.upper_column, *quota.pairs) if word)
        found.append(_issue("quota_empty", quota=quota.name, what=what))
    if quota.soft is not None and quanta(exact(quota.soft), problem.decimals) == 0:
        found.append(_issue("quota_free", quota=quota.name, column="soft", value=quota.soft))
    return found


def _budget(budget: Budget, lists: Lists, problem: Problem) -> list[Issue]:
    found: list[Issue] = []
    for side, table in (("persons", lists.seekers), ("jobs", lists.jobs)):
        found += _predicate("budget", budget.name, side, getattr(budget, side), table, lists.regions)
    if not found and problem.n and problem.m and not any(map(_uses, _sums("budget", budget, problem))):
        found.append(_issue("budget_empty", budget=budget.name, column="usage", value=budget.usage))
    return found


def _sums(kind: str, lever: Quota | Budget, problem: Problem) -> list[Side]:
    """The sums that a lever limits: those of budgets, and of quotas whose groups need both lists."""
    rows = None if problem.levers is None else problem.levers.rows
    return [] if rows is None else [side for side in rows.sides if (side.kind, side.name) == (kind, lever.name)]


def _uses(side: Side) -> bool:
    """Whether anything uses any of it in a group; pairs need not be eligible."""
    for usage in (side.of_pair, side.of_route):
        if usage is None:
            continue
        rows, columns = usage.rows, usage.columns
        table = usage.table if rows is None else usage.table[rows >= 0]
        if (table if columns is None else table[:, columns >= 0]).any():
            return True
    return side.of_listed is not None and bool((side.of_listed.amount[side.of_listed.group >= 0] > 0).any())


def _predicate(
    kind: str, lever: str, side: str, predicate: Predicate, table: pl.DataFrame, tree: RegionTree
) -> list[Issue]:
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
                found.append(_issue(f"{kind}_value", **{kind: lever}, column=f"{side}.{name}", value=shown, **more))
    if predicate and not found and not members(table, predicate, tree).any():
        what = ", ".join(f"{side}.{name}" for name in predicate)
        said = {"what": what} if kind == "quota" else {"column": "usage", "value": what}
        found.append(_issue(f"{kind}_empty", **{kind: lever}, **said))
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
