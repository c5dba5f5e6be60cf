"""Solve again after some persons, jobs or pairs have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import polars as pl

from jobmatch.engine.in_force import InForce
from jobmatch.engine.inputs import kept_inputs
from jobmatch.engine.progress import Progress
from jobmatch.engine.solve import solve
from jobmatch.errors import InputError
from jobmatch.lists import read_lists
from jobmatch.policy import Policy, PolicySource, load_policy
from jobmatch.result import Result
from jobmatch.words import said


def resolve(
    result: Result,
    seekers: Any = None,
    jobs: Any = None,
    policy: PolicySource = None,
    *,
    pairs: Any = None,
    without_seekers: Iterable[str] = (),
    without_jobs: Iterable[str] = (),
    gap: float = 0.0,
    time_limit: float | None = None,
    progress: Callable[[Progress], Any] | None = None,
) -> Result:
    """What `solve` gives for the lists of `result` with these changes, found from its plan and prices.

    See `jobmatch.Result.resolve`.
    """
    origin, tables = result.origin, result.inputs.tables
    if origin is None:
        raise InputError(said("resolve.no_origin"))
    names = [name for name in ("seekers", "jobs", "pairs", "decisions") if f"{name}.csv" in tables]
    kept = {name: tables[f"{name}.csv"].table for name in names}
    changed = read_lists(
        kept["seekers"].clear() if seekers is None else seekers,
        kept["jobs"].clear() if jobs is None else jobs,
        pairs=kept["pairs"].clear() if "pairs" in kept else None,
        regions=origin.regions,
    )
    rows = {name: table.table for name, table in kept_inputs(changed, Policy(), None).tables.items()}
    policy = load_policy(origin.policy if policy is None else policy)
    for name, given in (("seekers", seekers), ("jobs", jobs)):
        if given is not None:
            _refuse_gaps(name, kept[name].columns, rows[f"{name}.csv"].columns, policy)
    lists = {
        "seekers": _changed(kept["seekers"], rows["seekers.csv"], "person_id", without_seekers, "without_seekers"),
        "jobs": _changed(kept["jobs"], rows["jobs.csv"], "job_id", without_jobs, "without_jobs"),
    }
    linked = {"pairs": _linked(kept.get("pairs"), lists)}
    if pairs is not None:
        linked["pairs"] = _with_pairs(linked["pairs"], pairs)
    return solve(
        lists["seekers"],
        lists["jobs"],
        policy,
        pairs=linked["pairs"],
        plan=InForce(tables["plan.csv"].table if "plan.csv" in tables else None, kept.get("decisions")),
        regions=origin.regions,
        start=result,
        gap=gap,
        time_limit=time_limit,
        solver=origin.solver,
        seed=origin.seed,
        progress=progress,
    )


def _refuse_gaps(name: str, old: list[str], new: list[str], policy: Policy) -> None:
    """Refuse rows without a column by which a lever counts them: they would silently fall out of its limits."""
    for column, lever in _counted_by(policy, name):
        if column in old and column not in new:
            raise InputError(said("resolve.no_column", name=name, column=column, lever=lever))


def _counted_by(policy: Policy, name: str) -> Iterator[tuple[str, str]]:
    """Columns of a list that levers use, and which lever."""
    side = "persons" if name == "seekers" else "jobs"
    for quota in policy.quota:
        lever = f"quota {quota.name!r}"
        yield from ((column, lever) for column in getattr(quota, side))
        where, dot, column = (quota.per or "").partition("@")[0].rpartition(".")
        if not dot or where == side:
            yield from ((found, lever) for found in (column, quota.lower_column, quota.upper_column) if found)
    stages, rules = policy.objective.order, policy.household
    if name == "seekers" and (rules.bonus or rules.max_out or "households" in stages):
        yield "household_id", "the household rule"
    if name == "seekers" and any(stage.startswith("placed:") for stage in stages):
        yield "priority", "objective.order"
    for stage in stages:
        if name == "seekers" and stage.startswith("fair:"):
            yield stage.partition(":")[2].removeprefix("persons.").partition("@")[0], "objective.order"
    if rules.together is not None:
        unit = "employer_id" if rules.together == "employer" else "region"
        yield ("together_id" if name == "seekers" else unit), "household.together"


def _changed(old: pl.DataFrame, rows: pl.DataFrame, key: str, gone: Iterable[str], argument: str) -> pl.DataFrame:
    """The old rows but those that are gone or given anew, then the new ones."""
    gone = pl.Series(list(gone), dtype=pl.String)
    unknown = gone.filter(~gone.is_in(old[key].implode()))
    if unknown.len():
        raise InputError(said("resolve.unknown_ids", argument=argument, number=unknown.len(), first=unknown[0]))
    left_out = pl.concat([gone, rows[key]]).implode()
    return pl.concat([old.filter(~pl.col(key).is_in(left_out)), rows], how="diagonal_relaxed")


def _linked(table: pl.DataFrame | None, lists: dict[str, pl.DataFrame]) -> pl.DataFrame | None:
    """Rows whose person and job are still there."""
    if table is None:
        return None
    return table.join(lists["seekers"], on="person_id", how="semi").join(lists["jobs"], on="job_id", how="semi")


def _with_pairs(old: pl.DataFrame | None, pairs: Any) -> pl.DataFrame:
    """Old pairs but those given anew, then these."""
    if old is None:
        raise InputError(said("resolve.no_pairs"))
    rows = pl.DataFrame(pairs).select(old.columns)
    return pl.concat([old.join(rows, on=["person_id", "job_id"], how="anti"), rows], how="vertical_relaxed")
