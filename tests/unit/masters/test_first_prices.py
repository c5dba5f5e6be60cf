"""Prices to start from: what the sample says, and the usual price where it says nothing."""

from __future__ import annotations

import numpy as np
import pytest

from jobmatch.masters import Limits, first_prices
from jobmatch.masters.first_prices import Start, known_prices
from jobmatch.masters.network import Network
from jobmatch.masters.protocol import UNKNOWN, OutOfTime, Warm
from jobmatch.pairing import Cheapest, ListScan, PairList
from jobmatch.problem.arrays import Int

N, STAY, FAR = 200, 1000, 50_000
SHARE = 0.25


@pytest.fixture(autouse=True)
def _small_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter of the persons, if these are at least twenty."""
    monkeypatch.setattr(first_prices, "SAMPLE", SHARE)
    monkeypatch.setattr(first_prices, "SMALLEST_SAMPLE", 20)


class Watched(ListScan):
    """Listed pairs of which persons may be asked for once."""

    asked: Int | None = None

    def cheapest(self, who: Int, *given: object) -> Cheapest:
        assert self.asked is None, "scanned twice"
        self.asked = who
        return super().cheapest(who, *given)  # type: ignore[arg-type]


def everybody(cost: Int, n: int = N) -> Watched:
    """All persons may take all jobs, at the job's cost; those that cost FAR nobody may take."""
    jobs = np.flatnonzero(cost < FAR).astype(np.int32)
    pairs = PairList(np.arange(n + 1) * jobs.size, np.tile(jobs, n), np.tile(cost[jobs], n))
    return Watched(pairs, np.zeros(n, np.int64))


def learn(scan: ListScan, vacancies: Int, n: int = N) -> Start:
    start = first_prices.first_prices(scan, Network.of_vacancies(vacancies, np.full(n, STAY), FAR), FAR, Limits())
    return Start(start.price[:-1], start.step)


def test_few_persons_are_not_worth_a_sample() -> None:
    cost, vacancies = np.array([10, 20]), np.array([30, 0])
    few = everybody(cost, 79)
    start = learn(few, vacancies, 79)
    assert few.asked is None
    assert (start.price.tolist(), start.step) == ([0, FAR], 0)
    enough = everybody(cost, 80)
    assert learn(enough, vacancies, 80).step > 0
    assert enough.asked is not None
    assert enough.asked.tolist() == list(range(20)), "the first in the order of the draw"


def test_prices_of_a_sample_are_its_optimal_ones() -> None:
    """Those who want a full job pay what sets it apart from the next; the last, with places left, would be free."""
    start = learn(everybody(np.array([100, 160, 220])), np.array([60, 60, 400]))
    assert start.price.tolist() == [120, 60, 60]  # but what is below half the usual price is made that
    scarce = learn(everybody(np.array([100, 160, 220])), np.array([20, 20, 20]))
    assert scarce.price.tolist() == [900, 840, 780]


def test_jobs_without_vacancies_are_far() -> None:
    start = learn(everybody(np.full(12, 10)), np.array([4, 0] * 6))
    assert start.price.tolist() == [STAY - 10, FAR] * 6


def test_a_job_that_the_sample_does_not_see_gets_the_usual_price() -> None:
    """One vacancy in four is in the sample: of rows of one, some have none there."""
    cost = np.full(60, 10)
    vacancies = np.ones(60, np.int64)
    vacancies[:10] = 0
    scaled = np.floor(vacancies * SHARE + (np.arange(60) * 0.6180339887498949) % 1.0)
    unseen = (scaled == 0) & (vacancies > 0)
    assert 0 < unseen.sum() < 50
    start = learn(everybody(cost), vacancies)
    assert (start.price[:10] == FAR).all()
    assert (start.price[10:] == STAY - 10).all()


def test_a_job_that_stands_empty_while_most_are_full_gets_the_usual_price() -> None:
    cost = np.array([10] * 5 + [FAR])  # nobody may take the last
    start = learn(everybody(cost), np.array([8] * 5 + [100]))
    assert start.price.tolist() == [STAY - 10] * 6


def test_a_price_that_is_half_the_usual_stays() -> None:
    cost = np.array([10, 10, 10, 505, 506])
    start = learn(everybody(cost), np.array([8] * 5))
    assert start.price.tolist() == [990, 990, 990, 495, 990]


def test_nobody_in_the_sample_may_take_anything() -> None:
    start = learn(everybody(np.full(3, FAR)), np.array([5, 0, 5]))
    assert start.price.tolist() == [0, FAR, 0]
    assert start.step == 1


def test_no_vacancies_at_all() -> None:
    scan = everybody(np.full(3, 10))
    start = learn(scan, np.zeros(3, np.int64))
    assert (start.price.tolist(), start.step) == ([FAR] * 3, 0)
    assert scan.asked is None


def test_the_step_is_how_much_worse_the_eighth_best_is() -> None:
    start = learn(everybody(np.arange(20) * 7), np.full(20, 40))
    assert start.step == 7 * (first_prices.NEAR - 1)
    assert learn(everybody(np.full(20, 7)), np.full(20, 40)).step == 1, "all alike"
    few = learn(everybody(np.arange(5) * 7), np.full(5, 40))
    assert few.step == 1, "nobody has so many jobs"


def test_lists_of_the_sample_end_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """With more jobs than a sample's list holds, prices come from the cheapest."""
    monkeypatch.setattr(first_prices, "SAMPLE_LIST", 8)
    start = learn(everybody(np.arange(20) * 7), np.full(20, 4))
    assert start.step == 49
    assert (start.price >= 0).all()
    assert (start.price < FAR).all()


def test_time_may_be_over() -> None:
    network = Network.of_vacancies(np.full(3, 9), np.full(N, STAY), FAR)
    with pytest.raises(OutOfTime):
        first_prices.first_prices(everybody(np.full(3, 10)), network, FAR, Limits(deadline=0.0))


def test_shrunk_vacancies_add_up_and_are_nowhere_more() -> None:
    vacancies = np.arange(200) % 5
    shrunk = first_prices.shrunk(vacancies, 0.25)
    assert (shrunk <= vacancies).all()
    assert abs(int(shrunk.sum()) - vacancies.sum() / 4) < 5


def test_new_jobs_are_priced_by_what_persons_would_give() -> None:
    """Job 0 is known and filled; job 1 is new with two vacancies, job 2 new with more than anybody would take."""
    ptr = np.array([0, 2, 4, 6, 7])
    job = np.array([0, 1, 0, 1, 1, 2, 1], np.int32)
    cost = np.array([10, 2, 10, 12, 40, 95, 99])
    scan = ListScan(PairList(ptr, job, cost))
    unmatched = np.full(4, 100)
    warm = Warm(np.array([0, 0, -1, -1], np.int32), np.array([5, UNKNOWN, UNKNOWN]))
    # at the known price persons 0 and 1 have 15, the others 100: job 1 gains them 13, 3, 60 and 1; job 2 one of them 5

    def known(vacancies: Int) -> Start:
        start = known_prices(scan, warm, Network.of_vacancies(vacancies, unmatched, 1000))
        return Start(start.price[:-1], start.step)

    start = known(np.array([2, 2, 2]))
    assert start.price.tolist() == [5, 13, 0]
    start = known(np.array([2, 1, 1]))
    assert start.price.tolist() == [5, 60, 5]
    start = known(np.array([2, 4, 0]))
    assert start.price.tolist() == [5, 1, 1000]
