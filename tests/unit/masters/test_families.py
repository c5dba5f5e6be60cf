"""Which quotas cross, and the fewest without which none do."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from jobmatch.masters import families
from jobmatch.masters.families import crossing_pairs, left_out
from jobmatch.problem.arrays import Limit


def limit(quota: str, *members: int) -> Limit:
    return Limit(quota, str(members[0]), True, np.array(members, np.int32), 1, None, None)


def test_pairs_that_overlap_without_one_inside_the_other() -> None:
    county, village = limit("county", 0, 1, 2, 3), limit("village", 1, 2)
    poor = [limit("class", 2, 3, 4), limit("class", 0, 1)]
    assert crossing_pairs([county, village, *poor], 6) == {("county", "class"), ("village", "class")}
    assert crossing_pairs([county, village], 6) == set()
    assert crossing_pairs([county, limit("same", 0, 1, 2, 3), limit("apart", 4, 5)], 6) == set()


@pytest.mark.parametrize("seed", range(30))
def test_the_fewest_are_left_out(seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = [f"q{k}" for k in range(7)]
    crossing = {pair for pair in combinations(names, 2) if rng.random() < 0.3}
    out = left_out(crossing)
    assert not {pair for pair in crossing if not set(pair) & set(out)}
    sets = (set(some) for size in range(8) for some in combinations(names, size))
    assert len(out) == next(len(some) for some in sets if all(set(pair) & some for pair in crossing))


def test_very_many_are_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(families, "FEW", 3)
    star = {("a", f"b{k}") for k in range(5)}
    assert left_out(star) == ["a"]
