"""The spread over near-ties: jobs are drawn with odds w exp(-value / scale)."""

from __future__ import annotations

import numpy as np
import pytest

from jobmatch.masters.spread import DRAWS, spread_over
from jobmatch.pairing import ListScan, PairList
from jobmatch.problem.arrays import Int

PERSONS = 20_000


def first_choices(value: Int, vacancies: Int, scale: int) -> Int:
    """How often each job has the least key, when everybody may take every job at the same values."""
    m = value.size
    ptr = np.arange(PERSONS + 1) * m
    job = np.tile(np.arange(m, dtype=np.int32), PERSONS)
    scan = ListScan(PairList(ptr, job, np.tile(value, PERSONS)))
    who, limit = np.arange(PERSONS, dtype=np.int32), np.full(PERSONS, 1 << 40)
    found = scan.cheapest(who, np.zeros(m, np.int64), limit, 2, None, spread_over(vacancies, scale))
    return np.bincount(found.jobs[:, 0], minlength=m)


def check_odds(drawn: Int, odds: Int) -> None:
    """Pearson's statistic is near its expectation; the noise is a table, so that some excess is allowed."""
    expected = PERSONS * odds / odds.sum()
    statistic = ((drawn - expected) ** 2 / expected).sum()
    assert statistic < 4 * odds.size, (drawn.tolist(), np.round(expected).tolist())


@pytest.mark.parametrize("scale", [50, 1000, 10**9])
def test_equal_values_are_drawn_in_proportion_to_vacancies(scale: int) -> None:
    vacancies = np.array([1, 2, 3, 5, 8, 13, 40, 0])  # none counts as one
    check_odds(first_choices(np.full(8, 700), vacancies, scale), np.maximum(vacancies, 1))


def test_odds_fall_with_the_value() -> None:
    value = np.array([0, 500, 1000, 2000, 3000, 30_000])
    drawn = first_choices(value, np.ones(6, np.int64), 1000)
    assert drawn[5] == 0
    check_odds(drawn[:5], np.exp(-value[:5] / 1000))


def test_vacancies_and_values_outweigh_each_other() -> None:
    """A job with e² times the vacancies is as likely as one that is two scales better."""
    drawn = first_choices(np.array([0, 2000]), np.array([100, 739]), 1000)
    check_odds(drawn, np.ones(2))


@pytest.mark.parametrize("scale", [1, 7, 10**12])
@pytest.mark.parametrize("vacancies", [[0], [0, 0], [1, 10**9], [5, 5, 5]])
def test_nothing_is_negative_and_the_noise_is_a_table_of_a_power_of_two(scale: int, vacancies: list[int]) -> None:
    spread = spread_over(np.array(vacancies), scale)
    assert spread is not None
    assert spread.bias.dtype == spread.noise.dtype == np.int64
    assert spread.bias.shape == (len(vacancies),)
    assert spread.bias.min() == 0
    assert spread.noise.min() == 0
    assert spread.noise.size == DRAWS
    assert DRAWS & (DRAWS - 1) == 0
    order = np.argsort(vacancies, kind="stable")
    assert (np.diff(spread.bias[order]) <= 0).all(), "fewer vacancies are never likelier"


@pytest.mark.parametrize("scale", [0, -1])
def test_no_scale_no_spread(scale: int) -> None:
    assert spread_over(np.array([1, 2]), scale) is None
