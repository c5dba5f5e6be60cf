"""The tables that tie persons and jobs, or regions, together: pairs, distances; and the ids of any such table."""

from __future__ import annotations

import numpy as np
import polars as pl

from jobmatch.lists.context import Reading
from jobmatch.lists.costs import read_costs
from jobmatch.lists.headers import header_key
from jobmatch.lists.ids import are_sound
from jobmatch.lists.numbers import read_km, read_number, read_share
from jobmatch.lists.places import Places, has_twice, places_in
from jobmatch.lists.wishes import region_reader

Linked = tuple[Places, Places]
"""Rows of the persons and of the jobs in their lists."""

_SCORES = {
    *("score", "scores", "weight", "weights", "value", "price", "points", "rating", "utility", "costs", "penalty"),
    *("matchscore", "totalcost", "match", "similarity", "profit", "benefit", "loss", "distance", "rank"),
    *(
        "分数",
        "得分",
        "评分",
        "打分",
        "匹配分",
        "匹配度",
        "匹配得分",
        "匹配分数",
        "权重",
        "分值",
        "总分",
        "价值",
        "数值",
        "代价",
    ),
    *("总成本", "相似度", "收益", "损失", "距离"),
}
"""Headers, as `header_key` writes them, of what is likely meant as a cost."""


def canonical_pairs(
    reading: Reading, persons: pl.Series | None, jobs: pl.Series | None
) -> tuple[pl.DataFrame, Linked, int | None]:
    """The pairs, where their ids stand in the two lists, and the decimals of their costs (None without costs).

    Parameters
    ----------
    persons, jobs
        The ids of the two lists; None if a list could not be read.
    """
    columns, places = linked_ids(reading, persons, jobs)
    _check_duplicates(reading, columns, places)
    decimals = None
    if reading.has("cost"):
        cost, quanta, decimals = read_costs(reading.column("cost"), reading.log)
        columns += [cost, quanta]
    if reading.has("extra"):
        columns.append(reading.read("extra", read_number, pl.Float64()).fill_null(0.0))
    if reading.has("stay"):
        columns.append(reading.read("stay", read_share, pl.Float64()))
    if decimals is None:
        _note_scores(reading)
    return pl.DataFrame([*columns, *reading.own_columns()]), places, decimals


def _note_scores(reading: Reading) -> None:
    """Note columns of numbers that look like costs or scores in a table without costs."""
    for column in reading.own_columns():
        numbers = column.drop_nulls()
        if (
            header_key(column.name) in _SCORES
            and len(numbers)
            and numbers.cast(pl.Float64, strict=False).is_not_null().all()
        ):
            reading.log.whole("pairs_without_cost", column=column.name, value=column.name)


def canonical_distances(reading: Reading) -> pl.DataFrame:
    """The distances, each direction at most once."""
    log, rows = reading.log, reading.raw.rows
    log.number_rows(rows)
    start, end = (reading.regions(name, region_reader, "region_missing") for name in ("from", "to"))
    km = reading.read("km", read_km, pl.Float64(), "cell_missing")
    both = pl.DataFrame([start, end])
    again = (
        ~both.select(pl.struct("from", "to").is_first_distinct()).to_series() & start.is_not_null() & end.is_not_null()
    )
    names = start + " – " + end

    def first(place: int) -> dict[str, object]:
        same = (start == start[place]) & (end == end[place])
        return {"first": rows[int(same.arg_true()[0])]}

    log.cells("distance_duplicate", "from", again.arg_true(), names, more=first)
    return pl.DataFrame([start, end, km, *reading.own_columns()])


def linked_ids(
    reading: Reading,
    persons: pl.Series | None,
    jobs: pl.Series | None,
    *,
    may_be_gone: bool = False,
    may_be_blank: pl.Series | None = None,
) -> tuple[list[pl.Series], Linked]:
    """The ids of persons and jobs, checked, and their places in the two lists (or among themselves).

    Parameters
    ----------
    may_be_gone
        Whether ids that are not in the lists are no fault.
    may_be_blank
        Rows whose job may be blank.
    """
    names = ("person_id", "job_id")
    cells = [reading.cells(name) for name in names]
    named = cells[:1] if may_be_blank is not None else cells
    reading.log.number_rows(reading.raw.rows, *named)
    known = [
        (own if listed is None else listed).drop_nulls().unique(maintain_order=True)
        for own, listed in zip(cells, (persons, jobs), strict=True)
    ]
    person, job = (places_in(*each) for each in zip(known, cells, strict=True))
    # Ids that all stand in a list have no fault that the list's own do not have.
    sound = [bool((at >= 0).all()) and are_sound(listed) for at, listed in zip((person, job), known, strict=True)]
    needed = [None, None if may_be_blank is None else ~may_be_blank]
    ids = [
        reading.ids(name, sound=is_sound, needed=rows)
        for name, is_sound, rows in zip(names, sound, needed, strict=True)
    ]
    for column, at, code in zip(ids, (person, job), ("person_unknown", "job_unknown"), strict=True):
        if not (may_be_gone or reading.refused(column.name)):
            unknown = pl.Series(at < 0) & column.is_not_null()
            reading.log.cells(code, column.name, unknown.arg_true(), column)
    return ids, (person, job)


def _check_duplicates(reading: Reading, columns: list[pl.Series], places: Linked) -> None:
    """Note pairs that an earlier row has; by places in the lists, which is fast for millions of rows."""
    person, job = places
    if not has_twice(person, job):
        return
    known = pl.Series((person >= 0) & (job >= 0))
    pair = pl.Series(person.astype(np.int64) << 32 | job)
    pair = pl.select(pl.when(known).then(pair)).to_series()
    again = (known & ~pair.is_first_distinct()).arg_true()
    rows = reading.raw.rows

    def first(place: int) -> dict[str, object]:
        return {"first": rows[int((pair == pair[place]).arg_true()[0])]}

    names = columns[0] + " – " + columns[1]
    reading.log.cells("pair_duplicate", "person_id", again, names, more=first)
