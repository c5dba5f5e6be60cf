"""The files of a run: the summary, the SHA-256 of every file, and tables read as plain text."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

import polars as pl

from jobmatch.errors import RunError
from jobmatch.verify.report import RECORDED_ONLY, Check, Halt, verdict
from jobmatch.words import Words, said

SCHEMA_VERSION = 1
_UNHASHED = frozenset({"summary.json", "timing.json"})
_ALWAYS = ("inputs/seekers.csv", "inputs/jobs.csv", "inputs/policy.json", "issues.csv")
PLAN_FILES = ("assignment.csv", "unmatched.csv", "jobs.csv", "prices.csv")
CHANGES = "changes.csv"
_DERIVED = ("placed_by_priority", "placed_by_tier", "mean_wage", "unmatched_by_reason")
_LEVERS = ("objective_parts", "stages", "households", "conflict", "short_by")
_ISSUES = ("list", "id", "column", "value", "severity", "code", "message", "advice")


@dataclass(frozen=True)
class Summary:
    """What summary.json claims; figures in yuan a month as floats of exact decimals.

    Attributes
    ----------
    derived
        The figures for planners that stand in it (`placed_by_priority` and so on), as they were read.
    levers
        The keys that only runs with levers have, as they were read.
    changes
        What became of the plan in force, as it was read; None without one.
    """

    status: str
    stop: str | None
    objective: float | None
    bound: float | None
    bound_source: str | None
    bound_of_prices: float | None
    gap: float | None
    abs_gap: float | None
    quantum: float
    decimals: int
    counts: dict[str, Any]
    derived: dict[str, Any]
    levers: dict[str, Any]
    changes: Any
    files: dict[str, str]

    @property
    def has_plan(self) -> bool:
        """Whether the status says that there is a plan."""
        return self.status in ("optimal", "feasible")


def read_summary(run: Path) -> Summary:
    """Parse summary.json.

    Raises
    ------
    RunError
        `run` is not the directory of a run at all.
    Halt
        It is, but its summary is missing, broken, or of another schema version.
    """
    if not run.is_dir():
        raise RunError(said("run.no_directory", run=run))
    if not any((run / name).exists() for name in ("summary.json", "assignment.csv", "inputs")):
        raise RunError(said("run.not_a_run", run=run))
    data = read_json(run, "summary.json")
    if not isinstance(data, dict):
        raise Halt("summary", said("verified.summary_not_object"))
    version = data.get("schema_version")
    if version != SCHEMA_VERSION or isinstance(version, bool):
        raise Halt("summary", said("verified.schema_unknown", version=version))
    known = {"schema_version", *Summary.__dataclass_fields__, *_DERIVED, *_LEVERS, *RECORDED_ONLY}
    unknown = [key for key in data if key not in known - {"derived", "levers"}]
    if unknown:
        raise Halt("summary", said("verified.key_unknown", unknown=unknown[0]))
    return Summary(
        status=_typed(data, "status", str),
        stop=_typed(data, "stop", str, None),
        objective=_number(data, "objective"),
        bound=_number(data, "bound"),
        bound_source=_typed(data, "bound_source", str, None),
        bound_of_prices=_number(data, "bound_of_prices") if "bound_of_prices" in data else None,
        gap=_number(data, "gap"),
        abs_gap=_number(data, "abs_gap"),
        quantum=_typed(data, "quantum", float, int),
        decimals=_typed(data, "decimals", int),
        counts=_typed(data, "counts", dict),
        derived={key: data[key] for key in _DERIVED if key in data},
        levers={key: data[key] for key in _LEVERS if key in data},
        changes=data.get("changes"),
        files=_typed(data, "files", dict),
    )


def _typed(data: dict[str, Any], key: str, *kinds: type | None) -> Any:
    value = data.get(key)
    allowed = tuple(kind for kind in kinds if kind is not None)
    if (value is None and None in kinds and key in data) or (
        isinstance(value, allowed) and not isinstance(value, bool)
    ):
        return value
    raise Halt(
        "summary",
        said(
            "verified.key_part",
            key=key,
            part=said("verified.wrong_type", value=value) if key in data else said("verified.missing"),
        ),
    )


def _number(data: dict[str, Any], key: str) -> float | None:
    value = _typed(data, key, float, int, None)
    return None if value is None else float(value)


def read_json(run: Path, name: str) -> Any:
    """The document in the file `name` of the run."""
    check = "summary" if name == "summary.json" else "policy"
    try:
        return json.loads((run / name).read_text(encoding="utf-8"), parse_constant=_not_json)
    except FileNotFoundError:
        raise Halt(check, said("verified.file_missing", name=name)) from None
    except (OSError, ValueError, RecursionError) as error:
        raise Halt(check, said("verified.not_json", name=name, error=error)) from None


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def check_files(run: Path, summary: Summary) -> Check:
    """Every file listed is there with its SHA-256, every file there is listed, none that a run needs is missing."""
    faults: list[Words] = []
    for name, digest in summary.files.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            faults.append(said("verified.outside_run", name=name))
        elif not (run / name).is_file():
            faults.append(said("verified.file_missing", name=name))
        elif _digest(run / name) != digest:
            faults.append(said("verified.file_changed", name=name))
    present = {path.relative_to(run).as_posix() for path in run.rglob("*") if not path.is_dir()}
    faults += [said("verified.not_listed", name=name) for name in sorted(present - set(summary.files) - _UNHASHED)]
    needed = (*_ALWAYS, *PLAN_FILES) if summary.has_plan else _ALWAYS
    faults += [said("verified.not_listed_needed", name=name) for name in needed if name not in summary.files]
    return verdict("files", faults, said("verified.files_hold", number=len(summary.files)))


def check_no_plan_files(run: Path) -> Check:
    """None of the files of a plan is there."""
    faults: list[Words] = [
        said("verified.there_but_infeasible", name=name) for name in (*PLAN_FILES, CHANGES) if (run / name).exists()
    ]
    return verdict("persons", faults, said("verified.no_plan_as_said"))


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def read_table(run: Path, name: str, columns: tuple[str, ...] = (), *, exactly: bool = False) -> pl.DataFrame:
    """The CSV file `name` as text, blank cells as "", with at least (or exactly) the `columns`."""
    path = run / name
    try:
        table = pl.read_csv(path, infer_schema=False, glob=False)
    except FileNotFoundError:
        raise Halt("tables", said("verified.file_missing", name=name)) from None
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = re.sub(r"\s+", " ", str(error))[:120]
        raise Halt("tables", said("verified.not_csv", name=name, reason=reason)) from None
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise Halt("tables", said("verified.no_column", name=name, missing=missing[0]))
    if exactly and tuple(table.columns) != columns:
        raise Halt(
            "tables",
            said("verified.columns_must_be", name=name, names=", ".join(columns), names2=", ".join(table.columns)),
        )
    return table.with_columns(pl.all().fill_null(""))


def check_issues(run: Path) -> tuple[Check, int]:
    """The warnings of the run: their columns and severity; and how many there are."""
    named = read_table(run, "issues.csv", _ISSUES)
    columns = (*_ISSUES, "fields") if "fields" in named.columns else _ISSUES
    table = read_table(run, "issues.csv", columns, exactly=True)
    faults: list[Words] = [
        said("verified.severity", row=row + 1, severity=severity)
        for row, severity in enumerate(table["severity"].to_list())
        if severity != "warning"
    ]
    return verdict("issues", faults, said("verified.warnings", height=table.height)), table.height


def read_optional(run: Path, name: str, columns: tuple[str, ...], *, exactly: bool = False) -> pl.DataFrame | None:
    """The same, or None where the run has no such file."""
    return read_table(run, name, columns, exactly=exactly) if (run / name).exists() else None
