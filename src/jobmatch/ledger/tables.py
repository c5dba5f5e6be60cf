"""The tables of a ledger, which only grow: rows of them can be neither altered nor taken away.

Persons, jobs, regions and kinds are numbers in the table of events, which is by far the longest, and have their ids in
tables of their own; the view ``events_by_name`` puts them together again for whoever reads the ledger with SQL alone.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Column, Connection, ForeignKey, Index, MetaData, String, Table

from jobmatch.ledger.events import KINDS

FORMAT = 1

METADATA = MetaData()

# SQLite counts through only what it declares as INTEGER.
_LONG = sa.BigInteger().with_variant(sa.Integer, "sqlite")

ABOUT = Table("about", METADATA, Column("format", sa.Integer, primary_key=True, autoincrement=False))

BATCH = Table(
    "batch",
    METADATA,
    Column("batch", sa.Integer, primary_key=True),
    Column("written_at", String, nullable=False),  # UTC, ISO 8601
    Column("what", String, nullable=False),
    Column("source", String, nullable=False),  # base names of files, or nothing
    Column("scope", String, nullable=False),  # region code of who wrote it; empty: everywhere
    Column("given", sa.Integer, nullable=False),  # rows, those included that were known already
)
"""What was written in one transaction."""


def _named(name: str, text: str) -> Table:
    return Table(name, METADATA, Column(name, sa.Integer, primary_key=True), Column(text, String, unique=True))


KIND = _named("kind", "name")
PERSON = _named("person", "person_id")
JOB = _named("job", "job_id")
REGION = _named("region", "code")

EVENT = Table(
    "event",
    METADATA,
    Column("event", _LONG, primary_key=True),
    Column("batch", ForeignKey("batch.batch"), nullable=False),
    Column("kind", ForeignKey("kind.kind"), nullable=False),
    Column("day", sa.Integer, nullable=False),  # 20160829
    Column("person", ForeignKey("person.person"), nullable=False),
    Column("job", ForeignKey("job.job"), nullable=False),
    Column("region", ForeignKey("region.region"), nullable=False),
    Column("number", sa.Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("digest", _LONG, nullable=False),
    Column("details", String, nullable=False),
    Column("again", sa.Integer, nullable=False),  # how often the same had truly happened on that day before
    # What makes an event the same as another; in this order it is also the path of a person.
    Index("event_once", "person", "job", "day", "kind", "number", "reason", "digest", "again", unique=True),
    # What figures and views count: who, of which job, when; nothing but this index is read for them.
    Index("event_kind", "kind", "person", "job", "day"),
)

VOID = Table(
    "void",
    METADATA,
    Column("event", ForeignKey("event.event"), primary_key=True, autoincrement=False),
    Column("batch", ForeignKey("batch.batch"), nullable=False),
    Column("reason", String, nullable=False),
)
"""Events that were written by mistake: they stay, and count nowhere."""

COLUMNS = ("kind", "day", "person_id", "job_id", "code", "number", "reason", "digest", "details", "news")
"""What is known of an event before it is written; news: that it is none of those that the ledger has."""

INCOMING = Table(
    "incoming",
    MetaData(),
    Column("at", sa.Integer, primary_key=True, autoincrement=False),
    Column("kind", sa.Integer),
    Column("day", sa.Integer),
    Column("person_id", String),
    Column("job_id", String),
    Column("code", String),
    Column("number", sa.Integer),
    Column("reason", String),
    Column("digest", _LONG),
    Column("details", String),
    Column("news", sa.Integer),
    prefixes=["TEMPORARY"],
)
"""Events on their way into the ledger, so that those it has already can be left out by one statement."""

NAME_THEM = [
    sa.text(
        f"INSERT INTO {table} ({column}) SELECT DISTINCT {column} FROM incoming"
        f" WHERE NOT EXISTS (SELECT 1 FROM {table} AS known WHERE known.{column} = incoming.{column})"
    )
    for table, column in (("person", "person_id"), ("job", "job_id"), ("region", "code"))
]
"""Numbers for the ids that come for the first time."""

_SAME = (
    "FROM event AS before WHERE before.person = person.person AND before.job = job.job AND before.day = incoming.day"
    " AND before.kind = incoming.kind AND before.number = incoming.number AND before.reason = incoming.reason"
    " AND before.digest = incoming.digest"
)

_AGAIN = f"CASE news WHEN 0 THEN 0 ELSE (SELECT count(*) {_SAME}) END"
"""0 meets the same, where it is there, and is left out (even if that was voided: no file brings it back)."""

TAKE_IN = sa.text(
    "INSERT INTO event (batch, kind, day, person, job, region, number, reason, digest, details, again)"
    f" SELECT :batch, kind, day, person, job, region, number, reason, digest, details, {_AGAIN} FROM incoming"
    " JOIN person USING (person_id) JOIN job USING (job_id) JOIN region USING (code)"
    " WHERE true ORDER BY at ON CONFLICT DO NOTHING"
)

GROWING = ("about", "batch", "kind", "person", "job", "region", "event", "void")

_BY_NAME = (
    "CREATE VIEW events_by_name AS SELECT event, event.batch, written_at, what, source, scope, name AS kind, day,"
    " person_id, job_id, code AS region, number, reason, details FROM event JOIN batch USING (batch)"
    " JOIN kind ON kind.kind = event.kind JOIN person USING (person) JOIN job USING (job) JOIN region USING (region)"
    " WHERE event NOT IN (SELECT event FROM void)"
)


def create(connection: Connection) -> None:
    """Make the tables, and forbid whatever is not an addition."""
    METADATA.create_all(connection)
    for statement in _guards(connection.dialect.name):
        connection.execute(sa.text(statement))
    connection.execute(sa.text(_BY_NAME))
    connection.execute(KIND.insert(), [{"kind": at, "name": name} for at, name in enumerate(KINDS)])
    connection.execute(ABOUT.insert().values(format=FORMAT))


def _guards(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_{deed} BEFORE {deed} ON {table}"
            " BEGIN SELECT RAISE(ABORT, 'a ledger only grows'); END"
            for table in GROWING
            for deed in ("UPDATE", "DELETE")
        ]
    refuse = (
        "CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'a ledger only grows'; END $$"
    )
    guards = [
        f"CREATE TRIGGER {table}_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION only_grows()"
        for table in GROWING
    ]
    return [refuse, *guards]
