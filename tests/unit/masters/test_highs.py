"""Programmes in the making: whole values, relaxations, and what rows are worth."""

from __future__ import annotations

import numpy as np
import pytest

from jobmatch.masters.highs import Model


def knapsack() -> tuple[Model, int]:
    """Three things worth 6, 5 and 4 that weigh 3, 2 and 2, and room for 4."""
    model = Model()
    for worth in (6.0, 5.0, 4.0):
        model.column(1, True, -worth)
    return model, model.row([0, 1, 2], [-3.0, -2.0, -2.0], -4.0, np.inf)


def test_the_best_whole_values_are_found() -> None:
    model, _ = knapsack()
    values, proven = model.minimise(np.array(model.cost), None, 0.0, None)
    assert proven
    assert values is not None
    assert values.round().tolist() == [0, 1, 1]


def test_barred_columns_are_zero_in_whole_solutions_only() -> None:
    model, row = knapsack()
    model.barred[row] = [1]
    values, _ = model.minimise(np.array(model.cost), None, 0.0, None)
    assert values is not None
    assert values[1] == 0
    relaxed = model.relax(np.array(model.cost), None, None)
    assert relaxed is not None
    assert relaxed.values[1] == pytest.approx(1)


def test_a_row_left_out_bars_nothing() -> None:
    model, row = knapsack()
    model.barred[row] = [1]
    values, _ = model.minimise(np.array(model.cost), None, 0.0, None, without=[row])
    assert values is not None
    assert values.round().tolist() == [1, 1, 1]


def test_a_relaxation_tells_what_a_row_is_worth() -> None:
    model, row = knapsack()
    relaxed = model.relax(np.array(model.cost), None, None)
    assert relaxed is not None
    assert relaxed.objective == pytest.approx(-9.0)  # the second, and two thirds of the first: 5 + 2 * 2
    assert relaxed.price[row] == pytest.approx(2.0)


@pytest.mark.parametrize(("box", "price"), [((0.0, 1.0), 1.0), ((2.5, 4.0), 2.5), ((0.5, 3.0), 2.0)])
def test_a_box_holds_what_a_row_is_worth(box: tuple[float, float], price: float) -> None:
    model, row = knapsack()
    relaxed = model.relax(np.array(model.cost), None, {row: box})
    assert relaxed is not None
    assert relaxed.price[row] == pytest.approx(price)
    assert (relaxed.slack > 0) == (price in box)


def test_what_cannot_be_is_said() -> None:
    model = Model()
    model.column(1, True, 1.0)
    model.row([0], 1.0, 2.0, np.inf)
    assert model.minimise(np.array(model.cost), None, 0.0, None) == (None, True)
    assert model.relax(np.array(model.cost), None, None) is None


@pytest.mark.parametrize(("low", "there"), [(0.0, True), (1.0, False)])
def test_nothing_to_choose_is_a_solution_if_rows_allow(low: float, there: bool) -> None:
    model = Model()
    model.row([], 1.0, low, np.inf)
    values, proven = model.minimise(np.zeros(0), None, 0.0, None)
    assert proven
    assert (values is not None) == there
    assert (model.relax(np.zeros(0), None, None) is not None) == there
