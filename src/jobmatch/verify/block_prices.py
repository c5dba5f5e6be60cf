"""prices.csv of a run proven stage by stage: units, use, and the duals as prices (docs/levers.md, section 9)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import polars as pl

from jobmatch.policy import exact
from jobmatch.verify.block_figures import decimal
from jobmatch.verify.blocks import StageDuals
from jobmatch.verify.case import Case
from jobmatch.verify.certificate import in_order
from jobmatch.verify.exactly import number
from jobmatch.verify.files import read_table
from jobmatch.verify.lever_figures import Value
from jobmatch.verify.levers import Levers
from jobmatch.verify.limits import MAX_OUT
from jobmatch.verify.plan import JOBS, Plan
from jobmatch.verify.prices import COLUMNS, PRICES
from jobmatch.verify.report import Check, Halt, verdict
from jobmatch.verify.triples import Triples

RELAXATION = "relaxation"
_PLACEMENTS = "placements"
_Key = tuple[str, str]


@dataclass(frozen=True)
class _Row:
    """What stands there, prices None where they are blank."""

    limit: Fraction
    used: Fraction
    price: Fraction | None
    unit: str


def check_block_prices(
    run: Path, case: Case, levers: Levers, plan: Plan, value: Value, chosen: Triples, duals: StageDuals | None
) -> Check:
    """A row for each limit, with its unit and what the plan uses; the prices are the duals of the stage `cost`.

    Parameters
    ----------
    duals
        Those of the stage `cost`; None where the run is by cases, and has no prices.
    """
    table = read_table(run, PRICES, (*COLUMNS, "unit", "of"), exactly=True)
    true = _rows(levers, value, chosen, duals)
    seen: set[_Key] = set()
    faults = []
    for at, cells in enumerate(table.iter_rows(), start=1):
        constraint, group, *numbers, unit, of = cells
        key, where = (constraint, group), f"{PRICES}, data row {at} ({constraint!r}, group {group!r})"
        if key not in true or key in seen:
            raise Halt("prices", f"{where}: this {'stands twice' if key in seen else 'is no limit here'}")
        seen.add(key)
        row = true[key]
        stated = [(name, _number(cell, f"{where}: {name}")) for name, cell in zip(COLUMNS[2:], numbers, strict=True)]
        faults += [
            f"{where}: {name} is stated as {'blank' if said is None else decimal_or(said)}, recomputed "
            f"{'blank' if is_ is None else decimal_or(is_)}"
            for (name, said), is_ in zip(stated, (row.limit, row.used, row.price, row.price), strict=True)
            if said != is_
        ]
        if unit != row.unit:
            faults.append(f"{where}: the unit is stated as {unit!r}, but it is {row.unit!r}")
        if of != RELAXATION:
            faults.append(f"{where}: 'of' must be {RELAXATION!r}, not {of!r}")
    for constraint, group in true.keys() - seen:
        raise Halt("prices", f"{PRICES}: {constraint!r}, group {group!r} has no row")
    faults += _beside(plan, case, true)
    if not in_order(np.zeros(table.height, np.int64), table["constraint"], table["group"]):
        faults.append(f"{PRICES}: the rows are not sorted by constraint (vacancies first), then group")
    above = sum(1 for row in true.values() if row.price)
    return verdict("prices", faults, f"{len(true):,} limits with use, unit and the dual as price, {above:,} not 0")


def nearest(dual: Fraction) -> Fraction:
    """The float nearest to a dual, which is what a table of numbers can hold."""
    return exact(float(dual))


def _rows(levers: Levers, value: Value, chosen: Triples, duals: StageDuals | None) -> dict[_Key, _Row]:
    """All rows as they should be."""
    limits, out = value.limits, {}
    place = levers.limits.find(limits.constraint, limits.group).tolist()
    columns = (limits.constraint, limits.group, pl.Series(limits.limit), pl.Series(value.used))
    for constraint, group, limit, used, row in zip(*(column.to_list() for column in columns), place, strict=True):
        price = None if duals is None or constraint == MAX_OUT else nearest(duals.limits.get(row, Fraction(0)))
        out[constraint, group] = _Row(Fraction(limit), Fraction(used), price, _PLACEMENTS)
    for number_, each in enumerate(levers.allowances):
        for at, (group, limit, used) in enumerate(zip(each.scope.names, each.limits, each.used(chosen), strict=True)):
            if limit >= 0:
                price = None if duals is None else nearest(duals.allowances.get((number_, at), Fraction(0)))
                out[each.constraint, group] = _Row(each.amount(limit), each.amount(used), price, each.usage.unit)
    return out


def _beside(plan: Plan, case: Case, true: dict[_Key, _Row]) -> list[str]:
    """Prices of jobs.csv that are not those of the vacancies."""
    if (plan.job_row < 0).any() or len(plan.job_row) != len(case.jobs):
        return []
    out = []
    for column in ("price", "price_fewer"):
        for job, cell in zip(plan.jobs["job_id"].to_list(), plan.jobs[column].to_list(), strict=True):
            price = true["vacancies", job].price
            if _number(cell, f"{JOBS}, job {job}: {column}") != price:
                is_ = "blank" if price is None else decimal_or(price)
                out.append(f"{JOBS}, job {job}: {column} is stated as {cell or 'blank'}, recomputed {is_}")
    return out


def decimal_or(value: Fraction) -> str:
    """A number written out, with its sign."""
    return ("-" if value < 0 else "") + decimal(abs(value))


def _number(cell: str, what: str) -> Fraction | None:
    value = number(cell) if cell else None
    if cell and value is None:
        raise Halt("tables", f"{what}: {cell[:40]!r} is not a number")
    return value
