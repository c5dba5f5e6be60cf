"""What is forced is what all optimal plans have in common, by listing them."""

from __future__ import annotations

from itertools import product
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jobmatch
from jobmatch.explain import Ties, ties

PERSONS = st.integers(1, 5)
COSTS = st.sampled_from((1, 2, 3, 5))


@st.composite
def small(draw: st.DrawFn) -> tuple[int, list[int], dict[tuple[int, int], int]]:
    """Number of persons, vacancies of jobs, costs of eligible pairs; many ties."""
    n, vacancies = draw(PERSONS), draw(st.lists(st.integers(0, 2), min_size=1, max_size=4))
    cells = draw(st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, len(vacancies) - 1)), max_size=12))
    return n, vacancies, {cell: draw(COSTS) for cell in sorted(cells)}


def in_common(n: int, vacancies: list[int], cost: dict[tuple[int, int], int], stay: int) -> list[set[int]]:
    """By person, what they have in some optimal plan; -1 stands for staying."""
    options = [[-1, *(j for j in range(len(vacancies)) if (i, j) in cost)] for i in range(n)]
    best, found = None, [set[int]() for _ in range(n)]
    for plan in product(*options):
        if any(plan.count(j) > room for j, room in enumerate(vacancies)):
            continue
        total = sum(stay if j < 0 else cost[i, j] for i, j in enumerate(plan))
        if best is None or total < best:
            best, found = total, [set[int]() for _ in range(n)]
        if total == best:
            for has, j in zip(found, plan, strict=True):
                has.add(j)
    return found


@given(small(), st.sampled_from((2, 3, 100)))
@settings(max_examples=300, deadline=None)
def test_forced_is_what_all_optimal_plans_have(
    instance: tuple[int, list[int], dict[tuple[int, int], int]], stay: int
) -> None:
    n, vacancies, cost = instance
    seekers = pl.DataFrame({"person_id": [f"p{i}" for i in range(n)]})
    jobs = pl.DataFrame({"job_id": [f"j{j}" for j in range(len(vacancies))], "vacancies": vacancies})
    rows = [(f"p{i}", f"j{j}", float(c)) for (i, j), c in cost.items()]
    schema: Any = {"person_id": pl.String, "job_id": pl.String, "cost": pl.Float64}
    pairs = pl.DataFrame(rows, schema, orient="row")
    policy = {"as_of": "2016-08-29", "unmatched": {"default": float(stay)}}
    result = jobmatch.solve(seekers, jobs, policy, pairs=pairs)
    found = in_common(n, vacancies, cost, stay)
    placed = {int(key[1:]) for key in result.assignment["person_id"]}
    expected = Ties(
        sum(len(found[i]) == 1 for i in placed),
        sum(len(found[i]) > 1 for i in placed),
        sum(len(has) == 1 for i, has in enumerate(found) if i not in placed),
        sum(len(has) > 1 for i, has in enumerate(found) if i not in placed),
        0,
    )
    assert ties(result) == expected
    assert result.ties == expected


def test_a_run_with_levers_has_no_count() -> None:
    seekers = [{"person_id": "a", "home": "433124", "wish_regions": "*"}]
    jobs = [{"job_id": "j", "region": "433124", "vacancies": 1, "wage": 3000.0}]
    result = jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29", "quota": [{"name": "all", "upper": 1}]})
    with pytest.raises(jobmatch.UnsupportedError, match="without levers"):
        ties(result)
