"""``jobmatch simulate``: outcomes over time, and rules that place persons as they come."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.options import Json, Quiet, screen_of
from jobmatch.errors import RunError
from jobmatch.words import said


def simulate(
    context: typer.Context,
    simulation: Annotated[Path, typer.Argument(show_default=False)],
    out: Annotated[Path, typer.Option(show_default=False)],
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Live through the months of a simulation under every rule, and sum them up."""
    from jobmatch.scenarios.simulation import load_simulation, run_simulation
    from jobmatch.scenarios.simulation.views import simulated_json, simulated_view

    screen = screen_of(context)
    if simulation.resolve().is_relative_to(out.resolve()):
        raise RunError(said("output.would_replace_input", given=simulation))
    document = load_simulation(simulation)
    with screen.progress(quiet=quiet or json) as progress:
        found = run_simulation(document, out, progress=progress)
    if json:
        screen.json(simulated_json(found, out))
    elif not quiet:
        screen.show(simulated_view(found, document, out, screen.lang))
