"""The draws that the generators share."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from jobmatch.scenarios.draws import apportion, joined, pick, pick_rows, pick_several, rounded, spread, words


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(11)


def test_pick_follows_the_weights(rng: np.random.Generator) -> None:
    drawn = np.bincount(pick(rng, [1, 0, 3], 40_000), minlength=3) / 40_000
    assert drawn == pytest.approx([0.25, 0, 0.75], abs=0.02)


def test_pick_rows_never_takes_a_weight_of_zero(rng: np.random.Generator) -> None:
    weights = np.tile([[0.0, 1.0, 0.0, 2.0], [5.0, 0.0, 0.0, 0.0]], (5_000, 1))
    drawn = pick_rows(rng, weights)
    assert set(drawn[::2]) == {1, 3}
    assert set(drawn[1::2]) == {0}
    assert (drawn[::2] == 3).mean() == pytest.approx(2 / 3, abs=0.03)


def test_pick_several_draws_without_repeats_and_by_weight(rng: np.random.Generator) -> None:
    weights = np.tile(np.array([6, 3, 1], dtype=np.float32), (20_000, 1))
    drawn = pick_several(rng, weights, 2)
    assert (drawn[:, 0] != drawn[:, 1]).all()
    assert np.bincount(drawn[:, 0]) / 20_000 == pytest.approx([0.6, 0.3, 0.1], abs=0.02)
    second = drawn[drawn[:, 0] == 0, 1]
    assert (second == 1).mean() == pytest.approx(0.75, abs=0.02)


@pytest.mark.parametrize("total", [0, 1, 7, 1000])
def test_apportion_keeps_the_total_and_each_quota(total: int) -> None:
    weights = np.array([5.0, 3.0, 1.5, 0.5])
    parts = apportion(total, weights)
    assert parts.sum() == total
    assert (np.abs(parts - weights * total / 10) < 1).all()


def test_spread_leaves_no_part_empty(rng: np.random.Generator) -> None:
    parts = spread(rng, 50, np.array([1e-9, 1.0, 100.0]))
    assert parts.sum() == 50
    assert parts.min() >= 1
    assert spread(rng, 3, np.ones(3)).tolist() == [1, 1, 1]


def test_text_columns() -> None:
    shown = np.array([True, False, True])
    first = words(["a", "b"], np.array([0, 1, 1]), shown)
    assert first.to_list() == ["a", None, "b"]
    second = words(["c"], np.array([0, 0, 0]), np.array([True, False, False]))
    assert joined([first, second]).to_list() == ["a;c", None, "b"]
    assert first.dtype == pl.String


def test_rounded_goes_to_the_nearest_step() -> None:
    assert rounded(np.array([2849.0, 2850.0, 2874.9]), 50).tolist() == [2850, 2850, 2850]
    assert rounded(np.array([2849.0, 2850.0]), 100).tolist() == [2800, 2900]
