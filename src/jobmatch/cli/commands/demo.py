"""``jobmatch demo``: the main job at pilot size, from nothing, step by step as a planner would do it."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from jobmatch.cli.exits import DONE, FAULT, exit_code
from jobmatch.cli.options import refuse_size, screen_of

PRESET = "xiangxi-2016"


def demo(
    context: typer.Context,
    out: Path = Path("runs/demo"),
    scale: float = 1.0,
    seed: Annotated[int, typer.Option(min=0)] = 0,
) -> None:
    """Plan the 2016 pilot's main job, from nothing: generate two lists, solve, save, verify."""
    from jobmatch import engine
    from jobmatch.run_directory import refuse_existing
    from jobmatch.scenarios import presets
    from jobmatch.verify import verify

    refuse_size(context, "--scale", scale, presets.MAX_SCALE)
    refuse_existing(out, overwrite=True)
    screen = screen_of(context)
    folder = out.with_name(f"{out.name}-lists")
    with screen.status("demo.generating"):
        lists = presets.write_lists(*presets.generate(PRESET, scale=scale, seed=seed), folder)
    screen.show(screen.say("demo.generated"), *(f"  {path}" for path in lists), "")

    seekers, jobs, policy = lists
    start = perf_counter()
    with screen.progress() as progress:
        result = engine.solve(seekers, jobs, policy, seed=seed, progress=progress)
        result.save(out, overwrite=True)
    screen.closing(result, out, perf_counter() - start)

    with screen.status("demo.verifying"):
        report = verify(out)
    screen.show("", screen.say("verify.holds") if report.ok else report.text(screen.lang), "", screen.say("demo.look"))
    for name in ("assignment", "unmatched", "jobs", "summary"):
        file = out / f"{name}.{'json' if name == 'summary' else 'csv'}"
        screen.show(f"  {file}: {screen.say(f'demo.{name}')}")
    screen.show("", screen.say("demo.next"))
    unplaced = () if result.plan is None else result.unmatched["person_id"].head(1)
    for command in (
        f"jobmatch verify {out}",
        *(f"jobmatch explain {out} --person {person}" for person in unplaced),
        f"jobmatch worth {out}",
        f"jobmatch check {seekers} {jobs} --policy {policy}",
        f"jobmatch solve {seekers} {jobs} --policy {policy} --out {out.with_name('mine')}",
    ):
        screen.show(f"  {command}")
    code = exit_code(result)
    raise typer.Exit(FAULT if code == DONE and not report.ok else code)
