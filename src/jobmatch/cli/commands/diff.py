"""``jobmatch diff``: two runs side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.options import Json, Overwrite, screen_of
from jobmatch.cli.paths import free_for_file, write_whole


def diff(
    context: typer.Context,
    before: Annotated[Path, typer.Argument(show_default=False)],
    after: Annotated[Path, typer.Argument(show_default=False)],
    by: str = "priority",
    out: Path | None = None,
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """Compare two runs: placements, cost by term, who changed, which groups gained, prices."""
    from jobmatch.explain import differences, open_run
    from jobmatch.report import differences_view

    screen = screen_of(context)
    if out is not None:
        free_for_file(out, (before, after), overwrite=overwrite)
    with screen.progress(quiet=json) as progress:
        found = differences(open_run(before, progress), open_run(after, progress), by)
    if out is not None:
        write_whole(out, found.persons.write_csv)
    if json:
        tables = {"groups": found.groups.to_dicts(), "prices": found.prices.to_dicts()}
        screen.json({"figures": found.figures, "terms": found.terms, "fates": found.fates, **tables})
    else:
        screen.show(differences_view(found, str(before), str(after), by, screen.lang))
        if out is not None:
            screen.show("", str(out))
