"""``jobmatch explain``: why this person has this place, or none; why this job is filled, or not."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.language import wrong_usage
from jobmatch.cli.options import Json, screen_of


def explain(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(show_default=False)],
    person: Annotated[str | None, typer.Option(metavar="ID")] = None,
    job: Annotated[str | None, typer.Option(metavar="ID")] = None,
    confirm: Annotated[bool, typer.Option("--confirm")] = False,
    json: Json = False,
) -> None:
    """Say why a person has this place, or none; or why a job is filled, or not; and what would change it."""
    from jobmatch.explain import explain_job, explain_person, open_run
    from jobmatch.report import job_view, person_view

    if (person is None) == (job is None):
        raise wrong_usage(context, "--person, --job", "usage.person_or_job")
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
