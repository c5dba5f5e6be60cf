"""A pseudonymised run says the same of everything but of whom, and nobody can tell whose a pseudonym is."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import jobmatch
from jobmatch.pseudonyms import pseudonymised, read_key
from jobmatch.run_directory import files_of, read_files, save_files
from jobmatch.scenarios import presets
from jobmatch.verify import verify
from small_policies import GRANT, GRANTS, QUOTAS

KEY = b"0123456789abcdef"

POLICIES: dict[str, dict[str, Any]] = {
    "plain": {},
    "households": {"household": {"bonus": 50.0, "max_out": 1}, "quota": QUOTAS},
    "by person": {"quota": [{"name": "each", "per": "persons.household_id", "upper": 1}]},
    "budgets": {"subsidy": GRANT, "budget": [{**GRANTS, "per": "persons.household_id", "limit": 500.0}]},
    "stages": {"objective": {"order": ["placed:registered_poor", "households", "cost"]}},
    "shares": {"quota": [{"name": "half", "jobs": {"region": "4301"}, "upper_share": 0.5}]},
    "own column": {"quota": [{"name": "ours", "persons": {"team": "a"}, "upper": 9}]},
}


def lists() -> tuple[pl.DataFrame, pl.DataFrame, dict[str, Any]]:
    seekers, jobs, policy = presets.generate("xiangxi-2016", scale=0.0005)
    team = pl.Series("team", ["a", "b"] * seekers.height).head(seekers.height)
    number = pl.format("5303240{}", pl.int_range(seekers.height) + 10**9)
    return seekers.with_columns(team, id_card=number), jobs, dict(policy)


@pytest.fixture(scope="module", params=POLICIES)
def result(request: pytest.FixtureRequest) -> jobmatch.Result:
    seekers, jobs, policy = lists()
    return jobmatch.solve(seekers, jobs, {**policy, **POLICIES[request.param]})


def texts(run: Path) -> str:
    return "\n".join(path.read_text() for path in sorted(run.rglob("*")) if path.is_file())


def test_it_verifies_and_names_nobody(result: jobmatch.Result, tmp_path: Path) -> None:
    run = result.save(tmp_path / "run", pseudonymise=KEY)
    assert verify(run).ok, str(verify(run))
    said = texts(run)
    seekers = result.inputs.tables["seekers.csv"].table
    for column in ("person_id", "household_id", "id_card"):
        assert not set(re.split(r"[,\s\"]", said)) & set(seekers[column].drop_nulls())


def test_all_else_is_as_it_was(result: jobmatch.Result, tmp_path: Path) -> None:
    copy, whose = pseudonymised(files_of(result), KEY)
    back = dict(whose.select("pseudonym", "person_id").iter_rows())
    again = copy.tables["assignment.csv"].table.with_columns(pl.col("person_id").replace(back)).sort("person_id")
    assert again.equals(result.assignment)
    assert again["person_id"].to_list() != copy.tables["assignment.csv"].table["person_id"].to_list()
    before = {name: value for name, value in result.summary.items() if name not in ("counts", "conflict")}
    assert {name: copy.summary[name] for name in before} == before
    kept = copy.tables["inputs/seekers.csv"].table
    assert "id_card" not in kept.columns
    policy = json.loads(copy.texts["inputs/policy.json"])
    assert ("team" in kept.columns) == any("team" in quota["persons"] for quota in policy["quota"])


def test_a_saved_run_gives_the_same_files(result: jobmatch.Result, tmp_path: Path) -> None:
    direct = result.save(tmp_path / "direct", pseudonymise=KEY)
    copy, _ = pseudonymised(read_files(result.save(tmp_path / "plain")), KEY)
    later = save_files(copy, tmp_path / "later")
    assert texts(direct) == texts(later)


def test_another_key_gives_other_pseudonyms(tmp_path: Path) -> None:
    seekers, jobs, policy = lists()
    files = files_of(jobmatch.solve(seekers, jobs, policy))
    one, other, same = (pseudonymised(files, key)[1]["pseudonym"] for key in (KEY, KEY + b"!", KEY))
    assert not set(one) & set(other)
    assert one.equals(same)
    assert one.n_unique() == seekers.height
    assert one.str.contains(r"^[a-z2-7]{16}$").all()


def test_decisions_and_warnings_lose_what_they_say_of_persons(tmp_path: Path) -> None:
    seekers, jobs, policy = lists()
    seekers = seekers.with_columns(wish_regions=pl.when(pl.int_range(pl.len()) > 3).then("wish_regions"))
    first = jobmatch.solve(seekers, jobs, policy)
    answers = (
        first.assignment.select("person_id", "job_id")
        .head(4)
        .with_columns(decision=pl.lit("declined"), reason=pl.lit("call 13900001111"))
    )
    second = jobmatch.solve(seekers, jobs, policy, plan=first, decisions=answers)
    run = second.save(tmp_path / "run", pseudonymise=KEY)
    assert verify(run).ok, str(verify(run))
    assert "13900001111" not in texts(run)
    issues = pl.read_csv(run / "issues.csv")
    assert issues.filter(pl.col("list") == "seekers")["id"].null_count() == issues.height
    assert issues.height < second.issues.height
    said = issues["message"].str.extract(r"^(\d+) warnings").drop_nulls().cast(pl.Int64)
    assert said.sum() == second.issues.filter(pl.col("list") != "jobs").height


@pytest.mark.parametrize(
    "policy",
    [
        {"quota": [{"name": "q", "persons": {"person_id": "a"}, "upper": 1}]},
        {"objective": {"order": ["fair:household_id", "cost"]}},
    ],
)
def test_policies_that_name_persons_are_refused(policy: dict[str, Any], tmp_path: Path) -> None:
    seekers = [{"person_id": "a", "household_id": "h", "home": "433124", "wish_regions": "*"}]
    jobs = [{"job_id": "j", "region": "433124", "vacancies": 1, "wage": 3000.0}]
    result = jobmatch.solve(seekers, jobs, {"as_of": "2016-08-29", **policy})
    with pytest.raises(jobmatch.PolicyError, match="names single persons"):
        result.save(tmp_path / "run", pseudonymise=KEY)
    assert not list(tmp_path.iterdir())


def test_a_key_is_made_once_and_is_the_owners(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "key"
    key = read_key(path)
    assert len(key) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_key(path) == key
    path.write_text("short")
    with pytest.raises(jobmatch.JobmatchError, match="is no key"):
        read_key(path)
