"""A solved instance of the public set: verified, solved again by enumeration where it is small, baselines judged."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.measures.instance_solve import RUN
from benchmarks.memory import available_gb

ENUMERATED = 100_000
"""Eligible pairs up to which HiGHS solves the instance as well, over all of them."""

BYTES_A_PAIR = 60
"""Of the list of pairs, which the baselines are given."""

TIME_LIMIT = 900.0


def measure(folder: Path) -> dict[str, Any]:
    """``verified``, ``enumerated`` and ``baselines``; see docs/instances.md."""
    from benchmarks.instances.given import case_of, ready
    from benchmarks.instances.judge import judge
    from jobmatch.verify import verify

    summary = json.loads((folder / RUN / "summary.json").read_text(encoding="utf-8"))
    report = verify(folder / RUN)
    found = ready(folder)
    case = case_of(found)
    own = judge(case, _plan(folder))
    if not report.ok or not own.feasible or own.yuan != summary["objective"]:
        raise RuntimeError("the run does not verify, or its plan is judged otherwise")
    pairs = summary["counts"]["eligible_pairs"]
    return {
        "verified": report.ok,
        "enumerated": _enumerated(case, summary) if pairs <= ENUMERATED else None,
        "baselines": _baselines(found, case) if pairs * BYTES_A_PAIR / 1e9 < available_gb() else None,
    }


def _plan(folder: Path) -> pl.DataFrame:
    return pl.read_csv(folder / RUN / "assignment.csv", infer_schema=False).select("person_id", "job_id", "route")


def _enumerated(case: Any, summary: dict[str, Any]) -> dict[str, Any]:
    """What HiGHS finds over all triples of the plain tables."""
    from benchmarks.instances.exact import Exact
    from benchmarks.instances.judge import judge
    from benchmarks.instances.listing import plain_of

    start = time.perf_counter()
    try:
        plan = Exact(plain_of("", case)).solve(TIME_LIMIT)
    except TimeoutError:
        return {"agrees": None, "seconds": round(time.perf_counter() - start, 2)}
    if plan is None:
        raise RuntimeError("HiGHS finds no plan")
    seconds = round(time.perf_counter() - start, 2)
    verdict = judge(case, plan)
    if not verdict.feasible:
        raise RuntimeError("the plan of HiGHS breaks a limit")
    stages = [stage["value"] for stage in summary.get("stages", [])[:-1]]
    agrees = [float(value) for _, value in verdict.stages] == stages and verdict.yuan == summary["objective"]
    return {"objective": verdict.yuan, "agrees": agrees, "seconds": seconds}


def _baselines(found: Any, case: Any) -> dict[str, Any]:
    from benchmarks.instances.baselines import BASELINES, listed_pairs
    from benchmarks.instances.judge import judge

    listed = listed_pairs(found)
    out = {}
    for name, plan in BASELINES.items():
        verdict = judge(case, plan(found, listed))
        out[name] = {
            "objective": verdict.yuan,
            "nobody": verdict.nobody / 10**verdict.decimals,
            "stages": [[stage, float(value)] for stage, value in verdict.stages],
            "breaks": list(verdict.broken),
        }
    return out
