"""What is forced is what all optimal plans have in common, by listing them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given, settings
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


def in_common(
    n: int,
    vacancies: list[int],
    cost: dict[tuple[int, int], int],
    stay: int,
    allowed: Callable[[tuple[int, ...]], bool] = lambda plan: True,
) -> list[set[int]]:
    """By person, what they have in some optimal plan of those allowed; -1 stands for staying."""
    options = [[-1, *(j for j in range(len(vacancies)) if (i, j) in cost)] for i in range(n)]
    best, found = None, [set[int]() for _ in range(n)]
    for plan in product(*options):
        if any(plan.count(j) > room for j, room in enumerate(vacancies)):
            continue
        if not allowed(plan):
            continue
        total = sum(stay if j < 0 else cost[i, j] for i, j in enumerate(plan))
        if best is None or total < best:
            best, found = total, [set[int]() for _ in range(n)]
        if total == best:
            for has, j in zip(found, plan, strict=True):
                has.add(j)
    return found


def solved(
    instance: tuple[int, list[int], dict[tuple[int, int], int]], stay: int, seed: int = 0, **levers: Any
) -> jobmatch.Result:
    """Jobs are even or odd; each pair uses as much of `use` as its person's number and its job's say."""
    n, vacancies, cost = instance
    seekers = pl.DataFrame({"person_id": [f"p{i}" for i in range(n)]})
    sides = ["even" if j % 2 == 0 else "odd" for j in range(len(vacancies))]
    jobs = pl.DataFrame({"job_id": [f"j{j}" for j in range(len(vacancies))], "vacancies": vacancies, "side": sides})
    rows = [(f"p{i}", f"j{j}", float(c), float(used(i, j))) for (i, j), c in cost.items()]
    schema: Any = {"person_id": pl.String, "job_id": pl.String, "cost": pl.Float64, "use": pl.Float64}
    pairs = pl.DataFrame(rows, schema, orient="row")
    policy = {"as_of": "2016-08-29", "unmatched": {"default": float(stay)}, **levers}
    return jobmatch.solve(seekers, jobs, policy, pairs=pairs, seed=seed)


def used(person: int, job: int) -> int:
    return 2 + (person + job) % 3


@given(small(), st.sampled_from((2, 3, 100)))
@settings(max_examples=300, deadline=None)
def test_forced_is_what_all_optimal_plans_have(
    instance: tuple[int, list[int], dict[tuple[int, int], int]], stay: int
) -> None:
    n, vacancies, cost = instance
    result = solved(instance, stay)
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


def check_bounds(result: jobmatch.Result, found: list[set[int]]) -> None:
    """Nobody is called forced who is not."""
    placed = {int(key[1:]) for key in result.assignment["person_id"]}
    said = ties(result)
    assert said.forced_places <= sum(len(found[i]) == 1 for i in placed)
    assert said.forced_stays <= sum(len(has) == 1 for i, has in enumerate(found) if i not in placed)
    assert said.forced_places + said.drawn_places == len(placed)
    assert said.forced_stays + said.drawn_stays == len(found) - len(placed)
    assert said.exact == (result.certificate is None)


@given(small(), st.sampled_from((2, 3, 100)), st.integers(1, 2))
@settings(max_examples=200, deadline=None)
def test_with_quotas_nobody_is_called_forced_who_is_not(
    instance: tuple[int, list[int], dict[tuple[int, int], int]], stay: int, most: int
) -> None:
    assume(all(instance[1]))  # where there is no room at all, hard limits may have duals of their own
    quota = [{"name": "even", "jobs": {"side": "even"}, "upper": most}]

    def allowed(plan: tuple[int, ...]) -> bool:
        return sum(j >= 0 and j % 2 == 0 for j in plan) <= most

    check_bounds(solved(instance, stay, quota=quota), in_common(*instance, stay, allowed))


@given(small(), st.sampled_from((2, 3, 100)), st.integers(3, 9), st.integers(0, 3))
@settings(max_examples=200, deadline=None)
def test_with_budgets_nobody_is_called_forced_who_is_not(
    instance: tuple[int, list[int], dict[tuple[int, int], int]], stay: int, limit: int, seed: int
) -> None:
    """Duals of budgets are fractions: an optimal plan may have options that come to a little more."""
    assume(all(instance[1]) and instance[2])
    result = solved(instance, stay, seed, budget=[{"name": "money", "usage": "use", "limit": float(limit)}])
    assume(result.status == "optimal" and result.summary["bound_source"] == "prices")

    def allowed(plan: tuple[int, ...]) -> bool:
        return sum(used(i, j) for i, j in enumerate(plan) if j >= 0) <= limit

    check_bounds(result, in_common(*instance, stay, allowed))


def test_what_prices_of_single_persons_do_not_prove_has_no_count() -> None:
    seekers = [{"person_id": "a", "home": "433124", "wish_regions": "*"}]
    jobs = [{"job_id": "j", "region": "433124", "vacancies": 1, "wage": 3000.0}]
    for levers in (
        {"household": {"bonus": 5.0}},
        {"quota": [{"name": "x", "jobs": {"job_id": "j"}, "upper_share": 1.0}]},
    ):
        result = jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29", **levers})
        with pytest.raises(jobmatch.UnsupportedError, match="ties are"):
            ties(result)
