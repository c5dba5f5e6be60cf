"""What came back, as events: answers to proposals, arrivals, checks, notices of employers; from table or workbook."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from jobmatch.ledger.events import OF_JOBS, WITH_JOB
from jobmatch.ledger.plausible import Answers, warn, whole_column
from jobmatch.ledger.prior import events_of, last_rows, said_before
from jobmatch.ledger.scope import within
from jobmatch.lists import RegionTree
from jobmatch.lists.columns import EVENTS, JOBS, SEEKERS
from jobmatch.lists.context import Reading
from jobmatch.lists.dates import read_date
from jobmatch.lists.headers import check_columns, known_column
from jobmatch.lists.numbers import read_count
from jobmatch.lists.sources import read_sheets
from jobmatch.lists.words_read import read_event
from jobmatch.words import PHRASES, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

LONGEST_REASON = 500
"""Characters of a reason."""

PENDING = "pending"
"""What says that nobody knows yet: as good as a blank."""

OPPOSITES = (("accepted", "declined"), ("placed", "declined"), ("arrived", "no_show"))
"""What cannot both be true of one person and job on one day."""

AGREED = ("accepted", "placed")
"""What cannot be true of one person and two jobs on one day, nor of one who withdraws on that day."""

NUMBERED = {"checked": "months_missing", "filled_elsewhere": "filled_missing"}
"""Events that say how many, and the fault where they do not."""


def read_answers(source: object, today: date) -> list[Answers]:
    """Read a table of events, or every sheet of a workbook that has a column of them; faults are in the logs."""
    found = []
    for log, raw in read_sheets(source, EVENTS, "event"):
        if raw is None:
            found.append(Answers(pl.DataFrame(), pl.Series(dtype=pl.UInt32), 0, log))
            continue
        check_columns(raw.assigned, EVENTS, False, log)
        log.number_rows(raw.rows)
        found.append(_read(Reading(EVENTS, raw, log, None, False, today)))
    return found


def _read(reading: Reading) -> Answers:
    log = reading.log
    event = reading.read("event", read_event, pl.String())
    told = reading.cells("event").is_not_null() & (event != PENDING).fill_null(True)
    person, job = (reading.ids(name, required=False) for name in ("person_id", "job_id"))
    reason = reading.cells("reason").fill_null("")
    log.cells("reason_too_long", "reason", (reason.str.len_chars() > LONGEST_REASON).arg_true(), reason)
    day = reading.read("day", read_date, pl.Date())
    number = reading.read("number", read_count, pl.Int64()) if reading.has("number") else None
    table = pl.DataFrame([person, job, event, day, reason]).with_columns(
        pl.Series("number", [0], dtype=pl.Int64).new_from_index(0, len(reading))
        if number is None
        else number.fill_null(0)
    )
    of_job = event.is_in(OF_JOBS)
    log.cells("event_without_person", "person_id", (told & ~of_job & person.is_null()).arg_true())
    log.cells("event_without_job", "job_id", (told & event.is_in([*WITH_JOB, *OF_JOBS]) & job.is_null()).arg_true())
    for kind, code in NUMBERED.items():
        log.cells(code, "number", ((event == kind) & (table["number"] < 1)).fill_null(False).arg_true())
    log.cells("day_ahead", "day", (told & (day > reading.today)).fill_null(False).arg_true(), reading.cells("day"))
    place = told.arg_true()
    table = table.filter(told).with_columns(
        person_id=pl.when(pl.col("event").is_in(OF_JOBS)).then(pl.lit("")).otherwise(pl.col("person_id").fill_null("")),
        job_id=pl.when(pl.col("event").is_in([*WITH_JOB, *OF_JOBS]))
        .then(pl.col("job_id").fill_null(""))
        .otherwise(pl.lit("")),
        number=pl.when(pl.col("event").is_in([*NUMBERED])).then("number").otherwise(0),
    )
    unread = tuple(name for name, _ in reading.raw.assigned.unknown if not _of_hand_outs(name))
    return Answers(table, place, len(reading) - table.height, log, unread)


def _of_hand_outs(header: str) -> bool:
    """Whether a hand-out, or one of the two lists, has such a column."""
    shown = {text for code, phrase in PHRASES.items() if code.startswith("column.") for text in (phrase.en, phrase.zh)}
    return header in shown or any(known_column(header, spec) for spec in (SEEKERS, JOBS))


def check_rows(
    tables: list[Answers],
    connection: Connection,
    on: date,
    own: Mapping[str, pl.DataFrame],
    scope: str,
    tree: RegionTree,
) -> None:
    """Note rows about persons and jobs that the ledger does not know or that are none of the scope's; contradictions.

    Parameters
    ----------
    on
        The day of rows that have none.
    own
        Rows of the two lists that are written in the same transaction: by kind, id and region.
    """
    homes, places = (_known(connection, kind, own) for kind in ("listed", "reported"))
    tables = [each for each in tables if each.table.width]
    for each in tables:
        _check(each, homes, places, scope, tree)
    if tables:
        _check_contradictions(tables, _joined(tables).with_columns(pl.col("day").fill_null(on)))


def news_from(tables: list[Answers], connection: Connection, on: date) -> pl.DataFrame:
    """The rows that say something new, as events; what looks odd is noted in the logs.

    Parameters
    ----------
    on
        The day of rows that have none; such a row is news unless the ledger has it already, on whatever day.
    """
    tables = [each for each in tables if each.table.width]
    if not tables:
        return pl.DataFrame()
    table = _joined(tables)
    events = table.select(
        pl.col("event").alias("kind"),
        "day",
        "person_id",
        "job_id",
        pl.lit("").alias("region"),
        "number",
        "reason",
        pl.lit("").alias("details"),
    )
    before = events_of(connection, events["person_id"], events["job_id"])
    warn(tables, table.with_columns(pl.col("day").fill_null(on)), before)
    undated = events["day"].is_null()
    known = undated & (said_before(events, before) | _said_with_a_day(events))
    return events.with_columns(pl.col("day").fill_null(on), news=undated).filter(~known)


def _joined(tables: list[Answers]) -> pl.DataFrame:
    """The rows of all tables, each with its place and its sheet."""
    return pl.concat(
        each.table.with_columns(at=each.place.cast(pl.UInt32), sheet=pl.lit(at)) for at, each in enumerate(tables)
    )


def _said_with_a_day(events: pl.DataFrame) -> pl.Series:
    """Which rows another row of the same import says too: of a person who stands on two sheets one may have the day."""
    same = ["kind", "person_id", "job_id", "number"]
    dated = events.drop_nulls("day").select(same).unique().with_columns(dated=True)
    return events.join(dated, on=same, how="left", maintain_order="left")["dated"].fill_null(False)


def _known(connection: Connection, kind: str, own: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Everybody whom the ledger, or the same transaction, has on a list: id, region; the latter counts."""
    known = last_rows(connection, kind).select("id", "region")
    return known if kind not in own else pl.concat([known, own[kind]]).unique("id", keep="last")


def _check(each: Answers, homes: pl.DataFrame, places: pl.DataFrame, scope: str, tree: RegionTree) -> None:
    table, log = each.table, each.log
    mine = []
    for column, known, code in (("person_id", homes, "ledger_no_person"), ("job_id", places, "ledger_no_job")):
        found = table.select(id=column).join(known, on="id", how="left", maintain_order="left")["region"]
        ids = table[column]
        unknown = (ids != "") & found.is_null()
        log.cells(code, column, each.place.filter(unknown), whole_column(each, column))
        mine.append(found.is_in(within(found.drop_nulls().unique(), scope, tree)).fill_null(False))
    if scope:
        outside = ~(mine[0] | mine[1])
        log.cells("answer_outside_scope", "person_id", each.place.filter(outside), whole_column(each, "person_id"))


def _check_contradictions(tables: list[Answers], table: pl.DataFrame) -> None:
    """Note rows that cannot be true beside an earlier row of the same day, be it on another sheet."""
    rows = table.select("person_id", "job_id", "event", "day", "at", "sheet").with_row_index("row")
    agreed = rows.filter(pl.col("event").is_in(AGREED))
    of_person = ["person_id", "day"]
    both = [
        rows.filter(event=a)
        .join(rows.filter(event=b), on=[*of_person, "job_id"], suffix="_other")
        .with_columns(job_id_other="job_id")
        for a, b in OPPOSITES
    ]
    twice = agreed.join(agreed, on=of_person, suffix="_other")
    twice = twice.filter(pl.col("job_id") != pl.col("job_id_other"), pl.col("row") > pl.col("row_other"))
    both += [twice, agreed.join(rows.filter(event="withdrawn"), on=of_person, suffix="_other")]
    columns = ("row", "at", "sheet", "event", "job_id")
    pairs = pl.concat(each.select(*columns, *(f"{name}_other" for name in columns)) for each in both)
    for pair in pairs.iter_rows(named=True):
        late, early = ("", "_other") if pair["row"] > pair["row_other"] else ("_other", "")
        where, first = tables[pair[f"sheet{late}"]], tables[pair[f"sheet{early}"]]
        line = None if first.log.rows is None else first.log.rows[pair[f"at{early}"]]
        more: dict[str, object] = {"first": line, "source": first.log.file or first.log.name}
        for name, side in (("what", late), ("other", early)):
            word, job = said(f"event.{pair[f'event{side}']}"), pair[f"job_id{side}"]
            more[name] = said("event.at", what=word, job=job) if job else word
        place = pl.Series([pair[f"at{late}"]], dtype=pl.UInt32)
        where.log.cells("event_contradiction", "event", place, whole_column(where, "event"), common=more)
