"""A PostgreSQL server for tests: one that ``JOBMATCH_TEST_POSTGRES`` names, or one of their own if installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

VARIABLE = "JOBMATCH_TEST_POSTGRES"
"""URL of a server, without a database, on which databases may be made."""


def programs() -> Path | None:
    """The folder with initdb and pg_ctl."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "initdb").exists() and (place / "pg_ctl").exists()), None)


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server that is there while the context lasts; the test is skipped, with the reason, without one."""
    if named := os.environ.get(VARIABLE):
        yield named
        return
    folder = programs()
    if folder is None:
        pytest.skip(f"no PostgreSQL here: initdb was not found, and {VARIABLE} names no server")
    user = "postgres" if os.getuid() == 0 else None  # PostgreSQL refuses to run as root
    home = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if user is not None:
            shutil.chown(home, user)
        data = home / "data"

        def call(*command: str) -> None:
            subprocess.run(command, check=True, user=user, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

        try:
            call(str(folder / "initdb"), "-D", str(data), "-A", "trust", "-U", "jobmatch", "-E", "UTF8", "--no-locale")
            options = f"-k {home} -c listen_addresses=''"
            call(str(folder / "pg_ctl"), "-D", str(data), "-l", str(home / "log"), "-o", options, "-w", "start")
        except (subprocess.CalledProcessError, LookupError, PermissionError) as error:
            said = getattr(error, "stderr", b"") or str(error).encode()
            pytest.skip(f"PostgreSQL cannot be started here: {said.decode(errors='replace').strip()[-200:]}")
        try:
            yield f"postgresql://jobmatch@/{{name}}?host={home}"
        finally:
            call(str(folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def new_database(server_url: str) -> str:
    """The URL of a new, empty database."""
    import psycopg

    name = f"ledger_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server_url.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server_url.format(name=name)
