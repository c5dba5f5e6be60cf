"""The optimum under levers in the test's own words: exported pairs, groups by hand, an integer programme by HiGHS."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import polars as pl

from instances import Instance
from oracle.lever_cases import Programme

TIERS = ("county", "prefecture", "province", "outside")
_LENGTH = {"province": 2, "prefecture": 4, "county": 6}

Row = dict[str, Any]
Groups = Callable[[Row], str | None]


def stages_reached(
    instance: Instance, pairs: pl.DataFrame, unmatched: dict[str, float], must: frozenset[str] = frozenset()
) -> list[float] | None:
    """Best value of each stage in order, placements and households as counts, cost in yuan; None if there is none.

    Persons in `must` have to be placed.
    """
    return _Model(instance, pairs, unmatched, must).best()


class _Model:
    def __init__(
        self, instance: Instance, pairs: pl.DataFrame, unmatched: dict[str, float], must: frozenset[str]
    ) -> None:
        self.instance, self.p = instance, Programme()
        self.persons = {row["person_id"]: row for row in instance.seekers}
        self.jobs = {row["job_id"]: row for row in instance.jobs}
        self.rows = list(pairs.select("person_id", "job_id", "tier_name", "cost").iter_rows())
        self.x = [self.p.variable(1) for _ in self.rows]
        self.cost = {self.p.variable(0): 0.0}
        self.constant = sum(unmatched.values())
        for x, (person, _, _, cost) in zip(self.x, self.rows, strict=True):
            self.cost[x] = cost - unmatched[person]
        for person in self.persons:
            self.p.row(self._where(lambda i, _j, _t, who=person: i["person_id"] == who), int(person in must), 1)
        for job, row in self.jobs.items():
            self.p.row(self._where(lambda _i, j, _t, what=job: j["job_id"] == what), 0, row["vacancies"])
        for quota in instance.policy["quota"]:
            self._quota(quota)
        self._households(instance.policy["household"])
        if "together" in instance.policy["household"]:
            self._together(instance.policy["household"]["together"])

    def _where(self, holds: Callable[..., bool]) -> dict[int, float]:
        return {
            x: 1.0
            for x, (i, j, tier, _) in zip(self.x, self.rows, strict=True)
            if holds(self.persons[i], self.jobs[j], tier)
        }

    def _quota(self, quota: dict[str, Any]) -> None:
        side, of_row = _per(quota.get("per"))
        listed = list((self.persons if side == "persons" else self.jobs).values())
        fulfils = [row for row in listed if side is None or _holds(quota.get(side, {}), row)]
        groups = sorted({g for g in map(of_row, fulfils) if g is not None}) if side else [None]
        for group in groups:

            def counted(i: Row, j: Row, tier: str, group: str | None = group) -> bool:
                inside = side is None or of_row(i if side == "persons" else j) == group
                wanted = quota.get("pairs", {}).get("tier", [tier])
                return (
                    inside
                    and _holds(quota.get("persons", {}), i)
                    and _holds(quota.get("jobs", {}), j)
                    and tier in wanted
                )

            upper = quota.get("upper")
            if "upper_column" in quota:
                cells = {row[quota["upper_column"]] for row in fulfils if of_row(row) == group}
                cell = cells.pop()
                upper = int(cell) if cell else None
            people = [
                row
                for row in self.persons.values()
                if _holds(quota.get("persons", {}), row) and (side != "persons" or of_row(row) == group)
            ]
            lower = quota.get("lower")
            if "lower_rate" in quota:
                lower = -(-Fraction(str(quota["lower_rate"])) * len(people) // 1)
            if "upper_rate" in quota:
                upper = int(Fraction(str(quota["upper_rate"])) * len(people) // 1)
            self._limit(self._where(counted), quota, lower, upper)

    def _limit(self, terms: dict[int, float], quota: dict[str, Any], lower: int | None, upper: int | None) -> None:
        soft, many = quota.get("soft"), float(len(self.x) + 100)
        for side, bound, sign in (("lower", lower, 1.0), ("upper", upper, -1.0)):
            share = quota.get(f"{side}_share")
            if bound is None and share is None:
                continue
            row, at = dict(terms), float(bound or 0)
            for x in self.x if share is not None else ():
                row[x] = row.get(x, 0.0) - share
            if soft is not None:
                slack = self.p.variable()
                row[slack] = sign
                self.cost[slack] = rounded(soft, self.instance)
            if side == "lower" and quota.get("all_or_none"):
                is_open = self.p.variable(1)
                self.p.row({**terms, is_open: -many}, float("-inf"), 0)
                row[is_open] = -many
                at -= many
            low, high = (at - 1e-7, float("inf")) if sign > 0 else (float("-inf"), at + 1e-7)
            self.p.row(row, low, high)

    def _households(self, rules: dict[str, Any]) -> None:
        self.covered: list[int] = []
        names = {row.get("household_id") or f"alone {row['person_id']}" for row in self.persons.values()}
        for name in sorted(names):
            members = self._where(
                lambda i, _j, _t, name=name: (i.get("household_id") or f"alone {i['person_id']}") == name
            )
            if "max_out" in rules:
                self.p.row(members, 0, rules["max_out"])
            y = self.p.variable(1)
            self.covered.append(y)
            self.cost[y] = -rounded(rules.get("bonus", 0.0), self.instance)
            self.p.row(members | {y: -1.0}, 0, float("inf"))

    def _together(self, rule: str) -> None:
        """A binary for each group and unit, which is what each member has there."""
        groups: dict[str, list[str]] = {}
        for name, row in self.persons.items():
            if row.get("together_id"):
                groups.setdefault(row["together_id"], []).append(name)
        _, level = rule.partition("@")[::2]
        units = {job: row["employer_id"] or job for job, row in self.jobs.items()}
        if level:
            units = {job: _code(row["region"])[: _LENGTH[level]] for job, row in self.jobs.items()}
        for members in groups.values():
            for unit in sorted(set(units.values())) if len(members) > 1 else ():
                goes = self.p.variable(1)
                for name in members:
                    terms = self._where(
                        lambda i, j, _t, name=name, unit=unit: i["person_id"] == name and units[j["job_id"]] == unit
                    )
                    self.p.row(terms | {goes: -1.0}, 0, 0)

    def best(self) -> list[float] | None:
        found: list[float] = []
        for stage in self.instance.policy["objective"]["order"][:-1]:
            if stage.startswith("fair:"):
                least_share = self._fairest(stage[5:])
                if least_share is None:
                    return None
                found.append(float(least_share))
                continue
            if stage == "households":
                terms = dict.fromkeys(self.covered, -1.0)
            elif stage.startswith("tier:"):
                nearer = TIERS[: TIERS.index(stage[5:]) + 1]
                terms = dict.fromkeys(self._where(lambda _i, _j, t, near=nearer: t in near), -1.0)
            else:
                _, colon, name = stage.partition(":")
                terms = self._where(lambda i, _j, _t, c=colon, name=name: not c or i["priority"] == name)
                terms = dict.fromkeys(terms, -1.0)
            least = self.p.least(terms)
            if least is None:
                return None
            self.p.row(terms, float("-inf"), round(least))
            found.append(-round(least))
        least = self.p.least(self.cost)
        return None if least is None else [*found, self.constant + least]

    def _fairest(self, column: str) -> Fraction | None:
        """The greatest least share, by trying all there are; its limits stay. None if even 0 is out of reach."""
        _, of_row = _per(f"persons.{column.removeprefix('persons.')}")
        groups: dict[str, list[str]] = {}
        for name, row in self.persons.items():
            group = of_row(row) or (f"alone {name}" if column.endswith("household_id") else None)
            if group is not None:
                groups.setdefault(group, []).append(name)
        shares = sorted({Fraction(k, len(who)) for who in groups.values() for k in range(len(who) + 1)})
        low, high, free = -1, len(shares), len(self.p.rows)
        while high - low > 1:
            middle = (low + high) // 2
            del self.p.rows[free:]
            self._at_share(groups, shares[middle])
            low, high = (middle, high) if self.p.least({}) is not None else (low, middle)
        del self.p.rows[free:]
        if low < 0:
            return None
        self._at_share(groups, shares[low])
        return shares[low]

    def _at_share(self, groups: dict[str, list[str]], share: Fraction) -> None:
        for who in groups.values():
            terms = self._where(lambda i, _j, _t, who=who: i["person_id"] in who)
            self.p.row(terms, float(-(-share * len(who) // 1)), float("inf"))


def rounded(amount: float, instance: Instance) -> float:
    """An amount of the policy in whole quanta."""
    quantum = Fraction(str(instance.policy.get("quantum", 0.01)))
    return float((Fraction(str(amount)) / quantum + Fraction(1, 2)).__floor__() * quantum)


def _holds(predicate: dict[str, Any], row: Row) -> bool:
    for column, wanted in predicate.items():
        values = wanted if isinstance(wanted, list) else [wanted]
        cell = row[column]
        if column in ("home", "region"):
            if not any(_code(cell).startswith(value) for value in values):
                return False
        elif cell not in values:
            return False
    return True


def _code(cell: str) -> str:
    while len(cell) > 2 and cell.endswith("00"):
        cell = cell[:-2]
    return cell


def _per(per: str | None) -> tuple[str | None, Groups]:
    if per is None:
        return None, lambda _row: None
    name, _, level = per.partition("@")
    column = name.partition(".")[2] or name
    side = "persons" if column in ("priority", "home", "household_id") else "jobs"
    if not level:
        key = "job_id" if column == "employer_id" else column
        return side, lambda row: row[column] or (row[key] if column == "employer_id" else None)
    length = _LENGTH[level]
    return side, lambda row: _code(row[column])[:length] if len(_code(row[column])) >= length else None
