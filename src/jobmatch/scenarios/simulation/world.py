"""The lists of a replicate, when each comes, and what a person sees of a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from jobmatch.engine.prepare import prepare
from jobmatch.engine.progress import Phases
from jobmatch.lists import RegionTree
from jobmatch.pairing.terms import terms_of
from jobmatch.pairing.way_kernels import NO_ROUTE
from jobmatch.policy import load_policy
from jobmatch.problem import Problem
from jobmatch.problem.arrays import Int
from jobmatch.scenarios.simulation.chance import Chance, Floats
from jobmatch.scenarios.simulation.document import Simulation
from jobmatch.scenarios.study.base import lists_of_base, policy_of_base, tree_of
from jobmatch.scenarios.study.changes import merged
from jobmatch.scenarios.study.document import Base

AS_IT_IS = {
    "horizon_months": 1,
    "wage": {"weight": 1.0},
    "distance": {"weight": 1.0, "yuan_per_km": 1.0, "trips": 1.0},
    "preference": {"region_step": 1.0, "type_step": 1.0},
}
"""Keys under which the terms are yuan of wage gap, kilometres, and places in the wish, whatever the policy weighs."""

LEVERS = ("subsidy", "budget", "quota", "course", "household", "objective")
"""Tables of the policy that change nothing of these."""


@dataclass(frozen=True, eq=False)
class World:
    """What is the same for all rules of a replicate.

    Attributes
    ----------
    seekers, jobs
        The two lists, as they are in the end.
    persons, posts
        Their ids, by row.
    vacancies, stay
        Of each job, by row: posts, and the probability to be in post after `Leaving.months`.
    comes, opens
        The period in which each person and each job comes onto the list.
    policy
        That of the base, as a document.
    """

    seekers: pl.DataFrame
    jobs: pl.DataFrame
    tree: RegionTree
    pairs: pl.DataFrame | None
    policy: Mapping[str, Any]
    chance: Chance
    persons: pl.Series
    posts: pl.Series
    vacancies: Int
    stay: Floats
    comes: Int
    opens: Int
    measured: Problem

    def seen(self, person: Int, job: Int) -> tuple[Floats, Floats, Floats]:
        """Wage gap (yuan a month), kilometres and rank of eligible pairs, by their rows in the lists."""
        problem = self.measured
        to_person = np.empty(problem.n, np.int32)
        to_person[problem.order] = np.arange(problem.n, dtype=np.int32)
        place = pl.DataFrame({"id": problem.jobs, "at": np.arange(problem.m, dtype=np.int32)})
        to_job = (
            pl.DataFrame({"id": self.posts}).join(place, on="id", how="left", maintain_order="left")["at"].to_numpy()
        )
        i, j = to_person[person], to_job[job]
        terms = terms_of(problem, i, j, np.full(i.size, NO_ROUTE, np.int32))
        unit = 10.0**problem.decimals
        return terms["wage"] / unit, terms["distance"] / unit, terms["preference"] / unit


def policy_document(base: Base) -> dict[str, Any]:
    """The policy of a base as a document."""
    return policy_of_base(base).model_dump(mode="json", by_alias=True, exclude_unset=True)


def world_of(simulation: Simulation, policy: Mapping[str, Any], replicate: int) -> World:
    """The world of a replicate.

    Raises
    ------
    InputError, PolicyError
        As `jobmatch.solve`.
    """
    assert simulation.periods is not None
    base = simulation.base
    tree = tree_of(base)
    seekers, jobs = lists_of_base(base, tree, simulation.replicates.seed + replicate)
    chance = Chance(simulation.replicates.seed, replicate)
    plain = merged({key: value for key, value in policy.items() if key not in LEVERS}, AS_IT_IS)
    measuring = load_policy(plain)
    ready = prepare(seekers, jobs, measuring, Phases(None), 0, None, pairs=base.pairs, regions=tree, decisions=None)
    people, posts = ready.lists.seekers, ready.lists.jobs
    default = measuring.retention.default_stay
    stay = posts["stay"].fill_null(default) if "stay" in posts.columns else pl.Series([default] * posts.height)
    of = simulation.arrivals
    periods = simulation.periods.count
    return World(
        seekers=seekers,
        jobs=jobs,
        tree=tree,
        pairs=None if ready.lists.pairs is None else ready.lists.pairs.drop("cost_quanta", strict=False),
        policy=policy,
        chance=chance,
        persons=people["person_id"],
        posts=posts["job_id"],
        vacancies=posts["vacancies"].to_numpy().astype(np.int64),
        stay=stay.to_numpy().astype(float),
        comes=chance.arrival(people["person_id"], "comes", of.seekers_at_first, periods),
        opens=chance.arrival(posts["job_id"], "opens", of.jobs_at_first, periods),
        measured=ready.problem,
    )


def rows_with(ids: pl.Series, wanted: pl.Series) -> npt.NDArray[np.int64]:
    """Rows at which the wanted ids stand."""
    at = pl.DataFrame({"id": ids, "at": np.arange(len(ids))})
    return pl.DataFrame({"id": wanted}).join(at, on="id", how="left", maintain_order="left")["at"].to_numpy()
