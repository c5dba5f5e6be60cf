"""``jobmatch stability``: which persons and employers would both rather have each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.options import Json, Overwrite, screen_of
from jobmatch.cli.paths import free_for_file, write_whole


def stability(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(show_default=False)],
    out: Path | None = None,
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """Count the blocking pairs of a plan."""
    from jobmatch.explain import open_run
    from jobmatch.explain import stability as found_in
    from jobmatch.report import stability_view

    screen = screen_of(context)
    if out is not None:
        free_for_file(out, (run,), overwrite=overwrite)
    with screen.progress(quiet=json) as progress:
        found = found_in(open_run(run, progress))
    if out is not None:
        write_whole(out, found.table.write_csv, persons=True)
    if json:
        screen.json(found.figures())
    else:
        screen.show(stability_view(found, screen.lang))
