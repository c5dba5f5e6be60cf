"""Prices of vacancies from an optimal plan: the least and the greatest optimal duals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from jobmatch.masters.protocol import Prices
from jobmatch.masters.residual_kernels import greatest_duals, least_duals
from jobmatch.pairing import PairList
from jobmatch.problem.arrays import Int, Small

FAR = 1 << 61
"""The greatest price of a job that has no vacancy to lose: above all others, and still safe to add a cost to."""


def extreme_prices(
    missing: Callable[[Int], PairList | None],
    pairs: PairList,
    job: Small,
    pays: Int,
    vacancies: Int,
    unmatched: Int,
    greatest: Int | None = None,
) -> Prices:
    """The least and the greatest optimal duals of an optimal plan.

    Both are shortest paths in the residual graph over jobs (Ahuja, Magnanti and Orlin, *Network Flows*, 1993, chapter
    9: node potentials of an optimal flow), so they are the same for every optimal plan and every solver.

    Parameters
    ----------
    missing
        Given prices, the pairs with those added that the prices would break; None if they break no pair at all. Duals
        that are extreme over some pairs and break none of the others are extreme over all.
    pairs
        Pairs to begin with; those in use are among them.
    greatest
        The greatest duals over all pairs, where the solver's own are known to be these.
    """
    graph = _Graph(job, pays, vacancies, unmatched)

    def over_all(extreme: Callable[[PairList], Int]) -> Int:
        nonlocal pairs
        price = extreme(pairs)
        while (more := missing(price)) is not None:
            pairs = more
            price = extreme(pairs)
        return price

    if greatest is None:
        greatest = over_all(graph.greatest)
    least = over_all(lambda more: graph.least(more, greatest))
    has_fewer = vacancies > 0
    return Prices(least, np.where(has_fewer, greatest, 0), has_fewer)


class _Graph:
    """The residual graph of a plan, persons grouped by the job at which they sit."""

    def __init__(self, job: Small, pays: Int, vacancies: Int, unmatched: Int) -> None:
        placed = np.flatnonzero(job >= 0)
        filled = np.bincount(job[placed], minlength=vacancies.size)
        self._sits, self._pays, self._unmatched = job, pays, unmatched
        self._free = vacancies - filled
        self._by_job = placed[np.argsort(job[placed], kind="stable")].astype(np.int32)
        self._by_job_ptr = np.concatenate([[0], np.cumsum(filled)]).astype(np.int64)

    def least(self, pairs: PairList, optimal: Int) -> Int:
        graph = (pairs.ptr, pairs.job, pairs.cost, self._unmatched)
        price: Int = least_duals(*graph, self._sits, self._pays, self._by_job_ptr, self._by_job, optimal)
        return price

    def greatest(self, pairs: PairList) -> Int:
        graph = (pairs.ptr, pairs.job, pairs.cost, self._unmatched)
        price: Int = greatest_duals(*graph, self._pays, self._by_job_ptr, self._by_job, self._free, FAR)
        return price
