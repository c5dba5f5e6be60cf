"""One step in a process of its own: make an instance, list its pairs, run a solver once, or take a measure.

``python -m benchmarks.child STEP FOLDER [NAME] --out FILE`` writes what it found as JSON; the runner reads it.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any, Literal

import numpy as np

from benchmarks.instance import Facts, Instance, Listed, Unavailable
from benchmarks.memory import peak_mb
from benchmarks.solvers.base import Refused


def make(folder: Path, name: str, memory_gb: float) -> dict[str, Any]:
    """Generate a case's instance into `folder`."""
    from benchmarks.registry import case

    start = time.perf_counter()
    instance = case(name).build()
    seconds = time.perf_counter() - start
    instance.save(folder)
    return {"seconds": round(seconds, 4)}


def list_(folder: Path, name: str, memory_gb: float) -> dict[str, Any]:
    """List the pairs of the instance in `folder`."""
    from benchmarks.listing import list_pairs

    return list_pairs(folder, memory_gb)


def solve(folder: Path, name: str, memory_gb: float) -> dict[str, Any]:
    """Run a solver once, after a tiny run of the same that loads what is compiled."""
    from benchmarks.solvers import solver

    adapter = solver(name)
    adapter.prepare()
    imported = peak_mb()
    start = time.perf_counter()
    adapter.run(_tiny(adapter.takes))
    warmed = time.perf_counter()
    given = Instance.load(folder) if adapter.takes == "tables" else Listed.load(folder / "listed")
    answer = adapter.run(given)
    return {
        "objective": answer.objective,
        "proven": answer.proven,
        "total": round(sum(answer.seconds.values()), 4),
        "seconds": {phase: round(seconds, 4) for phase, seconds in answer.seconds.items()},
        "memory_mb": round(peak_mb() - imported, 1),
        "imported_mb": round(imported, 1),
        "warm_seconds": round(warmed - start, 4),
        "trace": answer.trace,
        "detail": answer.detail,
    }


def measure(folder: Path, name: str, memory_gb: float) -> dict[str, Any]:
    """Take a special measure on the instance in `folder`."""
    from benchmarks.measures import measure as taken

    return taken(name)(folder)


def write(folder: Path, name: str, memory_gb: float) -> dict[str, Any]:
    """Write the files of an instance of the public set."""
    from benchmarks.instances.make import write_instance
    from benchmarks.instances.spec import specs

    (spec,) = specs(name)
    return {"sha256": write_instance(spec, folder)}


def _tiny(takes: Literal["tables", "listed"]) -> Instance | Listed:
    """Three persons, two jobs."""
    ones = np.ones(3, np.int64)
    job = np.array([0, 1, 0, 1, 0, 1], np.int32)
    listed = Listed(np.array([0, 2, 4, 6]), job, np.arange(6), ones * 9, ones, ones[:2])
    if takes == "listed":
        return listed
    from benchmarks.explicit import explicit  # polars: peers do without it

    return explicit(listed)


STEPS = {"make": make, "list": list_, "solve": solve, "measure": measure, "write": write}


def main() -> None:
    """Run one step and write its findings."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.child", description=__doc__)
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--memory", type=float, default=float("inf"))
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    try:
        found = {"status": "ok", **STEPS[given.step](given.folder, given.name, given.memory)}
        if (given.folder / "facts.json").exists():
            found["facts"] = Facts.load(given.folder).__dict__
    except (Refused, Unavailable) as reason:
        kind = "refused" if isinstance(reason, Refused) else "skipped"
        found = {"status": kind, "reason": str(reason)}
    given.out.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
