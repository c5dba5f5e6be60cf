"""The tables of a ledger, which only grow: rows of them can be neither altered nor taken away."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Connection, ForeignKey, Index, MetaData, String, Table

FORMAT = 1

METADATA = MetaData()

ABOUT = Table("about", METADATA, Column("format", sa.Integer, primary_key=True, autoincrement=False))

BATCH = Table(
    "batch",
    METADATA,
    Column("batch", sa.Integer, primary_key=True),
    Column("written_at", String, nullable=False),  # UTC, ISO 8601
    Column("what", String, nullable=False),
    Column("source", String, nullable=False),  # base name of a file, or nothing
    Column("scope", String, nullable=False),  # region code of who wrote it; empty: everywhere
    Column("given", sa.Integer, nullable=False),  # rows, those included that were known already
)
"""What was written in one transaction."""

EVENT = Table(
    "event",
    METADATA,
    # SQLite counts through only what it declares as INTEGER.
    Column("event", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    Column("batch", ForeignKey("batch.batch"), nullable=False),
    Column("kind", String, nullable=False),
    Column("day", sa.Date, nullable=False),
    Column("person_id", String, nullable=False),
    Column("job_id", String, nullable=False),
    Column("region", String, nullable=False),
    Column("number", sa.Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("details", String, nullable=False),
    # What makes an event the same as another; in this order it is also the path of a person.
    Index("event_once", "person_id", "day", "kind", "job_id", "number", "reason", "digest", unique=True),
    Index("event_kind", "kind", "person_id", "day"),
    Index("event_job", "job_id", "day"),
)

COLUMNS = ("kind", "day", "person_id", "job_id", "region", "number", "reason", "digest", "details")
"""What is known of an event before it is written."""

INCOMING = Table(
    "incoming",
    MetaData(),
    Column("place", sa.Integer, primary_key=True, autoincrement=False),
    *(Column(name, EVENT.c[name].type, nullable=False) for name in COLUMNS),
    prefixes=["TEMPORARY"],
)
"""Events on their way into the ledger, so that those it has already can be left out by one statement."""

TAKE_IN = sa.text(
    f"INSERT INTO event (batch, {', '.join(COLUMNS)}) SELECT :batch, {', '.join(COLUMNS)} FROM incoming"
    " WHERE true ORDER BY place ON CONFLICT DO NOTHING"
)


def create(connection: Connection) -> None:
    """Make the tables, and forbid whatever is not an addition."""
    METADATA.create_all(connection)
    for statement in _GUARDS[connection.dialect.name]:
        connection.execute(sa.text(statement))
    connection.execute(ABOUT.insert().values(format=FORMAT))


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {table}_{deed} BEFORE {deed} ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'a ledger only grows'); END"
        for table in ("batch", "event")
        for deed in ("UPDATE", "DELETE")
    ]


def _postgresql() -> list[str]:
    refuse = (
        "CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'a ledger only grows'; END $$"
    )
    guards = [
        f"CREATE TRIGGER {table}_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION only_grows()"
        for table in ("batch", "event")
    ]
    return [refuse, *guards]


_GUARDS: dict[str, Any] = {"sqlite": _sqlite(), "postgresql": _postgresql()}
