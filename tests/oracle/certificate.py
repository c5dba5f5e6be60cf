"""L of docs/certificate.md, section *Stage by stage*, in fractions, word for word; runs by cases are left out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

import polars as pl

from oracle.judge import Verdict
from oracle.market import Market
from oracle.triples import Triple

Duals = Mapping[tuple[str, str], Fraction]
"""By constraint and group."""


def duals_of(certificate: pl.DataFrame, stage: str) -> Duals:
    """The rows of one stage."""
    rows = certificate.filter(pl.col("stage") == stage).iter_rows(named=True)
    return {(row["constraint"], row["group"] or ""): Fraction(str(row["dual"])) for row in rows}


def left_out(market: Market, verdict: Verdict) -> dict[str, int]:
    """What each stage before the cost would like to have small, in the plan."""
    found = {}
    for stage, counted in zip(market.order, verdict.stages, strict=True):
        found[stage] = most_of(market, stage) - counted
    return found


def most_of(market: Market, stage: str) -> int:
    """All that a stage could count."""
    if stage == "households":
        return len(market.households)
    return sum(_is_meant(market, stage, person) for person in market.stay)


def _is_meant(market: Market, stage: str, person: str) -> bool:
    kind, _, name = stage.partition(":")
    return stage != "households" and (kind == "tier" or not name or market.priority[person] == name)


Unit = tuple[Sequence[str], Fraction, Fraction]
"""A person alone or a party: who, the least cost of going, the cost of staying."""


@dataclass
class Proof:
    """What the duals of one stage prove.

    Attributes
    ----------
    stage
        `hard`, a stage of the order, or `cost`.
    values
        What the stages before it have left out in the plan.
    faults
        Rows that are no limit's, or have a dual of the wrong sign or size.
    """

    market: Market
    stage: str
    duals: Duals
    values: Mapping[str, int]
    faults: list[str] = field(default_factory=list)
    paid: Fraction = Fraction(0)
    """Σ y · limit."""
    tolls: dict[int, Fraction] = field(default_factory=dict)
    """What limits add to a triple."""

    def __post_init__(self) -> None:
        limits = self._limits()
        for key, dual in self.duals.items():
            if key[0].startswith("stage, "):
                earlier = key[0].removeprefix("stage, ")
                self._check(key, earlier in self.values and dual >= 0)
                self.paid += dual * self.values.get(earlier, 0)
            elif key not in limits:
                self.faults.append(f"{key} is no limit")
            else:
                limit, used, low, high = limits[key]
                self._check(key, (low is None or dual >= low) and (high is None or dual <= high))
                self.paid += dual * limit
                for k, units in used.items():
                    self.tolls[k] = self.tolls.get(k, Fraction(0)) + dual * units

    def _check(self, key: tuple[str, str], fine: bool) -> None:
        if not fine:
            self.faults.append(f"{self.stage}: the dual {self.duals[key]} of {key}")

    def _limits(
        self,
    ) -> dict[tuple[str, str], tuple[Fraction, Mapping[int, Fraction], Fraction | None, Fraction | None]]:
        """Limit, usage, and the least and greatest dual."""
        market, none = self.market, Fraction(0)
        found: dict[tuple[str, str], tuple[Fraction, Mapping[int, Fraction], Fraction | None, Fraction | None]] = {}
        for job, vacancies in market.vacancies.items():
            there = {k: Fraction(1) for k, t in enumerate(market.triples) if t.job == job}
            found["vacancies", job] = Fraction(vacancies), there, none, None
        for row in market.budgets:
            found[row.constraint, row.group] = row.limit, row.usage, none, None
        for quota in market.quotas:
            size = Fraction(1) if self.stage == "hard" else None
            if quota.soft is not None:
                size = quota.soft if self.stage == "cost" else none
            counted = dict.fromkeys(quota.triples, Fraction(1))
            if quota.upper is not None:
                found[f"{quota.name}, upper", quota.group] = Fraction(quota.upper), counted, none, size
            if quota.lower is not None:
                least = None if size is None else -size
                found[f"{quota.name}, lower", quota.group] = Fraction(quota.lower), counted, least, none
        return found

    @property
    def bound(self) -> Fraction:
        """L, before it is rounded up."""
        joint = self.market.max_out is not None or self.market.bonus or "households" in (*self.values, self.stage)
        units = self._units()
        if not joint:
            return sum((out if self._must_go(who) else min(out, stay) for who, out, stay in units)) - self.paid
        homes: dict[str, list[Unit]] = {name: [] for name in self.market.households}
        for unit in units:
            homes[self.market.household[unit[0][0]]].append(unit)
        return sum((self._household(home) for home in homes.values()), Fraction(0)) - self.paid

    def _must_go(self, who: Sequence[str]) -> bool:
        """Whether one of them is bound: then to stay is no option, but in the stage `hard` that asks for it."""
        return self.stage != "hard" and any(person in self.market.bound for person in who)

    def _household(self, units: Sequence[Unit]) -> Fraction:
        """The least over all choices of who goes."""
        best = None
        most = len(self.market.stay) if self.market.max_out is None else self.market.max_out
        for size in range(len(units) + 1):
            for going in combinations(range(len(units)), size):
                if sum(len(units[k][0]) for k in going) > most:
                    continue
                if any(self._must_go(units[k][0]) for k in range(len(units)) if k not in going):
                    continue
                value = sum((out if k in going else stay for k, (_, out, stay) in enumerate(units)), Fraction(0))
                if going:
                    value -= self.market.bonus if self.stage == "cost" else 0
                else:
                    value += self._missed("households")
                best = value if best is None else min(best, value)
        assert best is not None
        return best

    def _missed(self, kind: str) -> Fraction:
        """What it costs that one who counts in a stage is left out: 1 in the stage itself, and the duals of others."""
        return self.duals.get((f"stage, {kind}", ""), Fraction(0)) + (kind == self.stage)

    def _units(self) -> list[Unit]:
        """Persons alone and parties, with the least cost of going and the cost of staying."""
        apart = {person for party in self.market.parties for person in party}
        alone = [[person] for person in self.market.stay if person not in apart]
        return [
            (who, self._going(who), sum(map(self._staying, who), Fraction(0))) for who in (*self.market.parties, *alone)
        ]

    def _going(self, who: Sequence[str]) -> Fraction:
        """The least over all places where everyone of them can go; more than staying where there is none."""
        found = []
        options = {person: self._options(person) for person in who}
        for unit in set(self.market.job_unit.values()) if len(who) > 1 else {None}:
            there = [
                [cost for t, cost in options[person] if unit is None or self.market.job_unit[t.job] == unit]
                for person in who
            ]
            if all(there):
                found.append(sum(map(min, there), Fraction(0)))
        never = sum(map(self._staying, who), Fraction(0)) + self.market.bonus + 10**12
        return min(found, default=never)

    def _options(self, person: str) -> list[tuple[Triple, Fraction]]:
        found = []
        for k, t in enumerate(self.market.triples):
            if t.person == person:
                cost = self.tolls.get(k, Fraction(0)) + (t.cost if self.stage == "cost" else 0)
                for stage in self._of_persons():
                    if _is_meant(self.market, stage, person) and not self.market.counts(stage, t):
                        cost += self._missed(stage)
                found.append((t, cost))
        return found

    def _staying(self, person: str) -> Fraction:
        cost = self.market.stay[person] if self.stage == "cost" else Fraction(0)
        if self.stage == "hard":
            cost += person in self.market.bound
        return cost + sum(
            (self._missed(stage) for stage in self._of_persons() if _is_meant(self.market, stage, person)), Fraction(0)
        )

    def _of_persons(self) -> list[str]:
        """The stage and those before it, where they count persons."""
        return [stage for stage in (*self.values, self.stage) if stage not in ("households", "cost", "hard")]


def rounded_up(number: Fraction, unit: int = 1) -> Fraction:
    """To the next whole number of units."""
    return Fraction(math.ceil(number * unit), unit)
