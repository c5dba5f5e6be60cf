"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from jobmatch.cli.screen import Screen

SEEKERS_HELP = "The demand list, one row a person (CSV, XLSX or Parquet)."
JOBS_HELP = "The supply list, one row a post with its vacancies (CSV, XLSX or Parquet)."

Seekers: TypeAlias = Annotated[Path, typer.Argument(help=SEEKERS_HELP, show_default=False)]
Jobs: TypeAlias = Annotated[Path, typer.Argument(help=JOBS_HELP, show_default=False)]

Policy: TypeAlias = Annotated[
    Path | None, typer.Option("--policy", "-p", help="The policy document (TOML).", show_default="sensible defaults")
]
Pairs: TypeAlias = Annotated[
    Path | None, typer.Option(help="A table of pairs: with a column `cost` your own scores, without it a filter.")
]
Regions: TypeAlias = Annotated[
    Path | None, typer.Option(help="Your own table of regions.", show_default="China's, GB/T 2260 of 2016")
]
Decisions: TypeAlias = Annotated[
    Path | None, typer.Option(help="What became of proposals: accepted, declined, left, …")
]
Plan: TypeAlias = Annotated[
    Path | None, typer.Option(help="The plan in force: a run directory, or a table of person_id and job_id.")
]

Overwrite: TypeAlias = Annotated[bool, typer.Option("--overwrite", help="Replace what is there.")]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]


def screen_of(context: typer.Context) -> Screen:
    """The screen that the application made for this call."""
    screen = context.obj
    assert isinstance(screen, Screen)
    return screen


def refuse_size(option: str, size: float | None, most: float) -> None:
    """Refuse, as wrong usage, a size of an artificial instance that is given but not above 0 and at most `most`."""
    if size is not None and not 0 < size <= most:
        raise typer.BadParameter(f"above 0 and at most {most:,.12g}, not {size:,}", param_hint=option)
