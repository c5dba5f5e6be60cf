"""The policy document: every fault named with its key and a remedy; what is saved reads back the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jobmatch.errors import PolicyError
from jobmatch.policy import Policy, load_policy, policy_schema, policy_to_json


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"quuota": []}, "quuota: unknown key; did you mean 'quota'"),
        ({"skill": {"wieght": 3.0}}, "skill.wieght: unknown key; did you mean 'weight'"),
        ({"skill": {"substitute": [{"have": "a", "fro": "b"}]}}, r"skill.substitute\[1\].fro: .*'for'"),
        ({"quota": [{"name": "q", "lower": 3, "upper": 2}]}, r"quota\[1\]: lower 3 is above upper 2"),
        ({"quota": [{"name": "q"}]}, "needs a lower or an upper limit"),
        ({"quota": [{"name": "q", "upper": 2, "all_or_none": True}]}, "'all_or_none' needs a lower limit"),
        ({"quota": [{"name": "q", "lower": 2, "lower_share": 0.1}]}, "only one of lower, lower_share"),
        ({"quota": [{"name": "q", "upper": 1}] * 2}, "two tables .* have the name 'q'"),
        ({"budget": [{"name": "b", "usage": "u"}]}, "exactly one of limit"),
        ({"budget": [{"name": "b", "usage": "u", "limit_total": 1.0}]}, "go together"),
        ({"unmatched": {"default": "much"}}, "unmatched.default: .*got 'much'"),
        ({"unmatched": {"poor": 0.0000001}}, "at most 6 decimals"),
        ({"tier": {"county": float("nan")}}, "tier.county"),
        ({"wage": {"weight": -1.0}}, "wage.weight"),
        ({"horizon_months": 0}, "horizon_months"),
        ({"quantum": 0.05}, "quantum must be 1, 0.1"),
        ({"as_of": "29.8.2016"}, "as_of"),
        ({"subsidy": [{"name": "s", "form": "ticket", "amount": 5.0}]}, "takes no amount"),
        ({"subsidy": [{"name": "s", "form": "fixed", "share": 0.7}]}, "takes amount, not share"),
        ({"extra": {"persons": ["age"]}}, "there is no 'term'"),
        ({"extra": {"term": len}}, "needs the columns it sees"),
        ({"objective": {"order": ["plaed"]}}, "there is no stage 'plaed'; write placed, placed:CLASS, tier:TIER"),
        ({"objective": {"order": ["cost:x"]}}, "there is no stage 'cost:x'"),
        ({"objective": {"order": ["placed:"]}}, "there is no stage 'placed:'"),
        ({"objective": {"order": ["tier"]}}, "there is no stage 'tier'"),
        ({"objective": {"order": ["tier:town"]}}, "there is no tier 'town' in the stage 'tier:town'; write county"),
        ({"objective": {"order": ["placed", "placed"]}}, "'placed' is there twice"),
        ({"objective": {"order": ["tier:county", "placed", "local"]}}, "'tier:county' is there twice .*'local' stands"),
        ({"objective": {"order": ["local", "local"]}}, "'tier:county' is there twice"),
        ({"objective": {"order": ["cost", "cost"]}}, "'cost' is there twice"),
        ({"objective": {"order": ["cost", "placed"]}}, "'cost' may stand only at the end"),
        ({"objective": {"order": ["fair"]}}, "there is no stage 'fair'"),
        ({"objective": {"order": ["fair:"]}}, "there is no stage 'fair:'"),
        ({"objective": {"order": ["placed", "fair:home@county"]}}, "only at the beginning of the order"),
        ({"objective": {"order": ["fair:home@county", "fair:village"]}}, "only one of them"),
        ({"objective": {"order": ["fair:jobs.firm"]}}, "a column of the jobs"),
    ],
)
def test_faults_are_named(document: dict[str, Any], said: str) -> None:
    with pytest.raises(PolicyError, match=said):
        load_policy(document)


def test_all_faults_come_at_once() -> None:
    with pytest.raises(PolicyError) as caught:
        load_policy({"skil": {}, "wage": {"weight": -1.0}, "tier": {"conty": 1.0}})
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [(b"[skill\nweight = 1", "policy.toml: not a valid document"), (b"\xff\xfe\x00", "UTF-8")],
)
def test_files_that_cannot_be_read(text: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_bytes(text)
    with pytest.raises(PolicyError, match=said):
        load_policy(tmp_path / "policy.toml")


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="there is no such policy file"):
        load_policy(tmp_path / "nowhere.toml")


def test_files_that_the_policy_names_stand_beside_it(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text('[distance]\ntable = "km.csv"\n[extra]\ntable = "extra.csv"\n')
    policy = load_policy(tmp_path / "policy.toml")
    assert policy.distance.table == str(tmp_path / "km.csv")
    assert policy.extra.table == str(tmp_path / "extra.csv")


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"as_of": "2016-08-29", "quantum": 0.001, "unmatched": {"default": 1.5, "poor": 2.25}},
        {"subsidy": [{"name": "t", "form": "ticket", "cap": 9.0, "persons": {"home": ["43", "44"], "age": 30}}]},
        {"subsidy": [{"name": "m", "form": "monthly", "amount": 9.5, "jobs": {"contract": True}}]},
        {"skill": {"weights": {"weld": 7.5}, "substitute": [{"have": "a", "for": "b", "loss": 1}]}},
        {"quota": [{"name": "q", "upper_share": 0.15, "per": "persons.home@county", "soft": 500.0}]},
        {"household": {"max_out": 2, "together": "employer"}, "course": [{"name": "c", "teaches": "weld:2"}]},
    ],
)
def test_what_is_saved_reads_back_the_same(document: dict[str, Any], tmp_path: Path) -> None:
    policy = load_policy(document)
    (tmp_path / "policy.json").write_text(policy_to_json(policy), encoding="utf-8")
    assert load_policy(tmp_path / "policy.json") == policy


@pytest.mark.parametrize(
    ("order", "kept"),
    [
        ([], ["cost"]),
        (["local"], ["tier:county", "tier:prefecture", "tier:province", "cost"]),
        (
            ["fair:persons.home@county", "placed:poor", "local", "households", "cost"],
            [
                *("fair:persons.home@county", "placed:poor", "tier:county", "tier:prefecture", "tier:province"),
                *("households", "cost"),
            ],
        ),
        (["tier:outside", "tier:county"], ["tier:outside", "tier:county", "cost"]),
    ],
)
def test_the_order_is_kept_whole(order: list[str], kept: list[str], tmp_path: Path) -> None:
    policy = load_policy({"objective": {"order": order}})
    assert list(policy.objective.order) == kept
    (tmp_path / "policy.json").write_text(policy_to_json(policy), encoding="utf-8")
    assert load_policy(tmp_path / "policy.json") == policy


def test_policy_is_frozen_and_has_defaults_for_everything() -> None:
    policy = Policy()
    assert policy.unmatched.classes == {"default": 20000.0, "registered_poor": 30000.0}
    with pytest.raises(ValueError, match="frozen"):
        policy.horizon_months = 3  # type: ignore[misc]


def test_schema_describes_every_table() -> None:
    assert set(policy_schema()["properties"]) == set(Policy.model_fields)
