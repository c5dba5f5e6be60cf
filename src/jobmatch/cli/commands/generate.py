"""``jobmatch generate``: artificial lists with the shape of the 2016 pilot."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from jobmatch.cli.options import Overwrite, Quiet, screen_of
from jobmatch.cli.paths import free_for_file

Format = Literal["csv", "xlsx", "parquet"]


def generate(
    context: typer.Context,
    preset: Annotated[str, typer.Argument(help="xiangxi-2016, yunxi-2016, fair-2016 or changsha-2016.")],
    out: Annotated[Path, typer.Option(help="The folder to write into.", show_default=False)],
    scale: Annotated[float, typer.Option(help="Part of the preset's size: 0.01 is a hundredth.")] = 1.0,
    seed: Annotated[int, typer.Option(min=0, help="Same preset, scale and seed: same lists.")] = 0,
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
    if not 0 < scale <= presets.MAX_SCALE:
        raise typer.BadParameter(f"above 0 and at most {presets.MAX_SCALE:g}, not {scale}", param_hint="--scale")
    for name in (f"seekers.{format}", f"jobs.{format}", "policy.toml"):
        free_for_file(out / name, overwrite=overwrite)
    seekers, jobs, policy = presets.generate(preset, scale=scale, seed=seed)
    written = presets.write_lists(seekers, jobs, policy, out, format)
    if not quiet:
        screen_of(context).show(*(str(path) for path in written))
