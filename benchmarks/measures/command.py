"""The commands as a planner runs them, from CSV files to a run directory, its explanations and its reports."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

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

TELL = """<script>addEventListener("load", () => setTimeout(() => { document.title =
  Math.round(performance.getEntriesByType("navigation")[0].loadEventEnd); }, 0));</script>"""
"""What makes a page say in its title how many milliseconds it took to load."""


def measure(folder: Path) -> dict[str, Any]:
    """Seconds and peak memory of each command as a whole process, after a first run that compiles.

    The page is also opened, where there is Chromium: seconds from the beginning of its loading to the end.
    """
    from jobmatch.scenarios.presets import write_lists

    given = Instance.load(folder)
    with tempfile.TemporaryDirectory(prefix="jobmatch-bench-") as place:
        lists, run, small = (Path(place, name) for name in ("lists", "run", "small"))
        page, book = Path(place, "page.html"), Path(place, "book.xlsx")
        write_lists(given.seekers, given.jobs, dict(given.policy), lists)
        write_lists(given.seekers.head(50), given.jobs.head(50), dict(given.policy), small)
        for warm in (small, lists):
            command = ["solve", f"{warm}/seekers.csv", f"{warm}/jobs.csv", "--policy", f"{warm}/policy.toml"]
            solved = timed([*command, "--out", str(run), "--overwrite", "--quiet"])
        stays = pl.read_csv(run / "unmatched.csv", infer_schema=False)["person_id"]
        fullest = pl.read_csv(run / "jobs.csv", schema_overrides={"job_id": pl.String}).sort("filled")["job_id"]
        commands = {
            "verify": ["verify", str(run)],
            "explain person": ["explain", str(run), "--person", str(stays[stays.len() // 2])],
            "explain job": ["explain", str(run), "--job", str(fullest[-1])],
            "page": ["report", str(run), "--out", str(page)],
            "page with persons": ["report", str(run), "--out", str(page), "--with-persons", "--overwrite"],
            "workbook": ["report", str(run), "--out", str(book)],
            "pseudonymise": ["pseudonymise", str(run), "--key", f"{place}/key", "--out", f"{place}/shared"],
        }
        done = {"solve": solved, **{name: timed(arguments) for name, arguments in commands.items()}}
        sizes = {
            "page with persons, file_mb": page.stat().st_size / 1e6,
            "workbook, file_mb": book.stat().st_size / 1e6,
        }
        opens = _opened(page)
    seconds = {f"{name}_seconds": taken for name, (taken, _) in done.items()}
    return seconds | opens | {f"{name}_memory_mb": peak for name, (_, peak) in done.items()} | sizes


def _opened(page: Path) -> dict[str, float]:
    """Seconds in which Chromium loads a page; nothing without one."""
    browser = shutil.which("chromium")
    if browser is None:
        return {}
    told = page.with_name("told.html")
    told.write_text(page.read_text(encoding="utf-8").replace("</body>", f"{TELL}</body>"), encoding="utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={page.with_suffix('.profile')}")
    done = subprocess.run(
        [browser, *options, "--dump-dom", told.as_uri()], capture_output=True, text=True, check=True, timeout=120
    )
    found = re.search(r"<title>(\d+)</title>", done.stdout)
    return {} if found is None else {"page opens_seconds": int(found[1]) / 1000}


def timed(arguments: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of a command, started from a small process: see `LAUNCH`."""
    command = [sys.executable, "-m", "jobmatch", *arguments]
    done = subprocess.run([sys.executable, "-c", LAUNCH, *command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(
            f"jobmatch {arguments[0]} ended with exit code {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"
        )
    seconds, peak = done.stdout.split()
    return float(seconds), int(peak) * UNIT / 1e6
