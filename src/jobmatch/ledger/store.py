"""The ledger as a file or a database: opened, added to in one transaction, read as it was on any day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from jobmatch.ledger.events import SCHEMA, digest_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

PATIENCE = 60
"""Seconds that a writer waits for another."""

AT_ONCE = 50_000
"""Rows handed to the database at a time."""


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

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

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
            Columns as in `jobmatch.ledger.events.SCHEMA`.
        what
            What was done, for whoever reads the table of batches: ``"import"``, ``"solve"``, …
        source
            The base name of the file that they come from.
        scope
            The region of who writes.
        """
        from jobmatch.ledger.tables import BATCH, INCOMING, TAKE_IN

        rows = _rows(events)
        with self.writing() as connection:
            made = datetime.now(UTC).isoformat(timespec="seconds")
            head = BATCH.insert().values(written_at=made, what=what, source=source, scope=scope, given=len(rows))
            (batch,) = connection.execute(head).inserted_primary_key or (None,)
            INCOMING.create(connection)
            for start in range(0, len(rows), AT_ONCE):
                connection.execute(INCOMING.insert(), rows[start : start + AT_ONCE])
            new = connection.execute(TAKE_IN, {"batch": batch}).rowcount
            INCOMING.drop(connection)
            if not new:
                connection.rollback()
                return Written(None, 0, len(rows))
        return Written(batch, new, len(rows) - new)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that nobody else writes beside (SQLite) or into (PostgreSQL), ended by commit or rollback."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin() as deed:
            yield connection
            if deed.is_active:
                deed.commit()

    def events(self, until: date | None = None) -> pl.DataFrame:
        """All events up to a day, in the order in which they happened and were written."""
        import sqlalchemy as sa

        from jobmatch.ledger.tables import EVENT

        wanted = sa.select(EVENT.c.event, EVENT.c.batch, *(EVENT.c[name] for name in SCHEMA))
        if until is not None:
            wanted = wanted.where(EVENT.c.day <= until)
        with self.engine.connect() as connection:
            rows = connection.execute(wanted.order_by(EVENT.c.day, EVENT.c.event)).all()
        return pl.DataFrame(rows, schema={"event": pl.Int64, "batch": pl.Int64, **SCHEMA}, orient="row")


def open_ledger(where: str | Path) -> Ledger:
    """Open a ledger, and make one where there is none.

    Parameters
    ----------
    where
        A file (SQLite), or the URL of a database (``postgresql+psycopg://…``).

    Raises
    ------
    UnsupportedError
        The extra ``ledger`` is not installed.
    """
    import sqlalchemy as sa

    from jobmatch.ledger.tables import ABOUT, create

    url = str(where) if "://" in str(where) else f"sqlite:///{Path(where).absolute()}"
    waits: dict[str, Any] = {"timeout": PATIENCE} if url.startswith("sqlite") else {}
    engine = sa.create_engine(url, connect_args=waits)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _as_wanted)
        sa.event.listen(engine, "begin", _begin)
    ledger = Ledger(engine)
    with ledger.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(20160829)"))  # two that make it at once
        if not sa.inspect(connection).has_table(ABOUT.name):
            create(connection)
    return ledger


def _as_wanted(connection: Any, _: object) -> None:
    """What was reported as done outlives a crash of the machine; readers and a writer do not wait for each other."""
    connection.isolation_level = None  # transactions begin where `_begin` says, not where the driver thinks
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA temp_store=MEMORY")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _rows(events: pl.DataFrame) -> list[dict[str, Any]]:
    """Events as a database takes them."""
    filled = events.select(
        pl.col(name).cast(kind).fill_null(0 if kind == pl.Int64 else "") if kind != pl.Date else pl.col(name)
        for name, kind in SCHEMA.items()
    )
    digests = filled["details"].map_elements(digest_of, return_dtype=pl.String)
    return filled.with_columns(digest=digests).with_row_index("place").to_dicts()
