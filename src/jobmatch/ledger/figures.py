"""The figures of a ledger: how far people came, whether they stayed, period by period. Counts only."""

from __future__ import annotations

from datetime import date
from typing import Literal

import polars as pl
import sqlalchemy as sa

from jobmatch.ledger.events import KINDS, MONTHS, OF_JOBS, OF_PERSONS
from jobmatch.ledger.scope import HOME, PLACE, place_them, scope_code
from jobmatch.ledger.states import STATES, Standing
from jobmatch.ledger.store import Ledger, counting, day_of, fetched, kind_name
from jobmatch.ledger.tables import EVENT, REGION
from jobmatch.lists import RegionTree

Period = Literal["month", "quarter", "year"]

ALL = "all"
"""The level of the row that counts everybody."""


def funnel(
    ledger: Ledger, until: date | None = None, *, scope: str | None = None, regions: RegionTree | None = None
) -> pl.DataFrame:
    """How many persons ever came how far.

    Parameters
    ----------
    until
        The last day that counts; None: all.
    scope
        A region, by code or name: persons whose home it covers. None: all.
    regions
        The tree of regions; None: the built-in one.

    Returns
    -------
    polars.DataFrame
        kind (each of `jobmatch.ledger.OF_PERSONS`), persons (to whom it happened at least once).
    """
    tree = regions or RegionTree.builtin()
    code = scope_code(scope, tree)
    # Two levels, and not count(distinct), so that a database needs the index alone and nothing is sorted.
    once = counting(sa.select(EVENT.c.kind, EVENT.c.person), until).where(_of(OF_PERSONS)).distinct().subquery()
    counted = sa.select(once.c.kind, sa.func.count()).group_by(once.c.kind)
    with ledger.reading() as connection:
        if code:
            place_them(connection, until, code, tree)
            counted = counted.join(HOME, HOME.c.person == once.c.person)
        found = dict(fetched(connection, counted, {"kind": pl.Int64, "persons": pl.Int64}).iter_rows())
    return pl.DataFrame(
        {"kind": OF_PERSONS, "persons": [found.get(KINDS.index(kind), 0) for kind in OF_PERSONS]},
        schema={"kind": pl.String, "persons": pl.Int64},
    )


def funnel_by_region(
    ledger: Ledger, until: date | None = None, *, scope: str | None = None, regions: RegionTree | None = None
) -> pl.DataFrame:
    """The funnel of every region: of all, then of each home and whatever covers it.

    Returns
    -------
    polars.DataFrame
        level (``"all"``, province, …, village), region, name, then a column for each kind. Everybody counts at one
        home, that of the last row of a list, so that a region's figure is the sum of those below it.
    """
    tree = regions or RegionTree.builtin()
    once = counting(sa.select(EVENT.c.kind, EVENT.c.person), until).where(_of(OF_PERSONS)).distinct().subquery()
    with ledger.reading() as connection:
        place_them(connection, until, scope_code(scope, tree), tree)
        reached = fetched(connection, sa.select(once), {"kind": pl.Int64, "person": pl.Int64})
        homes = fetched(
            connection,
            sa.select(HOME.c.person, REGION.c.code).join(REGION, REGION.c.region == HOME.c.region),
            {"person": pl.Int64, "region": pl.String},
        )
    counted = reached.join(homes, on="person").group_by("region", "kind").agg(persons=pl.len())
    return _rolled_up(counted.with_columns(kind_name("kind")), OF_PERSONS, tree)


def states_by_region(now: Standing, regions: RegionTree | None = None) -> pl.DataFrame:
    """Where persons stand, by region: as `funnel_by_region`, a column a state, and listed, which is their sum."""
    counted = now.persons.group_by(region="home", kind="state").agg(persons=pl.len())
    table = _rolled_up(counted, STATES, regions or RegionTree.builtin())
    return table.with_columns(listed=pl.sum_horizontal(STATES))


def by_period(
    ledger: Ledger,
    until: date | None = None,
    *,
    period: Period = "month",
    scope: str | None = None,
    regions: RegionTree | None = None,
) -> pl.DataFrame:
    """How often what happened in which month, quarter or year.

    Returns
    -------
    polars.DataFrame
        start (the first day of the period), kind, events, persons (to whom it happened; 0 for kinds of jobs).
    """
    tree = regions or RegionTree.builtin()
    code = scope_code(scope, tree)
    month = EVENT.c.day // 100 % 100
    year = EVENT.c.day // 10_000
    first = {"month": month, "quarter": (month - 1) // 3 * 3 + 1, "year": sa.literal(1)}[period]
    start = (year * 10_000 + first * 100 + 1).label("start")
    schema = dict.fromkeys(("start", "kind", "events", "persons"), pl.Int64)
    parts = []
    with ledger.reading() as connection:
        if code:
            place_them(connection, until, code, tree)
        for kinds, own, key in ((OF_PERSONS, HOME, EVENT.c.person), (OF_JOBS, PLACE, EVENT.c.job)):
            persons = sa.func.count(sa.distinct(EVENT.c.person)) if kinds is OF_PERSONS else sa.literal(0)
            wanted = counting(sa.select(start, EVENT.c.kind, sa.func.count(), persons), until).where(_of(kinds))
            if code:
                wanted = wanted.join(own, next(iter(own.c)) == key)
            parts.append(fetched(connection, wanted.group_by(start, EVENT.c.kind), schema))
    table = pl.concat(parts).sort("start", "kind")
    return table.with_columns(day_of("start"), kind_name("kind"))


def retention(
    ledger: Ledger, until: date | None = None, *, scope: str | None = None, regions: RegionTree | None = None
) -> pl.DataFrame:
    """Of those who arrived, how many stayed.

    A placement (person and job) is due at a check once as many months have passed since the arrival.

    Returns
    -------
    polars.DataFrame
        months, due, left (before that day), found (said to be there by a check at so many months or more), not_asked;
        due is the sum of the other three. The last row, with months 0, counts all arrivals: due is all, found is who
        has not left by the day itself.
    """
    tree = regions or RegionTree.builtin()
    code = scope_code(scope, tree)
    columns = (EVENT.c.person, EVENT.c.job, EVENT.c.kind, EVENT.c.number)
    wanted = counting(sa.select(*columns, sa.func.min(EVENT.c.day)), until).where(_of(("arrived", "checked", "left")))
    with ledger.reading() as connection:
        if code:
            place_them(connection, until, code, tree)
            wanted = wanted.join(HOME, HOME.c.person == EVENT.c.person)
        schema = dict.fromkeys(("person", "job", "kind", "number", "day"), pl.Int64)
        rows = fetched(connection, wanted.group_by(*columns), schema)
    first = rows.with_columns(kind_name("kind"), day_of("day"))
    pair = ["person", "job"]
    arrived = first.filter(kind="arrived").group_by(pair).agg(arrived=pl.col("day").min())
    left = first.filter(kind="left").group_by(pair).agg(left=pl.col("day").min())
    checked = first.filter(kind="checked").group_by(pair).agg(checked=pl.col("number").max())
    table = arrived.join(left, on=pair, how="left").join(checked, on=pair, how="left")
    return pl.DataFrame([_stayed(table, months, until) for months in (*MONTHS, 0)])


def _stayed(table: pl.DataFrame, months: int, until: date | None) -> dict[str, int]:
    if not months:
        left = table.height - table["left"].null_count()
        return {"months": 0, "due": table.height, "left": left, "found": table.height - left, "not_asked": 0}
    due = table.with_columns(day=pl.col("arrived").dt.offset_by(f"{months}mo"))
    due = due.filter(pl.col("day") <= (until or date.today()))
    gone = (due["left"] < due["day"]).fill_null(False)
    found = (due["checked"] >= months).fill_null(False) & ~gone
    counts = {"left": int(gone.sum()), "found": int(found.sum())}
    return {"months": months, "due": due.height, **counts, "not_asked": due.height - sum(counts.values())}


def _of(kinds: tuple[str, ...]) -> sa.ColumnElement[bool]:
    return EVENT.c.kind.in_([KINDS.index(kind) for kind in kinds])


def _rolled_up(counted: pl.DataFrame, kinds: tuple[str, ...], tree: RegionTree) -> pl.DataFrame:
    """Counts by region and kind, for all regions that cover them: level, region, name, a column for each kind."""
    homes = counted["region"].unique().to_list()
    above = [(home, step) for home in homes if home in tree for step in tree.path(home)]
    covering = pl.DataFrame(
        [*above, *((home, "") for home in homes)], schema={"region": pl.String, "step": pl.String}, orient="row"
    )
    sums = (
        covering.join(counted, on="region")
        .group_by(region="step")
        .agg(pl.col("persons").filter(pl.col("kind") == kind).sum().cast(pl.Int64).alias(kind) for kind in kinds)
    )
    order = {
        code: at
        for at, code in enumerate(sorted(sums["region"], key=lambda code: tree.path(code)[::-1] if code else ()))
    }
    named = [
        (code, tree.level(code) if code else ALL, tree.name(code) if code else "", order[code])
        for code in sums["region"]
    ]
    schema = {"region": pl.String, "level": pl.String, "name": pl.String, "order": pl.Int64}
    table = sums.join(pl.DataFrame(named, schema=schema, orient="row"), on="region").sort("order")
    return table.select("level", "region", "name", *kinds)
