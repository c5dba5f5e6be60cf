"""Public money that a placement draws, over classes of persons and jobs (docs/model.md, section 4, `subsidy`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from jobmatch.policy import TIERS, Predicate, Subsidy, exact, quanta
from jobmatch.problem.arrays import Flags, Int, Small
from jobmatch.problem.classes import Classes, Keys
from jobmatch.problem.context import Context
from jobmatch.problem.encode import within
from jobmatch.problem.geography import Geography
from jobmatch.problem.groups import members

FEN = 2
"""Decimals of money under a budget."""

AGENCY = "agency"


@dataclass(frozen=True, eq=False)
class Grant:
    """A subsidy that matters, and where its predicates are among the keys of both lists."""

    subsidy: Subsidy
    persons: int
    jobs: int


@dataclass(frozen=True, eq=False)
class Money:
    """What grants come to over all classes.

    Attributes
    ----------
    cost
        Quanta a month that they count in the cost, shape (person classes, job classes).
    eased
        Quanta by which they lower the term `distance`.
    lift
        Units of wages by which they lower the term `wage`; None where none does.
    """

    cost: Int
    eased: Int
    lift: Int | None


class Grants:
    """The subsidies that matter to a problem, `daily` ones apart: these hang on the course."""

    def __init__(self, ctx: Context, persons: Keys, jobs: Keys, home_of: Small, region_of: Small) -> None:
        """Those with a weight, those that relieve a burden and those whose money is under a budget."""
        self._ctx = ctx
        self._all = [self._grant(s, persons, jobs) for s in self.mattering(ctx) if s.form != "daily"]
        self._home = persons.add(home_of, int(home_of.max(initial=0)) + 1) if self._all else 0
        self._region = jobs.add(region_of, int(region_of.max(initial=0)) + 1) if self._all else 0

    @staticmethod
    def mattering(ctx: Context) -> list[Subsidy]:
        """Subsidies that change a cost or a usage."""
        used = {budget.usage for budget in ctx.policy.budget}
        return [s for s in ctx.policy.subsidy if s.weight != 0 or s.relieves is not None or s.name in used]

    def _grant(self, s: Subsidy, persons: Keys, jobs: Keys) -> Grant:
        ctx = self._ctx
        of_jobs = members(ctx.posts, s.jobs, ctx.tree)
        if s.form == "agency":
            of_jobs = of_jobs & has_agency(ctx)
        return Grant(s, persons.add_mask(members(ctx.seekers, s.persons, ctx.tree)), jobs.add_mask(of_jobs))

    def money(self, places: Geography, persons: Classes, jobs: Classes, unit: int) -> Money:
        """All of it; wages are in units of ``10**-unit`` yuan.

        Raises
        ------
        OverflowError
            A sum leaves the range of exact integers.
        """
        shape = (persons.size, jobs.size)
        policy, months, decimals = self._ctx.policy, self._ctx.policy.horizon_months, self._ctx.decimals
        cost, eased, lift = np.zeros(shape, np.int64), np.zeros(shape, np.int64), None
        for grant in self._all:
            s, weight = grant.subsidy, exact(grant.subsidy.weight) / months
            if s.weight != 0:
                cost += self._table(grant, places, persons, jobs, partial(_weighed, weight, decimals))
            if s.relieves == "wage":
                raised = self._table(grant, places, persons, jobs, lambda m: quanta(m / months, decimals))
                lift = (0 if lift is None else lift) + raised * 10 ** (unit - decimals)
        easing = [grant for grant in self._all if grant.subsidy.relieves == "distance"]
        if easing:
            terms = policy.distance
            fare, scale = exact(terms.yuan_per_km) * exact(terms.trips), exact(terms.weight) / months
            km = self._km(places, persons, jobs)
            draws = [self._draws(grant, places, persons, jobs) for grant in easing]

            def lowered(km: int, *drawn: int) -> int:
                paid = sum((self._sum(g.subsidy, km) for g, d in zip(easing, drawn, strict=True) if d), Fraction(0))
                full, left = fare * km, max(Fraction(0), fare * km - paid)
                return quanta(scale * full, decimals) - quanta(scale * left, decimals)

            eased = _each([km, *draws], lowered)
        return Money(within(cost), eased, lift)

    def usage(self, name: str, places: Geography, persons: Classes, jobs: Classes) -> Int:
        """Fen that a triple draws of the subsidy of this name, 0 for a `daily` one."""
        grant = next((g for g in self._all if g.subsidy.name == name), None)
        if grant is None:
            return np.zeros((persons.size, jobs.size), np.int64)
        return self._table(grant, places, persons, jobs, lambda money: quanta(money, FEN))

    def _table(
        self, grant: Grant, places: Geography, persons: Classes, jobs: Classes, of: Callable[[Fraction], int]
    ) -> Int:
        """`of` the money of each pair of classes that draws the grant, else 0."""
        draws = self._draws(grant, places, persons, jobs)
        if grant.subsidy.form != "ticket":
            return draws * np.int64(of(self._sum(grant.subsidy, 0)))
        km = self._km(places, persons, jobs)
        return _each([km, draws], lambda km, drawn: of(self._sum(grant.subsidy, km)) if drawn else 0)

    def _sum(self, s: Subsidy, km: int) -> Fraction:
        """Yuan over the horizon."""
        if s.form == "ticket":
            fare = exact(s.share) * exact(self._ctx.policy.distance.yuan_per_km) * exact(s.trips) * km
            return fare if s.cap is None else min(fare, exact(s.cap))
        months = (s.months or self._ctx.policy.horizon_months) if s.form == "monthly" else 1
        return exact(s.amount) * months

    def _km(self, places: Geography, persons: Classes, jobs: Classes) -> Int:
        return places.km[np.ix_(persons.codes[self._home], jobs.codes[self._region])]

    def _draws(self, grant: Grant, places: Geography, persons: Classes, jobs: Classes) -> Int:
        drawn = persons.codes[grant.persons][:, None].astype(np.int64) * jobs.codes[grant.jobs][None, :]
        if not grant.subsidy.pairs:
            return drawn
        tier = places.tier[np.ix_(persons.codes[self._home], jobs.codes[self._region])]
        return np.where(np.isin(tier, tiers_of(grant.subsidy.pairs)), drawn, 0)


def _weighed(weight: Fraction, decimals: int, money: Fraction) -> int:
    return quanta(weight * money, decimals)


def tiers_of(predicate: Predicate) -> list[int]:
    """Numbers of the tiers that a predicate on pairs names; all without one."""
    wanted = predicate.get("tier", TIERS)
    return [TIERS.index(str(tier)) for tier in (wanted if isinstance(wanted, tuple) else (wanted,))]


def has_agency(ctx: Context) -> Flags:
    """Jobs whose column `agency` is not blank."""
    if AGENCY not in ctx.posts.columns:
        return np.zeros(ctx.posts.height, bool)
    named: Flags = ctx.posts[AGENCY].fill_null("").ne("").to_numpy()
    return named


def _each(columns: list[Int], formula: Callable[..., int]) -> Int:
    """A formula of whole numbers, computed once for each combination that occurs."""
    shape, size = columns[0].shape, columns[0].size
    if not size:
        return np.zeros(shape, np.int64)
    key, found = np.zeros(size, np.int64), []
    for column in columns:
        values, codes = np.unique(column.ravel(), return_inverse=True)
        key = key * values.size + codes
        found.append(values)
    distinct, inverse = np.unique(key, return_inverse=True)
    results = np.empty(distinct.size, np.int64)
    for k, code in enumerate(distinct.tolist()):
        arguments: list[int] = []
        rest = code
        for values in reversed(found):
            rest, at = divmod(rest, values.size)
            arguments.insert(0, int(values[at]))
        results[k] = formula(*arguments)
    return results[inverse.reshape(shape)]
