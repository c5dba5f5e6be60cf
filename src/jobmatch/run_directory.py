"""The run directory: written under a temporary name and renamed, so that it is whole or absent."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from jobmatch.errors import RunError, reason
from jobmatch.kept import Kept
from jobmatch.words import said

if TYPE_CHECKING:
    from jobmatch.result import Result

PIECE = 1 << 18
"""Rows of a table that are written at a time."""


def refuse_existing(path: Path, overwrite: bool) -> None:
    """Fail early where a run could not be written.

    Raises
    ------
    RunError
        Something is there already and `overwrite` is false, or it is not a run directory.
    """
    if not path.exists():
        return
    if not overwrite:
        raise RunError(said("output.run_exists", path=path))
    if not path.is_dir() or (any(path.iterdir()) and not (path / "summary.json").exists()):
        raise RunError(said("output.not_a_run", path=path))


@dataclass(frozen=True, eq=False)
class RunFiles:
    """The files of a run: tables and texts by their path in it, the summary without checksums, the timing."""

    tables: dict[str, Kept]
    texts: dict[str, str]
    summary: dict[str, Any]
    timing: dict[str, Any]


def holds_other(folder: Path, own: str) -> bool:
    """Whether there is anything at a path but a folder that is empty, or has the file by which its kind is known."""
    return folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / own).exists()))


def files_of(result: Result) -> RunFiles:
    """What a result is saved as (docs/files.md, section 3)."""
    plan = result.plan
    tables: dict[str, pl.DataFrame | None] = {
        "issues.csv": result.issues,
        "assignment.csv": None if plan is None else plan.assignment,
        "unmatched.csv": None if plan is None else plan.unmatched,
        "jobs.csv": None if plan is None else plan.jobs,
        "prices.csv": result.limits,
        "leaves.csv": result.leaves,
        "changes.csv": result.changes,
        "certificate.csv": result.certificate,
    }
    kept = {f"inputs/{name}": table for name, table in result.inputs.tables.items()}
    kept |= {name: Kept(table) for name, table in tables.items() if table is not None}
    texts = {f"inputs/{name}": text for name, text in result.inputs.texts.items()}
    return RunFiles(kept, texts, result.summary, result.timing)


def read_files(run: Path) -> RunFiles:
    """What a saved run holds, every cell as text.

    Raises
    ------
    RunError
        It is not a run, or a file of it cannot be read.
    """
    try:
        summary = json.loads((run / "summary.json").read_text(encoding="utf-8"))
        timing = json.loads((run / "timing.json").read_text(encoding="utf-8"))
        names = list(summary.pop("files"))
        texts = {name: (run / name).read_text(encoding="utf-8") for name in names if not name.endswith(".csv")}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise RunError(said("run.not_a_run", run=run)) from None
    tables = {name: Kept(read_table(run / name)) for name in names if name.endswith(".csv")}
    return RunFiles(tables, texts, summary, timing)


def save_files(files: RunFiles, path: Path, *, overwrite: bool = False) -> Path:
    """Write the directory `path`, whole or not at all.

    Raises
    ------
    RunError
        As `refuse_existing`; or it cannot be written.
    """
    refuse_existing(path, overwrite)
    try:
        with whole_folder(path) as work:
            _write(files, work)
    except OSError as error:
        raise RunError(said("file.unwritable", path=path, why=reason(error))) from None
    return path


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to fill, readable by its owner only, that takes the place of `path` at the end: whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    try:
        yield work
        old = work.with_name(f"{work.name}-old")
        if path.exists():
            os.replace(path, old)
        os.replace(work, path)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _write(files: RunFiles, folder: Path) -> None:
    (folder / "inputs").mkdir()
    for name, table in files.tables.items():
        _write_csv(table, folder / name)
    for name, text in files.texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    names = sorted([*files.tables, *files.texts])
    _write_json({**files.summary, "files": {n: checksum(folder / n) for n in names}}, folder / "summary.json")
    _write_json(files.timing, folder / "timing.json")


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_table(path: Path, *columns: str, kinds: Mapping[str, Any] | None = None) -> pl.DataFrame:
    """A table of a run, which must have these columns: as texts, or with `kinds` numbers where there are numbers.

    Raises
    ------
    RunError
        It cannot be read, or lacks a column.
    """
    try:
        if kinds is None:
            table = pl.read_csv(path, infer_schema=False)
        else:
            table = pl.read_csv(path, schema_overrides=kinds, infer_schema_length=None)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise RunError(
            said(
                "file.unreadable",
                path=path,
                why=reason(error) if isinstance(error, OSError) else str(error).splitlines()[0],
            )
        ) from None
    if missing := [name for name in columns if name not in table.columns]:
        raise RunError(said("run.no_column", path=path, column=missing[0]))
    return table


def _write_csv(table: Kept, path: Path) -> None:
    """UTF-8, ``\\n``, quotes only where needed; nothing and empty text are the same."""
    blank = pl.col(pl.String).replace("", None)
    with path.open("wb") as file:
        for number, piece in enumerate(table.pieces(PIECE)):
            (piece.with_columns(blank) if piece.width else piece).write_csv(file, include_header=number == 0)


def _write_json(content: dict[str, Any], path: Path) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
