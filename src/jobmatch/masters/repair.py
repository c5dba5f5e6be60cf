"""Whole plans near the prices: an exact programme over the persons whom the prices leave undecided.

Under the best prices most persons have one place that is clearly best; plans at prices near by differ in the others.
Only these are free. A linear programme over them settles most again (a basic solution leaves few in parts), and what is
left is small enough for an integer programme, with more and more persons beside them until a plan is found that is near
enough to the bound.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from jobmatch.masters.programme import Choices, Floats, Programme
from jobmatch.pairing import PairList, Scan
from jobmatch.problem.arrays import Flags, Int, Levers, Small, Stage
from jobmatch.problem.sides import NO_COURSE

MOST_FREE = 40_000
"""Persons who can be free in a linear programme."""

MOST_WHOLE = 600
"""Persons beside those in parts who are free in an integer programme at first."""

BEST = 4
"""Pairs of a person who is undecided, beside those of the plans."""

NODES = 300
"""Nodes of an integer programme's tree: what it may take does not depend on the clock."""


@dataclass(frozen=True, eq=False)
class Placed:
    """A plan: job and route of each person."""

    job: Small
    route: Small


@dataclass(frozen=True, eq=False)
class Margins:
    """Pairs worth looking at, and how clear each person's best place is, under prices; parts.

    Attributes
    ----------
    pairs
        Of the short lists.
    worse
        How much worse than the person's best place each pair is, shape (pairs,).
    stays
        The same of staying, shape (n,).
    clear
        How much worse the second best place of each person is, shape (n,).
    rank
        Place of each pair among the person's, the best first.
    """

    pairs: PairList
    worse: Int
    stays: Int
    clear: Int
    rank: Int


def margins(pairs: PairList, price: Int, stay: Int) -> Margins:
    """Under prices of jobs; `stay` is what staying is worth."""
    person = pairs.person
    value = pairs.cost + price[pairs.job]
    best = stay.copy()
    np.minimum.at(best, person, value)
    worse, stays = value - best[person], stay - best
    order = np.lexsort((worse, person))
    second = np.full(stay.size, np.iinfo(np.int64).max >> 1)
    first = pairs.ptr[:-1][np.diff(pairs.ptr) > 0]
    who = np.flatnonzero(np.diff(pairs.ptr) > 0)
    lowest = worse[order][first]
    second[who] = np.maximum(lowest, stays[who])  # of the best pair and staying, the one that is not best
    many = np.diff(pairs.ptr)[who] > 1
    second[who[many]] = np.minimum(second[who[many]], worse[order][first[many] + 1])
    rank = np.empty(order.size, np.int64)
    rank[order] = np.arange(order.size) - np.repeat(pairs.ptr[:-1], np.diff(pairs.ptr))
    return Margins(pairs, worse, stays, second, rank)


class Repair:
    """The search for whole plans of one stage."""

    def __init__(
        self,
        scan: Scan,
        levers: Levers,
        vacancies: Int,
        unmatched: Int,
        choices: Callable[[Small, Small], Choices],
        keep: Callable[[Programme], None],
    ) -> None:
        """`choices` makes triples of pairs, `keep` adds to a programme what earlier stages ask for."""
        self.scan, self.levers, self.vacancies, self.unmatched = scan, levers, vacancies, unmatched
        self._choices, self._keep = choices, keep

    def plan(
        self, stage: Stage | None, now: Placed, others: list[Placed], seen: Margins, seconds: float | None
    ) -> Placed | None:
        """A plan that keeps everything, from where the prices leave it; None if none is found.

        Parameters
        ----------
        now, others
            Plans of the network at the best prices, and at prices near by.
        seen
            Under the best prices.
        """
        free = self._apart(now, others)
        for plan in others:
            free |= plan.job != now.job
        if free.sum() > MOST_FREE:
            order = np.argsort(np.where(free, seen.clear, np.iinfo(np.int64).max), kind="stable")
            free[order[MOST_FREE:]] = False
        free = self._whole_groups(free, now)
        choices = self._of(free, now, others, seen)
        programme = self._programme(choices, free, now)
        relaxed = programme.relaxed(stage, seconds)
        if relaxed is None:
            return None
        value = relaxed[0][: choices.size]
        settled = self._settled(choices, value, free, now)
        parts = np.zeros(free.size, bool)
        parts[choices.triples.person[(value > 1e-6) & (value < 1 - 1e-6)]] = True
        extra = MOST_WHOLE
        while True:
            undecided = parts.copy()
            beside = np.flatnonzero(free & ~parts)
            undecided[beside[np.argsort(seen.clear[beside], kind="stable")[:extra]]] = True
            undecided = self._whole_groups(undecided, settled)
            chosen = self._whole(stage, undecided, settled, now, others, seen, seconds)
            if chosen is not None or extra >= beside.size:
                return chosen
            extra *= 8

    def _whole(
        self,
        stage: Stage | None,
        free: Flags,
        settled: Placed,
        now: Placed,
        others: list[Placed],
        seen: Margins,
        seconds: float | None,
    ) -> Placed | None:
        """The integer programme of the persons who are still free."""
        choices = self._of(free, now, [*others, settled], seen)
        programme = self._programme(choices, free, settled)
        answer = programme.solve(stage, seconds, nodes=NODES)
        if answer.chosen is None:
            return None
        job, route = settled.job.copy(), settled.route.copy()
        job[free], route[free] = -1, -1
        t, chosen = choices.triples, answer.chosen
        job[t.person[chosen]], route[t.person[chosen]] = t.job[chosen], t.variant[chosen]
        return Placed(job, route)

    def _apart(self, now: Placed, others: list[Placed]) -> Flags:
        """Persons whom rules tie to others in ways that prices do not see, where the plan breaks these rules."""
        apart = np.zeros(now.job.size, bool)
        sides = self.levers.rows
        if sides is not None and sides.courses is not None:
            taken = np.append(sides.courses.variant, NO_COURSE)[now.route]
            number = np.bincount(taken[taken >= 0], minlength=len(sides.courses.names))
            small = (number > 0) & (number < np.array(sides.courses.min_class))
            apart |= np.append(small, False)[taken]
        filled = np.bincount(now.job[now.job >= 0], minlength=self.vacancies.size)
        placements = int((now.job >= 0).sum())
        for limit in self.levers.limits:
            if not limit.by_plan:
                continue
            count = int(((now.job >= 0) if limit.on_persons else filled)[limit.members].sum())
            if limit.broken(count, placements):
                inside = np.zeros(apart.size if limit.on_persons else self.vacancies.size, bool)
                inside[limit.members] = True
                apart |= inside if limit.on_persons else (now.job >= 0) & np.append(inside, False)[now.job]
        return apart

    def _whole_groups(self, free: Flags, now: Placed) -> Flags:
        """The same with all members of groups that go together where one is free, or where the plan tears the group."""
        together = self.levers.together
        if together is None:
            return free
        unit = np.append(together.unit, -1)[now.job]
        member, group = together.members, together.of_person[together.members]
        low, high = np.full(len(together.ids), 1 << 30), np.full(len(together.ids), -2)
        np.minimum.at(low, group, unit[member])
        np.maximum.at(high, group, unit[member])
        touched = low != high
        np.logical_or.at(touched, group, free[member])
        free = free.copy()
        free[member[touched[group]]] = True
        return free

    def _of(self, free: Flags, now: Placed, others: list[Placed], seen: Margins) -> Choices:
        """Triples of free persons: their few best pairs, and those of any of the plans."""
        person = seen.pairs.person
        near = free[person] & (seen.rank < BEST)
        persons, jobs = [person[near]], [seen.pairs.job[near]]
        for plan in (now, *others):
            who = np.flatnonzero(free & (plan.job >= 0)).astype(np.int32)
            persons.append(who)
            jobs.append(plan.job[who])
        m = self.vacancies.size
        key = np.unique(np.concatenate(persons).astype(np.int64) * m + np.concatenate(jobs))
        return self._choices((key // m).astype(np.int32), (key % m).astype(np.int32))

    def _programme(self, choices: Choices, free: Flags, now: Placed) -> Programme:
        kept = np.where(free, -1, now.job).astype(np.int32)
        programme = Programme(self.scan, self.levers, self.vacancies, self.unmatched, choices, kept, now.route)
        self._keep(programme)
        return programme

    def _settled(self, choices: Choices, value: Floats, free: Flags, now: Placed) -> Placed:
        """The plan with the whole part of a linear programme."""
        job, route = now.job.copy(), now.route.copy()
        job[free], route[free] = -1, -1
        t, chosen = choices.triples, value > 1 - 1e-6
        job[t.person[chosen]], route[t.person[chosen]] = t.job[chosen], t.variant[chosen]
        return Placed(job, route)
