"""Subsidies of the policy: who draws one, and what it costs by distance (docs/model.md, section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from jobmatch.policy import Policy, Subsidy, exact
from jobmatch.verify.exactly import Bools, Ints, half_up, mapped
from jobmatch.verify.inputs import Listed
from jobmatch.verify.predicates import rows_where, tiers_where
from jobmatch.verify.regions import Tree


@dataclass(frozen=True)
class Grant:
    """One subsidy with a weight that is not 0: masks over persons, jobs and tiers, and its money."""

    persons: Bools
    jobs: Bools
    tiers: Bools
    subsidy: Subsidy
    per_km: Fraction
    horizon: int
    unit: int

    def cost(self, km: Ints) -> Ints:
        """Quanta by whole kilometres, for a pair that draws the subsidy."""
        return mapped(km, self._cost, f"subsidy {self.subsidy.name}")

    def _cost(self, km: int) -> int:
        subsidy = self.subsidy
        if subsidy.form == "monthly":
            monthly = exact(subsidy.amount)
        elif subsidy.form == "fixed":
            monthly = exact(subsidy.amount) / self.horizon
        else:
            ticket = exact(subsidy.share) * self.per_km * km * exact(subsidy.trips)
            monthly = (ticket if subsidy.cap is None else min(ticket, exact(subsidy.cap))) / self.horizon
        return half_up(exact(subsidy.weight) * monthly * self.unit)


def read_grants(policy: Policy, tree: Tree, persons: Listed, jobs: Listed) -> list[Grant]:
    """The subsidies that can cost something."""
    return [
        Grant(
            persons=rows_where(persons, subsidy.persons, tree),
            jobs=rows_where(jobs, subsidy.jobs, tree),
            tiers=tiers_where(subsidy.pairs),
            subsidy=subsidy,
            per_km=exact(policy.distance.yuan_per_km),
            horizon=policy.horizon_months,
            unit=10**policy.decimals,
        )
        for subsidy in policy.subsidy
        if subsidy.weight != 0
    ]
