"""From several runs of a solver to one record, and from the records of all solvers to a verdict."""

from __future__ import annotations

from statistics import median
from typing import Any

from benchmarks.solvers import solver

Record = dict[str, Any]


def summarise(runs: list[Record]) -> Record:
    """One record: medians of figures, what all runs share, and the total of each run.

    A run that did not end well speaks for all.
    """
    bad = [run for run in runs if run["status"] != "ok"]
    if bad:
        return bad[0]
    out: Record = {}
    for name, value in runs[0].items():
        values = [run[name] for run in runs if name in run]
        if name == "facts":
            continue
        if name == "seconds":
            out[name] = {phase: round(median(v.get(phase, 0.0) for v in values), 4) for phase in value}
        elif name == "objective":
            out[name] = value if len(set(values)) == 1 else sorted(set(values))
        elif isinstance(value, float):
            out[name] = round(median(values), 4)
        else:
            out[name] = value
    if "total" in out:
        out["totals"] = [run["total"] for run in runs]
    return out


def compare(runs: dict[str, Record]) -> list[str]:
    """What cannot be: optima that differ, or a plan that is cheaper than the optimum."""
    solved = {name: run for name, run in runs.items() if run["status"] == "ok"}
    lines = [f"{name} failed: {run['reason']}" for name, run in runs.items() if run["status"] == "failed"] + [
        f"{name} gave different plans: {run['objective']}"
        for name, run in solved.items()
        if isinstance(run["objective"], list)
    ]
    if lines:
        return lines
    proven = {name: run["objective"] for name, run in solved.items() if run["proven"]}
    if len(set(proven.values())) > 1:
        return [f"optima differ: {', '.join(f'{name} {value}' for name, value in proven.items())}"]
    least = min(proven.values(), default=None)
    return [
        f"{name} found {run['objective']}, below the optimum {least}"
        for name, run in solved.items()
        if least is not None and run["objective"] < least
    ]


def ratios(runs: dict[str, Record]) -> dict[str, float]:
    """Time of each solver as a multiple of jobmatch's, where both ended well."""
    own = runs.get("jobmatch", {})
    if own.get("status") != "ok":
        return {}
    return {
        name: round(run["total"] / own["total"], 3)
        for name, run in runs.items()
        if run["status"] == "ok" and name != "jobmatch"
    }


def best_peer(runs: dict[str, Record], figure: str) -> tuple[str, float] | None:
    """The exact peer with the least total time or memory."""
    found = [
        (run[figure], name)
        for name, run in runs.items()
        if name != "jobmatch" and run["status"] == "ok" and solver(name).exact
    ]
    return (min(found)[1], min(found)[0]) if found else None
