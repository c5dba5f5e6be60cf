"""Read a user's own table of regions and check that it is a tree."""

from __future__ import annotations

import polars as pl

from jobmatch.lists.cells import typed_text
from jobmatch.lists.columns import REGIONS
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.headers import check_columns
from jobmatch.lists.ids import check_ids, check_unique
from jobmatch.lists.numbers import number_reader
from jobmatch.lists.regions import RegionTree
from jobmatch.lists.sources import read_source, start_log
from jobmatch.lists.unique import read_column
from jobmatch.lists.words_read import read_level

_ORDER = ("country", "province", "prefecture", "county", "township", "village")


def read_regions(source: object) -> tuple[RegionTree | None, FaultLog]:
    """The tree of a table, or None, and what was found wrong with it."""
    log = start_log(source, REGIONS)
    raw = read_source(source, REGIONS, log)
    if raw is None:
        return None, log
    check_columns(raw.assigned, REGIONS, False, log)
    if log.errors:
        return None, log
    text = {name: typed_text(raw.columns[place]) for name, place in raw.assigned.known.items()}
    blank = pl.Series([None] * len(raw.rows), dtype=pl.String)
    log.number_rows(raw.rows, text["code"])
    check_ids(text["code"], "code", log)
    check_unique(text["code"], "code", log)
    frame = pl.DataFrame(
        {
            "code": text["code"],
            "parent": text["parent"],
            "level": read_column(log, "level", text["level"], read_level, pl.String(), blank="cell_missing"),
            "name": text.get("name", blank),
            "lon": _degrees("lon", 180.0, text.get("lon", blank), log),
            "lat": _degrees("lat", 90.0, text.get("lat", blank), log),
        }
    )
    half = (frame["lon"].is_null() != frame["lat"].is_null()) & (
        text.get("lon", blank).is_null() != text.get("lat", blank).is_null()
    )
    log.cells(
        "region_point_unreadable", "lon", half.arg_true(), text.get("lon", blank), more=lambda _: {"value": "blank"}
    )
    if not log.errors:
        _check_tree(frame, log)
    return (None if log.errors else RegionTree(frame)), log


def _degrees(name: str, limit: float, cells: pl.Series, log: FaultLog) -> pl.Series:
    reader = number_reader(-limit, limit, "region_point_unreadable")
    return read_column(log, name, cells, reader, pl.Float64())


def _check_tree(frame: pl.DataFrame, log: FaultLog) -> None:
    codes, parents = frame["code"], frame["parent"]
    orphans = (parents.is_not_null() & ~parents.is_in(codes.implode())).arg_true()
    log.cells("region_parent_unknown", "parent", orphans, parents)
    above = dict(zip(codes, parents, strict=True))
    circles = pl.Series([place for place, code in enumerate(codes) if _returns(code, above)], dtype=pl.UInt32)
    log.cells("region_cycle", "parent", circles, codes)
    levels = dict(zip(codes, frame["level"], strict=True))
    wrong = [
        place
        for place, (code, parent) in enumerate(zip(codes, parents, strict=True))
        if parent in levels and _ORDER.index(levels[code]) <= _ORDER.index(levels[parent])
    ]
    if not len(circles):
        places = pl.Series(wrong, dtype=pl.UInt32)
        log.cells("region_level_order", "level", places, frame["level"], more=lambda at: {"above": levels[parents[at]]})


def _returns(code: str, above: dict[str, str | None]) -> bool:
    """Whether the way up from a region comes back to it."""
    seen = {code}
    at = above.get(code)
    while at is not None and at not in seen:
        seen.add(at)
        at = above.get(at)
    return at == code
