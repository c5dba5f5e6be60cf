"""Runs proven by cases on random instances: their optimum is that of all plans, and no plan is below any leaf's bound."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_problems import instance
from case_runs import run_of

from jobmatch.verify import verify

SEEDS = range(120)


@pytest.mark.parametrize("start", range(0, len(SEEDS), 30))
def test_every_optimum_and_every_conflict_is_proven(start: int, tmp_path: Path) -> None:
    found = set()
    for seed in SEEDS[start : start + 30]:
        problem = instance(seed)
        report = verify(run_of(problem, tmp_path / str(seed)))
        assert report.ok, f"seed {seed}, {problem.order}, {problem.case.policy.quota}\n{report}"
        found.add(report.status)
        if report.status == "optimal":
            assert report.objective == report.bound
    assert found == {"optimal", "infeasible"}
