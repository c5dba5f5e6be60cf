"""From registers to the two lists: every row ends in exactly one place, and it is said in which and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from jobmatch.lists import Issue, RegionTree
from jobmatch.lists.columns import JOBS, SEEKERS
from jobmatch.registers.columns import EMPLOYMENT, PERSONS, REPORTS
from jobmatch.registers.figures import base_figures
from jobmatch.registers.linking import LINKS, Linkage, link
from jobmatch.registers.reading import Register, joined, read_register
from jobmatch.registers.review import cases_of, decisions_of

WORKING_AGE = 16
"""Years; who is younger may not work (Labour Law of the People's Republic of China, article 15)."""

STALE = 92
"""Days after which a job that was not reported again is taken for filled or withdrawn."""

OF_PERSONS = ("duplicate", "under_age", "employed", "not_willing")
OF_REPORTS = ("repeated", "closed", "no_vacancies", "stale")
"""Codes of reasons for which rows are left out, in the order in which they are asked."""

LEFT_OUT = {"list": pl.String, "file": pl.String, "line": pl.Int64, "id": pl.String, "reason": pl.String,
            "of_line": pl.Int64, "employer_id": pl.String, "region": pl.String, "since": pl.Date}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Reconciled:
    """What registers come to.

    Attributes
    ----------
    seekers, jobs
        The two lists, in the columns of docs/files.md; None where there are no job reports.
    left_out
        Every row that is in neither: list, file, line, id, reason (a code of `OF_PERSONS` or `OF_REPORTS`), and what
        belongs to it: of_line (the row that is kept), employer_id, region, since.
    figures
        level, region, name, registered, willing, employed, leavers: the four base figures of each home region.
    links
        Which row of the employment register is whose: register_no, line, employment_file, employment_line, how,
        probability.
    review
        Links in doubt, a row each, with what both rows say (`jobmatch.registers.review`).
    issues
        What is wrong with cells.
    counts
        Rows by list and place; they add up to the rows read. ``["seekers"]["without_wishes"]`` are those on the list
        of seekers who wish for no region.
    """

    seekers: pl.DataFrame
    jobs: pl.DataFrame | None
    left_out: pl.DataFrame
    figures: pl.DataFrame
    links: pl.DataFrame
    review: pl.DataFrame
    issues: tuple[Issue, ...]
    counts: dict[str, dict[str, int]]


def reconcile(
    persons: object,
    employment: Sequence[object] = (),
    reports: Sequence[object] = (),
    *,
    as_of: date | None = None,
    there: Iterable[str] = (),
    regions: object = None,
    answers: object = None,
    stale: int = STALE,
) -> Reconciled:
    """Check a register of persons against those of employment, and job reports against each other.

    Parameters
    ----------
    persons
        A register: a path, a table or rows, as `jobmatch.solve` takes lists (docs/registers.md has the columns).
    employment, reports
        Registers of employment, and job reports, any number of each.
    as_of
        The day on which people work or not, and are of age; None: today.
    there
        Regions (codes or names) of the figure "already employed there"; none: anywhere.
    regions
        A region tree of your own, as in `jobmatch.solve`.
    answers
        A review file with what people decided.
    stale
        Days after which a job that was not reported again is left out.

    Raises
    ------
    InputError
        A file cannot be read, or holds identity numbers as numbers.
    UnsupportedError
        Some rows have no valid number, and the extra ``link`` is not installed.
    """
    day = as_of or date.today()
    tree = RegionTree.builtin() if regions is None else RegionTree.from_table(regions)
    register = read_register(persons, PERSONS, tree, day)
    working = joined([read_register(each, EMPLOYMENT, tree, day) for each in employment]) if employment else None
    reported = joined([read_register(each, REPORTS, tree, day) for each in reports]) if reports else None

    linkage = _linkage(register, working, answers)
    review = cases_of(linkage.review, register, working)
    spells = _current(linkage, working, day)
    people = _reasons(register, linkage, spells, day)
    seekers = _seekers(people, register)
    jobs, dropped = (None, None) if reported is None else _jobs(reported, day, stale)
    left_out = _left_out(people, register, dropped, reported)
    return Reconciled(
        seekers=seekers,
        jobs=jobs,
        left_out=left_out,
        figures=base_figures(people, spells, tree, there),
        links=_links(linkage, register, working),
        review=review,
        issues=tuple(i for each in (register, working, reported) if each is not None for i in each.issues),
        counts=_counts(people, seekers, linkage, working, jobs, dropped),
    )


def _linkage(register: Register, working: Register | None, answers: object) -> Linkage:
    columns = ("row", "name", "birth_date", "born", "home", "number", "written")
    persons = register.table.select(*columns, "household_id")
    others = persons.select(columns).clear() if working is None else working.table.select(columns)
    if answers is None:
        return link(persons, others)
    return link(persons, others, decisions_of(answers, register, working))


def _current(linkage: Linkage, working: Register | None, day: date) -> pl.DataFrame:
    """Of each person who works, the spell that began last: person, employer_id, region, since."""
    schema = {"person": pl.UInt32, "employer_id": pl.String, "region": pl.String, "since": pl.Date}
    if working is None:
        return pl.DataFrame(schema=schema)
    spells = linkage.employed.select("person", "other").join(working.table, left_on="other", right_on="row")
    runs = (pl.col("since").is_null() | (pl.col("since") <= day)) & (
        pl.col("until").is_null() | (pl.col("until") > day)
    )
    last = spells.filter(runs).sort("since", "other", nulls_last=False).unique("person", keep="last")
    return last.select(list(schema)).sort("person")


def _reasons(register: Register, linkage: Linkage, spells: pl.DataFrame, day: date) -> pl.DataFrame:
    """All persons, each with the first reason to leave it out, null for none; and what belongs to it."""
    lines = register.table.select(other="row", of_line="line")
    twice = linkage.duplicates.select("person", "other").join(lines, on="other").select("person", "of_line")
    people = register.table.join(twice, left_on="row", right_on="person", how="left")
    people = people.join(spells.rename({"person": "row"}), on="row", how="left")
    of_age = date(day.year - WORKING_AGE, day.month, min(day.day, 28 if day.month == 2 else day.day))
    born = pl.coalesce("born", "birth_date")
    reason = (
        pl.when(pl.col("of_line").is_not_null())
        .then(pl.lit("duplicate"))
        .when(born > of_age)
        .then(pl.lit("under_age"))
        .when(pl.col("row").is_in(spells["person"].implode()))
        .then(pl.lit("employed"))
        .when(~pl.col("willing"))
        .then(pl.lit("not_willing"))
    )
    return people.with_columns(reason=reason, birth_date=born)


def _key(register: Register) -> pl.Expr:
    """What a person is called: the register's own number, or the line."""
    line = pl.format("L{}", pl.col("line"))
    return pl.coalesce("register_no", line) if "register_no" in register.present else line


def _seekers(people: pl.DataFrame, register: Register) -> pl.DataFrame:
    """The list of seekers: its columns that the register has, then the register's own."""
    kept = people.filter(pl.col("reason").is_null())
    known = [each.name for each in SEEKERS.columns if each.name in kept.columns and each.kind != "dropped"]
    there = [name for name in known if name in register.present or name == "birth_date"]
    return kept.select(_key(register).alias("person_id"), *there, *register.own).sort("person_id")


def _jobs(reported: Register, day: date, stale: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The list of jobs; and the rows that are left out, with reasons."""
    table, present = reported.table, reported.present
    alike = [name for name in ("employer_id", "region", "job_type", "wage", "skills", "start_date") if name in present]
    key = pl.col("job_id") if "job_id" in present else pl.lit(None, pl.String)
    same = pl.coalesce(key, pl.concat_str([pl.col(name).fill_null("") for name in alike], separator="\t"))
    table = table.with_columns(same=same).sort("reported", "row", nulls_last=False)
    latest = pl.col("line").last().over("same")
    closed = pl.col("closed").fill_null(False)
    reason = (
        pl.when(pl.col("row") != pl.col("row").last().over("same"))
        .then(pl.lit("repeated"))
        .when(closed)
        .then(pl.lit("closed"))
        .when(pl.col("vacancies").str.strip_chars() == "0")
        .then(pl.lit("no_vacancies"))
        .when(pl.col("reported") < day - timedelta(days=stale))
        .then(pl.lit("stale"))
    )
    table = table.with_columns(reason=reason, of_line=pl.when(reason == "repeated").then(latest)).sort("row")
    kept = table.filter(pl.col("reason").is_null())
    known = [each.name for each in JOBS.columns if each.name in present and each.kind != "dropped"]
    named = [] if "job_id" in present else [pl.format("L{}", pl.col("line")).alias("job_id")]
    jobs = kept.select(*named, *known, *reported.own)
    return jobs, table.filter(pl.col("reason").is_not_null())


def _left_out(
    people: pl.DataFrame, register: Register, dropped: pl.DataFrame | None, reported: Register | None
) -> pl.DataFrame:
    """Rows that are in neither list, with reasons; no names, no numbers."""
    left = people.filter(pl.col("reason").is_not_null())
    works = pl.col("reason") == "employed"
    tables = [
        left.select(
            pl.lit("persons").alias("list"),
            pl.lit(register.file).alias("file"),
            "line",
            _key(register).alias("id"),
            "reason",
            "of_line",
            *(pl.when(works).then(name).alias(name) for name in ("employer_id", "region", "since")),
        )
    ]
    if dropped is not None and reported is not None:
        file = pl.col("file") if "file" in dropped.columns else pl.lit(reported.file)
        of_reports = dropped.select(
            pl.lit("reports").alias("list"), file.alias("file"), "line", id="job_id", reason="reason", of_line="of_line"
        )
        tables.append(of_reports)
    return pl.concat(tables, how="diagonal_relaxed").select(list(LEFT_OUT)).cast(LEFT_OUT)  # type: ignore[arg-type]


def _links(linkage: Linkage, register: Register, working: Register | None) -> pl.DataFrame:
    """Whose each linked row of the employment register is."""
    if working is None:
        return pl.DataFrame(schema={"id": pl.String, "line": pl.Int64, **LINKS}).drop("person", "other")
    mine = register.table.select("row", "line", id=_key(register))
    file = pl.col("file") if "file" in working.table.columns else pl.lit(working.file)
    theirs = working.table.select("row", employment_line="line", employment_file=file)
    rows = linkage.employed.join(mine, left_on="person", right_on="row").join(theirs, left_on="other", right_on="row")
    return rows.select("id", "line", "employment_file", "employment_line", "how", "probability").sort("line")


def _without_wishes(seekers: pl.DataFrame) -> int:
    """Persons whom `solve` places nowhere, unless the policy grants the home's county: nobody's consent is assumed."""
    if "wish_regions" not in seekers.columns:
        return seekers.height
    return int((seekers["wish_regions"].str.strip_chars().fill_null("") == "").sum())


def _counts(
    people: pl.DataFrame,
    seekers: pl.DataFrame,
    linkage: Linkage,
    working: Register | None,
    jobs: pl.DataFrame | None,
    dropped: pl.DataFrame | None,
) -> dict[str, dict[str, int]]:
    found: dict[str, Any] = {}
    by_reason = dict(people.group_by("reason").len().iter_rows())
    found["persons"] = {"read": people.height, "seekers": by_reason.get(None, 0)}
    found["persons"] |= {reason: by_reason[reason] for reason in OF_PERSONS if reason in by_reason}
    found["seekers"] = {"without_wishes": _without_wishes(seekers)}
    if working is not None:
        linked = linkage.employed["other"].n_unique()
        found["employment"] = {
            "read": working.table.height,
            "on_the_register": linked,
            "not_on_the_register": working.table.height - linked,
        }
    if jobs is not None and dropped is not None:
        why = dict(dropped.group_by("reason").len().iter_rows())
        found["reports"] = {"read": jobs.height + dropped.height, "jobs": jobs.height}
        found["reports"] |= {reason: why[reason] for reason in OF_REPORTS if reason in why}
    found["review"] = dict(linkage.review.group_by("kind").len().sort("kind").iter_rows())
    return found
