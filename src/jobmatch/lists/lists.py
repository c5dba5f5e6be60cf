"""Read the two lists and the tables that go with them: everything at once, every fault in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from jobmatch.errors import InputError
from jobmatch.lists.canonical import canonical_jobs, canonical_seekers
from jobmatch.lists.columns import DECISIONS, DISTANCES, JOBS, PAIRS, SEEKERS, ListSpec
from jobmatch.lists.context import Reading
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.headers import check_columns
from jobmatch.lists.issues import Issue, errors_message
from jobmatch.lists.links import Linked, canonical_decisions, canonical_distances, canonical_pairs
from jobmatch.lists.raw import RawTable
from jobmatch.lists.region_table import read_regions
from jobmatch.lists.regions import RegionTree
from jobmatch.lists.sources import read_source, start_log


@dataclass(frozen=True)
class Lists:
    """Canonical lists without errors.

    Attributes
    ----------
    seekers, jobs
        Every column of docs/files.md (but ``name``), then the list's own as text; in the order of the rows as read.
    pairs, decisions, distances
        None if not given.
    regions
        The tree that the region codes belong to.
    issues
        Warnings.
    cost_decimals
        Decimals of the pairs' costs, at most 9; None if they state none. ``cost_quanta`` is the cost times 10^this.
    columns
        By list: the canonical columns that the input really had.
    places
        Of seekers and jobs: the file's base name, and the row number of each row.
    linked
        Of pairs and decisions, if given: the rows of `seekers` and of `jobs` that each row ties together.
    """

    seekers: pl.DataFrame
    jobs: pl.DataFrame
    pairs: pl.DataFrame | None
    decisions: pl.DataFrame | None
    distances: pl.DataFrame | None
    regions: RegionTree
    issues: tuple[Issue, ...]
    cost_decimals: int | None
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    places: Mapping[str, tuple[str, pl.Series]] = field(default_factory=dict, repr=False)
    linked: Mapping[str, Linked] = field(default_factory=dict, repr=False)

    def log(self, name: str) -> FaultLog:
        """An empty log for further findings about the rows of ``"seekers"`` or ``"jobs"``, which knows their places."""
        frame, key = (self.seekers, "person_id") if name == "seekers" else (self.jobs, "job_id")
        file, rows = self.places.get(name, ("", pl.Series(range(1, frame.height + 1), dtype=pl.Int64)))
        log = FaultLog(name, file)
        log.number_rows(rows, frame[key])
        return log


def read_lists(
    seekers: object,
    jobs: object,
    *,
    pairs: object = None,
    regions: object = None,
    decisions: object = None,
    distances: object = None,
) -> Lists:
    """Read and check the lists.

    Parameters
    ----------
    seekers, jobs, pairs, regions, decisions, distances
        Each a path (CSV, Excel, Parquet), a polars, pandas or pyarrow table, or a list of row objects, with the columns
        of docs/files.md. `regions` may also be a `RegionTree`.

    Raises
    ------
    InputError
        There are errors; all of them, and the warnings, are attached as ``issues``.
    """
    lists, issues, errors = _read_all(seekers, jobs, pairs, regions, decisions, distances)
    if lists is None:
        raise InputError(errors_message(issues, errors), issues)
    return lists


def check_lists(
    seekers: object,
    jobs: object,
    *,
    pairs: object = None,
    regions: object = None,
    decisions: object = None,
    distances: object = None,
) -> tuple[Lists | None, tuple[Issue, ...]]:
    """Read and check the lists like `read_lists`, but return the faults: (None if there are errors, all issues)."""
    lists, issues, _ = _read_all(seekers, jobs, pairs, regions, decisions, distances)
    return lists, issues


@dataclass(frozen=True)
class _Input:
    """One input as read, with its log; `raw` is None if it was not given or could not be read."""

    spec: ListSpec
    log: FaultLog
    raw: RawTable | None


def _read_all(
    seekers: object, jobs: object, pairs: object, regions: object, decisions: object, distances: object
) -> tuple[Lists | None, tuple[Issue, ...], int]:
    """The lists (None if there are errors), all issues, and the count of errors."""
    inputs = [
        _open(seekers, SEEKERS),
        _open(jobs, JOBS),
        _open(pairs, PAIRS, optional=True),
        _open(decisions, DECISIONS, optional=True),
        _open(distances, DISTANCES, optional=True),
    ]
    tree, region_log = _regions(regions)
    raw_pairs = inputs[2].raw
    with_costs = raw_pairs is not None and "cost" in raw_pairs.assigned.known
    readings = {each.spec.name: _reading(each, tree, with_costs) for each in inputs if each.raw is not None}
    frames, linked, decimals = _canonical(readings)
    logs = [*(each.log for each in inputs[:3]), region_log, *(each.log for each in inputs[3:])]
    issues = tuple(issue for log in logs for issue in log.issues())
    errors = sum(log.errors for log in logs)
    if errors or tree is None:
        return None, issues, errors
    lists = Lists(
        seekers=frames["seekers"],
        jobs=frames["jobs"],
        pairs=frames.get("pairs"),
        decisions=frames.get("decisions"),
        distances=frames.get("distances"),
        regions=tree,
        issues=issues,
        cost_decimals=decimals,
        columns={name: reading.present() for name, reading in readings.items()},
        places={name: (readings[name].log.file, readings[name].raw.rows) for name in ("seekers", "jobs")},
        linked=linked,
    )
    return lists, issues, 0


def _canonical(readings: Mapping[str, Reading]) -> tuple[dict[str, pl.DataFrame], dict[str, Linked], int | None]:
    """The canonical tables of the inputs that could be read, what they tie together, and the decimals of the costs."""
    frames: dict[str, pl.DataFrame] = {}
    linked: dict[str, Linked] = {}
    decimals = None
    if "seekers" in readings:
        frames["seekers"] = canonical_seekers(readings["seekers"])
    if "jobs" in readings:
        frames["jobs"] = canonical_jobs(readings["jobs"])
    persons, posts = _ids(readings, frames, "seekers", "person_id"), _ids(readings, frames, "jobs", "job_id")
    if "pairs" in readings:
        frames["pairs"], linked["pairs"], decimals = canonical_pairs(readings["pairs"], persons, posts)
    if "decisions" in readings:
        frames["decisions"], linked["decisions"] = canonical_decisions(readings["decisions"], persons, posts)
    if "distances" in readings:
        frames["distances"] = canonical_distances(readings["distances"])
    return frames, linked, decimals


def _ids(readings: Mapping[str, Reading], frames: dict[str, pl.DataFrame], name: str, key: str) -> pl.Series | None:
    """The ids of a list, or None if there are none to look others up in."""
    sound = name in readings and readings[name].has(key) and not readings[name].refused(key)
    return frames[name][key] if sound else None


def _open(source: object, spec: ListSpec, optional: bool = False) -> _Input:
    log = start_log(source, spec)
    return _Input(spec, log, None if optional and source is None else read_source(source, spec, log))


def _regions(source: object) -> tuple[RegionTree | None, FaultLog]:
    if source is None or isinstance(source, RegionTree):
        return source or RegionTree.builtin(), FaultLog("regions")
    return read_regions(source)


def _reading(each: _Input, tree: RegionTree | None, with_costs: bool) -> Reading:
    assert each.raw is not None
    check_columns(each.raw.assigned, each.spec, with_costs, each.log)
    if not len(each.raw.rows):
        each.log.whole("list_empty")
    return Reading(each.spec, each.raw, each.log, tree, with_costs, date.today())
