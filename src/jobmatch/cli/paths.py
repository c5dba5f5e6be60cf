"""What a command checks about its output before it does any work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from jobmatch.errors import RunError
from jobmatch.words import said

Wrote = TypeVar("Wrote")


def free_for_file(out: Path, inputs: Iterable[Path | None] = (), *, overwrite: bool) -> None:
    """Refuse an output file that exists, that is one of the inputs, or that lies in a run that is read or written.

    Raises
    ------
    RunError
        `out` would replace something that it may not.
    """
    keep_apart(out, inputs)
    if out.is_dir():
        raise RunError(said("output.is_folder", out=out))
    if out.exists() and not overwrite:
        raise RunError(said("output.exists", out=out))


def free_for_run(out: Path, inputs: Iterable[Path | None], *, overwrite: bool) -> None:
    """Refuse a run directory that exists, that an input lies in (the plan in force, say), or that lies in one.

    Raises
    ------
    RunError
        `out` would replace something that it may not.
    """
    from jobmatch.run_directory import refuse_existing

    refuse_existing(out, overwrite=overwrite)
    for given in inputs:
        if given is not None and given.resolve().is_relative_to(out.resolve()):
            raise RunError(said("output.would_replace_input", given=given))
    keep_apart(out, inputs)


def keep_apart(out: Path, others: Iterable[Path | None]) -> None:
    """Refuse a place to write that is one of others, there already or not, or that lies in one.

    Raises
    ------
    RunError
        To write there would alter another.
    """
    for other in others:
        if other is None:
            continue
        if out.resolve() == other.resolve() or (out.exists() and other.exists() and out.samefile(other)):
            raise RunError(said("output.is_input", out=out))
        if out.resolve().is_relative_to(other.resolve()):
            raise RunError(said("output.in_input", out=out, other=other))


def write_whole(out: Path, write: Callable[[Path], Wrote], *, persons: bool = True) -> Wrote:
    """Let `write` fill a file under a temporary name, then rename it: it is never half there.

    What holds single persons is made readable by its owner only.
    """
    make_folder(out.parent)
    part = out.with_name(f".{out.name}.part")
    try:
        if persons:
            part.touch(mode=0o600)
        wrote = write(part)
        part.replace(out)
    except OSError as error:
        if error.filename == str(part):
            error.filename = str(out)  # the name that somebody wrote
        raise
    finally:
        part.unlink(missing_ok=True)
    return wrote


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where they are not there.

    Raises
    ------
    RunError
        A file stands where a folder is needed.
    """
    file = next((each for each in (folder, *folder.parents) if each.exists() and not each.is_dir()), None)
    if file is not None:
        raise RunError(said("output.not_a_folder", file=file))
    folder.mkdir(parents=True, exist_ok=True)
