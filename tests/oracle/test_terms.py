"""Eligibility, every term and every reason equal docs/model.md, taken word for word by a slow scalar reading of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from jobmatch.engine.solve import eligible_pairs, solve
from jobmatch.errors import UnsupportedError
from jobmatch.policy import TERMS, policy_to_json
from mutation.random_cases import random_instance
from mutation.reference import Instance, broken_rules, reason, terms, unmatched

POINTLESS = {"priority": "default", "status": "looking", "max_tier": "outside"}


def sources(case: Instance, folder: Any) -> dict[str, Any]:
    """The instance as a caller would give it."""
    given: dict[str, Any] = {}
    folder.mkdir(exist_ok=True)
    if case.distances is not None:
        pl.DataFrame(case.distances).write_csv(folder / "distances.csv")
    if case.extra is not None:
        pl.DataFrame(case.extra).write_csv(folder / "extra.csv")
    (folder / "policy.json").write_text(policy_to_json(case.policy), encoding="utf-8")
    given["policy"] = folder / "policy.json"
    given["seekers"], given["jobs"] = (pl.DataFrame(list(rows)) for rows in (case.seekers, case.jobs))
    given["regions"] = pl.DataFrame(list(case.regions)).with_columns(pl.col(pl.String).replace("", None))
    for name in ("pairs", "decisions"):
        rows = getattr(case, name)
        given[name] = None if rows is None else pl.DataFrame([r for r in rows if r["person_id"] != "gone"])
    return given


def check(seed: int, folder: Any) -> bool:
    case = random_instance(seed)
    given = sources(case, folder)
    if any(row["decision"] == "accepted" for row in case.decisions or ()):
        with pytest.raises(UnsupportedError, match="accepted"):
            solve(**given)
        return False
    result = solve(**given)
    if case.cost_decimals is not None:  # as many as are written, which may be fewer than were drawn
        case = replace(case, cost_decimals=result.summary["decimals"])
    pairs = {(row["person_id"], row["job_id"]): row for row in eligible_pairs(**given).iter_rows(named=True)}
    unit = 10**case.decimals
    left = {row["person_id"]: row for row in result.unmatched.iter_rows(named=True)}
    for person in case.seekers:
        costs = []
        for job in case.jobs:
            key = person["person_id"], job["job_id"]
            broken = broken_rules(case, person, job)
            assert (key in pairs) == (not broken), (seed, key, broken)
            if broken:
                continue
            expected = terms(case, person, job)
            costs.append(sum(expected.values()))
            found = pairs[key]
            assert {t: found[t] for t in TERMS} == {t: expected[t] / unit for t in TERMS}, (seed, key)
            assert found["cost"] == costs[-1] / unit
            assert found["unmatched_cost"] == unmatched(case, person) / unit
        if person["person_id"] in left:
            row = left[person["person_id"]]
            assert row["reason"] == reason(case, person, costs), (seed, person)
            assert row["eligible_jobs"] == len(costs)
            assert row["best_cost"] == (min(costs) / unit if costs else None)
    return True


@pytest.mark.parametrize("start", range(0, 120, 10))
def test_terms(start: int, tmp_path: Any) -> None:
    assert sum(check(seed, tmp_path / str(seed)) for seed in range(start, start + 10)) >= 5


@pytest.mark.slow
@pytest.mark.parametrize("start", range(1000, 1500, 50))
def test_terms_at_length(start: int, tmp_path: Any) -> None:
    assert sum(check(seed, tmp_path / str(seed)) for seed in range(start, start + 50)) >= 25
