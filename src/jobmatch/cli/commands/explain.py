"""``jobmatch explain``: why this person has this place, or none; why this job is filled, or not."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.options import Json, screen_of


def explain(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(help="The run directory.", show_default=False)],
    person: Annotated[str | None, typer.Option(help="A person, by person_id.", show_default=False)] = None,
    job: Annotated[str | None, typer.Option(help="A job, by job_id.", show_default=False)] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Solve again for every change that would give the person a place.")
    ] = False,
    json: Json = False,
) -> None:
    """Say why a person has this place, or none; or why a job is filled, or not; and what would change it.

    Reads the run alone. Nothing of what it prints says who anybody else is.

    Example: jobmatch explain runs/august --person P0017
    """
    from jobmatch.explain import explain_job, explain_person, open_run
    from jobmatch.report import job_view, person_view

    if (person is None) == (job is None):
        raise typer.BadParameter("name a person or a job, one of them", param_hint="--person, --job")
    screen = screen_of(context)
    with screen.progress(quiet=json) as progress:
        opened = open_run(run, progress)
        quantum = opened.summary.get("quantum", 0.01)
        if person is not None:
            of_person = explain_person(opened, person, confirm=confirm)
            found, view = asdict(of_person), person_view(of_person, screen.lang, quantum)
        else:
            assert job is not None
            of_job = explain_job(opened, job)
            found, view = asdict(of_job), job_view(of_job, screen.lang, quantum)
    if json:
        screen.json(found)
    else:
        screen.show(view)
