"""`jobmatch reconcile` as an office runs it, judged by the planted truth: time, memory, and links by kind of fault."""

from __future__ import annotations

import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.families.registers import Registers
from benchmarks.measures.command import timed

FAULTS = ("name", "birth_date", "moved", "id_missing", "id_mistyped")
LIBRARIES = ("splink", "duckdb", "rapidfuzz")
SURE = 0.95
AS_OF = "2016-08-29"
HEADER = 2
"""The line of the first row of a CSV file."""


def measure(folder: Path) -> dict[str, Any]:
    """Seconds and peak memory of the command from CSV files to a folder, and what its files say against the truth.

    Returns
    -------
    dict
        ``kinds``: by whose fault it is (``employment``: the row that is linked; ``persons``: a row of the person;
        ``duplicates``: a row of a person who stands there twice) and by fault: how many there are to be found
        (``rows``), and how many were ``found``, of how many links (``linked``) how many were ``right``; and the same
        after the cases in doubt were answered truly (``answered``). ``likely``, ``sure``: links by likeness with a
        probability below and from 0.95, and how many of them are wrong.
    """
    given = Registers.load(folder)
    with tempfile.TemporaryDirectory(prefix="jobmatch-bench-") as place:
        lists, answers = Path(place, "lists"), Path(place, "answers.csv")
        given.persons.write_csv(Path(place, "persons.csv"))
        given.employment.write_csv(Path(place, "employment.csv"))
        command = ["reconcile", f"{place}/persons.csv", "--employment", f"{place}/employment.csv"]
        command += ["--out", str(lists), "--as-of", AS_OF, "--overwrite", "--lang", "en"]
        seconds, peak = timed(command)
        told, alike = _links(given, lists), _duplicates(given, lists)
        asked = _answered(given, lists / "review.xlsx", answers)
        if asked:
            timed([*command, "--answers", str(answers)])
        kinds = [
            {**before, "answered": {name: after[name] for name in ("found", "linked", "right")}}
            for before, after in zip(
                _kinds(given, told, alike),
                _kinds(given, _links(given, lists), _duplicates(given, lists)),
                strict=True,
            )
        ]
    likely = told.filter(pl.col("how") == "likeness")
    return {
        "reconcile_seconds": seconds,
        "reconcile_memory_mb": peak,
        "asked": asked,
        "likely": _wrong(likely.filter(pl.col("probability") < SURE)),
        "sure": _wrong(likely.filter(pl.col("probability") >= SURE)),
        "kinds": kinds,
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def _links(given: Registers, lists: Path) -> pl.DataFrame:
    """Links with the rows of both registers, who is meant, and whether that is right."""
    links = pl.read_csv(lists / "links.csv")
    row, other = links["line"] - HEADER, links["employment_line"] - HEADER
    one, two = given.of_persons["person"].gather(row), given.of_employment["person"].gather(other)
    return links.select("how", "probability", other=other, person=one, right=one == two)


def _duplicates(given: Registers, lists: Path) -> pl.DataFrame:
    """Rows left out as the same person as another one, who is meant, and whether that is right."""
    left = pl.read_csv(lists / "left_out.csv", infer_schema_length=None).filter(pl.col("reason") == "duplicate")
    row, kept = (left[name].cast(pl.Int64) - HEADER for name in ("line", "of_line"))
    one, two = given.of_persons["person"].gather(row), given.of_persons["person"].gather(kept)
    return pl.DataFrame({"person": one, "right": one == two})


def _answered(given: Registers, review: Path, answers: Path) -> int:
    """Write the true answers to the cases in doubt; how many there are."""
    if not review.exists():
        return 0
    from python_calamine import CalamineWorkbook

    from jobmatch.words import say

    cells = CalamineWorkbook.from_path(review).get_sheet_by_index(0).to_python()
    heads = next(k for k, row in enumerate(cells) if say("review.case") in row)
    case, kind, line, other = (
        cells[heads].index(name)
        for name in (
            say("review.case"),
            say("review.kind"),
            say("review.line"),
            say("review.other", header=say("review.line")),
        )
    )
    said = []
    for row in cells[heads + 1 :]:
        theirs = given.of_persons if row[kind] == say("registers.kind.duplicate") else given.of_employment
        mine, their = given.of_persons["person"][_row(row[line])], theirs["person"][_row(row[other])]
        said.append((row[case], "yes" if mine == their else "no"))
    pl.DataFrame(said, schema=["case", "same"], orient="row").write_csv(answers)
    return len(said)


def _row(line: Any) -> int:
    return int(line) - HEADER


def _kinds(given: Registers, told: pl.DataFrame, alike: pl.DataFrame) -> list[dict[str, Any]]:
    registered = given.of_persons["person"].max()
    theirs = given.of_employment.with_row_index("other").cast({"other": pl.Int64})
    true = theirs.filter(pl.col("person") <= registered).with_columns(
        found=pl.col("other").is_in(told.filter("right")["other"].implode())
    )
    people = given.of_persons.group_by("person").agg(pl.col(FAULTS).any(), pl.len())
    twice = people.filter(pl.col("len") > 1).with_columns(
        found=pl.col("person").is_in(alike.filter("right")["person"].implode())
    )
    found = []
    for fault in (None, *FAULTS):
        rows, who = (theirs, people) if fault is None else (theirs.filter(fault), people.filter(fault))
        links = told.join(rows.select("other"), on="other", how="semi")
        found.append(_kind("employment", fault, true.join(rows, on="other", how="semi"), links))
        if fault is not None:
            of_who = told.join(who, on="person", how="semi")
            found.append(_kind("persons", fault, true.join(who, on="person", how="semi"), of_who))
        pairs = twice.join(who, on="person", how="semi")
        found.append(_kind("duplicates", fault, pairs, alike.join(who, on="person", how="semi")))
    return sorted(found, key=lambda kind: ("employment", "persons", "duplicates").index(kind["of"]))


def _kind(of: str, fault: str | None, true: pl.DataFrame, links: pl.DataFrame) -> dict[str, Any]:
    return {
        "of": of,
        "fault": fault,
        "rows": true.height,
        "found": int(true["found"].sum()),
        "linked": links.height,
        "right": int(links["right"].sum()),
    }


def _wrong(links: pl.DataFrame) -> dict[str, int]:
    return {"links": links.height, "wrong": int((~links["right"]).sum())}
