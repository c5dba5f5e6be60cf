"""The results file of a suite: what was measured, when, on which commit, with which versions, on what machine."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.memory import total_gb
from benchmarks.process import ROOT

RESULTS = Path(__file__).parent / "results"
SCHEMA = 1
LIBRARIES = ("jobmatch", "numpy", "numba", "scipy", "polars", "ortools", "pylmcf", "POT", "lapx")

Record = dict[str, Any]


def environment() -> Record:
    """What figures depend on beside the code: two runs are comparable only if these are equal."""
    return {
        "versions": {"python": platform.python_version(), **{name: _version(name) for name in LIBRARIES}},
        "machine": {
            "cpu": _cpu(),
            "cores": os.cpu_count(),
            "memory_gb": round(total_gb(), 1),
            "system": platform.system(),
        },
    }


def keep(suite: str, record: Record, repeats: int, path: Path) -> list[str]:
    """Write a case's record; those of other cases stay if they were measured in the same environment.

    Returns
    -------
    list of str
        Names of cases that were left out because they were not.
    """
    here = environment()
    stamp = {"date": datetime.now(UTC).date().isoformat(), "commit": commit(), "repeats": repeats}
    old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"cases": []}
    others = [other for other in old["cases"] if other["case"] != record["case"]]
    same = all(old.get(key) == value for key, value in here.items())
    document = {
        "schema": SCHEMA,
        "suite": suite,
        **here,
        "cases": [*(others if same else []), {**record, **stamp}],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return [] if same else [other["case"] for other in others]


def load(suite: str) -> Record | None:
    """The committed results of a suite, if there are any."""
    path = RESULTS / f"{suite}.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def commit() -> str:
    """The commit of the checkout; a `+` where the sources differ from it."""
    head = _git("rev-parse", "--short", "HEAD")
    return head + ("+" if _git("status", "--porcelain", "--", "src", "benchmarks/*.py") else "") if head else "unknown"


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()
