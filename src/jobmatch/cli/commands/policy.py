"""``jobmatch policy`` and ``jobmatch schema``: a policy to start from, and its JSON Schema for editors."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from jobmatch.cli.options import Overwrite, screen_of
from jobmatch.cli.paths import free_for_file, write_whole

Out = Path | None


def policy(context: typer.Context, out: Out = None, overwrite: Overwrite = False) -> None:
    """Print a policy document with every key, its default and what it means."""
    from jobmatch.report import policy_text

    _give(context, policy_text(lang=screen_of(context).lang), out, overwrite=overwrite)


def schema(context: typer.Context, out: Out = None, overwrite: Overwrite = False) -> None:
    """Print the JSON Schema of the policy document: editors complete and check with it."""
    from jobmatch.policy import policy_schema

    _give(context, json.dumps(policy_schema(), ensure_ascii=False, indent=2) + "\n", out, overwrite=overwrite)


def _give(context: typer.Context, text: str, out: Path | None, *, overwrite: bool) -> None:
    if out is None:
        typer.echo(text, nl=False)
        return
    free_for_file(out, overwrite=overwrite)
    write_whole(out, lambda part: part.write_bytes(text.encode()), persons=False)
    screen_of(context).show(str(out))
