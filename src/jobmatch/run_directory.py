"""The run directory: written under a temporary name and renamed, so that it is whole or absent."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from jobmatch.errors import RunError
from jobmatch.result import Kept

if TYPE_CHECKING:
    from jobmatch.result import Result

UNHASHED = ("summary.json", "timing.json")
"""Files without a checksum: the one that holds the checksums, and the one that may differ between equal runs."""

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
        raise RunError(
            f"{path} exists already; choose another place, or say --overwrite (overwrite=True) to replace it"
        )
    if not path.is_dir() or (any(path.iterdir()) and not (path / "summary.json").exists()):
        raise RunError(f"{path} is not a run directory; it is left as it is. Choose another --out")


def save_run(result: Result, path: Path, *, overwrite: bool = False) -> Path:
    """Write `result` to the directory `path` (docs/files.md, section 3)."""
    refuse_existing(path, overwrite)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    except OSError as error:
        raise RunError(f"{path} cannot be written: {error.strerror}") from None
    try:
        _write(result, work)
        old = work.with_name(f"{work.name}-old")
        if path.exists():
            os.replace(path, old)
        os.replace(work, path)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise RunError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return path


def _write(result: Result, folder: Path) -> None:
    tables = {f"inputs/{name}": table for name, table in result.inputs.tables.items()}
    tables["issues.csv"] = Kept(result.issues)
    if result.plan is not None:
        tables["assignment.csv"] = Kept(result.plan.assignment)
        tables["unmatched.csv"] = Kept(result.plan.unmatched)
        tables["jobs.csv"] = Kept(result.plan.jobs)
    if result.limits is not None:
        tables["prices.csv"] = Kept(result.limits)
    if result.leaves is not None:
        tables["leaves.csv"] = Kept(result.leaves)
    if result.changes is not None:
        tables["changes.csv"] = Kept(result.changes)
    if result.certificate is not None:
        tables["certificate.csv"] = Kept(result.certificate)
    (folder / "inputs").mkdir()
    for name, table in tables.items():
        _write_csv(table, folder / name)
    for name, text in result.inputs.texts.items():
        (folder / "inputs" / name).write_text(text, encoding="utf-8", newline="\n")
    names = sorted([*tables, *(f"inputs/{name}" for name in result.inputs.texts)])
    _write_json({**result.summary, "files": {n: checksum(folder / n) for n in names}}, folder / "summary.json")
    _write_json(result.timing, folder / "timing.json")


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
        raise RunError(f"{path} cannot be read: {str(error).splitlines()[0]}") from None
    if missing := [name for name in columns if name not in table.columns]:
        raise RunError(f"{path} is damaged: it has no column {missing[0]}")
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
