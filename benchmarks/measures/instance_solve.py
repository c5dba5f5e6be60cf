"""An instance of the public set, solved by jobmatch from its files: the plan is kept beside them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from benchmarks.memory import peak_mb

RUN = "run"


def measure(folder: Path) -> dict[str, Any]:
    """What jobmatch proves, and what it takes: reading the files included, compiling its kernels not."""
    import jobmatch
    from benchmarks.instances.given import sources
    from jobmatch.engine.kernels import prepare_kernels

    prepare_kernels()
    imported, start = peak_mb(), time.perf_counter()
    result = jobmatch.solve(**sources(folder))
    seconds = time.perf_counter() - start
    memory = peak_mb() - imported
    if result.plan is None:
        raise RuntimeError(f"{result.status}: an instance of the set has a plan")
    result.save(folder / RUN)
    said = result.summary
    names = ("objective", "bound", "bound_source", "abs_gap", "gap", "objective_parts")
    return {
        "proven": result.status == "optimal",
        "solved": str(result.status),
        **{name: said[name] for name in names if name in said},
        "stages": [[stage["name"], stage["value"], stage["bound"]] for stage in said.get("stages", [])],
        "counts": said["counts"],
        "solver": said["solver"],
        "seconds": round(seconds, 3),
        "memory_mb": round(memory, 1),
    }
