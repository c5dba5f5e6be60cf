"""What one more of each limited thing is worth to the plan, ranked; and how far that holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from jobmatch.engine.constraints import MAX_OUT, VACANCIES
from jobmatch.errors import UnsupportedError
from jobmatch.explain.opened import Opened, open_run
from jobmatch.policy import Policy, load_policy
from jobmatch.result import Result
from jobmatch.words import said

FAR = 1 << 16
"""Units beyond which nobody asks how far a price holds."""

SAME = 1e-6
"""Yuan within which two savings are the same: less than any quantum, more than rounding."""

EASED = {
    "lower": ("quota", "lower"),
    "upper": ("quota", "upper"),
    "budget": ("budget", "limit"),
    "seats": ("course", "seats"),
}
"""Where the policy has the number of each kind of limit."""

SCHEMA = {
    "what": pl.String,
    "name": pl.String,
    "unit": pl.String,
    "limit": pl.Float64,
    "used": pl.Float64,
    "worth": pl.Float64,
    "worth_fewer": pl.Float64,
    "job_id": pl.String,
}


def worth(run: Result | Opened | str, *, ranges: int = 0) -> pl.DataFrame:
    """One more of everything that is scarce, the most valuable first.

    Parameters
    ----------
    ranges
        For so many rows at the top that are vacancies of a job, or a quota, budget or course with one number for all,
        solve again to find over how many units more each is worth as much (column ``holds_for``; null for the others).

    Returns
    -------
    polars.DataFrame
        what (vacancy, employer, region, or the kind of limit: upper, lower, budget, seats), name, unit, limit, used,
        worth (yuan that one unit more saves; of a lower limit, one unit less), worth_fewer (yuan that one unit less
        costs; of a lower limit, one unit more), job_id (where a vacancy of the employer or region is worth most).

    Raises
    ------
    NoPlanError, RunError
        As `open_run`.
    UnsupportedError
        A rule made the plan that seeks no optimum.
    """
    opened = run if isinstance(run, Opened) else open_run(run)
    if opened.by_rule:
        raise UnsupportedError(said("worth.by_rule", rule=opened.summary["solver"]))
    jobs = opened.sources.jobs
    places = opened.jobs.join(jobs.drop("vacancies"), on="job_id", how="left").with_columns(
        pl.col("price", "price_fewer").cast(pl.Float64), pl.col("vacancies", "filled").cast(pl.Float64)
    )
    tables = [_rows(places, "vacancy", pl.col("job_id")), _limits(opened)]
    if "employer_id" in jobs.columns:
        tables.append(_best(places, "employer", pl.col("employer_id")))
    if "region" in jobs.columns:
        tables.append(_best(places, "region", opened.within("region", "prefecture")))
    found = pl.concat(tables).filter(pl.col("worth") > 0)
    found = found.sort(["worth", "what", "name"], descending=[True, False, False])
    found = found.unique(["what", "name"], keep="first", maintain_order=True)  # groups that are not named: the best one
    if not ranges:
        return found
    documents = load_policy(opened.sources.policy)
    base = float(opened.summary["objective"])
    held = [
        _holds_for(opened, documents, row, base) if k < ranges else None
        for k, row in enumerate(found.iter_rows(named=True))
    ]
    return found.with_columns(holds_for=pl.Series(held, dtype=pl.Int64))


def _rows(places: pl.DataFrame, what: str, name: pl.Expr) -> pl.DataFrame:
    return places.select(
        what=pl.lit(what),
        name=name.cast(pl.String),
        unit=pl.lit("placements"),
        limit="vacancies",
        used="filled",
        worth="price",
        worth_fewer="price_fewer",
        job_id="job_id",
    ).cast(SCHEMA)  # type: ignore[arg-type]


def _best(places: pl.DataFrame, what: str, group: pl.Expr) -> pl.DataFrame:
    """One vacancy more at whichever job of each group it is worth most."""
    ranked = places.with_columns(group=group).drop_nulls("group").sort("price", "job_id", descending=[True, False])
    sums = ranked.group_by("group").agg(pl.col("vacancies", "filled").sum())
    first = ranked.group_by("group", maintain_order=True).first().drop("vacancies", "filled")
    return _rows(first.join(sums, on="group"), what, pl.col("group"))


def _limits(opened: Opened) -> pl.DataFrame:
    """Quotas, budgets and seats; a lower limit is eased by one less."""
    table = opened.prices.filter(~pl.col("constraint").is_in([VACANCIES, MAX_OUT]))
    who = pl.col("constraint").str.replace(r", [a-z]+$", "").is_in(list(opened.personal))
    group = pl.when(who).then(pl.lit("")).otherwise(pl.col("group").cast(pl.String).fill_null(""))
    kind = pl.col("constraint").str.extract(r", ([a-z]+)$")
    eases, tightens = pl.col("price").cast(pl.Float64), pl.col("price_fewer").cast(pl.Float64)
    lower = kind == "lower"
    return table.select(
        what=kind,
        name=(pl.col("constraint") + " " + group).str.strip_chars_end(),
        unit=pl.col("unit") if "unit" in table.columns else pl.lit("placements"),
        limit=pl.col("limit").cast(pl.Float64),
        used=pl.col("used").cast(pl.Float64),
        worth=pl.when(lower).then(-tightens).otherwise(eases),
        worth_fewer=pl.when(lower).then(-eases).otherwise(tightens),
        job_id=pl.lit(None, pl.String),
    ).cast(SCHEMA)  # type: ignore[arg-type]


def _holds_for(opened: Opened, policy: Policy, row: dict[str, Any], base: float) -> int | None:
    """Over how many units more each saves as much as the first; None where that is not asked."""

    def saved(units: int) -> float | None:
        changed = _eased(opened, policy, row, units)
        if changed is None:
            return None
        jobs, document = changed
        result = replace(opened.sources, jobs=jobs, policy=document).solved(opened.seed)
        return base - float(result.objective)

    def holds(units: int) -> bool:
        found = saved(units)
        return found is not None and abs(found - units * row["worth"]) <= SAME * units

    if saved(0) is None:
        return None
    good, bad = 0, 1
    while bad <= FAR and holds(bad):
        good, bad = bad, 2 * bad
    while bad - good > 1 and bad <= FAR:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if holds(middle) else (good, middle)
    return good


def _eased(opened: Opened, policy: Policy, row: dict[str, Any], units: int) -> tuple[pl.DataFrame, Policy] | None:
    """Jobs and policy with a limit that is eased by so many units; None for other rows."""
    jobs = opened.sources.jobs
    if row["what"] == "vacancy":
        mine = pl.col("job_id") == row["name"]
        more = (pl.col("vacancies").cast(pl.Int64) + units).cast(jobs["vacancies"].dtype)
        return jobs.with_columns(vacancies=pl.when(mine).then(more).otherwise("vacancies")), policy
    name = row["name"].rpartition(", ")[0]
    if row["what"] not in EASED:
        return None
    kind, key = EASED[row["what"]]
    levers = list(getattr(policy, kind))
    at = next((k for k, each in enumerate(levers) if each.name == name and getattr(each, "per", None) is None), None)
    if at is None or getattr(levers[at], key) is None:
        return None
    limit = getattr(levers[at], key) + (-units if row["what"] == "lower" else units)
    if limit < 0:
        return None
    levers[at] = levers[at].model_copy(update={key: limit})
    return jobs, policy.model_copy(update={kind: tuple(levers)})
