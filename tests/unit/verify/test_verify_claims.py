"""Runs that are true but not optimal, runs without a plan, and what a report says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jobmatch.verify import Report, verify
from mutation.edit import put, restate, summary, table
from mutation.make_run import solve, write, write_summary
from mutation.showcase import showcase


def _run(tmp_path: Path) -> Path:
    return write(solve(showcase()), tmp_path / "run")


def _reprice(run: Path, price: str) -> None:
    for name in ("prices.csv", "jobs.csv"):
        put(run, name, [{**row, "price": price, "price_fewer": price} for row in table(run, name)])


def _restated(run: Path, **values: Any) -> Report:
    restate(run, **values)
    write_summary(run, summary(run))
    return verify(run)


def test_a_feasible_run_with_a_true_gap_holds(tmp_path: Path) -> None:
    run = _run(tmp_path)
    _reprice(run, "0.0")
    first = _restated(run, status="feasible", stop="time")
    assert first.failed == ("bound", "gap")
    assert first.bound is not None
    assert first.objective is not None
    assert first.bound < first.objective
    claims = {"bound": first.bound, "gap": first.gap, "abs_gap": first.abs_gap}
    assert _restated(run, **claims).ok
    assert _restated(run, stop="boredom").failed == ("status",)
    assert _restated(run, status="optimal", stop=None).failed == ("bound", "status")


def test_a_bound_of_the_solver_is_no_proof_of_an_optimum(tmp_path: Path) -> None:
    run = _run(tmp_path)
    _reprice(run, "0.0")
    assert "bound" in _restated(run, bound_source="solver").failed


def test_a_run_without_a_plan(tmp_path: Path) -> None:
    run = _run(tmp_path)
    for name in ("assignment.csv", "unmatched.csv", "jobs.csv", "prices.csv"):
        (run / name).unlink()
    nothing: dict[str, Any] = dict.fromkeys(["objective", "bound", "bound_source", "gap", "abs_gap"])
    report = _restated(run, status="unknown", stop="time", **nothing)
    assert report.ok, str(report)
    assert report.objective is report.bound is None
    assert "not computable" in str(report)
    assert _restated(run, status="infeasible").failed == ("status",)


def test_the_order_of_rows_in_the_inputs_does_not_matter(tmp_path: Path) -> None:
    run = _run(tmp_path)
    for name in ("seekers", "jobs", "regions"):
        put(run, f"inputs/{name}.csv", table(run, f"inputs/{name}.csv")[::-1])
    assert _restated(run).ok


def test_a_report_names_row_person_and_figures_and_stops_at_three(tmp_path: Path) -> None:
    run = _run(tmp_path)
    rows = table(run, "assignment.csv")
    put(run, "assignment.csv", [{**row, "cost": "1.0"} for row in rows])
    text = str(_restated(run))
    assert "assignment.csv, data row 1 (person P1, job " in text
    assert "cost is stated as 1.00, recomputed" in text
    assert f"and {len(rows) - 3} more" in text
    assert "does not hold: terms" in text


def test_large_figures_are_shown_as_decimals() -> None:
    report = Report("r", True, (), "optimal", objective=4910705909.03, bound=2.0, gap=0.0, abs_gap=0.0)
    assert "4,910,705,909.03" in str(report)
    assert "bound         2\n" in str(report)
