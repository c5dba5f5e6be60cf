"""From what a caller gives (a path, a table, rows) to a table as read."""

from __future__ import annotations

import os
from pathlib import Path

from jobmatch.lists.columns import ListSpec
from jobmatch.lists.csv_files import read_csv
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.issues import base_name
from jobmatch.lists.raw import RawTable
from jobmatch.lists.tables import read_object, read_parquet

_EXCEL = {".xlsx", ".xlsm", ".xls"}
_TEXT = {".csv", ".txt", ".tsv"}
_PARQUET = {".parquet", ".pq"}


def start_log(source: object, spec: ListSpec) -> FaultLog:
    """An empty log for what `source` is."""
    return FaultLog(spec.name, base_name(source) if isinstance(source, str | os.PathLike) else "")


def read_source(source: object, spec: ListSpec, log: FaultLog) -> RawTable | None:
    """Read a list from wherever it is; None if a fault that was noted makes that impossible."""
    if not isinstance(source, str | os.PathLike):
        return read_object(source, spec, log)
    path = Path(source)
    try:
        return _read_path(path, spec, log)
    except OSError:
        log.whole("file_unreadable", value=path.name)
        return None


def read_sheets(source: object, spec: ListSpec, column: str) -> list[tuple[FaultLog, RawTable | None]]:
    """Read a list from every sheet of a workbook that has a column; from anything else as `read_source` does."""
    log = start_log(source, spec)
    if isinstance(source, str | os.PathLike) and Path(source).suffix.lower() in _EXCEL and Path(source).is_file():
        from jobmatch.lists.excel_files import read_excel_sheets

        try:
            return read_excel_sheets(Path(source), spec, column, log)
        except OSError:
            log.whole("file_unreadable", value=Path(source).name)
            return [(log, None)]
    return [(log, read_source(source, spec, log))]


def _read_path(path: Path, spec: ListSpec, log: FaultLog) -> RawTable | None:
    if path.is_dir():
        log.whole("file_is_folder", value=path.name)
        return None
    if not path.exists():
        log.whole("file_missing", value=path.name)
        return None
    ending = path.suffix.lower()
    if ending in _TEXT:
        return read_csv(path, spec, log)
    if ending in _EXCEL:
        from jobmatch.lists.excel_files import read_excel

        return read_excel(path, spec, log)
    if ending in _PARQUET:
        return read_parquet(path, spec, log)
    log.whole("file_type_unknown", value=ending or path.name)
    return None
