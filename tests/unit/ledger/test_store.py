"""A ledger keeps what it was told once, nothing of what failed, and forgets nothing."""

from __future__ import annotations

import multiprocessing
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa
from ledger_stories import DAY, JOBS, SEEKERS, at, happened, stands

from jobmatch.errors import LedgerError
from jobmatch.ledger import Ledger, open_ledger, path_of, take_in, view
from jobmatch.ledger.events import SCHEMA, details_of
from jobmatch.ledger.tables import GROWING


def some(count: int, kind: str = "listed", start: int = 0, **columns: object) -> pl.DataFrame:
    persons = [f"p{at}" for at in range(start, start + count)]
    rest = {name: columns.get(name) for name in SCHEMA if name not in ("kind", "day", "person_id")}
    return pl.DataFrame({"person_id": persons}).with_columns(
        kind=pl.lit(kind), day=pl.lit(date(2016, 8, 29)), **{name: pl.lit(value) for name, value in rest.items()}
    )


def test_the_same_again_changes_nothing(tmp_path: Path, ledger: Ledger) -> None:
    first = ledger.add(some(5), "import")
    assert (first.batch, first.new, first.known) == (1, 5, 0)
    again = ledger.add(some(5), "import")
    assert (again.batch, again.new, again.known) == (None, 0, 5)
    more = ledger.add(some(7), "import")
    assert (more.new, more.known) == (2, 5)
    twice = ledger.add(pl.concat([some(2, "declined", reason="too far")] * 2), "import")
    assert (twice.new, twice.known) == (2, 2)
    with open_ledger(tmp_path / "l.db") as other:
        assert other.events().height == 9
        assert other.events(date(2016, 8, 28)).is_empty()
        assert other.batches()["batch"].to_list() == [1, 2, 3]


def test_other_details_are_another_event(ledger: Ledger) -> None:
    for wage in (3000, 3500, 3000):
        ledger.add(some(1, details=details_of({"wage": wage, "note": None})), "import")
    assert ledger.events()["details"].to_list() == ['{"note":"","wage":"3000"}', '{"note":"","wage":"3500"}']


def test_a_batch_says_who_wrote_what(ledger: Ledger) -> None:
    ledger.add(some(2), "import", source="lists.xlsx", scope="433124")
    (row,) = ledger.batches().drop("written_at").to_dicts()
    assert row == {"batch": 1, "what": "import", "source": "lists.xlsx", "scope": "433124", "given": 2}


@pytest.mark.parametrize("name", GROWING)
@pytest.mark.parametrize("deed", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_a_ledger_only_grows(name: str, deed: str, ledger: Ledger) -> None:
    ledger.add(some(3), "import")
    ledger.void(1, "a mistake")
    before = ledger.events()
    with ledger.reading() as connection:
        column = sa.inspect(connection).get_columns(name)[0]["name"]
    with pytest.raises(LedgerError, match="only grows"), ledger.writing() as connection:
        connection.execute(sa.text(deed.format(name, column)))
    assert ledger.events().equals(before)


@pytest.mark.parametrize("broken", [{"day": pl.lit(None, pl.Date)}, {"kind": pl.lit("promoted")}])
def test_what_fails_leaves_nothing(broken: dict[str, pl.Expr], ledger: Ledger) -> None:
    with pytest.raises(LedgerError):
        ledger.add(pl.concat([some(3), some(1, start=9).with_columns(**broken)]), "import")
    assert ledger.events().is_empty()
    assert ledger.add(some(3), "import").batch == 1


def test_a_void_event_counts_nowhere(ledger: Ledger) -> None:
    take_in(ledger, seekers=SEEKERS, jobs=JOBS, on=DAY)
    ledger.add(happened(("arrived", 1, "a", "X"), ("accepted", 2, "b", "X")), "import")
    event = ledger.events().filter(kind="arrived")["event"][0]
    ledger.void(event, "another person was meant")
    assert stands(ledger) == {"a": ("looking", None), "b": ("accepted", "X")}
    assert view(ledger).jobs.filter(job_id="X")["vacancies"].to_list() == ["2"]
    assert path_of(ledger, person="a")["kind"].to_list() == ["listed"]
    assert "arrived" not in path_of(ledger, job="X")["kind"]
    with ledger.reading() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM event")).scalar() == 6
        assert connection.execute(sa.text("SELECT count(*) FROM events_by_name")).scalar() == 5
        assert connection.execute(sa.text("SELECT event, reason FROM void")).all() == [
            (event, "another person was meant")
        ]
    assert ledger.add(happened(("arrived", 1, "a", "X")), "import").new == 0
    assert ledger.batches()["what"].to_list()[-1] == "void"


def test_what_cannot_be_voided(ledger: Ledger) -> None:
    ledger.add(some(1), "import")
    with pytest.raises(LedgerError, match="7"):
        ledger.void(7, "there is none")
    ledger.void(1, "a mistake")
    with pytest.raises(LedgerError, match="1"):
        ledger.void(1, "again")
    assert ledger.batches().height == 2


def test_a_path_is_everything_in_its_order(ledger: Ledger) -> None:
    take_in(ledger, seekers=SEEKERS, jobs=JOBS, on=DAY)
    told = [("arrived", 9, "a", "X"), ("accepted", 3, "a", "X"), ("declined", 3, "b", "X"), ("trained", 3, "a", "")]
    ledger.add(happened(*told, ("filled_elsewhere", 5, "", "X", 1)), "import")
    own = path_of(ledger, person="a")
    assert own["kind"].to_list() == ["listed", "accepted", "trained", "arrived"]
    assert own["day"].to_list() == [DAY, at(3), at(3), at(9)]
    assert path_of(ledger, job="X")["kind"].to_list() == [
        *("reported", "accepted", "declined", "filled_elsewhere", "arrived")
    ]
    assert path_of(ledger, job="Y").height == 1


def test_a_path_within_a_scope(ledger: Ledger) -> None:
    take_in(ledger, seekers=SEEKERS, jobs=JOBS, on=DAY)
    assert path_of(ledger, person="a", scope="花垣县").height == 1
    for given in ({"person": "b", "scope": "花垣县"}, {"person": "c"}, {"job": "Z"}, {"person": "X"}, {"job": "a"}):
        with pytest.raises(LedgerError, match="has no"):
            path_of(ledger, **given)
    take_in(ledger, seekers=SEEKERS.head(1).with_columns(home=pl.lit("凤凰县")), on=at(1))
    assert path_of(ledger, person="a", scope="凤凰县").height == 2
    with pytest.raises(LedgerError, match="has no"):
        path_of(ledger, person="a", scope="花垣县")


def _write(path: Path, start: int) -> None:
    with open_ledger(path) as ledger:
        for at_ in range(20):
            ledger.add(some(10, start=start + 5 * at_), "import")


def test_writers_at_once_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    writers = [multiprocessing.get_context("spawn").Process(target=_write, args=(path, k * 40)) for k in range(2)]
    for each in writers:
        each.start()
    for each in writers:
        each.join(120)
    assert [each.exitcode for each in writers] == [0, 0]
    with open_ledger(path) as ledger:
        persons = ledger.events()["person_id"]
    assert persons.is_unique().all()
    assert len(persons) == 145
