"""The cheapest plan with at most so many blocking pairs: what stability costs, and what little envy buys.

An integer programme over all eligible pairs. Pair (i, j) does not block if i has a job that is as good, or j is full of
persons ranked as high; with v vacancies, x the plan and b whether the pair blocks (Rothblum 1992, "Characterization of
stable matchings as extreme points of a polytope"; several vacancies: Baïou and Balinski 2000):

    v · Σ x(i, as good as j) + Σ x(ranked as high as i, j) ≥ v · (1 − b)
"""

from __future__ import annotations

import numpy as np
from scipy import optimize, sparse

from jobmatch.errors import UnsupportedError
from jobmatch.mechanisms.protocol import Desk, Mechanism
from jobmatch.mechanisms.rankings import rankings
from jobmatch.pairing import PairList
from jobmatch.problem.arrays import Flags, Int, Small
from jobmatch.words import said

LARGEST = 20_000
"""Eligible pairs up to which the programme is tried."""


class Stable(Mechanism):
    """`stable`: at most as many blocking pairs as the policy's `choice.blocking` says."""

    carries = frozenset({"vacancies", "binding"})

    def solve(self, desk: Desk) -> Small:
        """The cheapest such plan.

        Raises
        ------
        UnsupportedError
            There are too many eligible pairs.
        """
        problem = desk.problem
        size = int(desk.scan.counts().eligible.sum())
        if size > LARGEST:
            raise UnsupportedError(said("solver.stable_pairs", size=size, LARGEST=LARGEST))
        job = np.full(problem.n, -1, np.int32)
        if size:
            ranked = rankings(desk)
            pairs = ranked.persons.list_pairs()
            keys = ranked.keys(np.arange(problem.n, dtype=np.int32), pairs)
            cost = desk.scan.costs(pairs.person, pairs.job) - problem.unmatched[pairs.person]
            vacancies = np.minimum(problem.vacancies, problem.n)
            chosen = _programme(pairs, keys, cost, vacancies, problem.policy.choice.blocking)
            job[pairs.person[chosen]] = pairs.job[chosen]
        return job


def _programme(pairs: PairList, keys: Int, cost: Int, vacancies: Int, blocking: int) -> Flags:
    """Which pairs the plan has."""
    size, person, job = pairs.job.size, pairs.person, pairs.job
    one, every = np.ones(size), np.arange(size)
    of_person = sparse.csr_array((one, (person, every)), shape=(int(person.max()) + 1, size))
    of_job = sparse.csr_array((one, (job, every)), shape=(vacancies.size, size))
    v = vacancies[job].astype(float)
    held = sparse.diags_array(v) @ _no_worse(person, pairs.cost) + _no_worse(job, keys, but_self=True)
    least = sparse.hstack([held, sparse.diags_array(v)])  # the second half: whether a pair blocks
    nothing = sparse.csr_array((1, size))
    rows = [
        optimize.LinearConstraint(sparse.hstack([of_person, sparse.csr_array(of_person.shape)]), ub=1),
        optimize.LinearConstraint(sparse.hstack([of_job, sparse.csr_array(of_job.shape)]), ub=vacancies),
        optimize.LinearConstraint(least, lb=v),
        optimize.LinearConstraint(sparse.hstack([nothing, one[None, :]]), ub=float(blocking)),
    ]
    weights = np.concatenate([cost.astype(float), np.zeros(size)])
    found = optimize.milp(
        weights, integrality=np.ones(2 * size), bounds=(0, 1), constraints=rows, options={"mip_rel_gap": 0.0}
    )
    if found.x is None:  # a stable plan there is always
        raise RuntimeError(f"the programme of stable plans ended without one: {found.message}")
    chosen: Flags = found.x[:size] > 0.5
    return chosen


def _no_worse(group: Small, value: Int, *, but_self: bool = False) -> sparse.csr_array:
    """For each pair a row with the pairs of the same group whose value is not greater."""
    order = np.lexsort((value, group))
    rows, columns = [], []
    cuts = np.flatnonzero(np.diff(group[order])) + 1
    for part in np.split(order, cuts):
        within = value[part]
        upto = np.searchsorted(within, within, side="right")
        rows.append(np.repeat(part, upto))
        columns.append(part[np.arange(upto.sum()) - np.repeat(np.cumsum(upto) - upto, upto)])
    row, column = np.concatenate(rows), np.concatenate(columns)
    kept = row != column if but_self else np.ones(row.size, bool)
    return sparse.csr_array((np.ones(int(kept.sum())), (row[kept], column[kept])), shape=(group.size, group.size))
