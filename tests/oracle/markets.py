"""Small two-sided markets and plain readings of docs/rules.md: deferred acceptance, blocking pairs one by one.

Nothing here is shared with `jobmatch.mechanisms`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import polars as pl

from jobmatch.problem.draw import draw_order

Pair = tuple[str, str]


@dataclass(frozen=True)
class Market:
    """Persons, jobs with vacancies, and for each eligible pair what it costs the person and how the job scores it."""

    persons: tuple[str, ...]
    vacancies: Mapping[str, int]
    cost: Mapping[Pair, int]
    score: Mapping[Pair, int]
    priority: Mapping[str, str]
    seed: int = 0

    def tables(self) -> dict[str, pl.DataFrame]:
        """What `jobmatch.solve` takes; the pairs' costs are the persons' ranking."""
        pairs = [{"person_id": i, "job_id": j, "cost": c, "score": self.score[i, j]} for (i, j), c in self.cost.items()]
        schema = {"person_id": pl.String, "job_id": pl.String, "cost": pl.Int64, "score": pl.Int64}
        return {
            "seekers": pl.DataFrame({"person_id": self.persons, "priority": [self.priority[i] for i in self.persons]}),
            "jobs": pl.DataFrame({"job_id": list(self.vacancies), "vacancies": list(self.vacancies.values())}),
            "pairs": pl.DataFrame(pairs, schema=schema),
        }

    def job_place(self) -> dict[str, int]:
        """By which of two jobs equal in cost a person takes first: the draw."""
        ids = list(self.vacancies)
        return {ids[at]: k for k, at in enumerate(draw_order(ids, self.seed).tolist())}

    def turn(self) -> dict[str, int]:
        """By which employers decide ties: the registered poor first, then the draw."""
        drawn = [self.persons[at] for at in draw_order(self.persons, self.seed).tolist()]
        drawn.sort(key=lambda i: self.priority[i] != "registered_poor")
        return {i: k for k, i in enumerate(drawn)}


def drawn_market(rng: random.Random, persons: int, jobs: int, levels: int) -> Market:
    """A market with ties where `levels` are few."""
    who = tuple(f"p{k}" for k in range(persons))
    vacancies = {f"j{k}": rng.choice((0, 1, 1, 2, 3)) for k in range(jobs)}
    eligible = [pair for pair in product(who, vacancies) if rng.random() < 0.7]
    return Market(
        who,
        vacancies,
        {pair: rng.randrange(levels) for pair in eligible},
        {pair: rng.randrange(levels) for pair in eligible},
        {i: rng.choice(("default", "registered_poor")) for i in who},
        rng.randrange(1000),
    )


def by_persons(market: Market) -> dict[str, str]:
    """Gale and Shapley 1962, persons propose."""
    place, turn = market.job_place(), market.turn()
    wishes = {
        i: sorted((j for (k, j) in market.cost if k == i), key=lambda j: (market.cost[i, j], place[j]))
        for i in market.persons
    }
    held: dict[str, list[str]] = {j: [] for j in market.vacancies}
    free = list(market.persons)
    while free:
        i = free.pop()
        if not wishes[i]:
            continue
        j = wishes[i].pop(0)
        held[j].append(i)
        held[j].sort(key=lambda k: (-market.score[k, j], turn[k]))
        free += held[j][market.vacancies[j] :]
        del held[j][market.vacancies[j] :]
    return {i: j for j, persons in held.items() for i in persons}


def by_jobs(market: Market) -> dict[str, str]:
    """The same where jobs propose."""
    place, turn = market.job_place(), market.turn()
    lists = {
        j: sorted((i for (i, k) in market.cost if k == j), key=lambda i: (-market.score[i, j], turn[i]))
        for j in market.vacancies
    }
    held: dict[str, str] = {}
    moved = True
    while moved:
        moved = False
        for j, wishes in lists.items():
            while wishes and sum(h == j for h in held.values()) < market.vacancies[j]:
                i, moved = wishes.pop(0), True
                now = held.get(i)
                if now is None or (market.cost[i, j], place[j]) < (market.cost[i, now], place[now]):
                    held[i] = j
    return held


def blocking_pairs(market: Market, plan: Mapping[str, str]) -> set[Pair]:
    """Both would gain strictly."""
    found = set()
    for (i, j), cost in market.cost.items():
        if i in plan and market.cost[i, plan[i]] <= cost:
            continue
        there = [k for k, job in plan.items() if job == j]
        if len(there) < market.vacancies[j] or any(market.score[k, j] < market.score[i, j] for k in there):
            found.add((i, j))
    return found


def all_plans(market: Market) -> Iterator[dict[str, str]]:
    """Every plan that keeps the vacancies."""
    options = [[None, *(j for (k, j) in market.cost if k == i)] for i in market.persons]
    for choice in product(*options):
        plan = {i: j for i, j in zip(market.persons, choice, strict=True) if j is not None}
        if all(sum(h == j for h in plan.values()) <= free for j, free in market.vacancies.items()):
            yield plan


def in_turn(market: Market, order: list[str]) -> dict[str, str]:
    """Each takes the least of what is free."""
    place, left = market.job_place(), dict(market.vacancies)
    plan = {}
    for i in order:
        free = [j for (k, j) in market.cost if k == i and left[j] > 0]
        if free:
            plan[i] = min(free, key=lambda j: (market.cost[i, j], place[j]))
            left[plan[i]] -= 1
    return plan
