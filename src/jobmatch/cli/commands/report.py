"""``jobmatch report``: a run as a workbook to hand out, and as a page to look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jobmatch.cli.language import wrong_usage
from jobmatch.cli.options import Overwrite, screen_of
from jobmatch.cli.paths import free_for_file, write_whole
from jobmatch.errors import InputError
from jobmatch.words import said

if TYPE_CHECKING:
    import polars as pl

    from jobmatch.explain import Opened

SUFFIXES = (".xlsx", ".html")


def report(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(show_default=False)],
    out: list[Path] | None = None,
    names: Annotated[Path | None, typer.Option(show_default=False)] = None,
    with_persons: Annotated[bool, typer.Option("--with-persons")] = False,
    overwrite: Overwrite = False,
) -> None:
    """Write a run as a workbook to hand out, and as a page to look at."""
    from jobmatch.explain import open_run
    from jobmatch.lists import read_names
    from jobmatch.report import write_page, write_workbook

    screen = screen_of(context)
    here = run.resolve()
    files = out or [here.with_name(f"{here.name}{suffix}") for suffix in SUFFIXES]
    for file in files:
        if file.suffix.lower() not in SUFFIXES:
            raise wrong_usage(context, "--out", "usage.report_suffix", name=file.name)
        free_for_file(file, (run, names), overwrite=overwrite)
    if names is not None and not any(file.suffix.lower() == ".xlsx" for file in files):
        raise wrong_usage(context, "--names", "usage.only_workbook")
    if with_persons and not any(file.suffix.lower() == ".html" for file in files):
        raise wrong_usage(context, "--with-persons", "usage.only_page")
    called = None if names is None else read_names(names)
    with screen.progress() as progress:
        opened = open_run(run, progress)
        nameless = 0 if called is None or names is None else _nameless(opened, called, names)

        def book(part: Path) -> None:
            write_workbook(opened, part, screen.lang, run, names=called, progress=progress)

        def page(part: Path) -> None:
            write_page(opened, part, screen.lang, run, persons=with_persons, progress=progress)

        for file in files:
            if file.suffix.lower() == ".xlsx":
                write_whole(file, book)
            else:
                write_whole(file, page, persons=with_persons)
    for file in files:
        screen.show(screen.say("report.wrote", file=file))
    if nameless:
        assert names is not None
        screen.show(screen.say("report.nameless", count=nameless, file=names.name))


def _nameless(run: Opened, names: pl.DataFrame, file: Path) -> int:
    """How many persons of a run a list does not name; it is the wrong list if it names none."""
    import polars as pl

    persons = pl.concat([run.assignment["person_id"], run.unmatched["person_id"]])
    named = names.filter(pl.col("person_name").is_not_null())["person_id"]
    found = int(persons.is_in(named.implode()).sum())
    if len(persons) and not found:
        raise InputError(said("report.nobody_named", file=file.name))
    return len(persons) - found
