"""The national preset: who agrees to how much, who sends and who offers."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import polars as pl
import pytest

from jobmatch.lists import read_lists
from jobmatch.pairing import open_scan
from jobmatch.policy import load_policy
from jobmatch.problem import compile_problem
from jobmatch.scenarios.demand import Consent
from jobmatch.scenarios.national import national
from jobmatch.scenarios.presets import generate
from jobmatch.scenarios.wishes import _until_enough

Instance = tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]]


@cache
def instance() -> Instance:
    return generate("national", seekers=20_000, jobs=100_000, seed=4)


def agreed(seekers: pl.DataFrame, jobs: pl.DataFrame) -> np.ndarray[Any, Any]:
    """Share of the job rows in the regions that each person agreed to; no wish lies within another."""
    rows = jobs["region"].value_counts().rows()
    wishes = set(seekers["wish_regions"].str.split(";").explode())
    stem = {wish: wish.removesuffix("00").removesuffix("00") for wish in wishes}
    held = {wish: sum(n for region, n in rows if region.startswith(stem[wish])) for wish in wishes}
    return np.array([sum(held[w] for w in cell.split(";")) for cell in seekers["wish_regions"]]) / jobs.height


def test_everybody_agrees_to_one_to_three_per_cent_of_the_rows() -> None:
    seekers, jobs, _ = instance()
    share = agreed(seekers, jobs)
    assert 0.01 <= share.min() < share.max() <= 0.03
    assert np.median(share) == pytest.approx(0.02, abs=0.002)


@pytest.mark.parametrize("rows", [10_000, 20_000])
def test_consent_is_the_same_at_every_size(rows: int) -> None:
    seekers, jobs, _ = generate("national", seekers=5_000, jobs=rows, seed=4)
    share = agreed(seekers, jobs)
    assert 0.01 <= share.min() < share.max() <= 0.03
    assert np.median(share) == pytest.approx(0.02, abs=0.002)


def test_eligible_jobs_at_full_size() -> None:
    seekers, jobs, policy = instance()
    problem = compile_problem(read_lists(seekers.sample(4_000, seed=1), jobs), load_policy(policy))
    eligible = open_scan(problem).counts().eligible
    low, median, high = np.quantile(eligible, [0.05, 0.5, 0.95])
    assert 170 <= median <= 230
    assert low >= 40
    assert high <= 600
    assert ((eligible >= 50) & (eligible <= 500)).mean() > 0.85


def test_posts_are_scarce_and_on_the_coast_and_persons_inland() -> None:
    seekers, jobs, _ = generate("national", seekers=100_000, jobs=5_000)
    assert jobs["vacancies"].sum() == 70_000
    coast = ("11", "12", "21", "31", "32", "33", "35", "37", "44")
    on_coast = jobs.filter(pl.col("region").str.slice(0, 2).is_in(coast))["vacancies"].sum()
    at_home = seekers["home"].str.slice(0, 2).is_in(coast).mean()
    assert on_coast > 0.6 * 70_000
    assert at_home is not None
    assert at_home < 0.25
    poor = seekers.group_by(pl.col("home").str.slice(0, 2).alias("of")).agg((pl.col("priority") != "default").mean())
    assert dict(poor.rows())["52"] > dict(poor.rows())["32"]


def test_every_prefecture_takes_part() -> None:
    demands, supplies = national()
    assert len(demands) == len(supplies) == 344
    assert sum(demand.seekers for demand in demands) == 10_000_000
    assert (sum(s.rows for s in supplies), sum(s.posts for s in supplies)) == (100_000, 7_000_000)
    assert all(s.employers <= s.rows <= s.posts for s in supplies)
    for demand in demands:
        consent = demand.consent
        assert consent is not None
        assert consent.held.keys() == demand.wishes.keys()
        assert consent.low <= max(consent.held.values()) <= consent.high - consent.low


def test_wishes_are_named_until_they_hold_enough() -> None:
    options = ["a", "b", "c"]
    consent = Consent(0.10, 0.30, {"a": 0.01, "b": 0.2, "c": 0.12})
    chosen = np.array([[1, 2, 0], [0, 1, 2], [0, 0, 0], [2, 0, 1]])
    kept, named = _until_enough(consent, options, chosen, np.random.default_rng(1))
    words = [[options[o] for o in row[on]] for row, on in zip(kept, named, strict=True)]
    assert words[0] == ["b"]
    assert words[1] == ["a", "b"]
    assert words[2][-1] == "b"  # all that was drawn is small
    assert words[3][0] == "c"
    assert "b" not in words[3]  # would hold too much
