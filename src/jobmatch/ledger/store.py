"""The ledger as a file or a database: opened, added to in one transaction, read as one moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import polars as pl
import sqlalchemy as sa

from jobmatch.errors import LedgerError
from jobmatch.ledger.events import KINDS, digest_of
from jobmatch.ledger.tables import BATCH, COLUMNS, EVENT, INCOMING, JOB, NAME_THEM, PERSON, REGION, TAKE_IN, VOID
from jobmatch.words import said

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

PATIENCE = 60
"""Seconds that a writer waits for another."""

AT_ONCE = 100_000
"""Rows handed to the database at a time."""

LATER = 1 << 34
"""A day times this, and the number of an event: what comes later is greater. (2^34 events; days below 2^25.)"""


@dataclass(frozen=True)
class Written:
    """What became of events that were handed over.

    Attributes
    ----------
    batch
        The number of the transaction; None if the ledger had all of them already.
    new
        How many were added.
    known
        How many the ledger had, or were given twice.
    """

    batch: int | None
    new: int
    known: int


class Ledger:
    """Events of persons and jobs, which only grow in number.

    Open one by `open_ledger`; it is a context manager, and closing it gives the connections back.
    """

    def __init__(self, engine: Engine, where: str) -> None:
        self.engine = engine
        self.where = where

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def add(self, events: pl.DataFrame, what: str, source: str = "", scope: str = "") -> Written:
        """Write events in one transaction; those that the ledger has already are left out.

        When this returns, the events are on disk. If anything goes wrong before, none of them is in the ledger.

        Parameters
        ----------
        events
            Columns as in `jobmatch.ledger.events.SCHEMA`; rows of one day count in this order.
        what
            What was done, for whoever reads the table of batches: ``"import"``, ``"propose"``, …
        source
            The base name of the file that they come from.
        scope
            The region of who writes.

        Raises
        ------
        LedgerError
            Another writer did not finish in time, or the database failed.
        """
        with self.writing() as connection:
            return self.put(connection, events, what, source, scope)

    def put(
        self, connection: Connection, events: pl.DataFrame, what: str, source: str = "", scope: str = ""
    ) -> Written:
        """Like `add`, within a transaction that `writing` has begun.

        A column ``news`` may say which events are known to be none of those that the ledger has, though they may look
        like one of the same day that was overtaken since, or voided.
        """
        point = connection.begin_nested()
        INCOMING.create(connection)
        _hand_over(connection, _rows(events))
        for statement in NAME_THEM:
            connection.execute(statement)
        batch = self._begin_batch(connection, what, source, scope, events.height)
        new = connection.execute(TAKE_IN, {"batch": batch}).rowcount
        INCOMING.drop(connection)
        if not new:  # nothing that happened here is worth a trace
            point.rollback()
            return Written(None, 0, events.height)
        point.commit()
        return Written(batch, new, events.height - new)

    def void(self, event: int | Collection[int], reason: str, scope: str = "") -> None:
        """Let events that were written by mistake count nowhere; they stay in the ledger, and so does the reason.

        Raises
        ------
        LedgerError
            There is no such event, or it counts nowhere already; then none of them is voided.
        """
        events = sorted({event} if isinstance(event, int) else set(event))
        with self.writing() as connection:
            for each in events:
                if connection.execute(sa.select(EVENT.c.event).where(EVENT.c.event == each)).first() is None:
                    raise LedgerError(said("ledger.no_event", event=each))
                if connection.execute(sa.select(VOID.c.event).where(VOID.c.event == each)).first() is not None:
                    raise LedgerError(said("ledger.void_already", event=each))
            batch = self._begin_batch(connection, "void", "", scope, len(events))
            rows = [{"event": each, "batch": batch, "reason": reason} for each in events]
            connection.execute(VOID.insert(), rows)

    @staticmethod
    def _begin_batch(connection: Connection, what: str, source: str, scope: str, given: int) -> int:
        made = datetime.now(UTC).isoformat(timespec="seconds")
        head = BATCH.insert().values(written_at=made, what=what, source=source, scope=scope, given=given)
        key = connection.execute(head).inserted_primary_key
        assert key is not None
        return int(key[0])

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction beside which nobody else writes; committed at the end, undone by whatever is raised.

        Raises
        ------
        LedgerError
            Another writer did not finish in time, or the database failed.
        """
        with self._told(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(sa.text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
                # Readers go on; numbers of batches and events are then in the order in which they can be seen.
                connection.execute(sa.text("LOCK TABLE batch IN SHARE ROW EXCLUSIVE MODE"))
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the ledger as it is at one moment, however many statements it is asked."""
        with self._told(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin() as moment:
                yield connection
                moment.rollback()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the database says, as an error that says which ledger it is about."""
        try:
            yield
        except sa.exc.DBAPIError as error:
            why = str(error.orig)
            if "database is locked" in why or type(error.orig).__name__ == "LockNotAvailable":
                raise LedgerError(said("ledger.busy", where=self.where, seconds=PATIENCE)) from error
            if "readonly database" in why or "unable to open database" in why:
                raise LedgerError(said("ledger.read_only", where=self.where)) from error
            raise LedgerError(said("ledger.failed", where=self.where, why=str(error.orig).strip())) from error

    def events(
        self,
        until: date | None = None,
        *,
        person: str | None = None,
        job: str | None = None,
        event: int | None = None,
        batch: int | None = None,
    ) -> pl.DataFrame:
        """Events in the order in which they happened and were written: all, up to a day, of one person or job, or one.

        Returns
        -------
        polars.DataFrame
            event, batch, then the columns of `jobmatch.ledger.events.SCHEMA`. What was written by mistake (`void`) is
            not there.
        """
        wanted: sa.Select[Any] = (
            sa.select(
                *(EVENT.c.event, EVENT.c.batch, EVENT.c.kind, EVENT.c.day, PERSON.c.person_id, JOB.c.job_id),
                *(REGION.c.code, EVENT.c.number, EVENT.c.reason, EVENT.c.details),
            )
            .join(PERSON, PERSON.c.person == EVENT.c.person)
            .join(JOB, JOB.c.job == EVENT.c.job)
            .join(REGION, REGION.c.region == EVENT.c.region)
        )
        wanted = counting(wanted, until).order_by(EVENT.c.day, EVENT.c.event)
        if batch is not None:
            wanted = wanted.where(EVENT.c.batch == batch)
        if event is not None:
            wanted = wanted.where(EVENT.c.event == event)
        if person is not None:
            wanted = wanted.where(PERSON.c.person_id == person)
        if job is not None:
            wanted = wanted.where(JOB.c.job_id == job)
        numbers = ("event", "batch", "kind", "day", "number")
        names = ("event", "batch", "kind", "day", "person_id", "job_id", "region", "number", "reason", "details")
        with self.reading() as connection:
            table = fetched(connection, wanted, {n: pl.Int64 if n in numbers else pl.String for n in names})
        return table.with_columns(kind_name("kind"), day_of("day"))

    def batches(self) -> pl.DataFrame:
        """What was written when: batch, written_at, what, source, scope, given."""
        columns = {name: pl.Int64 if name in ("batch", "given") else pl.String for name in BATCH.columns.keys()}  # noqa: SIM118 (a collection of its own)
        with self.reading() as connection:
            return fetched(connection, sa.select(BATCH).order_by(BATCH.c.batch), columns)


def fetched(connection: Connection, wanted: Any, schema: Mapping[str, Any]) -> pl.DataFrame:
    """The rows of a query as a table, by the driver itself: rows by the million are no objects of SQLAlchemy's."""
    cursor = connection.execute(wanted).cursor
    assert cursor is not None
    parts = [pl.DataFrame(schema=dict(schema))]
    while rows := cursor.fetchmany(AT_ONCE):
        parts.append(pl.DataFrame(rows, schema=dict(schema), orient="row"))
    return pl.concat(parts)


def counting(wanted: sa.Select[Any], until: date | None) -> sa.Select[Any]:
    """Of a query over events those that count, up to a day."""
    wanted = wanted.where(EVENT.c.event.not_in(sa.select(VOID.c.event)))
    return wanted if until is None else wanted.where(EVENT.c.day <= day_number(until))


def day_number(day: date) -> int:
    """2016-08-29 as 20160829."""
    return day.year * 10_000 + day.month * 100 + day.day


def day_of(column: str) -> pl.Expr:
    """Numbers like 20160829 as days."""
    return pl.date(pl.col(column) // 10_000, pl.col(column) // 100 % 100, pl.col(column) % 100).alias(column)


def kind_name(column: str) -> pl.Expr:
    """The name of a kind by its number."""
    return pl.col(column).replace_strict(dict(enumerate(KINDS)), return_dtype=pl.String)


def _rows(events: pl.DataFrame) -> list[tuple[Any, ...]]:
    """Events as the table of incoming ones has them."""
    numbers = {kind: at for at, kind in enumerate(KINDS)}
    filled = events.select(
        pl.int_range(pl.len()).alias("at"),
        pl.col("kind").replace_strict(numbers, default=None, return_dtype=pl.Int64),
        pl.col("day").dt.strftime("%Y%m%d").cast(pl.Int64),
        *(pl.col(name).cast(pl.String).fill_null("") for name in ("person_id", "job_id")),
        code=pl.col("region").cast(pl.String).fill_null(""),
        number=pl.col("number").cast(pl.Int64).fill_null(0),
        reason=pl.col("reason").cast(pl.String).fill_null(""),
        details=pl.col("details").cast(pl.String).fill_null(""),
        news=pl.col("news").cast(pl.Int64) if "news" in events.columns else pl.lit(0, pl.Int64),
    )
    digests = pl.Series("digest", [digest_of(text) for text in filled["details"]], dtype=pl.Int64)
    return filled.with_columns(digests).select("at", *COLUMNS).rows()


def _hand_over(connection: Connection, rows: list[tuple[Any, ...]]) -> None:
    """Rows into the table of incoming ones, as fast as the driver can."""
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy("COPY incoming FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        connection.execute(sa.text("ANALYZE incoming"))
    elif rows:
        marks = ", ".join("?" * (len(COLUMNS) + 1))
        for start in range(0, len(rows), AT_ONCE):
            connection.exec_driver_sql(f"INSERT INTO incoming VALUES ({marks})", rows[start : start + AT_ONCE])
