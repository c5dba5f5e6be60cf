"""``jobmatch report``: a run as a workbook to look at and hand out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.options import Overwrite, screen_of
from jobmatch.cli.paths import free_for_file, write_whole
from jobmatch.words import Lang


def report(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(help="The run directory.", show_default=False)],
    out: Annotated[
        Path | None, typer.Option(help="The workbook to write.", show_default="RUN.xlsx, beside the run")
    ] = None,
    lang: Annotated[
        Lang | None, typer.Option(help="Language of the workbook.", show_default="that of the command")
    ] = None,
    overwrite: Overwrite = False,
) -> None:
    """Write a workbook of a run: summary, hand-outs by employer and home county, who stays and why, jobs and prices.

    Persons stand in it by their person_id, as in the run's own tables. Reads the run alone.

    Example: jobmatch report runs/august --lang zh
    """
    from jobmatch.explain import open_run
    from jobmatch.report import write_workbook

    screen = screen_of(context)
    out = run.with_name(f"{run.resolve().name}.xlsx") if out is None else out
    if out.suffix != ".xlsx":
        raise typer.BadParameter(f"a workbook ends in .xlsx, {out.name} does not", param_hint="--out")
    free_for_file(out, overwrite=overwrite)
    opened = open_run(run)
    with screen.status("report.writing"):
        write_whole(out, lambda part: write_workbook(opened, part, lang or screen.lang, run))
    screen.show(screen.say("report.wrote", file=out))
