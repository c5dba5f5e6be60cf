"""The best known plan of each instance: solved, verified and compared in processes of their own, and kept."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.instances.make import differing
from benchmarks.instances.spec import HERE, Spec
from benchmarks.memory import available_gb
from benchmarks.process import call
from benchmarks.results import commit, environment

OPTIMA = HERE / "optima.json"
SCHEMA = 1
Record = dict[str, Any]


def optima(path: Path = OPTIMA) -> dict[str, Record]:
    """The record of each instance that has one, by name."""
    if not path.exists():
        return {}
    return dict(json.loads(path.read_text(encoding="utf-8"))["instances"])


def solve(spec: Spec, time_limit: float, say: Callable[[str], None]) -> Record:
    """Write, solve, verify and compare an instance.

    Raises
    ------
    RuntimeError
        A step failed, or the files are not those that the spec tells the sums of.
    """
    with tempfile.TemporaryDirectory(prefix="jobmatch-instance-") as place:
        folder = Path(place, "instance")

        def step(name: str, of: str) -> Record:
            found = call(name, folder, of, time_limit=time_limit, memory_gb=available_gb())
            if found.pop("status") != "ok":
                raise RuntimeError(f"{spec.name}: {name} {of}: {found['reason']}")
            return found

        written = step("write", spec.name)
        odd = differing(spec, written["sha256"])
        if odd:
            raise RuntimeError(f"{spec.name}: not the bytes that the spec tells the sums of: {', '.join(odd)}")
        record = step("measure", "instance-solve")
        say(f"{spec.name}: {record['solved']}, gap {record.get('gap')}, {record['seconds']} s")
        record |= step("measure", "instance-compare")
    stamp = {"date": datetime.now(UTC).date().isoformat(), "commit": commit()}
    return {"sha256": written["sha256"], **record, **stamp, **environment()}


def keep(name: str, record: Record, path: Path = OPTIMA) -> str:
    """Keep a record, unless what is kept of the same files is better; what was done, in words."""
    every = optima(path)
    old = every.get(name)
    if old is not None and old["sha256"] == record["sha256"] and _order(old) < _order(record):
        return "not kept: a better plan or bound is known"
    every[name] = record
    document = {"schema": SCHEMA, "instances": dict(sorted(every.items()))}
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return "kept in optima.json, with the time and machine of this run"


def rank(record: Record) -> tuple[float, ...]:
    """Of two plans the one with the lower rank is better."""
    return (*(-value for name, value, _ in record["stages"] if name != "cost"), record["objective"])


def _order(record: Record) -> tuple[float, ...]:
    return (*rank(record), -record["bound"])
