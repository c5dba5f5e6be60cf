"""``jobmatch audit``: how fair a plan is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.language import wrong_usage
from jobmatch.cli.options import Json, Overwrite, screen_of
from jobmatch.cli.paths import free_for_file, write_whole


def audit(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(show_default=False)],
    by: Annotated[list[str] | None, typer.Option(metavar="COLUMN", show_default=False)] = None,
    smallest: Annotated[int, typer.Option(min=1)] = 5,
    seeds: Annotated[int, typer.Option(min=0)] = 0,
    page: Annotated[Path | None, typer.Option(show_default=False)] = None,
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """Say how groups fared, how far they are apart, who envies whom, and what the draw decided among equals."""
    from jobmatch.explain import audit as audited
    from jobmatch.explain import open_run
    from jobmatch.report.fairness import audit_json, audit_view, write_audit_page
    from jobmatch.report.page import need_extra

    screen = screen_of(context)
    if page is not None:
        if page.suffix.lower() != ".html":
            raise wrong_usage(context, "--page", "usage.only_html", name=page.name)
        free_for_file(page, (run,), overwrite=overwrite)
        need_extra()
    with screen.progress(quiet=json) as progress:
        found = audited(open_run(run, progress), by, smallest=smallest, seeds=seeds)
    if page is not None:
        write_whole(page, lambda part: write_audit_page(found, run.name, part, screen.lang), persons=False)
    if json:
        screen.json(audit_json(found))
    else:
        screen.show(audit_view(found, screen.lang))
        if page is not None:
            screen.show(screen.say("study.page_wrote", file=page))
