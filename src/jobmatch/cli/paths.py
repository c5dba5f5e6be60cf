"""What a command checks about its output before it does any work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from jobmatch.errors import RunError
from jobmatch.words import said

Wrote = TypeVar("Wrote")


def free_for_file(out: Path, inputs: Iterable[Path | None] = (), *, overwrite: bool) -> None:
    """Refuse an output file that exists, or that is one of the inputs.

    Raises
    ------
    RunError
        `out` would replace something that it may not.
    """
    for given in inputs:
        if given is not None and out.exists() and given.exists() and out.samefile(given):
            raise RunError(said("output.is_input", out=out))
    if out.is_dir():
        raise RunError(said("output.is_folder", out=out))
    if out.exists() and not overwrite:
        raise RunError(said("output.exists", out=out))


def free_for_run(out: Path, inputs: Iterable[Path | None], *, overwrite: bool) -> None:
    """Refuse a run directory that exists, or that an input lies in: the plan in force, or one of its files.

    Raises
    ------
    RunError
        `out` would replace something that it may not.
    """
    from jobmatch.run_directory import refuse_existing

    refuse_existing(out, overwrite=overwrite)
    for given in inputs:
        if given is not None and given.exists() and given.resolve().is_relative_to(out.resolve()):
            raise RunError(said("output.would_replace_input", given=given))


def write_whole(out: Path, write: Callable[[Path], Wrote], *, persons: bool = True) -> Wrote:
    """Let `write` fill a file under a temporary name, then rename it: it is never half there.

    What holds single persons is made readable by its owner only.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    try:
        if persons:
            part.touch(mode=0o600)
        wrote = write(part)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return wrote
