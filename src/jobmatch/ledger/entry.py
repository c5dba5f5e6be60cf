"""Lists and answers into the ledger: read, checked against what it knows, written in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import sqlalchemy as sa

from jobmatch.errors import LedgerError
from jobmatch.ledger.answers import check_rows, news_from, read_answers
from jobmatch.ledger.events import KINDS, MISSING, SCHEMA
from jobmatch.ledger.list_rows import Rows, missing_from, news_of, read_rows
from jobmatch.ledger.plausible import Answers
from jobmatch.ledger.scope import scope_code
from jobmatch.ledger.states import Standing, standing_of
from jobmatch.ledger.store import Ledger, Written
from jobmatch.ledger.tables import EVENT
from jobmatch.lists import Issue, RegionTree
from jobmatch.lists.faultlog import FaultLog, refuse_faults
from jobmatch.words import said

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class TakenIn:
    """What became of lists and answers.

    Attributes
    ----------
    batch
        The number of the transaction; None if nothing was new.
    rows
        Rows read that say something.
    new
        How many of them were written, by kind of event.
    known
        How many said nothing new.
    blank
        Rows of answers that say nothing yet.
    missing
        Persons and jobs that were taken off because whole lists do not name them.
    off
        Persons whom a list names, but who have withdrawn or left and not come back: they stay off the list.
    issues
        What was noticed; warnings only.
    columns
        Columns that nothing here reads: those of lists are kept as they are, those of answers are not.
    no_wishes
        Persons of a list who name no region: nobody is placed where they did not agree to go.
    """

    batch: int | None
    rows: int
    new: dict[str, int]
    known: int
    blank: int
    missing: int
    off: int
    issues: tuple[Issue, ...]
    columns: tuple[str, ...] = ()
    no_wishes: int = 0


@dataclass(frozen=True, eq=False)
class Entry:
    """Lists and answers as read, before any ledger is asked."""

    lists: tuple[Rows, ...]
    tables: tuple[Answers, ...]
    tree: RegionTree

    @property
    def logs(self) -> list[FaultLog]:
        """What is wrong with them."""
        return [*(each.log for each in self.lists), *(each.log for each in self.tables)]


def read_entry(
    *, seekers: Any = None, jobs: Any = None, answers: Sequence[Any] = (), regions: RegionTree | None = None
) -> Entry:
    """Read lists and answers: see `take_in`. Their faults are in its logs (`jobmatch.lists.faultlog.refuse_faults`)."""
    tree, today = regions or RegionTree.builtin(), date.today()
    given = (("listed", seekers), ("reported", jobs))
    lists = tuple(read_rows(each, kind, tree, today) for kind, each in given if each is not None)
    entry = Entry(lists, tuple(sheet for each in answers for sheet in read_answers(each, today)), tree)
    return entry


def take_in(
    ledger: Ledger,
    *,
    seekers: Any = None,
    jobs: Any = None,
    answers: Sequence[Any] = (),
    on: date | None = None,
    whole: bool = False,
    scope: str | None = None,
    regions: RegionTree | None = None,
    source: str = "",
) -> TakenIn:
    """Write what lists and answers say into the ledger: all of it or, if anything is wrong, nothing.

    To take in the same again changes nothing, on whatever day.

    Parameters
    ----------
    seekers, jobs
        Lists as for `jobmatch.solve`: a path or a table. Of jobs also a column ``reported``.
    answers
        Tables with person_id, job_id, event and, if they have them, day, reason, number; of workbooks every sheet with
        a column of events or answers.
    on
        The day of rows that have none; None: today.
    whole
        The lists are whole: persons on the list who have not agreed to a job, and jobs, that are missing are taken off.
    scope
        A region, by code or name: rows of others are refused.
    regions
        The tree of regions; None: the built-in one.
    source
        Where it comes from, for whoever reads the table of batches.

    Raises
    ------
    InputError
        Rows hold faults, or are none of the scope's; all of them are attached.
    LedgerError
        The database failed, or the scope is no region.
    """
    entry = read_entry(seekers=seekers, jobs=jobs, answers=answers, regions=regions)
    return write_entry(ledger, entry, on=on, whole=whole, scope=scope, source=source)


def write_entry(
    ledger: Ledger,
    entry: Entry,
    *,
    on: date | None = None,
    whole: bool = False,
    scope: str | None = None,
    source: str = "",
    dry_run: bool = False,
) -> TakenIn:
    """Write what was read into the ledger: see `take_in`; of a dry run nothing stays, and the batch is None."""
    lists, tables, tree, logs = entry.lists, list(entry.tables), entry.tree, entry.logs
    code, day = scope_code(scope, tree), on or date.today()
    not_ahead(day)
    with ledger.writing() as connection:
        own = {each.kind: each.table.select("id", "region") for each in lists}
        check_rows(tables, connection, day, own, code, tree)
        refuse_faults(*logs)
        now = standing_of(connection, day) if lists else None
        parts = [news_of(each, connection, day, on is not None, code, tree) for each in lists]
        missing = [_taken_off(each, connection, now, day, code, tree) for each in lists] if whole and now else []
        answered = news_from(tables, connection, day)
        refuse_faults(*logs)
        sure = [part.with_columns(news=True) for part in (*parts, *missing)]
        events = pl.concat([part.select(*SCHEMA, "news") for part in (*sure, answered) if part.width] or [_none()])
        before = connection.execute(sa.select(sa.func.max(EVENT.c.event))).scalar() or 0
        written = ledger.put(connection, events, "import", source, code)
        new = _by_kind(connection, before)
        off = 0 if now is None else _still_off(now, lists)
        if dry_run:
            connection.rollback()
            written = Written(None, written.new, written.known)
    rows = sum(each.table.height for each in lists) + sum(each.table.height for each in tables)
    gone = sum(part.height for part in missing)
    return TakenIn(
        written.batch,
        rows,
        new,
        rows - (written.new - gone),
        sum(each.blank for each in tables),
        gone,
        off,
        tuple(issue for log in logs for issue in log.issues()),
        tuple(
            dict.fromkeys([*(n for each in lists for n in each.unread), *(n for each in tables for n in each.unread)])
        ),
        sum(each.no_wishes for each in lists),
    )


def _still_off(now: Standing, lists: Sequence[Rows]) -> int:
    """How many persons whom a list names are off the list all the same."""
    off = now.persons.filter(pl.col("state").is_in(("withdrawn", "left")))["person_id"]
    return sum(int(off.is_in(each.table["id"].implode()).sum()) for each in lists if each.kind == "listed")


def not_ahead(day: date) -> None:
    """Refuse a day that is still to come.

    Raises
    ------
    LedgerError
        It is later than today.
    """
    if day > date.today():
        raise LedgerError(said("ledger.ahead", day=day))


def _taken_off(
    rows: Rows, connection: Connection, now: Standing, day: date, scope: str, tree: RegionTree
) -> pl.DataFrame:
    """The events that take off whom a whole list does not name."""
    gone = missing_from(rows, connection, day, scope, tree)
    if rows.kind == "listed":
        free = now.persons.filter(pl.col("state").is_in(("looking", "proposed")))["person_id"]
        ids, kind = gone.filter(gone.is_in(free.implode())), "withdrawn"
    else:
        ids, kind = gone.filter(gone.is_in(now.jobs.filter("open")["job_id"].implode())), "closed"
    of_person = rows.kind == "listed"
    return pl.DataFrame({"id": ids}).select(
        kind=pl.lit(kind),
        day=pl.lit(day),
        person_id=pl.col("id") if of_person else pl.lit(""),
        job_id=pl.lit("") if of_person else pl.col("id"),
        region=pl.lit(""),
        number=pl.lit(0, pl.Int64),
        reason=pl.lit(MISSING),
        details=pl.lit(""),
    )


def _by_kind(connection: Connection, before: int) -> dict[str, int]:
    """How many events of each kind were written after one of them, the most frequent first."""
    wanted = sa.select(EVENT.c.kind, sa.func.count()).where(EVENT.c.event > before).group_by(EVENT.c.kind)
    counted = sorted(connection.execute(wanted), key=lambda row: (-row[1], row[0]))
    return {KINDS[kind]: count for kind, count in counted}


def _none() -> pl.DataFrame:
    return pl.DataFrame(schema={**SCHEMA, "news": pl.Boolean})
