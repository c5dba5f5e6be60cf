"""Where every person and every job stands on a day: the events folded, in the order in which they happened.

The rules are those of docs/ledger.md, section 3. Everything is worked out from one table: of each kind, person and job
the last event, as a number (`jobmatch.ledger.store.LATER`) that is greater for what happened later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import sqlalchemy as sa

from jobmatch.ledger.events import KINDS, OF_PERSONS
from jobmatch.ledger.scope import LATEST, WHEN
from jobmatch.ledger.store import LATER, Ledger, counting, fetched, kind_name
from jobmatch.ledger.tables import BATCH, EVENT, JOB, PERSON, REGION

if TYPE_CHECKING:
    from sqlalchemy import Connection

STATES = ("looking", "proposed", "accepted", "placed", "in_post", "left", "withdrawn")
"""Where a person can stand; everybody who was ever listed stands in exactly one of these."""

ON_THE_LIST = ("looking", "proposed", "accepted", "placed")
"""States of those who are on the list of seekers."""

HOLDING = ("proposed", "accepted", "placed")
"""States of those for whom a vacancy is held."""

OF_PAIRS = ("proposed", "released", "accepted", "placed", "arrived", "declined", "no_show", "left")
ENDS = ("declined", "no_show", "left", "released")

IN_POST = pl.col("arrived") > pl.max_horizontal("left", "no_show", "back")
"""Of pairs whose person is there still."""


@dataclass(frozen=True, eq=False)
class Standing:
    """Where everybody stands.

    Attributes
    ----------
    on
        The day; None: whatever was ever written.
    batch
        The last transaction that it knows.
    persons
        person, person_id, home, state, job_id (proposed, accepted, placed or in post), row (event of the last
        ``listed``); by person_id.
    decisions
        person_id, job_id, decision (accepted, declined, no_show, left), row (its event): the last word on each pair.
    jobs
        job_id, region, open (not closed), reported, filled_elsewhere, arrived (since the last report), row (event of
        the last ``reported``); by job_id.
    """

    on: date | None
    batch: int
    persons: pl.DataFrame
    decisions: pl.DataFrame
    jobs: pl.DataFrame


def standing(ledger: Ledger, on: date | None = None) -> Standing:
    """Where everybody stands at the end of a day."""
    with ledger.reading() as connection:
        return standing_of(connection, on)


def standing_of(connection: Connection, on: date | None) -> Standing:
    """Like `standing`, in a transaction."""
    batch = connection.execute(sa.select(sa.func.max(BATCH.c.batch))).scalar() or 0
    last, filled = _last(connection, on), _filled(connection, on)
    pairs = _by_kind(last.filter(pl.col("kind").is_in(OF_PAIRS)), ["person", "job"], OF_PAIRS)
    people = _by_kind(last.filter(pl.col("kind").is_in(OF_PERSONS)), ["person"], OF_PERSONS)
    people = people.filter(pl.col("listed") > 0)
    pairs = pairs.with_columns(ended=pl.max_horizontal(ENDS)).join(
        people.select("person", "back", off="withdrawn"), on="person"
    )
    persons = _persons(people, pairs)
    reports = _by_kind(last.filter(pl.col("kind").is_in(("reported", "closed"))), ["job"], ("reported", "closed"))
    jobs = _jobs(reports.filter(pl.col("reported") > 0), filled, pairs)
    names = _names(connection)
    homes = _regions(connection, "listed").rename({"region": "home"})
    posts = _regions(connection, "reported")
    jobs = _with_numbers(connection, jobs).join(posts, on="row", how="left").join(names["job"], on="job")
    persons = persons.join(homes, on="row", how="left").join(names["person"], on="person")
    persons = persons.join(names["job"], on="job", how="left")
    return Standing(
        on,
        int(batch),
        persons.select("person", "person_id", "home", "state", "job_id", "row").sort("person_id"),
        _decisions(pairs, persons).join(names["person"], on="person").join(names["job"], on="job")
        .select("person_id", "job_id", "decision", "row").sort("person_id", "job_id"),
        jobs.select("job_id", "region", "open", "reported", "filled_elsewhere", "arrived", "row")
        .sort("job_id"),
    )  # fmt: skip


def _last(connection: Connection, on: date | None) -> pl.DataFrame:
    """Of each kind, person and job the last event: kind, person, job, at."""
    wanted = counting(sa.select(EVENT.c.kind, EVENT.c.person, EVENT.c.job, LATEST), on)
    wanted = wanted.where(EVENT.c.kind.not_in([KINDS.index(kind) for kind in ("trained", "checked")]))
    table = fetched(
        connection,
        wanted.group_by(EVENT.c.kind, EVENT.c.person, EVENT.c.job),
        dict.fromkeys(("kind", "person", "job", "at"), pl.Int64),
    )
    return table.with_columns(kind_name("kind"))


def _filled(connection: Connection, on: date | None) -> pl.DataFrame:
    """Vacancies that employers filled otherwise: job, at, number."""
    wanted = counting(sa.select(EVENT.c.job, WHEN, EVENT.c.number), on)
    wanted = wanted.where(EVENT.c.kind == KINDS.index("filled_elsewhere"))
    return fetched(connection, wanted, dict.fromkeys(("job", "at", "number"), pl.Int64))


def _by_kind(last: pl.DataFrame, key: list[str], kinds: Iterable[str]) -> pl.DataFrame:
    """A row for each key, a column for each kind: when it last happened, 0 for never."""
    return last.group_by(key).agg(
        pl.col("at").filter(pl.col("kind") == kind).max().fill_null(0).alias(kind) for kind in kinds
    )


def _persons(people: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """person, state, job, row."""
    post = pairs.filter(IN_POST)
    post = post.sort("arrived").unique("person", keep="last").select("person", post="job")
    agreed = pl.max_horizontal("accepted", "placed")
    over = pl.max_horizontal("ended", "back", "off")
    held = pairs.with_columns(at=pl.max_horizontal("proposed", "accepted", "placed"))
    held = held.filter(pl.col("at") > over).sort("at").unique("person", keep="last")
    held = held.select(
        "person",
        held="job",
        how=pl.when(pl.col("placed") > over)
        .then(pl.lit("placed"))
        .when(agreed > over)
        .then(pl.lit("accepted"))
        .otherwise(pl.lit("proposed")),
    )
    gone = pl.max_horizontal("withdrawn", "left") > pl.max_horizontal("back", "accepted", "placed")
    both = people.join(post, on="person", how="left").join(held, on="person", how="left")
    state = (
        pl.when(pl.col("post").is_not_null())
        .then(pl.lit("in_post"))
        .when(gone)
        .then(pl.when(pl.col("withdrawn") > pl.col("left")).then(pl.lit("withdrawn")).otherwise(pl.lit("left")))
        .otherwise(pl.col("how").fill_null("looking"))
    )
    both = both.with_columns(state=state)
    job = pl.when(state="in_post").then("post").when(pl.col("state").is_in(HOLDING)).then("held")
    return both.select("person", "state", job=job, row=pl.col("listed") % LATER)


def _decisions(pairs: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """person, job, decision, row; an acceptance counts while it holds."""
    no = ("declined", "no_show", "left")
    bound = persons.filter(pl.col("state").is_in(("accepted", "placed"))).select("person", bound="job")
    told = pairs.join(bound, on="person", how="left")
    latest = pl.max_horizontal(no)
    refused = pl.coalesce(pl.when(latest > 0, pl.col(kind) == latest).then(pl.lit(kind)) for kind in no)
    bound_here = (pl.col("bound") == pl.col("job")).fill_null(False)
    decision = pl.when(bound_here).then(pl.lit("accepted")).otherwise(refused)
    at = pl.when(bound_here).then(pl.max_horizontal("accepted", "placed")).otherwise(latest)
    return told.select("person", "job", decision=decision, row=at % LATER).drop_nulls("decision")


def _jobs(reports: pl.DataFrame, filled: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """job, open, filled_elsewhere, arrived, row."""
    since = filled.join(reports, on="job").filter(pl.col("at") > pl.col("reported"))
    elsewhere = since.group_by("job").agg(filled_elsewhere=pl.col("number").sum())
    there = pairs.filter(IN_POST).join(reports, on="job")
    arrived = there.filter(pl.col("arrived") > pl.col("reported")).group_by("job").agg(arrived=pl.len())
    table = reports
    for each in (elsewhere, arrived):
        table = table.join(each, on="job", how="left")
    counts = pl.col("filled_elsewhere", "arrived").fill_null(0).cast(pl.Int64)
    return table.with_columns(counts, open=pl.col("reported") > pl.col("closed"), row=pl.col("reported") % LATER).drop(
        "reported", "closed"
    )


def _names(connection: Connection) -> dict[str, pl.DataFrame]:
    """The ids of persons and jobs by their numbers."""
    return {
        "person": fetched(connection, sa.select(PERSON), {"person": pl.Int64, "person_id": pl.String}),
        "job": fetched(connection, sa.select(JOB), {"job": pl.Int64, "job_id": pl.String}),
    }


def _regions(connection: Connection, kind: str) -> pl.DataFrame:
    """The region of each row of a list: row (its event), region."""
    wanted = sa.select(EVENT.c.event, REGION.c.code).join(REGION, REGION.c.region == EVENT.c.region)
    wanted = wanted.where(EVENT.c.kind == KINDS.index(kind))
    return fetched(connection, wanted, {"row": pl.Int64, "region": pl.String})


def _with_numbers(connection: Connection, jobs: pl.DataFrame) -> pl.DataFrame:
    """Jobs with the vacancies of their last report."""
    wanted = sa.select(EVENT.c.event, EVENT.c.number).where(EVENT.c.kind == KINDS.index("reported"))
    reported = fetched(connection, wanted, {"row": pl.Int64, "reported": pl.Int64})
    return jobs.join(reported, on="row", how="left")
