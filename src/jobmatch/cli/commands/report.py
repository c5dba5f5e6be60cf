"""``jobmatch report``: a run as a workbook to hand out, and as a page to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.language import wrong_usage
from jobmatch.cli.options import Overwrite, screen_of
from jobmatch.cli.paths import free_for_file, write_whole
from jobmatch.words import Lang

SUFFIXES = (".xlsx", ".html")


def report(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(show_default=False)],
    out: list[Path] | None = None,
    lang: Lang | None = None,
    with_persons: Annotated[bool, typer.Option("--with-persons")] = False,
    overwrite: Overwrite = False,
) -> None:
    """Write a run as a workbook to hand out, and as a page to look at."""
    from jobmatch.explain import open_run
    from jobmatch.report import write_page, write_workbook

    screen = screen_of(context)
    said = lang or screen.lang
    here = run.resolve()
    files = out or [here.with_name(f"{here.name}{suffix}") for suffix in SUFFIXES]
    for file in files:
        if file.suffix.lower() not in SUFFIXES:
            raise wrong_usage(context, "--out", "usage.report_suffix", name=file.name)
        free_for_file(file, overwrite=overwrite)
    with screen.progress() as progress:
        opened = open_run(run, progress)

        def book(part: Path) -> None:
            write_workbook(opened, part, said, run, progress=progress)

        def page(part: Path) -> None:
            write_page(opened, part, said, run, persons=with_persons, progress=progress)

        for file in files:
            if file.suffix.lower() == ".xlsx":
                write_whole(file, book)
            else:
                write_whole(file, page, persons=with_persons)
    for file in files:
        screen.show(screen.say("report.wrote", file=file))
