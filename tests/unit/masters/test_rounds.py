"""Rounds are anytime: whenever they are stopped there is a feasible plan and a true bound, and always the same ones."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from jobmatch.lists import read_lists
from jobmatch.masters import MASTERS, Limits, Outcome, Solution, first_prices, rounds
from jobmatch.masters.network import Network
from jobmatch.masters.protocol import OutOfTime, Warm
from jobmatch.masters.rounds import Rounds
from jobmatch.pairing import Cheapest, ListScan, open_scan, threads
from jobmatch.policy import load_policy
from jobmatch.problem import Problem, compile_problem
from jobmatch.scenarios.presets import generate
from oracle.test_masters import Case, check_plan
from shortest_lists import shortest_lists

NEVER_STOP = Limits()
MANY = 250
"""Calls or rounds after which any of these small cases has come to its end."""


def silent(line: str) -> None:
    """Nobody listens."""


@pytest.fixture
def _many_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Samples and lists so small that small cases take many rounds, with floors."""
    shortest_lists(monkeypatch, chunk=16, sample=0.4)
    monkeypatch.setattr(rounds, "FALL", 1)
    monkeypatch.setattr(rounds, "FASTER", 2)


pytestmark = pytest.mark.usefixtures("_many_rounds")


def cases(first: int, count: int) -> list[Case]:
    return [Case(seed, 45, 10) for seed in range(first, first + count)]


class Scan(ListScan):
    """Listed pairs; the scan is interrupted at a call, and no other scan may be told of what that one found."""

    def __init__(self, case: Case, interrupt_at: int = -1) -> None:
        super().__init__(case.pairs, np.zeros(case.n, np.int64))
        self.calls = itertools.count()
        self.interrupt_at = interrupt_at

    def cheapest(self, who: Any, price: Any, limit: Any, k: int, known: Any = None, spread: Any = None) -> Cheapest:
        if next(self.calls) == self.interrupt_at:
            raise KeyboardInterrupt
        assert known is None or (known.seen < len(known.prices)).all(), "told of a look that was given up"
        return super().cheapest(who, price, limit, k, known, spread)


def solve(
    case: Case,
    limits: Limits = NEVER_STOP,
    tell: Callable[[str], None] = silent,
    interrupt_at: int = -1,
    warm: Warm | None = None,
) -> Solution:
    return MASTERS["tree"].solve(Scan(case, interrupt_at), case.vacancies, case.unmatched, limits, tell, warm)


def proven(case: Case) -> Solution:
    """The plan without any limit, which its own prices prove."""
    solution = solve(case)
    assert solution.outcome is Outcome.OPTIMAL
    assert case.bound(solution.price) == check_plan(case, solution)
    return solution


def check_stopped(case: Case, solution: Solution, optimum: int, outcome: Outcome) -> None:
    """A feasible plan, and prices that bound the optimum from below."""
    assert solution.outcome in (outcome, Outcome.OPTIMAL)
    assert (solution.price >= 0).all()
    objective = check_plan(case, solution)
    assert case.bound(solution.price) <= optimum <= objective
    if solution.outcome is Outcome.OPTIMAL:
        assert case.bound(solution.price) == optimum == objective
    else:
        assert solution.prices is None


def test_time_may_be_over_at_any_look_at_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    for case in cases(0, 12):
        optimum = int(proven(case).pays.sum())
        for allowed in range(MANY):
            looks = itertools.count()

            def check(limits: Limits, looks: Any = looks, allowed: int = allowed) -> None:
                if next(looks) >= allowed:
                    raise OutOfTime

            with monkeypatch.context() as clock:
                clock.setattr(Limits, "check", check)
                solution = solve(case)
            check_stopped(case, solution, optimum, Outcome.TIME)
            if allowed == 0:
                assert solution.outcome is Outcome.TIME
                assert (solution.job == -1).all()
            if solution.outcome is Outcome.OPTIMAL:
                break
        assert solution.outcome is Outcome.OPTIMAL, "the case is too long for this test"


def test_an_interrupt_may_come_after_any_round() -> None:
    most = 0
    for case in cases(100, 12):
        optimum = int(proven(case).pays.sum())
        for allowed in range(MANY):
            told = itertools.count()

            def tell(line: str, told: Any = told, allowed: int = allowed) -> None:
                if next(told) >= allowed:
                    raise KeyboardInterrupt

            solution = solve(case, tell=tell)
            check_stopped(case, solution, optimum, Outcome.INTERRUPT)
            if solution.outcome is Outcome.OPTIMAL:
                break
        assert solution.outcome is Outcome.OPTIMAL
        most = max(most, allowed)
    assert most > 5, "hardly any rounds to interrupt"


def test_an_interrupt_may_come_in_any_scan() -> None:
    """Once the plan is proven its prices are found all the same, and are those of an undisturbed run."""
    for case in cases(200, 12):
        undisturbed = proven(case)
        optimum = int(undisturbed.pays.sum())
        late = 0
        for call in range(3 * MANY):
            solution = solve(case, interrupt_at=call)
            check_stopped(case, solution, optimum, Outcome.INTERRUPT)
            if solution.outcome is Outcome.OPTIMAL:
                late += 1
                assert solution.job.tolist() == undisturbed.job.tolist()
                check_same(solution, undisturbed)
        assert late > 0


@pytest.mark.parametrize("gap", [0.5, 0.1, 0.01])
def test_a_gap_that_is_asked_for_is_met(gap: float) -> None:
    early = 0
    for case in cases(300, 40):
        solution = solve(case, Limits(gap=gap))
        check_stopped(case, solution, int(proven(case).pays.sum()), Outcome.GAP)
        bound, nobody = case.bound(solution.price), int(case.unmatched.sum())
        assert (int(solution.pays.sum()) - bound) / max(1, abs(nobody - bound)) <= gap
        early += solution.outcome is Outcome.GAP
    assert early > 0


def check_same(one: Solution, other: Solution) -> None:
    """The same objective and the same prices, maybe by another plan."""
    assert one.outcome is other.outcome is Outcome.OPTIMAL
    assert one.pays.sum() == other.pays.sum()
    assert one.prices is not None
    assert other.prices is not None
    for name in ("price", "price_fewer", "has_fewer"):
        assert getattr(one.prices, name).tolist() == getattr(other.prices, name).tolist(), name


def test_any_plan_at_any_prices_may_be_begun_from() -> None:
    """Also one that is over the vacancies or not eligible, at prices that mean nothing."""
    for case in cases(600, 40):
        cold, rng = proven(case), np.random.default_rng(case.n)
        assert cold.prices is not None
        top = int(np.abs(case.cost).max()) + 1
        for job in (cold.job, rng.integers(-1, case.m, case.n).astype(np.int32)):
            for price in (cold.prices.price_fewer, rng.integers(0, 2 * top, case.m), np.zeros(case.m, np.int64)):
                again = solve(case, warm=Warm(job, price))
                assert check_plan(case, again) == case.bound(again.price)
                check_same(again, cold)


def opened(case: Case) -> Rounds:
    """Rounds with a first plan, as the master makes them."""
    scan = Scan(case)
    far = scan.largest() + int(case.unmatched.max(initial=0)) + 1
    network = Network.of_vacancies(case.vacancies, case.unmatched, far)
    start = first_prices.first_prices(scan, network, far, NEVER_STOP)
    course = Rounds(scan, network, start, NEVER_STOP)
    course.begin(None)
    return course


def test_the_bound_is_the_best_of_all_rounds_and_floors_end() -> None:
    floors = worse = 0
    for case in cases(400, 40):
        optimum = int(proven(case).pays.sum())
        course = opened(case)
        floors += bool(course.floor.any())
        best = course.bound
        assert best <= optimum

        def tell(line: str, case: Case = case, course: Rounds = course, optimum: int = optimum) -> None:
            nonlocal best, worse
            price = course.tree.price
            assert (price >= 0).all()
            here = case.bound(price[:-1])
            worse += here < best
            best = max(best, here)
            assert course.bound == best <= optimum

        assert course.run(tell) is Outcome.OPTIMAL
        _, pays = course.plan()
        assert course.bound == optimum == int(pays.sum())
        free = (course.tree.free > 0) & (case.vacancies > 0)
        assert not course.floor[free].any(), "a price is still held up"
        assert not course.tree.price[:-1][free].any()
    assert floors > 5, "hardly any case had floors"
    assert worse > 5, "no round had a worse bound than one before: nothing was kept"


def test_the_prices_kept_prove_the_bound_kept() -> None:
    """What is reported is the bound by the prices: it must be the one that the rounds stop at."""
    for case in cases(400, 40):
        course = opened(case)

        def tell(line: str, case: Case = case, course: Rounds = course) -> None:
            assert case.bound(course.best_price[:-1]) == course.bound

        course.run(tell)


def pilot() -> Problem:
    seekers, jobs, policy = generate("xiangxi-2016", seekers=400, jobs=60)
    return compile_problem(read_lists(seekers, jobs), load_policy(policy))


@pytest.mark.parametrize("smallest", [1, 100])
def test_plan_and_prices_do_not_depend_on_threads_or_on_the_run(smallest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "SMALLEST_PIECE", smallest)
    problem = pilot()

    def answers() -> list[Any]:
        lines: list[str] = []
        given = (problem.vacancies, problem.unmatched, NEVER_STOP, lines.append)
        plans = [MASTERS["tree"].solve(open_scan(problem), *given)]
        plans += [solve(case, tell=lines.append) for case in cases(500, 6)]
        assert all(plan.outcome is Outcome.OPTIMAL for plan in plans)
        return [lines, *([p.job.tolist(), p.price.tolist(), p.prices.price_fewer.tolist()] for p in plans)]

    monkeypatch.setenv("JOBMATCH_THREADS", "1")
    alone = answers()
    assert len(alone[0]) > 15, "too few rounds to tell"
    for count in ("1", "2", "5"):
        monkeypatch.setenv("JOBMATCH_THREADS", count)
        assert answers() == alone, f"{count} threads"


def test_a_plan_by_rules_is_proven_over_all_its_pairs() -> None:
    problem = pilot()
    scan = open_scan(problem)
    given = (scan, problem.vacancies, problem.unmatched, NEVER_STOP, silent)
    tree, flow = (MASTERS[name].solve(*given) for name in ("tree", "flow"))
    assert (tree.job >= 0).any()
    check_same(tree, flow)


def test_an_auction_that_ends_worse_loses_no_better_plan() -> None:
    worse = 0
    for case in cases(500, 40):
        course = opened(case)
        course.tree.run(NEVER_STOP)
        before = int(course.plan()[1].sum())
        course._sell(course.tree.price, off=1 << 20)
        worse += int(course.tree.persons.pays.sum()) > before
        job, pays = course.plan()
        assert int(pays.sum()) <= before
        check_plan(case, Solution(Outcome.TIME, job, pays, course.best_price[:-1], None))
    assert worse > 0
