"""A round: the lists out of the ledger, a plan, and its proposals back into the ledger in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import sqlalchemy as sa

from jobmatch import engine
from jobmatch.engine.binding import EARLIER
from jobmatch.engine.in_force import InForce
from jobmatch.errors import InputError, LedgerError
from jobmatch.ledger.entry import not_ahead
from jobmatch.ledger.events import SCHEMA
from jobmatch.ledger.store import Ledger, Written, day_number
from jobmatch.ledger.tables import EVENT, JOB, PERSON, VOID
from jobmatch.ledger.views import View, view
from jobmatch.lists import RegionTree
from jobmatch.lists.issues import errors_message
from jobmatch.policy import Policy, load_policy
from jobmatch.words import said

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from jobmatch.result import Result


@dataclass(frozen=True, eq=False)
class Round:
    """A plan made from a ledger.

    Attributes
    ----------
    result
        What `jobmatch.solve` found.
    view
        The lists, plan in force and decisions that it began from.
    day
        The day of its proposals.
    """

    result: Result
    view: View
    day: date


def solve_round(
    ledger: Ledger,
    policy: Any = None,
    *,
    on: date | None = None,
    scope: str | None = None,
    regions: Any = None,
    **settings: Any,
) -> Round:
    """Solve for the lists as the ledger has them on a day; nothing is written: see `propose`.

    Open proposals are the plan in force, and answers its decisions (docs/levers.md, section 6).

    Parameters
    ----------
    policy
        As for `jobmatch.solve`.
    on
        The day; None: today.
    scope
        A region, by code or name: persons whose home it covers.
    regions
        A region tree of your own, instead of GB/T 2260.
    **settings
        pairs, decisions (beside those of the ledger), gap, time_limit, solver, seed, progress, as for `jobmatch.solve`.

    Raises
    ------
    InputError
        Nobody is on the list of seekers, no job is open, or as for `jobmatch.solve`.
    LedgerError
        The scope is no region, or the database failed.
    """
    tree = regions if regions is None or isinstance(regions, RegionTree) else RegionTree.from_table(regions)
    day = on or date.today()
    not_ahead(day)
    now = view(ledger, day, scope=scope, regions=tree)
    for name, table in (("seekers", now.seekers), ("jobs", now.jobs)):
        if not table.height:
            raise InputError(said(f"ledger.no_{name}", where=ledger.where, day=day))
    in_force = InForce(*(table if table.height else None for table in (now.plan, now.decisions)))
    try:
        result = engine.solve(now.seekers, now.jobs, _as_of(policy, day), plan=in_force, regions=tree, **settings)
    except InputError as error:
        raise _of_ledger(error, ledger) from None
    return Round(result, now, day)


def _as_of(policy: Any, day: date) -> Policy:
    """A policy that counts ages on the day of the lists, unless it names a day itself."""
    loaded = load_policy(policy)
    return loaded if loaded.as_of is not None else loaded.model_copy(update={"as_of": day})


def _of_ledger(error: InputError, ledger: Ledger) -> InputError:
    """Faults of tables that came out of a ledger, as its own: nobody has a file of theirs."""
    issues = tuple(
        replace(issue, file=ledger.where, row=None) if issue.file in ("", EARLIER) else issue for issue in error.issues
    )
    errors = [issue for issue in issues if issue.severity == "error"]
    if not errors:
        return error
    first = errors[0]
    if first.code != "binding_not_eligible" or first.file != ledger.where:
        return InputError(errors_message(issues, len(errors)), issues)
    why = said(first.code, **first.fields)
    told = said(
        "ledger.does_not_suit", where=ledger.where, count=len(errors), person=first.id, job=first.value, why=why
    )
    return InputError(told, issues)


def propose(ledger: Ledger, made: Round, source: str = "") -> Written:
    """Write what a plan changes as events: proposals, and proposals taken back; in one transaction.

    Raises
    ------
    LedgerError
        What the plan rests on has changed since it was made, or later things are known of it; nothing is written.
    NoPlanError
        There is no plan.
    """
    assignment = made.result.assignment.select("person_id", "job_id")
    events = _changes(made.view.plan, assignment, made.day)
    with ledger.writing() as connection:
        for code, when in (
            ("ledger.moved", _written_since(made.view.standing.batch)),
            ("ledger.later", EVENT.c.day > day_number(made.day)),
        ):
            if count := _touching(connection, when, made.view, assignment["job_id"]):
                raise LedgerError(said(code, count=count, day=made.day))
        return ledger.put(connection, events.with_columns(news=True), "propose", source, made.view.scope)


def _changes(before: pl.DataFrame, after: pl.DataFrame, day: date) -> pl.DataFrame:
    pair = ["person_id", "job_id"]
    released = before.join(after, on=pair, how="anti").with_columns(kind=pl.lit("released"))
    proposed = after.join(before, on=pair, how="anti").with_columns(kind=pl.lit("proposed"))
    rows = pl.concat([released.sort(pair), proposed.sort(pair)])
    return rows.with_columns(
        day=pl.lit(day),
        region=pl.lit(""),
        number=pl.lit(0, pl.Int64),
        reason=pl.lit(""),
        details=pl.lit(""),
    ).select(*SCHEMA)


def _written_since(batch: int) -> sa.ColumnElement[bool]:
    voided = sa.select(VOID.c.event).where(VOID.c.batch > batch)
    return (EVENT.c.batch > batch) | EVENT.c.event.in_(voided)


def _touching(connection: Connection, which: sa.ColumnElement[bool], seen: View, jobs: pl.Series) -> int:
    """How many of some events are about persons of the lists, or about jobs that the plan uses."""
    wanted = (
        sa.select(PERSON.c.person_id, JOB.c.job_id)
        .select_from(EVENT)
        .join(PERSON, PERSON.c.person == EVENT.c.person)
        .join(JOB, JOB.c.job == EVENT.c.job)
        .where(which)
    )
    persons, used = set(seen.standing.persons["person_id"]), set(jobs)
    return sum(person in persons or job in used for person, job in connection.execute(wanted))
