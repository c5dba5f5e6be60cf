"""What a new plan changes of the plan in force: every reason, its costs, and the counts."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.policy import load_policy

JOBS = pl.DataFrame({"job_id": ["W", "X", "Y", "Z"], "vacancies": [1, 20, 20, 1]})
POLICY: dict[str, Any] = {"unmatched": {"default": 50.0}, "change": {"cost": 3.0}}
DECISIONS = [
    ("b", None, "withdrawn"),
    ("c", "X", "forced"),
    ("c", "X", "accepted"),
    ("d", "X", "accepted"),
    ("g", "Y", "left"),
    ("g", "Y", "no_show"),
    ("h", "Y", "no_show"),
    ("h", "Y", "declined"),
    ("i", "Y", "declined"),
    ("i", "Y", "forbidden"),
    ("j", "Y", "forbidden"),
    ("n", "X", "accepted"),
]
# Person, job before, job after, reason, cost before, cost after; X costs 10, Y 20, unplaced 50; a change 3 more.
EXPECTED = [
    ("a", None, "X", "new", None, 10.0),
    ("b", "X", None, "withdrawn", None, 50.0),
    ("c", "Y", "X", "forced", None, 10.0),
    ("d", "Y", "X", "accepted", None, 10.0),
    ("e", "gone", "X", "job_gone", None, 10.0),
    ("f", "Z", "Y", "not_eligible", None, 23.0),
    ("g", "Y", "X", "left", None, 10.0),
    ("h", "Y", "X", "no_show", None, 10.0),
    ("i", "Y", "X", "declined", None, 10.0),
    ("j", "Y", "X", "forbidden", None, 10.0),
    ("k", "W", None, "released", 60.0, 53.0),
    ("l", "Y", "X", "moved", 20.0, 13.0),
    ("zz", "X", None, "person_gone", None, None),
]
KEPT = {"m": "X", "n": "X"}


def table() -> pl.DataFrame:
    """Everybody may take X and Y, but for f (only Y) and k (only W)."""
    pairs = [(p, j, cost) for p in "abcdeghijlmn" for j, cost in (("X", 10.0), ("Y", 20.0))]
    pairs += [("f", "Y", 20.0), ("k", "W", 60.0)]
    return pl.DataFrame(pairs, schema=["person_id", "job_id", "cost"], orient="row")


def solved(**changed: Any) -> jobmatch.Result:
    plan = {person: before for person, before, *_ in EXPECTED if before is not None} | KEPT
    given: dict[str, Any] = {
        "decisions": pl.DataFrame(DECISIONS, schema=["person_id", "job_id", "decision"], orient="row"),
        "plan": pl.DataFrame({"person_id": list(plan), "job_id": list(plan.values())}),
        "pairs": table(),
    }
    persons = pl.DataFrame({"person_id": list("nmlkjihgfedcba")})
    return jobmatch.solve(persons, JOBS, POLICY, **given | changed)


def test_every_reason_by_hand_sorted_by_person() -> None:
    result = solved()
    assert result.changes is not None
    assert result.changes.columns == ["person_id", "job_before", "job_after", "reason", "cost_before", "cost_after"]
    assert result.changes.rows() == EXPECTED
    assert result.summary["changes"] == {"kept": 2, **dict.fromkeys(sorted({row[3] for row in EXPECTED}), 1)}
    report = result.verify()
    assert report.ok, str(report)


def test_nothing_changes() -> None:
    first = solved(plan=None)
    assert first.changes is None
    assert "changes" not in first.summary
    again = solved(plan=first)
    assert again.changes is not None
    assert again.changes.rows() == []
    assert again.summary["changes"] == {"kept": first.assignment.height}
    assert again.objective == first.objective
    report = again.verify()
    assert report.ok, str(report)


@pytest.mark.parametrize("word", ["forced", "accepted"])
def test_a_bound_person_who_has_the_job_already_is_kept(word: str) -> None:
    decisions = [{"person_id": "m", "job_id": "Y", "decision": word}]
    plan = [{"person_id": "m", "job_id": "Y"}]
    result = solved(decisions=decisions, plan=plan)
    assert result.changes is not None
    assert "m" not in result.changes["person_id"]
    assert result.summary["changes"]["kept"] == 1


@pytest.mark.parametrize(("cost", "job"), [(9.0, "X"), (11.0, "Y")])
def test_the_policy_says_what_a_change_is_worth(cost: float, job: str) -> None:
    """X saves 10 yuan a month."""
    policy = POLICY | {"change": {"cost": cost}}
    pairs = table().filter(pl.col("person_id") == "l")
    plan = [{"person_id": "l", "job_id": "Y"}]
    result = jobmatch.solve([{"person_id": "l"}], JOBS, policy, pairs=pairs, plan=plan)
    assert result.assignment["job_id"].to_list() == [job]
    assert result.assignment["change"].to_list() == [cost if job == "X" else 0.0]


def test_the_default_is_a_hundred_yuan() -> None:
    assert load_policy(None).change.cost == 100.0
