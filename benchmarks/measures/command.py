"""The commands as a planner runs them: `jobmatch solve` from CSV files to a run directory, and `jobmatch verify`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.instance import Instance
from benchmarks.memory import UNIT

LAUNCH = """
import os, subprocess, sys, time
start = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
child.returncode = os.waitstatus_to_exitcode(status)
print(time.perf_counter() - start, used.ru_maxrss)
sys.exit(child.returncode)
"""
"""A process's peak memory begins with what held the one that started it: so this one holds nothing."""


def measure(folder: Path) -> dict[str, Any]:
    """Seconds and peak memory of each command as a whole process, after a first run that compiles."""
    from jobmatch.scenarios.presets import write_lists

    given = Instance.load(folder)
    with tempfile.TemporaryDirectory(prefix="jobmatch-bench-") as place:
        lists, run = Path(place, "lists"), Path(place, "run")
        write_lists(given.seekers, given.jobs, dict(given.policy), lists)
        small = Path(place, "small")
        write_lists(given.seekers.head(50), given.jobs.head(50), dict(given.policy), small)
        for warm in (small, lists):
            command = ["solve", f"{warm}/seekers.csv", f"{warm}/jobs.csv", "--policy", f"{warm}/policy.toml"]
            solved = _timed([*command, "--out", str(run), "--overwrite", "--quiet"])
        verified = _timed(["verify", str(run)])
    return {
        "solve_seconds": solved[0],
        "verify_seconds": verified[0],
        "solve_memory_mb": solved[1],
        "verify_memory_mb": verified[1],
    }


def _timed(arguments: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of a command, started from a small process: see `LAUNCH`."""
    command = [sys.executable, "-m", "jobmatch", *arguments]
    done = subprocess.run([sys.executable, "-c", LAUNCH, *command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(
            f"jobmatch {arguments[0]} ended with exit code {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"
        )
    seconds, peak = done.stdout.split()
    return float(seconds), int(peak) * UNIT / 1e6
