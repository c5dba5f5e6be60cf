"""How many rounds the job tree takes where everybody wants the same jobs, however many these are."""

from __future__ import annotations

import numpy as np
import pytest

from jobmatch.masters import MASTERS, Limits, Outcome
from jobmatch.pairing import ListScan, PairList


@pytest.mark.parametrize("noise", [0, 10, 1000])
@pytest.mark.parametrize(("n", "m"), [(600, 100), (1000, 150), (4000, 600)])
def test_rounds_do_not_grow_with_the_jobs(n: int, m: int, noise: int) -> None:
    rng = np.random.default_rng(0)
    cost = rng.integers(0, 10_000, m)[None, :] + rng.integers(0, noise + 1, (n, m))
    vacancies = rng.multinomial(int(n * 0.6), np.ones(m) / m)
    pairs = PairList(np.arange(n + 1) * m, np.tile(np.arange(m, dtype=np.int32), n), cost.ravel())
    scan, stay = ListScan(pairs), np.full(n, 12_000 + noise)
    lines: list[str] = []
    solution = MASTERS["tree"].solve(scan, vacancies, stay, Limits(), lines.append)
    assert solution.outcome is Outcome.OPTIMAL
    assert 1 < len(lines) <= 15
    bound = int((cost + solution.price).min(axis=1).clip(max=stay).sum() - (solution.price * vacancies).sum())
    assert bound == solution.pays.sum()
