"""``jobmatch ledger``: lists and answers into a ledger; lists, paths and figures out of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from jobmatch.cli.exits import INTERRUPTED
from jobmatch.cli.helps import Command, Group
from jobmatch.cli.language import wrong_usage
from jobmatch.cli.options import Day, Json, Overwrite, Regions, Scope, day_of, screen_of
from jobmatch.cli.paths import free_for_file, write_whole
from jobmatch.errors import LedgerError
from jobmatch.words import said

if TYPE_CHECKING:
    from jobmatch.lists import RegionTree

ledger = typer.Typer(name="ledger", cls=Group)

Where: TypeAlias = Annotated[str, typer.Argument(show_default=False)]


@ledger.command(name="import", cls=Command)
def take_in(
    context: typer.Context,
    ledger: Where,
    seekers: Annotated[Path | None, typer.Option(show_default=False)] = None,
    jobs: Annotated[Path | None, typer.Option(show_default=False)] = None,
    answers: Annotated[list[Path] | None, typer.Option()] = None,
    on: Day = None,
    whole: Annotated[bool, typer.Option("--whole")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    scope: Scope = None,
    regions: Regions = None,
    json: Json = False,
) -> None:
    """Take lists and answers into a ledger."""
    from jobmatch.ledger import open_ledger, read_entry, write_entry
    from jobmatch.lists.faultlog import refuse_faults
    from jobmatch.report.ledger import taken_in_view

    files = [each for each in (seekers, jobs, *(answers or ())) if each is not None]
    if not files:
        raise wrong_usage(context, "--seekers, --jobs, --answers", "usage.nothing_to_take_in")
    if whole and seekers is None and jobs is None:
        raise wrong_usage(context, "--whole", "usage.whole_of_what")
    screen = screen_of(context)
    new, names = not ("://" in ledger or Path(ledger).exists()), ", ".join(file.name for file in files)
    try:
        with screen.status("ledger.working"):
            entry = read_entry(seekers=seekers, jobs=jobs, answers=answers or (), regions=tree_of(regions))
            if new:  # of one that is there the ids are checked too, so that all faults are told at once
                refuse_faults(*entry.logs)
            with open_ledger(ledger, make=seekers is not None or jobs is not None) as book:
                found = write_entry(book, entry, on=day_of(on), whole=whole, scope=scope, source=names, dry_run=dry_run)
    except KeyboardInterrupt:  # before or after it was committed: nobody knows
        screen.error(screen.say("ledger.interrupted"))
        raise typer.Exit(INTERRUPTED) from None
    if json:
        screen.json({**asdict(found), "issues": len(found.issues)})
    else:
        screen.show(taken_in_view(found, screen.lang, dry_run=dry_run))
        if new:
            screen.show(screen.say("ledger.made", where=ledger))


@ledger.command(name="lists", cls=Command)
def lists(
    context: typer.Context,
    ledger: Where,
    out: Annotated[Path, typer.Option(show_default=False)],
    on: Day = None,
    scope: Scope = None,
    regions: Regions = None,
    overwrite: Overwrite = False,
) -> None:
    """Write the two lists, the plan in force and the decisions as they are on a day."""
    from jobmatch.cli.paths import make_folder
    from jobmatch.ledger import open_ledger, view

    with open_ledger(ledger, make=False) as book:
        found = view(book, day_of(on), scope=scope, regions=tree_of(regions))
    make_folder(out)
    tables = {"seekers": found.seekers, "jobs": found.jobs, "plan": found.plan, "decisions": found.decisions}
    files = {out / f"{name}.csv": table for name, table in tables.items()}
    for file in files:
        free_for_file(file, overwrite=overwrite)
    screen = screen_of(context)
    for file, table in files.items():
        write_whole(file, table.write_csv)
        screen.show(screen.say("ledger.wrote_list", file=file, count=table.height))


@ledger.command(name="show", cls=Command)
def show(
    context: typer.Context,
    ledger: Where,
    person: Annotated[str | None, typer.Option(metavar="ID")] = None,
    job: Annotated[str | None, typer.Option(metavar="ID")] = None,
    scope: Scope = None,
    regions: Regions = None,
    json: Json = False,
) -> None:
    """Everything that happened to a person, or to a job."""
    import polars as pl

    from jobmatch.ledger import open_ledger, path_of
    from jobmatch.report.ledger import path_view

    if (person is None) == (job is None):
        raise wrong_usage(context, "--person, --job", "usage.person_or_job")
    with open_ledger(ledger, make=False) as book:
        events = path_of(book, person=person, job=job, scope=scope, regions=tree_of(regions))
    screen = screen_of(context)
    if json:
        screen.json({"events": events.with_columns(pl.col("day").cast(pl.String)).to_dicts()})
    else:
        screen.show(path_view(events, screen.lang, of_job=job is not None))


@ledger.command(name="report", cls=Command)
def report(
    context: typer.Context,
    ledger: Where,
    out: Annotated[Path | None, typer.Option(show_default=False)] = None,
    until: Day = None,
    by: str | None = None,
    scope: Scope = None,
    regions: Regions = None,
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """How far people came, whether they stayed, month by month and quarter by quarter."""
    from jobmatch.ledger import figures, open_ledger
    from jobmatch.report.ledger import figures_json, figures_view, write_ledger_report

    if out is not None:
        if out.suffix.lower() != ".xlsx":
            raise wrong_usage(context, "--out", "usage.only_xlsx", name=out.name)
        free_for_file(out, (None if "://" in ledger else Path(ledger),), overwrite=overwrite)
    screen = screen_of(context)
    with screen.status("ledger.counting"), open_ledger(ledger, make=False) as book:
        found = figures(book, day_of(until), scope=scope, regions=tree_of(regions), by=by)
    if out is not None:
        write_whole(out, lambda part: write_ledger_report(found, part, screen.lang), persons=False)
    if json:
        screen.json(figures_json(found))
    else:
        screen.show(figures_view(found, screen.lang))
        if out is not None:
            screen.show("", screen.say("report.wrote", file=out))


@ledger.command(name="void", cls=Command)
def void(
    context: typer.Context,
    ledger: Where,
    reason: Annotated[str, typer.Option(show_default=False)],
    event: Annotated[int | None, typer.Argument(min=1, show_default=False)] = None,
    batch: Annotated[int | None, typer.Option(min=1, show_default=False)] = None,
    scope: Scope = None,
    regions: Regions = None,
) -> None:
    """Let an event that was written by mistake count nowhere."""
    from jobmatch.ledger import open_ledger
    from jobmatch.ledger import void as count_nowhere

    if (event is None) == (batch is None):
        raise wrong_usage(context, "EVENT, --batch", "usage.event_or_batch")
    if not reason.strip():
        raise LedgerError(said("ledger.void_why"))
    with open_ledger(ledger, make=False) as book:
        count = count_nowhere(book, event, reason, batch=batch, scope=scope, regions=tree_of(regions))
    screen = screen_of(context)
    if batch is None:
        screen.show(screen.say("ledger.voided", event=event))
    else:
        screen.show(screen.say("ledger.voided_batch", batch=batch, count=count))


def tree_of(regions: Path | None) -> RegionTree | None:
    """The tree of a file of regions; None: the built-in one."""
    from jobmatch.lists import RegionTree

    return None if regions is None else RegionTree.from_table(regions)
