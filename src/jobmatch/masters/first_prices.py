"""Prices to start from, learned on a sample of persons."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jobmatch.masters.auction import Auction
from jobmatch.masters.network import Network
from jobmatch.masters.protocol import Limits, Warm
from jobmatch.masters.tree import JobTree
from jobmatch.pairing import CHUNK, Cheapest, Scan
from jobmatch.problem.arrays import Int, Small

SAMPLE = 0.05
SAMPLE_LIST = 48
SMALLEST_SAMPLE = 25
"""Persons below which starting prices are not worth a sample."""

OFFERS = 4
"""New jobs that a person may bid for, the best of them, before their prices are known."""

NEAR = 8
"""The scale of values is how much worse than the best job the NEAR-th best is."""


@dataclass(frozen=True, eq=False)
class Start:
    """Prices to start from, of all nodes, and the scale on which a person's values differ (0: nothing is known)."""

    price: Int
    step: int

    def of(self, price: Int) -> Start:
        """The same with other nodes."""
        return Start(price, self.step)


def first_prices(scan: Scan, network: Network, most: int, limits: Limits) -> Start:
    """Prices of a small problem: every 1/SAMPLE-th person, vacancies and limits scaled alike.

    Persons stand in the order of the draw, so that the first ones are a random sample. A price far too low is worse
    than one far too high, since it fills everybody's short list with that job; so where the sample says little (no
    vacancy of the job in it, or one left over while most jobs are short of them) the usual price is taken.
    Breaking a limit costs no more than `most` in the sample.
    """
    n, m = network.stay.size, network.jobs
    size = int(n * SAMPLE)
    if size < SMALLEST_SAMPLE:
        return unknown_prices(network)
    vacancies = network.vacancies
    scaled = shrunk(vacancies, size / n)
    live = scaled > 0
    if not live.any():
        return unknown_prices(network)
    part = network.of_first(size, scaled, most)
    far = int(part.cost[:m].max(initial=0))
    closed = np.where(live, 0, far)
    limits.check()
    found = scan.cheapest(np.arange(size, dtype=np.int32), closed, part.stay, SAMPLE_LIST)
    tree = JobTree(part)
    lists = found.lists(closed)
    tree.set_lists(lists)
    nothing = np.zeros(m, np.int64)
    sale = Auction(lists, scaled, part.stay, nothing, nothing)
    sale.run(limits)
    guess = np.zeros(part.nodes + 1, np.int64)
    guess[:m] = np.where(live, sale.price, far)
    tree.resume(np.where(sale.seat == m, part.home, sale.seat).astype(np.int32), sale.pays, guess)
    tree.run(limits)
    price = network.widened(tree.price)
    above = price[network.up[:m]]
    own = price[:m] - above
    usual = int(np.median(own[live]))
    own[~live | (own < usual // 2)] = usual
    price[:m] = own + above
    price[:m][vacancies == 0] = network.cost[:m][vacancies == 0]
    return Start(price, _step(found))


def unknown_prices(network: Network) -> Start:
    """No prices, but for what is not on offer."""
    price = np.zeros(network.nodes + 1, np.int64)
    price[: network.jobs] = network.cost[: network.jobs]
    return Start(price, 0)


def shrunk(vacancies: Int, share: float) -> Int:
    """Vacancies scaled by a share, rounded so that they still add up; nowhere more than there are."""
    rounding = (np.arange(vacancies.size) * 0.6180339887498949) % 1.0  # the golden ratio: evenly spread
    return np.where(vacancies > 0, np.floor(vacancies * share + rounding), 0).astype(np.int64)


def known_prices(scan: Scan, warm: Warm, network: Network) -> Start:
    """Prices that are known, others by what persons would give, and the scale on which values differ under them."""
    m, stay, vacancies = network.jobs, network.stay, network.vacancies
    closed = network.cost[:m]
    far = max(int(closed.max(initial=0)), scan.largest() + int(np.abs(stay).max(initial=0)) + 1)
    price = np.where(vacancies == 0, closed, np.maximum(warm.price, 0))
    new = (warm.price < 0) & (vacancies > 0)
    if new.any():
        price[new] = _offered(scan, warm.job, price, np.where(new, vacancies, 0), stay, far)[new]
    size = min(stay.size, max(SMALLEST_SAMPLE, int(stay.size * SAMPLE)))
    step = _step(scan.cheapest(np.arange(size, dtype=np.int32), price, stay[:size] + far, NEAR))
    return Start(np.append(price, np.zeros(network.nodes + 1 - m, np.int64)), step)


def _offered(scan: Scan, job: Small, price: Int, wanted: Int, unmatched: Int, far: int) -> Int:
    """What a vacancy of each wanted job would fetch: as many persons as it has would gain at least that much by it.

    They gain against the places that they have, at the prices of these; a job that has more vacancies than anybody
    would take fetches nothing.
    """
    now = unmatched.copy()
    placed = np.flatnonzero((job >= 0) & (wanted[job] == 0)).astype(np.int32)
    now[placed] = np.minimum(now[placed], scan.costs(placed, job[placed]) + price[job[placed]])
    nothing = np.where(wanted > 0, 0, far)
    jobs, gains = [], []
    for first in range(0, now.size, CHUNK):
        who = np.arange(first, min(now.size, first + CHUNK), dtype=np.int32)
        found = scan.cheapest(who, nothing, now[who], OFFERS)
        there = np.arange(OFFERS) < found.filled[:, None]
        jobs.append(found.jobs[there])
        gains.append((now[who, None] - found.values)[there])
    to, gain = np.concatenate(jobs), np.concatenate(gains)
    order = np.lexsort((-gain, to))
    to, gain = to[order], gain[order]
    last = (np.arange(to.size) - np.searchsorted(to, to)) == wanted[to] - 1  # who would take the last vacancy
    fetched = np.zeros(price.size, np.int64)
    fetched[to[last]] = gain[last]
    return fetched


def _step(found: Cheapest) -> int:
    """How much worse than the best pair the NEAR-th best is, for the median person."""
    values = found.values[found.filled >= NEAR]
    wide = values[:, NEAR - 1] - values[:, 0]
    return max(1, int(np.median(wide))) if wide.size else 1
