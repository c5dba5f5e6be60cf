"""The bound of duals: the same by one number and by components, and for households of any size."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

import jobmatch
from jobmatch.masters import MASTERS, Limits, lagrange
from jobmatch.masters.lagrange import staged_bound
from jobmatch.policy import load_policy
from oracle.lever_cases import Case


def test_components_give_the_bound_that_one_number_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    single, compared = lagrange._scale, 0
    for seed in range(300):
        case = Case(seed)
        if case.levers.households is None:
            continue
        given = (case.scan(), case.vacancies, case.unmatched)
        duals = MASTERS["tree"].solve(*given, Limits(), lambda _: None, levers=case.levers).duals
        assert duals is not None
        bounds = []
        for members in (None, 1):  # any number of members; only those alone
            with monkeypatch.context() as patch:
                if members:
                    patch.setattr(lagrange, "_scale", lambda *a: single(*a) if a[-1] == 1 else None)
                bounds.append(staged_bound(case.scan(), case.levers, *given[1:], duals))
        assert bounds[0] == bounds[1], seed
        compared += np.bincount(case.levers.households.of_person).max() > 1
    assert compared > 60


@pytest.mark.parametrize("max_out", [None, 20])
def test_large_households_with_several_stages_are_proven(max_out: int | None) -> None:
    rng = np.random.default_rng(5)
    n, m = 150, 20
    persons = pl.DataFrame(
        {
            "person_id": [f"p{k}" for k in range(n)],
            "household_id": [f"h{k // 50}" for k in range(n)],
            "priority": rng.choice(["default", "registered_poor"], n),
        }
    )
    jobs = pl.DataFrame({"job_id": [f"j{k}" for k in range(m)], "vacancies": [4] * m})
    at = np.argwhere(rng.random((n, m)) < 0.3)
    costs = rng.integers(100_000, 2_000_000, len(at)) / 100
    pairs = pl.DataFrame({"person_id": [f"p{i}" for i, _ in at], "job_id": [f"j{j}" for _, j in at], "cost": costs})
    household = {"bonus": 50.0, **({} if max_out is None else {"max_out": max_out})}
    order = ["placed:registered_poor", "households", "placed", "cost"]
    policy = load_policy({"quantum": 0.01, "household": household, "objective": {"order": order}})
    result = jobmatch.solve(persons, jobs, policy, pairs=pairs)
    assert result.status is jobmatch.Status.OPTIMAL
    assert result.assignment.height == (80 if max_out is None else 60)
    assert result.verify().ok
