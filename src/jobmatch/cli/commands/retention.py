"""``jobmatch retention``: who stays, learnt from past runs; the column `stay` predicted for new lists."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from jobmatch.cli.commands.ledger import tree_of
from jobmatch.cli.helps import Command, Group
from jobmatch.cli.language import wrong_usage
from jobmatch.cli.options import (
    Day,
    Jobs,
    Json,
    Overwrite,
    Pairs,
    Policy,
    Quiet,
    Regions,
    Scope,
    Seekers,
    day_of,
    screen_of,
)
from jobmatch.cli.paths import free_for_file, write_whole

retention = typer.Typer(name="retention", cls=Group)


@retention.command(name="learn", cls=Command)
def learn(
    context: typer.Context,
    runs: Annotated[list[Path], typer.Argument(show_default=False)],
    out: Annotated[Path, typer.Option(show_default=False)],
    outcomes: Annotated[Path | None, typer.Option(show_default=False)] = None,
    ledger: Annotated[str | None, typer.Option(show_default=False)] = None,
    months: Annotated[list[int] | None, typer.Option(min=1)] = None,
    feature: Annotated[list[str] | None, typer.Option()] = None,
    draws: Annotated[int, typer.Option(min=0, max=10_000)] = 100,
    compare: Annotated[bool, typer.Option("--compare")] = False,
    until: Day = None,
    scope: Scope = None,
    regions: Regions = None,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1)] = 0,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Learn from past runs and outcomes who stays."""
    from jobmatch.scenarios.retention import fit, learn_retention, ledger_outcomes, read_outcomes, save_model
    from jobmatch.scenarios.retention.names import BUILT_IN
    from jobmatch.scenarios.retention.outcomes import MONTHS
    from jobmatch.scenarios.retention.views import model_json, model_view

    if (outcomes is None) == (ledger is None):
        raise wrong_usage(context, "--outcomes, --ledger", "usage.outcomes_or_ledger")
    if out.suffix.lower() != ".json":
        raise wrong_usage(context, "--out", "usage.only_json", name=out.name)
    fit.need_extra()
    kept = None if ledger is None or "://" in ledger else Path(ledger)
    free_for_file(out, (*runs, outcomes, kept), overwrite=overwrite)
    screen = screen_of(context)
    with screen.progress(quiet=quiet or json) as progress:
        if ledger is None:
            table = read_outcomes(outcomes, day_of(until))
        else:
            from jobmatch.ledger import open_ledger

            with open_ledger(ledger, make=False) as book:
                wanted = tuple(sorted(set(months or MONTHS)))
                table = ledger_outcomes(book, wanted, day_of(until), scope=scope, regions=tree_of(regions))
        model = learn_retention(
            runs,
            table,
            months=months,
            features=feature or BUILT_IN,
            draws=draws,
            compare=compare,
            seed=seed,
            progress=progress,
        )
    write_whole(out, lambda part: save_model(model, part), persons=False)
    if json:
        screen.json(model_json(model))
    elif not quiet:
        screen.show(model_view(model, screen.lang), "", screen.say("retention.learnt", file=out))


@retention.command(name="predict", cls=Command)
def predict(
    context: typer.Context,
    seekers: Seekers,
    jobs: Jobs,
    model: Annotated[Path, typer.Option(show_default=False)],
    out: Annotated[Path, typer.Option(show_default=False)],
    of: Literal["pairs", "jobs"] = "pairs",
    policy: Policy = None,
    pairs: Pairs = None,
    regions: Regions = None,
    draw: Annotated[int | None, typer.Option(min=0, show_default=False)] = None,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Write the column `stay`, of all eligible pairs or in the list of jobs."""
    from jobmatch.scenarios.retention import load_model, predict_stay
    from jobmatch.scenarios.retention.views import stay_lines

    suffix = out.suffix.lower()
    if suffix not in {".parquet", ".csv"}:
        raise wrong_usage(context, "--out", "usage.pairs_suffix", suffix=out.suffix)
    free_for_file(out, (seekers, jobs, model, policy, pairs, regions), overwrite=overwrite)
    document = load_model(model)
    screen = screen_of(context)
    with screen.progress(quiet=quiet) as progress:
        found = predict_stay(
            document, seekers, jobs, policy, of=of, pairs=pairs, regions=regions, draw=draw, progress=progress
        )
    write_whole(out, found.table.write_parquet if suffix == ".parquet" else found.table.write_csv)
    if not quiet:
        screen.show(*stay_lines(found, out, screen.lang))
