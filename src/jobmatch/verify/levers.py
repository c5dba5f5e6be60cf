"""What is asked for beyond costs: limits, household rules, an order of stages, bound persons (docs/levers.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jobmatch.policy import TIERS, Policy
from jobmatch.verify.budgets import Allowance, read_allowances
from jobmatch.verify.exactly import Bools, Ints
from jobmatch.verify.fair import FAIR, Fair, read_fair
from jobmatch.verify.households import Households, read_households
from jobmatch.verify.inputs import Listed
from jobmatch.verify.limits import Limits, all_limits
from jobmatch.verify.pairfiles import PairFile
from jobmatch.verify.quotas import read_quota
from jobmatch.verify.regions import Tree
from jobmatch.verify.report import Halt
from jobmatch.verify.scopes import Scope
from jobmatch.verify.terms import Terms
from jobmatch.verify.tiers import Tiers
from jobmatch.verify.together import Together, read_together
from jobmatch.words import said

COST, HOUSEHOLDS, PLACED, TIER = "cost", "households", "placed", "tier"
NOWHERE = len(TIERS)
"""Stands for the tier of a person who is not placed: beyond all."""


@dataclass(frozen=True)
class Levers:
    """The levers of a run.

    Attributes
    ----------
    stages
        The order, the last is `cost`.
    counted
        By component, the persons whom it would like to see placed; nobody for `households` and `cost`.
    bound
        The persons whom a decision binds to a job: to leave one unplaced breaks a unit of hard limits.
    fair
        The stage of fair shares; None if there is none.
    asks_together, together
        Whether the policy has groups that go together; and these, None where nobody is in one.
    allowances
        Budgets, and seats of courses.
    classes_held
        By course, its name and the least number of participants with which it is held.
    tiers
        Tells tiers where the pairs file gives the costs and a limit looks at them.
    """

    stages: tuple[str, ...]
    counted: tuple[Bools, ...]
    bound: Bools
    limits: Limits
    fair: Fair | None = None
    asks_together: bool = False
    together: Together | None = None
    allowances: Sequence[Allowance] = ()
    classes_held: Sequence[tuple[str, int]] = ()
    tiers: Tiers | None = None

    @property
    def crosses(self) -> bool:
        """Whether a limit needs both lists, or routes, so that the proof goes stage by stage."""
        both = any(isinstance(quota.groups, Scope) for quota in self.limits.quotas)
        return bool(self.allowances or self.classes_held or both)

    @property
    def components(self) -> tuple[str, ...]:
        """The stages that a component of the vectors stands for: all but that of fair shares."""
        return self.stages if self.fair is None else self.stages[1:]

    @property
    def farthest(self) -> list[int]:
        """By component, the farthest tier that it counts; `NOWHERE` where the tier does not matter."""
        stages = (stage.partition(":") for stage in self.components)
        return [TIERS.index(name) if kind == TIER else NOWHERE for kind, _, name in stages]

    @property
    def uses_tiers(self) -> bool:
        """Whether a stage counts tiers."""
        return min(self.farthest) < NOWHERE

    @property
    def without_prices(self) -> bool:
        """Whether no price is stated: limits are shares, or groups open or closed, or groups go together."""
        return self.asks_together or self._by_plan

    @property
    def by_cases(self) -> bool:
        """Whether limits depend on the plan, so that the proof is by cases."""
        return self._by_plan or self.fair is not None

    @property
    def _by_plan(self) -> bool:
        return any(
            quota.all_or_none or quota.lower_share is not None or quota.upper_share is not None
            for quota in self.limits.quotas
        )

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

    def short(self, holds: Ints, tier: Ints) -> list[int]:
        """By component but the last, what the plan leaves undone: persons unplaced, households with nobody placed.

        `tier` is by person that of the pair, `NOWHERE` for none.
        """
        covered = self.covered(holds)
        return [
            len(self.households) - covered
            if stage == HOUSEHOLDS
            else int((counted & ((holds < 0) | (tier > farthest))).sum())
            for stage, counted, farthest in zip(self.components[:-1], self.counted, self.farthest, strict=False)
        ]

    def most(self) -> list[int]:
        """By component but the last, all that could be done."""
        nobody = np.full(len(self.households.at), -1)
        return self.short(nobody, np.full(len(nobody), NOWHERE))

    def covered(self, holds: Ints) -> int:
        """Households with somebody placed."""
        return int((self.households.placed(np.flatnonzero(holds >= 0)) > 0).sum())


def asks_for_levers(policy: Policy) -> bool:
    """Whether a policy has quotas, budgets, courses, household rules, groups that go together, or further stages."""
    rules = policy.household
    ruled = rules.bonus or rules.max_out is not None or rules.together is not None
    crosses = policy.budget or policy.course
    return bool(policy.quota or crosses or ruled or _stages(policy) != (COST,))


def read_levers(
    policy: Policy,
    seekers: Listed,
    jobs: Listed,
    vacancies: Ints,
    tree: Tree,
    decimals: int,
    bound: Bools,
    terms: Terms | None,
    pairs: PairFile | None,
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
    fair = read_fair(stages[0], seekers, jobs, tree) if stages[0].startswith(FAIR) else None
    priority = seekers.text("priority")
    counted = []
    for stage in stages[0 if fair is None else 1 :]:
        kind, _, name = stage.partition(":")
        there = np.full(len(seekers), kind in (PLACED, TIER))
        counted.append((priority == name).to_numpy() if kind == PLACED and name else there)
    _refuse_names(policy, stages)
    quotas = [read_quota(quota, seekers, jobs, tree, decimals) for quota in policy.quota]
    households = read_households(policy.household, seekers, decimals)
    limits = all_limits([*quotas, *([] if fair is None else [fair.counted])], households, jobs, vacancies)
    jointly = households.ruled or HOUSEHOLDS in stages
    together = read_together(policy.household, seekers, jobs, tree, households, jointly=jointly)
    asked = policy.household.together is not None
    allowances = read_allowances(policy, seekers, jobs, tree, terms, pairs)
    scopes = [each.scope for each in allowances]
    scopes += [quota.groups for quota in quotas if isinstance(quota.groups, Scope)]
    tiers = Tiers(seekers, jobs, tree) if terms is None and any(scope.by_place for scope in scopes) else None
    levers = Levers(
        stages,
        tuple(counted),
        bound,
        limits,
        fair,
        asked,
        together,
        allowances,
        [(course.name, course.min_class) for course in policy.course],
        tiers,
    )
    if fair is not None and levers.crosses:
        raise Halt(
            "scope",
            said("verified.fair_beside_rows"),
        )
    if asked and levers.by_cases:
        raise Halt(
            "scope",
            said("verified.together_beside_cases"),
        )
    return levers


def _refuse_names(policy: Policy, stages: tuple[str, ...]) -> None:
    """Refuse a quota whose rows in leaves.csv or prices.csv could be taken for others."""
    for quota in policy.quota:
        if (quota.name == stages[0] and stages[0].startswith(FAIR)) or (quota.name == PLACED and quota.all_or_none):
            raise Halt("policy", said("verified.quota_named_stage", name=quota.name))


def _stages(policy: Policy) -> tuple[str, ...]:
    return (*(stage for stage in policy.objective.order if stage != COST), COST)
