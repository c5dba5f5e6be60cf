"""The figures of a ledger: how far people came, whether they stayed, period by period. Counts only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import polars as pl
import sqlalchemy as sa

from jobmatch.ledger.events import KINDS, MONTHS, OF_JOBS, OF_PERSONS
from jobmatch.ledger.groups import by_group, column_named
from jobmatch.ledger.scope import HOME, PLACE, WHEN, place_them, scope_code, within
from jobmatch.ledger.states import STATES, Standing, standing_of
from jobmatch.ledger.store import LATER, Ledger, counting, day_of, fetched, kind_name
from jobmatch.ledger.tables import EVENT, JOB, PERSON, REGION
from jobmatch.lists import RegionTree

if TYPE_CHECKING:
    from sqlalchemy import Connection

Period = Literal["month", "quarter", "year"]

PRIORITY = "priority"
"""The column by which groups are counted where nobody says otherwise."""

ALL = "all"
"""The level of the row that counts everybody."""

ELSEWHERE = "unknown"
"""The level of homes that the tree of regions does not know."""


@dataclass(frozen=True, eq=False)
class Figures:
    """All figures of a ledger as of one moment, each as the function of its name gives it.

    Attributes
    ----------
    until, scope
        The last day that counts (None: all), and the code of the region (empty: everywhere).
    reached
        `funnel_by_region`.
    states
        `states_by_region`.
    stayed
        `retention`.
    months, quarters
        `by_period`.
    by, groups
        A column of the list of seekers, and `funnel_by_group` of it.
    posts
        Of jobs in the scope: jobs (that were ever reported), open, vacancies (of the last reports of those open),
        vacant (of these, less those filled since).
    """

    until: date | None
    scope: str
    reached: pl.DataFrame
    states: pl.DataFrame
    stayed: pl.DataFrame
    months: pl.DataFrame
    quarters: pl.DataFrame
    by: str
    groups: pl.DataFrame
    posts: dict[str, int]


def figures(
    ledger: Ledger,
    until: date | None = None,
    *,
    scope: str | None = None,
    regions: RegionTree | None = None,
    by: str | None = None,
) -> Figures:
    """All figures of a ledger: parameters as for `funnel_by_group`; `by` is its column, by default ``priority``."""
    with _asked(ledger, until, scope, regions) as asked:
        asked.place()
        reached, now = asked.reached(), asked.standing()
        return Figures(
            until,
            asked.scope,
            asked.funnel_by_region(reached),
            states_by_region(now, asked.tree),
            asked.retention(),
            asked.by_period("month"),
            asked.by_period("quarter"),
            PRIORITY if by is None else column_named(by),
            by_group(asked.connection, reached, now.persons, by or PRIORITY, sure=by is None),
            _posts(now.jobs),
        )


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

    Raises
    ------
    LedgerError
        The scope is no region, or the database failed.
    """
    with _asked(ledger, until, scope, regions) as asked:
        asked.place()
        return asked.funnel()


def funnel_by_region(
    ledger: Ledger, until: date | None = None, *, scope: str | None = None, regions: RegionTree | None = None
) -> pl.DataFrame:
    """The funnel of every region, with parameters as for `funnel`: of all, then of each home and whatever covers it.

    Returns
    -------
    polars.DataFrame
        level (``"all"``, province, …, village), region, name, then a column for each kind. Everybody counts at one
        home, that of the last row of a list, so that a region's figure is the sum of those below it.
    """
    with _asked(ledger, until, scope, regions) as asked:
        asked.place()
        return asked.funnel_by_region(asked.reached())


def funnel_by_group(
    ledger: Ledger,
    column: str,
    until: date | None = None,
    *,
    scope: str | None = None,
    regions: RegionTree | None = None,
) -> pl.DataFrame:
    """The funnel of every group of persons; parameters else as for `funnel`.

    Parameters
    ----------
    column
        A column of the list of seekers, one of your own for example: groups are by what the last row says in it.

    Returns
    -------
    polars.DataFrame
        group (empty where the row says nothing), a column for each kind, in_post; the largest first.

    Raises
    ------
    LedgerError
        No row says anything in the column, the scope is no region, or the database failed.
    """
    with _asked(ledger, until, scope, regions) as asked:
        asked.place()
        return by_group(asked.connection, asked.reached(), asked.standing().persons, column)


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
    """How often what happened in which month, quarter or year; parameters else as for `funnel`.

    Returns
    -------
    polars.DataFrame
        start (the first day of the period), kind, events, persons (to whom it happened; 0 for kinds of jobs). Of jobs
        those count whose place the scope covers.
    """
    with _asked(ledger, until, scope, regions) as asked:
        asked.place()
        return asked.by_period(period)


def retention(
    ledger: Ledger, until: date | None = None, *, scope: str | None = None, regions: RegionTree | None = None
) -> pl.DataFrame:
    """Of those who arrived, how many stayed; parameters as for `funnel`.

    A placement (person and job) is due at a check once as many months have passed since the arrival.

    Returns
    -------
    polars.DataFrame
        months, due, left (before that day), found (said to be there by a check at so many months or more), not_asked;
        due is the sum of the other three.
    """
    with _asked(ledger, until, scope, regions) as asked:
        asked.place()
        return asked.retention()


def placements(
    ledger: Ledger, until: date | None = None, *, scope: str | None = None, regions: RegionTree | None = None
) -> pl.DataFrame:
    """Everybody who arrived somewhere, one by one; parameters as for `funnel`.

    Returns
    -------
    polars.DataFrame
        person_id, job_id, arrived, left (the first leaving after the arrival; null for none), checked (most months at
        which a check found the person there; null for none).
    """
    with _asked(ledger, until, scope, regions) as asked:
        asked.place()
        table = asked.placements()
        for key, ids in (("person", PERSON), ("job", JOB)):
            named = fetched(asked.connection, sa.select(*ids.c), {key: pl.Int64, f"{key}_id": pl.String})
            table = table.join(named, on=key, how="left", maintain_order="left")
    return table.select("person_id", "job_id", "arrived", "left", "checked").sort("person_id", "job_id")


@contextmanager
def _asked(ledger: Ledger, until: date | None, scope: str | None, regions: RegionTree | None) -> Iterator[_Asked]:
    tree = regions or RegionTree.builtin()
    code = scope_code(scope, tree)
    with ledger.reading() as connection:
        yield _Asked(connection, until, code, tree)


@dataclass(frozen=True, eq=False)
class _Asked:
    """A ledger at one moment, and which of its persons count."""

    connection: Connection
    until: date | None
    scope: str
    tree: RegionTree

    def place(self) -> None:
        """Find out where everybody is at home."""
        place_them(self.connection, self.until, self.scope, self.tree)

    def reached(self) -> pl.DataFrame:
        """To whom what ever happened: kind (its number), person."""
        return fetched(self.connection, sa.select(self._reached()), {"kind": pl.Int64, "person": pl.Int64})

    def standing(self) -> Standing:
        """Where everybody of the scope stands, and its jobs."""
        now = standing_of(self.connection, self.until)
        homes, places = (
            within(table[name].drop_nulls().unique(), self.scope, self.tree)
            for table, name in ((now.persons, "home"), (now.jobs, "region"))
        )
        persons, jobs = now.persons.filter(pl.col("home").is_in(homes)), now.jobs.filter(pl.col("region").is_in(places))
        return Standing(now.on, now.batch, persons, now.decisions, jobs)

    def _reached(self) -> sa.Subquery:
        """Each person to whom a kind of event ever happened, once: an index alone is read for it, and not sorted."""
        once = counting(sa.select(EVENT.c.kind, EVENT.c.person), self.until)
        return once.where(_of(OF_PERSONS)).distinct().subquery()

    def funnel(self) -> pl.DataFrame:
        once = self._reached()
        counted = sa.select(once.c.kind, sa.func.count()).group_by(once.c.kind)
        counted = counted.join(HOME, HOME.c.person == once.c.person)
        found = dict(fetched(self.connection, counted, {"kind": pl.Int64, "persons": pl.Int64}).iter_rows())
        persons = [found.get(KINDS.index(kind), 0) for kind in OF_PERSONS]
        return pl.DataFrame({"kind": OF_PERSONS, "persons": persons}, schema_overrides={"persons": pl.Int64})

    def funnel_by_region(self, reached: pl.DataFrame) -> pl.DataFrame:
        homes = fetched(
            self.connection,
            sa.select(HOME.c.person, REGION.c.code).join(REGION, REGION.c.region == HOME.c.region),
            {"person": pl.Int64, "region": pl.String},
        )
        counted = reached.join(homes, on="person").group_by("region", "kind").agg(persons=pl.len())
        return _rolled_up(counted.with_columns(kind_name("kind")), OF_PERSONS, self.tree)

    def by_period(self, period: Period) -> pl.DataFrame:
        month, year = EVENT.c.day // 100 % 100, EVENT.c.day // 10_000
        first = {"month": month, "quarter": (month - 1) // 3 * 3 + 1, "year": sa.literal_column("1")}[period]
        start = (year * 10_000 + first * 100 + 1).label("start")
        schema = dict.fromkeys(("start", "kind", "events", "persons"), pl.Int64)
        parts = []
        for kinds, own, key in ((OF_PERSONS, HOME, EVENT.c.person), (OF_JOBS, PLACE, EVENT.c.job)):
            persons = sa.func.count(sa.distinct(EVENT.c.person)) if kinds is OF_PERSONS else sa.literal_column("0")
            wanted = counting(sa.select(start, EVENT.c.kind, sa.func.count(), persons), self.until).where(_of(kinds))
            wanted = wanted.join(own, next(iter(own.c)) == key)
            parts.append(fetched(self.connection, wanted.group_by(sa.text("start"), EVENT.c.kind), schema))
        return pl.concat(parts).sort("start", "kind").with_columns(day_of("start"), kind_name("kind"))

    def retention(self) -> pl.DataFrame:
        table = self.placements()
        return pl.DataFrame([_stayed(table, months, self.until) for months in MONTHS])

    def placements(self) -> pl.DataFrame:
        """Of each pair that arrived: person, job (their numbers), arrived, left, checked."""
        pair = ["person", "job"]
        came = self._of_pairs("arrived", sa.func.min(WHEN), "came")
        asked = self._of_pairs("checked", sa.func.max(EVENT.c.number), "checked")
        left = self._of_pairs("left", WHEN, "gone").join(came, on=pair)
        left = left.filter(pl.col("gone") > pl.col("came")).group_by(pair).agg(left=pl.col("gone").min() // LATER)
        table = came.with_columns(arrived=pl.col("came") // LATER)
        table = table.join(left, on=pair, how="left").join(asked, on=pair, how="left")
        return table.with_columns(day_of("arrived"), day_of("left"))

    def _of_pairs(self, kind: str, number: sa.ColumnElement[int], called: str) -> pl.DataFrame:
        """A number of each pair of person and job to whom something happened, or of each time that it did."""
        pair = (EVENT.c.person, EVENT.c.job)
        wanted = counting(sa.select(*pair, number), self.until).where(_of((kind,)))
        wanted = wanted.join(HOME, HOME.c.person == EVENT.c.person)
        if isinstance(number, sa.Function):
            wanted = wanted.group_by(*pair)
        return fetched(self.connection, wanted, dict.fromkeys(("person", "job", called), pl.Int64))


def _stayed(table: pl.DataFrame, months: int, until: date | None) -> dict[str, int]:
    due = table.with_columns(day=pl.col("arrived").dt.offset_by(f"{months}mo"))
    due = due.filter(pl.col("day") <= (until or date.today()))
    gone = (due["left"] < due["day"]).fill_null(False)
    found = (due["checked"] >= months).fill_null(False) & ~gone
    counts = {"left": int(gone.sum()), "found": int(found.sum())}
    return {"months": months, "due": due.height, **counts, "not_asked": due.height - sum(counts.values())}


def _posts(jobs: pl.DataFrame) -> dict[str, int]:
    still = jobs.filter("open")
    vacant = still["reported"] - still["filled_elsewhere"] - still["arrived"]
    counts = {"jobs": jobs.height, "open": still.height, "vacancies": still["reported"].sum()}
    return {name: int(count) for name, count in {**counts, "vacant": vacant.clip(lower_bound=0).sum()}.items()}


def _of(kinds: tuple[str, ...]) -> sa.ColumnElement[bool]:
    return EVENT.c.kind.in_([KINDS.index(kind) for kind in kinds])


def _rolled_up(counted: pl.DataFrame, kinds: tuple[str, ...], tree: RegionTree) -> pl.DataFrame:
    """Counts by region and kind, for all regions that cover them: level, region, name, a column for each kind."""
    homes = counted["region"].unique().to_list()
    steps = [(home, step) for home in homes for step in ("", *(tree.path(home) if home in tree else (home,)))]
    covering = pl.DataFrame(steps, schema={"region": pl.String, "step": pl.String}, orient="row")
    of_kind = (pl.col("persons").filter(pl.col("kind") == kind).sum().cast(pl.Int64).alias(kind) for kind in kinds)
    sums = covering.join(counted, on="region").group_by(region="step").agg(of_kind)
    named = [(code, *_called(code, tree)) for code in {"", *sums["region"]}]
    named.sort(key=lambda row: tree.path(row[0])[::-1] if row[0] in tree else (row[0],))
    schema = {"region": pl.String, "level": pl.String, "name": pl.String}
    order = pl.DataFrame(named, schema=schema, orient="row")
    table = order.join(sums, on="region", how="left", maintain_order="left").with_columns(pl.col(kinds).fill_null(0))
    return table.select("level", "region", "name", *kinds)


def _called(code: str, tree: RegionTree) -> tuple[str, str]:
    """The level and the name of a region."""
    if not code:
        return ALL, ""
    return (tree.level(code), tree.name(code)) if code in tree else (ELSEWHERE, code)
