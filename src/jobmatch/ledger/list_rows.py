"""The rows of the two lists as events: whom a list names, and what it says of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from jobmatch.ledger.events import details_of, digest_of
from jobmatch.ledger.prior import closings, last_rows
from jobmatch.ledger.scope import within
from jobmatch.ledger.store import LATER
from jobmatch.lists import RegionTree
from jobmatch.lists.canonical import canonical_jobs, canonical_seekers
from jobmatch.lists.columns import JOBS, SEEKERS, Column, ListSpec
from jobmatch.lists.context import Reading
from jobmatch.lists.dates import read_date
from jobmatch.lists.faultlog import FaultLog
from jobmatch.lists.headers import check_columns
from jobmatch.lists.sources import read_source, start_log

if TYPE_CHECKING:
    from sqlalchemy import Connection

REPORTED = Column("reported", "date", ("上报日期", "填报日期", "报送日期", "发布日期", "上报时间"))

LISTED_JOBS = ListSpec(JOBS.name, (*JOBS.columns, REPORTED), JOBS.key)
"""The list of jobs, with the day on which the employer reported each."""


@dataclass(frozen=True, eq=False)
class Rows:
    """A list as read.

    Attributes
    ----------
    kind
        ``listed`` or ``reported``.
    table
        id, region, number (vacancies), day (null: not stated), details, digest.
    log
        What is wrong with it, by places of rows.
    unread
        Its columns that nothing here reads.
    no_wishes
        How many of its persons name no region.
    """

    kind: str
    table: pl.DataFrame
    log: FaultLog
    unread: tuple[str, ...] = ()
    no_wishes: int = 0

    def events(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows as events (`jobmatch.ledger.events.SCHEMA`)."""
        ids = {"person_id": "id", "job_id": None} if self.kind == "listed" else {"person_id": None, "job_id": "id"}
        return rows.select(
            pl.lit(self.kind).alias("kind"),
            "day",
            *(pl.lit("").alias(name) if column is None else pl.col(column).alias(name) for name, column in ids.items()),
            "region",
            "number",
            pl.lit("").alias("reason"),
            "details",
        )


def read_rows(source: object, kind: str, tree: RegionTree, today: date) -> Rows:
    """Read one of the two lists; faults are in its log."""
    spec = SEEKERS if kind == "listed" else LISTED_JOBS
    log = start_log(source, spec)
    raw = read_source(source, spec, log)
    empty = {"id": pl.String, "region": pl.String, "number": pl.Int64, "day": pl.Date, "details": pl.String}
    if raw is None:
        return Rows(kind, pl.DataFrame(schema={**empty, "digest": pl.Int64}), log)
    check_columns(raw.assigned, spec, False, log)
    if not len(raw.rows):
        log.whole("list_empty")
    reading = Reading(spec, raw, log, tree, False, today)
    table = canonical_seekers(reading) if kind == "listed" else canonical_jobs(reading)
    said = [column.name for column in table if column.name not in _absent(reading, spec)]
    texts = table.select(pl.col(said).cast(pl.String))
    details = [details_of(row) for row in texts.iter_rows(named=True)]
    key, region = ("person_id", "home") if kind == "listed" else ("job_id", "region")
    reported = reading.read("reported", read_date, pl.Date())
    log.cells("day_ahead", "reported", (reported > today).fill_null(False).arg_true(), reading.cells("reported"))
    rows = table.select(
        pl.col(key).alias("id"),
        pl.col(region).alias("region"),
        (pl.lit(0) if kind == "listed" else pl.col("vacancies")).cast(pl.Int64).alias("number"),
        reported.alias("day"),
        details=pl.Series(details, dtype=pl.String),
        digest=pl.Series([digest_of(text) for text in details], dtype=pl.Int64),
    )
    wishless = 0 if kind != "listed" else int((table["wish_regions"] == "").sum())
    return Rows(kind, rows, log, tuple(name for name, _ in raw.assigned.unknown), wishless)


def _absent(reading: Reading, spec: ListSpec) -> set[str]:
    """Known columns that the list does not have, or whose value is no more than a default."""
    return {column.name for column in spec.columns} - reading.present() | {"reported"}


def news_of(rows: Rows, connection: Connection, on: date, stated: bool, scope: str, tree: RegionTree) -> pl.DataFrame:
    """The rows that say something new, as events; what may not be written is noted in the log.

    A person's row is news if it differs from the last one; a job's also if its day is stated and later, or if the job
    was closed since.

    Parameters
    ----------
    on, stated
        The day of rows that have none, and whether somebody said so.
    """
    if scope:
        outside = ~rows.table["region"].is_in(within(rows.table["region"].drop_nulls().unique(), scope, tree))
        column = "home" if rows.kind == "listed" else "region"
        rows.log.cells("outside_scope", column, outside.arg_true(), rows.table["region"])
        theirs = last_rows(connection, rows.kind).select("id", theirs="region")
        theirs = theirs.filter(~pl.col("theirs").is_in(within(theirs["theirs"].unique(), scope, tree)))
        elsewhere = rows.table.join(theirs, on="id", how="left", maintain_order="left")["theirs"].is_not_null()
        key = "person_id" if rows.kind == "listed" else "job_id"
        rows.log.cells("outside_scope_before", key, (elsewhere & ~outside).arg_true(), rows.table["id"])
    table = rows.table.with_columns(pl.col("day").is_not_null().alias("dated"), pl.col("day").fill_null(on))
    last = last_rows(connection, rows.kind, on).select("id", "at", before="digest")
    table = table.join(last, on="id", how="left", maintain_order="left")
    news = (pl.col("before") != pl.col("digest")) | pl.col("before").is_null()
    if rows.kind == "reported":
        table = table.join(closings(connection, on), on="id", how="left", maintain_order="left")
        said_when = pl.col("day").dt.strftime("%Y%m%d").cast(pl.Int64) * LATER
        dated = (pl.col("dated") | pl.lit(stated)) & (said_when > pl.col("at"))
        news = news | dated | (pl.col("closed") > pl.col("at"))
    return rows.events(table.filter(news.fill_null(False)))


def missing_from(rows: Rows, connection: Connection, day: date, scope: str, tree: RegionTree) -> pl.Series:
    """Ids that the ledger has on a day, within a scope, and the list does not."""
    known = last_rows(connection, rows.kind, day)
    mine = known.filter(pl.col("region").is_in(within(known["region"].unique(), scope, tree))) if scope else known
    return mine.filter(~pl.col("id").is_in(rows.table["id"].implode()))["id"]
