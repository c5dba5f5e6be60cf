"""``jobmatch pairs``: all eligible pairs with their costs, term by term."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.options import Decisions, Jobs, Overwrite, Pairs, Plan, Policy, Quiet, Regions, Seekers, screen_of
from jobmatch.cli.paths import free_for_file, write_whole


def pairs(
    context: typer.Context,
    seekers: Seekers,
    jobs: Jobs,
    out: Annotated[Path, typer.Option(help="The file to write: .parquet or .csv.", show_default=False)],
    policy: Policy = None,
    pairs: Pairs = None,
    regions: Regions = None,
    plan: Plan = None,
    decisions: Decisions = None,
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Write all eligible pairs: person, job, one column a cost term, cost.

    For own studies, or another solver: millions of rows at pilot size (prefer .parquet), each person's rows together.

    Example: jobmatch pairs seekers.csv jobs.csv --out pairs.parquet
    """
    from jobmatch.engine import iter_eligible_pairs
    from jobmatch.report import count, write_pieces

    suffix = out.suffix.lower()
    if suffix not in {".parquet", ".csv"}:
        raise typer.BadParameter(f"ends in .parquet or .csv, not {out.suffix!r}", param_hint="--out")
    free_for_file(out, (seekers, jobs, policy, pairs, regions, plan, decisions), overwrite=overwrite)
    screen = screen_of(context)
    with screen.progress(quiet=quiet) as progress:
        pieces = iter_eligible_pairs(
            seekers,
            jobs,
            policy,
            pairs=pairs,
            regions=regions,
            plan=plan,
            decisions=decisions,
            progress=progress,
        )
        rows = write_whole(out, lambda part: write_pieces(pieces, part, parquet=suffix == ".parquet"))
    if not quiet:
        screen.show(screen.say("pairs.written", count=count(rows), file=out))
