"""The cheapest plan with at most so many blocking pairs: what stability costs, and what little envy buys.

An integer programme over all eligible pairs. Pair (i, j) does not block if i has a job that is as good, or j is full of
persons ranked as high; with v vacancies, x the plan and b whether the pair blocks (Rothblum 1992, "Characterization of
stable matchings as extreme points of a polytope"; several vacancies: Baïou and Balinski 2000):

    v · Σ x(i, as good as j) + Σ x(ranked as high as i, j) ≥ v · (1 − b)

Whether i itself counts in the second sum is all the same: if x(i, j) = 1 the first one is enough.
"""

from __future__ import annotations

import numpy as np
from scipy import optimize, sparse

from jobmatch.errors import UnsupportedError
from jobmatch.mechanisms.deferred import by_persons
from jobmatch.mechanisms.protocol import Desk, Mechanism, Unfinished
from jobmatch.mechanisms.rankings import rankings
from jobmatch.pairing import PairList
from jobmatch.problem.arrays import AnyInt, Flags, Int, Small
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
        Unfinished
            Time ran out; it has the best such plan so far, or the persons' best stable one.
        """
        problem = desk.problem
        size = int(desk.scan.counts().eligible.sum())
        if size > LARGEST:
            raise UnsupportedError(said("solver.stable_pairs", size=size, LARGEST=LARGEST))
        if not size:
            return np.full(problem.n, -1, np.int32)
        ranked = rankings(desk)
        pairs = ranked.persons.list_pairs()
        keys = ranked.keys(np.arange(problem.n, dtype=np.int32), pairs)
        chosen, finished = _Programme(desk, pairs, keys).solved()
        if chosen is None:
            raise Unfinished(by_persons(desk, ranked, np.minimum(problem.vacancies, problem.n))[0])
        job = np.full(problem.n, -1, np.int32)
        job[pairs.person[chosen]] = pairs.job[chosen]
        if not finished:
            raise Unfinished(job)
        return job


class _Programme:
    """Columns: whether a pair is chosen, whether it blocks, and how many chosen ones are as good, for persons and jobs.

    Who is as good is a running sum along each ranking, so that rows are short however long the rankings are.
    """

    def __init__(self, desk: Desk, pairs: PairList, keys: Int) -> None:
        self.desk, self.pairs, self.size = desk, pairs, pairs.job.size
        self.vacancies = np.minimum(desk.problem.vacancies, desk.problem.n)
        self.of_person, self.of_job = _Ranking(pairs.person, pairs.cost), _Ranking(pairs.job, keys)
        first = 2 * self.size
        self.at_person, self.at_job = first + self.of_person.level, first + self.of_person.levels + self.of_job.level
        self.columns = first + self.of_person.levels + self.of_job.levels

    def solved(self) -> tuple[Flags | None, bool]:
        """Which pairs the cheapest plan has (None: none was found in time), and whether it is proven the cheapest."""
        problem, size = self.desk.problem, self.size
        person, job = self.pairs.person, self.pairs.job
        weights = np.zeros(self.columns)
        weights[:size] = self.desk.scan.costs(person, job) - problem.unmatched[person]
        low, high, whole = np.zeros(self.columns), np.ones(self.columns), np.zeros(self.columns)
        low[:size] = problem.bound[person] == job
        high[2 * size :], whole[: 2 * size] = np.inf, 1
        options: dict[str, float] = {"mip_rel_gap": 0.0}
        left = self.desk.limits.left()
        if left is not None:
            options["time_limit"] = left
        found = optimize.milp(
            weights, integrality=whole, bounds=optimize.Bounds(low, high), constraints=self._rows(), options=options
        )
        if found.x is None and found.status != 1:  # with no time limit there is always a stable plan
            raise RuntimeError(f"the programme of stable plans ended without one: {found.message}")
        chosen: Flags | None = None if found.x is None else found.x[:size] > 0.5
        return chosen, found.status == 0

    def _rows(self) -> list[optimize.LinearConstraint]:
        every, vacancies = np.arange(self.size), self.vacancies
        one, v = np.ones(self.size), vacancies[self.pairs.job].astype(float)
        sums = ((self.of_person, 2 * self.size), (self.of_job, 2 * self.size + self.of_person.levels))
        blocks = self.size + every
        stable = self._table((every, self.at_person, v), (every, self.at_job, one), (every, blocks, v))
        allowed = self._table((np.zeros(self.size, int), blocks, one))
        persons, jobs = self._table((self.pairs.person, every, one)), self._table((self.pairs.job, every, one))
        return [
            optimize.LinearConstraint(persons, ub=1),
            optimize.LinearConstraint(jobs, ub=vacancies[: jobs.shape[0]]),
            optimize.LinearConstraint(stable, lb=v),
            optimize.LinearConstraint(allowed, ub=float(self.desk.problem.policy.choice.blocking)),
            *(optimize.LinearConstraint(self._running(ranking, at), lb=0, ub=0) for ranking, at in sums),
        ]

    def _running(self, ranking: _Ranking, first: int) -> sparse.csr_array:
        """A level's sum is that of the level before, if there is one, and the pairs of its own."""
        levels = np.arange(ranking.levels)
        follows = levels[ranking.follows]
        return self._table(
            (levels, first + levels, np.ones(levels.size)),
            (follows, first + follows - 1, -np.ones(follows.size)),
            (ranking.level, np.arange(self.size), -np.ones(self.size)),
        )

    def _table(self, *parts: tuple[AnyInt, AnyInt, np.ndarray]) -> sparse.csr_array:
        row, column, value = (np.concatenate(each) for each in zip(*parts, strict=True))
        return sparse.csr_array((value, (row, column)), shape=(int(row.max()) + 1, self.columns))


class _Ranking:
    """Pairs of each group by ascending value: pairs that are tied have one level, levels are numbered throughout."""

    def __init__(self, group: Small, value: Int) -> None:
        order = np.lexsort((value, group))
        g, v = group[order], value[order]
        new = np.ones(order.size, bool)
        new[1:] = (g[1:] != g[:-1]) | (v[1:] != v[:-1])
        self.level = np.empty(order.size, np.int64)
        self.level[order] = np.cumsum(new) - 1
        self.levels = int(new.sum())
        first = np.flatnonzero(new)
        self.follows: Flags = np.zeros(self.levels, bool)
        self.follows[1:] = g[first[1:]] == g[first[:-1]]
