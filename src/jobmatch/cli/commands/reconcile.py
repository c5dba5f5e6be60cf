"""``jobmatch reconcile``: registers checked against each other, and the two lists that come of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.options import Json, Overwrite, Regions, screen_of


def reconcile(
    context: typer.Context,
    persons: Annotated[Path, typer.Argument(show_default=False)],
    out: Annotated[Path, typer.Option(show_default=False)],
    employment: Annotated[list[Path] | None, typer.Option()] = None,
    reports: Annotated[list[Path] | None, typer.Option()] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    there: Annotated[list[str] | None, typer.Option()] = None,
    answers: Annotated[Path | None, typer.Option()] = None,
    stale: Annotated[int, typer.Option(min=0)] = 92,
    regions: Regions = None,
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """Check a register of persons against those of employment and write the two lists."""
    from jobmatch.registers import reconcile as reconciled
    from jobmatch.report import reconciled_view, write_reconciled

    screen = screen_of(context)
    with screen.status("registers.working"):
        found = reconciled(
            persons,
            employment or (),
            reports or (),
            as_of=None if as_of is None else as_of.date(),
            there=there or (),
            regions=regions,
            answers=answers,
            stale=stale,
        )
        write_reconciled(found, out, screen.lang, overwrite=overwrite)
    if json:
        screen.json(found.counts)
    else:
        screen.show(reconciled_view(found, out, screen.lang))
