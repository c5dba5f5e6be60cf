"""Prices of vacancies from an optimal plan: the least and the greatest optimal duals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.masters.protocol import Placement
from jobmatch.masters.residual_kernels import greatest_duals, least_duals
from jobmatch.pairing import NEVER, PairList
from jobmatch.problem.arrays import Flags, Int


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices of vacancies, quanta, shape ``(m,)``.

    Attributes
    ----------
    price
        Exact fall of the objective with one vacancy more (the componentwise least optimal dual).
    price_fewer
        Exact rise with one vacancy fewer (the greatest); 0 where `has_fewer` is false.
    has_fewer
        Whether there is a vacancy to lose.
    """

    price: Int
    price_fewer: Int
    has_fewer: Flags


def vacancy_prices(pairs: PairList, placement: Placement, vacancies: Int, unmatched: Int) -> Prices:
    """Prices of an optimal `placement` over `pairs`.

    Both are shortest paths in the residual graph over jobs (Ahuja, Magnanti and Orlin, *Network Flows*, 1993, chapter
    9: node potentials of an optimal flow), so they are the same for every optimal plan and every solver.
    """
    sits = placement.job
    placed = np.flatnonzero(sits >= 0)
    pays = unmatched.copy()
    pays[placed] = pairs.cost[placement.pair[placed]]
    by_job = placed[np.argsort(sits[placed], kind="stable")].astype(np.int32)
    filled = np.bincount(sits[placed], minlength=vacancies.size)
    by_job_ptr = np.concatenate([[0], np.cumsum(filled)]).astype(np.int64)
    graph = (pairs.ptr, pairs.job, pairs.cost, unmatched)
    least = least_duals(*graph, sits, pays, by_job_ptr, by_job)
    greatest = greatest_duals(*graph, pays, by_job_ptr, by_job, vacancies - filled, NEVER)
    has_fewer = vacancies > 0
    return Prices(least, np.where(has_fewer, greatest, 0), has_fewer)
