"""Registers as tables: every row is kept, with what of it can be read.

What is wrong with a file as a whole stops the work, and so do identity numbers that a spreadsheet holds as numbers,
since it has lost their last digits. What is wrong with a cell is listed, and the row goes on without it.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from jobmatch.lists import Issue, RegionTree
from jobmatch.lists.columns import ListSpec
from jobmatch.lists.context import Reading
from jobmatch.lists.dates import read_birth_date, read_date
from jobmatch.lists.faultlog import FaultLog, refuse_faults
from jobmatch.lists.headers import check_columns
from jobmatch.lists.sources import read_source, start_log
from jobmatch.lists.wishes import region_reader
from jobmatch.lists.words_read import read_yes_no
from jobmatch.registers.id_numbers import read_id_numbers


@dataclass(frozen=True, eq=False)
class Register:
    """A register as read.

    Attributes
    ----------
    table
        row (0, 1, …), line (as the spreadsheet numbers it), then every column that the spec knows, null where there is
        none; dates and yes/no as such, regions as codes; of rows of people also number, born, written and id_fault
        (`jobmatch.registers.id_numbers`).
    own
        The columns that the spec does not know, as text.
    file
        Base name; empty for a table from Python.
    issues
        What is wrong with cells.
    present
        The known columns that there are.
    """

    table: pl.DataFrame
    own: tuple[str, ...]
    file: str
    issues: tuple[Issue, ...]
    present: frozenset[str]


def read_register(source: object, spec: ListSpec, tree: RegionTree, as_of: date) -> Register:
    """Read one register.

    Raises
    ------
    InputError
        The file cannot be read, has no header, or holds identity numbers as numbers.
    """
    log = start_log(source, spec)
    raw = read_source(source, spec, log)
    if raw is not None:
        check_columns(raw.assigned, spec, False, log)
    refuse_faults(log)
    assert raw is not None
    log.number_rows(raw.rows)
    reading = Reading(spec, raw, log, tree, False, as_of)
    names = [column.name for column in spec.columns if column.kind != "dropped"]
    ids = [column.name for column in spec.columns if column.kind == "id" and reading.has(column.name)]
    written = {name: reading.ids(name, required=False, sound=True) for name in ids}
    refuse_faults(log)
    cells = _cell_log(log, reading)
    inner = Reading(spec, raw, cells, tree, False, as_of)
    columns = [written[name] if name in written else _column(inner, spec, name, as_of) for name in names]
    lines = raw.rows.alias("line")
    own = inner.own_columns()
    table = pl.DataFrame([lines, *columns, *own]).with_row_index("row")
    if "id_number" in names:
        found = read_id_numbers(table["id_number"], as_of)
        table = table.with_columns(
            number=found.number, born=found.birth_date, written=found.written, id_fault=found.fault
        )
    return Register(table, tuple(each.name for each in own), log.file, tuple(cells.issues()), reading.present())


def joined(registers: Sequence[Register]) -> Register:
    """Several registers of one kind as one, rows numbered through."""
    if len(registers) == 1:
        return registers[0]
    tables = [each.table.with_columns(file=pl.lit(each.file)) for each in registers]
    table = pl.concat(tables, how="diagonal_relaxed").drop("row").with_row_index("row")
    own = tuple(dict.fromkeys(name for each in registers for name in each.own))
    issues = tuple(issue for each in registers for issue in each.issues)
    present = frozenset[str]().union(*(each.present for each in registers))
    return Register(table, own, ", ".join(each.file for each in registers), issues, present)


def _column(reading: Reading, spec: ListSpec, name: str, as_of: date) -> pl.Series:
    column = spec.column(name)
    assert column is not None
    if column.kind == "birth_date":
        return reading.read(name, functools.partial(read_birth_date, today=as_of), pl.Date())
    if column.kind == "date":
        return reading.read(name, read_date, pl.Date())
    if column.kind == "yes_no":
        return reading.read(name, read_yes_no, pl.Boolean())
    if column.kind == "region":
        return reading.regions(name, region_reader)
    return reading.cells(name)


def _cell_log(log: FaultLog, reading: Reading) -> FaultLog:
    """A log for faults of cells, that knows rows and columns as the other does."""
    cells = FaultLog(log.name, log.file)
    cells.name_columns({name: name for name in reading.raw.assigned.known})
    cells.number_rows(reading.raw.rows)
    return cells
