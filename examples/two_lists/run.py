"""The story of README.md, command by command, with its outcome checked; writes into the current folder."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SEEKERS, JOBS, POLICY = (str(HERE / name) for name in ("seekers.csv", "jobs.csv", "policy.toml"))


def jobmatch(*arguments: str) -> None:
    """Run a command as a planner would, and show it."""
    print("$ jobmatch", *(Path(a).name if a.startswith(str(HERE)) else a for a in arguments), flush=True)
    subprocess.run([sys.executable, "-m", "jobmatch", *arguments], check=True)
    print(flush=True)


def rows(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


jobmatch("check", SEEKERS, JOBS, "--policy", POLICY)
jobmatch("solve", SEEKERS, JOBS, "--policy", POLICY, "--out", "run")
jobmatch("verify", "run")
