"""``jobmatch template``: the two lists, empty, to fill in."""

from __future__ import annotations

from pathlib import Path

import typer

from jobmatch.cli.options import Overwrite, screen_of
from jobmatch.cli.paths import free_for_file, write_whole


def template(
    context: typer.Context,
    out: Path = Path(),
    overwrite: Overwrite = False,
) -> None:
    """Write the two lists as empty Excel files: headers with notes, drop-downs, and cells that keep ids as text."""
    from jobmatch.report import write_template

    screen = screen_of(context)
    files = {which: out / f"{which}.xlsx" for which in ("seekers", "jobs")}
    for file in files.values():
        free_for_file(file, overwrite=overwrite)
    for which, file in files.items():
        write_whole(file, lambda part, which=which: write_template(part, which, screen.lang), persons=False)  # type: ignore[misc]
    names = screen.say("comma").join(map(str, files.values()))
    command = f"jobmatch check {files['seekers']} {files['jobs']}"
    screen.show(screen.say("template.wrote", files=names, command=command))
