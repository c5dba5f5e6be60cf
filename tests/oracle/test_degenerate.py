"""Worst cases that neither cycle nor crawl: each is optimal, verifies, and needs few pivots for its size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest

import jobmatch
from jobmatch.masters.tree import JobTree
from oracle.test_known_optima import own_costs

PIVOTS = 50
"""For each person and job: far above what is needed, far below what crawling takes."""

LARGEST = 499_999_999_999_999.0
"""Twice this and one more has sixteen digits, which is one too many."""

DEAREST = 1e12
"""The largest unmatched cost that a policy may have."""


@pytest.fixture
def trees(monkeypatch: pytest.MonkeyPatch) -> list[JobTree]:
    """The trees that have run."""
    seen: list[JobTree] = []
    run = JobTree.run

    def watched(tree: JobTree, *given: Any) -> None:
        if not any(tree is other for other in seen):
            seen.append(tree)
        run(tree, *given)

    monkeypatch.setattr(JobTree, "run", watched)
    return seen


def pivots_and_size(tree: JobTree) -> tuple[int, int]:
    return int(tree.work.tally[0]), tree.persons.seat.size + tree.network.nodes


def check(trees: list[JobTree], solve: Callable[..., jobmatch.Result], optimum: float | None = None) -> jobmatch.Result:
    """Optimal, verified, the same as the flow or the known optimum, and not crawling."""
    result = solve(solver="tree")
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.gap == 0
    assert result.objective == (solve(solver="flow").objective if optimum is None else optimum)
    report = result.verify()
    assert report.ok, str(report)
    pivots, size = (sum(counts) for counts in zip(*map(pivots_and_size, trees), strict=True))
    assert size > 0
    assert pivots <= PIVOTS * size
    return result


def check_costs(
    trees: list[JobTree], cost: np.ndarray, vacancies: Any, unmatched: float, optimum: float | None = None
) -> jobmatch.Result:
    return check(trees, lambda **given: own_costs(cost, vacancies, unmatched, **given), optimum)


def test_all_costs_equal(trees: list[JobTree]) -> None:
    result = check_costs(trees, np.full((1500, 100), 7.0), 10, 100.0, 1000 * 7 + 500 * 100)
    assert set(result.jobs["price"]) == {93.0}


def test_all_costs_equal_and_room_for_all(trees: list[JobTree]) -> None:
    result = check_costs(trees, np.full((1000, 100), -7.0), 10, 0.0, -7000)
    assert result.unmatched.is_empty()


@pytest.mark.parametrize("room", [1, 1500, 3000, 5000])
def test_one_giant_job(trees: list[JobTree], room: int) -> None:
    cost = np.arange(3000.0)[:, None]
    placed = min(room, 3000)
    check_costs(trees, cost, room, 5000.0, sum(range(placed)) + (3000 - placed) * 5000)


def test_one_giant_job_among_small_ones(trees: list[JobTree]) -> None:
    rng = np.random.default_rng(0)
    cost = rng.integers(0, 50, (1000, 80)) + 40.0
    cost[:, 33] = rng.integers(0, 3, 1000)
    vacancies = np.where(np.arange(80) == 33, 700, 2)
    check_costs(trees, cost, vacancies, 200.0)


@pytest.mark.parametrize("top", [2, 100, 1_000_000])
def test_one_vacancy_each(trees: list[JobTree], top: int) -> None:
    cost = np.random.default_rng(top).integers(1, top + 1, (300, 300)).astype(float)
    result = check_costs(trees, cost, 1, 1e7)
    assert result.unmatched.is_empty()


def test_one_vacancy_each_and_products_for_costs(trees: list[JobTree]) -> None:
    """cost[i][j] = i j (Machol and Wien): every plan is a long way from the best."""
    k = np.arange(1.0, 101)
    check_costs(trees, np.outer(k, k), 1, 1e6, float((k * k[::-1]).sum()))


def agreeing(regions: str, types: str, n: int, m: int, steps: int) -> Callable[..., jobmatch.Result]:
    """Lists in which everybody agrees to the same; jobs pay one of so many wages."""
    rng = np.random.default_rng(n)
    seekers = pl.DataFrame(
        {
            "person_id": [f"p{k}" for k in range(n)],
            "home": "433124",
            "wish_regions": regions,
            "wish_job_types": types,
            "min_wage": 2000.0,
            "wish_wage": 4000.0 + 10 * rng.integers(0, 20, n),
        }
    )
    jobs = pl.DataFrame(
        {
            "job_id": [f"j{k}" for k in range(m)],
            "region": [("440305", "433124", "430100")[k % 3] for k in range(m)],
            "job_type": [("welder", "sewer")[k % 2] for k in range(m)],
            "vacancies": 5,
            "wage": 3000.0 + 10 * (np.arange(m) % steps),
        }
    )
    return lambda **given: jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29"}, **given)


@pytest.mark.parametrize("steps", [1, 7, 150])
def test_everybody_agrees_to_everything(trees: list[JobTree], steps: int) -> None:
    result = check(trees, agreeing("*", "*", 1000, 150, steps))
    assert result.assignment.height == 750


def test_nobody_agrees_to_anything(trees: list[JobTree]) -> None:
    result = check(trees, agreeing("", "*", 2000, 300, 7), 2000 * 20_000)
    assert result.assignment.is_empty()
    assert (result.jobs["price"] == 0).all()


@pytest.mark.parametrize("sign", [1, -1])
def test_costs_and_unmatched_costs_at_the_end_of_the_range(trees: list[JobTree], sign: int) -> None:
    rng = np.random.default_rng(sign + 5)
    cost = sign * (DEAREST - rng.integers(0, 100_000, (300, 100)) / 100)
    check_costs(trees, cost, 2, DEAREST)


def test_costs_at_both_ends_of_the_range(trees: list[JobTree]) -> None:
    """Each place is as good or as bad as can be: as many as can be take a good one, and nobody a bad one."""
    rng = np.random.default_rng(7)
    cost = rng.choice([-LARGEST, LARGEST], (400, 100))
    check_costs(trees, cost, 3, 0.0, -300 * LARGEST)


def test_costs_beyond_the_range_are_refused() -> None:
    with pytest.raises(jobmatch.UnsupportedError, match="range of exact sums"):
        own_costs(np.full((3, 3), 2 * LARGEST), 1, 2.0)


@pytest.mark.parametrize("top", [3, 10_000])
def test_as_many_vacancies_as_persons(trees: list[JobTree], top: int) -> None:
    """The hard balance: all have to be placed, and the last ones have only the worst left."""
    rng = np.random.default_rng(top)
    quality = rng.integers(0, top, 90)
    cost = (quality + rng.integers(0, top, (720, 90))).astype(float)
    result = check_costs(trees, cost, 8, 1e6)
    assert result.unmatched.is_empty()


def test_as_many_vacancies_as_persons_with_few_pairs(trees: list[JobTree]) -> None:
    """Everybody knows three jobs, of which the first are a ring: few plans place all."""
    n, m = 900, 300
    rng = np.random.default_rng(4)
    cost = np.full((n, m), np.nan)
    for shift in (0, 1):
        cost[np.arange(n), (np.arange(n) + shift) % m] = rng.integers(0, 1000, n)
    cost[np.arange(n), rng.integers(0, m, n)] = rng.integers(0, 1000, n)
    result = check_costs(trees, cost, 3, 1e5)
    assert result.unmatched.is_empty()


@pytest.mark.parametrize("room", [3, 8, 20])
def test_identical_persons(trees: list[JobTree], room: int) -> None:
    """All want the same; the cheapest places are filled."""
    price = np.random.default_rng(room).permutation(100) * 10.0
    cheapest = np.sort(np.repeat(price, room))[:800]
    expected = cheapest[cheapest < 700].sum() + 700.0 * (800 - (cheapest < 700).sum())
    check_costs(trees, np.tile(price, (800, 1)), room, 700.0, expected)
