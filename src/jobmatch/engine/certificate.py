"""Limits as tables: what each allows, how much of it is used, its prices, and the duals that prove the bound."""

from __future__ import annotations

import numpy as np
import polars as pl

from jobmatch.masters import Duals, Solution
from jobmatch.masters.cases import PLACED
from jobmatch.masters.worth import Worth
from jobmatch.pairing import yuan
from jobmatch.problem import Levers, Problem

VACANCIES, MAX_OUT = "vacancies", "household, max_out"
"""Constraints that no quota names."""


def certificate_table(problem: Problem, solution: Solution) -> pl.DataFrame | None:
    """The duals that are not 0 (docs/certificate.md, *Levers*), the last component in yuan; None without levers."""
    levers, duals = problem.levers, solution.duals
    if levers is None or duals is None:
        return None
    if not solution.leaves:
        return _duals_table(problem, levers, duals)
    tables = []
    for number, leaf in enumerate(solution.leaves):
        table = _duals_table(problem, leaf.case.concrete(levers, problem.n), leaf.duals, len(levers.limits))
        tables.append(table.select(pl.lit(number, pl.Int64).alias("leaf"), pl.all()))
    return pl.concat(tables)


def leaves_table(problem: Problem, solution: Solution) -> pl.DataFrame | None:
    """What restricts each leaf (docs/certificate.md, *Cases*); None where there are no cases."""
    levers = problem.levers
    if levers is None or not solution.leaves:
        return None
    rows: list[tuple[int, str, str, int | None, int | None]] = []
    for number, leaf in enumerate(solution.leaves):
        found = sorted(leaf.case.rows(levers, problem.n))
        rows += [(number, *row) for row in found or [("", "", None, None)]]
    whole = {"leaf": pl.Int64, "constraint": pl.String, "group": pl.String, "lower": pl.Int64, "upper": pl.Int64}
    return pl.DataFrame(rows, whole, orient="row")


def _duals_table(problem: Problem, levers: Levers, duals: Duals, everybody: int = -1) -> pl.DataFrame:
    """The duals that are not 0; that of all placements, limit number `everybody`, goes by its name alone."""
    of_job = np.flatnonzero(duals.vacancies.any(axis=0))
    names, groups, vectors = [], [], []
    for k, side, name in levers.sides():
        y = duals.limits[:, k].tolist()
        if (y > [0] * len(y)) == (side > 0) and any(y):
            names.append(PLACED if k == everybody else name)
            groups.append(levers.limits[k].group)
            vectors.append(y)
    of_limits = np.array(vectors, np.int64).reshape(-1, len(duals.names)).T
    values = np.concatenate([duals.vacancies[:, of_job], of_limits], axis=1)
    columns: dict[str, pl.Series] = {
        "constraint": pl.Series([VACANCIES] * of_job.size + names, dtype=pl.String),
        "group": pl.Series([*problem.jobs.gather(of_job), *groups], dtype=pl.String),
    }
    for name, of_all in zip(duals.names[:-1], values[:-1], strict=True):
        columns[name] = pl.Series(of_all)
    columns[duals.names[-1]] = yuan(values[-1], problem.decimals)
    return in_order(pl.DataFrame(columns))


def with_limits(
    vacancies: pl.DataFrame, problem: Problem, levers: Levers, solution: Solution, worth: Worth
) -> pl.DataFrame:
    """The rows of prices.csv: those of the vacancies, then of quotas and households."""
    prices, rows, placements = solution.limit_prices, [], int((solution.job >= 0).sum())
    for at, (k, side, name) in enumerate(levers.sides()):
        limit = levers.limits[k]
        of_side = (None, None) if prices is None else prices.limits[at]
        number = limit.most(placements) if side > 0 else limit.least(placements)
        rows.append((name, limit.group, number, worth.used[k], *of_side))
    rules = levers.households
    if rules is not None and rules.max_out is not None:
        size = np.bincount(rules.of_person, minlength=len(rules.ids))
        placed = np.bincount(rules.of_person[solution.job >= 0], minlength=len(rules.ids)).tolist()
        for h in np.flatnonzero(size > rules.max_out).tolist():
            of_household = (None, None) if prices is None else prices.households[h]
            rows.append((MAX_OUT, rules.ids[h], rules.max_out, placed[h], *of_household))
    whole = {"constraint": pl.String, "group": pl.String, "limit": pl.Int64, "used": pl.Int64}
    table = pl.DataFrame(rows, {**whole, "price": pl.Int64, "price_fewer": pl.Int64}, orient="row")
    table = table.with_columns(
        pl.when(pl.col(name).is_not_null())
        .then(yuan(table[name].fill_null(0).to_numpy(), problem.decimals))
        .alias(name)
        for name in ("price", "price_fewer")
    )
    return in_order(pl.concat([vacancies.with_columns(pl.col("limit", "used").cast(pl.Int64)), table]))


def in_order(table: pl.DataFrame) -> pl.DataFrame:
    """Rows by constraint, vacancies first, then group."""
    return table.sort(pl.col("constraint") != VACANCIES, "constraint", "group")
