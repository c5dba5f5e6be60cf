"""What a run keeps of its inputs: canonical, without names, in the order of the ids."""

from __future__ import annotations

import polars as pl

from jobmatch.engine.settle import REGION_COLUMNS
from jobmatch.lists import Lists
from jobmatch.lists.columns import JOBS, SEEKERS, ListSpec
from jobmatch.policy import Policy, policy_to_json
from jobmatch.result import Inputs


def kept_inputs(lists: Lists, policy: Policy, extra: pl.DataFrame | None) -> Inputs:
    """Tables and texts of the directory `inputs/` (docs/files.md, section 3)."""
    tables = {"seekers.csv": _canonical(lists.seekers, lists, SEEKERS)}
    tables["jobs.csv"] = _canonical(lists.jobs, lists, JOBS)
    tables["regions.csv"] = _regions_in_use(lists, policy)
    update: dict[str, object] = {}
    if lists.pairs is not None:
        tables["pairs.csv"] = lists.pairs.drop("cost_quanta", strict=False).sort("person_id", "job_id")
    if lists.decisions is not None:
        tables["decisions.csv"] = lists.decisions.sort("person_id", "job_id", "decision")
    if lists.distances is not None:
        tables["distances.csv"] = lists.distances.sort("from", "to")
        update["distance"] = policy.distance.model_copy(update={"table": "distances.csv"})
    if extra is not None:
        tables["extra.csv"] = extra.sort(extra.columns)
        cut = {"table": "extra.csv", "term": None, "persons": (), "jobs": ()}
        update["extra"] = policy.extra.model_copy(update=cut)
    return Inputs(tables=tables, texts={"policy.json": policy_to_json(policy.model_copy(update=update))})


def _canonical(table: pl.DataFrame, lists: Lists, spec: ListSpec) -> pl.DataFrame:
    """The columns that the input had: known ones first, then its own."""
    left_out = {column.name for column in spec.columns} - lists.columns[spec.name]
    return table.drop(left_out, strict=False).sort(spec.key)


def _regions_in_use(lists: Lists, policy: Policy) -> pl.DataFrame:
    codes: set[str] = set()
    for table, columns in ((lists.seekers, ("home", "wish_regions")), (lists.jobs, ("region",))):
        for column in columns:
            for cell in table[column].drop_nulls().unique().to_list():
                codes.update(code for code in cell.split(";") if code not in ("", "*"))
    for predicate in (p for s in policy.subsidy for p in (s.persons, s.jobs)):
        for column in REGION_COLUMNS:
            codes.update(str(code) for code in predicate.get(column, ()))  # type: ignore[union-attr]
    if lists.distances is not None:
        codes.update(lists.distances["from"].to_list())
        codes.update(lists.distances["to"].to_list())
    return lists.regions.subset(codes).to_frame().sort("code")
