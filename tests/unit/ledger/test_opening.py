"""What is opened as a ledger, and what is not."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from pathlib import Path

import pytest
from ledger_stories import DAY, SEEKERS

from jobmatch.errors import JobmatchError, LedgerError, UnsupportedError
from jobmatch.ledger import open_ledger, take_in


def test_a_ledger_is_its_owners(tmp_path: Path) -> None:
    umask = os.umask(0o000)
    try:
        with open_ledger(tmp_path / "ledger.db") as ledger:
            take_in(ledger, seekers=SEEKERS, on=DAY)
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    finally:
        os.umask(umask)
    assert modes
    assert set(modes.values()) == {0o600}


def test_a_ledger_is_opened_again(tmp_path: Path) -> None:
    for where in (tmp_path / "ledger.db", str(tmp_path / "ledger.db"), f"sqlite:///{tmp_path / 'ledger.db'}"):
        with open_ledger(where) as ledger:
            take_in(ledger, seekers=SEEKERS, on=DAY)
            assert ledger.events().height == 2
    with open_ledger(tmp_path / "ledger.db", make=False) as ledger:
        assert ledger.events().height == 2


def test_an_empty_file_becomes_one(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").touch()
    with pytest.raises(LedgerError, match="ledger"):
        open_ledger(tmp_path / "ledger.db", make=False)
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert ledger.events().is_empty()


def test_what_is_no_ledger(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "list.csv").write_text("person_id,home\na,花垣县\n", encoding="utf-8")
    with contextlib.closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE event (x)")
    for name in ("folder", "list.csv", "other.db", "nowhere/l.db"):
        for make in (True, False):
            before = {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()}
            with pytest.raises(LedgerError, match=name.split("/", maxsplit=1)[0]):
                open_ledger(tmp_path / name, make=make)
            assert {file.name: file.read_bytes() for file in tmp_path.iterdir() if file.is_file()} == before
    assert not (tmp_path / "nowhere").exists()


def test_none_is_made_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="ledger"):
        open_ledger(tmp_path / "ledger.db", make=False)
    assert list(tmp_path.iterdir()) == []


def test_a_later_format_is_refused(tmp_path: Path) -> None:
    open_ledger(tmp_path / "ledger.db").close()
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db")) as own:
        own.execute("DROP TRIGGER about_UPDATE")
        own.execute("UPDATE about SET format = 99")
        own.commit()
    with pytest.raises(LedgerError, match="99"):
        open_ledger(tmp_path / "ledger.db")


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    with pytest.raises(LedgerError, match="ledger"):
        open_ledger(tmp_path / "ledger.db")


@pytest.mark.parametrize("url", ["mysql://planner:geheim@host/name", "oracle://planner:geheim@host/name"])
def test_other_databases_are_not_supported(url: str) -> None:
    with pytest.raises(UnsupportedError, match=url.split(":", maxsplit=1)[0]) as error:
        open_ledger(url)
    assert "geheim" not in str(error.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://planner:geheim@127.0.0.1:1/name",
        "postgresql://planner:geheim@127.0.0.1:port/name",
        "postgresql://planner:geheim@@127.0.0.1:1:1/name",
        "://planner:geheim@host/name",
    ],
)
def test_passwords_are_not_told(url: str) -> None:
    with pytest.raises(JobmatchError) as error:
        open_ledger(url)
    assert "geheim" not in str(error.value)


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger, open_ledger(tmp_path / "ledger.db") as other:
        take_in(ledger, seekers=SEEKERS, on=DAY)
        with ledger.writing():
            assert other.events().height == 2
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db")) as own:
        assert own.execute("PRAGMA journal_mode").fetchone() == ("wal",)
