"""Runs of `together_problems`: any plan with any duals, stated as docs/levers.md has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from case_problems import Leaf, Place
from case_runs import Solution, duals_of, run_of, write_proof
from together_problems import Together, lower_bound

from mutation.edit import summary
from mutation.make_run import write_summary

Duals = Mapping[tuple[str, str], Sequence[int]]


def duals_without_groups(problem: Together) -> Duals:
    """Those of the instance with everybody on his own: good ones, but not always the best."""
    return duals_of(problem, Leaf(0, problem.persons, {}))


def claim(problem: Together, place: Place, duals: Duals, run: Path) -> Path:
    """Write the run of a plan, with the status and the bounds that these duals prove of it."""
    vector = problem.vector(place)
    run_of(problem, run, Solution(place, vector, Fraction(0)))
    write_proof(run, problem, [Leaf(0, problem.persons, {})], [duals])
    proven = lower_bound(problem, duals)
    level = proven[:-1] == vector[:-1]
    bound = proven[-1] if level else lower_bound(problem, duals, money=True)[0]
    state = summary(run)
    nobody = 100 * problem.persons
    gap = (vector[-1] - bound) / max(1, abs(nobody - bound))
    optimal = proven == vector
    state |= {
        "status": "optimal" if optimal else "feasible",
        "stop": None if optimal else "stalled",
        "bound": float(bound),
        "abs_gap": float(vector[-1] - bound),
        "gap": gap,
    }
    known = proven[0] == vector[0]
    for at, stage in enumerate(state["stages"][:-1], start=1):
        most = len(problem.households) if stage["name"] == "households" else problem.persons
        stage["bound"] = most - max(0, proven[at]) if known else None
        known &= proven[at] == vector[at]
    state["stages"][-1]["bound"] = float(bound)
    write_summary(run, state)
    return run
