"""The first run on a machine: an empty kernel cache, and the same again from the cache."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PROBE = """
import sys
from pathlib import Path
from benchmarks.instance import Instance
from benchmarks.solvers import solver
print(sum(solver("jobmatch").run(Instance.load(Path(sys.argv[1]))).seconds.values()))
"""


def measure(folder: Path) -> dict[str, Any]:
    """Seconds of a first solve, of the next process's, and the difference: compiling all kernels."""
    with tempfile.TemporaryDirectory(prefix="jobmatch-bench-") as cache:
        first, second = (_solve(folder, cache) for _ in range(2))
    return {"first_seconds": first, "cached_seconds": second, "compile_seconds": first - second}


def _solve(folder: Path, cache: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(folder)],
        env={**os.environ, "NUMBA_CACHE_DIR": cache},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError("; ".join(done.stderr.strip().splitlines()[-1:]) or f"exit code {done.returncode}")
    return float(done.stdout)
