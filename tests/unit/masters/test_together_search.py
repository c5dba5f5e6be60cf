"""Groups that go together: plans that can be read off, and a plan with a true bound whenever the search is stopped."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from jobmatch.masters import MASTERS, Limits, Outcome, Solution, together
from jobmatch.masters.lagrange import staged_bound
from jobmatch.masters.protocol import OutOfTime
from jobmatch.pairing import ListScan, PairList
from jobmatch.problem.arrays import Households, Levers, Limit, Together
from oracle.test_together import GroupCase, GroupRules, keeps_together, solve

MANY = 400


def planned(
    costs: list[list[int | None]],
    of_person: list[int],
    unit: list[int],
    vacancies: list[int],
    stay: int = 100,
    **levers: Any,
) -> tuple[list[int], Solution, list[int]]:
    """Jobs, and what the solution is and is bounded by; costs by person and job, None for no pair."""
    there = [(i, j) for i, row in enumerate(costs) for j, cost in enumerate(row) if cost is not None]
    person, job = (np.array([pair[side] for pair in there], np.int32) for side in (0, 1))
    n = len(costs)
    cost = np.array([costs[i][j] for i, j in there], np.int64)
    ptr = np.searchsorted(person, np.arange(n + 1)).astype(np.int64)
    scan = ListScan(PairList(ptr, job, cost))
    ids = [f"g{g}" for g in range(max(of_person) + 1)]
    going = Together(np.array(of_person, np.int32), np.array(unit, np.int32), ids)
    given = {"limits": (), "households": None, "stages": ()} | levers
    all_ = Levers(**given, together=going)
    room, unmatched = np.array(vacancies, np.int64), np.full(n, stay, np.int64)
    solution = MASTERS["tree"].solve(scan, room, unmatched, Limits(), lambda _: None, levers=all_)
    assert solution.duals is not None
    return solution.job.tolist(), solution, staged_bound(scan, all_, room, unmatched, solution.duals)


def test_three_go_where_there_is_room_for_three() -> None:
    # each would rather go to job 0, which has two places; its unit has no third one
    costs: list[list[int | None]] = [[1, 9], [1, 9], [1, 9]]
    job, solution, bound = planned(costs, [0, 0, 0], [0, 1], [2, 3])
    # at the price 8 of job 0 both units cost 27, of which its two places pay back 16: no prices prove more
    assert (job, solution.outcome, bound) == ([1, 1, 1], Outcome.STALLED, [0, 11])


def test_three_go_to_jobs_of_one_unit() -> None:
    costs: list[list[int | None]] = [[1, 2, 9], [1, 2, 0], [5, 2, 0]]
    job, solution, bound = planned(costs, [0, 0, 0], [0, 0, 1], [2, 1, 3])
    assert (job, solution.outcome, bound) == ([0, 0, 1], Outcome.OPTIMAL, [0, 4])


def test_a_group_whose_members_share_no_unit_stays() -> None:
    job, solution, bound = planned([[1, None], [None, 1], [5, 5]], [0, 0, -1], [0, 1], [1, 1])
    assert job[:2] == [-1, -1]
    assert job[2] in (0, 1)
    assert (solution.outcome, bound) == (Outcome.OPTIMAL, [0, 205])


def test_a_group_that_found_no_places_looks_elsewhere() -> None:
    # three places in unit 0, but two members can only take the same one: unit 1 it is
    costs: list[list[int | None]] = [[1, None, 9], [1, None, 9], [None, 1, 9]]
    assert planned(costs, [0, 0, 0], [0, 0, 1], [1, 2, 3])[0] == [2, 2, 2]


def test_two_alone_stay_so_that_a_group_goes_only_if_that_is_cheaper() -> None:
    costs: list[list[int | None]] = [[10], [10], [0], [0]]
    assert planned(costs, [0, 0, -1, -1], [0], [2])[0] == [-1, -1, 0, 0]
    assert planned([[10], [10], [40], [40]], [0, 0, -1, -1], [0], [2])[0] == [0, 0, -1, -1]


def test_at_most_two_of_a_household_keep_a_group_of_three_at_home() -> None:
    home = Households(np.zeros(4, np.int32), ["h"], 0, 2)
    job, solution, bound = planned([[0], [0], [0], [30]], [0, 0, 0, -1], [0], [9], households=home)
    assert (job, solution.outcome, bound) == ([-1, -1, -1, 0], Outcome.OPTIMAL, [0, 330])


def test_a_bonus_sends_a_group_that_would_rather_stay() -> None:
    costs: list[list[int | None]] = [[130], [130]]
    for bonus, goes in ((59, False), (70, True)):
        home = Households(np.zeros(2, np.int32), ["h"], bonus, None)
        job, solution, bound = planned(costs, [0, 0], [0], [2], households=home)
        assert (job, solution.outcome) == ([0, 0] if goes else [-1, -1], Outcome.OPTIMAL)
        assert bound == [0, 260 - bonus if goes else 200]


@pytest.mark.parametrize("place", [0, 1])
def test_a_bound_member_takes_the_others_along(place: int) -> None:
    # the first must go to the only job left; the second would stay at home, and rather goes to the other unit
    first: list[int | None] = [None, None]
    first[place] = 5
    must = np.array([True, False])
    job, solution, bound = planned([first, [150, 140]], [0, 0], [0, 1], [1, 1], must=must)
    assert solution.outcome is not Outcome.OPTIMAL or bound[0] > 0  # no unit has room for two
    job, solution, bound = planned([first, [150, 140]], [0, 0], [0, 1], [2, 2], must=must)
    assert (job, solution.outcome) == ([place, place], Outcome.OPTIMAL)
    assert bound == [0, 5 + (150, 140)[place]]


def test_a_limit_on_jobs_is_kept_by_whole_groups() -> None:
    most = Limit("few", "", False, np.array([0], np.int32), None, 3, None)
    costs: list[list[int | None]] = [[0]] * 4
    job, _, bound = planned(costs, [0, 0, 1, 1], [0], [9], limits=(most,))
    assert sorted(job) == [-1, -1, 0, 0]
    assert bound <= [0, 200]


def check(case: GroupCase, solution: Solution, best: list[int] | None) -> None:
    """A plan that keeps groups together and is no better than the best, a bound that is no worse."""
    assert solution.duals is not None
    bound = staged_bound(case.scan(), case.levers, case.vacancies, case.unmatched, solution.duals)
    assert keeps_together(case, solution)
    assert (np.bincount(solution.job[solution.job >= 0], minlength=case.m) <= case.vacancies).all()
    if best is not None:
        assert bound <= best <= case.components(solution.job)


@pytest.mark.parametrize("where", ["staged_bound", "worth", "RestrictedScan"])
def test_an_interrupt_leaves_a_plan_and_a_bound(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real, kept, early = getattr(together, where), 0, 0
    for seed in range(70_000, 70_060):
        case = GroupCase(seed)
        best = GroupRules(case).best()
        for at in range(MANY):
            calls = itertools.count()

            def stop(*args: Any, calls: itertools.count[int] = calls, at: int = at) -> Any:
                if next(calls) == at:
                    raise KeyboardInterrupt
                return real(*args)

            with monkeypatch.context() as patch:
                patch.setattr(together, where, stop)
                try:
                    solution = solve(case)
                except KeyboardInterrupt:  # nothing was there yet
                    early += 1
                    continue
            if next(calls) <= at:
                break
            assert solution.outcome is Outcome.INTERRUPT
            check(case, solution, best)
            kept += 1
    assert early <= 60
    assert kept > 20


def test_an_interrupt_in_the_middle_of_a_network_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    real, ended = together.TogetherSearch._learn, 0
    for seed in range(70_000, 70_060):
        case = GroupCase(seed)
        best = GroupRules(case).best()
        for at in range(MANY):
            calls = itertools.count()

            def learn(self: Any, found: Solution, calls: itertools.count[int] = calls, at: int = at) -> None:
                if next(calls) == at:
                    object.__setattr__(found, "outcome", Outcome.INTERRUPT)
                real(self, found)

            with monkeypatch.context() as patch:
                patch.setattr(together.TogetherSearch, "_learn", learn)
                solution = solve(case)
            if next(calls) <= at:
                break
            assert solution.outcome is Outcome.INTERRUPT
            assert next(calls) == at + 2, "it went on"
            check(case, solution, best)
            ended += 1
    assert ended > 40


def test_the_end_of_time_leaves_a_plan_and_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = 0
    for seed in range(70_050, 70_075):
        case = GroupCase(seed)
        best = GroupRules(case).best()
        for allowed in range(0, 60, 2):
            looks = itertools.count()

            def look(self: Limits, looks: itertools.count[int] = looks, allowed: int = allowed) -> None:
                if next(looks) >= allowed:
                    raise OutOfTime

            with monkeypatch.context() as clock:
                clock.setattr(Limits, "check", look)
                solution = solve(case)
            if next(looks) <= allowed:
                break
            assert solution.outcome is Outcome.TIME
            check(case, solution, best)
            stopped += 1
    assert stopped > 40


@pytest.mark.parametrize("gap", [0.5, 1.0, np.inf])
def test_a_gap_is_enough(gap: float) -> None:
    early = 0
    for seed in range(70_100, 70_250):
        case = GroupCase(seed)
        given = (case.scan(), case.vacancies, case.unmatched, Limits(gap=gap), lambda _: None)
        solution = MASTERS["tree"].solve(*given, levers=case.levers)
        if solution.outcome is not Outcome.GAP:
            continue
        early += 1
        assert solution.duals is not None
        bound = staged_bound(case.scan(), case.levers, case.vacancies, case.unmatched, solution.duals)
        reached = case.components(solution.job)
        assert reached[0] == 0
        assert reached[:-1] == bound[:-1] or gap == np.inf
        assert bound < reached
        if reached[:-1] == bound[:-1]:
            assert reached[-1] - bound[-1] <= gap * max(1, abs(int(case.unmatched.sum()) - bound[-1]))
    assert early > 3
