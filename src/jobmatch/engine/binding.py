"""Bound pairs against lists and rules: a decision is never a way around consent, vacancies or household rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from jobmatch.errors import InputError
from jobmatch.lists import Lists
from jobmatch.lists.issues import Issue, errors_message
from jobmatch.pairing import NEVER, Scan
from jobmatch.pairing.refusal import refusals
from jobmatch.problem import Problem
from jobmatch.problem.arrays import Small, Together
from jobmatch.problem.decisions import bound_pairs

EARLIER = "inputs/decisions.csv"
"""File, in the run that holds the plan in force, of decisions that are none of this round's."""


def check_binding(lists: Lists, problem: Problem, scan: Scan) -> None:
    """Refuse decisions that bind persons where they cannot be.

    Raises
    ------
    InputError
        A bound pair is not eligible, or more persons are bound than a job has vacancies, or a household may send.
    """
    bound = np.flatnonzero(problem.bound >= 0).astype(np.int32)
    if not bound.size:
        return
    log = lists.log("decisions")
    assert log.rows is not None
    rows = bound_pairs(lists).join(
        pl.DataFrame({"person_id": problem.persons.gather(bound), "person": bound}), on="person_id"
    )
    # Of several the last is named: rows of this round, which can be looked up, after those of earlier rounds.
    rows = rows.with_columns(new=log.rows.gather(rows["at"]).is_not_null()).sort("new", "at")
    person = rows["person"].to_numpy()
    job, row_of = problem.bound[person], dict(zip(person.tolist(), rows["at"].to_list(), strict=True))

    def note(code: str, column: str, cells: Mapping[int, Mapping[str, object]]) -> None:
        """A fault for each of these persons, in the order of their rows."""
        at = {row_of[who]: fields for who, fields in cells.items()}
        log.cells(code, column, pl.Series(sorted(at), dtype=pl.Int64), more=at.__getitem__)

    lost = np.flatnonzero(scan.costs(person, job) == NEVER)
    rules = refusals(problem, person[lost], job[lost])
    refused = zip(person[lost].tolist(), job[lost].tolist(), rules, strict=True)
    why = {i: {"value": problem.jobs[j], "rule": rule, "phrase": f"refused.{rule}"} for i, j, rule in refused}
    note("binding_not_eligible", "job_id", why)
    held = np.bincount(job, minlength=problem.m)
    over = np.flatnonzero(held > problem.vacancies).tolist()
    last = {int(j): int(i) for i, j in zip(person, job, strict=True)}
    jobs = {
        last[j]: {"value": problem.jobs[j], "vacancies": int(problem.vacancies[j]), "persons": int(held[j])}
        for j in over
    }
    note("binding_over_vacancies", "job_id", jobs)
    rules_of_homes = None if problem.levers is None else problem.levers.households
    if rules_of_homes is not None and rules_of_homes.max_out is not None:
        home = rules_of_homes.of_person[person]
        out, most = np.bincount(home, minlength=len(rules_of_homes.ids)), rules_of_homes.max_out
        last = {int(h): int(i) for i, h in zip(person, home, strict=True)}
        homes = {
            last[h]: {"value": rules_of_homes.ids[h], "persons": int(out[h]), "most": most}
            for h in np.flatnonzero(out > most).tolist()
        }
        note("binding_over_max_out", "person_id", homes)
    together = None if problem.levers is None else problem.levers.together
    if together is not None:
        note("binding_apart", "person_id", _apart(together, person, job))
    if log.errors:
        issues = (*lists.issues, *map(_placed, log.issues()))
        raise InputError(errors_message(issues, log.errors), issues)


def _apart(together: Together, person: Small, job: Small) -> dict[int, dict[str, object]]:
    """Of each group whose members are bound to jobs of different units, the last member, and the group's name."""
    unit: dict[int, int] = {}
    found = {}
    for i, group, where in zip(
        person.tolist(), together.of_person[person].tolist(), together.unit[job].tolist(), strict=True
    ):
        if group >= 0 and unit.setdefault(group, where) != where:
            found[group] = i
    return {i: {"value": together.ids[group]} for group, i in found.items()}


def _placed(issue: Issue) -> Issue:
    """With the file of earlier rounds where the row is none of the file of this round."""
    return replace(issue, file=EARLIER) if issue.row is None and issue.id is not None else issue
