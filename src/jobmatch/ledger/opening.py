"""Open a ledger: a file or the URL of a database, made where there is none."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from jobmatch.errors import LedgerError, UnsupportedError
from jobmatch.ledger.store import PATIENCE, Ledger
from jobmatch.ledger.tables import ABOUT, FORMAT, create
from jobmatch.words import said

if TYPE_CHECKING:
    from sqlalchemy import Connection

SQLITE = "sqlite"

MAKING = 20160829
"""The lock that those hold who may be making the same ledger at once."""


def open_ledger(where: str | Path, *, make: bool = True) -> Ledger:
    """Open a ledger.

    Parameters
    ----------
    where
        A file (SQLite), or the URL of a database (``postgresql://…``).
    make
        Whether one is made where there is none. A file is made readable by its owner only.

    Raises
    ------
    LedgerError
        There is no ledger there, something else, or one of a later version; or the database cannot be reached.
    UnsupportedError
        There is no driver for such a database.
    """
    text = str(where)
    file = None if "://" in text else Path(text)
    shown = text if file is not None else _without_password(text)
    if file is not None:
        _check_file(file, make)
    engine = _engine(text, file)
    ledger = Ledger(engine, shown)
    try:
        with ledger._told():
            _prepare(ledger, make)
    except BaseException:
        ledger.close()
        raise
    return ledger


def _check_file(file: Path, make: bool) -> None:
    if file.is_dir():
        raise LedgerError(said("ledger.is_folder", where=file))
    if file.exists():
        with file.open("rb") as opened:
            head = opened.read(16)
        if head and head != b"SQLite format 3\0":
            raise LedgerError(said("ledger.not_one", where=file))
    elif not make:
        raise LedgerError(said("ledger.none", where=file))
    elif not file.absolute().parent.is_dir():
        raise LedgerError(said("ledger.no_folder", folder=file.parent))
    else:
        file.touch(mode=0o600)


def _engine(text: str, file: Path | None) -> sa.Engine:
    if file is not None:
        url = sa.URL.create(SQLITE, database=str(file.absolute()))
    else:
        try:
            url = sa.make_url(text)
            if url.drivername in ("postgresql", "postgres"):
                url = url.set(drivername="postgresql+psycopg")
            if url.get_backend_name() not in (SQLITE, "postgresql"):
                raise UnsupportedError(said("ledger.database_unknown", name=url.get_backend_name()))
        except (sa.exc.ArgumentError, ValueError):  # ValueError: of a port that is no number
            raise LedgerError(said("ledger.url_unreadable", where=_without_password(text))) from None
    waits: dict[str, Any] = {"timeout" if url.get_backend_name() == SQLITE else "connect_timeout": PATIENCE}
    try:
        engine = sa.create_engine(url, connect_args=waits)
    except ModuleNotFoundError as error:
        raise UnsupportedError(said("ledger.no_driver", name=error.name)) from None
    if engine.dialect.name == SQLITE:
        sa.event.listen(engine, "connect", _as_wanted)
        sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(ledger: Ledger, make: bool) -> None:
    """Make the tables where there are none; look at the version where there are."""
    with ledger.reading() as connection:
        names = sa.inspect(connection).get_table_names()
        version = connection.execute(sa.select(ABOUT.c.format)).scalar() if ABOUT.name in names else None
    if version is None and names and ABOUT.name not in names:
        raise LedgerError(said("ledger.not_one", where=ledger.where))
    if version is not None and version != FORMAT:
        raise LedgerError(said("ledger.format", where=ledger.where, version=version, known=FORMAT))
    if version is None and not make:
        raise LedgerError(said("ledger.none", where=ledger.where))
    _write_ahead(ledger)
    if version is None:
        with _alone(ledger) as connection:
            if not sa.inspect(connection).has_table(ABOUT.name):
                create(connection)


def _write_ahead(ledger: Ledger) -> None:
    """Let readers and a writer not wait for each other; SQLite keeps that in the file, which is a ledger's by now."""
    if ledger.engine.dialect.name == SQLITE:
        with contextlib.closing(ledger.engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA journal_mode=WAL")


@contextmanager
def _alone(ledger: Ledger) -> Iterator[Connection]:
    """A transaction for whoever makes the ledger; of several at once the others wait, and then find it made."""
    with ledger.engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
            connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({MAKING})"))
        yield connection


def _as_wanted(connection: Any, _: object) -> None:
    """What was reported as done outlives a crash of the machine."""
    connection.isolation_level = None  # transactions begin where `_begin` says, not where the driver thinks
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _without_password(url: str) -> str:
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except (sa.exc.ArgumentError, ValueError):
        return re.sub("//.*@", "//***@", url)
