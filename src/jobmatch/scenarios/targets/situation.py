"""What a target begins from: lists, decisions and policy as they are, and the goals as counts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import polars as pl

from jobmatch.engine.in_force import in_force
from jobmatch.errors import PolicyError
from jobmatch.lists import RegionTree, read_lists
from jobmatch.policy import Policy, exact
from jobmatch.scenarios.retention.values import as_given
from jobmatch.scenarios.study.base import lists_of_base, policy_of_base, tree_of
from jobmatch.scenarios.targets.document import Target
from jobmatch.words import said
from jobmatch.words.near import did_you_mean

HOUSEHOLDS = "households"


@dataclass(frozen=True, eq=False)
class Situation:
    """The base of a target, read.

    Attributes
    ----------
    seekers, jobs, pairs, decisions, plan
        Canonical tables with the columns that were given; None where there are none.
    members
        person_id, priority, household_id (a person without one is a household of one).
    policy
        The policy as it is.
    goals
        ``placed``, ``placed:CLASS``, ``households`` → how many at least.
    listed
        The same figures → how many there are.
    """

    seekers: pl.DataFrame
    jobs: pl.DataFrame
    pairs: pl.DataFrame | None
    decisions: pl.DataFrame | None
    plan: pl.DataFrame | None
    tree: RegionTree
    members: pl.DataFrame
    policy: Policy
    goals: dict[str, int]
    listed: dict[str, int]

    @property
    def with_costs(self) -> bool:
        """Whether the pairs file gives the costs."""
        return self.pairs is not None and "cost" in self.pairs.columns

    def reached(self, assignment: pl.DataFrame) -> dict[str, int]:
        """What a plan reaches of each figure of the goals."""
        return _counts(self.members.join(assignment.select("person_id"), on="person_id", how="semi"), self.goals)


def situation_of(target: Target) -> Situation:
    """Read the lists and the policy of a target.

    Raises
    ------
    InputError, PolicyError
        They are not valid, or a goal is about a priority class that nobody has.
    """
    base = target.base
    tree = tree_of(base)
    policy = policy_of_base(base)
    earlier = in_force(base.plan)
    read = read_lists(
        *lists_of_base(base, tree, target.seed),
        regions=tree,
        pairs=base.pairs,
        decisions=base.decisions,
        plan=earlier.plan,
        earlier=earlier.decisions,
    )
    members = read.seekers.select("person_id", "priority", "household_id")
    asked = target.target.by_figure
    classes = members["priority"].unique().sort().to_list()
    for figure in asked:
        name = figure.partition(":")[2]
        if name and name not in classes:
            near = did_you_mean(name, classes)
            raise PolicyError(said("target.no_class", name=name, names=tuple(classes), near=near))
    listed = _counts(members, asked)
    goals = {figure: _count(number, listed[figure]) for figure, number in asked.items()}
    pairs = None if read.pairs is None else read.pairs.drop("cost_quanta", strict=False)
    return Situation(
        as_given(read.seekers, read.columns["seekers"]),
        as_given(read.jobs, read.columns["jobs"]),
        pairs,
        read.decisions,
        read.plan,
        tree,
        members,
        policy,
        goals,
        listed,
    )


def _counts(members: pl.DataFrame, figures: dict[str, int] | dict[str, int | float]) -> dict[str, int]:
    return {
        figure: members["household_id"].n_unique()
        if figure == HOUSEHOLDS
        else (members.filter(priority=figure.partition(":")[2]) if ":" in figure else members).height
        for figure in figures
    }


def _count(number: int | float, of: int) -> int:
    return math.ceil(exact(number) * of) if isinstance(number, float) else number
