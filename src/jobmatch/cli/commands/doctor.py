"""``jobmatch doctor``: what is on this machine, and whether jobmatch works here."""

from __future__ import annotations

from dataclasses import asdict

import typer

from jobmatch.cli.exits import FAULT
from jobmatch.cli.options import Json, screen_of


def doctor(context: typer.Context, json: Json = False) -> None:
    """Say what jobmatch finds on this machine: versions, threads, memory, compiled kernels; and solve a small plan."""
    from jobmatch.engine.machine import look
    from jobmatch.report import advice_of, machine_view

    screen = screen_of(context)
    with screen.status("doctor.looking"):
        found, failure = look(), _self_test()
    if json:
        screen.json({**asdict(found), "cache": str(found.cache), "advice": advice_of(found), "failure": failure})
    else:
        screen.show(machine_view(found, screen.lang, failure))
    if failure is not None:
        raise typer.Exit(FAULT)


def _self_test() -> str | None:
    """Solve and verify a small plan; what went wrong, None if nothing did."""
    from jobmatch.engine import solve

    seekers = [{"person_id": p, "home": "433124", "wish_regions": "*"} for p in ("a", "b")]
    jobs = [{"job_id": "j", "region": "4301", "vacancies": 1, "wage": 3000.0}]
    try:
        result = solve(seekers, jobs, {"as_of": "2016-08-29"})
        report = result.verify()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None if report.ok and result.assignment.height == 1 else str(report)
