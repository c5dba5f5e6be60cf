"""``jobmatch pseudonymise``: a copy of a run without the keys of its persons."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.options import Overwrite, screen_of
from jobmatch.cli.paths import free_for_file, free_for_run, keep_apart, make_folder, write_whole


def pseudonymise(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(show_default=False)],
    key: Annotated[Path, typer.Option(show_default=False)],
    out: Annotated[Path, typer.Option(show_default=False)],
    table: Path | None = None,
    overwrite: Overwrite = False,
) -> None:
    """Copy a run with keyed hashes in place of the ids of persons, households and groups, to be handed to others."""
    from jobmatch.pseudonyms import pseudonymised, read_key
    from jobmatch.run_directory import read_files, save_files

    screen = screen_of(context)
    free_for_run(out, (run, key, table), overwrite=overwrite)
    if table is not None:
        free_for_file(table, (run, key, out), overwrite=overwrite)
        make_folder(table.parent)
    keep_apart(key, (run,))
    files = read_files(run)
    copy, whose = pseudonymised(files, read_key(key))
    save_files(copy, out, overwrite=overwrite)
    if table is not None:
        write_whole(table, whose.write_csv)
    screen.show(screen.say("pseudonymise.wrote", file=out))
