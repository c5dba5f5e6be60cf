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
from jobmatch.words import Words, said

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
    faults: list[Words] = []
    for at, cells in enumerate(table.iter_rows(), start=1):
        constraint, group, *numbers, unit, of = cells
        key, where = (
            (constraint, group),
            said("verified.row_of_limit", prices=PRICES, at=at, constraint=constraint, group=group),
        )
        if key not in true or key in seen:
            raise Halt(
                "prices",
                said(
                    "verified.this_is",
                    where=where,
                    part=said("verified.stands_twice" if key in seen else "verified.is_no_limit"),
                ),
            )
        seen.add(key)
        row = true[key]
        stated = [
            (name, _number(cell, said("at", where=where, what=name)))
            for name, cell in zip(COLUMNS[2:], numbers, strict=True)
        ]
        faults += [
            said(
                "verified.stated_part",
                where=where,
                name=name,
                part=said("verified.blank") if written is None else decimal_or(written),
                part2=said("verified.blank") if is_ is None else decimal_or(is_),
            )
            for (name, written), is_ in zip(stated, (row.limit, row.used, row.price, row.price), strict=True)
            if written != is_
        ]
        if unit != row.unit:
            faults.append(said("verified.unit_stated", where=where, unit=unit, unit2=row.unit))
        if of != RELAXATION:
            faults.append(said("verified.of_must_be", where=where, relaxation=RELAXATION, of=of))
    for constraint, group in true.keys() - seen:
        raise Halt("prices", said("verified.limit_no_row", prices=PRICES, constraint=constraint, group=group))
    faults += _beside(plan, case, true)
    if not in_order(np.zeros(table.height, np.int64), table["constraint"], table["group"]):
        faults.append(said("verified.not_sorted_by_constraint", prices=PRICES))
    above = sum(1 for row in true.values() if row.price)
    return verdict("prices", faults, said("verified.limits_hold", number=len(true), above=above))


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


def _beside(plan: Plan, case: Case, true: dict[_Key, _Row]) -> list[Words]:
    """Prices of jobs.csv that are not those of the vacancies."""
    if (plan.job_row < 0).any() or len(plan.job_row) != len(case.jobs):
        return []
    out: list[Words] = []
    for column in ("price", "price_fewer"):
        for job, cell in zip(plan.jobs["job_id"].to_list(), plan.jobs[column].to_list(), strict=True):
            price = true["vacancies", job].price
            if _number(cell, said("verified.job_column", jobs=JOBS, job=job, column=column)) != price:
                is_ = said("verified.blank") if price is None else decimal_or(price)
                out.append(
                    said(
                        "verified.job_stated",
                        jobs=JOBS,
                        job=job,
                        column=column,
                        value=cell or said("verified.blank"),
                        is_=is_,
                    )
                )
    return out


def decimal_or(value: Fraction) -> str:
    """A number written out, with its sign."""
    return ("-" if value < 0 else "") + decimal(abs(value))


def _number(cell: str, what: Words) -> Fraction | None:
    value = number(cell) if cell else None
    if cell and value is None:
        raise Halt("tables", said("verified.cell_no_number", what=what, cell=cell[:40]))
    return value
