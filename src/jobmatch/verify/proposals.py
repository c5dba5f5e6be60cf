"""The plan in force: its open proposals, and what it costs not to keep them (docs/levers.md, section 6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from jobmatch.policy import Policy, exact
from jobmatch.verify.decisions import Decisions
from jobmatch.verify.exactly import Ints, half_up, within
from jobmatch.verify.inputs import Listed

PLAN_IN_FORCE = "inputs/plan.csv"
COLUMNS = ("person_id", "job_id")


@dataclass(frozen=True)
class Proposals:
    """The plan in force.

    Attributes
    ----------
    table
        inputs/plan.csv as it stands; None if there is no plan in force.
    job
        By person, the job of an open proposal; -1 for none.
    cost
        Quanta for each open proposal that is not kept.
    """

    table: pl.DataFrame | None
    job: Ints
    cost: int

    @property
    def staying(self) -> Ints:
        """By person, what an open proposal adds to the cost of staying unmatched."""
        return np.where(self.job >= 0, self.cost, 0)

    @property
    def most(self) -> int:
        """No pair has a larger term `change`."""
        return int(self.staying.max(initial=0))

    def change(self, person: Ints, job: Ints) -> Ints:
        """The term `change` of pairs, given by rows of the two lists."""
        open_ = self.job[person]
        return np.where((open_ >= 0) & (open_ != job), self.cost, 0)


def read_proposals(
    table: pl.DataFrame | None, policy: Policy, decimals: int, decisions: Decisions, persons: Listed, jobs: Listed
) -> Proposals:
    """Parse inputs/plan.csv; of a person who stands there twice the first row counts."""
    proposed = np.full(len(persons), -1, np.int64)
    if table is None:
        return Proposals(None, proposed, 0)
    rows = table.unique("person_id", keep="first", maintain_order=True)
    person, job = persons.find(rows["person_id"]), jobs.find(rows["job_id"])
    known = (person >= 0) & (job >= 0)
    person, job = person[known], job[known]
    open_ = ~(decisions.refused.has(person, job) | decisions.withdrawn[person] | decisions.binds[person])
    proposed[person[open_]] = job[open_]
    cost = half_up(exact(policy.change.cost) * 10**decimals) if open_.any() else 0
    return Proposals(table, proposed, within(cost, "inputs/policy.json, change.cost"))
