"""One worker's part of a study: cells of one replicate, each begun from the plan of the first."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch import engine
from jobmatch.engine.prepare import read
from jobmatch.errors import JobmatchError
from jobmatch.explain import stability
from jobmatch.lists import Lists, RegionTree
from jobmatch.policy import Policy, load_policy
from jobmatch.result import Result
from jobmatch.scenarios.retention import load_model, predict_stay
from jobmatch.scenarios.study.base import lists_of_base, tree_of
from jobmatch.scenarios.study.cells import Cell
from jobmatch.scenarios.study.document import Study
from jobmatch.scenarios.study.list_changes import changed
from jobmatch.scenarios.study.outcomes import groups_of, outcome_of

CELLS = "cells"
"""The folder in which each finished cell has a file."""


@dataclass(frozen=True)
class Part:
    """Cells that one process solves in turn, all of one replicate.

    Attributes
    ----------
    anchor
        The first cell of the replicate: from its plan all others begin, whichever process solves them and whatever was
        solved before, so that what is found depends on neither.
    """

    study: Study
    anchor: Cell
    cells: tuple[Cell, ...]
    folder: Path


def work(part: Part) -> int:
    """Solve the cells that have no file yet; how many were solved."""
    todo = [cell for cell in part.cells if not file_of(part.folder, cell).exists()]
    if not todo:
        return 0
    desk = _desk_of(part)
    for cell in todo:
        start = time.perf_counter()
        row = desk.row(cell)
        row["seconds"] = round(time.perf_counter() - start, 3)
        _keep(part.folder, cell, row)
    return len(todo)


def _desk_of(part: Part) -> _Desk:
    """The desk of the part's replicate: the one that this process has from the part before, if it is that."""
    key = part.anchor.key
    if key not in _DESKS:
        _DESKS.clear()  # there is room for one
        _DESKS[key] = _Desk(part)
    return _DESKS[key]


class _Desk:
    """What lies at hand while cells of one replicate are solved: lists that were read, the plan to begin from."""

    def __init__(self, part: Part) -> None:
        self.study = part.study
        self.seekers, self.jobs, self.tree = lists_of(part.study, part.anchor.replicate)
        self.before: tuple[str, Lists] | None = None
        self.anchor = part.anchor
        self.first: Result | JobmatchError | None = None

    def row(self, cell: Cell) -> dict[str, Any]:
        """The row of a cell; one that is refused says why."""
        first = self._first()
        try:
            if cell.key != self.anchor.key:
                start = first if isinstance(first, Result) and first.plan is not None else None
                result = self._solved(cell, start)
            elif isinstance(first, Result):
                result = first
            else:
                raise first
        except JobmatchError as error:
            return {"outcome": {"status": "refused", "why": error.text("en")}, "groups": []}
        outcome = outcome_of(result)
        if self.study.stability and result.plan is not None:
            outcome |= {f"blocking_{name}": number for name, number in stability(result).figures().items()}
        return {"outcome": outcome, "groups": groups_of(result, self.study.groups, self.tree)}

    def _first(self) -> Result | JobmatchError:
        """What the first cell comes to, or why it is refused; solved once."""
        if self.first is None:
            try:
                self.first = self._solved(self.anchor, None)
            except JobmatchError as error:
                self.first = error
        return self.first

    def _solved(self, cell: Cell, start: Result | None) -> Result:
        solving, policy = self.study.solve, load_policy(json.loads(cell.policy))
        return engine.solve(
            self._read(cell, policy),
            None,
            policy,
            start=start,
            gap=solving.gap,
            time_limit=solving.time_limit,
            solver=cell.solver,
            seed=self.study.replicates.seed,
            _prices=False,  # no row has one of a vacancy
        )

    def _read(self, cell: Cell, policy: Policy) -> Lists:
        """The lists of a cell, read once for all cells in turn that have the same."""
        base = self.study.base
        key = cell.lists if base.stay is None else cell.lists + cell.policy  # who stays hangs on rules and distances
        if self.before is None or self.before[0] != key:
            given: dict[str, Any] = {"pairs": base.pairs, "decisions": base.decisions, "regions": self.tree}
            seekers, jobs = changed(self.seekers, cell.seekers, self.tree), changed(self.jobs, cell.jobs, self.tree)
            if base.stay is not None:
                jobs, given["pairs"] = self._predicted(base.stay, cell, seekers, jobs, policy)
            self.before = key, read(seekers, jobs, policy, base.plan, **given)
        return self.before[1]

    def _predicted(
        self, model: Path, cell: Cell, seekers: pl.DataFrame, jobs: pl.DataFrame, policy: Policy
    ) -> tuple[pl.DataFrame, Any]:
        """Jobs and pairs with `stay` as a model predicts it; of several replicates each has a draw of its own."""
        pairs, of = self.study.base.pairs, self.study.base.stay_of or "jobs"
        document, replicates = load_model(model), self.study.replicates
        draw = (replicates.seed + cell.replicate) % document.draws if replicates.count > 1 else None
        found = predict_stay(document, seekers, jobs, policy, of=of, pairs=pairs, regions=self.tree, draw=draw)
        return (jobs, found.table) if of == "pairs" else (found.table, pairs)


def lists_of(study: Study, replicate: int) -> tuple[pl.DataFrame, pl.DataFrame, RegionTree]:
    """The two lists of a replicate, before any change.

    Of a preset each replicate has a seed of its own. Of lists the first of one replicate is the lists themselves; of
    several each has as many persons, drawn with replacement (a bootstrap, Efron 1979); of a person drawn again the ids
    are made unlike.
    """
    base, seed = study.base, study.replicates.seed + replicate
    tree = tree_of(base)
    seekers, jobs = lists_of_base(base, tree, seed)
    if base.preset is None and study.replicates.count > 1:
        seekers = _drawn_again(seekers, seed)
    return seekers, jobs, tree


def _drawn_again(seekers: pl.DataFrame, seed: int) -> pl.DataFrame:
    # by id first: the order of the rows decides nothing
    drawn = seekers.sort("person_id").sample(seekers.height, with_replacement=True, seed=seed)
    again = pl.int_range(pl.len()).over("person_id")
    suffix = pl.when(again > 0).then(pl.lit("~") + again.cast(pl.String)).otherwise(pl.lit(""))
    ids = [name for name in ("person_id", "household_id", "together_id") if name in drawn.columns]
    return drawn.with_columns((pl.col(name) + suffix).alias(name) for name in ids)


_DESKS: dict[str, _Desk] = {}
"""The desk of this process, by the key of its anchor, which names everything that it depends on."""


def file_of(folder: Path, cell: Cell) -> Path:
    """Where a finished cell is kept."""
    return folder / CELLS / f"{cell.key}.json"


def _keep(folder: Path, cell: Cell, row: dict[str, Any]) -> None:
    """Write a finished cell, whole or not at all."""
    path = file_of(folder, cell)
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    os.replace(part, path)
