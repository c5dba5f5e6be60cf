"""``jobmatch worth``: what one more of everything that is scarce is worth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.options import Json, Overwrite, screen_of
from jobmatch.cli.paths import free_for_file, write_whole


def worth(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(show_default=False)],
    top: Annotated[int, typer.Option(min=1)] = 20,
    ranges: Annotated[int, typer.Option(min=0)] = 0,
    out: Path | None = None,
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """Rank what one more of is worth how much: vacancies by job, employer and region; quotas, budgets, seats."""
    from jobmatch.explain import open_run
    from jobmatch.explain import worth as ranked
    from jobmatch.report import worth_view

    screen = screen_of(context)
    if out is not None:
        free_for_file(out, (run,), overwrite=overwrite)
    with screen.progress(quiet=json) as progress:
        opened = open_run(run, progress)
        found = ranked(opened, ranges=ranges)
    if out is not None:
        write_whole(out, found.write_csv, persons=False)
    if json:
        screen.json({"worth": found.head(top).to_dicts()})
    else:
        relaxed = "of" in opened.prices.columns
        quantum = opened.summary.get("quantum", 0.01)
        screen.show(worth_view(found.head(top), screen.lang, quantum, relaxed=relaxed))
