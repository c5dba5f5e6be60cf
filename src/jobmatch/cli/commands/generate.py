"""``jobmatch generate``: artificial lists with the shape of the 2016 pilot, or of the whole country."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from jobmatch.cli.language import wrong_usage
from jobmatch.cli.options import Overwrite, Quiet, refuse_size, screen_of
from jobmatch.cli.paths import free_for_file

Format = Literal["csv", "xlsx", "parquet"]


def generate(
    context: typer.Context,
    preset: str,
    out: Annotated[Path, typer.Option(show_default=False)],
    scale: float = 1.0,
    seekers: int | None = None,
    jobs: int | None = None,
    seed: Annotated[int, typer.Option(min=0)] = 0,
    format: Format = "csv",
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Write artificial lists and a policy: no real person, real proportions."""
    from jobmatch.scenarios import presets

    if preset not in presets.PRESETS:
        raise wrong_usage(context, "PRESET", "presets.unknown", preset=preset, names=tuple(presets.PRESETS))
    refuse_size(context, "--scale", scale, presets.MAX_SCALE)
    refuse_size(context, "--seekers", seekers, presets.MOST_SEEKERS)
    refuse_size(context, "--jobs", jobs, presets.MOST_JOBS)
    for name in (f"seekers.{format}", f"jobs.{format}", "policy.toml"):
        free_for_file(out / name, overwrite=overwrite)
    lists = presets.generate(preset, scale=scale, seed=seed, seekers=seekers, jobs=jobs)
    written = presets.write_lists(*lists, out, format)
    if not quiet:
        screen_of(context).show(*(str(path) for path in written))
