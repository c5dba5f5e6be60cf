"""What is said where no plan keeps the hard limits and the proof goes stage by stage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jobmatch
from jobmatch.verify import verify


def lists(vacancies: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Four persons, whose homes and crews cross."""
    seekers = [
        {
            "person_id": f"p{i}",
            "home": ("433124", "433125")[i // 2],
            "crew": "ab"[i % 2],
            "birth_date": "1990-01-01",
            "wish_regions": "*",
        }
        for i in range(4)
    ]
    jobs = [{"job_id": "j", "region": "433124", "vacancies": vacancies, "wage": 3000.0}]
    return seekers, jobs


CROSSING = {"name": "crew", "per": "persons.crew", "upper": 1}


def unsolvable(vacancies: int, **policy: Any) -> jobmatch.Result:
    """No plan, and a run that holds."""
    result = jobmatch.solve(*lists(vacancies), {"as_of": "2016-08-29", **policy})
    assert result.status is jobmatch.Status.INFEASIBLE
    assert result.summary["solver"] == "priced"
    report = result.verify()
    assert report.ok, str(report)
    return result


AT_MOST_A_QUARTER = {"name": "near", "persons": {"home": "433124"}, "lower": 1, "upper_share": 0.25}


def test_a_lower_limit_above_its_upper_share_is_short_by_what_lies_between() -> None:
    """Nobody can be placed, and one must be."""
    assert unsolvable(0, quota=[CROSSING, AT_MOST_A_QUARTER]).summary["short_by"] == 1


def test_limits_that_contradict_themselves_are_named_without_a_dual() -> None:
    """At least two of at most a quarter of four."""
    summary = unsolvable(2, quota=[CROSSING, {**AT_MOST_A_QUARTER, "lower": 2}]).summary
    assert summary["conflict"] == [["near, lower", "", 2], ["near, upper", "", None]]
    assert summary["short_by"] == 1


def test_where_prices_prove_nothing_the_conflict_is_the_exact_models() -> None:
    """Two are placed at most, of which one is more than a quarter; duals see that three of four could be."""
    summary = unsolvable(2, quota=[CROSSING, AT_MOST_A_QUARTER]).summary
    assert summary["conflict"] == [["near, lower", "", 1], ["near, upper", "", None]]
    assert (summary["bound_source"], summary["short_by"]) == ("solver", 0)


def test_a_conflict_names_budgets_and_nothing_that_can_be_left_out() -> None:
    """Three must go, each uses 500, and there are 1,200 yuan; who is in which crew does not matter."""
    levers = {
        "subsidy": [{"name": "grant", "form": "fixed", "amount": 500.0}],
        "budget": [{"name": "purse", "usage": "grant", "limit": 1200.0}],
        "quota": [{"name": "all", "persons": {"home": "4331"}, "lower": 3}, {**CROSSING, "upper": 2}],
    }
    result = unsolvable(4, **levers)
    assert sorted(result.summary["conflict"]) == [["all, lower", "", 3], ["purse, budget", "", 1200.0]]
    assert result.summary["short_by"] == 1
    for less in ({**levers, "budget": []}, {**levers, "quota": levers["quota"][1:]}):
        found = jobmatch.solve(*lists(4), {"as_of": "2016-08-29", **less})
        assert found.status is jobmatch.Status.OPTIMAL


def test_a_lower_limit_nobody_can_fill_is_short_by_all_of_it() -> None:
    quota = {"name": "near", "persons": {"home": "433124"}, "lower": 2}
    summary = unsolvable(1, quota=[CROSSING, quota]).summary
    assert summary["conflict"] == [["near, lower", "", 2]]
    assert summary["short_by"] == 1


def test_what_an_exact_model_names_is_there_and_hard(tmp_path: Path) -> None:
    result = jobmatch.solve(*lists(2), {"as_of": "2016-08-29", "quota": [CROSSING, AT_MOST_A_QUARTER]})
    run = result.save(tmp_path / "run")
    state = json.loads((run / "summary.json").read_text())
    for conflict, holds in (
        ([["near, lower", "", 1], ["near, upper", "", None]], True),
        ([["near, lower", "", 1]], True),  # that it is enough cannot be checked
        ([["near, lower", "", 2]], False),
        ([["far, lower", "", 1]], False),
        ([["near, lower", "", 1]] * 2, False),
        ("near", False),
    ):
        (run / "summary.json").write_text(json.dumps({**state, "conflict": conflict}))
        assert verify(run).failed == (() if holds else ("conflict",)), conflict
