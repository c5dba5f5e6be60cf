"""Everything that happened to one person, or to one job; and events that were written by mistake."""

from __future__ import annotations

import polars as pl

from jobmatch.errors import LedgerError
from jobmatch.ledger.prior import last_rows
from jobmatch.ledger.scope import scope_code, within
from jobmatch.ledger.store import Ledger
from jobmatch.lists import RegionTree
from jobmatch.words import said


def path_of(
    ledger: Ledger,
    *,
    person: str | None = None,
    job: str | None = None,
    scope: str | None = None,
    regions: RegionTree | None = None,
) -> pl.DataFrame:
    """The events of a person, or of a job, in the order in which they happened, as `Ledger.events` gives them.

    Within a scope a person is there if the home lies in it. Jobs are seen by all; of the persons at a job outside the
    scope only those whose home lies in it.

    Raises
    ------
    LedgerError
        The ledger has no such person or job within the scope, or the database failed.
    """
    tree = regions or RegionTree.builtin()
    code = scope_code(scope, tree)
    events = ledger.events(person=person, job=job)
    rows = events.filter(pl.col("kind") == ("reported" if person is None else "listed"))
    mine = bool(within(rows["region"].tail(1), code, tree))
    if not rows.height or not (mine or person is None):
        raise LedgerError(said("ledger.no_person" if job is None else "ledger.no_job", id=person or job))
    if mine:
        return events
    with ledger.reading() as connection:
        homes = last_rows(connection, "listed")
    own = homes.filter(pl.col("region").is_in(within(homes["region"].unique(), code, tree)))["id"]
    return events.filter((pl.col("person_id") == "") | pl.col("person_id").is_in(own.implode()))


def void(
    ledger: Ledger,
    event: int | None,
    reason: str,
    *,
    batch: int | None = None,
    scope: str | None = None,
    regions: RegionTree | None = None,
) -> int:
    """Let an event, or all of a batch, that was written by mistake count nowhere: see `Ledger.void`.

    Returns
    -------
    int
        How many events count nowhere now that counted before.

    Raises
    ------
    LedgerError
        There is no such event within the scope (by home or by the place of the job), it counts nowhere already, or the
        database failed; of a batch, if an event of it lies outside the scope.
    """
    tree = regions or RegionTree.builtin()
    code = scope_code(scope, tree)
    written = ledger.events(event=event, batch=batch)
    if code and not _mine(ledger, written, code, tree):
        raise LedgerError(said("ledger.no_event", event=event or batch))
    if batch is None:
        assert event is not None
        ledger.void(event, reason, code)
        return 1
    if not written.height:
        raise LedgerError(said("ledger.no_batch", batch=batch))
    ledger.void(written["event"].to_list(), reason, code)
    return written.height


def _mine(ledger: Ledger, written: pl.DataFrame, code: str, tree: RegionTree) -> bool:
    """Whether all of some events are of a scope."""
    with ledger.reading() as connection:
        homes, places = (last_rows(connection, kind) for kind in ("listed", "reported"))
    own = [
        known.filter(pl.col("region").is_in(within(known["region"].unique(), code, tree)))["id"].implode()
        for known in (homes, places)
    ]
    mine = pl.col("person_id").is_in(own[0]) | pl.col("job_id").is_in(own[1])
    return bool(written.height) and bool(written.select(mine.all()).item())
