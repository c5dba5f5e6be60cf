"""`reach_target`: what can be reached by which means, and the least that has to be bought."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch.engine import Progress
from jobmatch.result import Result
from jobmatch.scenarios.study.load import load_document
from jobmatch.scenarios.targets.bought import Bought, bought_by, ordinary
from jobmatch.scenarios.targets.document import Mean, Target
from jobmatch.scenarios.targets.least import least
from jobmatch.scenarios.targets.situation import Situation, situation_of
from jobmatch.scenarios.targets.spending import Spending, spending

TargetSource = Target | Mapping[str, Any] | str | Path


@dataclass(frozen=True)
class Most:
    """The most that can be reached of a figure: by a plan, and by any plan (None: not known)."""

    reached: int | None
    bound: int | None


@dataclass(frozen=True, eq=False)
class Way:
    """What some of the means can do.

    Attributes
    ----------
    means
        Those that may be bought; none: as it is now.
    most
        Of each figure of the goals the most that can be reached, each for itself.
    status
        ``exact`` (no plan spends less), ``bracketed`` (between `low` and `high`), ``unreachable`` (proven) or
        ``unknown``.
    low, high
        Yuan that are spent: at least, and by the plan; None where there is none.
    bought
        What the plan buys.
    reached
        What the plan reaches of each figure.
    blocked
        Where it is out of reach: why persons are left over in the plan that reaches most (reason → persons), how many
        jobs are full, and limits that are used up, or that cannot hold together.
    spent
        The plan that spends `high`, of the spending problem.
    """

    means: tuple[Mean, ...]
    most: dict[str, Most]
    status: str
    low: float | None = None
    high: float | None = None
    bought: Bought | None = field(default=None, repr=False)
    reached: dict[str, int] | None = None
    blocked: dict[str, Any] | None = None
    spent: Result | None = field(default=None, repr=False)


@dataclass(frozen=True, eq=False)
class Reached:
    """The answer to a target.

    Attributes
    ----------
    situation
        What it began from, with the goals as counts.
    now
        Without buying anything.
    alone
        Each mean for itself.
    mix
        All of them together: the cheapest mix.
    plan
        The ordinary plan once the cheapest mix is bought; None where the target is out of reach.
    """

    situation: Situation = field(repr=False)
    now: Way
    alone: tuple[Way, ...]
    mix: Way
    plan: Result | None = field(repr=False)


def load_target(source: TargetSource) -> Target:
    """The target from a TOML file or a mapping; files that it names are taken relative to the document.

    Raises
    ------
    PolicyError
        The document cannot be read, has an unknown key, or a value out of range.
    """
    return source if isinstance(source, Target) else load_document(source, Target, "target")


def reach_target(document: TargetSource, *, progress: Callable[[Progress], Any] | None = None) -> Reached:
    """What can be reached by which means, and the least that has to be bought for a target (docs/targets.md).

    Parameters
    ----------
    document
        A TOML document, a mapping, or a `Target`.
    progress
        Called with a `Progress` at the beginning and end of every phase of every solve.

    Raises
    ------
    InputError, PolicyError, UnsupportedError
        The document, the lists or the policy are not valid, or a mean cannot be priced.
    """
    target = load_target(document)
    situation = situation_of(target)
    means = target.means.all
    sets = [(), *((mean,) for mean in means), means] if len(means) > 1 else [(), means]
    # all of them first, so that what is wrong with a mean is said before anything is solved
    problems = [spending(situation, each, target.solve, progress) for each in sets]
    ways = [_way(problem) for problem in problems]
    mix = ways[-1]
    plan = None
    if mix.bought is not None and mix.spent is not None:
        plan = ordinary(problems[-1], mix.bought, mix.spent)
    return Reached(situation, ways[0], tuple(ways[1 : 1 + len(means)]), mix, plan)


def _way(problem: Spending) -> Way:
    goals = problem.situation.goals
    most, short = {}, None
    for figure, number in goals.items():
        result = problem.most(figure)
        most[figure] = _most(result, figure, problem.situation)
        bound = most[figure].bound
        if short is None and bound is not None and bound < number:
            short = result
    if short is not None:
        return Way(problem.means, most, "unreachable", blocked=_blocked(short))
    found = least(problem)
    if found.impossible is not None:
        return Way(problem.means, most, "unreachable", blocked=_blocked(found.impossible))
    if found.plan is None:
        return Way(problem.means, most, "unknown", found.low)
    return Way(
        problem.means,
        most,
        "exact" if found.exact else "bracketed",
        found.low,
        found.high,
        bought_by(problem, found.plan),
        problem.situation.reached(found.plan.assignment),
        spent=found.plan,
    )


def _most(result: Result, figure: str, situation: Situation) -> Most:
    if result.plan is None or result.bound is None:
        return Most(None, None)
    reached = situation.reached(result.assignment)[figure]
    return Most(reached, reached + math.floor(result.objective - result.bound + 1e-6))


def _blocked(result: Result) -> dict[str, Any]:
    """What stands in the way, by a plan that reaches as much as can be, or by a proof that there is none."""
    if result.plan is None:
        # groups may be persons: names of limits say enough
        return {"conflict": list(dict.fromkeys(name for name, _, _ in result.summary.get("conflict", [])))}
    jobs = result.jobs
    limits = result.prices.filter((pl.col("constraint") != "vacancies") & (pl.col("used") == pl.col("limit")))
    return {
        "left_over": result.summary["unmatched_by_reason"],
        "full_jobs": jobs.filter(pl.col("filled") == pl.col("vacancies")).height,
        "jobs": jobs.height,
        "limits": limits["constraint"].unique(maintain_order=True).to_list(),
    }
