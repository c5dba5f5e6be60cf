"""Decisions and plans in force: the checker against the scalar reference on random instances."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from decided_runs import decided_instance, write_decided

from jobmatch.verify import verify
from jobmatch.verify.case import read_case
from jobmatch.verify.files import read_summary
from jobmatch.verify.scan import Question, Scan
from mutation.edit import table
from mutation.make_run import solve
from mutation.reference import bound, broken_rules, terms, unmatched


@pytest.mark.parametrize("start", range(0, 160, 40))
def test_pairs_and_scan(start: int, tmp_path: Path) -> None:
    for seed in range(start, start + 40):
        solved = solve(decided_instance(seed))
        instance, run = solved.case, write_decided(solved, tmp_path / str(seed))
        case = read_case(run, read_summary(run))
        price = np.random.default_rng(seed).integers(0, 5000, len(case.jobs))
        nobody, closed = np.full(len(case.seekers), -1), np.zeros(len(case.jobs), bool)
        answer = Scan(case, nobody, [Question(price, closed, case.unmatched)]).run()
        for p, person in enumerate(instance.seekers):
            assert case.unmatched[p] == unmatched(instance, person), (seed, p)
            found = case.evaluate(np.full(len(case.jobs), p), np.arange(len(case.jobs)))
            costs = {}
            for j, job in enumerate(instance.jobs):
                broken = {rule for rule, fails in found.fails.items() if fails[j]}
                assert broken == broken_rules(instance, person, job), (seed, p, j)
                if not broken:
                    assert {t: v[j] for t, v in found.terms.items()} == terms(instance, person, job), (seed, p, j)
                    costs[j] = int(found.cost[j])
            assert answer.eligible[p] == len(costs), (seed, p)
            assert answer.best_cost[p] == min(costs.values(), default=answer.none), (seed, p)
            best = min((cost + price[j] for j, cost in costs.items()), default=answer.none)
            assert answer.best[0][p] == best, (seed, p)


def test_true_runs_hold_and_show_every_reason(tmp_path: Path) -> None:
    reasons: Counter[str] = Counter()
    left: Counter[str] = Counter()
    levers = 0
    for seed in range(240):
        solved = solve(decided_instance(seed))
        run = write_decided(solved, tmp_path / str(seed))
        report = verify(run)
        assert report.ok, f"seed {seed}\n{report}"
        assert report.objective == report.bound == solved.objective / 10**solved.case.decimals
        levers += bool(bound(solved.case))
        reasons.update(row["reason"] for row in table(run, "changes.csv"))
        left.update(row["reason"] for row in table(run, "unmatched.csv"))
    assert levers > 30
    assert left["withdrawn"] > 10
    words = ("person_gone", "new", "withdrawn", "forced", "accepted", "left", "no_show", "declined", "forbidden")
    assert set(reasons) == {*words, "job_gone", "not_eligible", "released", "moved"}, reasons
