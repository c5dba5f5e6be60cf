"""What is known of each placement at each horizon: stayed, left, unknown, not due; from a table or from a ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from jobmatch.errors import InputError
from jobmatch.lists import RegionTree
from jobmatch.lists.outcomes import read_outcomes as read_table
from jobmatch.words import said

if TYPE_CHECKING:
    from jobmatch.ledger import Ledger

MONTHS = (3, 6, 12)
"""Horizons that are learnt where nobody names others."""

PAIR = ["person_id", "job_id"]


def read_outcomes(source: str | Path | Any, until: date | None = None) -> pl.DataFrame:
    """Outcomes from a table, each with what it implies.

    Who had left by three months has left by six; who was there at six was there at three. A leaving counts at a horizon
    only once that is due, as a staying does: else those who left early would be known, those who stay not yet, and the
    share of leavers too high.

    Parameters
    ----------
    source
        A path or a table: person_id, job_id, months, stayed, started.
    until
        The last day of which something is known; None: today.

    Returns
    -------
    polars.DataFrame
        person_id, job_id, started, months, outcome (``stayed``, ``left``, ``unknown``, ``not_due``).

    Raises
    ------
    InputError
        The table has faults; somebody stayed for longer than there was time; two rows contradict each other.
    """
    table, last = read_table(source), until or date.today()
    started = table.group_by(PAIR).agg(pl.col("started").n_unique().alias("days"), pl.col("started").min())
    if twice := int((started["days"] > 1).sum()):
        raise InputError(said("retention.two_starts", count=twice))
    due = pl.col("started").dt.offset_by(pl.format("{}mo", "months"))
    if early := table.filter(pl.col("stayed").fill_null(False) & (due > last)).height:
        raise InputError(said("retention.stayed_too_early", count=early, until=last))
    known = table.group_by(PAIR).agg(
        there=pl.col("months").filter(pl.col("stayed")).max(), gone=pl.col("months").filter(~pl.col("stayed")).min()
    )
    if wrong := known.filter(pl.col("there") >= pl.col("gone")).height:
        raise InputError(said("retention.contradiction", count=wrong))
    months = table["months"].unique().sort().to_list()
    placements = started.select(*PAIR, "started").join(known, on=PAIR)
    return _at(placements, months, pl.col("gone") <= pl.col("months"), pl.col("there") >= pl.col("months"), last)


def ledger_outcomes(
    ledger: Ledger,
    months: tuple[int, ...] = MONTHS,
    until: date | None = None,
    *,
    scope: str | None = None,
    regions: RegionTree | None = None,
) -> pl.DataFrame:
    """Outcomes of everybody who arrived, from a ledger's events; the table that `read_outcomes` gives.

    Left by a horizon is who left before that many months had passed; there at it is who was found by a check at so many
    months or more; of all others nobody knows.

    Parameters
    ----------
    until
        The last day that counts; None: today.
    scope, regions
        As for `jobmatch.ledger.figures`.
    """
    from jobmatch.ledger import placements

    found = placements(ledger, until, scope=scope, regions=regions).rename({"arrived": "started"})
    due = pl.col("started").dt.offset_by(pl.format("{}mo", "months"))
    return _at(found, months, pl.col("left") < due, pl.col("checked") >= pl.col("months"), until or date.today())


def _at(
    placements: pl.DataFrame, months: list[int] | tuple[int, ...], gone: pl.Expr, there: pl.Expr, last: date
) -> pl.DataFrame:
    """Each placement at each horizon."""
    table = placements.join(pl.DataFrame({"months": months}, schema={"months": pl.Int64}), how="cross")
    due = pl.col("started").dt.offset_by(pl.format("{}mo", "months"))
    outcome = (
        pl.when(due > last)
        .then(pl.lit("not_due"))
        .when(gone.fill_null(False))
        .then(pl.lit("left"))
        .when(there.fill_null(False))
        .then(pl.lit("stayed"))
        .otherwise(pl.lit("unknown"))
    )
    return table.select(*PAIR, "started", "months", outcome=outcome).sort(*PAIR, "months")
