"""Targets: what a document means, what is bought for it, and answers that are only bracketed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from rich.console import Console

from jobmatch.errors import PolicyError, UnsupportedError
from jobmatch.scenarios.targets import load_target, reach_target
from jobmatch.scenarios.targets.situation import situation_of
from jobmatch.scenarios.targets.views import reached_json, reached_view

HOMES = ["h1", "h1", "h2", "h3", "h4", None]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Six persons in five households, of whom one has said no; two jobs with a vacancy each."""
    pl.DataFrame(
        {
            "person_id": [f"p{k}" for k in range(6)],
            "household_id": HOMES,
            "home": ["433124"] * 6,
            "min_wage": [2000] * 6,
            "wish_regions": ["4403", "*", "*", "*", "4301;4403", "4301"],
            "priority": ["registered_poor", "default"] * 3,
        }
    ).write_csv(tmp_path / "seekers.csv")
    pl.DataFrame(
        {
            "job_id": ["a", "b"],
            "region": ["440305", "430100"],
            "job_type": ["sewer", "cook"],
            "vacancies": [1, 1],
            "wage": [3000, 3000],
        }
    ).write_csv(tmp_path / "jobs.csv")
    pl.DataFrame({"person_id": ["p0"], "job_id": ["a"], "decision": ["declined"]}).write_csv(tmp_path / "decisions.csv")
    return tmp_path


def document(lists: Path, **others: Any) -> dict[str, Any]:
    base = {name: str(lists / f"{name}.csv") for name in ("seekers", "jobs", "decisions")}
    vacancies = {"name": "posts", "price": 100.0, "per": ["region@prefecture"]}
    return {"name": "t", "base": base, "target": {"placed": 4}, "means": {"vacancies": [vacancies]}} | others


def test_shares_are_of_those_listed_and_rounded_up(lists: Path) -> None:
    asked = {"placed": 0.6, "placed_registered_poor": 1.0, "households": 0.6}
    situation = situation_of(load_target(document(lists, target=asked)))
    assert situation.listed == {"placed": 6, "placed:registered_poor": 3, "households": 5}
    assert situation.goals == {"placed": 4, "placed:registered_poor": 3, "households": 3}


def test_vacancies_are_bought_of_the_jobs_that_there_are(lists: Path) -> None:
    found = reach_target(document(lists))
    assert found.now.most["placed"].reached == 2
    assert found.mix.status == "exact"
    assert found.mix.high == 200.0
    assert found.mix.bought is not None
    assert found.mix.bought.vacancies["vacancies"].sum() == 2
    assert found.plan is not None
    assert found.plan.jobs["vacancies"].sum() == 4, "the plan has them as vacancies of the jobs themselves"
    assert found.plan.jobs["job_id"].to_list() == ["a", "b"]


def test_nobody_is_placed_where_they_said_no(lists: Path) -> None:
    found = reach_target(document(lists, target={"placed": 6}))
    assert found.mix.status == "unreachable", "p0 declined the only job wished for, however many posts of it there are"
    assert found.mix.most["placed"].bound == 5
    assert found.mix.blocked is not None
    assert found.mix.blocked["left_over"] == {"decisions": 1}


def test_a_limit_of_a_single_job_holds_for_its_further_vacancies_too(lists: Path) -> None:
    quota = {"name": "one job", "per": "jobs.job_id", "upper": 2}
    given = document(lists)
    given["base"]["policy"] = {"quota": [quota]}
    found = reach_target(given | {"target": {"placed": 5}})
    assert found.mix.status == "unreachable"
    assert found.mix.most["placed"].bound == 4
    found = reach_target(given)
    assert found.mix.high == 200.0
    assert found.plan is not None


def test_what_the_policy_is_after_changes_nothing_of_what_can_be_reached(lists: Path) -> None:
    given = document(lists, target={"placed": 5, "placed_default": 3, "placed_registered_poor": 2})
    plain = reach_target(given)
    given["base"]["policy"] = {
        "household": {"bonus": 9000.0},
        "objective": {"order": ["local", "cost"]},
        "unmatched": {"default": -5.0},
        "quota": [{"name": "soft", "upper": 1, "soft": 1e6}],
    }
    found = reach_target(given)
    assert plain.mix.most == found.mix.most
    assert {figure: most.bound for figure, most in found.mix.most.items()} == {
        "placed": 5,
        "placed:default": 3,
        "placed:registered_poor": 2,
    }
    assert found.mix.high == plain.mix.high == 300.0
    assert found.plan is not None
    assert found.plan.summary["counts"]["placed"] == 5


def test_pairs_with_costs_of_their_own_can_be_planned_backwards(lists: Path) -> None:
    rows = [(f"p{k}", job, 5.5 + k, 10.25 * k) for k in range(6) for job in "ab"]
    pairs = pl.DataFrame(rows, schema=["person_id", "job_id", "cost", "fee"], orient="row")
    pairs.write_csv(lists / "pairs.csv")
    given = document(lists)
    given["base"] |= {"pairs": str(lists / "pairs.csv"), "policy": {"budget": [_budget("fee", 20.0)]}}
    del given["base"]["decisions"]
    given["means"]["money"] = [{"budget": "purse"}]
    found = reach_target(given)
    assert found.mix.status == "exact"
    assert found.mix.high == 200.0 + (0 + 1 + 2 + 3) * 10.25 - 20.0
    assert found.mix.bought is not None
    assert found.mix.bought.used == {"purse": 61.5}
    assert found.plan is not None
    assert found.plan.verify().ok


def test_money_that_is_there_is_free(lists: Path) -> None:
    given = document(lists)
    given["base"]["policy"] = {
        "subsidy": [{"name": "grant", "form": "fixed", "amount": 30.0}],
        "budget": [_budget("grant", 90.0)],
    }
    given["means"]["money"] = [{"budget": "purse"}]
    found = reach_target(given)
    assert found.alone[0].status == "unreachable", "posts are short"
    assert found.alone[1].status == "unreachable", "money is short"
    assert (found.mix.low, found.mix.high) == (230.0, 230.0)


def test_a_course_is_held_with_its_class_or_not_at_all(lists: Path) -> None:
    given = classes(lists, seekers=3)
    found = reach_target(given)
    assert found.mix.status == "unreachable", "three of three seekers make no class of five"
    assert found.mix.most["placed"].bound == 0
    assert found.plan is None
    for wanted, needs in ((3, 0.0), (5, 0.0), (7, 200.0)):
        found = reach_target(classes(lists, seekers=7) | {"target": {"placed": wanted}})
        assert (found.mix.status, found.mix.high) == ("exact", needs)
        assert found.plan is not None
        assert found.plan.verify().ok


def test_seats_are_not_bought_to_get_round_a_class(lists: Path) -> None:
    """Three further seats without a class would cost 900 with what the course costs; a class of five costs 1,000."""
    given = classes(lists, seekers=7) | {"target": {"placed": 3}}
    given["base"]["policy"]["budget"] = [_budget("course_seats", 4.0)]
    assert reach_target(given).mix.status == "unreachable", "money for four, and a class of five"
    given["base"]["policy"]["budget"] = [_budget("course_cost", 0.0)]
    given["base"]["policy"]["course"][0]["cost"] = 200.0
    given["means"]["money"] = [{"budget": "purse"}]
    found = reach_target(given)
    assert found.mix.status == "exact"
    assert found.mix.high == 1000.0, "five take part, and no seat is bought"
    assert found.mix.bought is not None
    assert found.mix.bought.seats == {"weld": 0}


def classes(lists: Path, seekers: int) -> dict[str, Any]:
    """Seekers without a skill, a job that needs it, and a course of five seats for a class of five."""
    pl.DataFrame({"person_id": [f"p{k}" for k in range(seekers)], "home": "433124", "wish_regions": "*"}).write_csv(
        lists / "seekers.csv"
    )
    pl.DataFrame(
        {"job_id": ["a"], "region": ["440305"], "vacancies": [9], "wage": [3000], "skills": ["w:1"]}
    ).write_csv(lists / "jobs.csv")
    given = document(lists, target={"placed": 3}, means={"seats": [{"course": "weld", "price": 100.0}]})
    del given["base"]["decisions"]
    given["base"]["policy"] = {"course": [{"name": "weld", "teaches": "w:1", "seats": 5, "min_class": 5}]}
    return given


def test_a_plan_that_the_policy_does_not_have_is_none(lists: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobmatch.scenarios.targets.purse.kept", lambda *_: None)
    found = reach_target(document(lists))
    assert (found.mix.status, found.mix.low, found.mix.high) == ("unknown", 200.0, None)
    assert found.plan is None
    assert found.mix.bought is None


def test_jobs_may_have_the_ids_that_copies_would_have(lists: Path) -> None:
    jobs = pl.read_csv(lists / "jobs.csv")
    jobs.with_columns(job_id=pl.Series(["b+1", "b"])).write_csv(lists / "jobs.csv")
    given = document(lists)
    del given["base"]["decisions"]
    found = reach_target(given | {"target": {"placed": 6}})
    assert found.mix.high == 400.0
    assert found.plan is not None
    assert set(found.plan.jobs["job_id"]) == {"b+1", "b"}


@pytest.mark.parametrize("column", [{"upper_column": "vacancies"}, {"upper": 1}])
def test_a_cap_by_vacancies_stays_that_of_the_list(lists: Path, column: dict[str, Any]) -> None:
    given = document(lists, target={"placed": 3})
    given["base"]["policy"] = {"quota": [{"name": "cap", "per": "jobs.job_id", **column}]}
    found = reach_target(given)
    assert found.mix.status == "unreachable"
    assert found.mix.most["placed"].bound == 2
    found = reach_target(given | {"target": {"placed": 2}})
    assert found.mix.high == 0.0
    assert found.plan is not None
    assert found.plan.verify().ok


def test_how_many_are_short_and_how_many_jobs_of_the_list_are_full(lists: Path) -> None:
    given = document(lists, target={"placed": 6})
    answer = reached_json(reach_target(given), load_target(given))
    blocked = answer["mix"]["blocked"]
    assert (blocked["wanted"], blocked["at_most"], blocked["short"]) == (6, 5, 1)
    assert (blocked["full_jobs"], blocked["jobs"]) == (0, 2)
    assert answer["now"]["blocked"]["full_jobs"] == 2


def test_groups_that_the_screen_has_no_room_for_are_in_the_file(tmp_path: Path) -> None:
    pl.DataFrame({"person_id": [f"p{k}" for k in range(23)], "home": "433124", "wish_regions": "*"}).write_csv(
        tmp_path / "seekers.csv"
    )
    pl.DataFrame(
        {"job_id": [f"j{k}" for k in range(23)], "region": "440305", "job_type": [f"t{k}" for k in range(23)]}
    ).with_columns(vacancies=0, wage=3000).write_csv(tmp_path / "jobs.csv")
    means = {"vacancies": [{"name": "posts", "price": 1.0, "per": ["job_type"], "at_most": 1}]}
    given = document(tmp_path, target={"placed": 23}, means=means)
    del given["base"]["decisions"]
    found = reach_target(given)
    console = Console(width=200)
    with console.capture() as told:
        console.print(reached_view(found, load_target(given)))
    assert "… and 3 more groups; all are in target.json (--out)" in told.get()
    assert len(reached_json(found, load_target(given))["mix"]["bought"]["vacancies"]) == 23


def _budget(usage: str, limit: float) -> dict[str, Any]:
    return {"name": "purse", "usage": usage, "limit": limit}


@pytest.mark.parametrize(
    ("means", "error", "told"),
    [
        ({}, PolicyError, "at least one thing"),
        ({"vacancies": [{"name": "x", "price": 1.0}, {"name": "x", "price": 2.0}]}, PolicyError, "two means"),
        ({"vacancies": [{"name": "x", "price": 1.0, "jobs": {"region": "11"}}]}, PolicyError, "no job of the list"),
        ({"money": [{"budget": "purse"}]}, UnsupportedError, "placements"),
        ({"money": [{"budget": "grouped"}]}, UnsupportedError, "has groups"),
        ({"seats": [{"course": "sew", "price": 1.0}]}, UnsupportedError, "by course"),
    ],
)
def test_means_that_cannot_be_bought_are_refused(
    lists: Path, means: dict[str, Any], error: type[Exception], told: str
) -> None:
    given = document(lists, means=means)
    given["base"]["policy"] = {
        "course": [{"name": "sew", "teaches": "sew:1", "seats": 1}],
        "budget": [
            _budget("placements", 9.0),
            {"name": "grouped", "usage": "course_seats", "limit": 1.0, "per": "course"},
        ],
    }
    with pytest.raises(error, match=told):
        reach_target(given)


def test_a_model_of_staying_is_refused(lists: Path) -> None:
    given = document(lists)
    given["base"]["stay"] = "model.json"
    with pytest.raises(PolicyError, match="who stays changes nothing"):
        load_target(given)


def test_what_is_wrong_with_a_mean_names_the_document(tmp_path: Path) -> None:
    text = '[base]\npreset = "xiangxi-2016"\nscale = 0.001\n[target]\nplaced = 5\n[[means.money]]\nbudget = "travl"\n'
    (tmp_path / "aim.toml").write_text(f'name = "aim"\n{text}', encoding="utf-8")
    with pytest.raises(PolicyError, match=r"^aim\.toml: the policy has no budget named 'travl'"):
        reach_target(tmp_path / "aim.toml")
