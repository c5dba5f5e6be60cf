"""The exact integer programme over some triples, with every lever there is, for HiGHS.

Persons who are free choose among their triples or stay; all others keep what they have, which is taken off the limits.
Everything counts in whole numbers; what comes back is read as whole triples and judged by exact sums elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from jobmatch.masters.highs import Floats, Model, Relaxed
from jobmatch.masters.rows import triples_of
from jobmatch.pairing import Scan
from jobmatch.problem.arrays import Flags, Int, Levers, Limit, Small, Stage
from jobmatch.problem.sides import NO_COURSE, Triples

PROBE = 500
"""Nodes of a tree that is to tell whether there is any plan."""

WHOLE = 0.5
"""Values above it are 1."""


@dataclass(frozen=True, eq=False)
class Choices:
    """Triples that free persons choose among; what each costs in quanta."""

    triples: Triples
    cost: Int

    @property
    def size(self) -> int:
        """Triples."""
        return self.cost.size


@dataclass(frozen=True, eq=False)
class Answer:
    """What HiGHS found.

    Attributes
    ----------
    chosen
        Which triples, None without a plan.
    proven
        Whether it claims an optimum; or that there is no plan.
    """

    chosen: Flags | None
    proven: bool


class Programme:
    """The programme of a set of choices, beside a plan of all other persons."""

    def __init__(
        self,
        scan: Scan,
        levers: Levers,
        vacancies: Int,
        unmatched: Int,
        choices: Choices,
        kept: Small,
        route: Small | None,
    ) -> None:
        """`kept` is the job of persons who are not free, -1 for free ones and those who stay; `route` is theirs."""
        self.levers, self.choices, self.unmatched = levers, choices, unmatched
        self._build = Model()
        self._vacancies, self._scan = vacancies, scan
        t = choices.triples
        self._free, self._row = np.unique(t.person, return_inverse=True)
        taken = kept >= 0
        self._filled = np.bincount(kept[taken], minlength=vacancies.size)
        self._placed = taken
        self.kept, self.kept_route = kept, route
        for _ in range(choices.size):
            self._build.column(1, True, 0)
        self._build.cost = (choices.cost - unmatched[t.person]).astype(float).tolist()
        self._limits(vacancies, levers)
        self._households = self._cover(levers)
        self._sides(scan, levers)
        self._classes(levers)
        self._together(levers)
        self._must(levers)

    def _limits(self, vacancies: Int, levers: Levers) -> None:
        t, build, size = self.choices.triples, self._build, self.choices.size
        ones, every = np.ones(size), np.arange(size)
        minus = np.full(self._free.size, -np.inf)
        self.person_rows = build.rows(self._row, every, ones, minus, np.ones(self._free.size))
        jobs, row = np.unique(t.job, return_inverse=True)
        left = (vacancies - self._filled)[jobs].astype(float)
        self.jobs, self.job_rows = jobs, build.rows(row, every, ones, np.full(jobs.size, -np.inf), left)
        self.limit_rows: list[tuple[int | None, int | None]] = []
        for limit in levers.limits:
            self.limit_rows.append(self._limit(limit, *self._members(limit)))

    def _members(self, limit: Limit) -> tuple[Int, int]:
        """Triples that a limit counts, and how many others it counts already."""
        t = self.choices.triples
        inside = np.zeros(self.unmatched.size if limit.on_persons else self._vacancies.size, bool)
        inside[limit.members] = True
        of = t.person if limit.on_persons else t.job
        counted = self._placed if limit.on_persons else self._filled
        return np.flatnonzero(inside[of]), int(counted[limit.members].sum())

    def _limit(self, limit: Limit, those: Int, already: int) -> tuple[int | None, int | None]:
        """Rows of its lower and upper limit."""
        build = self._build
        others, every = int(self._placed.sum()), np.arange(self.choices.size)
        opened = None
        if limit.all_or_none:
            if already:
                opened = -1  # open for sure
            else:
                opened = build.column(1, True, 0)
                build.row([*those, opened], [*np.ones(those.size), -float(max(1, those.size))], -np.inf, 0)
        rows: list[int | None] = [None, None]
        far = float(self.unmatched.size + 1)
        for k, (there, number, share) in enumerate(
            ((limit.has_lower, limit.lower, limit.lower_share), (limit.has_upper, limit.upper, limit.upper_share))
        ):
            if not there:
                continue
            sign = 1.0 if k == 0 else -1.0
            # sign * (den * count - num * placements) >= bound, less what is allowed
            den, num = (1, 0) if share is None else (share.denominator, share.numerator)
            columns, values = [those], [np.full(those.size, sign * den)]
            if share is not None:
                columns.append(every)
                values.append(np.full(every.size, -sign * num))
            bound = sign * (number or 0) if share is None else 0.0
            bound -= sign * (den * already - num * others)
            if limit.soft is not None:
                columns.append(np.array([build.column(np.inf, True, float(limit.soft))]))
                values.append(np.array([float(den)]))
            if k == 0 and opened is not None and opened >= 0:
                slack = float(number or 0) if share is None else num * far
                columns.append(np.array([opened]))
                values.append(np.array([-slack]))
                bound -= slack
            rows[k] = build.row(np.concatenate(columns), np.concatenate(values), bound, np.inf)
        return rows[0], rows[1]

    def _sides(self, scan: Scan, levers: Levers) -> None:
        self.side_rows: list[tuple[int | None, int | None]] = []
        self.side_scale: list[float] = []
        self._tight: list[tuple[Int, Int, int]] = []  # columns, amounts and limit of hard upper bounds, exactly
        sides, build = levers.rows, self._build
        if sides is None:
            return
        which, row, amount = sides.entries(self.choices.triples)
        already = sides.used(triples_of(scan, self.kept, self.kept_route)).tolist()
        order = np.argsort(row, kind="stable")
        first = np.searchsorted(row[order], np.arange(sides.rows + 1))
        number = 0
        for side in sides.sides:
            for lower, upper in zip(side.lower, side.upper, strict=True):
                those = order[first[number] : first[number + 1]]
                columns, values = which[those], amount[those].astype(float)
                if upper == already[number] and lower is None:
                    values = (values > 0).astype(float)  # nothing is left: the same of numbers that are alike
                scale = float(np.abs(values).max(initial=1.0))
                rows: list[int | None] = [None, None]
                for k, limit in enumerate((lower, upper)):
                    if limit is None:
                        continue
                    sign = 1.0 if k == 0 else -1.0
                    cols, vals = columns, sign * values / scale
                    if side.soft is not None:
                        cols = np.append(cols, build.column(np.inf, True, float(side.soft)))
                        vals = np.append(vals, 1.0 / scale)
                    left = limit - already[number]
                    rows[k] = at = build.row(cols, vals, sign * left / scale, np.inf)
                    if k == 1 and side.soft is None:
                        self._tight.append((columns, amount[those], left))
                        build.barred[at] = columns[amount[those] > left].tolist()
                self.side_rows.append((rows[0], rows[1]))
                self.side_scale.append(scale)
                number += 1

    def _classes(self, levers: Levers) -> None:
        """A course is held with so many, or not at all."""
        sides = levers.rows
        courses = None if sides is None else sides.courses
        if courses is None:
            return
        variant = self.choices.triples.variant
        course = np.where(variant == NO_COURSE, NO_COURSE, np.append(courses.variant, NO_COURSE)[variant])
        taken = np.zeros(len(courses.names), np.int64)
        if self.kept_route is not None:
            others = self.kept_route[(self.kept >= 0) & (self.kept_route != NO_COURSE)]
            taken = np.bincount(courses.variant[others], minlength=taken.size)
        for c, least in enumerate(courses.min_class):
            those = np.flatnonzero(course == c)
            if least <= 1 or (not those.size and not taken[c]):
                continue
            if taken[c]:
                self._build.row(those, 1.0, float(least - taken[c]), np.inf)
                continue
            held = self._build.column(1, True, 0)
            self._build.row([*those, held], [*np.ones(those.size), -float(least)], 0, np.inf)
            self._build.row([*those, held], [*np.ones(those.size), -float(those.size)], -np.inf, 0)

    def _cover(self, levers: Levers) -> Int | None:
        """Columns of households that are covered, by household; -1 for those that are covered anyway."""
        rules, build = levers.households, self._build
        if rules is None:
            return None
        of = rules.of_person[self.choices.triples.person]
        counted = np.bincount(rules.of_person[self._placed], minlength=len(rules.ids))
        column = np.full(len(rules.ids), -1, np.int64)
        order = np.argsort(of, kind="stable")
        there, first = np.unique(of[order], return_index=True)
        last = np.append(first, of.size)[1:]
        for h, a, b in zip(there.tolist(), first.tolist(), last.tolist(), strict=True):
            those = order[a:b]
            if counted[h] == 0:
                column[h] = build.column(1, True, -float(rules.bonus))
                build.row([*those, column[h]], [*np.ones(those.size), -1.0], 0, np.inf)
            if rules.max_out is not None:
                build.row(those, 1.0, -np.inf, float(rules.max_out - counted[h]))
        return column

    def _together(self, levers: Levers) -> None:
        """Free groups choose a unit as a whole."""
        together, build = levers.together, self._build
        if together is None:
            return
        t = self.choices.triples
        of = together.of_person[t.person]
        for g in np.unique(of[of >= 0]).tolist():
            those = np.flatnonzero(of == g)
            unit = together.unit[t.job[those]]
            members = together.members[together.start[g] : together.start[g + 1]]
            for u in np.unique(unit).tolist():
                goes = build.column(1, True, 0)
                for i in members.tolist():
                    own = those[(unit == u) & (t.person[those] == i)]
                    build.row([*own, goes], [*np.ones(own.size), -1.0], 0, 0)

    def _must(self, levers: Levers) -> None:
        if levers.must is None:
            return
        for k in np.flatnonzero(levers.must & ~self._placed).tolist():
            self._build.row(np.flatnonzero(self.choices.triples.person == k), 1.0, 1, 1)

    def of_stage(self, stage: Stage) -> tuple[Floats, float]:
        """What a stage counts, over all columns, and the constant that is to be added."""
        cost = np.zeros(len(self._build.upper))
        t = self.choices.triples
        if stage.placed is None:
            assert self._households is not None
            cost[self._households[self._households >= 0]] = -1
            rules = self.levers.households
            assert rules is not None
            covered = np.unique(rules.of_person[self._placed]).size
            return cost, float(len(rules.ids) - covered)
        counts = stage.placed[t.person]
        others = stage.placed & self._placed
        if stage.near is not None:
            counts = counts & stage.near.holds(t.person, t.job)
            who = np.flatnonzero(others)
            others = np.zeros_like(others)
            others[who] = stage.near.holds(who, self.kept[who])
        cost[: self.choices.size][counts] = -1
        return cost, float(stage.placed.sum() - others.sum())

    def keep_stage(self, stage: Stage, value: int) -> int:
        """From now on a stage may not be worse than a value; the number of the row."""
        cost, constant = self.of_stage(stage)
        there = np.flatnonzero(cost)
        return self._build.row(there, cost[there], -np.inf, value - constant)

    def constant(self, stage: Stage | None) -> float:
        """What the objective leaves out: persons who keep their places, and those who may choose staying."""
        if stage is not None:
            return self.of_stage(stage)[1]
        who = np.flatnonzero(self._placed).astype(np.int32)
        route = np.full(who.size, NO_COURSE, np.int32) if self.kept_route is None else self.kept_route[who]
        pays = self._scan.costs(who, self.kept[who]) + self._scan.dearer(who, self.kept[who], route)
        rules = self.levers.households
        covered = 0 if rules is None else rules.bonus * np.unique(rules.of_person[who]).size
        return float(int(pays.sum()) + int(self.unmatched[~self._placed].sum()) - covered)

    def _cut(self, chosen: Flags) -> bool:
        """Rule out what only the tolerances of floating point let through; whether there was anything.

        Triples that use more of a row than there is are not chosen all together: a cover, which no plan breaks.
        """
        found = False
        for columns, amounts, limit in self._tight:
            used = chosen[columns]
            if int(amounts[used].sum()) > limit:
                cover = np.unique(columns[used])
                self._build.row(cover, 1.0, -np.inf, cover.size - 1.0)
                found = True
        return found

    def solve(self, stage: Stage | None, seconds: float | None, gap: float = 0.0, nodes: int | None = None) -> Answer:
        """Minimise a stage, or cost; the objective without constants. After so many `nodes` the best plan counts."""
        while True:
            values, proven = self._build.minimise(self._objective(stage), seconds, gap, nodes)
            chosen = None if values is None else values[: self.choices.size] > WHOLE
            if chosen is None or not self._cut(chosen):
                return Answer(chosen, proven)

    def impossible(self, without: Collection[int], seconds: float | None, relaxed: bool) -> bool | None:
        """Whether no plan keeps all rows but those `without`, not even in parts if `relaxed`; None where not known."""
        nothing = np.zeros(len(self._build.upper))
        values, known = self._build.minimise(nothing, seconds, 0.0, PROBE, without, relaxed=relaxed)
        return values is None if known else None

    def _objective(self, stage: Stage | None) -> Floats:
        return np.array(self._build.cost) if stage is None else self.of_stage(stage)[0]

    def relaxed(
        self, stage: Stage | None, seconds: float | None, box: dict[int, tuple[float, float]] | None = None
    ) -> Relaxed | None:
        """The linear relaxation, with rows that give way at the prices of a `box`; None without a relaxed plan."""
        return self._build.relax(self._objective(stage), seconds, box)
