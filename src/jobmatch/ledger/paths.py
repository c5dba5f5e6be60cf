"""Everything that happened to one person, or to one job."""

from __future__ import annotations

import polars as pl

from jobmatch.errors import LedgerError
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

    Raises
    ------
    LedgerError
        The ledger has no such person or job within the scope, or the database failed.
    """
    tree = regions or RegionTree.builtin()
    code = scope_code(scope, tree)
    events = ledger.events(person=person, job=job)
    rows = events.filter(pl.col("kind") == ("reported" if person is None else "listed"))
    if not rows.height or not within(rows["region"].tail(1), code, tree):
        raise LedgerError(said("ledger.no_person" if job is None else "ledger.no_job", id=person or job))
    return events
