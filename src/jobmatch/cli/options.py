"""Arguments and options that several commands share; `jobmatch.cli.helps` finds their helps in the catalogue."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from jobmatch.cli.language import wrong_usage
from jobmatch.cli.screen import Screen

Seekers: TypeAlias = Annotated[Path, typer.Argument(show_default=False)]
Jobs: TypeAlias = Annotated[Path, typer.Argument(show_default=False)]

Policy: TypeAlias = Annotated[Path | None, typer.Option("--policy", "-p")]
Pairs: TypeAlias = Path | None
Regions: TypeAlias = Path | None
Decisions: TypeAlias = Path | None
Plan: TypeAlias = Path | None

Day: TypeAlias = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]
Scope: TypeAlias = Annotated[str | None, typer.Option(envvar="JOBMATCH_SCOPE", show_default=False)]

Overwrite: TypeAlias = Annotated[bool, typer.Option("--overwrite")]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q")]
Json: TypeAlias = Annotated[bool, typer.Option("--json")]


def day_of(given: datetime | None) -> date | None:
    """The day that an option names."""
    return None if given is None else given.date()


def screen_of(context: typer.Context) -> Screen:
    """The screen that the application made for this call."""
    screen = context.obj
    assert isinstance(screen, Screen)
    return screen


def refuse_size(context: typer.Context, option: str, size: float | None, most: float) -> None:
    """Refuse, as wrong usage, a size of an artificial instance that is given but not above 0 and at most `most`."""
    if size is not None and not 0 < size <= most:
        raise wrong_usage(context, option, "usage.size", most=most, size=size)
