"""The best plan of a market by an integer programme over its triples, stage after stage (docs/levers.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from oracle.judge import judge
from oracle.market import Market, QuotaGroup
from oracle.whole_numbers import WholeNumbers

Terms = dict[int, Fraction | int]


@dataclass(frozen=True)
class Best:
    """What the best plans come to."""

    status: Literal["optimal", "infeasible"]
    stages: tuple[int, ...] = ()
    objective: Fraction = Fraction(0)
    """Recomputed from the plan."""
    chosen: tuple[int, ...] = ()
    """Places in the list of triples."""


def best_plan(market: Market, at_least: Sequence[int] | None = None, exact: bool = False) -> Best:
    """The best plan, stage after stage.

    Parameters
    ----------
    at_least
        What the stages have to count; then only the cost decides.
    exact
        Whether to do without floating point.
    """
    programme = Programme(market)
    for k, stage in enumerate(market.order):
        counted = programme.counted(stage)
        if at_least is not None:
            programme.p.row(counted, at_least[k], None)
            continue
        found = programme.p.least(dict.fromkeys(counted, -1), exact)
        if found is None:
            return Best("infeasible")
        programme.p.row(counted, sum(found[x] for x in counted), None)
    found = programme.p.least(programme.quanta(programme.cost), exact)
    if found is None:
        return Best("infeasible")
    chosen = tuple(k for k, x in enumerate(programme.x) if found[x])
    verdict = judge(market, chosen)
    assert not verdict.broken, verdict.broken
    claimed = sum((value * found[x] for x, value in programme.cost.items()), sum(market.stay.values(), Fraction(0)))
    assert verdict.objective == claimed, (verdict.objective, claimed)
    return Best("optimal", verdict.stages, verdict.objective, chosen)


def least_short(market: Market) -> int:
    """The least units of hard limits of quotas broken, bound persons who stay counted as well."""
    programme = Programme(market, forgive=True)
    found = programme.p.least(dict.fromkeys(programme.short, 1))
    assert found is not None
    return sum(found[x] for x in programme.short)


def relaxed_short(market: Market) -> float:
    """The same if persons could be placed in part and classes be of any size: what prices can prove at least."""
    programme = Programme(replace(market, min_class={}), forgive=True)
    found = programme.p.relaxed(dict.fromkeys(programme.short, 1))
    assert found is not None
    return found


class Programme:
    """The rules of a market as rows over a binary for each triple; hard limits of quotas forgiven, if so asked."""

    def __init__(self, market: Market, forgive: bool = False) -> None:
        self.market, self.forgive, self.p = market, forgive, WholeNumbers()
        self.x = [self.p.variable() for _ in market.triples]
        self.cost: dict[int, Fraction] = {
            x: t.cost - market.stay[t.person] for x, t in zip(self.x, market.triples, strict=True)
        }
        self.short: list[int] = []
        """Units of hard limits broken, where they are forgiven."""
        self.limits: dict[int, tuple[tuple[str, str], int]] = {}
        """Rows that are limits with a dual: constraint, group, and the scale of the row."""
        self._persons_and_jobs()
        self._households()
        self._parties()
        for row in market.budgets:
            terms: Terms = {self.x[k]: used for k, used in row.usage.items()}
            self.limit((row.constraint, row.group), terms, None, row.limit)
        for route, least in market.min_class.items():
            held = self.p.variable()
            taken = self._of(route=route)
            self.p.row({**taken, held: -least}, 0, None)
            self.p.row({**taken, held: -len(market.stay)}, None, 0)
        for quota in market.quotas:
            self._quota(quota)

    def limit(self, key: tuple[str, str], terms: Terms, low: int | None, high: Fraction | int | None) -> None:
        """A row that is a limit with a dual."""
        scale = self.p.row(terms, low, high)
        self.limits[len(self.p.rows) - 1] = key, scale

    def _of(self, **wanted: str) -> Terms:
        """The triples whose fields are these."""
        return {
            x: 1
            for x, t in zip(self.x, self.market.triples, strict=True)
            if all(getattr(t, name) == value for name, value in wanted.items())
        }

    def quanta(self, yuan: Mapping[int, Fraction]) -> dict[int, int]:
        """Whole numbers for the objective."""
        unit = self.market.case.unit
        assert all((value * unit).denominator == 1 for value in yuan.values())
        return {x: int(value * unit) for x, value in yuan.items()}

    def counted(self, stage: str) -> Terms:
        """What a stage counts."""
        if stage == "households":
            return dict.fromkeys(self.covered, 1)
        triples = zip(self.x, self.market.triples, strict=True)
        return {x: 1 for x, t in triples if self.market.counts(stage, t)}

    def _persons_and_jobs(self) -> None:
        for person in self.market.stay:
            self.p.row(self._of(person=person), None, 1)
        for job, vacancies in self.market.vacancies.items():
            self.limit(("vacancies", job), self._of(job=job), None, vacancies)
        for person, job in self.market.bound.items():
            goes = self._of(person=person, job=job)
            self.p.row(goes | self._forgiven(1), 1, None)

    def _forgiven(self, sign: int) -> Terms:
        """A slack for units of a hard limit, where they are forgiven."""
        if not self.forgive:
            return {}
        self.short.append(self.p.variable(self._many()))
        return {self.short[-1]: sign}

    def _many(self) -> int:
        """More than any count, or number short of a limit."""
        return len(self.market.stay) + max((quota.lower or 0 for quota in self.market.quotas), default=0) + 1

    def _households(self) -> None:
        self.covered: list[int] = []
        for name in self.market.households:
            members: Terms = {}
            for person, household in self.market.household.items():
                members |= self._of(person=person) if household == name else {}
            if self.market.max_out is not None:
                self.p.row(members, None, self.market.max_out)
            covered = self.p.variable()
            self.covered.append(covered)
            self.cost[covered] = -self.market.bonus
            self.p.row({**members, covered: -1}, 0, None)

    def _parties(self) -> None:
        """A binary for each party and unit, which is what each member has there."""
        for party in self.market.parties:
            for unit in sorted(set(self.market.job_unit.values())):
                goes = self.p.variable()
                for person in party:
                    there = {
                        x: 1
                        for x, t in zip(self.x, self.market.triples, strict=True)
                        if t.person == person and self.market.job_unit[t.job] == unit
                    }
                    self.p.row({**there, goes: -1}, 0, 0)

    def _quota(self, quota: QuotaGroup) -> None:
        counted: Terms = {self.x[k]: 1 for k in quota.triples}
        many = self._many()
        for side, number, share in (
            ("lower", quota.lower, quota.lower_share),
            ("upper", quota.upper, quota.upper_share),
        ):
            if number is None and share is None:
                continue
            terms = dict(counted)
            if share is not None:
                for x in self.x:
                    terms[x] = terms.get(x, 0) - share
            sign = 1 if side == "lower" else -1
            if quota.soft is not None:
                slack = self.p.variable(many)
                self.cost[slack] = quota.soft
                terms[slack] = sign
            else:
                terms |= self._forgiven(sign)
            at = number or 0
            if side == "lower" and quota.all_or_none:
                opened = self.p.variable()
                self.p.row({**counted, opened: -many}, None, 0)
                terms[opened] = -many
                at -= many
            ends = (at, None) if side == "lower" else (None, at)
            self.limit((f"{quota.name}, {side}", quota.group), terms, *ends)
