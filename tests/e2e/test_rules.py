"""Rules as solvers, and stability, through the commands."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from test_cli_commands import run

POLICY = """as_of = 2016-08-29
[choice]
employers = ["distance", "skill"]
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("rules")
    run("generate", "xiangxi-2016", "--scale", "0.002", "--out", ".", "--overwrite", cwd=place)
    (place / "rules.toml").write_text(POLICY, encoding="utf-8")
    return place


@pytest.mark.parametrize("rule", ["first_come", "deferred_employers"])
def test_a_rule_gives_a_run_like_any_other(place: Path, rule: str) -> None:
    lists = ("seekers.csv", "jobs.csv", "--policy", "rules.toml")
    told = run("solve", *lists, "--solver", rule, "--out", rule, "--overwrite", cwd=place)
    assert "a rule made it that seeks no optimum" in " ".join(told.stdout.split())
    run("verify", rule, cwd=place)
    assigned = pl.read_csv(place / rule / "assignment.csv", infer_schema=False)
    person, job = assigned.row(0)[:2]
    shown = run("explain", rule, "--person", person, cwd=place).stdout
    assert "A rule made this plan: " in shown
    assert "inf" not in shown
    run("explain", rule, "--job", job, cwd=place)
    assert "knows no prices" in run("worth", rule, cwd=place, code=1).stderr
    run("solve", *lists, "--out", "best", "--overwrite", cwd=place)
    run("diff", "best", rule, cwd=place)


def test_stability_is_told_in_counts(place: Path) -> None:
    lists = ("seekers.csv", "jobs.csv", "--policy", "rules.toml")
    run("solve", *lists, "--out", "free", cwd=place)
    told = run("stability", "free", "--out", "blocking.csv", cwd=place).stdout
    figures = json.loads(run("stability", "free", "--json", cwd=place).stdout)
    table = pl.read_csv(place / "blocking.csv", infer_schema=False)
    assert f"Pairs that would rather have each other (blocking pairs): {figures['pairs']:,}; " in told
    assert table.height == figures["persons"] > 0
    assert not any(person in told for person in table["person_id"])
    run("solve", *lists, "--solver", "deferred_persons", "--out", "stable", cwd=place)
    assert "the plan is stable" in run("stability", "stable", cwd=place).stdout
    assert "方案是稳定的" in run("stability", "stable", cwd=place, lang="zh").stdout


def test_a_rule_says_what_employers_rank_by_and_has_nothing_to_confirm(place: Path) -> None:
    lists = ("seekers.csv", "jobs.csv", "--policy", "rules.toml")
    run("solve", *lists, "--solver", "deferred_persons", "--out", "ranked", "--overwrite", cwd=place)
    person = pl.read_csv(place / "ranked" / "assignment.csv", infer_schema=False)["person_id"][0]
    told = " ".join(run("explain", "ranked", "--person", person, cwd=place).stdout.split())
    assert "Persons rank jobs by these terms of the cost alone: wage below the wish, travel" in told
    assert "Employers rank persons by travel, missing skills; of equals they take whoever is dearer" in told
    chinese = run("explain", "ranked", "--person", person, cwd=place, lang="zh").stdout
    assert "单位按以下各项对求职者排序：路费、技能差距；" in chinese
    refused = run("explain", "ranked", "--person", person, "--confirm", cwd=place, code=1).stderr
    assert "the rule 'deferred_persons' made this plan" in refused
    score = place / "score.toml"
    head, *rows = (place / "seekers.csv").read_text(encoding="utf-8-sig").splitlines()
    aged = [f"{head},exam", *(f"{row},{k}" for k, row in enumerate(rows))]
    (place / "aged.csv").write_text("\n".join(aged), encoding="utf-8")
    score.write_text('as_of = 2016-08-29\n[choice]\nscore = "persons.exam"\n', encoding="utf-8")
    lists = ("aged.csv", "jobs.csv", "--policy", "score.toml")
    run("solve", *lists, "--solver", "deferred_employers", "--out", "scored", "--overwrite", cwd=place)
    told = " ".join(run("explain", "scored", "--person", person, cwd=place).stdout.split())
    assert "Employers rank persons by persons.exam; of equals" in told
