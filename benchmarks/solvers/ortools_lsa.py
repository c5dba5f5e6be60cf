"""OR-Tools `SimpleLinearSumAssignment`: cost scaling for perfect matchings."""

from __future__ import annotations

import numpy as np

from benchmarks.instance import Facts, Int, Listed, Small
from benchmarks.solvers.base import GB, Refused, Watch
from benchmarks.solvers.pairs import PairSolver

BYTES_AN_ARC = 65
"""Measured on a million arcs and more, the instance included."""


class OrtoolsLsa(PairSolver):
    """Assignment by OR-Tools, where every job has one vacancy."""

    library = "ortools"
    module = "ortools.graph.python.linear_sum_assignment"
    title = "OR-Tools LinearSumAssignment"
    scope = "one vacancy a job"

    def applies(self, facts: Facts) -> bool:
        """One vacancy each."""
        return facts.most == 1 and facts.vacancies == facts.jobs and facts.rows == facts.persons

    def needs_gb(self, facts: Facts) -> float:
        """By arc; twice the pairs where a perfect matching has to be made possible."""
        pairs = facts.known_pairs
        complete = pairs == facts.persons * facts.jobs and facts.persons == facts.jobs
        return (pairs if complete else 2 * pairs + facts.rows + facts.jobs) * BYTES_AN_ARC / GB

    def solve(self, listed: Listed, watch: Watch) -> Int:
        """Build, solve, read who sits where."""
        from ortools.graph.python import linear_sum_assignment

        n, m = listed.rows, listed.vacancies.size
        with watch.phase("build"):
            left, right, cost = _arcs(listed)
            lsa = linear_sum_assignment.SimpleLinearSumAssignment()
            lsa.add_arcs_with_cost(left, right, cost)
        with watch.phase("solve"):
            status = lsa.solve()
        if status == lsa.POSSIBLE_OVERFLOW:
            raise Refused("the costs are beyond the range of its scaling")
        if status != lsa.OPTIMAL:
            raise RuntimeError(f"ended with {status}")
        mate = np.array([lsa.right_mate(i) for i in range(n)], np.int64)
        placed = np.flatnonzero(mate < m)
        key = listed.row.astype(np.int64) * m + listed.job
        return np.isin(key, placed * m + mate[placed]).astype(np.int64)


def _arcs(listed: Listed) -> tuple[Small, Small, Int]:
    """Arcs of a perfect matching problem with the same optimum.

    Where every pair is there and persons are as many as jobs, the pairs themselves: each is cheaper than staying
    unmatched, so nobody stays. Else the instance and its mirror: person i may take seat i at home (the unmatched cost),
    job j its own shadow (nothing), and a shadow may take the seat of whoever could have taken the job.
    """
    n, m, row = listed.rows, listed.vacancies.size, listed.row
    if n == m and listed.job.size == n * m:
        return row, listed.job, listed.cost
    persons, jobs = np.arange(n, dtype=np.int32), np.arange(m, dtype=np.int32)
    zero = np.zeros(listed.job.size + m, np.int64)
    left = np.concatenate([row, persons, listed.job + np.int32(n), jobs + np.int32(n)])
    right = np.concatenate([listed.job, persons + np.int32(m), row + np.int32(m), jobs])
    return left, right, np.concatenate([listed.cost, listed.unmatched, zero])


SOLVER = OrtoolsLsa()
