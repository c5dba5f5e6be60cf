"""Run one step of `benchmarks.child` under a time limit and a memory limit."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.memory import resident_gb

ROOT = Path(__file__).parents[1]
POLL_SECONDS = 0.2
STOPS = (signal.SIGINT, signal.SIGTERM)


def call(step: str, folder: Path, name: str = "", *, time_limit: float, memory_gb: float) -> dict[str, Any]:
    """What the step found; else ``status`` and ``reason``: time limit, memory limit, failed.

    This process stays small, because a child's peak memory begins with what its parent held.
    """
    with tempfile.TemporaryDirectory(prefix="jobmatch-bench-") as place:
        out, errors = Path(place, "out.json"), Path(place, "errors.txt")
        command = [sys.executable, "-m", "benchmarks.child", step, str(folder)]
        command += [*([name] if name else []), "--memory", str(memory_gb), "--out", str(out)]
        with errors.open("wb") as stream, stops_held() as release:
            child = subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=stream, start_new_session=True
            )
            try:
                release()
                over = _watch(child, time_limit, memory_gb)
            finally:
                _end(child)
        if over is not None:
            return over
        if child.returncode == 0 and out.exists():
            return dict(json.loads(out.read_text(encoding="utf-8")))
        # of a trace the last line only: the others name files of this machine
        said = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return {"status": "failed", "reason": ": ".join([f"exit code {child.returncode}", *said[-1:]])}


@contextmanager
def stops_held() -> Iterator[Callable[[], None]]:
    """Hold stops back until the call of what this gives, or the end: one that came within would leave a child behind.

    By handlers, not by the thread's signal mask: another thread, such as a numeric library's, would
    still receive the signal, and this one would run its handler.
    """
    came: list[int] = []
    handlers = {number: signal.signal(number, lambda number, frame: came.append(number)) for number in STOPS}

    def release() -> None:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came.pop(0))

    try:
        yield release
    finally:
        release()


def _watch(child: subprocess.Popen[bytes], time_limit: float, memory_gb: float) -> dict[str, Any] | None:
    """Wait for the end; the limit that came first, if one did."""
    deadline = time.monotonic() + time_limit
    while True:
        try:
            child.wait(POLL_SECONDS)
            return None
        except subprocess.TimeoutExpired:
            if time.monotonic() > deadline:
                return {"status": "time limit", "reason": f"stopped after {time_limit:g} s"}
            if resident_gb(child.pid) > memory_gb:
                return {"status": "memory limit", "reason": f"stopped at {memory_gb:.1f} GB"}


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child, and what it started, if it is still there."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)  # a session of its own: its id is that of its group
        child.wait()
