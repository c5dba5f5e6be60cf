"""The plan of a run against its lists: who is placed where, by the rules, at the right cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl

from jobmatch.policy import TERMS
from jobmatch.verify.case import Case
from jobmatch.verify.exactly import Bools, Ints, scaled
from jobmatch.verify.files import read_table
from jobmatch.verify.report import SHOWN, Check, verdict
from jobmatch.verify.terms import Evaluation
from jobmatch.verify.triples import NO_ROUTE
from jobmatch.words import Words, said

ASSIGNMENT, UNMATCHED, JOBS = "assignment.csv", "unmatched.csv", "jobs.csv"
_COLUMNS = {
    ASSIGNMENT: ("person_id", "job_id", "route", "cost", *TERMS),
    UNMATCHED: ("person_id", "reason", "unmatched_cost", "eligible_jobs", "best_cost"),
    JOBS: ("job_id", "vacancies", "filled", "price", "price_fewer"),
}
_CELLS = {
    "status": (("status",), ()),
    "age": (("birth_date", "age"), ()),
    "region": (("wish_regions",), ("region",)),
    "tier": (("home", "max_tier"), ("region",)),
    "job_type": (("wish_job_types",), ("job_type",)),
    "wage": (("min_wage",), ("wage",)),
    "skills": (("skills",), ("skills",)),
    "contract": ((), ("contract",)),
    "insurance": ((), ("insurance",)),
    "job_age": (("birth_date", "age"), ("min_age", "max_age")),
    "dates": (("available_from",), ("start_date",)),
}


@dataclass(frozen=True)
class Plan:
    """The plan as written, and the rows of the lists that it names (-1: no such id).

    Attributes
    ----------
    person, job, route
        Of each row of assignment.csv; a route is the number of a course, `NO_ROUTE` for none.
    left
        Person of each row of unmatched.csv.
    job_row
        Job of each row of jobs.csv.
    """

    assignment: pl.DataFrame
    unmatched: pl.DataFrame
    jobs: pl.DataFrame
    person: Ints
    job: Ints
    route: Ints
    left: Ints
    job_row: Ints

    @cached_property
    def known(self) -> Ints:
        """Rows of assignment.csv whose person, job and route there are."""
        return np.flatnonzero((self.person >= 0) & (self.job >= 0) & (self.route >= NO_ROUTE))

    def where(self, row: int) -> Words:
        """A row of assignment.csv in words."""
        person, job = self.assignment["person_id"][row], self.assignment["job_id"][row]
        return said("verified.row_of_pair", assignment=ASSIGNMENT, row=row + 1, person=person, job=job)


def read_plan(run: Path, case: Case) -> Plan:
    """Read the plan.

    Raises
    ------
    Halt
        A file is missing, is no CSV, or has other columns.
    """
    assignment, unmatched, jobs = (read_table(run, name, columns, exactly=True) for name, columns in _COLUMNS.items())
    return Plan(
        assignment=assignment,
        unmatched=unmatched,
        jobs=jobs,
        person=case.seekers.find(assignment["person_id"]),
        job=case.jobs.find(assignment["job_id"]),
        route=_routes(assignment["route"], case),
        left=case.seekers.find(unmatched["person_id"]),
        job_row=case.jobs.find(jobs["job_id"]),
    )


def _routes(cells: pl.Series, case: Case) -> Ints:
    """The numbers of the courses with these names: `NO_ROUTE` where blank, below it where there is none."""
    if case.terms is not None:
        return case.terms.courses.find(cells)
    return np.where((cells == "").to_numpy(), NO_ROUTE, NO_ROUTE - 1)


def check_persons(plan: Plan, case: Case) -> Check:
    """Every person stands once in assignment.csv or unmatched.csv; ids and courses are known; rows are sorted."""
    faults: list[Words] = [said("verified.no_person", where=plan.where(row)) for row in _first(plan.person < 0)]
    faults += [said("verified.no_job", where=plan.where(row)) for row in _first(plan.job < 0)]
    faults += [
        said(
            "verified.no_person_in_lists", unmatched=UNMATCHED, row=row + 1, unmatched2=plan.unmatched["person_id"][row]
        )
        for row in _first(plan.left < 0)
    ]
    everyone = np.concatenate([plan.person, plan.left])
    times = np.bincount(everyone[everyone >= 0], minlength=len(case.seekers))
    faults += [
        said(
            "verified.person_times",
            id=case.seekers.key_of(row),
            times=times[row],
            assignment=ASSIGNMENT,
            unmatched=UNMATCHED,
        )
        for row in _first(times > 1)
    ]
    faults += [
        said("verified.person_nowhere", id=case.seekers.key_of(row), assignment=ASSIGNMENT, unmatched=UNMATCHED)
        for row in _first(times == 0)
    ]
    faults += [
        said("verified.no_course", where=plan.where(row), assignment=plan.assignment["route"][row])
        for row in _first(plan.route < NO_ROUTE)
    ]
    for name, column in ((ASSIGNMENT, plan.assignment["person_id"]), (UNMATCHED, plan.unmatched["person_id"])):
        if not column.is_sorted():
            faults.append(said("verified.not_sorted_by_person", name=name))
    return verdict(
        "persons",
        faults,
        said("verified.everybody_once", number=len(plan.person), number2=len(plan.left), number3=len(case.seekers)),
    )


def check_vacancies(plan: Plan, case: Case) -> Check:
    """No job is over its vacancies, and jobs.csv tells vacancies and filled as they are."""
    filled = np.bincount(plan.job[plan.known], minlength=len(case.jobs))
    faults: list[Words] = [
        said("verified.over_vacancies", id=case.jobs.key_of(row), filled=filled[row], vacancies=case.vacancies[row])
        for row in _first(filled > case.vacancies)
    ]
    listed = np.bincount(plan.job_row[plan.job_row >= 0], minlength=len(case.jobs))
    if (plan.job_row < 0).any() or (listed != 1).any() or not plan.jobs["job_id"].is_sorted():
        faults.append(said("verified.one_row_a_job", jobs=JOBS))
    else:
        for column, true in (("vacancies", case.vacancies), ("filled", filled)):
            stated, there = scaled(plan.jobs[column], 0, f"{JOBS}, {column}"), true[plan.job_row]
            faults += [
                said(
                    "verified.job_row_stated",
                    jobs=JOBS,
                    row=row + 1,
                    jobs2=plan.jobs["job_id"][row],
                    column=column,
                    stated=stated[row],
                    there=there[row],
                )
                for row in _first(stated != there)
            ]
    return verdict("vacancies", faults, said("verified.vacancies_hold", number=int(filled.sum())))


def check_rules(plan: Plan, case: Case, found: Evaluation) -> Check:
    """Every chosen pair keeps every hard rule. `found` evaluates the known rows."""
    faults: list[Words] = []
    pairs = np.zeros(len(plan.known), bool)
    for rule, fails in found.fails.items():
        pairs |= fails
        for at in np.flatnonzero(fails).tolist():
            if len(faults) < 10 * SHOWN:
                row = int(plan.known[at])
                if rule == "skills" and plan.route[row] != NO_ROUTE:
                    faults.append(
                        said("verified.no_route", where=plan.where(row), assignment=plan.assignment["route"][row])
                    )
                    continue
                faults.append(
                    said("verified.breaks_rule", where=plan.where(row), rule=rule, cells=_cells(plan, case, at, rule))
                )
    if len(faults) == 10 * SHOWN:
        faults.append(said("verified.pairs_break", number=int(pairs.sum())))
    return verdict("rules", faults, said("verified.rules_hold", number=len(plan.known), names=list(found.fails)))


def _cells(plan: Plan, case: Case, at: int, rule: str) -> Words:
    """What the lists say about the matter, for a message."""
    row = int(plan.known[at])
    told = []
    of_person, of_job = _CELLS.get(rule, ((), ()))
    for owner, listed, index, columns in (
        ("person", case.seekers, plan.person[row], of_person),
        ("job", case.jobs, plan.job[row], of_job),
    ):
        for column in columns:
            told.append(
                said(
                    "verified.cell_of",
                    owner=said(f"verified.owner_{owner}"),
                    column=column,
                    value=str(listed.text(column)[int(index)])[:60] or said("verified.blank"),
                )
            )
    return said("verified.in_brackets", told=told) if told else ""


def check_terms(plan: Plan, case: Case, found: Evaluation) -> Check:
    """Every term of every chosen pair, and its cost, are as recomputed."""
    faults: list[Words] = []
    for column, true in (*found.terms.items(), ("cost", found.cost)):
        stated = scaled(plan.assignment[column], case.decimals, f"{ASSIGNMENT}, {column}")[plan.known]
        faults += [
            said(
                "verified.term_stated",
                where=plan.where(int(plan.known[at])),
                column=column,
                money=money(stated[at], case),
                money2=money(true[at], case),
            )
            for at in _first(stated != true)
        ]
    return verdict("terms", faults, said("verified.terms_hold", number=len(found.terms)))


def money(quanta: int | np.signedinteger, case: Case) -> str:
    """Whole quanta as a decimal of the unit."""
    sign, digits = "-" if quanta < 0 else "", str(abs(int(quanta))).rjust(case.decimals + 1, "0")
    return f"{sign}{digits[: len(digits) - case.decimals]}" + (f".{digits[-case.decimals :]}" if case.decimals else "")


def _first(mask: Bools) -> Iterable[int]:
    """The rows where the mask holds: enough of them to show, and one more."""
    rows: list[int] = np.flatnonzero(mask).tolist()
    return rows
