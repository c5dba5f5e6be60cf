"""What has to hold of a result under budgets, courses and crossing quotas (docs/levers.md, docs/certificate.md)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

import jobmatch
from budget_policies import sources
from jobmatch.policy import TERMS
from oracle.certificate import Proof, duals_of, left_out, most_of, rounded_up
from oracle.judge import Verdict, judge
from oracle.market import Market, market
from oracle.programme import Best, best_plan, least_short
from oracle.triples import Case

MOST_RAISED = 4
"""Limits of a case that are raised and lowered one by one."""


def check_case(case: Case) -> jobmatch.Status:
    """Solve the case and check everything that can be said of the result."""
    result = jobmatch.solve(**sources(case))
    check_result(result, market(case))
    report = result.verify()
    assert report.ok, str(report)
    return result.status


def check_result(result: jobmatch.Result, given: Market) -> None:
    """Check the result against the programme."""
    best = best_plan(given)
    if result.plan is None:
        check_no_plan(result, given, best)
        return
    assert best.status == "optimal"
    chosen = chosen_triples(result, given)
    verdict = judge(given, chosen)
    check_plan(result, given, verdict)
    check_proof(result, given, best, verdict)
    check_certificate(result, given, verdict)
    check_limits(result, given, chosen)
    check_prices(result, given, verdict)


def near(value: Fraction) -> Any:
    """A decimal that is kept as a float."""
    return pytest.approx(float(value), rel=1e-12, abs=1e-9)


def quanta(given: Market, yuan: float) -> int:
    """A figure of the result in whole quanta."""
    return round(Fraction(repr(yuan)) * given.case.unit)


def check_no_plan(result: jobmatch.Result, given: Market, best: Best) -> None:
    """Only what has no plan is infeasible; `unknown` is for what the prices alone cannot tell."""
    if result.status is jobmatch.Status.UNKNOWN:
        assert given.parties or best.status == "infeasible"
        return
    assert result.status is jobmatch.Status.INFEASIBLE
    assert best.status == "infeasible"
    if result.bound_source == "solver":  # an exact programme's word, where the prices found prove nothing
        return
    assert result.summary["conflict"] or given.bound  # a bound person and those who go along may be all there is
    if result.summary.get("short_by") is not None:
        assert 1 <= result.summary["short_by"] <= least_short(given)
    if result.certificate is not None and stage_by_stage(result):
        proof = Proof(given, "hard", duals_of(result.certificate, "hard"), {})
        assert not proof.faults, proof.faults
        assert rounded_up(proof.bound) == result.summary["short_by"]


def chosen_triples(result: jobmatch.Result, given: Market) -> list[int]:
    """The places of the plan's triples, every one of which is eligible and costs what it says."""
    places = {t.key: k for k, t in enumerate(given.triples)}
    chosen = []
    for row in result.assignment.iter_rows(named=True):
        key = row["person_id"], row["job_id"], row["route"] or ""
        assert key in places, key
        chosen.append(places[key])
        triple = given.triples[chosen[-1]]
        assert {name: row[name] for name in TERMS} == {name: float(triple.terms[name]) for name in TERMS}, key
        assert row["cost"] == float(triple.cost)
    assert {row["person_id"] for row in result.unmatched.iter_rows(named=True)} == set(given.stay) - {
        given.triples[k].person for k in chosen
    }
    return chosen


def check_plan(result: jobmatch.Result, given: Market, verdict: Verdict) -> None:
    """The plan breaks nothing, and objective and parts are as stated."""
    assert not verdict.broken, verdict.broken
    assert quanta(given, result.objective) == verdict.objective * given.case.unit
    parts = result.summary.get("objective_parts")
    if parts is not None:
        assert parts == {name: near(value) for name, value in verdict.parts.items()}
    assert stage_values(result, given) == verdict.stages


def stage_values(result: jobmatch.Result, given: Market) -> tuple[int, ...]:
    """What the stages before the cost count, as stated."""
    stages: Sequence[dict[str, Any]] = result.summary.get("stages") or [{"name": "cost"}]
    assert [stage["name"] for stage in stages] == [*given.order, "cost"]
    return tuple(stage["value"] for stage in stages[:-1])


def check_proof(result: jobmatch.Result, given: Market, best: Best, verdict: Verdict) -> None:
    """Bound ≤ optimum ≤ objective, and all three are one where the plan is proven."""
    assert verdict.rank >= (*(Fraction(-value) for value in best.stages), best.objective)
    assert result.bound is not None
    as_good = best_plan(given, at_least=verdict.stages)  # no worse in any stage
    assert quanta(given, result.bound) <= as_good.objective * given.case.unit
    assert result.abs_gap == pytest.approx(result.objective - result.bound, rel=1e-9, abs=1e-6)
    of_prices = result.summary.get("bound_of_prices")
    assert result.bound_source in ("prices", "solver")
    if of_prices is not None:
        assert quanta(given, of_prices) <= quanta(given, result.bound)
    if result.status is jobmatch.Status.OPTIMAL:
        assert (verdict.stages, verdict.objective) == (best.stages, best.objective)
        assert quanta(given, result.bound) == quanta(given, result.objective)
    else:
        assert result.stop in (jobmatch.Stop.GAP, jobmatch.Stop.STALLED)
    for k, stage in enumerate((result.summary.get("stages") or [])[:-1]):
        if verdict.stages[:k] == best.stages[:k] and stage["bound"] is not None:
            assert stage["bound"] >= best.stages[k], stage


def proven(result: jobmatch.Result) -> float:
    """What the prices prove of the cost."""
    of_prices = result.summary.get("bound_of_prices")
    bound = result.bound if of_prices is None else of_prices
    assert bound is not None
    return float(bound)


def stage_by_stage(result: jobmatch.Result) -> bool:
    """Whether each stage is proven by duals of its own, and not by cases."""
    columns = [] if result.certificate is None else result.certificate.columns
    return "stage" in columns and "leaf" not in columns


def check_certificate(result: jobmatch.Result, given: Market, verdict: Verdict) -> None:
    """The duals of each stage prove the bound that is stated, by addition alone."""
    if not stage_by_stage(result):
        return
    assert result.certificate is not None
    out = left_out(given, verdict)
    stated = {stage["name"]: stage["bound"] for stage in result.summary.get("stages") or []}
    for k, stage in enumerate((*given.order, "cost")):
        values = {name: out[name] for name in given.order[:k]}
        proof = Proof(given, stage, duals_of(result.certificate, stage), values)
        assert not proof.faults, proof.faults
        if stage == "cost":
            assert quanta(given, proven(result)) == rounded_up(proof.bound, given.case.unit) * given.case.unit
        elif stated[stage] is not None:
            assert most_of(given, stage) - stated[stage] == max(0, rounded_up(proof.bound)), stage


def stated_limits(given: Market, chosen: Sequence[int]) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    """Limit and use of every row that `prices.csv` has to have, by constraint and group."""
    plan = [given.triples[k] for k in chosen]
    rows: dict[tuple[str, str], tuple[Fraction, Fraction]] = {}
    for job, vacancies in given.vacancies.items():
        rows["vacancies", job] = Fraction(vacancies), Fraction(sum(t.job == job for t in plan))
    for row in given.budgets:
        rows[row.constraint, row.group] = row.limit, row.used(chosen)
    for quota in given.quotas:
        count = Fraction(len(quota.triples.intersection(chosen)))
        for side, limit in zip(("lower", "upper"), quota.limits(len(plan)), strict=True):
            if limit is not None:
                rows[f"{quota.name}, {side}", quota.group] = Fraction(limit), count
    for name in given.households if given.max_out is not None else ():
        members = [person for person, household in given.household.items() if household == name]
        if len(members) > (given.max_out or 0):
            out = sum(t.person in members for t in plan)
            rows["household, max_out", name] = Fraction(given.max_out or 0), Fraction(out)
    return rows


def check_limits(result: jobmatch.Result, given: Market, chosen: Sequence[int]) -> None:
    """A row for each limit, with true limit and use."""
    rows = result.prices.iter_rows(named=True)
    stated = {(row["constraint"], row["group"] or ""): (row["limit"], row["used"]) for row in rows}
    expected = stated_limits(given, chosen)
    assert set(stated) == set(expected)
    for key, (limit, used) in expected.items():
        assert stated[key][0] == near(limit), key
        assert stated[key][1] == near(used), key
    if "unit" in result.prices.columns:
        units = {(row.constraint, row.group): row.unit for row in given.budgets}
        for row in result.prices.iter_rows(named=True):
            unit = units.get((row["constraint"], row["group"] or ""))
            assert unit is None or row["unit"] in (unit, unit.partition(".")[2]), row
            assert row["of"] == "relaxation"


def check_prices(result: jobmatch.Result, given: Market, verdict: Verdict) -> None:
    """No limit that moves by one unit changes the optimum by more than its price and the gap tell."""
    bound = Fraction(quanta(given, proven(result)), given.case.unit)
    rows = [row for row in result.prices.iter_rows(named=True) if row["constraint"] != "household, max_out"]
    rows.sort(key=lambda row: (row["constraint"] == "vacancies", -abs(row["price"] or 0)))
    for row in rows[:MOST_RAISED]:
        for by, price in ((1, row["price"]), (-1, row["price_fewer"])):
            if price is None or row["limit"] + by < 0:
                continue
            moved = given.raised(row["constraint"], row["group"] or "", Fraction(by))
            best = None if moved is None else best_plan(moved)
            if best is None or best.status == "infeasible":
                continue
            if all(new >= old for new, old in zip(best.stages, verdict.stages, strict=True)):
                least = bound - by * Fraction(repr(float(price)))
                assert best.objective > least - Fraction(1, given.case.unit), (row, by, best.objective)  # rounded up
