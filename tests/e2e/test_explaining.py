"""`jobmatch explain` as a planner uses it: a person, a job, both languages, and nothing about anybody else."""

from __future__ import annotations

import contextlib
import json
import os
from io import StringIO
from pathlib import Path
from unittest import mock

import polars as pl
import pytest

import jobmatch
from jobmatch.cli import main
from jobmatch.explain import CHANGES, RULES, explain_job, explain_person
from told import told

DOCS = Path(__file__).parents[2] / "docs" / "explain.md"

SEEKERS = """\
person_id,name,home,birth_date,min_wage,wish_regions,wish_job_types,skills,priority
p-wei,韦一,花垣县,1990-01-01,2500,长沙市;花垣县,welder,welding:2,registered_poor
p-liu,刘二,花垣县,1991-01-01,2500,长沙市,welder,welding:2,
p-shi,石三,吉首市,1992-01-01,2000,*,packer,,
p-wu,吴四,吉首市,1993-01-01,9000,*,welder,welding:1,
"""
JOBS = """\
job_id,region,job_type,vacancies,wage,skills
weld,长沙市,welder,1,4500,welding:2
pack,花垣县,packer,2,2600,
gate,长沙市,guard,1,2000,
"""
OTHERS = ("韦一", "刘二", "石三", "吴四", "p-wei", "p-shi", "p-wu")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    (folder / "seekers.csv").write_text(SEEKERS, encoding="utf-8")
    (folder / "jobs.csv").write_text(JOBS, encoding="utf-8")
    policy = {"as_of": "2016-08-29"}
    jobmatch.solve(folder / "seekers.csv", folder / "jobs.csv", policy).save(folder / "run")
    return folder / "run"


def test_an_unmatched_person_is_told_why_and_what_would_change_it(run: Path) -> None:
    text = told("explain", run, "--person", "p-liu")
    assert text.startswith("p-liu is not placed: jobs open to them are full, and making room would cost more.")
    assert "1 registered poor" in text
    assert "agree to the job type packer as well" not in text  # too far: only Changsha was agreed to
    assert "one more vacancy at weld → weld" in text
    assert (
        "would go to any of 长沙市 4301, would work as welder, for at least 2,500 yuan a month, can do welding:2"
        in text
    )
    assert "another job type: opens no job (2 tried)" in text
    assert not any(other in text for other in OTHERS)


def test_changes_are_confirmed_by_solving_again(run: Path) -> None:
    found = json.loads(told("explain", run, "--person", "p-liu", "--confirm", "--json"))
    assert [flip["confirmed"] for flip in found["flips"]] == [True] * len(found["flips"])
    assert found["flips"]


def test_a_placed_person_is_told_what_the_place_costs(run: Path) -> None:
    text = told("explain", run, "--person", "p-shi")
    assert text.startswith("p-shi is placed at pack (湘西土家族苗族自治州 花垣县 433124), packer, 2,600 yuan a month.")
    assert "What it costs:" in text
    place = json.loads(told("explain", run, "--person", "p-shi", "--json"))["place"]
    assert sum(place["terms"].values()) == pytest.approx(place["cost"])


def test_a_job_with_vacancies_is_told_who_is_kept_away_by_what(run: Path) -> None:
    text = told("explain", run, "--job", "gate")
    assert text.startswith("gate (长沙市 4301): 0 of 1 vacancies filled.")
    assert "did not agree to the job type" in text
    assert not any(other in text for other in (*OTHERS, "p-liu"))


def test_all_of_it_in_chinese(run: Path) -> None:
    assert told("--lang", "zh", "explain", run, "--person", "p-liu").startswith("p-liu 未安排：")
    assert told("--lang", "zh", "explain", run, "--job", "pack").startswith(
        "pack（湘西土家族苗族自治州 花垣县 433124）："
    )


def test_who_is_not_there_and_what_is_not_asked(run: Path, tmp_path: Path) -> None:
    assert "person 'p-x' is not on the list" in told("explain", run, "--person", "p-x", code=1)
    assert "job 'x' is not on the list" in told("explain", run, "--job", "x", code=1)
    assert "one of them" in told("explain", run, code=2)
    assert "one of them" in told("explain", run, "--job", "gate", "--person", "p-liu", code=2)
    assert "is not the directory of a run" in told("explain", tmp_path, "--job", "gate", code=1)


def test_a_run_without_a_plan_says_so(tmp_path: Path) -> None:
    (tmp_path / "seekers.csv").write_text(SEEKERS, encoding="utf-8")
    (tmp_path / "jobs.csv").write_text(JOBS, encoding="utf-8")
    policy = {"as_of": "2016-08-29", "quota": [{"name": "all", "lower": 4}]}
    result = jobmatch.solve(tmp_path / "seekers.csv", tmp_path / "jobs.csv", policy)
    run = result.save(tmp_path / "run")
    assert "its status is infeasible" in told("explain", run, "--person", "p-liu", code=1)
    with pytest.raises(jobmatch.NoPlanError, match="infeasible"):
        result.explain("p-liu")


def test_a_result_and_the_run_it_was_saved_to_say_the_same(run: Path, tmp_path: Path) -> None:
    lists = (pl.read_csv(run / "inputs/seekers.csv"), pl.read_csv(run / "inputs/jobs.csv"))
    result = jobmatch.solve(*lists, run / "inputs/policy.json")
    for person in ("p-liu", "p-shi", "p-wu"):
        assert result.explain(person) == explain_person(str(run), person)
    assert result.explain(job_id="gate") == explain_job(str(run), "gate")
    with pytest.raises(ValueError, match="one of them"):
        result.explain("p-liu", job_id="gate")  # type: ignore[call-overload]


def test_the_page_names_every_code() -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert [code for code in (*RULES, *CHANGES) if f"| `{code}` |" not in page] == []


def test_diagnose_names_the_clash_the_way_out_and_who_must_stay(tmp_path: Path) -> None:
    (tmp_path / "seekers.csv").write_text(SEEKERS, encoding="utf-8")
    (tmp_path / "jobs.csv").write_text(JOBS, encoding="utf-8")
    (tmp_path / "p.toml").write_text('as_of = 2016-08-29\n[[quota]]\nname = "all"\nlower = 4\n', encoding="utf-8")
    lists = (tmp_path / "seekers.csv", tmp_path / "jobs.csv")
    text = told("diagnose", *lists, "--policy", tmp_path / "p.toml", code=3, out=True)
    assert text.startswith("No plan keeps all of these together:\n  · all, lower: 4\n")
    assert "all, lower: 4 → 2" in text
    assert "no other way is cheaper" in text
    assert "2 persons (花垣县 2) are eligible only for 1 jobs with 1 vacancies (长沙市 1): 1 of them must stay." in text
    found = json.loads(told("diagnose", *lists, "--policy", tmp_path / "p.toml", "--json", code=3, out=True))
    assert (found["status"], found["short_by"], found["repair"]["total"]) == ("infeasible", 2, 2.0)
    assert told("diagnose", *lists).startswith("There is a plan: 2 of 4 persons are placed.")
    assert told("--lang", "zh", "diagnose", *lists).startswith("有可行方案")
    assert not any(other in text for other in (*OTHERS, "p-liu"))


def test_what_is_scarce_is_ranked(run: Path, tmp_path: Path) -> None:
    text = told("worth", run, "--ranges", 1, "--out", tmp_path / "worth.csv")
    assert text.splitlines()[2].startswith(("vacancy", "vacancy in region"))
    assert "weld" in text
    assert (
        (tmp_path / "worth.csv").read_text().startswith("what,name,unit,limit,used,worth,worth_fewer,job_id,holds_for")
    )
    assert json.loads(told("worth", run, "--json", "--top", 1))["worth"][0]["worth"] > 0
    assert told("--lang", "zh", "worth", run).startswith("每增加一个单位")
    assert "exists already" in told("worth", run, "--out", tmp_path / "worth.csv", code=1)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_narrow_screen_cuts_no_money(run: Path, lang: str) -> None:
    options = json.loads(told("explain", run, "--person", "p-liu", "--json"))["options"]
    narrow = narrowly("--lang", lang, "explain", run, "--person", "p-liu")
    assert options
    for option in options:
        for amount in (option["cost"], option["comes_to"] - option["cost"], option["comes_to"]):
            assert f"{amount:,.2f}" in narrow.split()
    assert "…" not in narrow


def narrowly(*arguments: object) -> str:
    """What a command prints on a screen of 80 columns."""
    out = StringIO()
    with mock.patch.dict(os.environ, {"COLUMNS": "80"}), contextlib.redirect_stdout(out), pytest.raises(SystemExit):
        main([str(argument) for argument in arguments])
    return out.getvalue()
