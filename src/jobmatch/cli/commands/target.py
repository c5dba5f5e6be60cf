"""``jobmatch target``: planning backwards from what is to be reached."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.exits import DONE, INFEASIBLE, NO_PLAN
from jobmatch.cli.options import Json, Overwrite, Quiet, screen_of
from jobmatch.cli.paths import free_for_file, keep_apart, write_whole


def target(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(show_default=False)],
    out: Annotated[Path | None, typer.Option(show_default=False)] = None,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Find the least that has to be bought for a target."""
    from jobmatch.scenarios.study.load import files_of_base
    from jobmatch.scenarios.targets import load_target, reach_target
    from jobmatch.scenarios.targets.views import reached_json, reached_view
    from jobmatch.scenarios.targets.write import free_for_answer, json_text, write_answer

    screen = screen_of(context)
    asked = load_target(target)
    inputs = (target, *files_of_base(asked.base))
    as_file = out is not None and out.suffix.lower() == ".json"
    if out is not None and as_file:
        free_for_file(out, inputs, overwrite=overwrite)
    elif out is not None:
        keep_apart(out, inputs)
        free_for_answer(out, inputs, overwrite=overwrite)
    with screen.progress(quiet=quiet or json) as progress:
        found = reach_target(target, progress=progress)  # by its path, which errors name
    if out is not None and as_file:
        write_whole(out, lambda part: part.write_text(json_text(found, asked), encoding="utf-8"), persons=False)
    elif out is not None:
        write_answer(found, asked, out)
    if json:
        screen.json(reached_json(found, asked))
    elif not quiet:
        screen.show(reached_view(found, asked, screen.lang, out))
    code = {"exact": DONE, "bracketed": DONE, "unreachable": INFEASIBLE}.get(found.mix.status, NO_PLAN)
    if code:
        raise typer.Exit(code)
