"""``jobmatch diagnose``: why there is no plan, the cheapest way out, and where places are too few."""

from __future__ import annotations

from dataclasses import asdict

import typer

from jobmatch.cli.exits import INFEASIBLE
from jobmatch.cli.options import Decisions, Jobs, Json, Pairs, Plan, Policy, Regions, Seekers, screen_of


def diagnose(
    context: typer.Context,
    seekers: Seekers,
    jobs: Jobs,
    policy: Policy = None,
    pairs: Pairs = None,
    regions: Regions = None,
    plan: Plan = None,
    decisions: Decisions = None,
    json: Json = False,
) -> None:
    """Say why no plan keeps the policy, how it could give way most cheaply, and for whom there are too few places."""
    from jobmatch.explain import diagnose as diagnosis_of
    from jobmatch.report import diagnosis_view

    screen = screen_of(context)
    with screen.progress(quiet=json) as progress:
        sources = {"pairs": pairs, "regions": regions, "plan": plan, "decisions": decisions}
        found = diagnosis_of(seekers, jobs, policy, progress=progress, **sources)
    if json:
        lists = {name: [asdict(each) for each in getattr(found, name)] for name in ("clash", "budgets")}
        sets = [{**asdict(each), "must_stay": each.must_stay} for each in found.shortages]
        repair = None if found.repair is None else asdict(found.repair)
        said = {"status": str(found.result.status), "short_by": found.short_by, "repair": repair}
        screen.json({**said, **lists, "shortages": sets})
    else:
        screen.show(diagnosis_view(found, screen.lang))
    if found.result.status == "infeasible":
        raise typer.Exit(INFEASIBLE)
