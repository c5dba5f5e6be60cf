"""Levers through `solve`: limits in time, solving again, and what is told of a plan or of none."""

from __future__ import annotations

import itertools
import re
from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.masters import Limits, OutOfTime
from jobmatch.masters.rounds import Rounds
from jobmatch.masters.sensitivity import all_prices
from jobmatch.scenarios.presets import generate

LEVERS: dict[str, Any] = {
    "quota": [
        {"name": "Longshan", "persons": {"home": "433130"}, "lower": 25},
        {"name": "Changsha", "jobs": {"region": "4301"}, "upper": 30},
        {"name": "firm", "per": "jobs.employer_id", "upper": 4, "soft": 200.0},
    ],
    "household": {"bonus": 1000.0, "max_out": 1},
}


@pytest.fixture(scope="module")
def lists() -> tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]]:
    seekers, jobs, policy = generate("xiangxi-2016", seekers=600, jobs=60)
    return seekers, jobs, dict(policy) | LEVERS


def test_every_lever_is_kept_proven_and_told(lists: tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]]) -> None:
    seekers, jobs, policy = lists
    result = jobmatch.solve(seekers, jobs, policy)
    assert result.status is jobmatch.Status.OPTIMAL
    plan = result.assignment.join(seekers, on="person_id").join(jobs, on="job_id")
    assert plan.filter(pl.col("home").str.starts_with("433130")).height >= 25
    assert plan.filter(pl.col("region").str.starts_with("4301")).height <= 30
    assert plan.group_by("household_id").len()["len"].max() == 1
    parts = result.summary["objective_parts"]
    assert parts["pairs"] + parts["unmatched"] + parts["soft"] - parts["bonus"] == pytest.approx(result.objective)
    assert parts["bonus"] == 1000.0 * plan.height
    over = plan.group_by("employer_id").len()["len"].cast(pl.Int64) - 4
    assert parts["soft"] == 200.0 * over.clip(0).sum()
    used = dict(result.prices.filter(pl.col("constraint") == "Changsha, upper").select("limit", "used").iter_rows())
    assert used == {30: plan.filter(pl.col("region").str.starts_with("4301")).height}
    assert result.verify().ok


def test_order_of_rows_does_not_matter(lists: tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]]) -> None:
    seekers, jobs, policy = lists
    one = jobmatch.solve(seekers, jobs, policy)
    other = jobmatch.solve(seekers.reverse(), jobs.reverse(), policy)
    assert one.assignment.equals(other.assignment)
    assert one.prices.equals(other.prices)
    assert one.certificate is not None
    assert other.certificate is not None
    assert one.certificate.equals(other.certificate)


def test_solving_again_finds_the_optimum_of_the_changed_lists(
    lists: tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]],
) -> None:
    seekers, jobs, policy = lists
    before = jobmatch.solve(seekers, jobs, policy)
    gone = seekers["person_id"].to_list()[:20]
    again = before.resolve(without_seekers=gone)
    fresh = jobmatch.solve(seekers.filter(~pl.col("person_id").is_in(gone)), jobs, policy)
    assert again.objective == fresh.objective
    priced = ("constraint", "group", "price", "price_fewer")  # which of equally good plans it is may differ
    assert again.prices.select(priced).equals(fresh.prices.select(priced))
    assert again.verify().ok


@pytest.mark.parametrize("order", [("cost",), ("placed:registered_poor", "households", "cost")])
def test_wherever_time_ends_what_is_told_is_true(
    lists: tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]],
    order: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seekers, jobs, policy = lists
    policy = {**policy, "objective": {"order": list(order)}}
    best = jobmatch.solve(seekers, jobs, policy)
    statuses = set()
    for allowed in range(0, 60, 3):
        looks = itertools.count()

        def check(limits: Limits, looks: itertools.count[int] = looks, allowed: int = allowed) -> None:
            if limits.deadline is not None and next(looks) >= allowed:
                raise OutOfTime

        with monkeypatch.context() as clock:
            clock.setattr(Limits, "check", check)
            result = jobmatch.solve(seekers, jobs, policy, time_limit=3600.0)
        statuses.add(result.status)
        report = result.verify()
        assert report.ok, str(report)
        if result.status is jobmatch.Status.FEASIBLE:
            assert result.bound is not None
            assert len(order) > 1 or result.bound <= best.objective <= result.objective
        elif result.status is jobmatch.Status.OPTIMAL:
            assert result.objective == best.objective
    assert jobmatch.Status.OPTIMAL in statuses or jobmatch.Status.FEASIBLE in statuses
    assert len(statuses) > 1


def test_limits_that_cannot_hold_together_are_few_and_none_can_be_left_out(
    lists: tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]],
) -> None:
    seekers, jobs, policy = lists
    clash = [{"name": "all", "upper": 60}, {"name": "prefecture", "persons": {"home": "4331"}, "lower": 61}]
    result = jobmatch.solve(seekers, jobs, {**policy, "quota": [*policy["quota"], *clash]})
    assert result.status is jobmatch.Status.INFEASIBLE
    assert sorted(result.summary["conflict"]) == [["all, upper", "", 60], ["prefecture, lower", "", 61]]
    assert result.summary["short_by"] == 1
    assert result.verify().ok
    named = "these limits cannot hold together: .*(all, upper: 60|prefecture, lower: 61).*misses them by 1 at least"
    assert re.search(named, repr(result))
    for asked in ("assignment", "objective", "prices"):
        with pytest.raises(jobmatch.NoPlanError, match=f"{named}.*relax one of them"):
            getattr(result, asked)


@pytest.mark.parametrize("order", [["cost"], ["placed", "cost"]])
def test_units_short_are_those_of_the_conflict(
    lists: tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]], order: list[str]
) -> None:
    seekers, jobs, policy = lists
    policy = {**policy, "quota": [], "household": {}}
    most = jobmatch.solve(seekers, jobs, {**policy, "objective": {"order": ["placed", "cost"]}}).assignment.height
    quota = [{"name": "many", "lower": most + 17}]
    result = jobmatch.solve(seekers, jobs, {**policy, "quota": quota, "objective": {"order": order}})
    assert result.summary["short_by"] == 17
    assert result.verify().ok


@pytest.mark.parametrize("stages", [[], ["placed"]])
@pytest.mark.parametrize("length", [10, 100, 300])
def test_a_price_that_comes_by_a_long_way_is_exact_or_blank(length: int, stages: list[str]) -> None:
    """A chain of jobs, each of which must be filled: one placement more at its head moves everybody."""
    chain = range(length + 1)
    persons = pl.DataFrame({"person_id": [f"p{k:04d}" for k in chain]})
    jobs = pl.DataFrame({"job_id": [f"j{k:04d}" for k in range(length + 2)], "vacancies": [1] * (length + 2)})
    pairs = pl.DataFrame(
        {
            "person_id": [f"p{k:04d}" for k in chain for _ in range(2)],
            "job_id": [f"j{k + side:04d}" for k in chain for side in (0, 1)],
            "cost": [float(cost) for _ in chain for cost in (200, 100)],
        }
    )
    last = f"j{length + 1:04d}"
    held = [
        {"name": "held", "jobs": {"job_id": [f"j{k:04d}" for k in range(1, length + 1)]}, "per": "job_id", "lower": 1}
    ]
    quotas = [{"name": "head", "jobs": {"job_id": "j0000"}, "lower": 0}, *held]
    policy = {"quota": quotas, "objective": {"order": [*stages, "cost"]}}
    result = jobmatch.solve(persons, jobs, policy, pairs=pairs)
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.assignment.filter(pl.col("job_id") == last).height == 1
    priced = dict(result.prices.select("constraint", "price").filter(pl.col("constraint") == "head, lower").iter_rows())
    assert priced["head, lower"] in ((-100.0 * (length + 1),) if not stages else (-100.0 * (length + 1), None))


def test_an_interrupt_while_limits_are_priced_keeps_the_proven_plan(
    lists: tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    seekers, jobs, policy = lists
    monkeypatch.setattr("jobmatch.masters.job_tree.all_prices", interrupted)
    result = jobmatch.solve(seekers, jobs, policy)
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.prices["price"].is_null().all()
    assert result.verify().ok


def test_time_that_ends_while_limits_are_priced_leaves_prices_blank(
    lists: tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    searches = itertools.count()

    def late(rounds: Any, layout: Any, scale: Any, levers: Any, check: Any) -> Any:
        check()

        def over() -> None:
            if next(searches) == 3:
                raise OutOfTime

        return all_prices(rounds, layout, scale, levers, over)

    seekers, jobs, policy = lists
    monkeypatch.setattr("jobmatch.masters.job_tree.all_prices", late)
    result = jobmatch.solve(seekers, jobs, policy)
    assert next(searches) == 4
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.prices["price"].is_null().all()
    assert result.verify().ok


def test_no_ways_are_looked_at_twice(
    lists: tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bytes] = []
    look_below = Rounds.look_below

    def listen(rounds: Rounds, price: Any, limit: Any) -> bool:
        if price.size:  # kernels are prepared with an empty problem
            looked.append(price.tobytes() + limit.tobytes())
        return look_below(rounds, price, limit)

    seekers, jobs, policy = lists
    monkeypatch.setattr(Rounds, "look_below", listen)
    jobmatch.solve(seekers, jobs, policy)
    assert len(looked) == len(set(looked)) > 10


@pytest.mark.parametrize("quota", [{"per": "jobs.skills"}, {"per": "jobs.note"}, {"per": "home@country"}])
def test_blank_cells_belong_to_no_group(quota: dict[str, Any]) -> None:
    seekers = pl.DataFrame(
        {"person_id": ["a", "b"], "home": ["43", "43"], "min_wage": [1, 1], "wish_regions": ["*", "*"]}
    )
    jobs = pl.DataFrame(
        {"job_id": ["x"], "region": ["44"], "vacancies": [2], "wage": [3000], "skills": [""], "note": [""]}
    )
    result = jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29", "quota": [{"name": "q", "upper": 1, **quota}]})
    assert result.assignment.height == 2
    assert result.prices.height == 1
    assert result.verify().ok
