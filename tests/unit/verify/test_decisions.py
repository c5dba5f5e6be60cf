"""What each decision does, decisions that contradict each other, and bound persons in the proof, by small runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from decided_runs import decisions_of, write_decided
from lever_problems import Limit, Problem
from lever_runs import run_of

from jobmatch.policy import load_policy
from jobmatch.verify import Report, verify
from mutation.edit import put, summary, table
from mutation.make_run import solve, write_summary
from mutation.reference import Instance

COSTS = {("Long", "A"): 100, ("Long", "B"): 250, ("Shi", "A"): 150, ("Shi", "B"): 400, ("Wu", "A"): 300}


def _case(*decisions: str, **policy: Any) -> Instance:
    """The example of docs/certificate.md: the best plan is Long to B, Shi to A, Wu unmatched, 1400."""
    return Instance(
        seekers=[{"person_id": name} for name in ("Long", "Shi", "Wu")],
        jobs=[{"job_id": name, "vacancies": "1"} for name in ("A", "B")],
        regions=[{"code": "1", "parent": "", "level": "country", "name": "", "lon": "", "lat": ""}],
        policy=load_policy({"unmatched": {"default": 1000.0}, **policy}),
        pairs=[{"person_id": p, "job_id": j, "cost": str(cost)} for (p, j), cost in COSTS.items()],
        decisions=decisions_of(*decisions) or None,
        cost_decimals=0,
    )


def _solved(folder: Path, *decisions: str) -> tuple[Path, dict[str, str]]:
    run = write_decided(solve(_case(*decisions)), folder)
    return run, {row["person_id"]: row["job_id"] for row in table(run, "assignment.csv")}


def _decide(run: Path, *decisions: str) -> Report:
    put(run, "inputs/decisions.csv", [dict(row) for row in decisions_of(*decisions)])
    write_summary(run, summary(run))
    return verify(run)


@pytest.mark.parametrize(
    ("decisions", "objective", "plan"),
    [
        ([], 1400, {"Long": "B", "Shi": "A"}),
        *(([f"Long B {word}"], 1400 + 100, {"Long": "A", "Shi": "B"}) for word in ("forbidden", "declined")),
        *(([f"Long B {word}"], 1400 + 100, {"Long": "A", "Shi": "B"}) for word in ("no_show", "left")),
        (["Long - withdrawn"], 1000 + 400 + 300, {"Shi": "B", "Wu": "A"}),
        (["Long B withdrawn"], 1000 + 400 + 300, {"Shi": "B", "Wu": "A"}),
        *(([f"Wu A {word}"], 300 + 250 + 1000, {"Long": "B", "Wu": "A"}) for word in ("forced", "accepted")),
        (["Wu A accepted", "Wu A left"], 1400, {"Long": "B", "Shi": "A"}),
        (["Shi A accepted", "Shi A no_show"], 100 + 400 + 1000, {"Long": "A", "Shi": "B"}),
        (["Long A accepted", "Long - withdrawn"], 1700, {"Shi": "B", "Wu": "A"}),
        (["Wu A accepted", "Wu A left", "Shi B accepted"], 1500, {"Long": "A", "Shi": "B"}),
        (["Wu A forced", "Wu A accepted"], 1550, {"Long": "B", "Wu": "A"}),
        (["Wu gone forced", "gone A accepted", "gone - withdrawn"], 1400, {"Long": "B", "Shi": "A"}),
        (["Long gone withdrawn"], 1700, {"Shi": "B", "Wu": "A"}),
    ],
)
def test_each_decision(decisions: list[str], objective: int, plan: dict[str, str], tmp_path: Path) -> None:
    run, found = _solved(tmp_path / "run", *decisions)
    report = verify(run)
    assert report.ok, str(report)
    assert report.objective == report.bound == objective
    assert found == plan
    assert ("decisions" in [check.name for check in report.checks]) == bool(decisions)
    reasons = {row["person_id"]: row["reason"] for row in table(run, "unmatched.csv")}
    assert (reasons.get("Long") == "withdrawn") == ("withdrawn" in str([d for d in decisions if "Long" in d]))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["Wu B accepted"], "person Wu is bound to several jobs (A, B)"),
        (["Wu B forced"], "bound to several jobs"),
        *(([f"Wu A {word}"], "bound to job A, which is also excluded") for word in ("forbidden", "declined", "left")),
        (["Wu - withdrawn"], "person Wu is forced to a job, and withdrawn"),
        (["Long A accepted"], "2 persons are bound to job A with 1 vacancies"),
    ],
)
def test_contradictions(more: list[str], words: str, tmp_path: Path) -> None:
    run, _ = _solved(tmp_path / "run", "Wu A forced")
    report = _decide(run, "Wu A forced", *more)
    assert "decisions" in report.failed
    assert words in str(report)


def test_what_is_no_decision(tmp_path: Path) -> None:
    run, _ = _solved(tmp_path / "run", "Wu A forced")
    assert _decide(run, "Wu A hired").failed == ("tables",)
    assert _decide(run, "Wu - forced").failed == ("tables",)
    assert _decide(run, "Wu A forced").ok


def test_a_decision_is_no_way_around_a_rule(tmp_path: Path) -> None:
    """Wu is not eligible for B."""
    run, _ = _solved(tmp_path / "run", "Long A forced")
    report = _decide(run, "Long A forced", "Wu B accepted")
    assert "decisions" in report.failed
    assert "person Wu is bound to job B, which breaks the rule `pairs`" in str(report)
    assert "person Wu is bound to job B, but has none in the plan" in str(report)


def test_a_plan_that_does_not_keep_a_decision(tmp_path: Path) -> None:
    """The run is true but for the decision, or the other way round."""
    run, _ = _solved(tmp_path / "run", "Wu A forced")
    assert _decide(run, "Shi A forced").failed[:1] == ("decisions",)
    assert _decide(run, "Wu A forced", "Shi - withdrawn").failed == ("unmatched", "counts", "figures")
    assert _decide(run, "Wu A forced", "Long B declined").failed[:1] == ("rules",)
    assert "rules" in _decide(run, "Wu - withdrawn").failed
    assert _decide(run, "Wu A forced").ok


def test_who_is_bound_makes_a_run_with_levers(tmp_path: Path) -> None:
    run, _ = _solved(tmp_path / "run", "Wu A forced")
    certificate = (run / "certificate.csv").read_text(encoding="utf-8")
    assert _decide(run, "Wu A declined").failed[:1] == ("rules",)
    (run / "certificate.csv").unlink()
    assert _decide(run, "Wu A forced").failed == ("certificate",)
    (run / "certificate.csv").write_text(certificate, encoding="utf-8")
    assert _decide(run, "Wu A forced").ok


def test_a_plan_without_prices_where_somebody_is_bound(tmp_path: Path) -> None:
    """The vacancy that Wu is bound to cannot go: its price_fewer is blank, and so may any other be."""
    run, _ = _solved(tmp_path / "run", "Wu A forced")
    assert {row["group"]: row["price_fewer"] for row in table(run, "prices.csv")}["A"] == ""
    for name in ("prices.csv", "jobs.csv"):
        put(run, name, [{**row, "price": "" if i else row["price"]} for i, row in enumerate(table(run, name))])
    assert _decide(run, "Wu A forced").ok


EVERY = [(p, j) for p in range(4) for j in range(2)]


def _bound_problem(upper: int, bound: Sequence[int] = (0, 1), **policy: Any) -> Problem:
    """Four persons of two households, two jobs of a firm that may take `upper`; the first `bound` persons go to J0."""
    costs = {(p, j): 5 * p + 3 * j + (p * j) % 3 for p, j in EVERY if p not in bound or j == 0}
    return Problem(
        seekers=[{"person_id": f"P{p}", "household_id": f"h{p // 2}"} for p in range(4)],
        jobs=[{"job_id": f"J{j}", "vacancies": "2", "firm": "f"} for j in range(2)],
        costs=costs,
        policy={"quota": [{"name": "firm", "per": "jobs.firm", "upper": upper}], **policy},
        limits=[Limit("firm, upper", "f", upper, frozenset(EVERY))],
        bound=frozenset(bound),
    )


def _bind(run: Path, bound: Sequence[int] = (0, 1)) -> Report:
    """Write the decisions, and the pairs that only these exclude."""
    pairs = table(run, "inputs/pairs.csv")
    there = {(row["person_id"], row["job_id"]) for row in pairs}
    pairs += [
        {"person_id": f"P{p}", "job_id": f"J{j}", "cost": "1"} for p, j in EVERY if (f"P{p}", f"J{j}") not in there
    ]
    put(run, "inputs/pairs.csv", pairs)
    return _decide(run, *(f"P{p} J0 accepted" for p in bound))


@pytest.mark.parametrize("upper", [2, 3])
def test_quotas_with_persons_who_are_bound(upper: int, tmp_path: Path) -> None:
    report = _bind(run_of(_bound_problem(upper), tmp_path / "run"))
    assert report.ok, str(report)
    assert verify(tmp_path / "run").objective is not None


def test_bound_persons_who_cannot_all_have_their_job(tmp_path: Path) -> None:
    """The firm may take one, but two are bound to it: the upper limit alone is the conflict."""
    run = run_of(_bound_problem(1), tmp_path / "run")
    report = _bind(run)
    assert report.ok, str(report)
    assert report.status == "infeasible"
    assert [check.name for check in report.checks][2:] == ["persons", "decisions", "certificate", *_LAST]
    assert summary(run)["conflict"] == [["firm, upper", "f", 1]]
    # With one of them only there is a plan.
    assert "conflict" in _decide(run, "P0 J0 accepted").failed
    # Decisions that contradict each other are refused, and prove nothing.
    for more in (["P0 J1 forced"], ["P2 J0 forced"], ["P0 J0 declined"]):
        assert "decisions" in _decide(run, "P0 J0 accepted", "P1 J0 accepted", *more).failed
    put(run, "changes.csv", [], ["person_id"])
    write_summary(run, {**summary(run), "changes": {"kept": 0}})
    assert {"persons", "conflict"} <= set(verify(run).failed)


_LAST = ["conflict", "status", "counts"]


def test_more_members_bound_than_may_go(tmp_path: Path) -> None:
    """Of the household of P0 and P1 one may go; P0 and P2 are of two households."""
    run = run_of(_bound_problem(4, (0, 2), household={"max_out": 1}), tmp_path / "run")
    report = _bind(run, (0, 2))
    assert report.ok, str(report)
    report = _bind(run, (0, 1))
    assert "decisions" in report.failed
    assert "2 members of household h0 are bound, more than max_out" in str(report)
