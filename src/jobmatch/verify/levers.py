"""What is asked for beyond costs: limits, household rules, an order of stages, bound persons (docs/levers.md)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.policy import Policy
from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.households import Households, read_households
from jobmatch.verify.inputs import Listed
from jobmatch.verify.limits import Limits, all_limits
from jobmatch.verify.quotas import read_quota
from jobmatch.verify.regions import Tree

COST, HOUSEHOLDS, PLACED = "cost", "households", "placed"


@dataclass(frozen=True)
class Levers:
    """The levers of a run.

    Attributes
    ----------
    stages
        The order, the last is `cost`.
    counted
        By stage, the persons whom it would like to see placed; nobody for `households` and `cost`.
    bound
        The persons whom a decision binds to a job: to leave one unplaced breaks a unit of hard limits.
    """

    stages: tuple[str, ...]
    counted: tuple[Bools, ...]
    bound: Bools
    limits: Limits

    @property
    def households(self) -> Households:
        """The households and their rules."""
        return self.limits.households

    @property
    def one_stage(self) -> bool:
        """Whether `cost` is the only stage."""
        return len(self.stages) == 1

    @property
    def counts_households(self) -> bool:
        """Whether the figure `households` belongs to the run."""
        return self.households.ruled or HOUSEHOLDS in self.stages

    def short(self, holds: Ints) -> list[int]:
        """By stage but the last, what the plan leaves undone: persons unplaced, households with nobody placed."""
        covered = self.covered(holds)
        return [
            len(self.households) - covered if stage == HOUSEHOLDS else int((counted & (holds < 0)).sum())
            for stage, counted in zip(self.stages[:-1], self.counted, strict=False)
        ]

    def most(self) -> list[int]:
        """By stage but the last, all that could be done."""
        return self.short(np.full(len(self.households.at), -1))

    def covered(self, holds: Ints) -> int:
        """Households with somebody placed."""
        return int((self.households.placed(np.flatnonzero(holds >= 0)) > 0).sum())


def asks_for_levers(policy: Policy) -> bool:
    """Whether a policy has quotas, household rules, or further stages."""
    rules = policy.household
    return bool(policy.quota or rules.bonus or rules.max_out is not None or _stages(policy) != (COST,))


def read_levers(
    policy: Policy, seekers: Listed, jobs: Listed, vacancies: Ints, tree: Tree, decimals: int, bound: Bools
) -> Levers | None:
    """The levers of a policy, and the persons bound by decisions; None if there are neither.

    Raises
    ------
    Halt
        A lever cannot be read, or asks for what this version does not know.
    """
    if not asks_for_levers(policy) and not bound.any():
        return None
    stages = _stages(policy)
    priority = seekers.text("priority")
    counted = []
    for stage in stages:
        kind, _, name = stage.partition(":")
        there = np.full(len(seekers), kind == PLACED)
        counted.append((priority == name).to_numpy() if name else there)
    quotas = [read_quota(quota, seekers, jobs, tree, decimals) for quota in policy.quota]
    households = read_households(policy.household, seekers, decimals)
    return Levers(stages, tuple(counted), bound, all_limits(quotas, households, jobs, vacancies))


def _stages(policy: Policy) -> tuple[str, ...]:
    return (*(stage for stage in policy.objective.order if stage != COST), COST)
