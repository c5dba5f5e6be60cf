"""From the verifier's reading of an instance to its plain tables: every person with every job, nothing left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import polars as pl

from benchmarks.instances.plain import Plain
from jobmatch.policy import TIERS
from jobmatch.verify.block_figures import decimal
from jobmatch.verify.case import Case
from jobmatch.verify.exactly import Ints
from jobmatch.verify.groups import NO_GROUP
from jobmatch.verify.levers import Levers
from jobmatch.verify.limits import MAX_OUT
from jobmatch.verify.quotas import NO_LIMIT, Counted
from jobmatch.verify.scopes import Scope
from jobmatch.verify.triples import Triples

MOST_CELLS = 25_000_000
"""Persons times jobs beyond which an instance has no plain tables: each cell is looked at."""

PIECE = 1 << 20


def plain_of(name: str, case: Case) -> Plain:
    """The plain tables of an instance.

    Raises
    ------
    ValueError
        It is too large.
    """
    if len(case.seekers) * len(case.jobs) > MOST_CELLS:
        raise ValueError(f"{name} has too many pairs to be listed")
    triples, cost = _triples(case)
    rows = _Rows(triples)
    levers = case.levers
    if levers is not None:
        for quota in levers.limits.quotas:
            if not quota.fair:
                _add_quota(rows, quota, case)
        _add_budgets(rows, levers)
        _add_households(rows, levers)
    facts = {
        "name": name,
        "decimals": case.decimals,
        "order": ["cost"] if levers is None else list(levers.stages),
        "bonus": "0" if levers is None else _money(levers.households.bonus, case),
    }
    tables = (_persons(case), _jobs(case), _pairs(case, triples, cost), *rows.tables())
    return Plain(*(table.cast(pl.String) for table in tables), facts)  # type: ignore[arg-type]


def _money(quanta: int, case: Case) -> str:
    return decimal(Fraction(int(quanta), 10**case.decimals))


def _moneys(quanta: Ints, case: Case) -> pl.Series:
    different, at = np.unique(quanta, return_inverse=True)
    return pl.Series([_money(each, case) for each in different.tolist()], dtype=pl.String).gather(pl.Series(at))


def _triples(case: Case) -> tuple[Triples, Ints]:
    """All eligible triples by person, job and route, with their costs."""
    many, found = len(case.jobs), []
    step = max(1, PIECE // max(1, many))
    for first in range(0, len(case.seekers), step):
        person = np.repeat(np.arange(first, min(first + step, len(case.seekers))), many)
        job = np.tile(np.arange(many), len(person) // max(1, many))
        for route, at, which in case.ways(person, job):
            fits = np.flatnonzero(which.eligible)
            rows = at[fits]
            found.append(np.stack([person[rows], job[rows], np.full(len(rows), route), which.cost[fits]]))
    whole = np.concatenate(found, axis=1) if found else np.zeros((4, 0), np.int64)
    person, job, route, cost = whole[:, np.lexsort((whole[2], whole[1], whole[0]))]
    return case.triples(person, job, route), cost


def _persons(case: Case) -> pl.DataFrame:
    ids = case.seekers.table[case.seekers.key]
    levers, many = case.levers, len(case.seekers)
    together, fair = np.full(many, "", object), np.full(many, "", object)
    house, must = np.arange(many), np.zeros(many, np.int64)
    if levers is not None:
        house, must = levers.households.at, levers.bound.astype(np.int64)
        if levers.together is not None:
            whole = levers.together.whole
            together[whole.members] = np.repeat(np.array(levers.together.names, object), whole.sizes)
        if levers.fair is not None and isinstance(levers.fair.counted.groups.at, np.ndarray):
            at = levers.fair.counted.groups.at
            fair = np.array([*levers.fair.counted.groups.names, ""], object)[at]
    return pl.DataFrame(
        {
            "person_id": ids,
            "unmatched_cost": _moneys(case.unmatched, case),
            "must_be_placed": must,
            "priority": case.seekers.text("priority"),
            "household": house,
            "together": pl.Series(together.tolist(), dtype=pl.String),
            "fair": pl.Series(fair.tolist(), dtype=pl.String),
        }
    )


def _jobs(case: Case) -> pl.DataFrame:
    unit = np.arange(len(case.jobs))
    if case.levers is not None and case.levers.together is not None:
        unit = case.levers.together.whole.unit
    ids = case.jobs.table[case.jobs.key]
    return pl.DataFrame({"job_id": ids, "vacancies": case.vacancies, "unit": unit})


def _pairs(case: Case, triples: Triples, cost: Ints) -> pl.DataFrame:
    courses = [] if case.terms is None else [name for name, _ in (case.levers.classes_held if case.levers else ())]
    route = pl.Series([*courses, ""], dtype=pl.String).gather(
        pl.Series(np.where(triples.route < 0, len(courses), triples.route))
    )
    return pl.DataFrame(
        {
            "pair": np.arange(len(triples)),
            "person_id": case.seekers.table[case.seekers.key].gather(pl.Series(triples.person)),
            "job_id": case.jobs.table[case.jobs.key].gather(pl.Series(triples.job)),
            "route": route,
            "tier": pl.Series(TIERS, dtype=pl.String).gather(pl.Series(triples.tier)),
            "cost": _moneys(cost, case),
        }
    )


@dataclass
class _Rows:
    """Rows and their entries, as they are added."""

    triples: Triples
    rows: list[tuple[int, str, str, str, str, str, str, str, int]] = field(default_factory=list)
    entries: list[pl.DataFrame] = field(default_factory=list)

    def add(self, constraint: str, group: str, pairs: Ints, amount: pl.Series | str, **ends: str | int) -> None:
        """A row more: what it counts of which pairs, and its ends (blank: none)."""
        ends = {"lower": "", "upper": "", "lower_share": "", "upper_share": "", "soft": "", "all_or_none": 0, **ends}
        number = len(self.rows)
        self.rows.append((number, constraint, group, *ends.values()))  # type: ignore[arg-type]
        amounts = (
            pl.Series([amount], dtype=pl.String).new_from_index(0, len(pairs)) if isinstance(amount, str) else amount
        )
        self.entries.append(
            pl.DataFrame({"pair": pairs, "amount": amounts}).select(pl.lit(number).alias("row"), "pair", "amount")
        )

    def tables(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The two tables."""
        columns = ("row", "constraint", "group", "lower", "upper", "lower_share", "upper_share", "soft", "all_or_none")
        rows = pl.DataFrame(self.rows, schema=columns, orient="row")
        none = pl.DataFrame(schema={"row": pl.Int32, "pair": pl.Int64, "amount": pl.String})
        return rows, pl.concat([none, *self.entries])


def _in_groups(at: Ints, groups: int) -> Iterator[Ints]:
    """The places of each group, ascending."""
    order = np.argsort(at, kind="stable")
    ends = np.searchsorted(at[order], np.arange(groups + 1))
    return (order[a:b] for a, b in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True))


def _add_quota(rows: _Rows, quota: Counted, case: Case) -> None:
    groups, t = quota.groups, rows.triples
    at = groups.group(t) if isinstance(groups, Scope) else groups.at[t.job if groups.on_jobs else t.person]
    for number, pairs in enumerate(_in_groups(np.where(at == NO_GROUP, -1, at), len(groups.names))):
        ends: dict[str, str | int] = {"all_or_none": int(quota.all_or_none)}
        if quota.soft is not None:
            ends["soft"] = _money(quota.soft, case)
        for side, limit, share in (
            ("lower", quota.lower, quota.lower_share),
            ("upper", quota.upper, quota.upper_share),
        ):
            if share is not None:
                ends[f"{side}_share"] = decimal(share)
            elif limit[number] != NO_LIMIT:
                ends[side] = str(limit[number])
        if len(ends) > 1 + (quota.soft is not None):
            rows.add(quota.name, groups.names[number], pairs, "1", **ends)


def _add_budgets(rows: _Rows, levers: Levers) -> None:
    for each in levers.allowances:
        use = each.usage.at(rows.triples)
        for number, of_group in enumerate(_in_groups(each.scope.group(rows.triples), len(each.scope.names))):
            pairs = of_group[use[of_group] > 0]
            if each.limits[number] >= 0:
                amounts = pl.Series([decimal(each.amount(int(u))) for u in use[pairs]], dtype=pl.String)
                limit = decimal(each.amount(each.limits[number]))
                rows.add(each.constraint, each.scope.names[number], pairs, amounts, upper=limit)
    for number, (name, least) in enumerate(levers.classes_held):
        if least > 1:
            pairs = np.flatnonzero(rows.triples.route == number)
            rows.add(f"{name}, class", "", pairs, "1", lower=str(least), all_or_none=1)


def _add_households(rows: _Rows, levers: Levers) -> None:
    homes = levers.households
    if homes.max_out is None:
        return
    large = homes.size > homes.max_out
    for number, pairs in enumerate(_in_groups(homes.at[rows.triples.person], len(homes))):
        if large[number]:
            rows.add(MAX_OUT, homes.names[number], pairs, "1", upper=str(homes.max_out))
