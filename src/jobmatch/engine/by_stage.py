"""Plans that are proven stage by stage: what their duals prove, and the tables that say so (docs/certificate.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl

from jobmatch.engine.constraints import MAX_OUT, VACANCIES, in_order
from jobmatch.masters import ByStage, Solution, StageDuals
from jobmatch.masters.stages import COST
from jobmatch.problem import Levers, Problem
from jobmatch.problem.sides import Side

PLACEMENTS = "placements"
RELAXATION = "relaxation"


def duals_table(problem: Problem, levers: Levers, by_stage: ByStage) -> pl.DataFrame:
    """The rows of certificate.csv: every dual that is not 0, as an exact decimal."""
    tables = [
        pl.DataFrame(
            _rows(problem, levers, proof),
            {"constraint": pl.String, "group": pl.String, "dual": pl.String},
            orient="row",
        )
        for proof in by_stage.proofs
    ]
    named = [
        in_order(table).select(
            pl.lit(proof.name).alias("stage"), *([pl.lit(0).alias("leaf")] if levers.by_plan else []), pl.all()
        )
        for table, proof in zip(tables, by_stage.proofs, strict=True)
    ]
    return pl.concat(named)


def leaves_by_stage(levers: Levers, by_stage: ByStage) -> pl.DataFrame | None:
    """The only leaf of each stage, which holds everything; None where limits do not depend on the plan."""
    if not levers.by_plan:
        return None
    rows = [(proof.name, 0, "", "", None, None) for proof in by_stage.proofs]
    text = dict.fromkeys(("constraint", "group", "lower", "upper"), pl.String)
    return pl.DataFrame(rows, {"stage": pl.String, "leaf": pl.Int64, **text}, orient="row")


def _rows(problem: Problem, levers: Levers, proof: StageDuals) -> list[tuple[str, str, str]]:
    """Constraint, group and dual."""
    plain = -_places(problem, proof)
    found = [
        (VACANCIES, job, _text(y, plain))
        for job, y in zip(problem.jobs.to_list(), proof.vacancies.tolist(), strict=True)
        if y
    ]
    for limit, y in zip(levers.limits, proof.limits.tolist(), strict=True):
        if y:
            found.append((f"{limit.quota}, {_side(y)}", limit.group, _text(y, plain)))
    number = 0
    for side in () if levers.rows is None else levers.rows.sides:
        for group in side.groups:
            y = int(proof.rows[number])
            if y:
                found.append(
                    (constraint_of(side, y), group if side.kind != "seats" else "", _text(y, plain + side.decimals))
                )
            number += 1
    found += [(f"stage, {name}", "", _text(y, plain)) for name, y in proof.decided if y]
    return found


def _places(problem: Problem, proof: StageDuals) -> int:
    """Decimals of a dual of one whole unit."""
    return len(str(proof.unit)) - 1 + (problem.decimals if proof.name == COST else 0)


def _side(y: int) -> str:
    return "upper" if y > 0 else "lower"


def constraint_of(side: Side, y: int) -> str:
    return f"{side.name}, {side.kind if side.kind != 'quota' else _side(y)}"


def _text(y: int, exponent: int) -> str:
    number = Decimal(y).scaleb(exponent).normalize()
    return f"{number:f}"


def vacancy_prices(problem: Problem, levers: Levers, by_stage: ByStage) -> pl.Series | None:
    """The dual of each job's vacancies in yuan; None where there is none to show."""
    cost = next((proof for proof in by_stage.proofs if proof.name == COST), None)
    if cost is None or levers.by_plan:
        return None
    places = _places(problem, cost)
    return pl.Series([float(Decimal(y).scaleb(-places)) for y in cost.vacancies.tolist()], dtype=pl.Float64)


def conflict_of(problem: Problem, levers: Levers, by_stage: ByStage) -> dict[str, Any]:
    """What the summary says of a policy that no plan keeps: the bounds that a proof needs, and units broken at least.

    Where duals prove nothing the bounds are those that an exact programme names.
    """
    proof = by_stage.proofs[0]
    entry_of = _entries(levers)
    if proof.bound > 0:
        rows = _rows(problem, levers, proof)
        found = [entry_of[name, group] for name, group, _ in rows if (name, group) in entry_of]
        if not found:  # no dual is needed where limits contradict themselves
            against = {(False, k, upper) for k in _contradicting(levers, problem.n) for upper in (False, True)}
            found = [entry for entry in entry_of.values() if entry.at in against]
    else:
        named = {(each.of_row, each.number, each.upper) for each in by_stage.conflict}
        found = [entry for entry in entry_of.values() if entry.at in named]
    return {"conflict": [[entry.name, entry.group, entry.number] for entry in found], "short_by": max(0, proof.bound)}


def _contradicting(levers: Levers, persons: int) -> list[int]:
    """Hard limits whose lower limit is above the upper one at some number of placements."""
    found = []
    for k, limit in enumerate(levers.limits):
        both = limit.has_lower and limit.has_upper and limit.soft is None and not limit.all_or_none
        if both and any(limit.least(n) > (limit.most(n) or 0) for n in range(persons + 1)):
            found.append(k)
    return found


class _Entry(NamedTuple):
    """A bound as the summary names it, and where it is."""

    name: str
    group: str
    number: float | None
    at: tuple[bool, int, bool]


def _entries(levers: Levers) -> dict[tuple[str, str], _Entry]:
    """Every bound on a quota, a budget or the seats of a course, by constraint and group."""
    entries = []
    for k, limit in enumerate(levers.limits):
        for upper, number in ((False, limit.lower), (True, limit.upper)):
            name = f"{limit.quota}, {'upper' if upper else 'lower'}"
            entries.append(_Entry(name, limit.group, number, (False, k, upper)))
    row = 0
    for side in () if levers.rows is None else levers.rows.sides:
        for group, lower, upper_ in zip(side.groups, side.lower, side.upper, strict=True):
            for upper, number in ((False, lower), (True, upper_)):
                if number is not None:
                    shown = number / 10**side.decimals if side.decimals else number
                    name, where = constraint_of(side, 1 if upper else -1), group if side.kind != "seats" else ""
                    entries.append(_Entry(name, where, shown, (True, row, upper)))
            row += 1
    return {(entry.name, entry.group): entry for entry in entries}


def with_rows(
    table: pl.DataFrame, problem: Problem, levers: Levers, solution: Solution, used: list[int]
) -> pl.DataFrame:
    """The rows of prices.csv with those of the sides, their units, and the prices of the relaxation."""
    by_stage = solution.by_stage
    assert by_stage is not None
    cost = next((proof for proof in by_stage.proofs if proof.name == COST), None)
    rows, number = [], 0
    for side in () if levers.rows is None else levers.rows.sides:
        scale = 10**side.decimals
        for group, lower, upper in zip(side.groups, side.lower, side.upper, strict=True):
            for word, limit in (("lower", lower), ("upper", upper)):
                if limit is not None:
                    name = f"{side.name}, {word if side.kind == 'quota' else side.kind}"
                    where = "" if side.kind == "seats" else group
                    rows.append((name, where, limit / scale, used[number] / scale, side.unit))
            number += 1
    kinds = {"constraint": pl.String, "group": pl.String, "limit": pl.Float64, "used": pl.Float64, "unit": pl.String}
    sides = pl.DataFrame(rows, kinds, orient="row")
    if all(side.decimals == 0 for side in (() if levers.rows is None else levers.rows.sides)):
        sides = sides.with_columns(pl.col("limit", "used").cast(pl.Int64))
    own = table.drop("price", "price_fewer").with_columns(unit=pl.lit(PLACEMENTS))
    whole = pl.concat([own, sides], how="vertical_relaxed")
    prices = [] if cost is None or levers.by_plan else _rows(problem, levers, cost)
    found = pl.DataFrame(
        [(name, group, float(y)) for name, group, y in prices],
        {"constraint": pl.String, "group": pl.String, "price": pl.Float64},
        orient="row",
    )
    known = cost is not None and not levers.by_plan
    blank = (pl.col("constraint") == MAX_OUT) | pl.lit(not known)
    whole = whole.join(found, on=["constraint", "group"], how="left").with_columns(
        price=pl.when(blank).then(None).otherwise(pl.col("price").fill_null(0.0))
    )
    columns = ("constraint", "group", "limit", "used", "price", pl.col("price").alias("price_fewer"), "unit")
    return in_order(whole.select(*columns, pl.lit(RELAXATION).alias("of")))
