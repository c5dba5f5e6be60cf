"""The figures of a ledger: how far people came, whether they stayed, month by month. Counts only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from jobmatch.ledger.events import MONTHS, OF_PERSONS

if TYPE_CHECKING:
    from sqlalchemy import Select

    from jobmatch.ledger.store import Ledger


def funnel(ledger: Ledger, until: date | None = None, regions: Collection[str] | None = None) -> pl.DataFrame:
    """How many persons ever came how far.

    Parameters
    ----------
    until
        The last day that counts; None: all.
    regions
        Region codes of persons' homes that count; None: all.

    Returns
    -------
    pl.DataFrame
        kind (each of `jobmatch.ledger.events.OF_PERSONS`), persons (to whom it happened at least once).
    """
    import sqlalchemy as sa

    from jobmatch.ledger.tables import EVENT

    # Two levels, and not count(distinct), so that a database needs the index alone and nothing is sorted.
    once = _of(sa.select(EVENT.c.kind, EVENT.c.person_id), until, regions).where(EVENT.c.person_id != "").distinct()
    inner = once.subquery()
    counted = sa.select(inner.c.kind, sa.func.count()).group_by(inner.c.kind)
    with ledger.engine.connect() as connection:
        found = {str(kind): int(count) for kind, count in connection.execute(counted)}
    return pl.DataFrame({"kind": OF_PERSONS, "persons": [found.get(kind, 0) for kind in OF_PERSONS]})


def monthly(ledger: Ledger, until: date | None = None, regions: Collection[str] | None = None) -> pl.DataFrame:
    """How often what happened in which month: month (its first day), kind, events, persons."""
    import sqlalchemy as sa

    from jobmatch.ledger.tables import EVENT

    month = sa.extract("year", EVENT.c.day) * 12 + sa.extract("month", EVENT.c.day) - 1
    grouped = _of(
        sa.select(month, EVENT.c.kind, sa.func.count(), sa.func.count(sa.distinct(EVENT.c.person_id))), until, regions
    ).group_by(month, EVENT.c.kind)
    with ledger.engine.connect() as connection:
        rows = [
            (date(int(at) // 12, int(at) % 12 + 1, 1), kind, events, persons)
            for at, kind, events, persons in connection.execute(grouped)
        ]
    schema = {"month": pl.Date, "kind": pl.String, "events": pl.Int64, "persons": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("month", "kind")


def retention(ledger: Ledger, until: date | None = None, regions: Collection[str] | None = None) -> pl.DataFrame:
    """Of those who arrived, how many were found there after so many months: months, due, found, left before.

    A person is due at a check once as many months have passed since the first arrival as the check is about.
    """
    import sqlalchemy as sa

    from jobmatch.ledger.tables import EVENT

    wanted = _of(
        sa.select(EVENT.c.person_id, EVENT.c.kind, EVENT.c.number, sa.func.min(EVENT.c.day)), until, regions
    ).where(EVENT.c.kind.in_(("arrived", "checked", "left")))
    with ledger.engine.connect() as connection:
        rows = connection.execute(wanted.group_by(EVENT.c.person_id, EVENT.c.kind, EVENT.c.number)).all()
    schema = {"person_id": pl.String, "kind": pl.String, "number": pl.Int64, "day": pl.Date}
    first = pl.DataFrame(rows, schema=schema, orient="row")
    arrived = first.filter(kind="arrived").select("person_id", arrived="day")
    last = until or date.max
    found = []
    for months in MONTHS:
        due = arrived.with_columns(due=pl.col("arrived").dt.offset_by(f"{months}mo")).filter(pl.col("due") <= last)
        checked = first.filter(pl.col("kind") == "checked", pl.col("number") >= months)["person_id"].implode()
        left = first.filter(kind="left").select("person_id", left="day")
        before = due.join(left, on="person_id").filter(pl.col("left") < pl.col("due")).height
        there = int(due["person_id"].is_in(checked).sum())
        found.append({"months": months, "due": due.height, "found": there, "left_before": before})
    return pl.DataFrame(found)


def _of(wanted: Select, until: date | None, regions: Collection[str] | None) -> Select:
    from jobmatch.ledger.tables import EVENT

    if until is not None:
        wanted = wanted.where(EVENT.c.day <= until)
    return wanted if regions is None else wanted.where(EVENT.c.region.in_(sorted(regions)))
