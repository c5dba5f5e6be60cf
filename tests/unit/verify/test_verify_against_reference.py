"""The vectorised checker against the scalar reference, pair by pair, on hundreds of random instances."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from jobmatch.verify import verify
from jobmatch.verify.case import read_case
from jobmatch.verify.files import read_summary
from jobmatch.verify.scan import Question, Scan
from mutation.make_run import Solved, solve, write
from mutation.random_cases import random_instance
from mutation.reference import broken_rules, terms

SEEDS = range(240)


def _run(seed: int, folder: Path) -> tuple[Solved, Path]:
    solved = solve(random_instance(seed, every_form=True))
    return solved, write(solved, folder / str(seed))


@pytest.mark.parametrize("start", range(0, len(SEEDS), 60))
def test_rules_and_terms_of_every_pair(start: int, tmp_path: Path) -> None:
    for seed in SEEDS[start : start + 60]:
        solved, run = _run(seed, tmp_path)
        instance = solved.case
        case = read_case(run, read_summary(run))
        person, job = (
            axis.ravel() for axis in np.meshgrid(np.arange(len(case.seekers)), np.arange(len(case.jobs)), indexing="ij")
        )
        found = case.evaluate(person, job)
        for at, (p, j) in enumerate(zip(person.tolist(), job.tolist(), strict=True)):
            seeker, post = instance.seekers[p], instance.jobs[j]
            broken = {rule for rule, fails in found.fails.items() if fails[at]}
            assert broken == broken_rules(instance, seeker, post), (seed, p, j)
            if not broken:
                split = {term: int(values[at]) for term, values in found.terms.items()}
                assert split == terms(instance, seeker, post), (seed, p, j)


@pytest.mark.parametrize("start", range(0, len(SEEDS), 60))
def test_scan_visits_exactly_the_eligible_pairs(start: int, tmp_path: Path) -> None:
    for seed in SEEDS[start : start + 60]:
        solved, run = _run(seed, tmp_path)
        case = read_case(run, read_summary(run))
        rng = np.random.default_rng(seed)
        price = rng.integers(0, 5000, len(case.jobs))
        closed = rng.random(len(case.jobs)) < 0.2
        nobody = np.full(len(case.seekers), -1)
        answer = Scan(case, nobody, [Question(price, closed, case.unmatched)]).run()
        for p in range(len(case.seekers)):
            mine = {j: cost for (q, j), cost in solved.eligible.items() if q == p}
            assert answer.eligible[p] == len(mine), (seed, p)
            assert answer.best_cost[p] == min(mine.values(), default=answer.none), (seed, p)
            best = min((cost + price[j] for j, cost in mine.items() if not closed[j]), default=answer.none)
            assert answer.best[0][p] == best, (seed, p)


@pytest.mark.parametrize("start", range(0, len(SEEDS), 60))
def test_a_true_optimum_passes_every_check(start: int, tmp_path: Path) -> None:
    for seed in SEEDS[start : start + 60]:
        solved, run = _run(seed, tmp_path)
        report = verify(run)
        assert report.ok, f"seed {seed}\n{report}"
        assert report.objective == report.bound == solved.objective / 10**solved.case.decimals
        assert report.gap == report.abs_gap == 0
        assert report.checks[-1].name == "extremes"
