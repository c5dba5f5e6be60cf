"""Exact min-cost flow over listed pairs, by OR-Tools' network cost-scaling solver.

The network: a node a person (supply 1), a node a job, a node for the ground. Arcs: a listed pair, person → job,
capacity 1; job → ground with the vacancies; person → ground at the unmatched cost. The solver holds the interpreter
lock while it works, so larger problems are solved in a child process, which keeps time limits and interrupts alive.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from jobmatch.errors import UnsupportedError
from jobmatch.masters.greedy import greedy
from jobmatch.masters.listed import optimal_over
from jobmatch.masters.protocol import Limits, Outcome, Solution, Warm
from jobmatch.pairing import Scan
from jobmatch.problem.arrays import AnyInt, Int, Levers
from jobmatch.words import Words, said

IN_PROCESS = 200_000
"""Pairs up to which the flow is solved here: well under a second."""

POLL_SECONDS = 0.05

CHILD = ("-m", "jobmatch.masters.flow_child")


class FlowMaster:
    """OR-Tools `SimpleMinCostFlow` on all listed pairs: exact and integral."""

    name = "flow"
    carries = frozenset({"vacancies"})

    def solve(
        self,
        scan: Scan,
        vacancies: Int,
        unmatched: Int,
        limits: Limits,
        tell: Callable[[Words], None],
        warm: Warm | None = None,
        levers: Levers | None = None,
    ) -> Solution:
        """An optimal plan; a greedy one if a limit comes first.

        Raises
        ------
        UnsupportedError
            The costs are too large for the solver's internal scaling, or the pairs too many to list.
        """
        pairs = scan.list_pairs()
        tell(said("told.listed", pairs=pairs.job.size))
        useful = pairs.cost <= np.repeat(unmatched, np.diff(pairs.ptr))  # a dearer pair is in no optimal plan
        position = np.flatnonzero(useful)
        arrays: dict[str, AnyInt] = {
            "person": pairs.person[position],
            "job": pairs.job[position],
            "cost": pairs.cost[position],
            "vacancies": vacancies,
            "unmatched": unmatched,
        }
        if limits.left() == 0:
            return greedy(pairs, vacancies, unmatched, Outcome.TIME)
        if position.size <= IN_PROCESS:
            code, used = flow_on(**arrays)
        else:
            outcome, code, used = _in_child(arrays, limits)
            if outcome is not Outcome.OPTIMAL:
                return greedy(pairs, vacancies, unmatched, outcome)
        _check(code)
        return optimal_over(pairs, position[used], vacancies, unmatched)


def flow_on(*, person: AnyInt, job: AnyInt, cost: Int, vacancies: Int, unmatched: Int) -> tuple[str, Int]:
    """Solve; return the solver's status and the positions of the pairs in use."""
    from ortools.graph.python import min_cost_flow

    if person.size == 0:
        return "OPTIMAL", np.zeros(0, np.int64)
    n, m = unmatched.size, vacancies.size
    ground = n + m
    solver = min_cost_flow.SimpleMinCostFlow()
    ones = np.ones(person.size, np.int64)
    solver.add_arcs_with_capacity_and_unit_cost(
        person.astype(np.int32, copy=False), (job + np.int32(n)).astype(np.int32, copy=False), ones, cost
    )
    nodes = np.arange(n + m, dtype=np.int32)
    solver.add_arcs_with_capacity_and_unit_cost(
        nodes,
        np.full(n + m, ground, np.int32),
        np.concatenate([np.ones(n, np.int64), vacancies]),
        np.concatenate([unmatched, np.zeros(m, np.int64)]),
    )
    solver.set_nodes_supplies(
        np.arange(n + m + 1, dtype=np.int32), np.concatenate([np.ones(n, np.int64), np.zeros(m, np.int64), [-n]])
    )
    status = solver.solve()
    if status != solver.OPTIMAL:
        return str(status), np.zeros(0, np.int64)
    flows = solver.flows(np.arange(person.size, dtype=np.int32))
    return "OPTIMAL", np.flatnonzero(flows)


def _check(code: str) -> None:
    if code.endswith("OPTIMAL"):
        return
    if code.endswith("BAD_COST_RANGE"):
        raise UnsupportedError(said("solver.flow_costs"))
    raise RuntimeError(f"the flow solver ended with {code}")


def _in_child(arrays: dict[str, AnyInt], limits: Limits) -> tuple[Outcome, str, Int]:
    """Solve in a process of its own, which can be stopped at any moment."""
    nothing = np.zeros(0, np.int64)
    with tempfile.TemporaryDirectory(prefix="jobmatch-flow-") as folder:
        for name, array in arrays.items():
            np.save(Path(folder, f"{name}.npy"), array)
        child = subprocess.Popen([sys.executable, *CHILD, folder], stderr=subprocess.PIPE)
        try:
            while child.poll() is None:
                left = limits.left()
                if left is not None and left <= 0:
                    return Outcome.TIME, "", nothing
                time.sleep(POLL_SECONDS if left is None else min(POLL_SECONDS, max(left, 0.001)))
        except KeyboardInterrupt:
            return Outcome.INTERRUPT, "", nothing
        finally:
            if child.poll() is None:
                child.kill()
            _, trace = child.communicate()
        if child.returncode != 0:
            raise RuntimeError(
                f"the flow solver's process ended with code {child.returncode}: {trace.decode()[-2000:]}"
            )
        return Outcome.OPTIMAL, Path(folder, "status.txt").read_text(), np.load(Path(folder, "used.npy"))
