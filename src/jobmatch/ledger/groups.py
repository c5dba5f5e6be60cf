"""How far the groups of a list came: persons by what their last rows say in a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import sqlalchemy as sa

from jobmatch.errors import LedgerError
from jobmatch.ledger.events import OF_PERSONS
from jobmatch.ledger.scope import HOME
from jobmatch.ledger.store import fetched, kind_name
from jobmatch.ledger.tables import EVENT
from jobmatch.lists.columns import SEEKERS
from jobmatch.lists.headers import known_column
from jobmatch.words import said

if TYPE_CHECKING:
    from sqlalchemy import Connection


def column_named(header: str) -> str:
    """A column of the list of seekers, by its name or any of its headers; a column of one's own by its name."""
    known = known_column(header, SEEKERS)
    return header if known is None else known.name


def by_group(
    connection: Connection, reached: pl.DataFrame, now: pl.DataFrame, column: str, *, sure: bool = False
) -> pl.DataFrame:
    """How many persons of each group came how far, and how many are in post.

    Parameters
    ----------
    reached
        kind (its number), person: to whom what ever happened.
    now
        person, state.
    column
        A column of the list of seekers. Where a row says nothing, the group is empty.
    sure
        Whether it is no fault if no row says anything.

    Returns
    -------
    polars.DataFrame
        group, a column for each kind of event, in_post; the largest group first.
    """
    rows = sa.select(HOME.c.person, EVENT.c.details).join(EVENT, EVENT.c.event == HOME.c.event)
    written = fetched(connection, rows, {"person": pl.Int64, "details": pl.String})
    groups = written.select("person", group=_said(written["details"], column_named(column)))
    if not sure and groups.height and not (groups["group"] != "").any():
        raise LedgerError(said("ledger.no_column", column=column))
    counted = reached.join(groups, on="person").group_by("group", "kind").agg(n=pl.len().cast(pl.Int64))
    counted = counted.with_columns(kind_name("kind"))
    kinds = counted.group_by("group").agg(
        pl.col("n").filter(pl.col("kind") == kind).sum().alias(kind) for kind in OF_PERSONS
    )
    posts = now.filter(state="in_post").join(groups, on="person").group_by("group").agg(in_post=pl.len().cast(pl.Int64))
    table = kinds.join(posts, on="group", how="left").with_columns(pl.col("in_post").fill_null(0))
    return table.sort("listed", "group", descending=[True, False])


def _said(details: pl.Series, column: str) -> pl.Series:
    """What rows say in a column."""
    name = column.replace("\\", "\\\\").replace("'", "\\'")
    return details.str.json_path_match(f"$['{name}']").fill_null("")
