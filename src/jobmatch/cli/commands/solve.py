"""``jobmatch solve``: the main job."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jobmatch.cli.exits import exit_code
from jobmatch.cli.language import MissingArgument, wrong_usage
from jobmatch.cli.options import (
    Day,
    Decisions,
    Json,
    Overwrite,
    Pairs,
    Plan,
    Policy,
    Quiet,
    Regions,
    Scope,
    day_of,
    screen_of,
)
from jobmatch.cli.paths import free_for_run, keep_apart

if TYPE_CHECKING:
    pass


def solve(
    context: typer.Context,
    out: Annotated[Path, typer.Option(show_default=False)],
    seekers: Annotated[Path | None, typer.Argument(show_default=False)] = None,
    jobs: Annotated[Path | None, typer.Argument(show_default=False)] = None,
    policy: Policy = None,
    pairs: Pairs = None,
    regions: Regions = None,
    plan: Plan = None,
    decisions: Decisions = None,
    ledger: Annotated[str | None, typer.Option(show_default=False)] = None,
    on: Day = None,
    scope: Scope = None,
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

    _check_sources(context, ledger, {"SEEKERS": seekers, "JOBS": jobs}, plan)
    kept = None if ledger is None or "://" in ledger else Path(ledger)
    inputs = (seekers, jobs, policy, pairs, regions, plan, decisions, kept)
    free_for_run(out, (*inputs, pseudonymise), overwrite=overwrite)
    if pseudonymise is not None:
        keep_apart(pseudonymise, inputs)
    key = None if pseudonymise is None else read_key(pseudonymise)
    screen = screen_of(context)
    start = perf_counter()
    given: dict[str, Any] = {"policy": policy, "pairs": pairs, "regions": regions, "decisions": decisions}
    given |= {"gap": gap, "time_limit": time_limit, "solver": solver, "seed": seed}
    with screen.progress(quiet=quiet) as progress:
        if ledger is None:
            result = engine.solve(seekers, jobs, plan=plan, progress=progress, **given)
            result.save(out, overwrite=overwrite, pseudonymise=key)
            new = None
        else:
            given |= {"on": day_of(on), "scope": scope, "progress": progress}
            result, new = _round(ledger, out, {"overwrite": overwrite, "pseudonymise": key}, given)
    screen.closing(result, out, perf_counter() - start, quiet=quiet, json=json)
    if new is not None and not (quiet or json):
        screen.show("", screen.say("ledger.proposed", new=new[0], where=new[1]))
    raise typer.Exit(exit_code(result))


def _check_sources(
    context: typer.Context, ledger: str | None, lists: dict[str, Path | None], plan: Path | None
) -> None:
    """Two lists, or a ledger in place of them and of the plan in force."""
    if ledger is None:
        for name, value in lists.items():
            if value is None:
                raise MissingArgument(name, ctx=context)
        for name in ("on", "scope"):
            source = context.get_parameter_source(name)
            if source is not None and source.name == "COMMANDLINE":  # and not the environment
                raise wrong_usage(context, f"--{name}", "usage.with_ledger")
    elif any(lists.values()):
        raise wrong_usage(context, "SEEKERS, JOBS, --ledger", "usage.lists_or_ledger")
    elif plan is not None:
        raise wrong_usage(context, "--plan", "usage.plan_of_ledger")


def _round(ledger: str, out: Path, saving: dict[str, Any], given: dict[str, Any]) -> tuple[Any, tuple[int, str] | None]:
    """A plan from a ledger, saved before anything is proposed, so that it has its run; what changed how much."""
    from jobmatch.ledger import open_ledger, propose, solve_round

    with open_ledger(ledger, make=False) as book:
        made = solve_round(book, **given)
        made.result.save(out, **saving)
        proposed = None if made.result.plan is None else (propose(book, made, out.name).new, book.where)
        return made.result, proposed
