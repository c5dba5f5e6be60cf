"""``jobmatch pairs``: all eligible pairs with their costs, term by term."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobmatch.cli.language import wrong_usage
from jobmatch.cli.options import Decisions, Jobs, Overwrite, Pairs, Plan, Policy, Quiet, Regions, Seekers, screen_of
from jobmatch.cli.paths import free_for_file, write_whole


def pairs(
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
    quiet: Quiet = False,
) -> None:
    """Write all eligible pairs: person, job, one column a cost term, cost."""
    from jobmatch.engine import iter_eligible_pairs
    from jobmatch.report import count, write_pieces

    suffix = out.suffix.lower()
    if suffix not in {".parquet", ".csv"}:
        raise wrong_usage(context, "--out", "usage.pairs_suffix", suffix=out.suffix)
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
