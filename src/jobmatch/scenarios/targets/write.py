"""The answer to a target as files: ``target.json``, and two runs that can be verified."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from jobmatch.errors import RunError
from jobmatch.run_directory import whole_folder
from jobmatch.scenarios.targets.document import Target
from jobmatch.scenarios.targets.reach import Reached
from jobmatch.scenarios.targets.views import reached_json
from jobmatch.words import said

ANSWER = "target.json"
"""The answer; by it a folder is known for that of a target."""

PLAN, SPENDING = "plan", "spending"
"""Runs: of the policy as it is, with what is bought; and of the problem whose cost is what is spent."""


def free_for_answer(out: Path, inputs: Iterable[Path], *, overwrite: bool) -> None:
    """Refuse a folder that holds something else, an input above all, or an answer that may not be replaced.

    Raises
    ------
    RunError
        Something is there already.
    """
    for given in inputs:
        if given.resolve().is_relative_to(out.resolve()):
            raise RunError(said("output.would_replace_input", given=given))
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not (out / ANSWER).exists():
        raise RunError(said("target.not_an_answer", path=out))
    if not overwrite:
        raise RunError(said("output.exists", out=out))


def json_text(found: Reached, target: Target) -> str:
    """The answer as the text of a file."""
    return json.dumps(reached_json(found, target), ensure_ascii=False, indent=2) + "\n"


def write_answer(found: Reached, target: Target, out: Path) -> None:
    """Write the answer and its runs as a folder, whole or not at all; an earlier answer is replaced."""
    with whole_folder(out) as work:
        for name, run in ((PLAN, found.plan), (SPENDING, found.mix.found.plan)):
            if run is not None:
                run.save(work / name)
        (work / ANSWER).write_text(json_text(found, target), encoding="utf-8")
