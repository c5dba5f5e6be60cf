"""``jobmatch solve``: the main job."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from jobmatch.cli.exits import exit_code
from jobmatch.cli.options import (
    Decisions,
    Jobs,
    Json,
    Overwrite,
    Pairs,
    Plan,
    Policy,
    Quiet,
    Regions,
    Seekers,
    screen_of,
)
from jobmatch.cli.paths import free_for_run, keep_apart


def solve(
    context: typer.Context,
    seekers: Seekers,
    jobs: Jobs,
    out: Annotated[Path, typer.Option(show_default=False)],
    policy: Policy = None,
    pairs: Pairs = None,
    regions: Regions = None,
    plan: Plan = None,
    decisions: Decisions = None,
    overwrite: Overwrite = False,
    gap: Annotated[float, typer.Option(min=0)] = 0.0,
    time_limit: Annotated[float | None, typer.Option(min=0)] = None,
    solver: str = "auto",
    seed: Annotated[int, typer.Option(min=0)] = 0,
    pseudonymise: Annotated[Path | None, typer.Option(metavar="KEYFILE")] = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Find the plan of least cost, prove it, and save it as a run directory."""
    from jobmatch import engine
    from jobmatch.pseudonyms import read_key

    inputs = (seekers, jobs, policy, pairs, regions, plan, decisions)
    free_for_run(out, (*inputs, pseudonymise), overwrite=overwrite)
    if pseudonymise is not None:
        keep_apart(pseudonymise, inputs)
    key = None if pseudonymise is None else read_key(pseudonymise)
    screen = screen_of(context)
    start = perf_counter()
    with screen.progress(quiet=quiet) as progress:
        result = engine.solve(
            seekers,
            jobs,
            policy,
            pairs=pairs,
            regions=regions,
            plan=plan,
            decisions=decisions,
            gap=gap,
            time_limit=time_limit,
            solver=solver,
            seed=seed,
            progress=progress,
        )
        result.save(out, overwrite=overwrite, pseudonymise=key)
    screen.closing(result, out, perf_counter() - start, quiet=quiet, json=json)
    raise typer.Exit(exit_code(result))
