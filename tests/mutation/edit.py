"""Small edits of a run directory, by column and row."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

Table = list[dict[str, str]]


class NotApplicable(Exception):
    """The run has nothing of the kind that a falsification needs."""


def table(run: Path, name: str) -> Table:
    """The rows of a csv file; none if it is not there."""
    path = run / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def put(run: Path, name: str, rows: Table, columns: list[str] | None = None) -> None:
    """Write a csv file again (or anew) with these rows."""
    path = run / name
    if columns is None:
        columns = list(rows[0]) if rows else path.read_text(encoding="utf-8").splitlines()[0].split(",")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def edit(run: Path, name: str, change: Callable[[Table], None]) -> None:
    """Change the rows of a csv file in place."""
    rows = table(run, name)
    if not rows:
        raise NotApplicable(f"{name} has no rows")
    columns = list(rows[0])
    change(rows)
    put(run, name, rows, columns)


def first(rows: Table, where: Callable[[dict[str, str]], bool] = lambda row: True) -> dict[str, str]:
    """The first row that fulfils a condition."""
    for row in rows:
        if where(row):
            return row
    raise NotApplicable("no such row")


def summary(run: Path) -> dict[str, Any]:
    """summary.json."""
    data: dict[str, Any] = json.loads((run / "summary.json").read_text(encoding="utf-8"))
    return data


def restate(run: Path, **values: object) -> None:
    """Change keys of summary.json."""
    (run / "summary.json").write_text(json.dumps({**summary(run), **values}), encoding="utf-8")


def repolicy(run: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the policy document."""
    path = run / "inputs/policy.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")


def plus(cell: str, quanta: int, run: Path) -> str:
    """A decimal some quanta higher."""
    return str(Decimal(cell or "0") + Decimal(quanta).scaleb(-int(summary(run)["decimals"])))


def placed(run: Path) -> dict[str, str]:
    """The first row of the plan."""
    return first(table(run, "assignment.csv"))


def listed(run: Path, name: str, key: str, changes: Mapping[str, str], *, row_id: str) -> None:
    """Set cells of one row of an input list; the column must be there."""

    def change(rows: Table) -> None:
        row = first(rows, lambda r: r[key] == row_id)
        for column, value in changes.items():
            if column not in row:
                raise NotApplicable(f"{name} has no column {column}")
            row[column] = value

    edit(run, f"inputs/{name}.csv", change)


def shift(run: Path, name: str, column: str, quanta: int, where: Callable[[dict[str, str]], bool]) -> None:
    """Raise a decimal in the first row that fulfils a condition."""

    def change(rows: Table) -> None:
        row = first(rows, where)
        row[column] = plus(row[column], quanta, run)

    edit(run, name, change)
