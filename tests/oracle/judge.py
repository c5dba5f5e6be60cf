"""What a plan breaks, reaches and costs, counted from its triples one rule after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from oracle.market import Market


@dataclass(frozen=True)
class Verdict:
    """What there is to say of a plan."""

    broken: tuple[str, ...]
    """Every hard rule that does not hold, in words."""
    short: int
    """Units of hard limits of quotas broken, and bound persons who stay."""
    stages: tuple[int, ...]
    """Persons or households that each stage before the cost counts."""
    parts: dict[str, Fraction]
    """Of the objective: pairs, unmatched, soft, bonus."""

    @property
    def objective(self) -> Fraction:
        """Yuan; lower is better."""
        return self.parts["pairs"] + self.parts["unmatched"] + self.parts["soft"] - self.parts["bonus"]

    @property
    def rank(self) -> tuple[Fraction, ...]:
        """Of two plans that break nothing the one with the lower rank is better."""
        return (*(Fraction(-value) for value in self.stages), self.objective)


def judge(market: Market, chosen: Sequence[int]) -> Verdict:
    """The verdict on the plan of these triples."""
    plan = [market.triples[k] for k in chosen]
    placed = {t.person: t for t in plan}
    out = market.household
    homes = Counter(out[t.person] for t in plan)
    broken = [f"{who} is placed twice" for who, n in Counter(t.person for t in plan).items() if n > 1]
    filled = Counter(t.job for t in plan)
    broken += [f"{job} is over its vacancies" for job, n in filled.items() if n > market.vacancies[job]]
    away = [who for who, job in market.bound.items() if who not in placed or placed[who].job != job]
    broken += [f"{who} is bound and does not go" for who in away]
    if market.max_out is not None:
        broken += [f"too many of {home} are out" for home, n in homes.items() if n > market.max_out]
    for party in market.parties:
        if len({market.job_unit[placed[who].job] if who in placed else None for who in party}) > 1:
            broken.append(f"{party} do not go together")
    routes = Counter(t.route for t in plan)
    broken += [f"too few in {name}" for name, least in market.min_class.items() if 0 < routes[name] < least]
    broken += [f"{row.constraint} ({row.group})" for row in market.budgets if row.used(chosen) > row.limit]
    soft, short = Fraction(0), len(away)
    for quota in market.quotas:
        units = quota.broken(len(quota.triples.intersection(chosen)), len(plan))
        if quota.soft is not None:
            soft += units * quota.soft
        elif units:
            broken.append(f"{quota.name} ({quota.group})")
            short += units
    parts = {
        "pairs": sum((t.cost for t in plan), Fraction(0)),
        "unmatched": sum((cost for who, cost in market.stay.items() if who not in placed), Fraction(0)),
        "soft": soft,
        "bonus": market.bonus * len(homes),
    }
    stages = tuple(
        len(homes) if stage == "households" else sum(market.counts(stage, t) for t in plan) for stage in market.order
    )
    return Verdict(tuple(broken), short, stages, parts)
