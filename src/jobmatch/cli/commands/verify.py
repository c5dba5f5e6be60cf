"""``jobmatch verify``: check a saved run again, from its files alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.exits import FAULT
from jobmatch.cli.options import Json, Quiet, screen_of


def verify(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(show_default=False)],
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Check a run again from its files alone: every rule, every cost, the bound."""
    from jobmatch.verify import verify as verify_run

    screen = screen_of(context)
    report = verify_run(run)
    if json:
        screen.json(report.as_dict())
    elif not quiet:
        screen.lines(report.text(screen.lang))
    if not report.ok:
        if quiet:
            screen.error(f"{run}: {', '.join(report.failed)}")
        raise typer.Exit(FAULT)
