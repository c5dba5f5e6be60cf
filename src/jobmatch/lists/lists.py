"""Read the two lists and the tables that go with them: everything at once, every fault in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from jobmatch.errors import InputError
from jobmatch.lists.canonical import canonical_jobs, canonical_seekers
from jobmatch.lists.columns import DECISIONS, DISTANCES, JOBS, PAIRS, PLAN, SEEKERS, ListSpec
from jobmatch.lists.context import Reading
from jobmatch.lists.decisions import canonical_decisions, canonical_plan, check_against_earlier, with_earlier
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.headers import check_columns
from jobmatch.lists.issues import Issue, errors_message
from jobmatch.lists.links import Linked, canonical_distances, canonical_pairs
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
    pairs, decisions, distances, plan
        None if not given. Decisions are all that are in force, the new ones first.
    regions
        The tree that the region codes belong to.
    issues
        Warnings.
    cost_decimals
        Decimals of the pairs' costs, at most 9; None if they state none. ``cost_quanta`` is the cost times 10^this.
    columns
        By list: the canonical columns that the input really had.
    places
        Of seekers, jobs and decisions: the file's base name, and the row number of each row (null for a decision of an
        earlier round).
    linked
        Of pairs, decisions and plan, if given: the rows of `seekers` and of `jobs` that each row ties together (-1:
        gone, or blank).
    worked_out
        What others worked out of these lists, and need again when they are solved under another policy.
    """

    seekers: pl.DataFrame
    jobs: pl.DataFrame
    pairs: pl.DataFrame | None
    decisions: pl.DataFrame | None
    distances: pl.DataFrame | None
    plan: pl.DataFrame | None
    regions: RegionTree
    issues: tuple[Issue, ...]
    cost_decimals: int | None
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    places: Mapping[str, tuple[str, pl.Series]] = field(default_factory=dict, repr=False)
    linked: Mapping[str, Linked] = field(default_factory=dict, repr=False)
    worked_out: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def log(self, name: str) -> FaultLog:
        """An empty log for further findings about the rows of a list, which knows their places."""
        frame, key = {
            "seekers": (self.seekers, "person_id"),
            "jobs": (self.jobs, "job_id"),
            "decisions": (self.decisions, "person_id"),
        }[name]
        assert frame is not None
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
    plan: object = None,
    earlier: pl.DataFrame | None = None,
) -> Lists:
    """Read and check the lists.

    Parameters
    ----------
    seekers, jobs, pairs, regions, decisions, distances, plan
        Each a path (CSV, Excel, Parquet), a polars, pandas or pyarrow table, or a list of row objects, with the columns
        of docs/files.md. `regions` may also be a `RegionTree`.
    earlier
        Decisions of earlier rounds, canonical; those that the new ones do not replace hold on.

    Raises
    ------
    InputError
        There are errors; all of them, and the warnings, are attached as ``issues``.
    """
    sources = {"pairs": pairs, "decisions": decisions, "distances": distances, "plan": plan}
    lists, issues, errors = _read_all(seekers, jobs, regions, sources, earlier)
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
    plan: object = None,
    earlier: pl.DataFrame | None = None,
) -> tuple[Lists | None, tuple[Issue, ...]]:
    """Read and check the lists like `read_lists`, but return the faults: (None if there are errors, all issues)."""
    sources = {"pairs": pairs, "decisions": decisions, "distances": distances, "plan": plan}
    lists, issues, _ = _read_all(seekers, jobs, regions, sources, earlier)
    return lists, issues


@dataclass(frozen=True)
class _Input:
    """One input as read, with its log; `raw` is None if it was not given or could not be read."""

    spec: ListSpec
    log: FaultLog
    raw: RawTable | None


_OPTIONAL = (PAIRS, DECISIONS, DISTANCES, PLAN)


def _read_all(
    seekers: object, jobs: object, regions: object, sources: Mapping[str, object], earlier: pl.DataFrame | None
) -> tuple[Lists | None, tuple[Issue, ...], int]:
    """The lists (None if there are errors), all issues, and the count of errors."""
    inputs = [_open(seekers, SEEKERS), _open(jobs, JOBS)]
    inputs += [_open(sources[spec.name], spec, optional=True) for spec in _OPTIONAL]
    tree, region_log = _regions(regions)
    raw_pairs = inputs[2].raw
    with_costs = raw_pairs is not None and "cost" in raw_pairs.assigned.known
    readings = {each.spec.name: _reading(each, tree, with_costs) for each in inputs if each.raw is not None}
    frames, linked, decimals = _canonical(readings)
    if earlier is not None and "decisions" in frames:
        check_against_earlier(readings["decisions"].log, frames["decisions"], earlier)
    places = {name: (each.log.file, each.raw.rows) for name, each in readings.items()}
    logs = [*(each.log for each in inputs[:3]), region_log, *(each.log for each in inputs[3:])]
    issues = tuple(issue for log in logs for issue in log.issues())
    errors = sum(log.errors for log in logs)
    if errors or tree is None:
        return None, issues, errors
    if earlier is not None:
        ids = frames["seekers"]["person_id"], frames["jobs"]["job_id"]
        merged, linked["decisions"] = with_earlier(frames.get("decisions"), earlier, *ids)
        file, rows = places.get("decisions", ("", pl.Series(dtype=pl.Int64)))
        frames["decisions"] = merged
        places["decisions"] = (file, rows.extend_constant(None, merged.height - len(rows)))
    lists = Lists(
        seekers=frames["seekers"],
        jobs=frames["jobs"],
        pairs=frames.get("pairs"),
        decisions=frames.get("decisions"),
        distances=frames.get("distances"),
        plan=frames.get("plan"),
        regions=tree,
        issues=issues,
        cost_decimals=decimals,
        columns={name: reading.present() for name, reading in readings.items()},
        places=places,
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
    if "plan" in readings:
        frames["plan"], linked["plan"] = canonical_plan(readings["plan"], persons, posts)
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
