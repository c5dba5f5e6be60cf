"""A ledger keeps what it was told once, and nothing of what failed."""

from __future__ import annotations

import multiprocessing
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa

from jobmatch.ledger import open_ledger
from jobmatch.ledger.events import SCHEMA, details_of


def some(count: int, kind: str = "listed", start: int = 0, **columns: object) -> pl.DataFrame:
    persons = [f"p{at}" for at in range(start, start + count)]
    rest = {name: columns.get(name) for name in SCHEMA if name not in ("kind", "day", "person_id")}
    return pl.DataFrame({"person_id": persons}).with_columns(
        kind=pl.lit(kind), day=pl.lit(date(2016, 8, 29)), **{name: pl.lit(value) for name, value in rest.items()}
    )


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.db") as ledger:
        first = ledger.add(some(5), "import")
        assert (first.batch, first.new, first.known) == (1, 5, 0)
        again = ledger.add(some(5), "import")
        assert (again.batch, again.new, again.known) == (None, 0, 5)
        more = ledger.add(some(7), "import")
        assert (more.new, more.known) == (2, 5)
        twice = ledger.add(pl.concat([some(2, "declined", reason="too far")] * 2), "import")
        assert (twice.new, twice.known) == (2, 2)
    with open_ledger(tmp_path / "l.db") as ledger:
        assert ledger.events().height == 9
        assert ledger.events(date(2016, 8, 28)).is_empty()
        with ledger.engine.connect() as connection:
            assert connection.execute(sa.text("SELECT count(*) FROM batch")).scalar() == 3


def test_other_details_are_another_event(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.db") as ledger:
        for wage in (3000, 3500, 3000):
            ledger.add(some(1, details=details_of({"wage": wage, "note": None})), "import")
        assert ledger.events()["details"].to_list() == ['{"wage":"3000"}', '{"wage":"3500"}']


@pytest.mark.parametrize("deed", ["UPDATE event SET reason = 'x'", "DELETE FROM event", "DELETE FROM batch"])
def test_a_ledger_only_grows(deed: str, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.add(some(3), "import")
        before = ledger.events()
        with pytest.raises(sa.exc.DatabaseError, match="only grows"), ledger.writing() as connection:
            connection.execute(sa.text(deed))
        assert ledger.events().equals(before)


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "l.db") as ledger:
        broken = pl.concat([some(3), some(1, start=9).with_columns(day=pl.lit(None, pl.Date))])
        with pytest.raises(sa.exc.IntegrityError):
            ledger.add(broken, "import")
        assert ledger.events().is_empty()
        assert ledger.add(some(3), "import").batch == 1


def _write(path: Path, start: int) -> None:
    with open_ledger(path) as ledger:
        for at in range(20):
            ledger.add(some(10, start=start + 5 * at), "import")


def test_writers_at_once_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    writers = [multiprocessing.get_context("spawn").Process(target=_write, args=(path, at * 40)) for at in range(3)]
    for each in writers:
        each.start()
    for each in writers:
        each.join(120)
    assert [each.exitcode for each in writers] == [0, 0, 0]
    with open_ledger(path) as ledger:
        persons = ledger.events()["person_id"]
    assert persons.is_unique().all()
    assert len(persons) == 185
