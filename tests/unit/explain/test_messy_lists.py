"""Explanations of lists as they come: columns that are missing, odd ids and wages, persons who take no job at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.cli import main
from jobmatch.explain import differences, explain_job, explain_person
from jobmatch.verify import verify

POLICY = {"as_of": "2016-08-29"}


def person(key: str, **columns: Any) -> dict[str, Any]:
    return {"person_id": key, "home": "433124", "birth_date": "1990-01-01", "wish_regions": "*", **columns}


def job(key: str, **columns: Any) -> dict[str, Any]:
    return {"job_id": key, "region": "433124", "vacancies": 1, "wage": 3000.0, **columns}


def test_a_change_of_a_column_that_the_list_lacks_is_confirmed() -> None:
    jobs = [job("weld", skills="welding:2"), job("full", vacancies=0)]
    found = jobmatch.solve([person("a")], jobs, POLICY).explain("a", confirm=True)
    assert found.flips is not None
    assert {(flip.change, flip.to, flip.confirmed) for flip in found.flips} >= {("skill", "welding:2", True)}


@pytest.mark.parametrize("odd", ["[/b]4", "[red]", "x" * 198, "?0", "a,b;c"])
def test_ids_of_any_kind_are_printed_as_they_are(
    odd: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "500")
    seekers = [person("a"), person(odd, min_wage=3500.0), person("c", priority="[/i]")]
    jobs = [job(odd), job("other", wage=3400.0, vacancies=2)]
    run = jobmatch.solve(seekers, jobs, POLICY).save(tmp_path / "run")
    for words in (["--person", odd], ["--person", "a"], ["--job", odd], ["--job", "other"]):
        with pytest.raises(SystemExit) as left:
            main(["explain", str(run), *words])
        assert not left.value.code
    assert odd in capsys.readouterr().out
    with pytest.raises(SystemExit) as left:
        main(["diff", str(run), str(run)])
    assert not left.value.code


@pytest.mark.parametrize("tolerance", [0.0, 0.005, 0.333])
def test_wages_in_fen_and_tolerances_stay_wages(tolerance: float) -> None:
    seekers = [person("a", min_wage=3470.93), person("b", min_wage=2986.14)]
    jobs = [job("j", wage=2986.13, vacancies=2)]
    policy = {**POLICY, "rules": {"wage_tolerance": tolerance}}
    result = jobmatch.solve(seekers, jobs, policy)
    found = result.explain("a")
    assert found.flips is not None
    lower = [flip for flip in found.flips if flip.change == "min_wage"]
    assert lower
    assert round(lower[0].value, 2) == lower[0].value
    assert found.flips == result.explain("a").flips
    raises = result.explain(job_id="j").raises
    assert raises
    assert all(round(each.wage, 2) == each.wage for each in raises)
    higher = [{**jobs[0], "wage": raises[-1].wage}]
    placed = jobmatch.solve(seekers, higher, policy).assignment["person_id"].to_list()
    assert "a" in placed


def test_who_is_not_looking_or_too_young_is_not_said_to_have_agreed_to_nothing() -> None:
    seekers = [person("a", status="employed"), person("b", birth_date="2005-01-01"), person("c")]
    result = jobmatch.solve(seekers, [job("j")], POLICY)
    for key in ("a", "b"):
        first, *others = result.explain(key).removals
        assert (first.rule, first.removed, first.left) == ("person", 1, 0)
        assert not any(each.removed for each in others)
    of_job = result.explain(job_id="j")
    assert of_job.removals[0].removed == 2
    assert "regions" not in of_job.one_rule


def test_own_regions_are_offered_as_they_are() -> None:
    regions = pl.DataFrame(
        {
            "code": ["L", "L1", "M", "M1"],
            "parent": [None, "L", None, "M"],
            "level": ["province", "prefecture", "province", "prefecture"],
            "name": ["Left", "Left town", "Middle", "Middle town"],
        }
    )
    seekers = [{"person_id": "a", "home": "L1", "birth_date": "1990-01-01", "wish_regions": "L1"}]
    jobs = [{"job_id": "j", "region": "M1", "vacancies": 1, "wage": 3000.0}]
    found = jobmatch.solve(seekers, jobs, POLICY, regions=regions).explain("a", confirm=True)
    assert found.flips is not None
    assert [(flip.to, flip.name, flip.confirmed) for flip in found.flips] == [("M1", "Middle town", True)]


def test_nothing_is_said_of_changes_where_prices_do_not_prove_the_plan() -> None:
    seekers, jobs = [person("a"), person("b")], [job("j")]
    stopped = jobmatch.solve(seekers, jobs, POLICY, time_limit=0.0)
    if stopped.status is jobmatch.Status.FEASIBLE:
        unplaced = stopped.unmatched["person_id"][0]
        assert explain_person(stopped, unplaced).flips is None
    by_id = {**POLICY, "quota": [{"name": "one", "persons": {"person_id": ["a"]}, "upper": 1}]}
    result = jobmatch.solve(seekers, jobs, by_id)
    assert explain_person(result, result.unmatched["person_id"][0]).flips is None
    shares = {**POLICY, "quota": [{"name": "half", "persons": {"home": "433124"}, "upper_share": 1.0}]}
    result = jobmatch.solve(seekers, jobs, shares)
    assert explain_person(result, result.unmatched["person_id"][0]).flips is None


def test_a_household_that_is_full_gives_no_flip_to_a_job_that_was_open() -> None:
    seekers = [person("a", household_id="h"), person("b", household_id="h")]
    policy = {**POLICY, "household": {"max_out": 1}}
    result = jobmatch.solve(seekers, [job("j", vacancies=2)], policy)
    assert result.explain(result.unmatched["person_id"][0]).flips == ()


def test_counts_are_never_by_person_or_household(tmp_path: Path) -> None:
    seekers = [person("a", household_id="h"), person("b", household_id="h")]
    policy = {**POLICY, "household": {"max_out": 1}}
    one = jobmatch.solve(seekers, [job("j", vacancies=2)], policy)
    other = jobmatch.solve(seekers, [job("j", vacancies=0)], policy)
    for column in ("person_id", "household_id"):
        with pytest.raises(jobmatch.InputError, match="tells single persons or households apart"):
            differences(one, other, column)
    assert "h" not in differences(one, other).prices["group"].to_list()


def test_the_route_of_the_plan_counts_for_who_has_it() -> None:
    """A course that the plan was denied by its budget is not what its participants are said to have."""
    seekers = [person(f"p{k}", skills="") for k in range(4)]
    jobs = [job("weld", vacancies=2, skills="welding:1"), job("open", vacancies=1, wage=2000.0)]
    courses = [
        {"name": "dear", "teaches": "welding:1", "days": 10, "cost": 5000.0, "seats": 9},
        {"name": "cheap", "teaches": "welding:1", "days": 40, "cost": 900.0, "seats": 9},
    ]
    policy = {**POLICY, "course": courses, "budget": [{"name": "fees", "usage": "course_cost", "limit": 2000.0}]}
    result = jobmatch.solve(seekers, jobs, policy)
    assert set(result.assignment["route"]) == {"", "cheap"}
    for key in result.assignment["person_id"]:
        found = result.explain(key)
        assert found.place is not None
        assert found.place.route == result.assignment.filter(pl.col("person_id") == key)["route"][0]
    assert explain_job(result, "open").here == 1


def test_a_damaged_summary_is_a_fault_of_the_run(tmp_path: Path) -> None:
    run = jobmatch.solve([person("a")], [job("j")], POLICY).save(tmp_path / "run")
    for content in ("[]", '{"status": "optimal"}', "", "null"):
        (run / "summary.json").write_text(content)
        with pytest.raises(jobmatch.JobmatchError, match="is not the directory of a run"):
            explain_person(str(run), "a")


def test_a_saved_run_is_opened_though_a_table_of_extra_terms_names_regions_that_nobody_lives_in(tmp_path: Path) -> None:
    (tmp_path / "extra.csv").write_text("persons.home,value\n433124,5\n433101,7\n")
    people = [{"person_id": p, "home": "433124", "wish_regions": "*"} for p in "ab"]
    posts = [{"job_id": "j", "region": "433124", "vacancies": 1, "wage": 3000.0}]
    policy = {"as_of": "2016-08-29", "extra": {"table": str(tmp_path / "extra.csv")}}
    run = jobmatch.solve(people, posts, policy).save(tmp_path / "run")
    assert verify(run).ok
    reasons = [explain_person(run, person).reason for person in "ab"]
    assert sorted(map(str, reasons)) == ["None", "outbid"]
