"""Persons placed as they come: limits are kept, nothing beats hindsight, and nothing of the future is known."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jobmatch
from jobmatch.engine.prepare import prepare
from jobmatch.engine.progress import Phases
from jobmatch.errors import UnsupportedError
from jobmatch.policy import load_policy
from jobmatch.scenarios.rolling import Forecast, Instance, assigned, compared, instance_of, relaxed
from jobmatch.scenarios.rolling.compare import Hindsight, Rule, _guide, order_of
from jobmatch.scenarios.rolling.forecast import solved
from jobmatch.scenarios.rolling.rules import NOBODY

SEATS: dict[str, Any] = {
    "unmatched": {"default": 100.0},
    "budget": [{"name": "seats", "usage": "size", "limit_column": "seats", "per": "jobs.job_id"}],
}
RULES = (
    Rule("first come", "first_come"),
    Rule("myopic", "myopic"),
    Rule("pool", "price_guided", "pool", every=2, forecast=Forecast(2, 3)),
    Rule("seen", "price_guided", "seen", every=2),
    Rule("hindsight", "price_guided", "hindsight"),
)


def lists(
    cost: np.ndarray, size: list[int], seats: list[int], vacancies: list[int]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    n, m = cost.shape
    seekers = pl.DataFrame({"person_id": [f"p{i}" for i in range(n)]})
    jobs = pl.DataFrame({"job_id": [f"j{j}" for j in range(m)], "vacancies": vacancies, "seats": seats})
    rows = [(f"p{i}", f"j{j}", int(cost[i, j]), size[i]) for i in range(n) for j in range(m) if cost[i, j] >= 0]
    pairs = pl.DataFrame(rows, schema=["person_id", "job_id", "cost", "size"], orient="row")
    return seekers, jobs, pairs.cast({"cost": pl.Int64, "size": pl.Int64})


def compiled(tables: tuple[pl.DataFrame, ...], policy: dict[str, Any]) -> Instance:
    seekers, jobs, pairs = tables
    given = {"pairs": pairs, "regions": None, "decisions": None}
    return instance_of(prepare(seekers, jobs, load_policy(policy), Phases(None), 0, None, **given))


def best(instance: Instance, persons: np.ndarray) -> int:
    """The most that these persons can save in all, by trying everything."""
    options = [[NOBODY, *range(instance.ptr[i], instance.ptr[i + 1])] for i in persons]
    most = 0
    for chosen in itertools.product(*options):
        taken = np.array([k for k in chosen if k != NOBODY], np.int64)
        if (instance.used(taken) <= instance.room).all():
            most = max(most, int((instance.unmatched[instance.person[taken]] - instance.cost[taken]).sum()))
    return most


def saved(instance: Instance, order: np.ndarray, took: np.ndarray) -> int:
    at = np.flatnonzero(took != NOBODY)
    return int((instance.unmatched[order[at]] - instance.cost[took[at]]).sum())


@st.composite
def instances(draw: st.DrawFn, seats: bool) -> Instance:
    n, m = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    costs = draw(st.lists(st.integers(-1, 120), min_size=n * m, max_size=n * m))
    size = draw(st.lists(st.integers(1, 4), min_size=n, max_size=n))
    room = draw(st.lists(st.integers(0, 6), min_size=m, max_size=m))
    vacancies = draw(st.lists(st.integers(0 if not seats else 5, 5), min_size=m, max_size=m))
    policy = SEATS if seats else {"unmatched": {"default": 100.0}}
    return compiled(lists(np.reshape(costs, (n, m)), size, room, vacancies), policy)


@settings(max_examples=60, deadline=None)
@given(st.booleans().flatmap(instances), st.integers(1, 5), st.integers(0, 9))
def test_limits_are_kept_and_nothing_beats_hindsight(instance: Instance, batch: int, seed: int) -> None:
    order = order_of(instance.n, False, np.random.default_rng(seed))
    most = best(instance, order.persons)
    weight = np.ones(instance.n)
    assert relaxed(instance, weight, instance.room).saved >= most - 1e-6
    for rule in RULES:
        guide = _guide(instance, rule, order, weight, np.random.default_rng(seed))
        took = assigned(instance, order.persons, batch, guide, jointly=rule.kind != "first_come")
        at = np.flatnonzero(took != NOBODY)
        person = instance.person[took[at]]
        assert (person == order.persons[at]).all()
        assert (instance.used(took[at]) <= instance.room).all()
        assert 0 <= saved(instance, order.persons, took) <= most
    together = assigned(instance, order.persons, instance.n)
    assert saved(instance, order.persons, together) == most, "all at a time is the optimum"


@settings(max_examples=40, deadline=None)
@given(st.booleans().flatmap(instances))
def test_first_come_is_what_it_says(instance: Instance) -> None:
    """Against a plain account of what is left, row by row."""
    order = np.arange(instance.n)[::-1]
    left = instance.room.tolist()
    told = []
    for i in order:
        options = []
        for k in range(instance.ptr[i], instance.ptr[i + 1]):
            uses = range(instance.use_ptr[k], instance.use_ptr[k + 1])
            if all(instance.use_amount[e] <= left[instance.use_row[e]] for e in uses):
                options.append((instance.cost[k], k))
        if options and min(options)[0] < instance.unmatched[i]:
            _, k = min(options)
            told.append(k)
            for e in range(instance.use_ptr[k], instance.use_ptr[k + 1]):
                left[instance.use_row[e]] -= instance.use_amount[e]
        else:
            told.append(NOBODY)
    assert assigned(instance, order, 1, jointly=False).tolist() == told


@settings(max_examples=40, deadline=None)
@given(instances(seats=False))
def test_prices_of_vacancies_are_what_one_more_is_worth(instance: Instance) -> None:
    everybody = np.arange(instance.n)
    price = solved(instance, everybody, instance.room)
    before = best(instance, everybody)
    for job in range(instance.room.size):
        more = instance.room.copy()
        more[job] += 1
        wider = Instance(**{**vars(instance), "room": more})
        assert price[job] == best(wider, everybody) - before


@pytest.mark.parametrize("prices", ["pool", "seen"])
@pytest.mark.parametrize("seats", [False, True])
def test_nothing_of_the_future_is_known(prices: Any, seats: bool) -> None:
    """Who comes later in another order changes nothing of what was decided before."""
    draws = np.random.default_rng(3)
    cost = draws.integers(0, 90, (40, 4))
    policy = SEATS if seats else {"unmatched": {"default": 100.0}}
    instance = compiled(lists(cost, draws.integers(1, 4, 40).tolist(), [8, 9, 10, 11], [3, 4, 5, 6]), policy)
    rule = Rule("x", "price_guided", prices, every=5, forecast=Forecast(3, 10))
    order = order_of(40, False, np.random.default_rng(1))
    other = np.concatenate([order.persons[:20], order.persons[20:][::-1]])
    decided = []
    for persons in (order.persons, other):
        came = type(order)(persons, order.pool)
        guide = _guide(instance, rule, came, np.ones(40), np.random.default_rng(0))
        decided.append(assigned(instance, persons, 1, guide)[:20].tolist())
    assert decided[0] == decided[1]


def test_who_is_held_out_is_in_no_forecast() -> None:
    order = order_of(101, True, np.random.default_rng(0))
    assert order.persons.size == 101
    assert not set(order.persons) & set(order.pool)
    everyone = order_of(101, False, np.random.default_rng(0))
    assert sorted(everyone.persons) == list(range(101))


def test_orders_are_scored_against_hindsight_and_the_same_again() -> None:
    draws = np.random.default_rng(5)
    tables = lists(draws.integers(5, 90, (30, 3)), [1] * 30, [9] * 3, [4, 5, 6])
    policy = {"unmatched": {"default": 100.0}}
    instance = compiled(tables, policy)
    optimum = jobmatch.solve(*tables[:2], policy, pairs=tables[2])
    worth = round((3000 - (optimum.objective or 0)) * 10**instance.decimals)
    hindsight = Hindsight(worth, True, optimum.assignment.height, {15: 400, 14: 350}.get)
    told: list[int] = []
    first = compared(instance, RULES, orders=4, batch=1, seed=7, hindsight=hindsight, told=told.append)
    assert told == [1, 2, 3, 4]
    assert first.equals(compared(instance, RULES, orders=4, batch=1, seed=7, hindsight=hindsight))
    assert not first.equals(compared(instance, RULES, orders=4, batch=1, seed=8, hindsight=hindsight))
    assert (first["share_of_hindsight"] <= 1).all()
    as_many = first.filter(placed=15)
    assert as_many.height > 0
    assert (
        as_many["share_of_hindsight_cost"] * as_many["cost_of_placed"] - 400 / 10**instance.decimals
    ).abs().max() < 1e-9
    means = dict(first.group_by("policy").agg(pl.col("share_of_hindsight").mean()).iter_rows())
    assert means["pool"] > means["first come"], "prices are worth something where posts are scarce"
    held = compared(instance, RULES[:2], orders=2, batch=5, seed=7, held_out=True)
    assert (~held["hindsight_proven"]).all()
    assert (held["share_of_hindsight"] <= 1 + 1e-9).all()


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"quota": [{"name": "few", "per": "jobs.job_id", "lower": 1}]}, "few"),
        ({"quota": [{"name": "soft", "per": "jobs.job_id", "upper": 1, "soft": 5.0}]}, "soft"),
        ({"household": {"bonus": 10.0}}, "household"),
        ({"objective": {"order": ["placed", "cost"]}}, "objective.order"),
    ],
)
def test_what_cannot_be_kept_as_persons_come_is_refused(more: dict[str, Any], name: str) -> None:
    seekers, jobs, pairs = lists(np.full((4, 2), 3), [1] * 4, [9] * 2, [2, 2])
    seekers = seekers.with_columns(household_id=pl.lit("h"))
    with pytest.raises(UnsupportedError, match=name):
        compiled((seekers, jobs, pairs), {"unmatched": {"default": 100.0}, **more})


def test_upper_quotas_are_kept() -> None:
    tables = lists(np.full((6, 2), 3), [1] * 6, [9] * 2, [4, 4])
    quota = {"quota": [{"name": "all", "upper": 5}, {"name": "first", "jobs": {"job_id": "j0"}, "upper": 1}]}
    instance = compiled(tables, {"unmatched": {"default": 100.0}, **quota})
    took = assigned(instance, np.arange(6), 1)
    jobs = instance.job[took[took != NOBODY]]
    assert len(jobs) == 5
    assert np.bincount(jobs).min() == 1


@pytest.fixture(scope="module")
def families() -> Instance:
    home = os.environ.get("JOBMATCH_REAL_DATA")
    if not home:
        pytest.skip("the real inputs are not in the repository; JOBMATCH_REAL_DATA names their folder")
    folder = Path(home) / "families_fy16"
    tables = tuple(pl.read_csv(folder / f"{name}.csv") for name in ("seekers", "jobs", "pairs"))
    return compiled(tables, {**SEATS, "unmatched": {"default": 0.0}})


@pytest.mark.slow
def test_families_reach_98_percent_of_hindsight(families: Instance) -> None:
    """499 real families one by one: prices from the pool, and from those seen so far, against the proven optimum."""
    hindsight = Hindsight(286.081470862 * 10**families.decimals, True)
    rules = (
        Rule("first come", "first_come"),
        Rule("pool", "price_guided", "pool", every=50),
        Rule("seen", "price_guided", "seen", every=50),
    )
    found = compared(families, rules, orders=50, batch=1, seed=0, hindsight=hindsight)
    share = dict(found.group_by("policy").agg(pl.col("share_of_hindsight").mean()).iter_rows())
    assert share["first come"] < 0.90
    assert share["pool"] >= 0.98
    assert share["seen"] >= 0.975
