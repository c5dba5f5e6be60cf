"""Tiny instances with levers, solved by linear programming.

Groups are given as sets of pairs, so that nothing here reads a policy. Stages and hard limits get weights far apart;
values and duals are whole numbers, from which each component can be read off again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from scipy.optimize import linprog

from jobmatch.policy import TIERS

APART = 10_000
"""Weight of a component over the next one: far more than any sum of costs here."""

Pairs = frozenset[tuple[int, int]]


@dataclass(frozen=True)
class Limit:
    """A limit of a quota; `soft` is None where it is hard."""

    constraint: str
    group: str
    value: int
    members: Pairs
    soft: int | None = None

    @property
    def lower(self) -> bool:
        return self.constraint.endswith(", lower")


@dataclass(frozen=True)
class Problem:
    """Persons and jobs as rows of the lists (jobs with vacancies), whole costs of eligible pairs, and levers.

    Of persons who are `bound` only that pair is eligible, and to leave one unplaced breaks a unit of hard limits.
    Stages of tiers need the `tiers` of all pairs, by number from the nearest.
    """

    seekers: Sequence[Mapping[str, str]]
    jobs: Sequence[Mapping[str, str]]
    costs: Mapping[tuple[int, int], int]
    policy: Mapping[str, Any]
    limits: Sequence[Limit] = ()
    unmatched: int = 100
    vacancies: Sequence[int] = field(default=())
    bound: frozenset[int] = frozenset()
    tiers: Mapping[tuple[int, int], int] = field(default_factory=dict)

    @property
    def stages(self) -> list[str]:
        order = self.policy.get("objective", {}).get("order", [])
        return [*(stage for stage in order if stage != "cost"), "cost"]

    @property
    def households(self) -> list[list[int]]:
        found: dict[str, list[int]] = {}
        for at, person in enumerate(self.seekers):
            found.setdefault(person.get("household_id") or f"alone {at}", []).append(at)
        return list(found.values())

    @property
    def slots(self) -> list[int]:
        return list(self.vacancies) or [int(job["vacancies"]) for job in self.jobs]


@dataclass(frozen=True)
class Optimum:
    """Value and duals by component: hard, then the stages; duals of jobs, then of limits."""

    value: list[int]
    duals: list[list[int]]
    place: list[int | None]


def optimum(problem: Problem) -> Optimum:
    """Solve by linear programming; the optimum must be whole."""
    rules, stages, households = problem.policy.get("household", {}), problem.stages, problem.households
    weight = {name: APART ** (len(stages) - at) for at, name in enumerate(["hard", *stages])}
    pairs, limits = list(problem.costs), problem.limits
    size = len(pairs) + len(limits) + len(households)
    cost, constant = np.zeros(size), 0
    for p, person in enumerate(problem.seekers):
        stay = problem.unmatched + weight["hard"] * (p in problem.bound)
        for stage in stages:
            if stage.startswith("tier:") or stage in ("placed", f"placed:{person.get('priority', 'default')}"):
                stay += weight[stage]
        constant += stay
        for at, (q, _) in enumerate(pairs):
            cost[at] += problem.costs[pairs[at]] + _far(problem, pairs[at], weight) - stay if q == p else 0
    for at, limit in enumerate(limits, start=len(pairs)):
        cost[at] = weight["hard"] if limit.soft is None else limit.soft
    worth = rules.get("bonus", 0) + weight.get("households", 0)
    constant += weight.get("households", 0) * len(households)
    cost[len(pairs) + len(limits) :] = -worth
    rows, most = [], []

    def at_most(entries: Mapping[int, int], value: int) -> None:
        row = np.zeros(size)
        row[list(entries)] = list(entries.values())
        rows.append(row)
        most.append(value)

    for j, slot in enumerate(problem.slots):
        at_most({at: 1 for at, (_, k) in enumerate(pairs) if k == j}, slot)
    for number, limit in enumerate(limits):
        sign = -1 if limit.lower else 1
        members = {at: sign for at, pair in enumerate(pairs) if pair in limit.members}
        at_most({**members, len(pairs) + number: -1}, sign * limit.value)
    for p in range(len(problem.seekers)):
        at_most({at: 1 for at, (q, _) in enumerate(pairs) if q == p}, 1)
    for number, members in enumerate(households):
        mine = {at: 1 for at, (q, _) in enumerate(pairs) if q in members}
        at_most({**dict.fromkeys(mine, -1), len(pairs) + len(limits) + number: 1}, 0)
        if rules.get("max_out"):
            at_most(mine, rules["max_out"])
    upper = [(0, 1)] * len(pairs) + [(0, None)] * len(limits) + [(0, 1)] * len(households)
    found = linprog(cost, A_ub=np.array(rows), b_ub=np.array(most), bounds=upper, method="highs-ds")
    assert found.status == 0
    assert np.allclose(found.x, np.rint(found.x), atol=1e-6), "the optimum is not whole"
    place: list[int | None] = [None] * len(problem.seekers)
    for at, (p, j) in enumerate(pairs):
        if found.x[at] > 0.5:
            place[p] = j
    marginal = found.ineqlin.marginals[: len(problem.slots) + len(limits)]
    signs = [-1] * len(problem.slots) + [1 if limit.lower else -1 for limit in limits]
    duals = [parts(round(sign * value), len(stages)) for sign, value in zip(signs, marginal, strict=True)]
    return Optimum(parts(round(found.fun + constant), len(stages)), _netted(duals, problem), place)


def _far(problem: Problem, pair: tuple[int, int], weight: Mapping[str, int]) -> int:
    """What the pair costs in stages of tiers that are nearer."""
    return sum(
        weight[stage]
        for stage in problem.stages
        if stage.startswith("tier:") and problem.tiers[pair] > TIERS.index(stage.removeprefix("tier:"))
    )


def parts(number: int, stages: int) -> list[int]:
    """The components of a number that holds them at weights apart."""
    out = []
    for _ in range(stages):
        low = (number + APART // 2) % APART - APART // 2
        out.append(low)
        number = (number - low) // APART
    return [number, *out[::-1]]


def _netted(duals: list[list[int]], problem: Problem) -> list[list[int]]:
    """Where a lower limit is the upper one too, both may have a dual: their sum is one of either."""
    jobs, of = len(problem.slots), {(limit.constraint, limit.group): at for at, limit in enumerate(problem.limits)}
    for (constraint, group), low in of.items():
        high = of.get((constraint.replace(", lower", ", upper"), group), low)
        pinned = problem.limits[low].value == problem.limits[high].value
        if high != low and pinned and any(duals[jobs + low]) and any(duals[jobs + high]):
            whole = [a + b for a, b in zip(duals[jobs + low], duals[jobs + high], strict=True)]
            none = [0] * len(whole)
            duals[jobs + low], duals[jobs + high] = (none, whole) if whole > none else (whole, none)
    return duals


def prices(problem: Problem, best: Optimum) -> list[tuple[int | None, int | None]]:
    """`price` and `price_fewer` of jobs, quotas and households over max_out, by solving again."""
    out = []
    for change in _changes(problem):
        more, less = change(1), change(-1)
        rise = None if more is None else optimum(more).value
        fall = None if less is None else optimum(less).value
        price = None if rise is None or rise[0] else best.value[-1] - rise[-1]
        fewer = None if fall is None or fall[0] else fall[-1] - best.value[-1]
        out.append((price, fewer))
    return out


def _changes(problem: Problem) -> list[Any]:
    def slots(j: int, by: int) -> Problem | None:
        out = problem.slots
        out[j] += by
        return None if out[j] < 0 else replace(problem, vacancies=out)

    def limits(at: int, by: int) -> Problem | None:
        out = list(problem.limits)
        out[at] = replace(out[at], value=out[at].value + by)
        return None if out[at].value < 0 else replace(problem, limits=out)

    return [
        *((lambda by, j=j: slots(j, by)) for j in range(len(problem.slots))),
        *((lambda by, at=at: limits(at, by)) for at in range(len(problem.limits))),
    ]
