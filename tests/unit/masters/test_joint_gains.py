"""What a group is worth at most: read off small tables of costs by member and unit."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from jobmatch.masters.groups import STAYS, Groups, joint_gains
from jobmatch.pairing import NEVER, ListScan, PairList
from jobmatch.problem.arrays import Int, Together

BLANK = None


def groups(costs: list[list[int | None]], of_person: list[int], unit: list[int]) -> Groups:
    """Groups of the persons whose costs of each job these are, None for no pair."""
    there = [(i, j) for i, row in enumerate(costs) for j, cost in enumerate(row) if cost is not None]
    person, job = (np.array([pair[side] for pair in there], np.int32) for side in (0, 1))
    cost = np.array([costs[i][j] for i, j in there], np.int64)
    ptr = np.searchsorted(person, np.arange(len(costs) + 1)).astype(np.int64)
    scan = ListScan(PairList(ptr, job, cost), np.zeros(len(costs), np.int64))
    ids = [f"g{g}" for g in range(max(of_person) + 1)]
    return Groups(scan, Together(np.array(of_person, np.int32), np.array(unit, np.int32), ids))


def prices(*of_job: int) -> Int:
    return np.array(of_job, np.int64)


def test_three_go_where_their_best_pairs_are_least_in_sum() -> None:
    # jobs 0 and 1 are one unit, 2 another; person 1 is in no group
    three = groups([[5, 3, 4], [0, 0, 0], [1, 9, 4], [2, 2, 4]], [0, -1, 0, 0], [0, 0, 1])
    value, unit = three.best(prices(0, 0, 0))
    assert (value.tolist(), unit.tolist()) == ([3 + 1 + 2], [0])
    value, unit = three.best(prices(10, 10, 0))
    assert (value.tolist(), unit.tolist()) == ([12], [1])
    value, unit = three.best(prices(0, 10, 0))
    assert (value.tolist(), unit.tolist()) == ([5 + 1 + 2], [0])


def test_of_units_that_are_worth_the_same_the_first_is_chosen() -> None:
    _, unit = groups([[4, 4], [4, 4]], [0, 0], [1, 0]).best(prices(0, 0))
    assert unit.tolist() == [0]


def test_a_unit_counts_only_if_every_member_has_a_job_there() -> None:
    # unit 0 is dearer but the only one that both can go to
    value, unit = groups([[50, 1], [50, BLANK]], [0, 0], [0, 1]).best(prices(0, 0))
    assert (value.tolist(), unit.tolist()) == ([100], [0])


@pytest.mark.parametrize("costs", [[[1, BLANK], [BLANK, 1]], [[1, 1], [BLANK, BLANK]], [[BLANK, BLANK]] * 2])
def test_members_who_share_no_unit_can_only_stay(costs: list[list[int | None]]) -> None:
    value, unit = groups(costs, [0, 0], [0, 1]).best(prices(0, 0))
    assert (value.tolist(), unit.tolist()) == ([NEVER], [STAYS])


def test_groups_stand_apart_and_costs_may_be_those_of_another_scan() -> None:
    costs: list[list[int | None]] = [[1, 2], [BLANK, 5], [3, 1], [1, 1]]
    two = groups(costs, [1, 0, 1, 0], [0, 1])
    value, unit = two.best(prices(0, 0))
    assert (value.tolist(), unit.tolist()) == ([6, 3], [1, 1])
    assert two.who.tolist() == [0, 1, 2, 3]
    assert two.sums(np.array([1, 10, 100, 1000])).tolist() == [1010, 101]
    dearer = groups([[1, 902], [BLANK, 905], [3, 901], [1, 901]], [1, 0, 1, 0], [0, 1])
    value, unit = two.best(prices(0, 0), dearer_scan(dearer))
    assert (value.tolist(), unit.tolist()) == ([1806, 4], [1, 0])


def dearer_scan(of: Groups) -> ListScan:
    return ListScan(of.pairs)


def test_within_a_unit_each_member_takes_the_best_there() -> None:
    two = groups([[7, 3, 1], [BLANK, 6, BLANK]], [0, 0], [0, 0, 1])
    assert two.best_within(prices(0, 0, 0), np.array([0], np.int32)).tolist() == [3, 6]
    assert two.best_within(prices(0, 9, 0), np.array([0], np.int32)).tolist() == [7, 15]
    assert two.best_within(prices(0, 0, 0), np.array([1], np.int32)).tolist() == [1, NEVER]
    assert two.keeping(np.array([1], np.int32)).tolist() == [False, False, True, False]


def test_without_household_rules_groups_gain_alone() -> None:
    two = groups([[1], [2], [5], [9]], [0, 0, 1, 1], [0])
    gain, counted = joint_gains(prices(4, 4, 4, 4), prices(0, 0, 0, 0), 0, None, None, two, two.best(prices(0))[0])
    assert gain.tolist() == [3 - 8, 0]
    assert counted.tolist() == [True] * 4


# A household of a group of two (0 and 1), a group of three (2, 3, 4) and one person alone (5); staying costs 10 each.
HOME = np.zeros(6, np.int32)
STAY = prices(10, 10, 10, 10, 10, 10)


@pytest.mark.parametrize(
    ("pair", "triple", "alone", "cover", "max_out", "expected"),
    [
        (15, 21, 7, 0, None, -5 - 9 - 3),
        (15, 21, 7, 100, None, -5 - 9 - 3 - 100),  # one bonus for the whole household
        (15, 21, 7, 0, 5, -5 - 9),
        (15, 21, 7, 0, 4, -9 - 3),
        (15, 21, 7, 0, 3, -9),
        (15, 21, 7, 0, 2, -5),
        (15, 21, 7, 0, 1, -3),
        (15, 28, 1, 0, 3, -5 - 9),  # the small group and the one alone, rather than the large one
        (25, 35, 12, 0, None, 0),
        (25, 35, 12, 3, None, -1),  # 5, 5 and 2 dearer than staying: only one goes, for the bonus
        (25, 35, 12, 2, None, 0),
        (22, 35, 19, 4, None, -2),  # a group goes for the bonus
        (NEVER, NEVER, 7, 0, 1, -3),
        (NEVER, 21, 7, 0, 2, -3),
    ],
)
def test_household_rules_choose_among_groups_and_those_who_go_alone(
    pair: int, triple: int, alone: int, cover: int, max_out: int | None, expected: int
) -> None:
    costs: list[list[int | None]] = [[0]] * 6
    of = groups(costs, [0, 0, 1, 1, 1, -1], [0])
    best = prices(0, 0, 0, 0, 0, alone)
    gain, counted = joint_gains(STAY, best, cover, HOME, max_out, of, np.array([pair, triple], np.int64))
    assert gain.tolist() == [expected]
    assert counted.all()


def test_households_without_groups_are_counted_elsewhere() -> None:
    costs: list[list[int | None]] = [[0]] * 5
    of = groups(costs, [-1, 0, 0, -1, -1], [0])
    home = np.array([0, 1, 1, 1, 2], np.int32)
    best, value = prices(0, 0, 0, 4, 0), np.array([12], np.int64)
    gain, counted = joint_gains(prices(10, 10, 10, 10, 10), best, 0, home, None, of, value)
    assert (gain.tolist(), counted.tolist()) == ([-8 - 6], [False, True, True, True, False])


def test_household_gains_are_those_of_all_choices() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        sizes = rng.integers(2, 4, rng.integers(1, 4)).tolist()
        alone = int(rng.integers(0, 3))
        of_person = [*np.repeat(np.arange(len(sizes)), sizes).tolist(), *[-1] * alone]
        n = len(of_person)
        stay, best = rng.integers(0, 20, n), rng.integers(-20, 40, n)
        value = np.where(rng.random(len(sizes)) < 0.2, NEVER, rng.integers(-10, 70, len(sizes)))
        cover, most = int(rng.integers(0, 20)), None if rng.random() < 0.3 else int(rng.integers(1, 6))
        of = groups([[0]] * n, of_person, [0])
        found, _ = joint_gains(stay, best, cover, np.zeros(n, np.int32), most, of, value)
        parts = [
            (int(value[g] - stay[np.array(of_person) == g].sum()), size)
            for g, size in enumerate(sizes)
            if value[g] != NEVER
        ]
        parts += [(int(best[i] - stay[i]), 1) for i in range(n - alone, n)]
        worth = [0]
        for chosen in itertools.product((False, True), repeat=len(parts)):
            gone = [part for part, goes in zip(parts, chosen, strict=True) if goes]
            if gone and sum(size for _, size in gone) <= (n if most is None else most):
                worth.append(sum(gain for gain, _ in gone) - cover)
        assert found.tolist() == [min(worth)]
