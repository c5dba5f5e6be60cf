"""Vectors in lexicographic order: signs, whole numbers that keep it, and the best of a household."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobmatch.policy.levers import Household
from jobmatch.verify.households import read_households
from jobmatch.verify.inputs import Listed
from jobmatch.verify.parties import Parties
from jobmatch.verify.report import Halt
from jobmatch.verify.vectors import HIGHEST, Ladder, negative, within_reach

VECTOR = st.tuples(st.integers(-1, 1), st.integers(-2, 2), st.integers(-(10**6), 10**6))


@given(st.lists(VECTOR, min_size=1))
def test_signs(vectors: list[tuple[int, ...]]) -> None:
    assert negative(np.array(vectors)).tolist() == [vector < (0, 0, 0) for vector in vectors]


@given(st.lists(VECTOR, min_size=1), st.integers(0, 10**6), st.data())
def test_a_ladder_keeps_the_order_and_gives_the_options_back(
    vectors: list[tuple[int, ...]], reach: int, data: st.DataObject
) -> None:
    ladder = Ladder(np.array(vectors), reach)
    costs = [data.draw(st.integers(-reach, reach)) for _ in vectors]
    options = [(*vector[:-1], vector[-1] + cost) for vector, cost in zip(vectors, costs, strict=True)]
    numbers = ladder.price + np.array(costs)
    assert (ladder.price >= 0).all()
    assert ladder.vectors(numbers).tolist() == [list(option) for option in options]
    for (a, m), (b, n) in combinations(zip(options, numbers.tolist(), strict=True), 2):
        assert (a < b) == (m < n)


@given(st.lists(VECTOR, min_size=1), st.integers(0, 10**6), st.data())
def test_a_ladder_by_tiers(vectors: list[tuple[int, ...]], reach: int, data: st.DataObject) -> None:
    tiers = [(0, far, 0) for far in (0, 0, 1, 1)]
    ladder = Ladder(np.array(vectors), reach, np.array(tiers))
    assert ladder.price.shape == (len(vectors), 4)
    options, numbers = [], []
    for at, vector in enumerate(vectors):
        for tier, more in enumerate(tiers):
            cost = data.draw(st.integers(-reach, reach))
            options.append([*(a + b for a, b in zip(vector[:-1], more[:-1], strict=True)), vector[-1] + cost])
            numbers.append(int(ladder.price[at, tier]) + cost)
    assert min(numbers) + reach >= 0
    assert ladder.vectors(np.array(numbers)).tolist() == options
    assert [x for _, x in sorted(zip(numbers, options, strict=True))] == sorted(options)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(Halt):
        Ladder(np.array([[0, 0], [1, 2**56]]), 2**40)
    Ladder(np.array([[0, 0], [1, 2**55]]), 2**40)
    with pytest.raises(Halt):
        within_reach(np.array([[0, -HIGHEST - 1]]), "x")
    with pytest.raises(Halt):
        within_reach(np.array([[0, HIGHEST // 2]]), "x", times=3)


def test_a_ladder_without_jobs() -> None:
    ladder = Ladder(np.zeros((0, 3), np.int64), 5)
    assert ladder.vectors(np.zeros(2, np.int64)).shape == (2, 3)
    assert Ladder(np.zeros((0, 1), np.int64), 5).vectors(np.zeros(2, np.int64)).shape == (2, 1)
    assert Ladder(np.zeros((0, 3), np.int64), 5, np.zeros((4, 3), np.int64)).price.shape == (0, 4)


def _seekers(ids: list[str]) -> Listed:
    table = pl.DataFrame({"person_id": [f"P{i}" for i in range(len(ids))], "household_id": ids})
    return Listed("seekers", table, "person_id")


@given(
    st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), VECTOR, st.booleans()), min_size=1, max_size=9),
    st.sampled_from([None, 1, 2, 3]),
    st.sampled_from([(0, 0, 0), (0, 0, 500), (0, 1, 0), (0, 1, 10**6)]),
)
def test_a_household_does_its_best(
    persons: list[tuple[str, tuple[int, ...], bool]], max_out: int | None, first: tuple[int, ...]
) -> None:
    ids = [name for name, _, _ in persons]
    households = read_households(Household(max_out=max_out), _seekers(ids), 0)
    change = np.array([vector if open_ else (0, 0, 0) for _, vector, open_ in persons])
    open_ = np.array([open_ for _, _, open_ in persons])
    parties = Parties(households.at, np.ones(len(persons), np.int64), change, open_)
    saved = parties.savings(households, np.array(first))
    wanted = [0, 0, 0]
    for members in {name or f"alone {at}": 0 for at, name in enumerate(ids)}:
        mine = [at for at, name in enumerate(ids) if (name or f"alone {at}") == members and persons[at][2]]
        ways = [(0, 0, 0)]
        for number in range(1, min(len(mine), max_out or len(mine)) + 1):
            for placed in combinations(mine, number):
                parts = [persons[at][1] for at in placed]
                ways.append(tuple(sum(c) - f for c, f in zip(zip(*parts, strict=True), first, strict=True)))
        wanted = [a + b for a, b in zip(wanted, min(ways), strict=True)]
    assert saved.sum(axis=0).tolist() == wanted


def test_households_are_numbered_and_the_blank_are_alone() -> None:
    households = read_households(Household(bonus=0.5), _seekers(["b", "", "a", "b", ""]), 2)
    assert len(households) == 4
    assert households.bonus == 50
    assert sorted(households.names.to_list()) == ["", "", "a", "b"]
    assert households.at[0] == households.at[3]
    assert len({int(at) for at in households.at}) == 4
    assert households.names[int(households.at[2])] == "a"


def test_a_household_of_very_dear_members_is_refused() -> None:
    households = read_households(Household(max_out=2), _seekers(["a"] * 1000), 0)
    change = np.full((1000, 1), -HIGHEST)
    with pytest.raises(Halt, match="household"):
        Parties(households.at, np.ones(1000, np.int64), change, np.ones(1000, bool)).savings(
            households, np.zeros(1, np.int64)
        )
