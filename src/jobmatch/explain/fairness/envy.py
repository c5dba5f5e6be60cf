"""Who would rather have somebody else's job.

Person i envies i' if i is eligible for the job of i' and would rather have it, by the terms that persons rank jobs by
(`policy.choice.persons`: wage, distance, tier, preference); where the caller states the costs, by these. Who has no job
envies everybody whose job they are eligible for.

Envy is *justified* if i' has no higher priority than i (Abdulkadiroğlu & Sönmez 2003, "School choice: a mechanism
design approach"), and *among equals* if both have the same. Per job the holder of least priority is enough, so that one
scan for each class finds everybody's dearest envy, over all eligible pairs, without holding any.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.engine.prepare import Ready
from jobmatch.mechanisms import Desk, of_persons
from jobmatch.pairing import Scan
from jobmatch.problem.arrays import Flags, Int, Small

KINDS = ("any", "justified", "equals")
"""Of envy, each a part of the one before it."""


@dataclass(frozen=True)
class Envy:
    """How many persons envy somebody, and by how much.

    Attributes
    ----------
    kind
        ``any``; ``justified``: of somebody with no higher priority; ``equals``: of somebody with the same.
    placed, unplaced
        Persons with a job who envy, and persons without one.
    mean, p90, most
        Yuan a month by which those with a job would be better off in the best of the jobs they envy; None where they
        are fewer than may be told of.
    """

    kind: str
    placed: int
    unplaced: int
    mean: float | None
    p90: float | None
    most: float | None


def envy_of(ready: Ready, place: Small, smallest: int) -> tuple[Envy, ...]:
    """The three kinds of envy in a plan that gives each person the job `place` (-1 for none)."""
    by_kind = envies(ready, place)
    return tuple(_summed(kind, better, place, ready.problem.decimals, smallest) for kind, better in by_kind.items())


def envies(ready: Ready, place: Small) -> dict[str, Int]:
    """By kind, how much better off each person would be in the best job that they envy, -1 for who envies nobody.

    Quanta; for persons without a job 0 stands for any.
    """
    problem = ready.problem
    scan = of_persons(Desk(ready.lists, ready.extra, problem, ready.scan))
    rank = ranks(ready)
    held, who = place >= 0, np.flatnonzero(place >= 0).astype(np.int32)
    last = np.full(problem.m, -1)
    np.maximum.at(last, place[who], rank[who])
    now = np.full(problem.n, scan.largest() + 1)  # whatever job is better than none
    now[who] = scan.costs(who, place[who])
    everybody = np.arange(problem.n, dtype=np.int32)
    found = {"any": _better(scan, everybody, now, last >= 0)}
    for kind in KINDS[1:]:
        found[kind] = np.full(problem.n, -1, np.int64)
    for each in np.unique(rank).tolist():
        mine = np.flatnonzero(rank == each).astype(np.int32)
        same = np.zeros(problem.m, bool)
        same[place[mine[held[mine]]]] = True
        found["justified"][mine] = _better(scan, mine, now[mine], last >= each)
        found["equals"][mine] = _better(scan, mine, now[mine], same)
    return {kind: np.where(held | (better < 0), better, 0) for kind, better in found.items()}


def _better(scan: Scan, who: Small, now: Int, envied: Flags) -> Int:
    """How much cheaper than `now` the cheapest envied job is for each of these persons, -1 for none."""
    never = 2 * scan.largest() + 2  # cost and this are above any `now`
    cheapest = scan.cheapest(who, np.where(envied, 0, never).astype(np.int64), now, 1)
    return np.where(cheapest.filled > 0, now - cheapest.best, -1)


def ranks(ready: Ready) -> Small:
    """Priority of each person, 0 the highest: by the stages of the order that place a class, then by the cost of
    leaving one unplaced."""
    problem, policy = ready.problem, ready.policy
    stages = [stage.removeprefix("placed:") for stage in policy.objective.order if stage.startswith("placed:")]
    costs = policy.unmatched.classes
    names = problem.listed["priority"].gather(problem.order).to_list()
    keys = {
        name: (stages.index(name) if name in stages else len(stages), -costs.get(name, costs["default"]))
        for name in set(names)
    }
    number = {key: k for k, key in enumerate(sorted(set(keys.values())))}
    return np.array([number[keys[name]] for name in names], np.int32)


def _summed(kind: str, better: Int, place: Small, decimals: int, smallest: int) -> Envy:
    sizes = better[(place >= 0) & (better > 0)] / 10**decimals
    told = sizes.size >= max(1, smallest)
    return Envy(
        kind=kind,
        placed=int(sizes.size),
        unplaced=int(((place < 0) & (better >= 0)).sum()),
        mean=float(sizes.mean()) if told else None,
        p90=float(np.quantile(sizes, 0.9)) if told else None,
        most=float(sizes.max()) if told else None,
    )
