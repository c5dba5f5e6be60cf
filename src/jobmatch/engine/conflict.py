"""Hard limits that cannot hold together: from all that a proof uses to a set from which none can be left out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from jobmatch.engine.by_stage import conflict_of
from jobmatch.masters import Duals, Limits, Master, Outcome, OutOfTime, Solution, staged_bound, unhurried
from jobmatch.pairing import Scan
from jobmatch.problem import Levers, Problem
from jobmatch.problem.arrays import Int, Limit

DECIDED = 0.999
"""A gap that is reached as soon as it is known whether hard limits can be kept: until then it counts as 1."""

Entry = list[str | int | None]


def conflict(
    problem: Problem, scan: Scan, solution: Solution, master: Master, limits: Limits
) -> tuple[Solution, dict[str, Any]]:
    """A solution whose duals prove the conflict of a few limits, and what the summary says of it.

    `conflict` has constraint, group and limit of each; `short_by` is how many units of them every plan breaks at least.

    Limits are left out one by one (a deletion filter: Chinneck and Dravnieks, *Locating minimal infeasible constraint
    sets*, 1991); after each proof only those go on that it uses. When the time is over, the set so far is what is told:
    it cannot hold together, but one of it might be left out.
    """
    levers = problem.levers
    if levers is None:
        return solution, {}
    if solution.by_stage is not None:
        return solution, conflict_of(problem, levers, solution.by_stage)
    if solution.leaves:
        short_by = min(leaf.bound for leaf in solution.leaves)[0]
        leaves = tuple(replace(leaf, duals=_hard_alone(leaf.duals)) for leaf in solution.leaves)
        solution = replace(solution, leaves=leaves)
        return solution, {"conflict": _of_leaves(levers, solution), "short_by": short_by}
    names = () if solution.duals is None else solution.duals.names
    needed: list[Limit] = []
    rest = _used(levers, solution)
    staged, levers = levers, replace(levers, stages=())
    # the first proof, of hard limits alone, takes the time it needs: without it there is nothing to show
    try:
        solution = _again(problem, levers, rest, scan, master, Limits()) or solution
        while rest:
            limits.check()
            found = _again(problem, levers, [*needed, *rest[1:]], scan, master, limits)
            if found is None:
                needed.append(rest.pop(0))
                continue
            solution = found
            used = {id(limit) for limit in _used(levers, found)}
            needed = [limit for limit in needed if id(limit) in used]
            rest = [limit for limit in rest[1:] if id(limit) in used]
    except (OutOfTime, KeyboardInterrupt):
        pass
    entries = [_entry(limit, y) for limit, y in _hard(levers, solution)]
    if solution.duals is None:
        raise ValueError("a conflict without duals is not proven")
    duals = _staged(solution.duals, names)
    short_by = unhurried(partial(staged_bound, scan, staged, problem.vacancies, problem.unmatched, duals))[0][0]
    return replace(solution, duals=duals), {"conflict": entries, "short_by": short_by}


def _again(
    problem: Problem, levers: Levers, hard: list[Limit], scan: Scan, master: Master, limits: Limits
) -> Solution | None:
    """The proof that no plan keeps just these hard limits, its duals in the places of all limits; None if one does."""
    kept = {id(limit) for limit in hard}
    at = [k for k, limit in enumerate(levers.limits) if id(limit) in kept]
    trial = replace(levers, limits=tuple(levers.limits[k] for k in at))
    decided = replace(limits, gap=DECIDED)
    solution = master.solve(scan, problem.vacancies, problem.unmatched, decided, lambda _: None, None, trial)
    if solution.duals is None:
        raise OutOfTime
    bound = staged_bound(scan, trial, problem.vacancies, problem.unmatched, solution.duals)
    if bound[0] <= 0:
        if solution.outcome in (Outcome.TIME, Outcome.INTERRUPT):  # nothing is known of these
            raise OutOfTime
        return None
    wide = np.zeros((2, len(levers.limits)), np.int64)
    wide[:, at] = solution.duals.limits
    return replace(solution, duals=replace(solution.duals, limits=wide))


def _staged(duals: Duals, names: tuple[str, ...]) -> Duals:
    """The same duals with the components of all stages, 0 in those between "hard" and cost."""
    between = len(names) - 2

    def widened(values: Int) -> Int:
        return np.concatenate([values[:1], np.zeros((between, values.shape[1]), np.int64), values[-1:]])

    return Duals(names, widened(duals.vacancies), widened(duals.limits))


def _hard(levers: Levers, solution: Solution) -> list[tuple[Limit, list[int]]]:
    """Hard limits with a dual, and it."""
    duals = solution.duals
    if duals is None:
        return []
    pairs = zip(levers.limits, duals.limits.T.tolist(), strict=True)
    return [(limit, y) for limit, y in pairs if any(y) and limit.soft is None]


def _hard_alone(duals: Duals) -> Duals:
    """The same without what they say of stages and cost: the least of hard units does not depend on it."""
    cut = np.zeros((len(duals.names), 1), np.int64)
    cut[0] = 1
    return replace(duals, vacancies=duals.vacancies * cut, limits=duals.limits * cut)


def _of_leaves(levers: Levers, solution: Solution) -> list[Entry]:
    """All limits that have a dual in the proof of some case; their numbers, where policy or lists state any."""
    sides = set()
    for leaf in solution.leaves:
        for k, y in enumerate(leaf.duals.limits.T.tolist()[:-1]):
            if any(y):
                sides.add((k, 1 if y > [0] * len(y) else -1))
    found: list[Entry] = []
    for k, side in sorted(sides):
        limit = levers.limits[k]
        upper = side > 0
        found.append(
            [f"{limit.quota}, {'upper' if upper else 'lower'}", limit.group, limit.upper if upper else limit.lower]
        )
    return found


def _used(levers: Levers, solution: Solution) -> list[Limit]:
    return [limit for limit, _ in _hard(levers, solution)]


def _entry(limit: Limit, y: list[int]) -> Entry:
    upper = y > [0] * len(y)
    number = limit.upper if upper else limit.lower
    return [f"{limit.quota}, {'upper' if upper else 'lower'}", limit.group, number or 0]
