"""The masters against HiGHS and against each other, on thousands of lists of pairs without any reading or writing."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from jobmatch.masters import MASTERS, Limits, Outcome, Solution, Warm
from jobmatch.pairing import ListScan, PairList, short_lists
from jobmatch.problem.arrays import Int
from shortest_lists import shortest_lists

NEVER_STOP = Limits()


class Case:
    """A random problem over listed pairs: ties, zeros, both signs, jobs without vacancies, persons without pairs."""

    def __init__(self, seed: int, most_persons: int = 12, most_jobs: int = 7) -> None:
        rng = np.random.default_rng(seed)
        self.n, self.m = int(rng.integers(1, most_persons + 1)), int(rng.integers(1, most_jobs + 1))
        there = rng.random((self.n, self.m)) < rng.choice([0.2, 0.6, 1.0])
        top = int(rng.choice([1, 4, 100, 10**9]))
        self.cost = rng.integers(-top, top + 1, (self.n, self.m)) * rng.choice([0, 1, 1, 1])
        self.vacancies = rng.integers(0, rng.choice([2, 4, 9]), self.m)
        self.unmatched = rng.integers(0, 2 * top + 1, self.n) * rng.choice([0, 1, 1, 50])
        person, job = np.nonzero(there)
        ptr = np.searchsorted(person, np.arange(self.n + 1)).astype(np.int64)
        self.pairs = PairList(ptr, job.astype(np.int32), self.cost[person, job].astype(np.int64))

    def solve(self, solver: str, vacancies: Int | None = None, warm: Warm | None = None) -> Solution:
        scan = ListScan(self.pairs)
        given = self.vacancies if vacancies is None else vacancies
        return MASTERS[solver].solve(scan, given, self.unmatched, NEVER_STOP, lambda _: None, warm)

    def bound(self, price: Int) -> int:
        """L(price), written out."""
        person = np.repeat(np.arange(self.n), np.diff(self.pairs.ptr))
        inner = self.unmatched.copy()
        np.minimum.at(inner, person, self.pairs.cost + price[self.pairs.job])
        return int(inner.sum() - (price * self.vacancies).sum())


def check_plan(case: Case, solution: Solution) -> int:
    """The plan is feasible and costs what it says; returns its objective."""
    placed = np.flatnonzero(solution.job >= 0)
    assert (np.bincount(solution.job[placed], minlength=case.m) <= case.vacancies).all()
    for i in range(case.n):
        held = case.pairs.job[case.pairs.ptr[i] : case.pairs.ptr[i + 1]]
        if solution.job[i] >= 0:
            assert solution.job[i] in held
            assert solution.pays[i] == case.cost[i, solution.job[i]]
        else:
            assert solution.pays[i] == case.unmatched[i]
    return int(solution.pays.sum())


def highs(case: Case) -> float:
    """The optimum by a linear programme of the test's own."""
    size = case.pairs.job.size
    if size == 0:
        return float(case.unmatched.sum())
    person = case.pairs.person
    rows = np.zeros((case.n + case.m, size))
    rows[person, np.arange(size)] = 1
    rows[case.n + case.pairs.job, np.arange(size)] = 1
    limit = np.concatenate([np.ones(case.n), case.vacancies])
    answer = linprog(case.pairs.cost - case.unmatched[person], A_ub=rows, b_ub=limit, method="highs")
    assert answer.status == 0
    return float(case.unmatched.sum() + answer.fun)


@pytest.fixture(params=["all pairs held", "long lists", "shortest lists"])
def lists(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """All pairs at once; lists that grow; and lists and sample so small that small cases take many rounds."""
    if request.param != "all pairs held":
        monkeypatch.setattr(short_lists, "FEW", -1)
    if request.param == "shortest lists":
        shortest_lists(monkeypatch)
    return str(request.param)


@pytest.mark.parametrize("block", range(4))
def test_tree_flow_and_highs_agree(block: int, lists: str) -> None:
    for seed in range(block * 500, block * 500 + 500):
        case = Case(seed)
        tree = case.solve("tree")
        assert tree.outcome is Outcome.OPTIMAL
        objective = check_plan(case, tree)
        assert case.bound(tree.price) == objective, seed
        assert objective == pytest.approx(highs(case), rel=1e-9, abs=1e-6), seed
        flow = case.solve("flow")
        assert check_plan(case, flow) == objective
        assert tree.prices is not None
        assert flow.prices is not None
        assert tree.prices.price.tolist() == flow.prices.price.tolist(), seed
        assert tree.prices.price_fewer.tolist() == flow.prices.price_fewer.tolist(), seed


def test_a_warm_start_finds_the_same_optimum(lists: str) -> None:
    """From the plan of the same problem, of one with other costs, persons and vacancies, and from nonsense."""
    for seed in range(20_000, 20_300):
        case = Case(seed)
        cold = case.solve("tree")
        objective = check_plan(case, cold)
        assert cold.prices is not None
        rng = np.random.default_rng(seed)
        shaken = np.maximum(0, case.vacancies + rng.integers(-1, 2, case.m))
        nonsense = Warm(rng.integers(-1, case.m, case.n).astype(np.int32), rng.integers(-50, 50, case.m))
        for vacancies, warm in (
            (case.vacancies, Warm(cold.job, cold.prices.price_fewer)),
            (shaken, Warm(cold.job, cold.prices.price_fewer)),
            (case.vacancies, nonsense),
        ):
            again = case.solve("tree", vacancies, warm)
            fresh = case.solve("flow", vacancies)
            assert int(again.pays.sum()) == int(fresh.pays.sum()), seed
            assert again.prices is not None
            assert fresh.prices is not None
            assert again.prices.price.tolist() == fresh.prices.price.tolist(), seed
            assert again.prices.price_fewer.tolist() == fresh.prices.price_fewer.tolist(), seed
        assert objective == int(case.solve("tree", None, Warm(cold.job, cold.prices.price_fewer)).pays.sum())


def test_prices_are_what_one_vacancy_more_or_fewer_is_worth(lists: str) -> None:
    for seed in range(10_000, 10_150):
        case = Case(seed, 9, 4)
        solution = case.solve("tree")
        objective = check_plan(case, solution)
        assert solution.prices is not None
        for j in range(case.m):
            one = np.eye(case.m, dtype=np.int64)[j]
            more = int(case.solve("tree", case.vacancies + one).pays.sum())
            assert objective - more == solution.prices.price[j], (seed, j)
            assert solution.prices.has_fewer[j] == (case.vacancies[j] > 0)
            if case.vacancies[j] > 0:
                fewer = int(case.solve("tree", case.vacancies - one).pays.sum())
                assert fewer - objective == solution.prices.price_fewer[j], (seed, j)


def test_reference_master_agrees() -> None:
    for seed in range(20_000, 20_200):
        case = Case(seed)
        assert check_plan(case, case.solve("highs")) == check_plan(case, case.solve("tree"))
