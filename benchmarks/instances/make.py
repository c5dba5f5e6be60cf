"""From a spec to the files of its instance, the same bytes on every machine."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from benchmarks.instances.spec import LISTS, Spec

SEEKERS, JOBS, POLICY, PLAN, DECISIONS = "seekers.csv", "jobs.csv", "policy.toml", "plan.csv", "decisions.csv"


def write_instance(spec: Spec, folder: Path) -> dict[str, str]:
    """Write seekers.csv, jobs.csv, policy.toml and, where the instance is a later round, plan.csv and decisions.csv.

    Returns
    -------
    dict of str to str
        SHA-256 of each file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if "files" in spec.lists:
        _from_files(spec, folder)
    else:
        _from_preset(spec, folder)
    if spec.plan == "first-come":
        from benchmarks.instances.rounds import write_round

        write_round(spec, folder)
    elif spec.plan == "file":
        for name in (PLAN, DECISIONS):
            shutil.copyfile(LISTS / str(spec.lists["files"]) / name, folder / name)
    return sums(folder)


def sums(folder: Path) -> dict[str, str]:
    """SHA-256 of the files of an instance that are there."""
    there = [name for name in (SEEKERS, JOBS, POLICY, PLAN, DECISIONS) if (folder / name).exists()]
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in there}


def differing(spec: Spec, found: dict[str, str]) -> list[str]:
    """The files whose sums are not those of the spec."""
    return sorted(name for name in {*found, *spec.sha256} if found.get(name) != spec.sha256.get(name))


def _from_files(spec: Spec, folder: Path) -> None:
    from jobmatch.scenarios.write import toml_text

    for name in (SEEKERS, JOBS):
        shutil.copyfile(LISTS / str(spec.lists["files"]) / name, folder / name)
    (folder / POLICY).write_bytes(toml_text(spec.policy).encode())


def _from_preset(spec: Spec, folder: Path) -> None:
    from jobmatch.scenarios.presets import generate
    from jobmatch.scenarios.write import write_lists

    lists = dict(spec.lists)
    seekers, jobs, policy = generate(
        lists.pop("preset"), lists.pop("scale", 1.0), lists.pop("seed", 0), seekers=lists.pop("seekers", None),
        jobs=lists.pop("jobs", None),
    )  # fmt: skip
    if lists:
        raise ValueError(f"{spec.name}: unknown setting {min(lists)!r} of the lists")
    write_lists(seekers, jobs, {**policy, **spec.policy}, folder)
