"""The first rule that a pair breaks: by hand, and over random lists against the scalar reference of docs/model.md."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import polars as pl
import pytest

from jobmatch.engine.settle import settled
from jobmatch.lists import Lists, read_lists
from jobmatch.pairing import NEVER, open_scan
from jobmatch.pairing.refusal import RULES, left_by, refusals
from jobmatch.policy import Policy, load_policy
from jobmatch.problem import STANDINGS, Problem, compile_problem
from jobmatch.words import PHRASES
from mutation.random_cases import random_instance
from mutation.reference import CODES, Instance, Row, first_asked, reason

POLICY = {"as_of": "2016-08-29"}

SEEKER = {
    "person_id": "P",
    "home": "433124",
    "birth_date": "1990-01-01",
    "skills": "",
    "min_wage": "3000",
    "wish_regions": "4403",
    "wish_job_types": "welder",
    "max_tier": "outside",
    "status": "looking",
    "available_from": "2016-09-01",
}
JOB = {
    "job_id": "J",
    "region": "440305",
    "job_type": "welder",
    "vacancies": "1",
    "wage": "3000",
    "skills": "",
    "contract": "yes",
    "insurance": "yes",
    "min_age": "18",
    "max_age": "40",
    "start_date": "2016-09-01",
}
PAIR = [{"person_id": "P", "job_id": "J"}]
OTHER_PAIR = [{"person_id": "Q", "job_id": "J"}]
FORBIDDEN = [{"person_id": "P", "job_id": "J", "decision": "forbidden"}]
WITHDRAWN = [{"person_id": "P", "job_id": "", "decision": "withdrawn"}]

# What breaks each rule, in the order in which the rules are looked at: cells of the person, of the job, other inputs.
BREAKS: list[tuple[str, Row, Row, dict[str, Any]]] = [
    ("withdrawn", {}, {}, {"decisions": WITHDRAWN}),
    ("not_looking", {"status": "employed"}, {}, {}),
    ("under_age", {"birth_date": "2000-08-30"}, {}, {}),
    ("no_consent", {"wish_regions": ""}, {}, {}),
    ("pairs", {}, {}, {"pairs": OTHER_PAIR}),
    ("tier", {"max_tier": "province"}, {}, {}),
    ("region", {"wish_regions": "4301;4401"}, {}, {}),
    ("job_type", {"wish_job_types": "sewer"}, {}, {}),
    ("job_type", {}, {"job_type": ""}, {}),
    ("offer", {}, {"contract": "no"}, {}),
    ("offer", {}, {"insurance": ""}, {}),
    ("offer", {}, {"wage": ""}, {}),
    ("wage", {"min_wage": "3000.01"}, {}, {}),
    ("skills", {}, {"skills": "weld:1"}, {}),
    ("skills", {"skills": "weld:1"}, {"skills": "weld:3"}, {}),
    ("job_age", {}, {"min_age": "27"}, {}),
    ("job_age", {}, {"max_age": "25", "min_age": ""}, {}),
    ("dates", {"available_from": "2016-09-02"}, {}, {}),
    ("decisions", {}, {}, {"decisions": FORBIDDEN}),
]
WORDS = (*STANDINGS[1:], *RULES)


def compiled(lists: Lists, policy: Policy) -> Problem:
    return compile_problem(lists, settled(policy, lists), None)


def rule_of(person: Row, job: Row, others: dict[str, Any]) -> str:
    seekers = [SEEKER | person, SEEKER | {"person_id": "Q"}]
    lists = read_lists(seekers, [JOB | job], **{"pairs": PAIR, **others})
    problem = compiled(lists, load_policy(POLICY))
    at = problem.persons.index_of("P")
    assert at is not None
    pair = np.array([at], np.int32), np.array([0], np.int32)
    (rule,) = refusals(problem, *pair)
    assert (open_scan(problem).costs(*pair)[0] == NEVER) == (rule != "")
    return rule


def test_a_pair_that_breaks_none() -> None:
    assert rule_of({}, {}, {}) == ""


@pytest.mark.parametrize(("rule", "person", "job", "others"), BREAKS)
def test_each_rule(rule: str, person: Row, job: Row, others: dict[str, Any]) -> None:
    assert rule_of(person, job, others) == rule


def test_the_first_of_several_is_named() -> None:
    """A pair that breaks all; one after another they are mended, in the order of the rules."""
    left = {rule: (person, job, others) for rule, person, job, others in reversed(BREAKS)}
    assert tuple(left) == tuple(reversed(WORDS))
    for rule in (*WORDS, ""):
        person, job, others = ({k: v for each in left.values() for k, v in each[part].items()} for part in range(3))
        assert rule_of(person, job, others) == rule
        left.pop(rule, None)


def test_every_rule_has_words() -> None:
    assert {code for code in PHRASES if code.startswith("refused.")} == {f"refused.{rule}" for rule in WORDS}
    reasons = {f"reason.{rule}" for rule in (*WORDS, "dearer_than_unmatched", "outbid", "outbid_limits", "outbid_rule")}
    assert {code for code in PHRASES if code.startswith("reason.")} == reasons
    for kind in ("rule", "alone"):
        assert {code for code in PHRASES if code.startswith(f"{kind}.")} == {
            f"{kind}.{rule}" for rule in ("person", *RULES)
        }


def _expected(case: Instance, person: Row, job: Row) -> str:
    """By the reference: a standing of the person, or the first rule asked that keeps the two apart."""
    stands = reason(case, person, [0])
    if stands in STANDINGS:
        return stands
    return (*CODES, "")[first_asked(case, person, job)]


def test_against_the_reference() -> None:
    """Every pair, and of every person without an eligible job what takes the last one away."""
    seen: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for seed in range(60):
        case = random_instance(seed)
        case = Instance(**{name: getattr(case, name) for name in ("seekers", "jobs", "regions", "policy", "pairs")})
        lists = read_lists(case.seekers, case.jobs, pairs=case.pairs, regions=pl.DataFrame(case.regions))
        if "cost" in lists.columns.get("pairs", ()):
            continue
        problem = compiled(lists, case.policy)
        person, job = (grid.ravel().astype(np.int32) for grid in np.indices((problem.n, problem.m)))
        found = refusals(problem, person, job)
        by_id = {row["person_id"]: row for row in case.seekers}, {row["job_id"]: row for row in case.jobs}
        expected = [
            _expected(case, by_id[0][problem.persons[int(i)]], by_id[1][problem.jobs[int(j)]])
            for i, j in zip(person, job, strict=True)
        ]
        assert found == expected, f"seed {seed}"
        seen.update(found)
        none_open = np.flatnonzero((open_scan(problem).counts().eligible == 0) & (problem.standing == 0))
        rules = [RULES[k] for k in left_by(problem, none_open.astype(np.int32))]
        assert rules == [reason(case, by_id[0][problem.persons[int(i)]], []) for i in none_open], f"seed {seed}"
        last.update(rules)
    assert set(seen) == {*WORDS, ""} - {"withdrawn", "decisions"}, seen
    assert len(last) >= 6, last
