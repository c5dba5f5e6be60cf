"""Instances whose optimum is known by construction, by arithmetic, or from elsewhere: exactly that optimum."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.optimize import linear_sum_assignment

import jobmatch


def own_costs(cost: np.ndarray, vacancies: Any = 1, unmatched: float = 0.0, **given: Any) -> jobmatch.Result:
    """Solve a dense cost matrix (persons x jobs) through the public call; NaN = not eligible."""
    n, m = cost.shape
    i, j = np.nonzero(~np.isnan(cost))
    pairs = pl.DataFrame(
        {"person_id": [f"p{k}" for k in i], "job_id": [f"j{k}" for k in j], "cost": cost[i, j].astype(float)}
    )
    seekers = pl.DataFrame({"person_id": [f"p{k}" for k in range(n)]})
    jobs = pl.DataFrame({"job_id": [f"j{k}" for k in range(m)], "vacancies": np.broadcast_to(vacancies, m)})
    policy = {"unmatched": {"default": unmatched}}
    return jobmatch.solve(seekers, jobs, policy, pairs=pairs, **given)


@pytest.mark.parametrize("seed", range(4))
def test_square_assignment_in_the_style_of_the_or_library(seed: int) -> None:
    """Costs uniform in 1..100, everybody placed (Beasley's `assign` family)."""
    cost = np.random.default_rng(seed).integers(1, 101, (100, 100)).astype(float)
    rows, columns = linear_sum_assignment(cost)
    result = own_costs(cost, unmatched=10_000.0)
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.unmatched.is_empty()
    assert result.objective == cost[rows, columns].sum()


@pytest.mark.parametrize("seed", range(6))
def test_optimum_built_from_prices(seed: int) -> None:
    """A plan and prices are drawn first, then costs under which complementary slackness makes that plan optimal."""
    rng = np.random.default_rng(seed)
    n, m, stay = 300, 25, 700
    vacancies = rng.integers(1, 12, m)
    seats = rng.permutation(np.repeat(np.arange(m), vacancies))[: rng.integers(n // 3, n)]
    sits = np.full(n, -1)
    sits[: seats.size] = seats
    filled = np.bincount(seats, minlength=m)
    price = np.where(filled == vacancies, rng.integers(0, 300, m), 0)
    worth = np.where(sits >= 0, rng.integers(300, stay + 1, n), stay)  # each person's inner minimum, at most staying
    cost = worth[:, None] - price[None, :] + rng.integers(0, 200, (n, m))
    placed = np.flatnonzero(sits >= 0)
    cost[placed, sits[placed]] = worth[placed] - price[sits[placed]]
    expected = worth.sum() - (price * vacancies).sum()
    result = own_costs(cost.astype(float), vacancies, float(stay))
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.objective == expected
    assert result.bound == expected


def test_machol_wien_needs_long_alternating_paths() -> None:
    """cost[i][j] = (i + 1)(j + 1): the optimum pairs largest with smallest."""
    k = np.arange(1, 61)
    result = own_costs(np.outer(k, k).astype(float), unmatched=1e6)
    assert result.objective == (k * k[::-1]).sum()


def test_all_costs_equal() -> None:
    result = own_costs(np.full((50, 20), 7.0), 2, 100.0)
    assert result.objective == 40 * 7 + 10 * 100
    assert set(result.jobs["price"]) == {93.0}


def test_one_giant_job() -> None:
    cost = np.arange(500, dtype=float)[:, None]
    result = own_costs(cost, 100, 1000.0)
    assert result.objective == sum(range(100)) + 400 * 1000
    row = result.jobs.row(0, named=True)
    assert (row["price"], row["price_fewer"]) == (1000 - 100, 1000 - 99)


def test_small_scores_are_not_cut_to_whole_numbers() -> None:
    """0.009 is not 0, and 0.851 does not tie with 0.859."""
    result = own_costs(np.array([[-0.851, -0.859], [-0.009, np.nan]]))
    assert dict(result.assignment.select("person_id", "job_id").iter_rows()) == {"p0": "j1", "p1": "j0"}
    assert result.objective == -0.868


def test_zero_costs_stay_zero() -> None:
    result = own_costs(np.zeros((3, 3)), unmatched=1.0)
    assert result.objective == 0.0
    assert result.assignment["cost"].to_list() == [0.0, 0.0, 0.0]


def real_data() -> Path:
    folder = os.environ.get("JOBMATCH_REAL_DATA")
    if not folder:
        pytest.skip("the real inputs are not in the repository; JOBMATCH_REAL_DATA names their folder")
    return Path(folder)


def test_real_mutual_acceptance_pairs_place_1286(tmp_path: Path) -> None:
    """2,905 mutual-acceptance pairs of real seekers and posts: the maximum matching has 1,286."""
    folder = real_data() / "acceptance"
    lists = folder / "seekers.csv", folder / "jobs.csv"
    result = jobmatch.solve(*lists, pairs=folder / "pairs.csv")
    assert (result.status, result.gap) == (jobmatch.Status.OPTIMAL, 0.0)
    assert result.assignment.height == 1286
    assert "scales_apart" in set(result.issues["code"])
    assert jobmatch.verify(result.save(tmp_path / "run")).ok


def test_real_families_without_seat_limits_take_their_best_place() -> None:
    """499 real families with room everywhere: each takes its best place, nine decimals kept."""
    folder = real_data() / "families_fy16"
    policy = {"unmatched": {"default": 0.0}}
    result = jobmatch.solve(folder / "seekers.csv", folder / "jobs.csv", policy, pairs=folder / "pairs.csv")
    best = pl.read_csv(folder / "pairs.csv").group_by("person_id").agg(pl.col("cost").min())["cost"].sum()
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.objective == pytest.approx(best, abs=1e-9)


@pytest.mark.parametrize(
    ("budgets", "optimum", "relaxed"),
    [
        ([("seats", "size", "seats")], -286.081470862, -286.219542828),
        (
            [("children", "children", "children_seats"), ("adults", "adults", "adult_seats"),
             ("seniors", "seniors", "senior_seats")],
            -270.928396329,
            -271.075184909,
        ),
    ],
)  # fmt: skip
def test_real_families_reach_their_optimum_by_budgets_alone(
    budgets: list[tuple[str, str, str]], optimum: float, relaxed: float
) -> None:
    """Whole families take seats of places: the first optimum is that of an independent solver (sources: its README)."""
    folder = real_data() / "families_fy16"
    policy = {
        "unmatched": {"default": 0.0},
        "budget": [
            {"name": name, "usage": usage, "per": "jobs.job_id", "limit_column": column}
            for name, usage, column in budgets
        ],
    }
    result = jobmatch.solve(folder / "seekers.csv", folder / "jobs.csv", policy, pairs=folder / "pairs.csv")
    assert (result.status, result.gap) == (jobmatch.Status.OPTIMAL, 0.0)
    assert result.objective == optimum
    assert result.bound_source == "solver"
    assert result.summary["bound_of_prices"] == pytest.approx(relaxed, abs=1e-8)
    assert result.verify().ok
