"""``jobmatch generate``: artificial lists with the shape of the 2016 pilot, or of the whole country."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from jobmatch.cli.options import Overwrite, Quiet, refuse_size, screen_of
from jobmatch.cli.paths import free_for_file

Format = Literal["csv", "xlsx", "parquet"]


def generate(
    context: typer.Context,
    preset: Annotated[str, typer.Argument(help="xiangxi-2016, yunxi-2016, fair-2016, changsha-2016 or national.")],
    out: Annotated[Path, typer.Option(help="The folder to write into.", show_default=False)],
    scale: Annotated[float, typer.Option(help="Part of the preset's size: 0.01 is a hundredth.")] = 1.0,
    seekers: Annotated[int | None, typer.Option(help="So many seekers, whatever the scale.")] = None,
    jobs: Annotated[int | None, typer.Option(help="So many job rows, whatever the scale.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Same preset, size and seed: same lists.")] = 0,
    format: Annotated[Format, typer.Option(help="File format of the two lists.")] = "csv",
    overwrite: Overwrite = False,
    quiet: Quiet = False,
) -> None:
    """Write artificial lists and a policy: no real person, real proportions.

    Example: jobmatch generate fair-2016 --out fair --format xlsx
    """
    from jobmatch.scenarios import presets

    if preset not in presets.PRESETS:
        raise typer.BadParameter(f"there is no {preset!r}; there are {', '.join(presets.PRESETS)}", param_hint="PRESET")
    refuse_size("--scale", scale, presets.MAX_SCALE)
    refuse_size("--seekers", seekers, presets.MOST_SEEKERS)
    refuse_size("--jobs", jobs, presets.MOST_JOBS)
    for name in (f"seekers.{format}", f"jobs.{format}", "policy.toml"):
        free_for_file(out / name, overwrite=overwrite)
    lists = presets.generate(preset, scale=scale, seed=seed, seekers=seekers, jobs=jobs)
    written = presets.write_lists(*lists, out, format)
    if not quiet:
        screen_of(context).show(*(str(path) for path in written))
