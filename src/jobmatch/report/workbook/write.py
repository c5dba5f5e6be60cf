"""Which sheets a workbook has, with which columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from jobmatch.engine.progress import Phases
from jobmatch.explain import Listener, Opened
from jobmatch.lists import choices, header_of
from jobmatch.report.summary import summary_rows, verdict
from jobmatch.report.workbook.book import Book, Kind, Shown
from jobmatch.report.workbook.tables import Named
from jobmatch.words import PHRASES, Lang, say

KINDS: dict[str, Kind] = {
    **dict.fromkeys(("vacancies", "filled", "left", "eligible_jobs"), "count"),
    **dict.fromkeys(
        ("wage", "price", "price_fewer", "unmatched_cost", "best_cost", "cost_before", "cost_after", "limit", "used"),
        "money",
    ),
    **dict.fromkeys(("answer", "answered_on", "answer_reason", "signature"), "blank"),
}

WIDE = {
    "job_type": 20,
    "home": 26,
    "region": 22,
    "why": 52,
    "county": 26,
    "message": 60,
    "advice": 60,
    "constraint": 34,
}

PERSON = ("person_id", "person_name", "home", "priority")
TO_FILL_IN = ("answer", "answered_on", "answer_reason", "signature")
"""What people write on hand-outs; `jobmatch ledger import` reads the first three."""

ANSWERS = ("accepted", "declined", "withdrawn", "placed", "arrived", "no_show", "left")
"""What can be picked as an answer; anything else that the ledger records can be written."""

OF_EMPLOYER = (
    *("employer_id", "job_id", "job_type", "region", "wage", "start_date", *PERSON, "route"),
    *TO_FILL_IN,
)
OF_COUNTY = ("county", *PERSON, "employer_id", "job_id", "job_type", "region", "wage", "route", *TO_FILL_IN)
OF_UNMATCHED = (*PERSON, "why", "reason", "eligible_jobs", "best_cost", "unmatched_cost")
OF_JOBS = ("job_id", "employer_id", "region", "job_type", "wage", "vacancies", "filled", "left", "price", "price_fewer")
OF_LIMITS = ("constraint", "group", "unit", "limit", "used", "price", "price_fewer")
OF_CHANGES = ("person_id", "job_before", "job_after", "why", "cost_before", "cost_after")
OF_ISSUES = ("list", "id", "column", "value", "severity", "message", "advice")


def write_workbook(
    run: Opened,
    path: Path,
    lang: Lang = "en",
    folder: Path | None = None,
    *,
    names: pl.DataFrame | None = None,
    progress: Listener = None,
) -> None:
    """Write a run as an Excel workbook.

    Parameters
    ----------
    run
        What `jobmatch.explain.open_run` gives.
    path
        The file to write; what is there is replaced.
    lang
        ``"en"`` or ``"zh"``: of sheets, headers, reasons and the summary.
    folder
        The directory of the run, named in the summary.
    names
        person_id and person_name: the names go beside the ids of who is placed and who is not.
    progress
        Called with a `Progress` as rows are written.
    """
    phases, named = Phases(progress), Named(run, lang, names)
    changed = 0 if run.changes is None else run.changes.height
    all_rows = 2 * run.assignment.height + run.unmatched.height + run.prices.height + run.issues.height + changed

    def tell(written: int) -> None:
        phases.tell_done("workbook", min(1.0, written / max(1, all_rows)))

    with phases.phase("workbook"), Book(path, lang, tell) as book:

        def add(code: str, source: str, columns: Sequence[str], table: pl.DataFrame, group: str | None = None) -> None:
            shown = [_column(name, lang) for name in columns if name in table.columns or name in TO_FILL_IN]
            full = [each for each in shown if each.kind == "blank" or table[each.name].null_count() < table.height]
            name, title = say(f"sheet.{code}", lang), say(f"sheet.{code}.title", lang)
            book.table(name, title, source, full if table.height else shown, table, group)

        rows = summary_rows(run.summary, lang, run=folder, limits=run.prices, personal=run.personal)
        first = [(say("workbook.verdict", lang), verdict(run.summary, lang)), *rows]
        book.lines(say("sheet.summary", lang), say("sheet.summary.title", lang), "summary.json", first)
        lists = "assignment.csv, inputs/seekers.csv, inputs/jobs.csv"
        add("employers", lists, OF_EMPLOYER, named.by_employer(), "employer_id")
        add("counties", lists, OF_COUNTY, named.by_county(), "county")
        add("unmatched", "unmatched.csv, inputs/seekers.csv", OF_UNMATCHED, named.unmatched())
        add("jobs", "jobs.csv, inputs/jobs.csv", OF_JOBS, named.vacancies())
        limits = named.limits()
        if limits.height:
            add("limits", "prices.csv", OF_LIMITS, limits)
        changes = named.changes()
        if changes is not None:
            add("changes", "changes.csv", OF_CHANGES, changes)
        if run.issues.height:
            add("issues", "issues.csv", OF_ISSUES, named.issues())


def _column(name: str, lang: Lang) -> Shown:
    code = f"column.{name}"
    header = say(code, lang) if code in PHRASES else header_of(name, lang)
    answers = tuple(choices("event", lang, ANSWERS)) if name == "answer" else ()
    return Shown(name, header, KINDS.get(name, "text"), WIDE.get(name), answers)
