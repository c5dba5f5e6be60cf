"""What the ledger knows already of whatever is about to be written, looked up within the same transaction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import sqlalchemy as sa
from sqlalchemy import Column, MetaData, String, Table

from jobmatch.ledger.events import KINDS, OF_JOBS
from jobmatch.ledger.scope import LATEST, event_at
from jobmatch.ledger.store import counting, fetched, kind_name
from jobmatch.ledger.tables import EVENT, JOB, PERSON, REGION, VOID

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ASKED = Table("asked", MetaData(), Column("id", String, primary_key=True), prefixes=["TEMPORARY"])

REOPENED_BY: dict[str, tuple[str, ...]] = {
    "proposed": ("released", "declined", "left", "no_show", "back"),
    "released": ("proposed",),
    "accepted": ("proposed", "back"),
    "declined": ("proposed", "back"),
    "trained": (),
    "placed": ("proposed", "back"),
    "arrived": ("proposed", "back"),
    "checked": ("arrived",),
    "no_show": ("proposed", "back"),
    "left": ("proposed", "back"),
    "withdrawn": ("back", "accepted"),
    "back": ("withdrawn", "left", "arrived"),
    "filled_elsewhere": ("reported",),
    "closed": ("reported",),
}
"""What has to happen (to the same person and job, or person alone) before the same can be news once more."""


def last_rows(connection: Connection, kind: str, until: date | None = None) -> pl.DataFrame:
    """The last row of each person or job in a list: id, region, digest, at."""
    of, names = (EVENT.c.person, PERSON) if kind == "listed" else (EVENT.c.job, JOB)
    key, text = list(names.c)
    latest = counting(sa.select(LATEST.label("at")), until).where(EVENT.c.kind == KINDS.index(kind))
    last = latest.group_by(of).subquery()
    wanted = (
        sa.select(text, REGION.c.code, EVENT.c.digest, last.c.at)
        .select_from(last)
        .join(EVENT, EVENT.c.event == event_at(last.c.at))
        .join(names, key == of)
        .join(REGION, REGION.c.region == EVENT.c.region)
    )
    return fetched(connection, wanted, {"id": pl.String, "region": pl.String, "digest": pl.Int64, "at": pl.Int64})


def closings(connection: Connection, until: date | None = None) -> pl.DataFrame:
    """When each job was last closed: id, closed."""
    last = counting(sa.select(JOB.c.job_id, LATEST).join(JOB, JOB.c.job == EVENT.c.job), until)
    last = last.where(EVENT.c.kind == KINDS.index("closed")).group_by(JOB.c.job_id)
    return fetched(connection, last, {"id": pl.String, "closed": pl.Int64})


def events_of(connection: Connection, persons: pl.Series, jobs: pl.Series) -> pl.DataFrame:
    """What was last said of some persons, and of some jobs themselves, and what of it was voided.

    Returns
    -------
    polars.DataFrame
        kind, person_id, job_id, number, reason, void (0 or 1), at.
    """
    void = sa.case((EVENT.c.event.in_(sa.select(VOID.c.event)), 1), else_=0).label("void")
    columns = (EVENT.c.kind, PERSON.c.person_id, JOB.c.job_id, EVENT.c.number, EVENT.c.reason)
    schema = {"kind": pl.Int64, "person_id": pl.String, "job_id": pl.String, "number": pl.Int64, "reason": pl.String}
    parts = []
    for ids, name in ((persons, PERSON.c.person_id), (jobs, JOB.c.job_id)):
        _ask(connection, ids)
        wanted = (
            sa.select(*columns, void, LATEST)
            .join(PERSON, PERSON.c.person == EVENT.c.person)
            .join(JOB, JOB.c.job == EVENT.c.job)
            .join(_ASKED, _ASKED.c.id == name)
        )
        if ids is jobs:
            wanted = wanted.where(EVENT.c.kind.in_([KINDS.index(kind) for kind in OF_JOBS]))
        wanted = wanted.group_by(*columns, sa.text("void"))
        parts.append(fetched(connection, wanted, {**schema, "void": pl.Int64, "at": pl.Int64}))
        _ASKED.drop(connection)
    return pl.concat(parts).with_columns(kind_name("kind"))


def said_before(events: pl.DataFrame, before: pl.DataFrame) -> pl.Series:
    """Which events, whatever their day, say what was said already and what nothing has overtaken.

    What was voided was said too: a workbook that still has the mistake does not bring it back.

    Parameters
    ----------
    events
        kind, person_id, job_id, number, reason.
    before
        What `events_of` gives.
    """
    same = ["kind", "person_id", "job_id", "number", "reason"]
    rows = events.select(same).with_row_index("row")
    rows = rows.join(before.group_by(same).agg(pl.col("at").max()), on=same, how="left")
    overtaking = pl.DataFrame(
        [(kind, by) for kind, kinds in REOPENED_BY.items() for by in kinds],
        schema={"kind": pl.String, "by": pl.String},
        orient="row",
    )
    later = rows.drop_nulls("at").join(overtaking, on="kind")
    counts = before.filter(void=0).select(by="kind", person_id="person_id", other="job_id", then="at")
    later = later.join(counts, on=["by", "person_id"])
    later = later.filter((pl.col("other") == pl.col("job_id")) | (pl.col("other") == ""), pl.col("then") > pl.col("at"))
    known = rows["at"].is_not_null() & ~rows["row"].is_in(later["row"].implode())
    return known.alias("known")


def _ask(connection: Connection, ids: pl.Series) -> None:
    _ASKED.create(connection)
    rows = [{"id": each} for each in ids.drop_nulls().unique() if each]
    if rows:
        connection.execute(_ASKED.insert(), rows)
