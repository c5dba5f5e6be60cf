"""Limits as tables: what each allows, how much of it is used, its prices, and the duals that prove the bound."""

from __future__ import annotations

import numpy as np
import polars as pl

from jobmatch.engine.by_stage import duals_table, leaves_by_stage
from jobmatch.engine.constraints import MAX_OUT, VACANCIES, in_order
from jobmatch.engine.fair import Fairness
from jobmatch.masters import Duals, Solution
from jobmatch.masters.cases import PLACED
from jobmatch.masters.worth import Worth
from jobmatch.pairing import yuan
from jobmatch.problem import Levers, Problem


def certificate_table(
    problem: Problem, solution: Solution, asked: Levers | None, fairness: Fairness | None
) -> pl.DataFrame | None:
    """The duals that are not 0 (docs/certificate.md, *Levers*), the last component in yuan; None without levers.

    `asked` are the levers as the policy has them; with fair shares those of `problem` have the share that was found.
    """
    levers, duals = problem.levers, solution.duals
    if levers is not None and solution.by_stage is not None:
        return duals_table(problem, levers, solution.by_stage)
    if levers is None or duals is None or asked is None:
        return None
    if not solution.leaves and not asked.fair:
        return _duals_table(problem, levers, duals)
    tables = []
    if fairness is not None and fairness.beyond is not None and fairness.duals is not None:
        tables.append(_duals_table(problem, asked.with_fair(fairness.beyond), fairness.duals))
    if not solution.leaves:
        tables.append(_duals_table(problem, levers, duals))
    for leaf in solution.leaves:
        numbers = leaf.case.concrete(levers, problem.n)
        tables.append(_duals_table(problem, numbers, leaf.duals, len(levers.limits)))
    return pl.concat(table.select(pl.lit(k, pl.Int64).alias("leaf"), pl.all()) for k, table in enumerate(tables))


def leaves_table(
    problem: Problem, solution: Solution, asked: Levers | None, fairness: Fairness | None
) -> pl.DataFrame | None:
    """What restricts each leaf (docs/certificate.md, *Cases*); None where there are no cases."""
    levers = problem.levers
    if levers is not None and solution.by_stage is not None:
        return leaves_by_stage(levers, solution.by_stage)
    if levers is None or solution.duals is None or asked is None or not (solution.leaves or asked.fair):
        return None
    cases = [sorted(leaf.case.rows(levers, problem.n)) for leaf in solution.leaves]
    rows = [
        (k, name, group, _text(low), _text(high)) for k, case in enumerate(cases) for name, group, low, high in case
    ]
    if fairness is not None:
        shares = [share for share in (fairness.beyond, fairness.asked) if share is not None]
        rows = [(k, fairness.name, "", f"{s.numerator}/{s.denominator}", None) for k, s in enumerate(shares)]
    there = {row[0] for row in rows}
    rows += [(k, "", "", None, None) for k in range(max(1, len(cases))) if k not in there]
    columns = ("leaf", "constraint", "group", "lower", "upper")
    whole = {name: pl.String if name != "leaf" else pl.Int64 for name in columns}
    return pl.DataFrame(rows, whole, orient="row").sort("leaf", maintain_order=True)


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)


def _duals_table(problem: Problem, levers: Levers, duals: Duals, everybody: int = -1) -> pl.DataFrame:
    """The duals that are not 0; that of all placements, limit number `everybody`, goes by its name alone."""
    of_job = np.flatnonzero(duals.vacancies.any(axis=0))
    names, groups, vectors = [], [], []
    for k, side, name in levers.sides():
        y = duals.limits[:, k].tolist()
        if k != everybody and (y > [0] * len(y)) == (side > 0) and any(y):
            names.append(name)
            groups.append(levers.limits[k].group)
            vectors.append(y)
    if everybody >= 0 and duals.limits[:, everybody].any():  # it may have either sign, whatever the range of the leaf
        names.append(PLACED)
        groups.append("")
        vectors.append(duals.limits[:, everybody].tolist())
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
