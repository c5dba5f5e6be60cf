"""What each rule proposes to those who wait, with the memory of all that was said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from jobmatch import engine
from jobmatch.engine.prepare import prepare
from jobmatch.engine.progress import Phases
from jobmatch.errors import RunError
from jobmatch.policy import Policy, load_policy
from jobmatch.problem.arrays import Int
from jobmatch.result import Result
from jobmatch.scenarios.rolling.instance import instance_of
from jobmatch.scenarios.rolling.rules import NOBODY, chosen_of
from jobmatch.scenarios.simulation.document import Rule, Simulation
from jobmatch.scenarios.simulation.world import World, rows_with
from jobmatch.scenarios.study.changes import merged
from jobmatch.words import said


@dataclass(frozen=True, eq=False)
class Listed:
    """The lists of a period: who waits or is in post, posts that are open or filled, proposals, answers."""

    seekers: pl.DataFrame
    jobs: pl.DataFrame
    plan: pl.DataFrame | None
    decisions: pl.DataFrame


@dataclass(eq=False)
class Proposer:
    """Proposes jobs by one rule, period after period."""

    world: World
    simulation: Simulation
    rule: Rule
    policy: Policy
    last: Result | None = None

    @classmethod
    def of(cls, world: World, simulation: Simulation, rule: Rule) -> Proposer:
        """Of a rule with the policy of the base and its own changes of it."""
        return cls(world, simulation, rule, cls.policy_of(world.policy, rule))

    @staticmethod
    def policy_of(base: Mapping[str, Any], rule: Rule) -> Policy:
        """The policy of a rule: its own changes over that of the base.

        Raises
        ------
        PolicyError
            It is not valid.
        """
        return load_policy(merged(base, rule.policy))

    def propose(self, listed: Listed, period: int) -> tuple[Int, Int]:
        """Rows of persons who wait, in the order of the list, and of the jobs that they are proposed.

        Raises
        ------
        RunError
            No plan keeps the policy's limits, or time ran out before there was one.
        """
        if listed.seekers.is_empty() or listed.jobs.is_empty():
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        sources: dict[str, Any] = {"regions": self.world.tree, "plan": listed.plan}
        sources["pairs"] = self._pairs(listed)
        sources["decisions"] = listed.decisions if listed.decisions.height else None
        if self.rule.rule == "first_come":
            pairs = self._first_come(listed, sources)
        else:
            pairs = self._best(listed, period, sources)
        accepted, left = (listed.decisions.filter(decision=word) for word in ("accepted", "left"))
        bound = accepted.join(left, on=["person_id", "job_id"], how="anti")
        new = pairs.join(bound, on="person_id", how="anti")
        who, job = rows_with(self.world.persons, new["person_id"]), rows_with(self.world.posts, new["job_id"])
        order = np.argsort(who)
        return who[order], job[order]

    def _pairs(self, listed: Listed) -> Any:
        """The pairs file without persons and jobs that are not on the lists now."""
        given = self.world.pairs
        if given is None:
            return None
        here = given["person_id"].is_in(listed.seekers["person_id"].implode())
        return given.filter(here & given["job_id"].is_in(listed.jobs["job_id"].implode()))

    def _best(self, listed: Listed, period: int, sources: dict[str, Any]) -> pl.DataFrame:
        solving = self.simulation.solve
        self.last = engine.solve(
            listed.seekers,
            listed.jobs,
            self.policy,
            **sources,
            start=self.last,
            gap=solving.gap,
            time_limit=solving.time_limit,
            solver=solving.solver,
            seed=self.simulation.replicates.seed,
        )
        if self.last.plan is None:
            raise RunError(said("simulation.no_plan", name=self.rule.name, period=period + 1))
        return self.last.assignment.select("person_id", "job_id")

    def _first_come(self, listed: Listed, sources: dict[str, Any]) -> pl.DataFrame:
        """Those in post keep it; the others in the order of their coming, then of the draw."""
        seed = self.simulation.replicates.seed
        ready = prepare(listed.seekers, listed.jobs, self.policy, Phases(None), seed, **sources)
        problem, instance = ready.problem, instance_of(ready, bound_first=True)
        bound = np.flatnonzero(problem.bound >= 0)
        free = np.flatnonzero(problem.bound < 0)
        # the only choices of who is bound are the ways to that post, the first of which is as good as any
        left = instance.room - instance.used(instance.ptr[bound])
        came = self.world.comes[rows_with(self.world.persons, problem.persons)]
        order = free[np.argsort(came[free], kind="stable")]
        took = chosen_of(instance, order, left)
        placed = np.flatnonzero(took != NOBODY)
        return pl.DataFrame(
            {
                "person_id": problem.persons.gather(order[placed]),
                "job_id": problem.jobs.gather(instance.job[took[placed]]),
            }
        )
