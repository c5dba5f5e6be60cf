"""Killed at any moment, a ledger has what was reported as done, once, and nothing by halves."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.ledger import open_ledger, standing, take_in
from jobmatch.run_directory import read_table
from nursery import PERSONS, START
from postgres import new_database

NURSERY = Path(__file__).parents[1] / "nursery.py"

WHOLE = PERSONS + 5 + PERSONS // 2
"""Events of one import."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked, to kill many of them in little time"),
]


class Nursery:
    """The program that forks children, and what it answers."""

    def __init__(self) -> None:
        self.program = subprocess.Popen(
            [sys.executable, str(NURSERY)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self.program.stdout is not None
        return self.program.stdout.readline().strip()

    def run(self, job: dict[str, Any], after: float | None = None) -> int:
        """Let a child do a job, and kill it after so many seconds; how it ended."""
        assert self.program.stdin is not None
        self.program.stdin.write(json.dumps({**job, "after": after}) + "\n")
        self.program.stdin.flush()
        return int(self._line())

    def close(self) -> None:
        assert self.program.stdin is not None
        self.program.stdin.close()
        assert self.program.wait(60) == 0
        assert self.program.stdout is not None
        self.program.stdout.close()


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    found = Nursery()
    yield found
    found.close()


def told_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def counted(ledger: str) -> dict[str, int]:
    """Events of each import, by SQL alone."""
    wanted = "SELECT source, count(*) FROM events_by_name WHERE what = 'import' GROUP BY source"
    if "://" in ledger:
        import psycopg

        with psycopg.connect(ledger) as connection:
            return dict(connection.execute(wanted).fetchall())
    with closing(sqlite3.connect(ledger)) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return dict(file.execute(wanted))


def kill_imports(nursery: Nursery, ledger: str, told: Path, kills: int) -> None:
    """Kill imports again and again; each child begins at the first that nobody reported as done."""
    draw = random.Random(20160829)
    job = {"what": "imports", "ledger": ledger, "told": str(told), "first": 0, "last": 1}
    start = time.perf_counter()
    assert nursery.run(job) == 0
    once = time.perf_counter() - start
    killed = 0
    while killed < kills:
        first = len(told_of(told))
        ended = nursery.run({**job, "first": max(0, first - 1), "last": first + 50}, draw.uniform(0, 2 * once))
        assert ended == -signal.SIGKILL
        killed += 1
        done, found = told_of(told), counted(ledger)
        assert set(found.values()) <= {WHOLE}, "an import is there by halves, or twice"
        assert {*done} <= found.keys(), "what was reported as done is lost"
        assert len(found) <= len({*done}) + 1
        assert len(done) >= first


def test_imports_in_a_file(nursery: Nursery, tmp_path: Path) -> None:
    kill_imports(nursery, str(tmp_path / "work.db"), tmp_path / "told", 150)


def test_imports_in_postgresql(nursery: Nursery, postgres: str, tmp_path: Path) -> None:
    kill_imports(nursery, new_database(postgres), tmp_path / "told", 40)


@pytest.mark.parametrize("place", ["file", "postgresql"])
def test_rounds(nursery: Nursery, place: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    ledger = str(tmp_path / "work.db") if place == "file" else new_database(request.getfixturevalue("postgres"))
    told, run = tmp_path / "told", tmp_path / "run"
    imported = {"what": "imports", "ledger": ledger, "told": str(tmp_path / "imported"), "first": 0, "last": 2}
    assert nursery.run(imported) == 0
    draw = random.Random(1)
    job = {"what": "rounds", "ledger": ledger, "told": str(told), "run": str(run), "number": 0}
    start = time.perf_counter()
    assert nursery.run(job) == 0
    once = time.perf_counter() - start
    plan = dict(read_table(run / "assignment.csv").select("person_id", "job_id").iter_rows())
    for number in range(1, 61 if place == "file" else 21):
        with open_ledger(ledger) as book:
            before = standing(book)
        told.unlink(missing_ok=True)
        # Somebody says no, so that each round has something to write: the plan gives that place to another.
        said = sorted(plan)[number % len(plan)]
        add_no(ledger, said, plan[said], number)
        ended = nursery.run({**job, "number": number}, draw.uniform(0, 1.2 * once))
        assert ended in (0, -signal.SIGKILL)
        with open_ledger(ledger) as book:
            events = book.events()
        mine = events.filter(batch=events["batch"].max()) if told_of(told) else None
        assert jobmatch.verify(run).ok, "a run is whole or absent"
        if ended == 0 or mine is not None:
            assert told_of(told) == ["proposed"]
        assert nursery.run({**job, "number": number}) == 0, "the same command again does what is missing"
        plan = dict(read_table(run / "assignment.csv").select("person_id", "job_id").iter_rows())
        with open_ledger(ledger) as book:
            now = standing(book).persons
            held = dict(now.filter(state="proposed").select("person_id", "job_id").iter_rows())
            assert held == plan, "the ledger proposes what the run says, and nothing else"
            proposed = book.events().filter(kind="proposed", person_id=said)
        assert before.persons.height == now.height
        assert not proposed.select("job_id", "day").is_duplicated().any()


def add_no(ledger: str, person: str, job: str, number: int) -> None:
    with open_ledger(ledger) as book:
        rows = pl.DataFrame({"person_id": [person], "job_id": [job], "event": ["declined"]})
        assert take_in(book, answers=[rows], on=START + timedelta(399 + number)).new == {"declined": 1}
