"""Short histories for the tests of the ledger: lists of two persons and two jobs, and what happened to them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import polars as pl

from jobmatch.ledger import Ledger, standing
from jobmatch.ledger.events import OF_JOBS, SCHEMA, details_of

DAY = date(2016, 8, 29)

SEEKERS = pl.DataFrame(
    {
        "person_id": ["a", "b"],
        "home": ["花垣县", "凤凰县"],
        "birth_date": ["1990-01-01", "1991-01-01"],
        "min_wage": ["2500", "2600"],
        "wish_regions": ["*", "*"],
    }
)
JOBS = pl.DataFrame(
    {"job_id": ["X", "Y"], "region": ["长沙市", "花垣县"], "vacancies": ["2", "1"], "wage": ["4000", "3000"]}
)
POLICY = {"as_of": "2016-08-29"}


def at(days: int) -> date:
    """So many days after the lists."""
    return DAY + timedelta(days)


def happened(*told: tuple[str, int, str, str] | tuple[str, int, str, str, int]) -> pl.DataFrame:
    """Events: kind, days after the lists, person (or the place of a job), job, number."""
    rows = []
    for kind, days, who, job, *number in told:
        of_job = kind in OF_JOBS
        row = {"listed": {"person_id": who}, "reported": {"job_id": job, "vacancies": number[0] if number else 0}}
        rows.append(
            {
                "kind": kind,
                "day": at(days),
                "person_id": "" if of_job else who,
                "job_id": job,
                "region": {"listed": "433124", "reported": "4301"}.get(kind, ""),
                "number": number[0] if number else 0,
                "reason": "",
                "details": details_of(row[kind]) if kind in row else "",
            }
        )
    return pl.DataFrame(rows, schema=SCHEMA)


def answers(*rows: tuple[str, ...]) -> list[pl.DataFrame]:
    """A table of answers: person, job, event, then day, reason and number where they are given."""
    names = ("person_id", "job_id", "event", "day", "reason", "number")
    filled = [(*row, *[""] * (len(names) - len(row))) for row in rows]
    return [pl.DataFrame(filled, schema=dict.fromkeys(names, pl.String), orient="row")]


def stands(ledger: Ledger, on: date | None = None) -> dict[str, tuple[str, str | None]]:
    """State and job of everybody."""
    return {who: (state, job) for who, state, job in standing(ledger, on).persons.select(pl.nth(1, 3, 4)).iter_rows()}


def bytes_of(path: Path) -> bytes:
    """All that is on disk of a ledger in a file."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
