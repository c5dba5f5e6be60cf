"""The figures of a ledger equal a count of its events by other means."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from jobmatch.ledger import EVENTS, OF_PERSONS, open_ledger
from jobmatch.ledger.figures import funnel, monthly, retention

START = date(2016, 1, 1)


def drawn(seed: int, count: int = 400) -> pl.DataFrame:
    pick = random.Random(seed)
    rows = []
    for _ in range(count):
        kind, person = pick.choice(EVENTS), pick.randrange(40)
        job = kind in ("reported", "filled_elsewhere", "closed")
        rows.append(
            {
                "kind": kind,
                "day": START + timedelta(pick.randrange(400)),
                "person_id": "" if job else f"p{person}",
                "job_id": f"j{pick.randrange(5)}",
                "region": ("433101", "433122", "433123")[0 if job else person % 3],
                "number": pick.choice([1, 3, 6]) if kind == "checked" else 0,
                "reason": "",
                "details": "",
            }
        )
    return pl.DataFrame(rows)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("until", [None, date(2016, 7, 1)])
@pytest.mark.parametrize("regions", [None, ["433101", "433123"]])
def test_counts_are_those_of_the_events(
    seed: int, until: date | None, regions: list[str] | None, tmp_path: Path
) -> None:
    events = drawn(seed)
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.add(events, "import")
        reached, months = funnel(ledger, until, regions), monthly(ledger, until, regions)
    own = events.unique().filter(
        pl.col("day") <= (until or date.max), pl.col("region").is_in(regions or events["region"].unique().to_list())
    )
    for kind, persons in reached.iter_rows():
        assert persons == own.filter(kind=kind)["person_id"].n_unique()
    assert reached["kind"].to_list() == list(OF_PERSONS)
    expected = own.group_by(pl.col("day").dt.truncate("1mo").alias("month"), "kind").agg(
        events=pl.len().cast(pl.Int64), persons=pl.col("person_id").n_unique().cast(pl.Int64)
    )
    assert months.equals(expected.sort("month", "kind"))


def test_retention_counts_who_is_due(tmp_path: Path) -> None:
    rows = [
        ("arrived", START, "a", 0),
        ("checked", START + timedelta(31), "a", 1),
        ("checked", START + timedelta(95), "a", 3),
        ("arrived", START, "b", 0),
        ("left", START + timedelta(20), "b", 0),
        ("arrived", START + timedelta(80), "c", 0),
    ]
    events = pl.DataFrame(rows, schema=["kind", "day", "person_id", "number"], orient="row").with_columns(
        job_id=pl.lit("j"), region=pl.lit("433101"), reason=pl.lit(""), details=pl.lit("")
    )
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.add(events, "import")
        found = retention(ledger, START + timedelta(100))
    assert found.rows() == [(1, 2, 1, 1), (3, 2, 1, 1), (6, 0, 0, 0)]
