"""Subsidies of the policy: who draws one, and its money (docs/model.md, section 4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from threading import Lock

import numpy as np

from jobmatch.policy import Policy, Subsidy, exact
from jobmatch.verify.exactly import Bools, Ints, half_up, within
from jobmatch.verify.inputs import Listed
from jobmatch.verify.predicates import rows_where, tiers_where
from jobmatch.verify.regions import Tree
from jobmatch.verify.triples import NO_ROUTE, Triples

_DENSE = 2**20
"""Keys below this have their images in a table; larger ones are looked up one by one."""


class Images:
    """A function of whole numbers that are not negative, computed once for each that is asked for."""

    def __init__(self, function: Callable[[int], int], what: str) -> None:
        self._function, self._what = function, what
        self._values, self._known = np.zeros(0, np.int64), np.zeros(0, bool)
        self._lock = Lock()

    def __call__(self, keys: Ints) -> Ints:
        """The images of all keys."""
        top = int(keys.max(initial=-1))
        if top >= _DENSE:
            distinct, inverse = np.unique(keys, return_inverse=True)
            return np.array([self.one(key) for key in distinct.tolist()], np.int64)[inverse.reshape(keys.shape)]
        with self._lock:
            if top >= len(self._values):
                more = top + 1 - len(self._values)
                self._values = np.concatenate([self._values, np.zeros(more, np.int64)])
                self._known = np.concatenate([self._known, np.zeros(more, bool)])
            lacking = keys[~self._known[keys]]
            for key in np.unique(lacking).tolist() if len(lacking) else ():
                self._values[key] = self.one(key)
                self._known[key] = True
            return np.asarray(self._values[keys])

    def one(self, key: int) -> int:
        """The image of one key."""
        return within(self._function(key), self._what)


class Grant:
    """One subsidy: masks over persons, jobs and tiers, and its money by what that depends on.

    Attributes
    ----------
    persons, jobs, tiers
        Who draws it, where, and how far away.
    cost
        By key, the quanta of the term `subsidy`.
    lift
        By key, the quanta a month by which it raises the wage, if it relieves that.
    fen
        By key, what it uses of a budget.
    """

    def __init__(self, subsidy: Subsidy, policy: Policy, persons: Bools, jobs: Bools, tiers: Bools, days: Ints) -> None:
        self.subsidy, self.persons, self.jobs, self.tiers, self.days = subsidy, persons, jobs, tiers, days
        self._per_km, self._horizon = exact(policy.distance.yuan_per_km), policy.horizon_months
        unit, what = 10**policy.decimals, f"subsidy {subsidy.name}"
        weight = exact(subsidy.weight)
        self.cost = Images(lambda key: half_up(weight * self.money(key) * unit / self._horizon), what)
        self.lift = Images(lambda key: half_up(self.money(key) * unit / self._horizon), what)
        self.fen = Images(lambda key: half_up(self.money(key) * 100), what)

    @property
    def weighs(self) -> bool:
        """Whether it matters for the cost of a pair."""
        return self.subsidy.weight != 0 or self.subsidy.relieves is not None

    @property
    def by_course(self) -> bool:
        """Whether its money depends on the route."""
        return self.subsidy.form == "daily"

    @property
    def by_place(self) -> bool:
        """Whether it depends on home and workplace."""
        return self.subsidy.form == "ticket" or not self.tiers.all()

    def draws(self, triples: Triples) -> Bools:
        """Which triples draw it."""
        return np.asarray(self.persons[triples.person] & self.jobs[triples.job] & self.tiers[triples.tier])

    def key(self, triples: Triples) -> Ints:
        """What the money depends on: kilometres, days of the course, or nothing."""
        if self.subsidy.form == "ticket":
            return triples.km
        if self.by_course and len(self.days):
            return np.where(triples.route == NO_ROUTE, 0, self.days[np.maximum(0, triples.route)])
        return np.zeros(len(triples), np.int64)

    def money(self, key: int) -> Fraction:
        """*M*, yuan over the horizon."""
        subsidy = self.subsidy
        if subsidy.form == "monthly":
            return exact(subsidy.amount) * (self._horizon if subsidy.months is None else subsidy.months)
        if subsidy.form == "daily":
            return exact(subsidy.amount) * key
        if subsidy.form != "ticket":
            return exact(subsidy.amount)
        ticket = exact(subsidy.share) * self._per_km * key * exact(subsidy.trips)
        return ticket if subsidy.cap is None else min(ticket, exact(subsidy.cap))

    def most(self, most_km: int) -> int:
        """The key at which there is most money."""
        return most_km if self.subsidy.form == "ticket" else int(self.days.max(initial=0)) if self.by_course else 0


def read_grants(policy: Policy, tree: Tree, persons: Listed, jobs: Listed) -> list[Grant]:
    """The subsidies of a policy."""
    days = np.array([course.days for course in policy.course], np.int64)
    out = []
    for subsidy in policy.subsidy:
        posts = rows_where(jobs, subsidy.jobs, tree)
        if subsidy.form == "agency":
            posts = posts & (jobs.text("agency") != "").to_numpy()
        people = rows_where(persons, subsidy.persons, tree)
        out.append(Grant(subsidy, policy, people, posts, tiers_where(subsidy.pairs), days))
    return out


@dataclass(frozen=True)
class Drawn:
    """Subsidies that relieve the same burden, and which of them are drawn together: numbers of patterns."""

    grants: tuple[Grant, ...]

    def patterns(self, triples: Triples) -> Ints:
        """By triple, a number whose bits are the subsidies drawn."""
        out = np.zeros(len(triples), np.int64)
        for bit, grant in enumerate(self.grants):
            out |= grant.draws(triples).astype(np.int64) << bit
        return out

    def money(self, pattern: int, key: int) -> Fraction:
        """What the subsidies of a pattern come to."""
        drawn = (grant for bit, grant in enumerate(self.grants) if pattern >> bit & 1)
        return sum((grant.money(key) for grant in drawn), Fraction(0))
