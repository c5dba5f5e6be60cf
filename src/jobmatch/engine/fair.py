"""The fairest plan: how large the least share of placed persons among groups can be (docs/levers.md, section 3).

Shares are tried from above. A share that is out of reach gives duals of hard limits; these rule out all shares down to
some lower one at once, which is tried next (Newton's method on a step function). So few shares are tried, and the last
refusal proves that no plan is fairer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from jobmatch.engine.conflict import DECIDED
from jobmatch.masters import Duals, Limits, Master, Outcome, Solution, staged_bound
from jobmatch.masters.stages import Stages
from jobmatch.masters.worth import worth
from jobmatch.pairing import Counts, Scan
from jobmatch.problem import Levers, Problem
from jobmatch.problem.arrays import Flags, Int
from jobmatch.words import Words, said


@dataclass(frozen=True, eq=False)
class Fairness:
    """What is known of the least share.

    Attributes
    ----------
    name
        Of the stage.
    share
        The plan's least share.
    asked
        The share that every group is to have placed at least.
    beyond
        The least share that is proven to be out of reach; None if there is none above, or none is proven.
    below
        The greatest attainable share below `beyond`; 1 where all are placed, None where nothing is proven.
    duals
        What proves it, the groups' limits last.
    outcome
        How the search ended: `OPTIMAL` where no share above was left open.
    """

    name: str
    share: Fraction
    asked: Fraction
    beyond: Fraction | None
    below: Fraction | None
    duals: Duals | None
    outcome: Outcome = Outcome.OPTIMAL


class _Shares:
    """All shares k / persons of a group, ascending."""

    def __init__(self, sizes: Int) -> None:
        k = np.concatenate([np.arange(size + 1) for size in sizes.tolist()])
        of = np.repeat(sizes, sizes + 1)
        # equal fractions give equal floats, different ones of so few persons different floats
        _, first = np.unique(k / of, return_index=True)
        self._k, self._of = k[first], of[first]

    def __len__(self) -> int:
        return self._k.size

    def __getitem__(self, at: int) -> Fraction:
        return Fraction(int(self._k[at]), int(self._of[at]))

    def place(self, share: Fraction) -> int:
        """Where an attainable share stands."""
        return int(np.searchsorted(self._k / self._of, share.numerator / share.denominator))


def fairest(
    problem: Problem,
    levers: Levers,
    scan: Scan,
    counts: Counts,
    master: Master,
    limits: Limits,
    tell: Callable[[Words], None],
) -> Fairness | None:
    """The greatest least share; None if not even the other hard limits can be kept."""
    sizes = np.array([group.members.size for group in levers.fair], np.int64)
    shares, name = _Shares(sizes), levers.fair[0].quota
    able = counts.eligible > 0
    least = min(range(sizes.size), key=lambda g: Fraction(int(able[levers.fair[g].members].sum()), int(sizes[g])))
    at = shares.place(Fraction(int(able[levers.fair[least].members].sum()), int(sizes[least])))
    proof = _of_one(problem, levers, least)
    given = (scan, problem.vacancies, problem.unmatched)
    decided = replace(limits, gap=DECIDED)
    while True:
        tell(said("told.share", name=name, share=float(shares[at])))
        tried = levers.with_fair(shares[at])
        try:
            solution = master.solve(*given, decided, lambda _: None, None, tried)
            bound = [0] if solution.duals is None else staged_bound(scan, tried, *given[1:], solution.duals)
        except KeyboardInterrupt:
            return _found(name, shares, at, proof, Fraction(0), Outcome.INTERRUPT)
        if bound[0] > 0 and solution.duals is not None:
            proof = solution.duals
            at = _next(shares, at, levers, proof, bound[0])
            if at < 0:
                return None
            continue
        if worth(tried, problem.m, solution.job, solution.pays).vector[0] == 0:
            return _found(name, shares, at, proof, shares[at])
        if solution.outcome is not Outcome.OPTIMAL:  # nothing is known of this share, nor of lower ones
            return _found(name, shares, at, proof, Fraction(0), solution.outcome)


def _found(
    name: str, shares: _Shares, at: int, proof: Duals, share: Fraction, outcome: Outcome = Outcome.OPTIMAL
) -> Fairness:
    if at + 1 == len(shares):
        return Fairness(name, share, share, None, share if share == 1 else None, None, outcome)
    return Fairness(name, share, share, shares[at + 1], shares[at], proof, outcome)


def _of_one(problem: Problem, levers: Levers, group: int) -> Duals:
    """Duals that count the members of one group who could be placed anywhere."""
    names = Stages.of(levers).names
    limits = np.zeros((len(names), len(levers.limits) + len(levers.fair)), np.int64)
    limits[0, len(levers.limits) + group] = -1
    return Duals(names, np.zeros((len(names), problem.m), np.int64), limits)


def _eased(levers: Levers, duals: Duals, high: Fraction, low: Fraction) -> int:
    """By how many hard units the bound of duals falls from one share to a lower one."""
    weight = (-duals.limits[0, len(levers.limits) :]).tolist()
    eased = (group.at_share(high) - group.at_share(low) for group in levers.fair)
    return sum(u * units for u, units in zip(weight, eased, strict=True))


def _next(shares: _Shares, high: int, levers: Levers, duals: Duals, bound: int) -> int:
    """The last place below `high` that duals with this bound of hard units do not rule out; -1 if there is none."""
    low, refused = -1, high
    while refused - low > 1:
        middle = (low + refused) // 2
        if bound - _eased(levers, duals, shares[high], shares[middle]) <= 0:
            low = middle
        else:
            refused = middle
    return low


def as_found(
    problem: Problem, asked: Levers, fairness: Fairness, solution: Solution
) -> tuple[Problem, Solution, Fairness]:
    """The same with the least share that the plan has, which may be more than was asked for.

    What it has is then told as the limits of the groups, and no prices of others.
    """
    share = least_share(asked, solution.job >= 0)
    fairness = replace(fairness, share=share, below=share if share == 1 else fairness.below)
    if share == fairness.asked:
        return problem, solution, fairness
    problem = replace(problem, levers=asked.with_fair(share))
    return problem, replace(solution, prices=None, limit_prices=None), fairness


def least_share(levers: Levers, placed: Flags) -> Fraction:
    """The least share of placed persons among the groups."""
    return min(Fraction(int(placed[group.members].sum()), group.members.size) for group in levers.fair)
