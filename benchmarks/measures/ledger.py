"""What a ledger answers how fast: its figures, the lists of a day, an import of answers; its size on disk."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.families.ledger import FILE
from benchmarks.measures.command import timed

COUNTY = "433124"
ANSWERS = 1_000

BY_SQL = "SELECT kind, count(DISTINCT person_id) FROM events_by_name WHERE person_id <> '' GROUP BY kind"


def measure(folder: Path) -> dict[str, Any]:
    """Seconds of each question to a ledger that is open, seconds and memory of commands, megabytes of the file.

    Raises
    ------
    AssertionError
        The funnel differs from a count in plain SQL.
    """
    from jobmatch.ledger import by_period, figures, funnel, funnel_by_region, open_ledger, retention, standing, view

    where = folder / FILE
    with open_ledger(where, make=False) as ledger:
        questions: dict[str, Callable[[], Any]] = {
            "funnel": lambda: funnel(ledger),
            "funnel of a county": lambda: funnel(ledger, scope=COUNTY),
            "funnel by region": lambda: funnel_by_region(ledger),
            "months": lambda: by_period(ledger),
            "retention": lambda: retention(ledger),
            "where persons stand": lambda: standing(ledger),
            "lists of a county": lambda: view(ledger, scope=COUNTY),
            "all figures": lambda: figures(ledger),
        }
        found: dict[str, Any] = {}
        for name, ask in questions.items():
            start = time.perf_counter()
            said = ask()
            found[f"{name}_seconds"] = round(time.perf_counter() - start, 3)
            if name == "funnel":
                reached = dict(said.filter(pl.col("persons") > 0).iter_rows())
        proposed = ledger.events(person="P00000001")["job_id"].max() or "J00000001"
    with closing(sqlite3.connect(where)) as file:
        start = time.perf_counter()
        counted = dict(file.execute(BY_SQL))
        found["funnel in plain SQL_seconds"] = round(time.perf_counter() - start, 3)
    assert reached == counted, (reached, counted)
    answers = folder / "answers.csv"
    ids = [f"P{at:08d}" for at in range(ANSWERS)]
    pl.DataFrame({"person_id": ids, "job_id": proposed, "event": "declined"}).write_csv(answers)
    commands = {
        "command: report": ["ledger", "report", str(where)],
        f"command: {ANSWERS:,} answers in": ["ledger", "import", str(where), "--answers", str(answers)],
        "command: show a person": ["ledger", "show", str(where), "--person", "P00000001"],
    }
    for name, arguments in commands.items():
        found[f"{name}_seconds"], found[f"{name}, memory_mb"] = timed(arguments)
    return {**found, "file_mb": round(where.stat().st_size / 1e6, 1)}
