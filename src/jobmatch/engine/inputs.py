"""What a run keeps of its inputs: canonical, without names, in the order of the ids."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from jobmatch.engine.settle import REGION_COLUMNS
from jobmatch.kept import Inputs, Kept
from jobmatch.lists import Lists
from jobmatch.lists.columns import JOBS, SEEKERS, ListSpec
from jobmatch.policy import Policy, policy_to_json

PIECE = 1 << 17
"""Rows whose cells are taken apart at a time."""


def kept_inputs(lists: Lists, policy: Policy, extra: pl.DataFrame | None) -> Inputs:
    """Tables and texts of the directory `inputs/` (docs/files.md, section 3)."""
    tables = {"seekers.csv": _canonical(lists.seekers, lists, SEEKERS)}
    tables["jobs.csv"] = _canonical(lists.jobs, lists, JOBS)
    tables["regions.csv"] = Kept(_regions_in_use(lists, policy, extra), ("code",))
    update: dict[str, object] = {}
    if lists.pairs is not None:
        tables["pairs.csv"] = Kept(_own(lists.pairs, {"cost_quanta"}), ("person_id", "job_id"))
    if lists.decisions is not None:
        tables["decisions.csv"] = Kept(_decisions(lists.decisions))
    if lists.plan is not None:
        tables["plan.csv"] = Kept(lists.plan.sort("person_id"))
    if lists.distances is not None:
        tables["distances.csv"] = Kept(lists.distances.sort("from", "to"))
        update["distance"] = policy.distance.model_copy(update={"table": "distances.csv"})
    if extra is not None:
        tables["extra.csv"] = Kept(extra.sort(extra.columns))
        cut = {"table": "extra.csv", "term": None, "persons": (), "jobs": ()}
        update["extra"] = policy.extra.model_copy(update=cut)
    return Inputs(tables=tables, texts={"policy.json": policy_to_json(policy.model_copy(update=update))})


def _decisions(table: pl.DataFrame) -> pl.DataFrame:
    """In an order of their own: rows may differ in the reason, or in a column of the list's own, alone."""
    first = ["person_id", "job_id", "decision"]
    return table.sort([*first, *sorted(set(table.columns) - set(first))])


def _canonical(table: pl.DataFrame, lists: Lists, spec: ListSpec) -> Kept:
    """The columns that the input had: known ones first, then its own."""
    left_out = {column.name for column in spec.columns} - lists.columns[spec.name]
    return Kept(_own(table, left_out), spec.key)


def _own(table: pl.DataFrame, left_out: set[str]) -> pl.DataFrame:
    """`table` without some columns, sharing no memory that the caller could still write to.

    Numbers, dates and flags of a caller's pandas or arrow table are seen where they stand; texts never are.
    """
    kept = [column for column in table.get_columns() if column.name not in left_out]
    # turned round twice, since polars has no deep copy
    return pl.DataFrame([column if column.dtype == pl.String else column.reverse().reverse() for column in kept])


def _regions_in_use(lists: Lists, policy: Policy, extra: pl.DataFrame | None) -> pl.DataFrame:
    """All regions that lists, policy or tables name: the run is read again from them alone."""
    codes: set[str] = set()
    for column in (lists.seekers["home"], lists.seekers["wish_regions"], lists.jobs["region"]):
        for entries in _entries(column):
            codes.update(entries)
    codes -= {"", "*"}
    codes.update(course.region for course in policy.course if course.region is not None)
    predicates = [p for s in policy.subsidy for p in (s.persons, s.jobs)]
    predicates += [p for q in policy.quota for p in (q.persons, q.jobs)]
    predicates += [p for b in policy.budget for p in (b.persons, b.jobs)]
    for predicate in predicates:
        for name in REGION_COLUMNS:
            codes.update(str(code) for code in predicate.get(name, ()))  # type: ignore[union-attr]
    if lists.distances is not None:
        codes.update(lists.distances["from"].to_list())
        codes.update(lists.distances["to"].to_list())
    if extra is not None:
        for name in extra.columns:
            if name.partition(".")[2] in REGION_COLUMNS:
                codes.update(extra[name].drop_nulls().to_list())
    return lists.regions.subset(codes).to_frame()


def _entries(cells: pl.Series) -> Iterator[pl.Series]:
    """The distinct entries of the cells of each piece of a column."""
    for piece in cells.to_frame().iter_slices(PIECE):
        yield piece.to_series().drop_nulls().unique().str.split(";").explode().unique()
