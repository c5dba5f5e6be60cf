"""The plan in force: from a run, a result, or a table, with the decisions that its round knew."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from jobmatch.errors import InputError, RunError
from jobmatch.lists.decisions import DECISIONS, PAIR
from jobmatch.result import Result
from jobmatch.run_directory import read_table
from jobmatch.words import said

KEPT = "decisions.csv"
"""Name of the decisions among the inputs of a run."""


@dataclass(frozen=True)
class InForce:
    """A plan in force.

    Attributes
    ----------
    plan
        What `read_lists` reads it from; None without one.
    decisions
        Canonical decisions of earlier rounds; None where there are none.
    """

    plan: Any
    decisions: pl.DataFrame | None


def in_force(plan: Any) -> InForce:
    """The plan in force that `plan` names.

    Parameters
    ----------
    plan
        The directory of a run, a `Result`, or a table with ``person_id`` and ``job_id``, from Python or as a file; or
        what this returns.

    Raises
    ------
    RunError
        The directory is not that of a run with a plan.
    InputError
        The result has no plan.
    """
    if isinstance(plan, InForce):
        return plan
    if isinstance(plan, Result):
        if plan.plan is None:
            raise InputError(said("plan.none_in_result"))
        kept = plan.inputs.tables.get(KEPT)
        return InForce(plan.plan.assignment.select(PAIR), None if kept is None else kept.table)
    if isinstance(plan, str | Path) and Path(plan).is_dir():
        run = Path(plan)
        if not (run / "summary.json").exists():
            raise RunError(said("run.not_a_run", run=plan))
        if not (run / "assignment.csv").exists():
            raise RunError(said("plan.none_in_run", plan=plan))
        earlier = run / "inputs" / KEPT
        decisions = _decisions(earlier) if earlier.exists() else None
        return InForce(read_table(run / "assignment.csv", *PAIR).select(PAIR), decisions)
    return InForce(plan, None)


def _decisions(path: Path) -> pl.DataFrame:
    table = read_table(path, *PAIR, "decision")
    unknown = table["decision"].filter(~table["decision"].is_in(DECISIONS).fill_null(False))
    if unknown.len():
        raise RunError(said("run.not_a_decision", path=path, value=unknown[0] or ""))
    return table
