"""`run_study`: cells in parallel processes, begun from the plan of the first, resumed after a kill; tables."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch.engine import Progress
from jobmatch.errors import RunError
from jobmatch.run_directory import holds_other
from jobmatch.scenarios.study.base import policy_of_base
from jobmatch.scenarios.study.cells import Cell, cells_of
from jobmatch.scenarios.study.changes import at
from jobmatch.scenarios.study.checks import refuse
from jobmatch.scenarios.study.document import Study
from jobmatch.scenarios.study.load import STUDY, StudySource, load_study, located
from jobmatch.scenarios.study.statistics import summarised
from jobmatch.scenarios.study.work import CELLS, Part, file_of, work
from jobmatch.words import said

THREADS = ("JOBMATCH_THREADS", "POLARS_MAX_THREADS")
"""How many threads a process takes: read when it begins."""

LONGEST = 25
"""Cells of a part at most: between parts a worker that has none left takes one over."""


@dataclass(frozen=True, eq=False)
class Studied:
    """What a study came to.

    Attributes
    ----------
    cells
        A row a cell: scenario, replicate, a column for each path that was swept, then `outcome_of`, seconds, key.
    groups
        A row a cell and group: scenario, replicate, paths, by, group, persons, placed, mean_wage.
    summary
        A row a scenario, point and figure: over replicates count, mean, sd, low and high (95 %), and the difference to
        the first scenario at the same point, replicate by replicate, with its low and high.
    solved, kept
        How many cells were solved now, and how many were there already.
    """

    cells: pl.DataFrame
    groups: pl.DataFrame
    summary: pl.DataFrame
    solved: int
    kept: int


def run_study(
    study: StudySource,
    out: str | Path,
    *,
    processes: int | None = None,
    progress: Callable[[Progress], Any] | None = None,
) -> Studied:
    """Solve every cell of a study and write its tables into a folder; cells that are there are kept.

    Parameters
    ----------
    study
        A TOML document, a mapping, a `Study`, or the folder of one that was run (docs/studies.md).
    out
        The folder: ``cells.csv``, ``cells.parquet``, ``groups.csv``, ``summary.csv``, ``study.json``, and a file a
        finished cell in ``cells/``, so that a study that was killed goes on where it was.
    processes
        How many at once; None: as many as there are cores.
    progress
        Called with a `Progress` as cells are finished.

    Raises
    ------
    PolicyError
        The document, or a policy that follows from it, is not valid.
    InputError
        The lists hold errors.
    RunError
        The folder holds something else.
    """
    study, folder = load_study(study), Path(out)
    cells = cells_of(study, _policy_of(study), _inputs(study))
    refuse(study, cells)
    _prepare(folder, study)
    todo = [cell for cell in cells if not file_of(folder, cell).exists()]
    _solve(study, cells, todo, folder, processes or os.cpu_count() or 1, progress)
    rows = [(cell, json.loads(file_of(folder, cell).read_text(encoding="utf-8"))) for cell in cells]
    table, groups = _tables(rows)
    found = Studied(table, groups, summarised(table, _paths(cells)), len(todo), len(cells) - len(todo))
    _write(found, folder)
    return found


def _policy_of(study: Study) -> dict[str, Any]:
    """The policy of the base as a document."""
    return policy_of_base(study.base).model_dump(mode="json", by_alias=True, exclude_unset=True)


def _inputs(study: Study) -> str:
    """A digest of everything that all cells have in common: files by their bytes."""
    base = study.base
    said = [version("jobmatch"), base.preset, base.scale, study.replicates.count > 1, study.groups]
    said.append(base.stay_of)
    for name in ("seekers", "jobs", "pairs", "regions", "plan", "decisions", "stay"):
        path = getattr(base, name)
        files = [] if path is None else sorted(path.rglob("*")) if path.is_dir() else [path]
        said += [hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()]
    return json.dumps(said)


def _prepare(folder: Path, study: Study) -> None:
    if holds_other(folder, STUDY):
        raise RunError(said("study.not_a_study", path=folder))
    (folder / CELLS).mkdir(parents=True, exist_ok=True)
    for part in (folder / CELLS).glob("*.part"):
        part.unlink()
    (folder / STUDY).write_text(located(study).model_dump_json(indent=2) + "\n", encoding="utf-8")


def _solve(
    study: Study,
    cells: list[Cell],
    todo: list[Cell],
    folder: Path,
    processes: int,
    progress: Callable[[Progress], Any] | None,
) -> None:
    done = len(cells) - len(todo)
    parts = list(_parts(study, cells, todo, folder, processes))
    if not parts:
        return
    context, workers = multiprocessing.get_context("spawn"), min(processes, len(parts))
    pool_of = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)
    with _threads_shared(workers), pool_of as pool:
        running = [pool.submit(work, part) for part in parts]
        try:
            for each in as_completed(running):
                done += each.result()
                if progress is not None:
                    told = said("study.progress", done=done, total=len(cells))
                    progress(Progress("study", done / len(cells), told))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _end_with_parent() -> None:
    """End this process as soon as the one that began it is gone, however that ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _threads_shared(workers: int) -> Iterator[None]:
    """Processes that begin in the meantime share the cores, instead of each taking all of them."""
    share = str(max(1, (os.cpu_count() or 1) // workers))
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update({name: share for name, given in before.items() if given is None})
    try:
        yield
    finally:
        for name in (name for name, given in before.items() if given is None):
            os.environ.pop(name, None)


def _parts(study: Study, cells: list[Cell], todo: list[Cell], folder: Path, processes: int) -> Iterator[Part]:
    """Cells of one replicate in parts as long as the processes share fairly, neighbours together."""
    size = max(1, min(LONGEST, -(-len(todo) // processes)))
    for replicate in dict.fromkeys(cell.replicate for cell in todo):
        anchor = next(cell for cell in cells if cell.replicate == replicate)
        mine = [cell for cell in todo if cell.replicate == replicate]
        for start in range(0, len(mine), size):
            yield Part(study, anchor, tuple(mine[start : start + size]), folder)


def _paths(cells: list[Cell]) -> list[str]:
    return list(dict.fromkeys(path for cell in cells for path in cell.point))


def _tables(rows: list[tuple[Cell, dict[str, Any]]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    paths = _paths([cell for cell, _ in rows])
    cells, groups = [], []
    for cell, row in rows:
        where = {"scenario": cell.scenario, "replicate": cell.replicate, **_valued(cell, paths)}
        cells.append({**where, **row["outcome"], "seconds": row["seconds"], "key": cell.key})
        groups += [{**where, **group} for group in row["groups"]]
    return pl.DataFrame(cells, infer_schema_length=None), pl.DataFrame(groups, infer_schema_length=None)


def _valued(cell: Cell, paths: list[str]) -> dict[str, Any]:
    """The value of each path that was swept: where the cell sweeps it not, what its policy says."""
    policy = json.loads(cell.policy)
    own = {path: at(policy, path.removeprefix("policy.")) for path in paths if path.startswith("policy.")}
    return {path: cell.point.get(path, own.get(path)) for path in paths}


def _write(found: Studied, folder: Path) -> None:
    found.cells.write_csv(folder / "cells.csv")
    found.cells.write_parquet(folder / "cells.parquet")
    found.groups.write_csv(folder / "groups.csv")
    found.summary.write_csv(folder / "summary.csv")
