"""A policy written as text reads back as the same policy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest
from pydantic import BaseModel

from jobmatch.policy import Policy, load_policy
from jobmatch.report import policy_text
from jobmatch.words import PHRASES

FULL = {
    "as_of": date(2016, 8, 29),
    "quantum": 1e-9,
    "rules": {"looking": [], "working_age": 18},
    "unmatched": {"default": 1.5, "registered_poor": 2e9, "退伍军人": 7.0},
    "skill": {"weights": {"电焊": 10.0, "sew-ing": 2.5}, "substitute": [{"have": "缝纫", "for": "制鞋", "loss": 1}]},
    "distance": {"table": "km.csv", "typical_km": {"county": 7}},
    "subsidy": [{"name": 'ticket "A"', "form": "ticket", "cap": 300.0, "persons": {"home": ["433124", "4331"]}}],
    "quota": [{"name": "share", "lower": 4, "pairs": {"tier": ["province"]}, "per": "jobs.employer_id"}],
}


@pytest.mark.parametrize("policy", [Policy(), load_policy(FULL)])
def test_text_reads_back_as_the_same_policy(policy: Policy) -> None:
    assert load_policy(tomllib.loads(policy_text(policy))) == policy


def test_every_key_has_its_line_and_its_meaning() -> None:
    text = policy_text()
    assert "# Yuan a month for each missing level.\nweight = 300.0\n" in text
    assert "[distance.typical_km]\ncounty = 20\n" in text
    assert "term" not in text.replace("determine", "")


def keys(table: type[BaseModel], path: str = "") -> Iterator[tuple[str, str]]:
    """Names of keys below a table, and what the schema says of each."""
    for name, field in table.model_fields.items():
        key = path + (field.alias or name)
        if field.description and not field.exclude:
            yield key, " ".join(field.description.split())
        inner = [part for part in (field.annotation, *get_args(field.annotation)) if isinstance(part, type)]
        for below in inner:
            if issubclass(below, BaseModel):
                yield from keys(below, f"{key}.")


def test_the_catalogue_says_of_keys_what_the_schema_says() -> None:
    said = {code.removeprefix("key."): phrase.en for code, phrase in PHRASES.items() if code.startswith("key.")}
    assert said == dict(keys(Policy))


def test_a_policy_in_chinese_reads_back_too() -> None:
    text = policy_text(lang="zh")
    assert load_policy(tomllib.loads(text)) == Policy()
    comments = [line for line in text.splitlines() if line.startswith("#") and "=" not in line and "[" not in line]
    assert all(re.search("[\u4e00-\u9fff]", line) for line in comments)
    assert [quota.name for quota in uncommented(text, "# 配额，数量不限").quota] == [
        "花垣县份额",
        "建档立卡",
        "各县均衡",
        "班组",
    ]
    policy = uncommented(text, "# 经费与培训，数量不限")
    assert [budget.usage for budget in policy.budget] == [subsidy.name for subsidy in policy.subsidy]


def uncommented(text: str, title: str) -> Policy:
    """The policy that the lines after a title are, with their marks taken away."""
    _, _, examples = text.partition(title)
    lines = [line.removeprefix("# ") for line in examples.partition("\n\n")[0].splitlines()[1:]]
    return load_policy(tomllib.loads("\n".join(lines)))


def test_the_defaults_end_with_quotas_that_only_wait_for_their_marks_to_be_taken_away() -> None:
    text = policy_text()
    assert load_policy(tomllib.loads(text)) == Policy()
    policy = uncommented(text, "# Quotas, as many as you like")
    assert [quota.name for quota in policy.quota] == ["Huayuan's part", "the poor", "parity", "shift"]
    assert (policy.quota[1].lower_share, policy.quota[1].soft, policy.quota[3].all_or_none) == (0.15, 500.0, True)
    assert "# [[quota]]" not in policy_text(policy)


def test_after_them_come_budgets_and_courses_in_the_same_way() -> None:
    policy = uncommented(policy_text(), "# Money and courses, as many as you like")
    assert [subsidy.form for subsidy in policy.subsidy] == ["ticket", "daily"]
    assert [budget.usage for budget in policy.budget] == [subsidy.name for subsidy in policy.subsidy]
    assert (policy.budget[0].limit, policy.budget[1].share_of) == (100000.0, "registered_poor")
    assert [(course.teaches, course.seats, course.min_class) for course in policy.course] == [("welding:2", 120, 15)]
    assert "# [[budget]]" not in policy_text(policy)


def test_the_order_says_which_stages_there_are() -> None:
    text = policy_text()
    for stage in ("fair:COLUMN", "placed:CLASS", "tier:TIER", "local", "households"):
        assert stage in text.partition("[objective]")[2].partition("order =")[0]
