"""What is told of odd persons and jobs: nothing infinite, nothing about others, nothing that is not so."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest

import jobmatch
from jobmatch.explain import explain_job, explain_person
from jobmatch.report import job_view, person_view
from told import printed

POLICY = {"as_of": "2016-08-29"}


def person(key: str, **columns: Any) -> dict[str, Any]:
    return {"person_id": key, "home": "433124", "birth_date": "1990-01-01", "wish_regions": "*", **columns}


def job(key: str, **columns: Any) -> dict[str, Any]:
    return {"job_id": key, "region": "4301", "vacancies": 1, "wage": 3000.0, **columns}


def test_jobs_without_vacancies_are_neither_options_nor_ways_out() -> None:
    seekers = [person("a", wish_regions="4301"), person("b", wish_regions="4301")]
    jobs = [job("one"), job("none", vacancies=0), job("away", region="4403", vacancies=0)]
    result = jobmatch.solve(seekers, jobs, POLICY)
    lost = result.explain(result.unmatched["person_id"][0])
    assert [option.job_id for option in lost.options] == ["one"]
    assert {each.job_id for each in lost.tried} == {None}
    json.dumps(asdict(lost), allow_nan=False)
    assert "inf" not in printed(person_view(lost)).split()


def test_who_takes_no_job_is_offered_no_changes() -> None:
    people = [person("idle", status="employed"), person("b"), person("young", birth_date="2010-01-01")]
    result = jobmatch.solve(people, [job("j"), job("k", region="4403")], POLICY)
    for key in ("idle", "young"):
        found = result.explain(key)
        assert (found.flips, found.tried) == ((), ())
    assert explain_job(result, "j").one_rule == {"person": 2}


def test_those_who_left_would_not_come_back_for_more_money() -> None:
    people = [person(key, min_wage=3500.0, skills="") for key in ("a", "b", "c")]
    decisions = [{"person_id": key, "job_id": "j", "decision": word} for key, word in (("a", "left"), ("b", "no_show"))]
    result = jobmatch.solve(people, [job("j", vacancies=3)], POLICY, decisions=decisions)
    (raised,) = explain_job(result, "j").raises
    assert (raised.eligible, raised.would_come) == (1, 1)


def test_a_skill_that_stands_in_for_another_is_not_missing() -> None:
    swap = {"have": "A", "for": "B", "loss": 0}
    people = [person("a", skills="A:2"), person("b", skills="C:1"), person("c")]
    policy = {**POLICY, "skill": {"substitute": [swap]}}
    found = explain_job(jobmatch.solve(people, [job("j", skills="B:1;C:1")], policy), "j")
    assert {each.skill: each.persons for each in found.skills} == {"B:1": 2, "C:1": 2}


def test_what_a_person_asks_for_is_told_column_by_column() -> None:
    odd = person("a", wish_job_types="*", priority="outside", status="looking", max_tier="outside")
    result = jobmatch.solve([odd], [job("j", job_type="welder")], POLICY)
    text = printed(person_view(result.explain("a")))
    assert "would go to any of all regions" in text
    assert "would work as anything" in text
    assert "priority outside" in text
    assert "status looking" not in text


def test_a_bound_person_is_not_compared_with_staying() -> None:
    policy = {**POLICY, "unmatched": {"default": 0.0}}
    decision = [{"person_id": "a", "job_id": "j", "decision": "forced"}]
    result = jobmatch.solve([person("a")], [job("j")], policy, decisions=decision)
    found = result.explain("a")
    text = printed(person_view(found))
    assert found.bound
    assert not found.tied
    assert "is at most" not in text
    assert "A decision binds the person to this place." in text


def test_a_quota_makes_no_ties_of_its_own() -> None:
    policy = {**POLICY, "quota": [{"name": "one", "upper": 1}]}
    found = jobmatch.solve([person("a")], [job("j")], policy).explain("a")
    assert not found.tied
    assert "the draw" not in printed(person_view(found))


@pytest.mark.parametrize(
    "levers",
    [
        {"household": {"max_out": 1}},
        {"quota": [{"name": "half", "jobs": {"job_id": "j"}, "upper_share": 0.5}]},
        {"quota": [{"name": "some", "upper": 1}]},
    ],
)
def test_jobs_are_not_called_full_that_are_not(levers: dict[str, Any]) -> None:
    people = [person(key, household_id="h") for key in ("a", "b", "c")]
    result = jobmatch.solve(people, [job("j", vacancies=5)], {**POLICY, **levers})
    text = printed(person_view(result.explain(result.unmatched["person_id"][0])))
    assert "full or limits used up" in text
    found = explain_job(result, "j")
    words = "limits keep them out" if found.limits else "limits, or rules on households and groups, keep them out"
    assert words in printed(job_view(found))
    assert bool(found.limits) == ("quota" in levers and "upper" in levers["quota"][0])


def test_jobs_beside_the_persons_own_are_counted_without_it() -> None:
    result = jobmatch.solve([person("a")], [job("j"), job("k"), job("l")], POLICY)
    assert "the 2 of 2 that come closest" in printed(person_view(result.explain("a")))


def test_a_region_that_is_blank_is_not_called_none() -> None:
    people, jobs = [{"person_id": "a"}], [{"job_id": "j", "vacancies": 2, "region": ""}]
    pairs = [{"person_id": "a", "job_id": "j", "cost": 1.0}]
    found = explain_job(jobmatch.solve(people, jobs, POLICY, pairs=pairs), "j")
    assert (found.region, found.region_name) == (None, None)
    assert "None" not in printed(job_view(found))


def test_an_unplaced_person_is_told_that_a_place_would_be_as_good() -> None:
    result = jobmatch.solve([person("a"), person("b")], [job("j")], POLICY)
    found = explain_person(result, result.unmatched["person_id"][0])
    assert (found.exact, found.tied, found.options[0].behind) == (True, True, 0.0)
    text = printed(person_view(found))
    assert "equal" in text
    assert "a job marked as equal would be as good" in text
