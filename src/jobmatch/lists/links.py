"""The tables that tie persons and jobs, or regions, together: pairs, decisions, distances."""

from __future__ import annotations

import polars as pl

from jobmatch.lists.context import Reading
from jobmatch.lists.costs import read_costs
from jobmatch.lists.headers import header_key
from jobmatch.lists.numbers import read_km, read_number, read_share
from jobmatch.lists.wishes import region_reader
from jobmatch.lists.words_read import read_decision

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
) -> tuple[pl.DataFrame, int | None]:
    """The pairs, and the decimals of their costs (None without costs).

    Parameters
    ----------
    persons, jobs
        The ids of the two lists; None if a list could not be read.
    """
    columns = _linked_ids(reading)
    places = _places(reading, columns, persons, jobs)
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
    return pl.DataFrame([*columns, *reading.own_columns()]), decimals


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


def canonical_decisions(reading: Reading, persons: pl.Series | None, jobs: pl.Series | None) -> pl.DataFrame:
    """The decisions on pairs."""
    columns = _linked_ids(reading)
    _places(reading, columns, persons, jobs)
    decision = reading.read("decision", read_decision, pl.String(), "cell_missing")
    return pl.DataFrame([*columns, decision, reading.cells("reason").fill_null(""), *reading.own_columns()])


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


def _linked_ids(reading: Reading) -> list[pl.Series]:
    reading.log.number_rows(reading.raw.rows, reading.cells("person_id"), reading.cells("job_id"))
    return [reading.ids("person_id"), reading.ids("job_id")]


def _places(
    reading: Reading, columns: list[pl.Series], persons: pl.Series | None, jobs: pl.Series | None
) -> list[pl.Series]:
    """The places of the ids in the two lists (or among themselves); ids that are not there are noted."""
    places = []
    for cells, known, code in zip(columns, (persons, jobs), ("person_unknown", "job_unknown"), strict=True):
        distinct = (cells if known is None else known).drop_nulls().unique(maintain_order=True)
        index = pl.int_range(len(distinct), dtype=pl.UInt32, eager=True)
        at = cells.replace_strict(distinct, index, default=None, return_dtype=pl.UInt32)
        if not reading.refused(cells.name):
            reading.log.cells(code, cells.name, (at.is_null() & cells.is_not_null()).arg_true(), cells)
        places.append(at)
    return places


def _check_duplicates(reading: Reading, columns: list[pl.Series], places: list[pl.Series]) -> None:
    """Note pairs that an earlier row has; by places in the lists, which is fast for millions of rows."""
    person, job = places
    pair = person.cast(pl.UInt64) * (1 << 32) + job.cast(pl.UInt64)
    if pair.drop_nulls().n_unique() == len(pair) - pair.null_count():
        return
    again = (pair.is_not_null() & ~pair.is_first_distinct()).arg_true()
    rows = reading.raw.rows

    def first(place: int) -> dict[str, object]:
        return {"first": rows[int((pair == pair[place]).arg_true()[0])]}

    names = columns[0] + " – " + columns[1]
    reading.log.cells("pair_duplicate", "person_id", again, names, more=first)
