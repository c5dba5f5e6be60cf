"""A policy written as text reads back as the same policy."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from jobmatch.policy import Policy, load_policy
from jobmatch.report import policy_text

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
