"""The ledger's views and figures are those of a plain fold, and of a count in SQL, of the same events."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobmatch.ledger import (
    OF_PERSONS,
    Ledger,
    View,
    by_period,
    figures,
    funnel,
    funnel_by_region,
    open_ledger,
    retention,
    states_by_region,
    view,
)
from jobmatch.ledger.events import SCHEMA
from oracle.ledger_fold import LEVELS, ON_THE_LIST, ROAD, STATES, Book, Event
from oracle.ledger_worlds import HOMES, START, world

DAYS = (None, START, START + timedelta(1), START + timedelta(4), date(2016, 2, 29), START + timedelta(120))
SCOPES = ("", "433122", "4331", "43", "433122001", "440305")
PERIODS = {"month": 1, "quarter": 3, "year": 12}


def table(events: Iterable[Event]) -> pl.DataFrame:
    """Events as they are handed over."""
    return pl.DataFrame([event._asdict() for event in events], schema=SCHEMA)


def write(ledger: Ledger, coming: list[Event], pick: random.Random, voids: float = 0.05) -> list[Event]:
    """Write events in several batches, some of them again, and void some; what counts, as it was written."""
    kept: dict[Event, None] = {}
    batches = sorted(pick.randint(0, len(coming)) for _ in range(pick.randint(0, 3)))
    for start, end in zip([0, *batches], [*batches, len(coming)], strict=True):
        again = pick.sample(list(kept), min(len(kept), len(coming) // 10))
        given = coming[start:end] + again
        fresh = {event for event in given if event not in kept}
        written = ledger.add(table(given), "import")
        assert (written.new, written.known) == (len(fresh), len(given) - len(fresh))
        assert (written.batch is None) == (not fresh)
        kept.update(dict.fromkeys(given))
    gone = set()
    names = list(SCHEMA)
    for row in ledger.events().sample(fraction=voids, seed=pick.randrange(1 << 30)).iter_rows(named=True):
        ledger.void(row["event"], "written by mistake")
        gone.add(Event(*(row[name] for name in names)))
    if gone:  # what counts nowhere does not come back with the file
        assert ledger.add(table(gone), "import").new == 0
    return [event for event in kept if event not in gone]


def compare(ledger: Ledger, history: list[Event], day: date | None, scope: str) -> None:
    """Everything that the ledger says of a day and a region against the fold."""
    book = Book(history, day, scope)
    found = view(ledger, day, scope=scope or None)
    compare_standing(found.standing.persons, book)
    compare_view(found, book)
    compare_figures(ledger, book, day, scope)


def compare_view(found: View, book: Book) -> None:
    on_list = {who: place for who, place in book.persons.items() if place.state in ON_THE_LIST}
    assert rows_by_id(found.seekers, "person_id") == {who: json.loads(p.details) for who, p in on_list.items()}
    assert dict(found.plan.iter_rows()) == book.plan()
    decisions = {(who, job): word for who, job, word in found.decisions.drop("reason").iter_rows()}
    assert found.decisions.height == len(decisions)
    assert decisions == book.decisions()
    jobs, left = book.jobs, book.open_jobs()
    expected = {name: json.loads(jobs[name].details) | {"vacancies": str(left[name])} for name in left}
    assert rows_by_id(found.jobs, "job_id") == expected


def compare_standing(persons: pl.DataFrame, book: Book) -> None:
    assert persons["person_id"].to_list() == sorted(book.persons)
    told = {who: (state, job, home) for who, home, state, job in persons.select(pl.nth(1, 2, 3, 4)).iter_rows()}
    assert told == {who: (place.state, place.job_id, place.home) for who, place in book.persons.items()}


def rows_by_id(rows: pl.DataFrame, key: str) -> dict[str, dict[str, str]]:
    """Rows of a list with the cells that they have."""
    found = {row[key]: {name: cell for name, cell in row.items() if cell} for row in rows.to_dicts()}
    assert len(found) == rows.height
    return found


def compare_figures(ledger: Ledger, book: Book, day: date | None, scope: str) -> None:
    wanted = scope or None
    assert dict(funnel(ledger, day, scope=wanted).iter_rows()) == book.funnel()
    kept = retention(ledger, day, scope=wanted)
    assert {row[0]: row[1:] for row in kept.iter_rows()} == book.retention()
    assert (kept["due"] == kept["left"] + kept["found"] + kept["not_asked"]).all()
    for period, months in PERIODS.items():
        counted = by_period(ledger, day, period=period, scope=wanted)  # type: ignore[arg-type]
        told = {(start, kind): (events, persons) for start, kind, events, persons in counted.iter_rows()}
        assert told == book.by_period(months), period
        assert counted.height == len(told)
    regions = book.by_region()
    now = view(ledger, day, scope=wanted).standing
    states = rows_by_region(states_by_region(now))
    reached = rows_by_region(funnel_by_region(ledger, day, scope=wanted))
    assert {code: {name: row[name] for name in STATES} for code, row in states.items()} == {
        code: {name: row[f"state {name}"] for name in STATES} for code, row in regions.items()
    }
    assert {code: {name: row[name] for name in ROAD} for code, row in reached.items()} == {
        code: {name: row[f"ever {name}"] for name in ROAD} for code, row in regions.items()
    }
    for row in states.values():
        assert sum(row[name] for name in STATES) == row["listed"]


def rows_by_region(rows: pl.DataFrame) -> dict[str, dict[str, int]]:
    found = {row["region"]: row for row in rows.to_dicts()}
    assert len(found) == rows.height
    return found


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "l.db") as made:
        yield made


@pytest.mark.parametrize("seed", range(6))
def test_many_worlds(seed: int, ledger: Ledger) -> None:
    pick = random.Random(seed)
    worlds = [world(f"w{at:03d}", pick) for at in range(400)]
    if seed % 2:  # in turn, so that a batch has a part of every world
        longest = max(len(events) for events in worlds)
        coming = [events[at] for at in range(longest) for events in worlds if at < len(events)]
    else:
        coming = [event for events in worlds for event in events]
    history = write(ledger, coming, pick, 0.02)
    for day in DAYS:
        for scope in ("", pick.choice(SCOPES[1:])):
            compare(ledger, history, day, scope)


@given(st.randoms(use_true_random=False), st.sampled_from(DAYS), st.sampled_from(SCOPES))
@settings(max_examples=60, deadline=None)
def test_a_world(tmp_path_factory: pytest.TempPathFactory, pick: random.Random, day: date | None, scope: str) -> None:
    with open_ledger(tmp_path_factory.mktemp("world") / "l.db") as ledger:
        compare(ledger, write(ledger, world("", pick), pick, 0.1), day, scope)


@pytest.mark.parametrize("seed", range(2))
def test_who_was_never_listed_stands_nowhere(seed: int, ledger: Ledger) -> None:
    pick = random.Random(seed)
    coming = [event for at in range(300) for event in world(f"w{at:03d}", pick, known=False)]
    history = write(ledger, coming, pick)
    for day in DAYS:
        book, found = Book(history, day), view(ledger, day)
        compare_standing(found.standing.persons, book)
        compare_view(found, book)
        assert funnel(ledger, day)["persons"].to_list() == list(book.funnel().values())


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("scope", [None, "4331", "433122"])
def test_totals_are_conserved(day: date | None, scope: str | None, ledger: Ledger) -> None:
    pick = random.Random(7)
    write(ledger, [event for at in range(200) for event in world(f"w{at:03d}", pick)], pick, 0.0)
    now = figures(ledger, day, scope=scope)
    assert (now.states["listed"] == now.states.select(STATES).sum_horizontal()).all()
    reached = dict(funnel(ledger, day, scope=scope).iter_rows())
    for rows, kinds in ((now.states, STATES), (now.reached, OF_PERSONS)):
        by_region = rows_by_region(rows)
        for code, row in by_region.items():
            below = [by_region[each] for each in by_region if each and parent(each) == code]
            at_home = [kind for kind in kinds if row[kind] > sum(each[kind] for each in below)]
            assert all(row[kind] >= sum(each[kind] for each in below) for kind in kinds)
            assert not at_home or code in HOMES, "what is more than the sum is at home here"
    assert {kind: now.reached.row(0, named=True)[kind] for kind in OF_PERSONS} == reached
    assert now.states.row(0, named=True)["listed"] == reached["listed"]
    assert now.stayed.equals(retention(ledger, day, scope=scope))
    assert now.months.equals(by_period(ledger, day, scope=scope))
    of_year = by_period(ledger, day, period="year", scope=scope)
    for each in (now.months, now.quarters, of_year):
        assert sum(each["events"]) == sum(of_year["events"])


def parent(code: str) -> str:
    """The region next above; of a province the empty code."""
    sizes = (0, *LEVELS)
    return code[: sizes[sizes.index(len(code)) - 1]]


REACHED = """
SELECT kind, count(DISTINCT person_id) FROM events_by_name WHERE day <= ?1 AND person_id IN
(SELECT person_id FROM events_by_name WHERE kind = 'listed' AND day <= ?1) GROUP BY kind
"""
BY_PERIOD = """
SELECT printf('%04d-%02d', day / 10000, (day / 100 % 100 - 1) / ?2 * ?2 + 1), kind, count(*),
       count(DISTINCT CASE WHEN person_id <> '' THEN person_id END)
FROM events_by_name WHERE day <= ?1 AND CASE person_id
WHEN '' THEN job_id IN (SELECT job_id FROM events_by_name WHERE kind = 'reported' AND day <= ?1)
ELSE person_id IN (SELECT person_id FROM events_by_name WHERE kind = 'listed' AND day <= ?1) END GROUP BY 1, 2
"""
BY_HOME = """
SELECT substr(home.region, 1, 4), e.kind, count(DISTINCT e.person_id)
FROM events_by_name AS e
JOIN (SELECT person_id, region, row_number() OVER (PARTITION BY person_id ORDER BY day DESC, event DESC) AS at
      FROM events_by_name WHERE kind = 'listed' AND day <= ?1) AS home ON home.person_id = e.person_id AND home.at = 1
WHERE e.day <= ?1 AND length(home.region) >= 4 GROUP BY 1, 2
"""


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("until", [date(2016, 2, 29), date(2017, 12, 31)])
def test_figures_equal_a_count_in_sql(seed: int, until: date, ledger: Ledger) -> None:
    pick = random.Random(seed)
    write(ledger, [event for at in range(300) for event in world(f"w{at:03d}", pick)], pick, 0.03)
    number = until.year * 10_000 + until.month * 100 + until.day
    with contextlib.closing(sqlite3.connect(f"file:{ledger.where}?mode=ro", uri=True)) as own:
        reached = dict(own.execute(REACHED, (number,)))
        periods = {months: own.execute(BY_PERIOD, (number, months)).fetchall() for months in PERIODS.values()}
        homes = own.execute(BY_HOME, (number,)).fetchall()
    assert {kind: persons for kind, persons in funnel(ledger, until).iter_rows() if persons} == reached
    for period, months in PERIODS.items():
        told = by_period(ledger, until, period=period)  # type: ignore[arg-type]
        rows = [(f"{start:%Y-%m}", kind, events, persons) for start, kind, events, persons in told.iter_rows()]
        assert sorted(rows) == sorted(periods[months])
    by_region = rows_by_region(funnel_by_region(ledger, until))
    told = {(code, kind, row[kind]) for code, row in by_region.items() if len(code) == 4 for kind in ROAD if row[kind]}
    assert told == set(homes)
