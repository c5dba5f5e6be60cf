"""An auction leaves a plan within the vacancies that is optimal but for epsilon, wherever it is stopped."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from jobmatch.masters.auction import FINE, Auction
from jobmatch.masters.network import Network
from jobmatch.masters.protocol import Limits, OutOfTime
from jobmatch.masters.tree import JobTree
from jobmatch.pairing import PairList
from oracle.test_masters import Case

SEEDS = range(200)


def opened(case: Case) -> Auction:
    """An auction over all pairs of a case, from nothing."""
    nothing = np.zeros(case.m, np.int64)
    return Auction(case.pairs, case.vacancies, case.unmatched, nothing, nothing)


def check_seats(case: Case, sale: Auction) -> None:
    """Everybody sits at an eligible job at its cost or stays; no job has more than its vacancies."""
    seated = np.bincount(sale.seat, minlength=case.m + 1)[: case.m]
    assert (seated <= case.vacancies).all()
    for i, seat in enumerate(sale.seat):
        mine = slice(case.pairs.ptr[i], case.pairs.ptr[i + 1])
        costs = dict(zip(case.pairs.job[mine], case.pairs.cost[mine], strict=True))
        assert sale.pays[i] == (case.unmatched[i] if seat == case.m else costs[seat])


def last_epsilon(case: Case) -> int:
    return max(1, int(np.ptp(np.append(case.pairs.cost, 0))) // FINE)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_seat_is_within_epsilon_of_the_best(seed: int) -> None:
    case = Case(seed, 45, 10)
    sale = opened(case)
    sale.run(Limits())
    check_seats(case, sale)
    worth = sale.pays + np.append(sale.price, 0)[sale.seat]
    best = case.unmatched.copy()
    open_pairs = case.vacancies[case.pairs.job] > 0
    np.minimum.at(best, case.pairs.person[open_pairs], (case.pairs.cost + sale.price[case.pairs.job])[open_pairs])
    assert (worth - best <= last_epsilon(case)).all()
    assert (sale.price >= 0).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_tree_made_of_it_is_soon_optimal(seed: int) -> None:
    case = Case(seed, 45, 10)
    sale = opened(case)
    sale.run(Limits())
    network = Network.of_vacancies(case.vacancies, case.unmatched, 1 << 50)
    sold, cold = (JobTree(network) for _ in range(2))
    for tree in (sold, cold):
        tree.set_lists(PairList(case.pairs.ptr, case.pairs.job, case.pairs.cost))
    sold.resume(sale.seat, sale.pays, np.append(sale.price, 0))
    cold.resume(cold.persons.seat.copy(), cold.persons.pays.copy(), np.zeros(case.m + 1, np.int64))
    for tree in (sold, cold):
        tree.run(Limits())
    assert sold.persons.pays.sum() == cold.persons.pays.sum()
    assert sold.price.tolist() == cold.price.tolist()


def test_time_may_be_over_in_any_phase(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = 0
    monkeypatch.setattr("jobmatch.masters.auction.BIDS", 5)
    for seed in range(10):
        case = Case(seed, 45, 10)
        for allowed in itertools.count():
            looks = itertools.count()

            def check(limits: Limits, looks: itertools.count[int] = looks, allowed: int = allowed) -> None:
                if next(looks) >= allowed:
                    raise OutOfTime

            sale = opened(case)
            with monkeypatch.context() as clock:
                clock.setattr(Limits, "check", check)
                try:
                    sale.run(Limits(deadline=0.0))
                except OutOfTime:
                    stopped += 1
                    check_seats(case, sale)
                    continue
            break
    assert stopped > 50


def test_a_phase_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmatch.masters.auction.PATIENCE", 1)
    monkeypatch.setattr("jobmatch.masters.auction.BIDS", 3)
    for seed in range(20):
        case = Case(seed, 45, 10)
        sale = opened(case)
        sale.run(Limits())
        check_seats(case, sale)
