"""``jobmatch check``: every fault of the inputs at once."""

from __future__ import annotations

from pathlib import Path

import typer

from jobmatch.cli.exits import FAULT
from jobmatch.cli.options import Decisions, Jobs, Pairs, Plan, Policy, Quiet, Regions, Seekers, screen_of
from jobmatch.cli.paths import free_for_file, write_whole


def check(
    context: typer.Context,
    seekers: Seekers,
    jobs: Jobs,
    policy: Policy = None,
    pairs: Pairs = None,
    regions: Regions = None,
    plan: Plan = None,
    decisions: Decisions = None,
    out: Path = Path("issues.csv"),
    quiet: Quiet = False,
) -> None:
    """List every fault of the two lists: file, row, column, value, what to do."""
    from jobmatch import engine
    from jobmatch.report import faults_csv, faults_view

    inputs = (seekers, jobs, policy, pairs, regions, plan, decisions)
    to_screen = str(out) == "-"
    if not to_screen:
        free_for_file(out, inputs, overwrite=True)
    screen = screen_of(context)
    with screen.progress(quiet=quiet) as progress:
        issues = engine.check(
            seekers, jobs, policy, pairs=pairs, regions=regions, plan=plan, decisions=decisions, progress=progress
        )
    table = faults_csv(issues, screen.lang)
    if to_screen:
        typer.echo(table.decode("utf-8-sig"), nl=False)
    else:
        write_whole(out, lambda part: part.write_bytes(table))
    if not quiet and not to_screen:
        screen.show(faults_view(issues, screen.lang))
        if issues:
            screen.show(screen.say("issues.written", file=out))
    if any(issue.severity == "error" for issue in issues):
        raise typer.Exit(FAULT)
