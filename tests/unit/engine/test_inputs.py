"""What a run keeps of its inputs: by key, nothing that the caller still holds, the regions that are in use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import jobmatch
from jobmatch import run_directory
from jobmatch.kept import Kept

DAY = {"as_of": "2016-08-29"}
JOBS = [{"job_id": "x", "vacancies": 2, "region": "440305", "wage": 3000}]


def seeker(name: str, **cells: Any) -> dict[str, Any]:
    return {"person_id": name, "home": "433124", "wish_regions": "*", "min_wage": 1, "age": 30} | cells


@pytest.mark.parametrize("ids", [["a", "b", "c", "d", "e"], ["d", "b", "e", "a", "c"]])
@pytest.mark.parametrize("rows", [1, 2, 5, 100])
def test_pieces_come_in_the_order_of_the_key(ids: list[str], rows: int) -> None:
    table = pl.DataFrame({"id": ids, "cell": [f"of {one}" for one in ids]})
    pieces = list(Kept(table, ("id",)).pieces(rows))
    assert max(piece.height for piece in pieces) <= rows
    assert pl.concat(pieces).equals(table.sort("id"))
    assert pl.concat(Kept(table).pieces(rows)).equals(table)


def test_a_key_of_two_columns() -> None:
    table = pl.DataFrame({"p": ["b", "a", "b", "a"], "j": ["y", "y", "x", "x"], "cost": [1, 2, 3, 4]})
    assert pl.concat(Kept(table, ("p", "j")).pieces(3)).equals(table.sort("p", "j"))


def test_a_table_without_rows_has_one_piece() -> None:
    table = pl.DataFrame(schema={"id": pl.String})
    assert [piece.equals(table) for piece in Kept(table, ("id",)).pieces(3)] == [True]


@pytest.mark.parametrize("rows", [1, 2, 1 << 18])
def test_files_do_not_show_the_pieces(rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = [seeker("c", own=""), seeker("a", own="1,5"), seeker("b", own="", wish_regions="")]
    result = jobmatch.solve(people, JOBS, DAY)
    monkeypatch.setattr(run_directory, "PIECE", rows)
    run = result.save(tmp_path / "run")
    assert (run / "inputs" / "seekers.csv").read_bytes() == (
        b"person_id,home,age,min_wage,wish_regions,own\n"
        b'a,433124,30,1.0,*,"1,5"\n'
        b"b,433124,30,1.0,,\n"
        b"c,433124,30,1.0,*,\n"
    )
    assert (run / "assignment.csv").read_text().count("person_id") == 1


@pytest.mark.parametrize("costs", [False, True])
def test_what_the_caller_does_afterwards_is_not_seen(costs: bool) -> None:
    wages, prices = np.full(3, 2000.0), np.full(3, 5.0)
    people = pl.DataFrame({"person_id": ["a", "b", "c"], "home": "433124", "wish_regions": "*", "min_wage": wages})
    pairs = pl.DataFrame({"person_id": ["a", "b", "c"], "job_id": "x", "cost": prices}) if costs else None
    result = jobmatch.solve(people, JOBS, DAY, pairs=pairs)
    wages[:], prices[:] = 1.0, 1.0
    tables = {name: pl.concat(table.pieces(10)) for name, table in result.inputs.tables.items()}
    assert tables["seekers.csv"]["min_wage"].to_list() == [2000.0] * 3
    if costs:
        assert tables["pairs.csv"]["cost"].to_list() == [5.0] * 3


def test_regions_in_use_are_those_of_homes_wishes_jobs_and_policy() -> None:
    people = [seeker("a", wish_regions="4401;430100"), seeker("b", wish_regions="*"), seeker("c", wish_regions="")]
    subsidy = {"name": "s", "form": "monthly", "amount": 1.0, "persons": {"home": "433125"}}
    result = jobmatch.solve(people, JOBS, DAY | {"subsidy": [subsidy]})
    codes = result.inputs.tables["regions.csv"].table["code"]
    assert set(codes) == {"433124", "433125", "4331", "4301", "43", "440305", "4403", "4401", "44"}
