"""``jobmatch scenarios``: a study of many plans."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.language import wrong_usage
from jobmatch.cli.options import Json, Quiet, screen_of
from jobmatch.cli.paths import keep_apart, write_whole
from jobmatch.errors import RunError
from jobmatch.words import said


def scenarios(
    context: typer.Context,
    study: Annotated[Path, typer.Argument(show_default=False)],
    out: Annotated[Path, typer.Option(show_default=False)],
    page: Annotated[Path | None, typer.Option(show_default=False)] = None,
    processes: Annotated[int | None, typer.Option(min=1, show_default=False)] = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Solve every cell of a study, and sum them up."""
    from jobmatch.report.page import need_extra
    from jobmatch.scenarios.study import load_study, run_study
    from jobmatch.scenarios.study.page import write_study_page
    from jobmatch.scenarios.study.views import studied_json, studied_view

    screen = screen_of(context)
    if page is not None:
        if page.suffix.lower() != ".html":
            raise wrong_usage(context, "--page", "usage.only_html", name=page.name)
        keep_apart(page, (study,))
        need_extra()
    if study.resolve().is_relative_to(out.resolve()):
        raise RunError(said("output.would_replace_input", given=study))
    document = load_study(study)
    with screen.progress(quiet=quiet or json) as progress:
        found = run_study(document, out, processes=processes, progress=progress)
    if page is not None:
        write_whole(page, lambda part: write_study_page(found, document, part, screen.lang), persons=False)
    if json:
        screen.json(studied_json(found, out))
    elif not quiet:
        screen.show(studied_view(found, document, out, screen.lang))
        if page is not None:
            screen.show(screen.say("study.page_wrote", file=page))
