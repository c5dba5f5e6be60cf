"""changes.csv: whose job is not what it was in the plan in force, and why (docs/levers.md, section 6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from jobmatch.verify.case import Case
from jobmatch.verify.decisions import EXCLUDING
from jobmatch.verify.exactly import Bools, Ints, scaled
from jobmatch.verify.figures import same
from jobmatch.verify.files import CHANGES, Summary, read_table
from jobmatch.verify.plan import money
from jobmatch.verify.proposals import PLAN_IN_FORCE
from jobmatch.verify.report import Check, verdict
from jobmatch.words import Words, said

COLUMNS = ("person_id", "job_before", "job_after", "reason", "cost_before", "cost_after")
_BLANK = -(2**61)
_Cells = tuple[str, str, str, int, int]  # all but the person; costs in quanta


@dataclass(frozen=True)
class _Changed:
    """Some listed persons whose job changed, and their jobs before and after; -1 for none or no longer listed."""

    person: Ints
    had_none: Bools
    before: Ints
    after: Ints


def check_changes(run: Path, summary: Summary, case: Case, holds: Ints, paid: Ints) -> Iterator[Check]:
    """Rows and totals are as recomputed; nothing where there neither is a plan in force nor anything said of one.

    Parameters
    ----------
    holds, paid
        By person, the job in the plan, -1 for none; and what the person's triple costs, in quanta.
    """
    table = case.proposals.table
    if table is None:
        faults: list[Words] = (
            [said("verified.there_but_no", changes=CHANGES, plan_in_force=PLAN_IN_FORCE)]
            if (run / CHANGES).exists()
            else []
        )
        if summary.changes is not None:
            faults.append(said("verified.changes_but_no", plan_in_force=PLAN_IN_FORCE))
        if faults:
            yield verdict("changes", faults, "")
        return
    faults = _plan_faults(table)
    once = table.unique("person_id", keep="first", maintain_order=True)
    true, kept = _recomputed(once, case, holds, paid)
    faults += _row_faults(run, true, case)
    totals = {"kept": kept, **Counter(cells[2] for cells in true.values())}
    if not same(summary.changes, totals):
        faults.append(said("verified.changes_stated", changes=summary.changes, totals=totals))
    told = ", ".join(f"{number:,} {name}" for name, number in totals.items())
    yield verdict("changes", faults, said("verified.against_plan", told=told))


def _plan_faults(table: pl.DataFrame) -> list[Words]:
    faults: list[Words] = []
    if not table["person_id"].is_sorted():
        faults.append(said("verified.not_sorted_by_person_in", plan_in_force=PLAN_IN_FORCE))
    twice = table["person_id"].filter(table["person_id"].is_duplicated()).unique(maintain_order=True)
    faults += [
        said("verified.person_more_than_once", plan_in_force=PLAN_IN_FORCE, person=person) for person in twice.to_list()
    ]
    blank = ((table["person_id"] == "") | (table["job_id"] == "")).arg_true()
    return [
        *faults,
        *(said("verified.cell_blank", plan_in_force=PLAN_IN_FORCE, row=row + 1) for row in blank.to_list()),
    ]


def _recomputed(before: pl.DataFrame, case: Case, holds: Ints, paid: Ints) -> tuple[dict[str, _Cells], int]:
    """By person, the row of changes.csv; and how many have the job that they had."""
    at = case.seekers.find(before["person_id"])
    jobs = before["job_id"].to_list()
    gone = [(before["person_id"][row], jobs[row]) for row in np.flatnonzero(at < 0).tolist()]
    out: dict[str, _Cells] = {person: (job, "", "person_gone", _BLANK, _BLANK) for person, job in gone}
    had = [""] * len(case.seekers)
    for person, job in zip(at.tolist(), jobs, strict=True):
        if person >= 0:
            had[person] = job
    was = np.full(len(case.seekers), -1, np.int64)
    was[at[at >= 0]] = case.jobs.find(before["job_id"])[at >= 0]
    had_one = np.array([job != "" for job in had], bool)
    kept = had_one & (was >= 0) & (was == holds)
    person = np.flatnonzero(~kept & (had_one | (holds >= 0)))
    changed = _Changed(person, ~had_one[person], was[person], holds[person])
    cost_before, cost_after = _costs(changed, case, paid)
    reasons = _reasons(changed, cost_before != _BLANK, case)
    for row, reason, *costs in zip(person.tolist(), reasons, cost_before.tolist(), cost_after.tolist(), strict=True):
        job = "" if holds[row] < 0 else case.jobs.key_of(int(holds[row]))
        out[case.seekers.key_of(row)] = (had[row], job, reason, costs[0], costs[1])
    return out, int(kept.sum())


def _costs(changed: _Changed, case: Case, paid: Ints) -> tuple[Ints, Ints]:
    """What the old pair would cost now at least, blank where it is not eligible; and the new pair, or staying."""
    before, after = np.full(len(changed.person), _BLANK), case.unmatched[changed.person]
    old, new = np.flatnonzero(changed.before >= 0), np.flatnonzero(changed.after >= 0)
    eligible, cost = case.least(changed.person[old], changed.before[old])
    before[old] = np.where(eligible, cost, _BLANK)
    after[new] = paid[changed.person[new]]
    return before, after


def _reasons(changed: _Changed, eligible: Bools, case: Case) -> list[str]:
    """The first reason that applies; `eligible` tells whether the old pair still is."""
    decisions, person, before = case.decisions, changed.person, changed.before
    bound, forced = decisions.bound[person], decisions.forced[person]
    elsewhere = (bound >= 0) & (bound != before)
    listed = before >= 0
    reasons = {
        "new": changed.had_none,
        "withdrawn": decisions.withdrawn[person],
        "forced": elsewhere & forced,
        "accepted": elsewhere,
        **{word: listed & decisions.excluded[word].has(person, before) for word in EXCLUDING},
        "job_gone": ~listed,
        "not_eligible": ~eligible,
        "released": changed.after < 0,
    }
    names = np.array([*reasons, "moved"])
    chosen: list[str] = names[np.argmax([*reasons.values(), np.ones(len(person), bool)], axis=0)].tolist()
    return chosen


def _row_faults(run: Path, true: dict[str, _Cells], case: Case) -> list[Words]:
    """What is wrong with the rows as stated."""
    if not (run / CHANGES).exists():
        return [said("verified.changes_missing", changes=CHANGES)]
    table = read_table(run, CHANGES, COLUMNS, exactly=True)
    faults: list[Words] = (
        [] if table["person_id"].is_sorted() else [said("verified.changes_not_sorted", changes=CHANGES)]
    )
    costs = [
        scaled(table[column], case.decimals, f"{CHANGES}, {column}", blank=_BLANK).tolist() for column in COLUMNS[4:]
    ]
    stated = zip(*(table[column].to_list() for column in COLUMNS[:4]), *costs, strict=True)
    seen = set()
    for row, (person, *cells) in enumerate(stated, start=1):
        where = said("verified.row_of_person", changes=CHANGES, row=row, person=person)
        if person in seen:
            faults.append(said("verified.person_already", where=where))
        elif person not in true:
            faults.append(said("verified.job_unchanged", where=where))
        else:
            faults += [
                said(
                    "verified.column_stated",
                    where=where,
                    column=column,
                    value=_words(written, case),
                    value2=_words(is_, case),
                )
                for column, written, is_ in _beside(cells, true[person])
                if written != is_
            ]
        seen.add(person)
    lost = [person for person in true if person not in seen]
    return [*faults, *(said("verified.change_missing", changes=CHANGES, person=person) for person in lost)]


def _beside(stated: Sequence[str | int], true: Sequence[str | int]) -> Iterator[tuple[str, str | int, str | int]]:
    """The cells of a row but the person, by column: as stated, and as recomputed."""
    return zip(COLUMNS[1:], stated, true, strict=True)


def _words(cell: str | int, case: Case) -> Words:
    """A cell for a message."""
    if isinstance(cell, str):
        return repr(cell)
    return said("verified.blank") if cell == _BLANK else money(cell, case)
