"""The checks of results under budgets let true results pass, and notice what is wrong; no solver is asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import polars as pl
import pytest

import jobmatch
from budget_policies import budget_case
from jobmatch.policy import TERMS
from oracle.budget_checks import check_result, stated_limits
from oracle.judge import judge
from oracle.market import Market, market
from oracle.programme import Best, best_plan

ROUTED = 12
"""Results that are looked at: all of them with a course taken and a budget."""


def stated(given: Market, best: Best) -> SimpleNamespace:
    """The best plan as a result would state it, without prices."""
    plan, verdict = [given.triples[k] for k in best.chosen], judge(given, best.chosen)
    objective = float(best.objective)
    assignment = [
        {"person_id": t.person, "job_id": t.job, "route": t.route or None, "cost": float(t.cost)}
        | {name: float(t.terms[name]) for name in TERMS}
        for t in plan
    ]
    units = {(row.constraint, row.group): row.unit for row in given.budgets}
    prices = [
        {"constraint": key[0], "group": key[1], "limit": float(limit), "used": float(used), "price": None}
        | {"price_fewer": None, "unit": units.get(key, "placements"), "of": "relaxation"}
        for key, (limit, used) in stated_limits(given, best.chosen).items()
    ]
    stages = [
        {"name": name, "value": value, "bound": value} for name, value in zip(given.order, best.stages, strict=True)
    ]
    stages.append({"name": "cost", "value": objective, "bound": objective})
    parts = {name: float(value) for name, value in verdict.parts.items()}
    out = sorted(set(given.stay) - {t.person for t in plan})
    return SimpleNamespace(
        status=jobmatch.Status.OPTIMAL,
        stop=None,
        plan=True,
        objective=objective,
        bound=objective,
        abs_gap=0.0,
        bound_source="prices",
        certificate=None,
        summary={"objective_parts": parts, "stages": stages},
        assignment=pl.DataFrame(assignment),
        unmatched=pl.DataFrame({"person_id": pl.Series(out, dtype=pl.String)}),
        prices=pl.DataFrame(prices),
    )


@cache
def routed() -> tuple[tuple[Market, Best], ...]:
    """Markets whose best plans take a course and use money."""
    found: list[tuple[Market, Best]] = []
    seed = 0
    while len(found) < ROUTED:
        given = market(budget_case(Random(seed)))
        best = best_plan(given)
        if any(given.triples[k].route for k in best.chosen) and any(row.used(best.chosen) for row in given.budgets):
            found.append((given, best))
        seed += 1
    return tuple(found)


def check(given: Market, result: SimpleNamespace) -> None:
    check_result(cast(jobmatch.Result, result), given)


def test_true_results_pass() -> None:
    for given, best in routed():
        check(given, stated(given, best))


def _dearer(result: SimpleNamespace) -> None:
    result.objective = result.bound = result.objective + 1
    result.summary["stages"][-1] |= {"value": result.objective, "bound": result.bound}


def _claims_a_bound_above(result: SimpleNamespace) -> None:
    result.bound += 0.1 if result.status is jobmatch.Status.OPTIMAL else 1


def _without_route(result: SimpleNamespace) -> None:
    result.assignment = result.assignment.with_columns(route=pl.lit(None, pl.String))


def _other_term(result: SimpleNamespace) -> None:
    result.assignment = result.assignment.with_columns(pl.col("subsidy") + 1)


def _other_limit(result: SimpleNamespace) -> None:
    result.prices = result.prices.with_columns(pl.col("limit") + 0.01)


def _other_use(result: SimpleNamespace) -> None:
    result.prices = result.prices.with_columns(pl.col("used") + 0.01)


def _no_row_for_money(result: SimpleNamespace) -> None:
    result.prices = result.prices.filter(~pl.col("constraint").str.ends_with("budget"))
    result.prices = result.prices.filter(~pl.col("constraint").str.ends_with("seats"))


def _infeasible(result: SimpleNamespace) -> None:
    result.status, result.plan = jobmatch.Status.INFEASIBLE, None


def _unknown(result: SimpleNamespace) -> None:
    result.status, result.plan = jobmatch.Status.UNKNOWN, None


@pytest.mark.parametrize(
    "spoil",
    [
        _dearer,
        _claims_a_bound_above,
        _without_route,
        _other_term,
        _other_limit,
        _other_use,
        _no_row_for_money,
        _infeasible,
        _unknown,
    ],
)
def test_what_is_wrong_is_noticed(spoil: Callable[[SimpleNamespace], Any]) -> None:
    for given, best in routed():
        if given.parties and spoil is _unknown:
            continue
        result = stated(given, best)
        spoil(result)
        with pytest.raises(AssertionError):
            check(given, result)


def test_a_budget_whose_worth_is_denied() -> None:
    noticed = 0
    for given, best in routed():
        result = stated(given, best)
        result.prices = result.prices.with_columns(price=pl.lit(0.0), price_fewer=pl.lit(0.0))
        try:
            check(given, result)
        except AssertionError:
            noticed += 1
    assert noticed
