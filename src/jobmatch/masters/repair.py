"""Whole plans, and the best prices of rows, from what plans near the best prices disagree about.

Under good prices most persons have one place; plans of the network at prices near by disagree about the others. Only
these are free in a linear programme, each to take any of the places that some plan gave: all mixtures person by
person, a much finer picture of L than the planes of whole plans. What its rows are worth are the next prices to look
at, within a box around the best; the plan found there adds persons and places, until the programme's value meets L. A
basic solution leaves few persons in parts, and these are settled by an integer programme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.masters.highs import Floats, Relaxed
from jobmatch.masters.plans import Placed, counted_by, in_small_classes, in_torn_groups
from jobmatch.masters.priced_network import Point, PricedNetwork
from jobmatch.masters.programme import Choices, Programme
from jobmatch.problem.arrays import Flags, Int, Levers, Small, Stage
from jobmatch.words import Words, said

FREE, MOST_FREE = 8_000, 40_000
"""Persons who can be free in a linear programme: at first, and where rows give way for lack of others."""

WAY = 0.05
"""Units of rows that give way for each free person from which on it is in earnest."""

BEYOND = 64
"""By how much a box grows to see whether better prices lie beyond it."""

MOST_PAIRS = 60_000
"""Pairs on short lists up to which everybody can be free in an integer programme."""

BESIDE, MORE = 150, 3
"""Persons beside those in parts who are free in an integer programme at first, and how many times more in the next."""

BEST = 3
"""Pairs of a free person, beside those of the plans."""

NEAR = 1e-6
"""Gap of an integer programme that is small enough."""

NODES = 200
"""Nodes of an integer programme's tree: what it may take does not depend on the clock."""

LOOKS = 60
"""Looks at L at most."""

PLANS = 8
"""Plans whose differences count, the last ones."""

FIRST_RADIUS = 4.0
"""First radius of the box of each row, in steps."""

EDGE = 0.99
"""Part of the radius from which on a price is at the edge of its box."""

WIDE = 1e6
"""Steps beyond which no box goes."""

FAR = 4
"""A step that gains so many times what is close enough is looked at over all pairs."""

WHOLE = 1e-6
"""How near to 0 or 1 a value counts as whole."""


@dataclass(eq=False)
class Undecided:
    """The search of one stage, beside a network at good prices.

    Attributes
    ----------
    choices
        Makes triples of pairs.
    prepare
        Makes a programme of choices and kept plan, with what earlier stages ask for.
    prices_of
        Prices of the rows' bounds, parts, from what a programme's rows are worth; and back, as a box.
    """

    network: PricedNetwork
    levers: Levers
    vacancies: Int
    stage: Stage | None
    choices: Callable[[Small, Small], Choices]
    prepare: Callable[[Choices, Small, Small], Programme]
    prices_of: Callable[[Programme, Floats], Int]
    box_of: Callable[[Programme, Int, Floats], dict[int, tuple[float, float]]]
    step: Floats
    plans: list[Point] = field(default_factory=list)
    best: Point | None = None
    room: int = FREE
    last: tuple[Programme, Relaxed, Flags, Placed] | None = None
    prices: Int = field(default_factory=lambda: np.zeros(0, np.int64))

    def climb(self, points: list[Point], prices: Int, close: float, tell: Callable[[Words], None]) -> None:
        """From these plans and prices to prices that no other is better than by more than `close`, over short lists."""
        for point in points:
            self._add(point)
        self.prices, self.best = prices, self._look(prices)
        radius = np.full(prices.size, FIRST_RADIUS)
        for number in range(LOOKS):
            found = self._relax(radius)
            if found is None:
                break
            programme, relaxed, ahead = found
            new = self.prices_of(programme, relaxed.price)
            at_edge = np.abs(new - self.prices) >= EDGE * radius * self.step
            if ahead <= close or (new == self.prices).all():
                if not at_edge.any() or radius.max() > WIDE:
                    break
                radius = np.where(at_edge, BEYOND * radius, radius)
                continue
            try:
                point = self._look(new)
            except UnsupportedError:  # prices so large that there is no room for them
                radius /= 4
                continue
            gain = point.value - self.best.value
            if number % 5 == 4:
                tell(said("told.prices", look=number + 1, ahead=ahead / max(1.0, abs(self.best.value))))
            if gain > 0:
                if gain > FAR * close:
                    point = self.network.look_around()
                    self._add(point)
                self.prices, self.best = new, point
                radius = np.where(at_edge, 3 * radius, radius)
            else:
                radius = np.where(at_edge, radius / 2, radius / 4)

    def _look(self, prices: Int) -> Point:
        point = self.network.at(prices, wholly=False)
        self._add(point)
        return point

    def _add(self, point: Point) -> None:
        self.plans.append(point)
        if len(self.plans) > PLANS:
            self.plans.pop(0)

    def _relax(self, radius: Floats) -> tuple[Programme, Relaxed, float] | None:
        """The linear programme over what the plans disagree about, and how far above the best L it is, parts."""
        assert self.best is not None
        free = self._free(self._of_best())
        programme = self._programme(free, self._of_best(), self.plans)
        box = self.box_of(programme, self.prices, radius * self.step)
        relaxed = programme.relaxed(self.stage, self._left(), box)
        if relaxed is None:
            return None
        self.last = (programme, relaxed, free, self._of_best())
        if relaxed.slack > WAY * self.room and free.sum() >= self.room:
            self.room = min(2 * self.room, MOST_FREE)
        value = (programme.constant(self.stage) + relaxed.objective) * self.network.costs.unit
        return programme, relaxed, value - self.best.value

    def _left(self) -> float | None:
        return self.network.limits.left()

    def _of_best(self) -> Placed:
        assert self.best is not None
        return Placed(self.best.job, self.best.route)

    def _free(self, now: Placed) -> Flags:
        """Persons whom plans place apart, or whom rules tie to others in ways that prices do not see."""
        free = self._apart(now)
        for point in reversed(self.plans):  # the last ones first
            apart = (point.job != now.job) | (point.route != now.route)
            room = self.room - int(free.sum())
            new = np.flatnonzero(apart & ~free)
            free[new[: max(0, room)]] = True
        return self._whole_groups(free, now)

    def _with_tied(self, free: Flags, now: Placed) -> Flags:
        """These persons, and others to whom something else is nearly as good under the best prices, as room allows."""
        rounds = self.network.rounds
        assert rounds is not None
        price, pairs = rounds.tree.price, rounds.short.lists
        person = pairs.person
        value = pairs.cost + price[pairs.job]
        stay = rounds.network.staying(price)
        none = np.iinfo(np.int64).max
        best, other = stay.copy(), np.where(now.job >= 0, stay, none)
        np.minimum.at(best, person, value)
        elsewhere = pairs.job != now.job[person]
        np.minimum.at(other, person[elsewhere], value[elsewhere])
        regret = np.where(free | (other == none), none, np.where(other == none, 0, other) - best)
        room = max(0, self.room - int(free.sum()))
        free = free.copy()
        free[np.argsort(regret, kind="stable")[:room]] = True
        return free

    def _apart(self, now: Placed) -> Flags:
        """Persons whom rules tie to others in ways that prices do not see, where the plan breaks these rules."""
        apart = in_small_classes(self.levers, now)
        for limit in self.levers.limits:
            if not limit.by_plan:
                continue
            counted = counted_by(limit, now, self.vacancies.size)
            if limit.broken(int(counted.sum()), int((now.job >= 0).sum())):
                apart |= counted
                if limit.on_persons:  # others may come in, too
                    apart[limit.members] = True
        return apart

    def _whole_groups(self, free: Flags, now: Placed) -> Flags:
        """The same with all members of groups that go together where one is free, or where the plan tears the group."""
        together = self.levers.together
        if together is None:
            return free
        member, group = together.members, together.of_person[together.members]
        touched = np.zeros(len(together.ids), bool)
        np.logical_or.at(touched, group, (free | in_torn_groups(self.levers, now))[member])
        free = free.copy()
        free[member[touched[group]]] = True
        return free

    def _programme(self, free: Flags, now: Placed, plans: Sequence[Placed | Point]) -> Programme:
        """Free persons choose among the places of the plans and their few best pairs; the others keep theirs."""
        persons, jobs = self._best_pairs(free)
        for plan in (now, *plans):
            who = np.flatnonzero(free & (plan.job >= 0)).astype(np.int32)
            persons, jobs = np.append(persons, who), np.append(jobs, plan.job[who])
        m = self.vacancies.size
        key = np.unique(persons.astype(np.int64) * m + jobs)
        choices = self.choices((key // m).astype(np.int32), (key % m).astype(np.int32))
        return self.prepare(choices, np.where(free, -1, now.job).astype(np.int32), now.route)

    def _best_pairs(self, free: Flags) -> tuple[Small, Small]:
        """The few best pairs of free persons on the short lists, under the prices at hand."""
        rounds = self.network.rounds
        assert rounds is not None
        who = np.flatnonzero(free).astype(np.int32)
        pairs = rounds.short.lists.of(who)
        value = pairs.cost + rounds.tree.price[pairs.job]
        row = pairs.person
        order = np.lexsort((value, row))
        rank = np.arange(order.size) - np.repeat(pairs.ptr[:-1], np.diff(pairs.ptr))
        those = order[rank < BEST]
        return who[row[those]], pairs.job[those]

    def _kept(self) -> tuple[Programme, Relaxed, Flags, Placed] | None:
        """The programme around the best plan, its relaxation, who is free in it; None if rows have to give way."""
        now = self._of_best()
        free = self._whole_groups(self._with_tied(self._free(now), now), now)
        programme = self._programme(free, now, self.plans)
        relaxed = programme.relaxed(self.stage, self._left())
        return None if relaxed is None else (programme, relaxed, free, now)

    def everybody(self) -> Placed | None:
        """A whole plan with everybody free to take any place of the short lists, where these are few enough."""
        rounds = self.network.rounds
        assert rounds is not None
        pairs = rounds.short.lists
        if pairs.job.size > MOST_PAIRS:
            return None
        now = self._of_best()
        free = np.ones(now.job.size, bool)
        choices = self.choices(pairs.person, pairs.job)
        programme = self.prepare(choices, np.full(now.job.size, -1, np.int32), now.route)
        answer = programme.solve(self.stage, self._left(), NEAR, NODES)
        return None if answer.chosen is None else now.having(free, choices, answer.chosen)

    def whole(self) -> Iterator[Placed]:
        """Whole plans near the linear programme's, with ever more persons who may choose anew."""
        found = self.last if self.last is not None and self.last[1].slack <= WHOLE else self._kept()
        if found is None:
            return
        programme, relaxed, free, now = found
        t, value = programme.choices.triples, relaxed.values[: programme.choices.size]
        chosen = value > 1 - WHOLE
        settled = now.having(free, programme.choices, chosen)
        parts = np.zeros(free.size, bool)
        parts[t.person[(value > WHOLE) & ~chosen]] = True
        beside, extra = np.flatnonzero(free & ~parts), BESIDE
        while True:
            undecided = parts.copy()
            undecided[beside[:extra]] = True
            undecided = self._whole_groups(undecided, settled)
            smaller = self._programme(undecided, settled, [now, *self.plans])
            answer = smaller.solve(self.stage, self._left(), NEAR, NODES)
            if answer.chosen is not None:
                yield settled.having(undecided, smaller.choices, answer.chosen)
            if extra >= beside.size:
                return
            extra *= MORE
