"""`jobmatch pseudonymise`: neither the run, nor the key, nor the table of whose they are may end up in each other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import jobmatch
from told import told

SEEKERS = [{"person_id": "a", "home": "433124", "wish_regions": "*"}]
JOBS = [{"job_id": "j", "region": "4301", "vacancies": 1, "wage": 3000.0}]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return jobmatch.solve(SEEKERS, JOBS, {"as_of": "2016-08-29"}).save(tmp_path / "run")


@pytest.mark.parametrize(
    ("key", "out", "table"),
    [
        ("same", "copy", "same"),
        ("key", "copy", "run/assignment.csv"),
        ("key", "copy", "copy/whose.csv"),
        ("key", "copy", "key"),
        ("copy/key", "copy", None),
        ("copy", "copy", None),
        ("run/summary.json", "copy", None),
        ("run/key", "copy", None),
        ("key", "run/copy", None),
        ("key", "copy", "file/whose.csv"),
        ("policy.toml", "copy", None),
    ],
)
def test_what_belongs_apart_stays_apart(key: str, out: str, table: str | None, run: Path) -> None:
    root = run.parent
    (root / "file").write_text("")
    (root / "policy.toml").write_text('as_of = "2016-08-29"\n')
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    options = [] if table is None else ["--table", root / table]
    told("pseudonymise", run, "--key", root / key, "--out", root / out, *options, "--overwrite", code=1)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert not (root / "copy").exists()
    told("verify", run)


def test_the_same_key_gives_the_same_pseudonyms(run: Path) -> None:
    root = run.parent
    for copy in ("one", "two"):
        told("pseudonymise", run, "--key", root / "key", "--out", root / copy, "--table", root / f"{copy}.csv")
    assert (root / "one.csv").read_text() == (root / "two.csv").read_text()
    shutil.rmtree(run)
    told("verify", root / "one")
