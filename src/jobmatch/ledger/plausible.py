"""Answers that are taken in, and look odd beside what is known: warned of, since life is odder than rules."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from jobmatch.ledger.store import LATER, day_of
from jobmatch.lists.faultlog import FaultLog


@dataclass(frozen=True, eq=False)
class Answers:
    """A table of events as read.

    Attributes
    ----------
    table
        person_id, job_id, event, day, reason, number; rows without an event are left out.
    place
        The place of each row in the log.
    blank
        How many rows said nothing yet.
    log
        What is wrong with it.
    unread
        Its columns that nothing here reads, and no hand-out has.
    """

    table: pl.DataFrame
    place: pl.Series
    blank: int
    log: FaultLog
    unread: tuple[str, ...] = ()


def whole_column(each: Answers, column: str) -> pl.Series:
    """A column by places in the log."""
    rows = 0 if each.log.rows is None else len(each.log.rows)
    cells: list[str | None] = [None] * rows
    for place, value in zip(each.place, each.table[column], strict=True):
        cells[place] = value
    return pl.Series(column, cells, dtype=pl.String)


def warn(tables: list[Answers], rows: pl.DataFrame, before: pl.DataFrame) -> None:
    """Warn of answers to what was never proposed, of leaving or staying without an arrival, of checks before their day.

    Parameters
    ----------
    rows
        The rows of all tables, with their days: person_id, job_id, event, day, number, at, sheet.
    before
        What `jobmatch.ledger.prior.events_of` gives.
    """
    pair = ["person_id", "job_id"]
    known = before.select("kind", *pair, day=pl.col("at") // LATER).with_columns(day_of("day"))
    both = pl.concat([known, rows.select("event", *pair, "day").rename({"event": "kind"})], how="vertical_relaxed")
    firsts = {
        kind: both.filter(kind=kind).group_by(pair).agg(pl.col("day").min().alias(kind))
        for kind in ("proposed", "arrived")
    }
    seen = rows
    for each in firsts.values():
        seen = seen.join(each, on=pair, how="left", maintain_order="left")
    due = pl.col("arrived").dt.offset_by(pl.format("{}mo", "number"))
    answered, stays = pl.col("event").is_in(("accepted", "declined")), pl.col("event").is_in(("checked", "left"))
    odd = {
        "never_proposed": answered & pl.col("proposed").is_null(),
        "never_arrived": stays & pl.col("arrived").is_null(),
        "checked_early": (pl.col("event") == "checked") & (due > pl.col("day")),
    }
    for code, which in odd.items():
        for sheet, mine in seen.filter(which.fill_null(False)).group_by("sheet"):
            table = tables[sheet[0]]
            table.log.cells(code, "event", mine["at"].sort(), whole_column(table, "person_id"))
