"""`reach_target`: what can be reached by which means, and the least that has to be bought."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch.engine import Progress
from jobmatch.errors import PolicyError
from jobmatch.result import Result
from jobmatch.scenarios.study.load import load_document
from jobmatch.scenarios.targets.bought import Bought, ordinary
from jobmatch.scenarios.targets.document import Mean, Target
from jobmatch.scenarios.targets.further import OF_JOB
from jobmatch.scenarios.targets.purse import Cheapest, cheapest
from jobmatch.scenarios.targets.situation import Situation, situation_of
from jobmatch.scenarios.targets.spending import Spending, spending
from jobmatch.words import said

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
        ``exact`` (no plan needs less), ``bracketed`` (between `low` and `high`), ``unreachable`` (proven) or
        ``unknown``.
    found
        What has to be bought at least, and the plan that needs no more.
    reached
        What that plan reaches of each figure.
    blocked
        Where it is out of reach: how many are wanted, can be reached at most and are short; why persons are left over
        in the plan that reaches most (reason → persons); how many jobs of the list are full, with all that may be
        bought of them; and limits that are used up, or that cannot hold together.
    """

    means: tuple[Mean, ...]
    most: dict[str, Most]
    status: str
    found: Cheapest = field(repr=False)
    reached: dict[str, int] | None = None
    blocked: dict[str, Any] | None = None

    @property
    def low(self) -> float | None:
        """Yuan that every plan needs which reaches the target."""
        return self.found.low

    @property
    def high(self) -> float | None:
        """Yuan that the plan needs."""
        return self.found.high

    @property
    def bought(self) -> Bought | None:
        """What is bought for the plan."""
        return self.found.bought


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
    try:
        problems = [spending(situation, each, target.solve, counting="free", progress=progress) for each in sets]
    except PolicyError as error:
        if not isinstance(document, str | Path):
            raise
        raise PolicyError(said("at", where=Path(document).name, what=error.message)) from None
    ways = [_way(problem) for problem in problems]
    mix = ways[-1]
    best, plan = mix.found, None
    if best.problem is not None and best.bought is not None and best.plan is not None:
        plan = ordinary(best.problem, best.bought, situation.pairs) or best.kept
    return Reached(situation, ways[0], tuple(ways[1 : 1 + len(means)]), mix, plan)


def _way(problem: Spending) -> Way:
    goals = problem.situation.goals
    most: dict[str, Most] = {}
    short: dict[str, Any] | None = None
    for figure, number in goals.items():
        result = problem.most(figure)
        most[figure] = _most(result, figure, problem.situation)
        bound = most[figure].bound
        if short is None and bound is not None and bound < number:
            missing = {"figure": figure, "wanted": number, "at_most": bound, "short": number - bound}
            short = {**missing, **_blocked(result, problem)}
    if short is not None:
        return Way(problem.means, most, "unreachable", Cheapest(), blocked=short)
    found = cheapest(problem.situation, problem.means, problem.solving, problem.progress)
    if found.impossible is not None:
        return Way(problem.means, most, "unreachable", found, blocked=_blocked(found.impossible, problem))
    if found.plan is None:
        return Way(problem.means, most, "unknown", found)
    status = "exact" if found.low == found.high else "bracketed"
    reached = problem.situation.reached(found.plan.assignment)
    return Way(problem.means, most, status, found, reached)


def _most(result: Result, figure: str, situation: Situation) -> Most:
    if result.plan is None or result.bound is None:
        return Most(None, None)
    reached = situation.reached(result.assignment)[figure]
    return Most(reached, reached + math.floor(result.objective - result.bound + 1e-6))


def _blocked(result: Result, problem: Spending) -> dict[str, Any]:
    """What stands in the way, by a plan that reaches as much as can be, or by a proof that there is none."""
    if result.plan is None:
        # groups may be persons: names of limits say enough
        return {"conflict": list(dict.fromkeys(name for name, _, _ in result.summary.get("conflict", [])))}
    # a job is full with all that may be bought of it
    jobs = result.jobs.select("job_id", "filled", "vacancies").join(
        problem.further.jobs.select("job_id", OF_JOB), on="job_id"
    )
    jobs = jobs.group_by(OF_JOB).agg(pl.col("filled", "vacancies").sum())
    limits = result.prices.filter((pl.col("constraint") != "vacancies") & (pl.col("used") == pl.col("limit")))
    left = dict(result.summary["unmatched_by_reason"])
    # nothing costs anything there: who can go somewhere and stays is outbid, whatever staying costs
    stays = left.pop("dearer_than_unmatched", 0) + left.pop("outbid", 0)
    return {
        "left_over": left | ({"outbid": stays} if stays else {}),
        "full_jobs": jobs.filter(pl.col("filled") == pl.col("vacancies")).height,
        "jobs": jobs.height,
        "limits": limits["constraint"].unique(maintain_order=True).to_list(),
    }
