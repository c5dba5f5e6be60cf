"""An instance's files, read twice: by jobmatch for its solvers, and by its verifier, which shares no code with them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.instances.make import DECISIONS, JOBS, PLAN, POLICY, SEEKERS
from jobmatch.engine.inputs import kept_inputs
from jobmatch.engine.prepare import Ready, prepare
from jobmatch.engine.progress import Phases
from jobmatch.policy import load_policy
from jobmatch.run_directory import RunFiles, save_files
from jobmatch.verify.case import Case, read_case
from jobmatch.verify.files import read_summary


def sources(folder: Path) -> dict[str, Any]:
    """What `jobmatch.solve` is given."""
    plan, decisions = folder / PLAN, folder / DECISIONS
    return {
        "seekers": folder / SEEKERS,
        "jobs": folder / JOBS,
        "policy": folder / POLICY,
        "plan": pl.read_csv(plan, infer_schema=False) if plan.exists() else None,
        "decisions": decisions if decisions.exists() else None,
    }


def ready(folder: Path) -> Ready:
    """The instance as solvers see it, before the first pair is looked at."""
    given = sources(folder)
    return prepare(
        given["seekers"], given["jobs"], load_policy(given["policy"]), Phases(None), 0, given["plan"],
        decisions=given["decisions"],
    )  # fmt: skip


def case_of(found: Ready) -> Case:
    """The instance as the verifier reads it: by text and by the documents, all costs in whole quanta."""
    kept = kept_inputs(found.lists, found.policy, found.extra)
    decimals = found.problem.decimals
    nothing = ("objective", "bound", "gap", "abs_gap", "stop", "bound_source")
    summary: dict[str, Any] = {"schema_version": 1, "status": "unknown", **dict.fromkeys(nothing)}
    summary |= {"quantum": float(f"1e-{decimals}"), "decimals": decimals, "counts": {}}
    tables = {f"inputs/{name}": table for name, table in kept.tables.items()}
    texts = {f"inputs/{name}": text for name, text in kept.texts.items()}
    with tempfile.TemporaryDirectory(prefix="jobmatch-instance-") as place:
        run = save_files(RunFiles(tables, texts, summary, {}), Path(place, "run"))
        return read_case(run, read_summary(run))
