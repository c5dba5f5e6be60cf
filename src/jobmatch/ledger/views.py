"""The two lists, the plan in force and the decisions, as the ledger has them on a day."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl
import sqlalchemy as sa

from jobmatch.ledger.events import KINDS
from jobmatch.ledger.scope import scope_code, within
from jobmatch.ledger.states import HOLDING, ON_THE_LIST, Standing, standing_of
from jobmatch.ledger.store import Ledger, fetched
from jobmatch.ledger.tables import EVENT
from jobmatch.lists import LISTS, RegionTree

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, eq=False)
class View:
    """What the next round begins from.

    Attributes
    ----------
    seekers, jobs
        The two lists, every cell as text: persons on the list of seekers, and open jobs with the vacancies that are
        left. A column is there if any row has it.
    plan
        person_id, job_id: proposals that are open, accepted ones included.
    decisions
        person_id, job_id, decision, reason: the last word on each pair of those on the list.
    standing
        Where everybody stands; of a scope, those within it.
    scope
        The code of the region; empty for everywhere.
    """

    seekers: pl.DataFrame
    jobs: pl.DataFrame
    plan: pl.DataFrame
    decisions: pl.DataFrame
    standing: Standing
    scope: str


def view(
    ledger: Ledger, on: date | None = None, *, scope: str | None = None, regions: RegionTree | None = None
) -> View:
    """The lists as they are at the end of a day.

    Parameters
    ----------
    on
        The day; None: whatever was ever written.
    scope
        A region, by code or name: persons whose home it covers. Jobs are those of everywhere, without the vacancies
        that are held for persons from elsewhere.
    regions
        The tree of regions; None: the built-in one.

    Raises
    ------
    LedgerError
        The scope is no region, or the database failed.
    """
    tree = regions or RegionTree.builtin()
    code = scope_code(scope, tree)
    with ledger.reading() as connection:
        everybody = standing_of(connection, on)
        listed, reported = (_rows(connection, kind) for kind in ("listed", "reported"))
        reasons = _reasons(connection)
    now = _of_scope(everybody, code, tree)
    persons = now.persons.filter(pl.col("state").is_in(ON_THE_LIST))
    jobs = _with_room(now).with_columns(pl.col("vacancies").cast(pl.String))
    decisions = now.decisions.join(persons, on="person_id", how="semi")
    return View(
        _list("seekers", persons.select("row", "person_id"), listed),
        _list("jobs", jobs.select("row", "job_id", "vacancies"), reported),
        persons.filter(pl.col("state").is_in(HOLDING)).select("person_id", "job_id"),
        decisions.join(reasons, on="row", how="left").drop("row").with_columns(pl.col("reason").fill_null("")),
        now,
        code,
    )


def _with_room(now: Standing) -> pl.DataFrame:
    """Jobs that are open, and those that somebody has agreed to, with the vacancies that are left.

    These are never fewer than the persons who have agreed: what employers say later does not undo an agreement.
    """
    agreed = now.persons.filter(pl.col("state").is_in(("accepted", "placed")))
    bound = agreed.group_by("job_id").agg(bound=pl.len().cast(pl.Int64))
    jobs = now.jobs.join(bound, on="job_id", how="left").with_columns(pl.col("bound").fill_null(0))
    left = pl.col("reported") - pl.col("filled_elsewhere") - pl.col("arrived") - pl.col("held_by_others")
    left = pl.when("open").then(left).otherwise(0)
    return jobs.with_columns(vacancies=pl.max_horizontal(left, "bound")).filter(pl.col("open") | (pl.col("bound") > 0))


def _of_scope(now: Standing, code: str, tree: RegionTree) -> Standing:
    """The persons of a scope; jobs with the number of vacancies held for others."""
    mine = pl.col("home").is_in(within(now.persons["home"].unique(), code, tree)) if code else pl.lit(True)
    others = now.persons.filter(~mine, pl.col("state").is_in(HOLDING))
    held = others.group_by("job_id").agg(held_by_others=pl.len().cast(pl.Int64))
    jobs = now.jobs.join(held, on="job_id", how="left").with_columns(pl.col("held_by_others").fill_null(0))
    persons = now.persons.filter(mine)
    decisions = now.decisions.join(persons, on="person_id", how="semi")
    return Standing(now.on, now.batch, persons, decisions, jobs)


def _rows(connection: Connection, kind: str) -> pl.DataFrame:
    """The rows of a list as they were written: row (its event), details."""
    wanted = sa.select(EVENT.c.event, EVENT.c.details).where(EVENT.c.kind == KINDS.index(kind))
    return fetched(connection, wanted, {"row": pl.Int64, "details": pl.String})


def _reasons(connection: Connection) -> pl.DataFrame:
    """Why people said no, or left: row (the event), reason."""
    wanted = sa.select(EVENT.c.event, EVENT.c.reason).where(EVENT.c.reason != "")
    kinds = [KINDS.index(kind) for kind in ("accepted", "placed", "declined", "no_show", "left")]
    return fetched(connection, wanted.where(EVENT.c.kind.in_(kinds)), {"row": pl.Int64, "reason": pl.String})


def _list(name: str, rows: pl.DataFrame, written: pl.DataFrame) -> pl.DataFrame:
    """A list from its rows; what `rows` says goes before what was written."""
    spec = LISTS[name]
    found = rows.join(written, on="row", how="inner", maintain_order="left")
    text = "\n".join(found["details"].replace("", "{}"))
    table = (
        pl.read_ndjson(io.StringIO(text), infer_schema_length=None)
        if text
        else pl.DataFrame(schema=dict.fromkeys(spec.key, pl.String))
    )
    table = (
        table.cast(pl.String)
        .with_columns(pl.all().replace("", None))
        .with_columns(found.drop("row", "details").get_columns())
    )
    known = [column.name for column in spec.columns if column.name in table.columns]
    return table.select(*known, *sorted(set(table.columns) - set(known)))
