"""Sides of a policy: budgets, seats of courses and quotas on both lists, from documents and lists to tables.

What a budget counts is gathered in two steps: first as keys that tell classes apart, then, when these are known, as
tables over them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import numpy as np
import polars as pl

from jobmatch.errors import PolicyError, UnsupportedError
from jobmatch.policy import Budget, Quota, exact, quanta
from jobmatch.problem.arrays import Flags, Int, Small
from jobmatch.problem.classes import Classes, Keys
from jobmatch.problem.context import Context
from jobmatch.problem.counted import Counted, Places, counted
from jobmatch.problem.courses import CourseKeys, Ways, seats_of
from jobmatch.problem.encode import in_range
from jobmatch.problem.grouping import NO_GROUP, no_column, present, table_of
from jobmatch.problem.quotas import limits_of
from jobmatch.problem.sides import Listed, Side, Usage
from jobmatch.problem.subsidies import FEN
from jobmatch.problem.usage_columns import NO_NUMBER, column_numbers, list_numbers
from jobmatch.words import either, said
from jobmatch.words.near import did_you_mean, near

OF_COURSES = {"course_seats": "seats", "course_days": "days", "course_cost": "yuan"}
PLACEMENTS = "placements"
COURSE = "course"
"""What `per` says for a budget of each course."""

LARGEST_TABLE = 1 << 26
"""Cells of a table over classes of persons and jobs that can be held."""


@dataclass(frozen=True, eq=False)
class ClassTables:
    """What is known when the classes are: of pairs, of courses, of the caller's pairs."""

    persons: Classes
    jobs: Classes
    ways: Ways | None
    money: Callable[[str], Int] | None
    """Fen that every pair of classes draws of a subsidy; None where there are none."""
    listed: tuple[Small, Small] | None
    """Row of the seekers as read, and job, of each row of the pairs file."""


@dataclass(frozen=True, eq=False)
class _Keys:
    """Where masks, group and places are among the keys of persons and jobs, or of learners and kinds."""

    persons: int
    jobs: int
    group: int | None
    home: int | None
    region: int | None


class Draft:
    """One side in the making."""

    def __init__(
        self, name: str, kind: str, found: Counted, places: Places | None, persons: Keys, jobs: Keys, by_course: bool
    ) -> None:
        """Its keys among those of `persons` and `jobs`."""
        self.name, self.kind, self.found, self.places, self.by_course = name, kind, found, places, by_course
        self.keys = self._add(persons, jobs)
        self.route_keys: _Keys | None = None
        self.unit, self.decimals = PLACEMENTS, 0
        self.amounts: Callable[[ClassTables], Int] | None = None
        """Usage over classes of pairs."""
        self.word: str | None = None
        """Usage of routes: a word that `CourseKeys.usage` knows."""
        self.column: Int | None = None
        """Usage of the rows of the pairs file."""
        self.lower: list[int | None] = []
        self.upper: list[int | None] = []
        self.soft: int | None = None

    def of_routes(self, courses: CourseKeys, word: str) -> None:
        """Routes use something too."""
        self.word = word
        self.route_keys = self._add(courses.learners, courses.kinds)

    def _add(self, persons: Keys, jobs: Keys) -> _Keys:
        found = self.found
        group = None
        if found.group is not None:
            keys = persons if found.side == "persons" else jobs
            group = keys.add(found.group + 1, len(found.names) + 1)
        home = region = None
        if found.tiers is not None and self.places is not None:
            home = persons.add(self.places.home, self.places.tier.shape[0])
            region = jobs.add(self.places.region, self.places.tier.shape[1])
        return _Keys(persons.add_mask(found.persons), jobs.add_mask(found.jobs), group, home, region)

    def side(self, tables: ClassTables, courses: CourseKeys | None) -> Side:
        """The side, when classes are known."""
        of_pair = of_route = of_listed = None
        names = tuple(self.found.names)
        if self.by_course and courses is not None:
            names = courses.names
        if self.amounts is not None:
            persons, jobs = tables.persons.codes, tables.jobs.codes
            amount = self.amounts(tables) * self._mask(self.keys, persons, jobs)
            of_pair = Usage(amount, *self._groups(self.keys, persons, jobs))
        if self.route_keys is not None and courses is not None and tables.ways is not None and self.word is not None:
            learners, kinds = tables.ways.learners.codes, tables.ways.kinds
            each = courses.usage(self.word, tables.ways)
            assert each is not None
            amount = each * self._mask(self.route_keys, learners, kinds)
            groups = (None, tables.ways.variant) if self.by_course else self._groups(self.route_keys, learners, kinds)
            of_route = Usage(amount, *groups)
        if self.column is not None and tables.listed is not None:
            of_listed = Listed(*self._listed(self.column, *tables.listed))
        return Side(
            self.name,
            self.kind,
            self.unit,
            self.decimals,
            names,
            tuple(self.lower) if self.lower else (None,) * len(names),
            tuple(self.upper) if self.upper else (None,) * len(names),
            self.soft,
            of_pair,
            of_route,
            of_listed,
        )

    def _mask(self, keys: _Keys, persons: list[Small], jobs: list[Small]) -> Int:
        mask = persons[keys.persons][:, None].astype(np.int64) * jobs[keys.jobs][None, :]
        if keys.home is None or keys.region is None or self.places is None:
            return mask
        tier = self.places.tier[np.ix_(persons[keys.home], jobs[keys.region])]
        return np.where(np.isin(tier, self.found.tiers or []), mask, 0)

    def _groups(self, keys: _Keys, persons: list[Small], jobs: list[Small]) -> tuple[Small | None, Small | None]:
        if keys.group is None:
            return None, None
        if self.found.side == "persons":
            return persons[keys.group] - 1, None
        return None, jobs[keys.group] - 1

    def _listed(self, column: Int, person: Small, job: Small) -> tuple[Int, Small]:
        found = self.found
        counts: Flags = found.persons[person] & found.jobs[job]
        if found.tiers is not None and self.places is not None:
            counts &= np.isin(self.places.tier[self.places.home[person], self.places.region[job]], found.tiers)
        group = np.zeros(column.size, np.int32)
        if found.group is not None:
            group = found.group[person] if found.side == "persons" else found.group[job]
        return np.where(counts, column, 0), np.where(counts, group, NO_GROUP).astype(np.int32)


class Drafts:
    """All sides of a policy in the making."""

    def __init__(
        self, ctx: Context, persons: Keys, jobs: Keys, places: Places | None, courses: CourseKeys | None
    ) -> None:
        """Budgets, then seats, then quotas on both lists.

        Raises
        ------
        PolicyError
            A usage, column or group is not there, or a number cannot be one.
        UnsupportedError
            A quota on both lists by share, or of all or none.
        """
        self._ctx, self._places, self._courses = ctx, places, courses
        self._keys = (persons, jobs)
        self.all = [self._budget(budget) for budget in ctx.policy.budget]
        for course in ctx.policy.course:
            if course.seats is not None:
                self.all.append(self._seats(course.name, course.seats))
        self.all += [draft for quota in ctx.policy.quota if (draft := self._quota(quota)) is not None]

    def sides(self, tables: ClassTables) -> tuple[Side, ...]:
        """All sides, when classes are known.

        Raises
        ------
        UnsupportedError
            There are too many classes for tables over both lists.
        """
        size = tables.persons.size * tables.jobs.size
        if self.all and size > LARGEST_TABLE:
            raise UnsupportedError(
                said(
                    "budgets.kinds",
                    persons=tables.persons.size,
                    jobs=tables.jobs.size,
                    pairs=size,
                    LARGEST_TABLE=LARGEST_TABLE,
                )
            )
        return tuple(draft.side(tables, self._courses) for draft in self.all)

    def _budget(self, budget: Budget) -> Draft:
        ctx, where = self._ctx, f"policy: budget {budget.name!r}"
        by_course = budget.per == COURSE
        if by_course:
            if self._courses is None:
                raise PolicyError(said("budgets.per_no_course", where=where))
            if budget.usage not in OF_COURSES and not self._is_daily(budget.usage):
                raise PolicyError(said("budgets.per_course", where=where, names=tuple(OF_COURSES), usage=budget.usage))
            budget = budget.model_copy(update={"per": None})
        found = counted(budget, where, ctx, self._places)
        draft = Draft(budget.name, "budget", found, self._places, *self._keys, by_course)
        self._set_usage(draft, budget, where)
        groups = len(ctx.policy.course) if by_course else len(found.names)
        draft.upper = self._upper(budget, found, groups, draft.decimals, where)
        return draft

    def _is_daily(self, word: str) -> bool:
        return any(s.name == word and s.form == "daily" for s in self._ctx.policy.subsidy)

    def _set_usage(self, draft: Draft, budget: Budget, where: str) -> None:
        ctx, word = self._ctx, budget.usage
        subsidy = next((s for s in ctx.policy.subsidy if s.name == word), None)
        if subsidy is not None:
            if ctx.lists.cost_decimals is not None:
                raise PolicyError(said("budgets.no_subsidies", where=where))
            draft.unit, draft.decimals = "yuan", FEN
            if subsidy.form == "daily":
                self._route(draft, word, where)
            else:
                draft.amounts = lambda tables: _drawn(tables, word)
        elif word == PLACEMENTS:
            draft.amounts = lambda tables: np.ones((tables.persons.size, tables.jobs.size), np.int64)
        elif word in OF_COURSES:
            draft.unit, draft.decimals = OF_COURSES[word], FEN if word == "course_cost" else 0
            self._route(draft, word, where)
        elif ctx.lists.pairs is not None and word in self._own_of_pairs():
            column, draft.decimals = column_numbers(ctx.lists.pairs[word], where, ctx.lists.places.get("pairs"))
            draft.column, draft.unit = np.where(column == NO_NUMBER, 0, column), word
        else:
            self._list_column(draft, word, where)

    def _own_of_pairs(self) -> set[str]:
        pairs = self._ctx.lists.pairs
        known = {"person_id", "job_id", "cost", "cost_quanta", "extra", "stay"}
        return set() if pairs is None else set(pairs.columns) - known

    def _route(self, draft: Draft, word: str, where: str) -> None:
        if self._courses is None:
            raise PolicyError(said("budgets.no_course_uses", where=where, word=word))
        draft.of_routes(self._courses, word)

    def _list_column(self, draft: Draft, word: str, where: str) -> None:
        """A column of one of the lists."""
        ctx = self._ctx
        side, dot, name = word.partition(".")
        if not dot or side not in ("persons", "jobs"):
            close = self._close_to(word)
            raise PolicyError(
                said(
                    "budgets.no_usage_near" if close else "budgets.no_usage",
                    where=where,
                    word=word,
                    close=either([repr(name) for name in close]),
                    names=(PLACEMENTS, *OF_COURSES),
                )
            )
        if name not in present(side, ctx):
            raise no_column(where, side, name, present(side, ctx))
        table, spec = table_of(side, ctx)
        values, draft.decimals = list_numbers(table, spec, name, where, _place(ctx, side, spec.name))
        distinct, codes = np.unique(np.where(values == NO_NUMBER, 0, values), return_inverse=True)
        keys = self._keys[side == "jobs"]
        key = keys.add(codes.astype(np.int32), max(1, distinct.size))
        draft.unit = name

        def amounts(tables: ClassTables) -> Int:
            shape = (tables.persons.size, tables.jobs.size)
            if not distinct.size:
                return np.zeros(shape, np.int64)
            if side == "persons":
                return np.broadcast_to(distinct[tables.persons.codes[key]][:, None], shape).copy()
            return np.broadcast_to(distinct[tables.jobs.codes[key]][None, :], shape).copy()

        draft.amounts = amounts

    def _close_to(self, word: str) -> list[str]:
        """Usages that may have been meant."""
        ctx = self._ctx
        columns = {f"{side}.{name}" for side in ("persons", "jobs") for name in present(side, ctx)}
        exactly = sorted(name for name in columns if name.partition(".")[2] == word)
        subsidies = {subsidy.name for subsidy in ctx.policy.subsidy}
        return exactly or near(word, {PLACEMENTS, *OF_COURSES, *subsidies, *self._own_of_pairs(), *columns})

    def _upper(self, budget: Budget, found: Counted, groups: int, decimals: int, where: str) -> list[int | None]:
        """Limits in whole numbers of 10**-decimals."""
        if budget.limit is not None:
            return [floor(exact(budget.limit) * 10**decimals)] * groups
        if budget.limit_column is not None:
            return self._by_column(budget.limit_column, found, decimals, where)
        assert budget.limit_total is not None
        assert budget.share_of is not None
        parts = self._parts(budget.share_of, found, where)
        whole = sum(parts)
        if not whole:
            return [0] * len(parts)
        amount = exact(budget.limit_total) * 10**decimals
        return [floor(amount * Fraction(part, whole)) for part in parts]

    def _by_column(self, column: str, found: Counted, decimals: int, where: str) -> list[int | None]:
        ctx = self._ctx
        table, spec = table_of(found.side, ctx)
        there = present(found.side, ctx)
        if column not in there:
            raise no_column(where, spec.name, column, there)
        values, own = list_numbers(table, spec, column, where, _place(ctx, found.side, spec.name))
        assert found.whole is not None
        limits: list[int | None] = []
        for g, name in enumerate(found.names):
            stated = np.unique(values[found.whole == g])
            if stated.size > 1:
                raise PolicyError(said("policy.group_differs", where=where, name=name, column=column))
            blank = not stated.size or stated[0] == NO_NUMBER
            limits.append(None if blank else int(stated[0]) * 10**decimals // 10**own)
        return limits

    def _parts(self, share_of: str, found: Counted, where: str) -> list[int]:
        """What each group counts for when a limit is shared out."""
        ctx = self._ctx
        if found.side != "persons":
            raise PolicyError(said("budgets.share_of_persons", where=where))
        classes = set(ctx.seekers["priority"].unique().to_list())
        if share_of in classes:
            weight = ctx.seekers["priority"].eq(share_of).fill_null(False).to_numpy().astype(np.int64)
        elif share_of in present("persons", ctx):
            values, _ = list_numbers(*table_of("persons", ctx), share_of, where, _place(ctx, "persons", "seekers"))
            weight = np.where(values == NO_NUMBER, 0, values)
        else:
            raise PolicyError(
                said(
                    "budgets.share_of_unknown",
                    where=where,
                    share_of=share_of,
                    did_you_mean=did_you_mean(share_of, classes | present("persons", ctx)),
                )
            )
        assert found.whole is not None
        parts = np.zeros(len(found.names) + 1, np.int64)
        np.add.at(parts, found.whole, weight)  # the last, -1, is of no group
        return [int(part) for part in parts[:-1]]

    def _seats(self, name: str, seats: int) -> Draft:
        """The seats of one course: its routes are told apart by their variants."""
        ctx = self._ctx
        everybody = np.ones(ctx.seekers.height, bool)
        found = Counted(everybody, np.ones(ctx.posts.height, bool), None, "", "", "", None, [""], None)
        draft = Draft(name, "seats", found, self._places, *self._keys, False)
        draft.unit, draft.upper = "seats", [seats]
        assert self._courses is not None
        draft.of_routes(self._courses, seats_of(name))
        return draft

    def _quota(self, quota: Quota) -> Draft | None:
        """A quota on both lists; None of another."""
        ctx, where = self._ctx, f"policy: quota {quota.name!r}"
        found = counted(quota, where, ctx, self._places)
        if found.list_alone is not None:
            return None
        if quota.lower_share is not None or quota.upper_share is not None or quota.all_or_none:
            raise UnsupportedError(said("quota.both_lists_shares", name=quota.name))
        draft = Draft(quota.name, "quota", found, self._places, *self._keys, False)
        draft.amounts = lambda tables: np.ones((tables.persons.size, tables.jobs.size), np.int64)
        limits = limits_of(quota, found, ctx, where)
        draft.lower, draft.upper = [low for low, _ in limits], [high for _, high in limits]
        draft.soft = None if quota.soft is None else in_range(quanta(exact(quota.soft), ctx.decimals))
        return draft


def _drawn(tables: ClassTables, name: str) -> Int:
    assert tables.money is not None
    return tables.money(name)


def _place(ctx: Context, side: str, name: str) -> tuple[str, pl.Series] | None:
    """File and rows of a list; jobs stand in the order of the draw."""
    found = ctx.lists.places.get(name)
    if found is None or side == "persons":
        return found
    rows = pl.DataFrame({"id": ctx.lists.jobs["job_id"], "row": found[1]})
    return found[0], ctx.posts.select(id="job_id").join(rows, on="id", how="left", maintain_order="left")["row"]
