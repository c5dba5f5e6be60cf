"""One worker's part of a study: cells of one replicate, each begun from the plan of the one before."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch import engine
from jobmatch.errors import JobmatchError
from jobmatch.lists import RegionTree, read_lists
from jobmatch.policy import load_policy
from jobmatch.result import Result
from jobmatch.scenarios import presets
from jobmatch.scenarios.study.cells import Cell
from jobmatch.scenarios.study.document import Study
from jobmatch.scenarios.study.list_changes import changed
from jobmatch.scenarios.study.outcomes import groups_of, outcome_of

CELLS = "cells"
"""The folder in which each finished cell has a file."""


@dataclass(frozen=True)
class Part:
    """Cells that one process solves in turn, all of one replicate."""

    study: Study
    cells: tuple[Cell, ...]
    folder: Path
    warm: bool = True


def work(part: Part) -> int:
    """Solve the cells that have no file yet; how many were solved."""
    todo = [cell for cell in part.cells if not file_of(part.folder, cell).exists()]
    if not todo:
        return 0
    seekers, jobs, tree = lists_of(part.study, todo[0].replicate)
    before: dict[str, tuple[pl.DataFrame, pl.DataFrame]] = {}
    last: Result | None = None
    for cell in todo:
        start = time.perf_counter()
        if cell.lists not in before:
            before = {cell.lists: (changed(seekers, cell.seekers, tree), changed(jobs, cell.jobs, tree))}
        row, last = _solved(part, cell, *before[cell.lists], tree, last if part.warm else None)
        row["seconds"] = round(time.perf_counter() - start, 3)
        _keep(part.folder, cell, row)
    return len(todo)


def _solved(
    part: Part, cell: Cell, seekers: pl.DataFrame, jobs: pl.DataFrame, tree: RegionTree, last: Result | None
) -> tuple[dict[str, Any], Result | None]:
    """The row of a cell, and what the next one begins from; a cell that is refused says why."""
    base, solving = part.study.base, part.study.solve
    given: dict[str, Any] = {"pairs": base.pairs, "plan": base.plan, "decisions": base.decisions, "regions": tree}
    policy = load_policy(json.loads(cell.policy))
    try:
        result = engine.solve(
            seekers,
            jobs,
            policy,
            **given,
            start=last,
            gap=solving.gap,
            time_limit=solving.time_limit,
            solver=solving.solver,
            seed=part.study.replicates.seed,
        )
    except JobmatchError as error:
        return {"outcome": {"status": "refused", "why": error.text("en")}, "groups": []}, last
    row = {"outcome": outcome_of(result), "groups": groups_of(result, part.study.groups, tree)}
    return row, result if result.plan is not None else last


def lists_of(study: Study, replicate: int) -> tuple[pl.DataFrame, pl.DataFrame, RegionTree]:
    """The two lists of a replicate, before any change.

    Of a preset each replicate has a seed of its own. Of lists the first of one replicate is the lists themselves; of
    several each has as many persons, drawn with replacement (a bootstrap, Efron 1979); of a person drawn again the ids
    are made unlike.
    """
    base, seed = study.base, study.replicates.seed + replicate
    tree = RegionTree.builtin() if base.regions is None else RegionTree.from_table(base.regions)
    if base.preset is not None:
        seekers, jobs, _ = presets.generate(base.preset, base.scale, seed)
        return seekers, jobs, tree
    read = read_lists(base.seekers, base.jobs, regions=tree)
    tables = (read.seekers, read.jobs)
    seekers, jobs = (
        table.select(name for name in table.columns if name in read.columns[key] or name in _own(table, key))
        for key, table in zip(("seekers", "jobs"), tables, strict=True)
    )
    if study.replicates.count > 1:
        seekers = _drawn_again(seekers, seed)
    return seekers, jobs, tree


def _own(table: pl.DataFrame, key: str) -> set[str]:
    from jobmatch.lists import LISTS

    return set(table.columns) - {column.name for column in LISTS[key].columns}


def _drawn_again(seekers: pl.DataFrame, seed: int) -> pl.DataFrame:
    drawn = seekers.sample(seekers.height, with_replacement=True, seed=seed)
    again = pl.int_range(pl.len()).over("person_id")
    suffix = pl.when(again > 0).then(pl.lit("~") + again.cast(pl.String)).otherwise(pl.lit(""))
    ids = [name for name in ("person_id", "household_id", "together_id") if name in drawn.columns]
    return drawn.with_columns((pl.col(name) + suffix).alias(name) for name in ids)


def file_of(folder: Path, cell: Cell) -> Path:
    """Where a finished cell is kept."""
    return folder / CELLS / f"{cell.key}.json"


def _keep(folder: Path, cell: Cell, row: dict[str, Any]) -> None:
    """Write a finished cell, whole or not at all."""
    path = file_of(folder, cell)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    os.replace(part, path)
