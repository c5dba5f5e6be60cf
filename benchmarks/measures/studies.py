"""A study of a hundred scenarios against as many solves from scratch, one after the other."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.instance import Instance

TIERS = tuple(25.0 * k for k in range(1, 21))
"""Weights of a place outside the province, yuan a month."""

TRIPS = (2.0, 4.0, 6.0, 8.0, 12.0)
"""Journeys home a year."""

SCRATCH = 5
"""Solves from scratch that are timed; the mean stands for all."""


def measure(folder: Path) -> dict[str, Any]:
    """Seconds of the study, of a hundred solves of its policies in one process, and the share."""
    import jobmatch
    from jobmatch.scenarios.study import run_study

    given = Instance.load(folder)
    with tempfile.TemporaryDirectory(prefix="jobmatch-study-") as place:
        seekers, jobs = Path(place, "seekers.parquet"), Path(place, "jobs.parquet")
        given.seekers.write_parquet(seekers)
        given.jobs.write_parquet(jobs)
        study = {
            "name": "a hundred",
            "base": {"seekers": str(seekers), "jobs": str(jobs), "policy": given.policy},
            "sweep": [{"over": {"policy.tier.outside": TIERS, "policy.distance.trips": TRIPS}}],
        }
        start = time.perf_counter()
        cells = run_study(study, Path(place, "out")).cells
        taken = time.perf_counter() - start
    if cells.height != len(TIERS) * len(TRIPS) or set(cells["status"]) != {"optimal"}:
        raise RuntimeError("a cell is not proven")
    jobmatch.solve(given.seekers.head(1000), given.jobs, given.policy)  # compiled
    start = time.perf_counter()
    for k in range(SCRATCH):
        changed = {"tier": {**given.policy["tier"], "outside": TIERS[4 * k]}}
        jobmatch.solve(given.seekers, given.jobs, {**given.policy, **changed})
    scratch = (time.perf_counter() - start) / SCRATCH * cells.height
    return {"study_seconds": taken, "scratch_seconds": scratch, "share": taken / scratch}
