"""Tiny instances with budgets, courses and quotas on both lists; all their plans; and what duals prove, by the book.

Everything here is written from docs/levers.md and docs/certificate.md for one triple, plan and household at a time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import product

from jobmatch.policy import TIERS, exact
from jobmatch.policy.levers import Budget, Course, Quota
from mutation.reference import (
    Instance,
    Row,
    _fulfils,
    _values,
    bound,
    broken_rules,
    money,
    path,
    terms,
    tier,
    unmatched,
)

Triple = tuple[int, int, int | None]
Plan = tuple[Triple | None, ...]
Duals = Mapping[tuple[str, str], Fraction]


@dataclass(frozen=True)
class Limit:
    """A row: what each triple uses of it, and how much there is; `share` is of all placements."""

    constraint: str
    group: str
    uses: Mapping[Triple, Fraction]
    limit: Fraction
    unit: str
    lower: bool = False
    soft: int | None = None
    quota: bool = False
    share: Fraction | None = None
    gate: bool = False

    @property
    def named(self) -> bool:
        """Whether a conflict names it."""
        return self.constraint != "vacancies"

    def used(self, plan: Plan) -> Fraction:
        return sum((self.uses.get(t, Fraction(0)) for t in plan if t is not None), Fraction(0))

    def at(self, placed: int) -> Fraction:
        if self.share is None:
            return self.limit
        return Fraction(math.ceil(self.share * placed) if self.lower else math.floor(self.share * placed))

    def broken(self, plan: Plan) -> Fraction:
        used, limit = self.used(plan), self.at(sum(t is not None for t in plan))
        if self.gate and self.lower and used == 0:
            return Fraction(0)
        return max(Fraction(0), limit - used if self.lower else used - limit)


@dataclass(frozen=True)
class Leaf:
    """Plans with so many placements, and groups of all or none that are open (or closed)."""

    low: int
    high: int
    gates: Mapping[tuple[str, str], bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    """An instance; money in quanta, but for duals and limits."""

    case: Instance

    @property
    def courses(self) -> Sequence[Course]:
        return self.case.policy.course

    @property
    def persons(self) -> int:
        return len(self.case.seekers)

    @cached_property
    def costs(self) -> dict[Triple, int]:
        """All eligible triples."""
        out = {}
        for p, person in enumerate(self.case.seekers):
            for j, job in enumerate(self.case.jobs):
                for c, course in [(None, None), *enumerate(self.courses)]:
                    if not broken_rules(self.case, person, job, course):
                        out[p, j, c] = sum(terms(self.case, person, job, course).values())
        return out

    @cached_property
    def stay(self) -> list[int]:
        return [unmatched(self.case, person) for person in self.case.seekers]

    @cached_property
    def bound(self) -> set[int]:
        return {p for p, person in enumerate(self.case.seekers) if person["person_id"] in bound(self.case)}

    @property
    def stages(self) -> list[str]:
        return [stage for stage in self.case.policy.objective.order if stage != "cost"]

    @cached_property
    def households(self) -> list[list[int]]:
        found: dict[str, list[int]] = {}
        for at, person in enumerate(self.case.seekers):
            found.setdefault(person.get("household_id") or f"alone {at}", []).append(at)
        return list(found.values())

    @cached_property
    def groups(self) -> list[list[int]]:
        """Persons who go together."""
        if self.case.policy.household.together is None:
            return []
        found: dict[str, list[int]] = {}
        for at, person in enumerate(self.case.seekers):
            if person.get("together_id"):
                found.setdefault(person["together_id"], []).append(at)
        return [members for members in found.values() if len(members) > 1]

    def in_tiers(self, triple: Triple, pairs: Mapping[str, object]) -> bool:
        if "tier" not in pairs:
            return True
        return self.tier(triple) in _values(pairs["tier"])

    def tier(self, triple: Triple) -> str:
        return tier(self.case, self.case.seekers[triple[0]]["home"], self.case.jobs[triple[1]]["region"])

    def usage(self, name: str, triple: Triple) -> tuple[Fraction, str]:  # noqa: PLR0911
        """What the triple uses, and the unit."""
        p, j, c = triple
        person, job, course = self.case.seekers[p], self.case.jobs[j], None if c is None else self.courses[c]
        for subsidy in self.case.policy.subsidy:
            if subsidy.name == name:
                yuan = money(self.case, subsidy, person, job, course)
                return Fraction(math.floor(yuan * 100 + Fraction(1, 2)), 100), "yuan"
        if name == "placements":
            return Fraction(1), name
        if name.startswith("course_"):
            unit = {"seats": "seats", "days": "days", "cost": "yuan"}[name.removeprefix("course_")]
            if course is None:
                return Fraction(0), unit
            each = {"seats": 1, "days": course.days, "cost": exact(course.cost)}[unit.replace("yuan", "cost")]
            return Fraction(each), unit
        if "." in name:
            owner, column = name.split(".")
            return Fraction((person if owner == "persons" else job).get(column) or "0"), column
        for row in self.case.pairs or ():
            if (row["person_id"], row["job_id"]) == (person["person_id"], job["job_id"]):
                return Fraction(row[name] or "0"), name
        return Fraction(0), name

    def decimals(self, name: str) -> int:
        """Those of the usage."""
        if name == "course_cost" or any(subsidy.name == name for subsidy in self.case.policy.subsidy):
            return 2
        if name == "placements" or name.startswith("course_"):
            return 0
        owner, _, column = name.rpartition(".")
        rows = {"": self.case.pairs, "persons": self.case.seekers, "jobs": self.case.jobs}[owner] or ()
        return max(len((row[column].partition(".")[2]).rstrip("0")) for row in rows)

    def group_of(self, table: Budget | Quota, triple: Triple) -> str | None:
        """The group of the triple; None if it is in none."""
        p, j, c = triple
        person, job = self.case.seekers[p], self.case.jobs[j]
        if not (_fulfils(self.case, person, table.persons) and _fulfils(self.case, job, table.jobs)):
            return None
        if not self.in_tiers(triple, table.pairs):
            return None
        if table.per is None:
            return ""
        if table.per == "course" and isinstance(table, Budget):
            return None if c is None else self.courses[c].name
        owner, column = table.per.split(".")
        return self.value(person if owner == "persons" else job, column) or None

    def value(self, row: Row, column: str) -> str:
        name, at, level = column.partition("@")
        if not at:
            return row.get(column, "")
        found = (code for code in path(self.case, row[name]) if self.case.region[code]["level"] == level)
        return next(found, "")

    def members(self, table: Budget | Quota) -> dict[str, list[Row]]:
        """The groups of `per`, with their rows of the list that it names."""
        if table.per is None:
            return {"": []}
        if table.per == "course" and isinstance(table, Budget):
            return {course.name: [] for course in self.courses}
        owner, column = table.per.split(".")
        rows, wanted = (self.case.seekers, table.persons) if owner == "persons" else (self.case.jobs, table.jobs)
        out: dict[str, list[Row]] = {}
        for row in rows:
            if _fulfils(self.case, row, wanted) and self.value(row, column):
                out.setdefault(self.value(row, column), []).append(row)
        return out

    def budget_limits(self, budget: Budget) -> dict[str, Fraction | None]:
        """By group; None: no limit."""
        groups = self.members(budget)
        if budget.limit is not None:
            return dict.fromkeys(groups, exact(budget.limit))
        if budget.limit_column is not None:
            cells = {group: {row.get(budget.limit_column, "") for row in rows} for group, rows in groups.items()}
            return {group: Fraction(cell) if (cell := min(of)) else None for group, of in cells.items()}
        assert budget.limit_total is not None
        classes = {person.get("priority") or "default" for person in self.case.seekers}

        def part(row: Row) -> Fraction:
            if budget.share_of in classes:
                return Fraction((row.get("priority") or "default") == budget.share_of)
            return Fraction(row.get(budget.share_of or "") or "0")

        parts = {group: sum((part(row) for row in rows), Fraction(0)) for group, rows in groups.items()}
        whole, total = sum(parts.values()), exact(budget.limit_total)
        return {group: total * n / whole if whole else Fraction(0) for group, n in parts.items()}

    @cached_property
    def limits(self) -> list[Limit]:
        """All rows that can have a dual, but those of stages."""
        one = Fraction(1)
        out = [
            Limit(
                "vacancies",
                job["job_id"],
                {t: one for t in self.costs if t[1] == j},
                Fraction(job["vacancies"]),
                "placements",
            )
            for j, job in enumerate(self.case.jobs)
        ]
        for quota in self.case.policy.quota:
            for group in self.members(quota):
                uses = {t: one for t in self.costs if self.group_of(quota, t) == group}
                for side in ("lower", "upper"):
                    number, share = getattr(quota, side), getattr(quota, f"{side}_share")
                    if number is None and share is None:
                        continue
                    out.append(
                        Limit(
                            f"{quota.name}, {side}",
                            group,
                            uses,
                            Fraction(number or 0),
                            "placements",
                            side == "lower",
                            None if quota.soft is None else self.case.quanta(exact(quota.soft)),
                            True,
                            None if share is None else exact(share),
                            quota.all_or_none,
                        )
                    )
        for budget in self.case.policy.budget:
            unit = 10 ** self.decimals(budget.usage)
            for group, limit in self.budget_limits(budget).items():
                if limit is None:
                    continue
                uses = {t: self.usage(budget.usage, t)[0] for t in self.costs if self.group_of(budget, t) == group}
                named = {"yuan", "seats", "days"} & {self.usage(budget.usage, (0, 0, None))[1]}
                told = next(iter(named)) if named else budget.usage.rpartition(".")[2]
                out.append(Limit(f"{budget.name}, budget", group, uses, Fraction(math.floor(limit * unit), unit), told))
        for c, course in enumerate(self.courses):
            if course.seats is not None:
                uses = {t: one for t in self.costs if t[2] == c}
                out.append(Limit(f"{course.name}, seats", "", uses, Fraction(course.seats), "seats"))
        return out

    def plans(self) -> Iterator[Plan]:
        """Every way to give each person one triple or none."""
        options: list[list[Triple | None]] = [
            [None, *(t for t in self.costs if t[0] == p)] for p in range(self.persons)
        ]
        yield from product(*options)

    def keeps(self, plan: Plan, *, quotas: bool = True) -> bool:
        """Whether a plan keeps all hard limits (those of quotas, and bound persons, only if asked for)."""
        for limit in self.limits:
            if (quotas or not limit.quota) and limit.soft is None and limit.broken(plan):
                return False
        if quotas and any(plan[p] is None for p in self.bound):
            return False
        taken = [t[2] for t in plan if t is not None]
        if any(0 < taken.count(c) < course.min_class for c, course in enumerate(self.courses)):
            return False
        return all(self.joint(plan, members) for members in self.households) and all(
            self.united(plan, members) for members in self.groups
        )

    def joint(self, plan: Plan, members: Sequence[int]) -> bool:
        most = self.case.policy.household.max_out
        return most is None or sum(plan[p] is not None for p in members) <= most

    def united(self, plan: Plan, members: Sequence[int]) -> bool:
        units = {None if (t := plan[p]) is None else self.case.jobs[t[1]]["employer_id"] for p in members}
        return len(units) == 1

    def left_out(self, stage: str, plan: Plan) -> int:
        """V of a counting stage."""
        kind, _, name = stage.partition(":")
        if kind == "households":
            return sum(all(plan[p] is None for p in members) for members in self.households)
        return sum(self._out(stage, kind, name, p, plan[p]) for p in range(self.persons))

    def _out(self, stage: str, kind: str, name: str, p: int, triple: Triple | None) -> int:
        if kind == "tier":
            return int(triple is None or TIERS.index(self.tier(triple)) > TIERS.index(name))
        counted = stage == "placed" or (self.case.seekers[p].get("priority") or "default") == name
        return int(counted and triple is None)

    def hard(self, plan: Plan) -> int:
        units = sum(limit.broken(plan) for limit in self.limits if limit.quota and limit.soft is None)
        return int(units) + sum(plan[p] is None for p in self.bound)

    def parts(self, plan: Plan) -> dict[str, int]:
        """Of the objective."""
        covered = sum(any(plan[p] is not None for p in members) for members in self.households)
        return {
            "pairs": sum(self.costs[t] for t in plan if t is not None),
            "unmatched": sum(self.stay[p] for p in range(self.persons) if plan[p] is None),
            "soft": sum(int(limit.broken(plan)) * limit.soft for limit in self.limits if limit.soft is not None),
            "bonus": self.case.quanta(exact(self.case.policy.household.bonus)) * covered,
        }

    def cost(self, plan: Plan) -> int:
        parts = self.parts(plan)
        return parts["pairs"] + parts["unmatched"] + parts["soft"] - parts["bonus"]
