"""Resident memory: of this process at its peak, of another one now, and what the machine has left."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes that `ru_maxrss` counts in."""


def peak_mb() -> float:
    """Peak resident memory of this process or of its largest child so far, in MB.

    Linux tells a process's own peak in ``/proc/self/status``; its `ru_maxrss` would count what the parent held when
    it started this process.
    """
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        own = int(lines["VmHWM"].split()[0]) * 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * UNIT
    return max(own, children) / 1e6


def resident_gb(pid: int) -> float:
    """Resident memory of a process, in GB; 0 where that cannot be told."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e9


def available_gb() -> float:
    """Memory that a new process may take, in GB."""
    info = Path("/proc/meminfo")
    if info.exists():
        lines = dict(line.split(":", 1) for line in info.read_text().splitlines())
        return int(lines["MemAvailable"].split()[0]) * 1024 / 1e9
    return total_gb() / 2


def total_gb() -> float:
    """Memory of the machine, in GB."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
