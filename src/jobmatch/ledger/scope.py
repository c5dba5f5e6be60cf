"""Whose a person and a job are on a day: by their last rows in the lists; and what lies within a scope."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import sqlalchemy as sa
from sqlalchemy import Column, MetaData, Table

from jobmatch.errors import LedgerError
from jobmatch.ledger.events import KINDS
from jobmatch.ledger.store import LATER, counting, fetched
from jobmatch.ledger.tables import EVENT, REGION
from jobmatch.lists import RegionTree
from jobmatch.words import said

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LATER = sa.literal(LATER, sa.BigInteger)

WHEN = sa.cast(EVENT.c.day, sa.BigInteger) * _LATER + EVENT.c.event
"""When something happened, as a number: see `LATER`."""

LATEST = sa.func.max(WHEN)
"""When something last happened."""


def event_at(when: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    """The event that happened then."""
    return when % _LATER


def _table(name: str, key: str) -> Table:
    return Table(
        name,
        MetaData(),
        Column(key, sa.Integer, primary_key=True, autoincrement=False),
        Column("region", sa.Integer, nullable=False),
        Column("event", sa.BigInteger, nullable=False),
        prefixes=["TEMPORARY"],
    )


HOME = _table("home", "person")
"""The home of each person, and the event of the row that says so, while a transaction lasts."""

PLACE = _table("place", "job")
"""The place of each job, likewise."""


def scope_code(scope: str | None, tree: RegionTree) -> str:
    """The region that a scope names, by code or name; empty for everywhere.

    Raises
    ------
    LedgerError
        There is no such region, or several.
    """
    if not scope:
        return ""
    code = tree.resolve(scope)
    if code is None:
        near = tuple(tree.suggestions(scope))
        why = (
            said("ledger.scope_near", value=scope, choices=near) if near else said("ledger.scope_unknown", value=scope)
        )
        raise LedgerError(why)
    return code


def within(codes: Iterable[str], scope: str, tree: RegionTree) -> list[str]:
    """Of some regions those that are the scope or lie within it."""
    return [code for code in codes if not scope or (code in tree and tree.covers(scope, code))]


def place_them(connection: Connection, until: date | None, scope: str, tree: RegionTree) -> None:
    """Fill `HOME` and `PLACE` with the persons and jobs of a scope, by their last rows up to a day."""
    table = fetched(connection, sa.select(REGION), {"region": pl.Int64, "code": pl.String})
    mine = table.filter(pl.col("code").is_in(within(table["code"], scope, tree)))["region"].to_list()
    for each, kind in ((HOME, "listed"), (PLACE, "reported")):
        key = next(iter(each.c))
        each.create(connection)
        of = EVENT.c[key.name]
        latest = counting(sa.select(event_at(LATEST).label("event")), until)
        last = latest.where(EVENT.c.kind == KINDS.index(kind)).group_by(of).subquery()
        rows = sa.select(of, EVENT.c.region, EVENT.c.event).join(last, last.c.event == EVENT.c.event)
        if scope:
            rows = rows.where(EVENT.c.region.in_(mine))
        connection.execute(each.insert().from_select([key, each.c.region, each.c.event], rows))
