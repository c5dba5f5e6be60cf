"""Why a policy leaves no plan, the cheapest way to give way, and where there are too few places whatever the policy."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from jobmatch.engine.prepare import prepare
from jobmatch.engine.progress import Phases, Progress
from jobmatch.engine.solve import solve
from jobmatch.errors import UnsupportedError
from jobmatch.explain.opened import places_of
from jobmatch.explain.shortages import Shortage, shortages
from jobmatch.policy import Policy, PolicySource, load_policy, shown_group
from jobmatch.result import Result, Status

LEAST = 10_000.0
"""Yuan for a unit of giving way below which costs would count too much beside it."""

PLENTY = 1e12
"""A budget that binds nothing, in its units."""


@dataclass(frozen=True)
class Clash:
    """A limit of the conflict.

    Attributes
    ----------
    limit
        None where it depends on the plan (a share).
    """

    constraint: str
    group: str
    limit: float | None


@dataclass(frozen=True)
class GiveWay:
    """A limit that gives way.

    Attributes
    ----------
    limit, becomes, by
        What it is, what it would have to be, and the difference.
    """

    constraint: str
    group: str
    limit: float
    becomes: float
    by: float


@dataclass(frozen=True)
class Repair:
    """The cheapest way to give way.

    Attributes
    ----------
    changes
        All limits that would have to be others.
    total
        Sum of ``by``, each times the rigidity of its quota.
    proven
        Whether no other way has a smaller sum.
    placed
        How many persons the plan then places.
    """

    changes: tuple[GiveWay, ...]
    total: float
    proven: bool
    placed: int


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """What is wrong with two lists and a policy, and what to do.

    Attributes
    ----------
    result
        Of the policy as it stands.
    clash
        Where it is infeasible, limits that cannot hold together.
    short_by
        How many placements every plan lacks or has too many, at least.
    repair
        Quotas that give way; None where that is not enough, or nothing is wrong.
    budgets
        Where quotas alone are not enough, or budgets are in the clash: what would be spent with plenty of money, a way
        and maybe not the cheapest one.
    shortages
        Persons who are too many for all jobs that they can have.
    """

    result: Result
    clash: tuple[Clash, ...]
    short_by: int
    repair: Repair | None
    budgets: tuple[GiveWay, ...]
    shortages: tuple[Shortage, ...]


def diagnose(
    seekers: Any,
    jobs: Any,
    policy: PolicySource = None,
    *,
    pairs: Any = None,
    regions: Any = None,
    plan: Any = None,
    decisions: Any = None,
    progress: Callable[[Progress], Any] | None = None,
) -> Diagnosis:
    """Why there is no plan, or why many stay unmatched.

    Parameters
    ----------
    seekers, jobs, policy, pairs, regions, plan, decisions, progress
        As in `jobmatch.solve`.

    Raises
    ------
    InputError, PolicyError, UnsupportedError
        As `jobmatch.solve`.
    """
    document = load_policy(policy)
    sources = {"pairs": pairs, "regions": regions, "plan": plan, "decisions": decisions}
    given = {**sources, "progress": progress}
    result = solve(seekers, jobs, document, **given)
    best, repair = result, None
    budgets: tuple[GiveWay, ...] = ()
    if result.status is Status.INFEASIBLE:
        softened = _repaired(seekers, jobs, document, given)
        if softened is not None:
            best, unit = softened
            repair = _repair(document, best, unit, int(result.summary.get("short_by") or 0))
        if any(name.endswith(", budget") for name, _, _ in result.summary["conflict"]) or repair is None:
            budgets = _with_plenty(seekers, jobs, document, given)
    found: tuple[Shortage, ...] = ()
    if best.plan is not None:
        ready = prepare(seekers, jobs, document, Phases(progress), 0, **sources)
        found = shortages(ready, places_of(best.assignment, ready))
    clash = tuple(
        Clash(name, shown_group(document.personal, name, group), limit)
        for name, group, limit in result.summary.get("conflict") or ()
    )
    return Diagnosis(result, clash, int(result.summary.get("short_by") or 0), repair, budgets, found)


def _shown(policy: Policy, row: dict[str, Any]) -> str:
    """The group of a limit, as it may be shown."""
    return shown_group(policy.personal, row["constraint"], row["group"])


def _repaired(seekers: Any, jobs: Any, policy: Policy, given: dict[str, Any]) -> tuple[Result, float] | None:
    """The best plan where every hard quota gives way at a price beyond all costs, and it; None without one."""
    hard = [quota for quota in policy.quota if quota.soft is None]
    if not hard:
        return None
    everything = 1e9
    while everything >= LEAST:
        quota = tuple(
            each if each.soft is not None else each.model_copy(update={"soft": each.rigidity * everything})
            for each in policy.quota
        )
        try:
            result = solve(seekers, jobs, policy.model_copy(update={"quota": quota}), **given)
        except UnsupportedError:
            everything /= 1000
            continue
        return None if result.plan is None else (result, everything)
    return None


def _repair(policy: Policy, softened: Result, unit: float, least: int) -> Repair:
    """What gave way in a plan where all could, at so many yuan a unit."""
    rigidity = {quota.name: quota.rigidity for quota in policy.quota if quota.soft is None}
    changes, total = [], Fraction(0)
    for row in softened.prices.select("constraint", "group", "limit", "used").iter_rows(named=True):
        name, _, side = row["constraint"].rpartition(", ")
        if name not in rigidity or side not in ("lower", "upper") or row["limit"] is None:
            continue
        by = row["limit"] - row["used"] if side == "lower" else row["used"] - row["limit"]
        quota = next(quota for quota in policy.quota if quota.name == name)
        if by > 0 and not (side == "lower" and quota.all_or_none and row["used"] == 0):
            changes.append(GiveWay(row["constraint"], _shown(policy, row), row["limit"], row["used"], by))
            total += Fraction(repr(rigidity[name])) * Fraction(by)
    weights = {Fraction(repr(weight)) for weight in rigidity.values()}
    step = Fraction(math.gcd(*(int(w * 10**9) for w in weights)), 10**9)  # no two sums differ by less
    costs = Fraction(repr(softened.objective)) - total * Fraction(repr(unit))
    dearest = softened.status is Status.OPTIMAL and abs(costs) < step * Fraction(repr(unit))
    few = len(weights) == 1 and total == least * next(iter(weights))
    return Repair(tuple(changes), float(total), bool(dearest or few), int(softened.summary["counts"]["placed"]))


def _with_plenty(seekers: Any, jobs: Any, policy: Policy, given: dict[str, Any]) -> tuple[GiveWay, ...]:
    """What each budget would have to be for one plan that keeps all quotas; empty where money is not what lacks."""
    if not policy.budget:
        return ()
    lifted = {"limit": PLENTY, "limit_column": None, "limit_total": None, "share_of": None}
    budgets = tuple(each.model_copy(update=lifted) for each in policy.budget)
    nobody_more = dict.fromkeys(policy.unmatched.classes, 0.0)  # only those whom quotas ask for
    plenty = policy.model_copy(
        update={"budget": budgets, "unmatched": type(policy.unmatched).model_validate(nobody_more)}
    )
    rich = solve(seekers, jobs, plenty, **given)
    if rich.plan is None:
        return ()
    budget = pl.col("constraint").str.ends_with(", budget")
    used = rich.prices.filter(budget & (pl.col("used") > 0))
    stated = {each.name: each.limit for each in policy.budget}
    found = []
    for row in used.iter_rows(named=True):
        limit = stated[row["constraint"].removesuffix(", budget")]
        if limit is not None and row["used"] > limit:
            found.append(GiveWay(row["constraint"], _shown(policy, row), limit, row["used"], row["used"] - limit))
    return tuple(found)
