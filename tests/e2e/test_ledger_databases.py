"""A ledger in PostgreSQL says what one in a file says; several who write at once lose nothing and double nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa
from polars.testing import assert_frame_equal

from jobmatch.cli import main
from jobmatch.errors import LedgerError
from jobmatch.ledger import Ledger, figures, open_ledger, propose, solve_round, standing, take_in, view
from nursery import PERSONS, START, lists_of
from postgres import new_database

POLICY = {"as_of": "2016-08-29"}
WRITERS, IMPORTS = 3, 8


@pytest.fixture(params=["file", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "file":
        return str(tmp_path / "work.db")
    return new_database(request.getfixturevalue("postgres"))


def story(ledger: Ledger) -> None:
    """Two rounds, with answers between them."""
    for number in range(3):
        seekers, jobs = lists_of(number)
        take_in(ledger, seekers=seekers, jobs=jobs, on=START)
    made = solve_round(ledger, POLICY, on=START)
    propose(ledger, made)
    plan = made.result.assignment.select("person_id", "job_id").sort("person_id")
    said = ("accepted", "declined", "accepted", "withdrawn", "arrived")
    answers = plan.with_columns(event=pl.Series([said[k % len(said)] for k in range(plan.height)]), reason=pl.lit("r"))
    take_in(ledger, answers=[answers], on=START + timedelta(10))
    later = answers.filter(event="arrived").with_columns(event=pl.lit("checked"), number=1)
    take_in(ledger, answers=[later.head(3)], on=START + timedelta(50))
    take_in(ledger, answers=[later.tail(2).with_columns(event=pl.lit("left"))], on=START + timedelta(60))
    propose(ledger, solve_round(ledger, POLICY, on=START + timedelta(61)))
    with pytest.raises(LedgerError, match="later events"):
        propose(ledger, solve_round(ledger, POLICY, on=START + timedelta(20)))
    ledger.void(ledger.events().filter(kind="left")["event"][0], "another person")


def test_both_say_the_same(tmp_path: Path, postgres: str) -> None:
    with open_ledger(tmp_path / "work.db") as one, open_ledger(new_database(postgres)) as other:
        for ledger in (one, other):
            story(ledger)
        assert_frame_equal(one.events(), other.events())
        assert_frame_equal(one.batches().drop("written_at"), other.batches().drop("written_at"))
        for until in (None, START, START + timedelta(30), START + timedelta(400)):
            for scope in (None, "花垣县", "433122"):
                mine, theirs = (figures(ledger, until, scope=scope) for ledger in (one, other))
                for name in ("reached", "states", "stayed", "months", "quarters"):
                    assert_frame_equal(getattr(mine, name), getattr(theirs, name))
                mine_now, theirs_now = (view(ledger, until, scope=scope) for ledger in (one, other))
                for name in ("seekers", "jobs", "plan", "decisions"):
                    assert_frame_equal(getattr(mine_now, name), getattr(theirs_now, name))
        assert standing(one).persons.height == 3 * PERSONS


@pytest.mark.parametrize("deed", ["UPDATE event SET reason = 'x'", "DELETE FROM event", "DELETE FROM void"])
def test_a_ledger_only_grows(where: str, deed: str) -> None:
    with open_ledger(where) as ledger:
        story(ledger)
        before = ledger.events()
        with pytest.raises(LedgerError, match="only grows"), ledger.writing() as connection:
            connection.execute(sa.text(deed))
        assert_frame_equal(ledger.events(), before)


def test_what_fails_leaves_nothing(where: str) -> None:
    with open_ledger(where) as ledger:
        with pytest.raises(ZeroDivisionError):
            _write_and_fail(ledger)
        assert ledger.events().is_empty()
        assert ledger.batches().is_empty()
        assert ledger.add(_listed("p1"), "import").new == 1


def _write_and_fail(ledger: Ledger) -> None:
    with ledger.writing() as connection:
        assert ledger.put(connection, _listed("p1"), "import").new == 1
        raise ZeroDivisionError


def _listed(person: str) -> pl.DataFrame:
    row = {"kind": "listed", "day": date(2016, 8, 29), "person_id": person, "job_id": "", "region": "433124"}
    return pl.DataFrame([{**row, "number": 0, "reason": "", "details": "{}"}])


WRITER = """
import sys
import polars as pl
from datetime import timedelta
sys.path.insert(0, {tests!r})
from jobmatch.ledger import open_ledger, take_in
from nursery import START, lists_of
for number in range({imports}):
    seekers, jobs = lists_of(number)
    with open_ledger({where!r}) as ledger:
        take_in(ledger, seekers=seekers, jobs=jobs, on=START + timedelta(number), source=str(number))
"""


def test_several_at_once(where: str) -> None:
    """Each of them writes all of the imports; every event is there once, and every import is whole."""
    tests = str(Path(__file__).parents[1])
    program = WRITER.format(tests=tests, where=where, imports=IMPORTS)
    writers = [subprocess.Popen([sys.executable, "-c", program]) for _ in range(WRITERS)]
    assert [each.wait(120) for each in writers] == [0] * WRITERS
    with open_ledger(where) as ledger:
        events, batches = ledger.events(), ledger.batches()
    assert events.height == IMPORTS * (PERSONS + 5)
    assert not events.drop("event", "batch").is_duplicated().any()
    assert batches.height == IMPORTS
    assert events.group_by("batch").len()["len"].to_list() == [PERSONS + 5] * IMPORTS


def test_no_password_is_printed(postgres: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = new_database(postgres).replace("jobmatch@", "jobmatch:s3cret@")
    seekers, jobs = lists_of(0)
    seekers.write_csv(tmp_path / "seekers.csv")
    jobs.write_csv(tmp_path / "jobs.csv")
    lists = ["--seekers", str(tmp_path / "seekers.csv"), "--jobs", str(tmp_path / "jobs.csv")]
    calls = [
        ["ledger", "import", url, *lists],
        ["solve", "--ledger", url, "--out", str(tmp_path / "run")],
        ["ledger", "show", url, "--person", "nobody"],
        ["ledger", "report", url.replace("postgresql", "mysql")],
    ]
    codes = []
    for arguments in calls:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        codes.append(left.value.code or 0)
    assert codes == [0, 0, 1, 1]
    said = capsys.readouterr()
    assert "changes of proposals" in said.out
    assert "s3cret" not in said.out + said.err
