"""Whether cases cover everything: against all combinations, with holes of one, and with hundreds of groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import polars as pl
import pytest

from jobmatch.verify import cover
from jobmatch.verify.cover import ANY, CLOSED, OPEN, Boxes, Hole, hole
from jobmatch.verify.dues import least_of
from jobmatch.verify.households import Households
from jobmatch.verify.limits import HARD, NUMBER, Limits
from jobmatch.verify.report import Halt

Box = tuple[int, int, Sequence[int]]


def _hole(boxes: Sequence[Box], most: int, groups: int) -> Hole | None:
    low, high = (np.array([box[at] for box in boxes], np.int64) for at in (0, 1))
    state = np.array([box[2] for box in boxes], np.int8).reshape(len(boxes), groups)
    return hole(Boxes(low, high, state), most)


def _covered(boxes: Sequence[Box], most: int, groups: int) -> bool:
    return all(
        any(
            low <= n <= high and all(a in (ANY, b) for a, b in zip(state, states, strict=True))
            for low, high, state in boxes
        )
        for n in range(most + 1)
        for states in product([OPEN, CLOSED], repeat=groups)
    )


def _tree(rng: Random, low: int, high: int, state: list[int], depth: int) -> list[Box]:
    """The leaves of a random tree of cuts."""
    free = [at for at, side in enumerate(state) if side == ANY]
    if depth == 0 or (low == high and not free):
        return [(low, high, state)]
    if free and (low == high or rng.random() < 0.6):
        at = rng.choice(free)
        sides = [[*state[:at], side, *state[at + 1 :]] for side in (OPEN, CLOSED)]
        return [box for side in sides for box in _tree(rng, low, high, side, depth - 1)]
    cut = rng.randint(low, high - 1)
    return [*_tree(rng, low, cut, state, depth - 1), *_tree(rng, cut + 1, high, state, depth - 1)]


@pytest.mark.parametrize("seed", range(60))
def test_trees_cover_and_any_boxes_do_as_all_combinations_say(seed: int) -> None:
    rng = Random(seed)
    most, groups = rng.randint(0, 6), rng.randint(0, 4)
    boxes = _tree(rng, 0, most, [ANY] * groups, rng.randint(0, 6))
    assert _hole(boxes, most, groups) is None
    assert _hole([*boxes, *_tree(rng, 0, most, [ANY] * groups, 3)], most, groups) is None, "they may overlap"
    for at in range(len(boxes)):
        found = _hole([*boxes[:at], *boxes[at + 1 :]], most, groups)
        assert found is not None
        assert boxes[at][0] <= found.low <= found.high <= boxes[at][1]
        assert all(boxes[at][2][group] in (ANY, side) for group, side in found.fixed)
    for _ in range(20):
        some = []
        for _ in range(rng.randint(0, 8)):
            low = rng.randint(0, most)
            some.append((low, rng.randint(low, most), [rng.choice([ANY, ANY, OPEN, CLOSED]) for _ in range(groups)]))
        assert (_hole(some, most, groups) is None) == _covered(some, most, groups)


def test_a_gap_of_one() -> None:
    assert _hole([(0, 4, []), (5, 9, [])], 9, 0) is None
    assert _hole([(0, 4, []), (6, 9, [])], 9, 0) == Hole(5, 5, ())
    assert _hole([(0, 9, [])], 10, 0) == Hole(10, 10, ())
    assert _hole([], 10, 0) == Hole(0, 10, ())


def test_hundreds_of_groups() -> None:
    """A chain: group after group is opened, until all are; and with a leaf of it left out."""
    groups = 400
    boxes: list[Box] = [
        (0, 10**6, [CLOSED if at < k else OPEN if at == k else ANY for at in range(groups)]) for k in range(groups)
    ]
    boxes.append((0, 10**6, [CLOSED] * groups))
    Random(1).shuffle(boxes)
    assert _hole(boxes, 10**6, groups) is None
    for at in (0, 200, 400):
        found = _hole([*boxes[:at], *boxes[at + 1 :]], 10**6, groups)
        assert found is not None
        assert sorted(found.fixed) == [(g, side) for g, side in enumerate(boxes[at][2]) if side != ANY]


def test_what_is_too_entangled_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cover, "_MOST_WORK", 10)
    with pytest.raises(Halt, match="too entangled"):
        _hole([(0, 4, []), (5, 9, [])] * 9, 9, 0)


def _limits(shares: Sequence[tuple[Fraction, bool]]) -> Limits:
    size = len(shares)
    every, none = np.arange(size), np.zeros(size, bool)
    households = Households(np.zeros(0, np.int64), pl.Series([], dtype=pl.String), 0, None, False)
    return Limits(
        constraint=pl.Series([f"q{at}, lower" for at in range(size)]),
        group=pl.Series([""] * size),
        limit=np.zeros(size, np.int64),
        lower=np.array([lower for _, lower in shares]),
        soft=np.full(size, HARD),
        source=every + 1,
        place=np.zeros(size, np.int64),
        share=every,
        fair=none,
        gate=np.full(size, -1),
        stated=~none,
        shares=[share for share, _ in shares],
        gates=[],
        quotas=[],
        households=households,
        jobs=0,
    )


@pytest.mark.parametrize("size", [5, 2**57])
@pytest.mark.parametrize("seed", range(20))
def test_the_least_due_over_all_numbers_does_not_wrap(seed: int, size: int) -> None:
    rng = Random(seed)
    shares = [(Fraction(rng.randint(0, 10**6), 10**6), rng.random() < 0.5) for _ in range(3)]
    dual = [[rng.choice([0, 0, 1]), rng.randint(-size, size)] for _ in shares]
    placed = [rng.choice([0, -1, 1]), rng.randint(-size, size)]
    low = rng.randint(0, 900)
    high = low + rng.randint(0, 900)
    found = least_of(_limits(shares), np.ones(3, bool), np.arange(3), np.array(dual), np.array(placed), low, high)
    values = []
    for n in range(low, high + 1):
        limits = [-(-share * n // 1) if lower else share * n // 1 for share, lower in shares]
        terms = zip([*dual, placed], [*limits, n], strict=True)
        values.append([sum(c) for c in zip(*([-y * at for y in ys] for ys, at in terms), strict=True)])
    assert found == min(values)


def test_no_placements_at_all() -> None:
    """The number 0 times a sum of duals beyond 64 bits."""
    shares = [(Fraction(1, 2), True)]
    limits = _limits(shares)
    rows = np.zeros(100, np.int64)
    assert least_of(limits, np.ones(1, bool), rows, np.full((100, 1), 2**57), np.zeros(1, np.int64), 0, 0) == [0]
    assert least_of(limits, np.ones(1, bool), rows, np.full((100, 1), 2**57), np.zeros(1, np.int64), 1, 3) == [
        -200 * 2**57
    ]


@pytest.mark.parametrize("soft", [HARD, 7, 2**57])
@pytest.mark.parametrize("seed", range(20))
def test_limits_that_contradict_each_other_change_places(seed: int, soft: int) -> None:
    """A group with two limits, shares or a number and a share; against every number of placements."""
    rng = Random(seed)
    shares = [(Fraction(rng.randint(0, 100), 100), True), (Fraction(rng.randint(0, 100), 100), False)]
    number = [rng.choice([None, 3]), None]
    limits = replace(
        _limits(shares),
        source=np.array([1, 1]),
        soft=np.full(2, soft),
        share=np.array([NUMBER if value is not None else at for at, value in enumerate(number)]),
        limit=np.array([value or 0 for value in number]),
    )
    unit = [1, 0] if soft == HARD else [0, soft]
    which = rng.choice([0, 1])
    dual = [0, rng.randint(0, 7)] if soft != HARD else [rng.choice([0, 1]), 0]
    dual = [-y for y in dual] if which == 0 else dual
    low = rng.randint(0, 20)
    high = low + rng.randint(0, 20)
    rows = np.array([which]) if any(dual) else np.zeros(0, np.int64)
    found = least_of(limits, np.ones(2, bool), rows, np.array([dual])[: len(rows)], np.zeros(2, np.int64), low, high)
    values = []
    for n in range(low, high + 1):
        least = number[0] if number[0] is not None else -(-shares[0][0] * n // 1)
        most = shares[1][0] * n // 1
        paid = min(least, most) if which == 0 else max(least, most)
        values.append([max(0, least - most) * u - y * paid for u, y in zip(unit, dual, strict=True)])
    assert found == min(values)
