"""Write the two lists and a policy to files."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch.errors import InputError
from jobmatch.words import said

EXCEL_ROWS = 1_048_575
"""Rows of data that an Excel sheet holds below a header."""


def write_lists(
    seekers: pl.DataFrame, jobs: pl.DataFrame, policy: Mapping[str, Any], out_dir: str | Path, format: str = "csv"
) -> tuple[Path, Path, Path]:
    """Write `seekers.*`, `jobs.*` and `policy.toml` into a directory, made if it is not there.

    Files of the same names are replaced; each is written under a temporary name first, so that none is ever half there.

    Parameters
    ----------
    format
        `csv` (UTF-8), `xlsx` (ids and codes as text cells) or `parquet`.

    Returns
    -------
    tuple
        The paths written: seekers, jobs, policy.

    Raises
    ------
    InputError
        If there is no such format, or a list is longer than an Excel sheet.
    """
    writers: dict[str, Callable[[pl.DataFrame, Path], object]] = {
        "csv": pl.DataFrame.write_csv,
        "xlsx": _write_xlsx,
        "parquet": pl.DataFrame.write_parquet,
    }
    if format not in writers:
        raise InputError(said("presets.format", format=format, names=tuple(writers)))
    longest = max(seekers.height, jobs.height)
    if format == "xlsx" and longest > EXCEL_ROWS:
        raise InputError(said("presets.too_long", longest=longest, EXCEL_ROWS=EXCEL_ROWS))
    folder = Path(out_dir)
    folder.mkdir(parents=True, exist_ok=True)
    write = writers[format]
    return (
        _replace(folder / f"seekers.{format}", lambda path: write(seekers, path)),
        _replace(folder / f"jobs.{format}", lambda path: write(jobs, path)),
        _replace(folder / "policy.toml", lambda path: path.write_bytes(toml_text(policy).encode())),
    )


def _replace(path: Path, write: Callable[[Path], object]) -> Path:
    """Write under a temporary name beside `path`, then rename."""
    temporary = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    try:
        write(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def _write_xlsx(frame: pl.DataFrame, path: Path) -> None:
    import xlsxwriter

    # Row by row in constant memory. A fixed date of making, so that the same list is the same file.
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"created": datetime(2016, 8, 29)})
        sheet = book.add_worksheet()
        sheet.set_column(0, frame.width - 1, 16)
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(frame.columns):
            sheet.write_string(0, column, name)
        put = [_cell_writer(sheet, dtype) for dtype in frame.dtypes]
        for row, values in enumerate(frame.iter_rows(), start=1):
            for column, value in enumerate(values):
                if value is not None:
                    put[column](row, column, value)


def _cell_writer(sheet: Any, dtype: pl.DataType) -> Callable[[int, int, Any], object]:
    """How a column's cells are written: text stays text, even if it looks like a number."""
    if dtype == pl.Boolean:
        return lambda row, column, value: sheet.write_string(row, column, "yes" if value else "no")
    if dtype == pl.Date:
        return sheet.write_datetime  # type: ignore[no-any-return]
    if dtype.is_numeric():
        return sheet.write_number  # type: ignore[no-any-return]
    return sheet.write_string  # type: ignore[no-any-return]


def toml_text(document: Mapping[str, Any]) -> str:
    """A document as TOML: plain values first, then tables, then arrays of tables."""
    return "\n".join(_toml_lines(document, "")).strip() + "\n"


def _toml_lines(table: Mapping[str, Any], path: str) -> list[str]:
    lines = [f"{_key(key)} = {_value(value)}" for key, value in table.items() if not _is_table(value)]
    for key, value in table.items():
        name = f"{path}.{_key(key)}" if path else _key(key)
        if isinstance(value, Mapping):
            lines += ["", f"[{name}]", *_toml_lines(value, name)]
        elif _is_table(value):
            for item in value:
                lines += ["", f"[[{name}]]", *_toml_lines(item, name)]
    return lines


def _is_table(value: Any) -> bool:
    if isinstance(value, Mapping):
        return True
    return isinstance(value, list | tuple) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _key(key: str) -> str:
    return key if key and all(c.isascii() and (c.isalnum() or c in "_-") for c in key) else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return (
            '"' + "".join(_ESCAPES.get(c, c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}") for c in value) + '"'
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    raise TypeError(f"TOML has no {type(value).__name__}")


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
