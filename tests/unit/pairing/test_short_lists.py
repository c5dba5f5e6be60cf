"""Short lists after any sequence of looks: the sums are those over all pairs, the lists hold real pairs only."""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
import pytest
from scan_cases import CheckedScan, compiled, costs_of, fixed_crowd, listed, random_pairs, random_prices

from jobmatch.masters.spread import spread_over
from jobmatch.pairing import Look, PairList, Scan, ShortLists, open_scan, short_lists
from jobmatch.problem.arrays import Int


@pytest.fixture(params=[short_lists.CHUNK, 5])
def _chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody at once, and a few persons at a time; never all pairs from the beginning."""
    monkeypatch.setattr(short_lists, "FEW", -1)
    monkeypatch.setattr(short_lists, "CHUNK", request.param)


def all_of(pairs: PairList) -> list[dict[int, int]]:
    return [costs_of(pairs, i) for i in range(pairs.ptr.size - 1)]


def least(costs: list[dict[int, int]], price: Int, stay: Int) -> Int:
    """Each person's least cost + price over these pairs and staying, one by one."""
    best = [min([int(stay[i]), *(cost + int(price[j]) for j, cost in row.items())]) for i, row in enumerate(costs)]
    return np.array(best, np.int64)


def check_look(pairs: PairList, lists: PairList, before: PairList, price: Int, stay: Int, look: Look) -> None:
    """The look's figures, and the lists after it."""
    every, held, old = all_of(pairs), all_of(lists), all_of(before)
    best, now = least(every, price, stay), least(old, price, stay)
    assert astuple(look) == (best.sum(), (best < now).sum(), (now - best).sum())
    for i, row in enumerate(held):
        assert lists.ptr[i + 1] - lists.ptr[i] == len(row), "a job twice in one list"
        assert old[i].items() <= row.items(), "a pair was lost"
        assert row.items() <= every[i].items(), "not a pair, or not its cost"
    assert (least(held, price, stay) == best).all(), "a best pair did not join its list"


def check_looks(seed: int, scan: Scan, m: int) -> int:
    """Looks at prices that wander; returns how often a person had not to be looked at."""
    rng = np.random.default_rng(seed)
    pairs = scan.list_pairs()
    n = pairs.ptr.size - 1
    top = int(np.abs(pairs.cost).max(initial=1))
    far = scan.largest() + 2 * top + 1
    stay = rng.integers(0, top + 1, n)
    checked = CheckedScan(scan, pairs)
    short = ShortLists(checked, stay, lambda: None)
    checked.held_by = lambda: short.lists
    assert not short.complete
    price = random_prices(rng, m, top, far)
    for _ in range(8):
        move = rng.integers(-top, top + 1, m) // int(rng.choice([1, 10, 100]))
        price = random_prices(rng, m, top, far) if rng.random() < 0.2 else np.clip(price + move, -far, far)
        scale = int(rng.choice([0, top // 10]))
        spread = spread_over(rng.integers(0, 5, m), scale)
        before, width = short.lists, np.diff(short.lists.ptr)
        k = int(rng.integers(1, 5))
        look = short.look(price, scale, k, spread)
        check_look(pairs, short.lists, before, price, stay, look)
        assert (np.diff(short.lists.ptr) - width <= k).all(), "more than asked for"
        assert (short.now(price) == least(all_of(short.lists), price, stay)).all()
    return checked.passed_over


@pytest.mark.usefixtures("_chunk")
@pytest.mark.parametrize("seed", range(15))
def test_looks_at_listed_pairs(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(1, 25)), int(rng.integers(1, 25))
    check_looks(seed, listed(random_pairs(rng, n, m)), m)


@pytest.mark.usefixtures("_chunk")
@pytest.mark.parametrize("seed", range(6))
def test_looks_by_rules(seed: int) -> None:
    problem = compiled(fixed_crowd(40, 25, seed))
    assert check_looks(seed, open_scan(problem), problem.m) > 0


def test_few_listed_pairs_are_held_from_the_beginning() -> None:
    pairs = random_pairs(np.random.default_rng(2), 12, 6)
    stay = np.full(12, 3)
    short = ShortLists(listed(pairs), stay, lambda: None)
    assert short.complete
    price = np.array([4, -1, 0, 100, 2, 7])
    assert astuple(short.look(price, 0, 1)) == (least(all_of(pairs), price, stay).sum(), 0, 0)
    assert short.lists is pairs


def test_many_listed_pairs_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = random_pairs(np.random.default_rng(1), 10, 8)
    monkeypatch.setattr(short_lists, "FEW", (pairs.job.size - 1) // 10)
    assert not ShortLists(listed(pairs), np.zeros(10, np.int64), lambda: None).complete
    monkeypatch.setattr(short_lists, "FEW", -(-pairs.job.size // 10))
    assert ShortLists(listed(pairs), np.zeros(10, np.int64), lambda: None).complete


def test_pairs_by_rules_are_never_held_from_the_beginning() -> None:
    problem = compiled(fixed_crowd(5, 3))
    assert not ShortLists(open_scan(problem), problem.unmatched, lambda: None).complete


def test_only_pairs_within_the_slack_join() -> None:
    pairs = PairList(np.array([0, 4]), np.arange(4, dtype=np.int32), np.array([10, 12, 15, 40]))
    short = ShortLists(CheckedScan(listed(pairs), pairs), np.array([11]), lambda: None)
    assert astuple(short.look(np.zeros(4, np.int64), 4, 8)) == (10, 1, 1)
    assert short.lists.job.tolist() == [0, 1]  # below staying + 4
    assert astuple(short.look(np.array([0, 0, -7, 0]), 0, 8)) == (8, 1, 2)
    assert sorted(short.lists.job.tolist()) == [0, 1, 2]
    assert astuple(short.look(np.zeros(4, np.int64), 0, 8)) == (10, 0, 0)


def test_the_check_is_called_for_every_chunk_until_patience_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(short_lists, "FEW", -1)
    monkeypatch.setattr(short_lists, "CHUNK", 5)
    calls: list[int] = []
    pairs = random_pairs(np.random.default_rng(1), 12, 8)
    short = ShortLists(listed(pairs), np.zeros(12, np.int64), lambda: calls.append(1))
    short.look(np.zeros(8, np.int64), 0, 2)
    assert len(calls) == 3
    short.patient()
    short.look(np.zeros(8, np.int64), 0, 2)
    assert len(calls) == 3


@pytest.mark.parametrize("fail_at", range(1, 6))
def test_a_look_that_was_interrupted_is_as_if_it_had_not_been(fail_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an optimum is proven, its prices are found even if an interrupt comes meanwhile: by looking again."""
    monkeypatch.setattr(short_lists, "CHUNK", 5)
    rng = np.random.default_rng(fail_at)
    pairs = random_pairs(rng, 14, 9)
    stay = np.full(14, 3000)
    scan = CheckedScan(listed(pairs), pairs, fail_at=fail_at)
    short = ShortLists(scan, stay, lambda: None)
    scan.held_by = lambda: short.lists
    before = short.lists
    for _ in range(6):
        price = rng.integers(-1000, 1001, 9)
        before = short.lists
        try:
            look = short.look(price, 0, 1)
        except KeyboardInterrupt:
            look = short.look(price, 0, 1)
        check_look(pairs, short.lists, before, price, stay, look)
