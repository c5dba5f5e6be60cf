"""Typical mistakes in Chinese: the same exit code as in English, and no English but names, codes and paths."""

from __future__ import annotations

import contextlib
import json
import re
from io import StringIO
from pathlib import Path

import pytest

import jobmatch
from jobmatch.cli import main

SEEKERS = """\
person_id,home,birth_date,min_wage,wish_regions
p1,花垣县,1990-01-01,2500,长沙市;花垣县
p2,花垣县,1991-01-01,2500,长沙市
"""
JOBS = """\
job_id,region,vacancies,wage
welder,长沙市,1,4500
packer,花垣县,1,2600
"""
RULES = "first come serial random deferred persons employers stable"
LISTS = ("seekers.csv", "jobs.csv")
ANYWAY = {
    *("COLUMN", "LEVEL", "quota", "budget", "course", "jobmatch", "csv", "toml", "seekers", "jobs", "policy", "run"),
    *("runs", "out", "json"),
}
"""The program, file names, options and places in the policy document, as they are written."""


def told(*arguments: str) -> tuple[int, str]:
    """Exit code, and what stands on stderr."""
    err = StringIO()
    with contextlib.redirect_stdout(StringIO()), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0), err.getvalue()


def english(text: str, names: str) -> set[str]:
    """Words of English letters that are neither names of the case nor written so anyway."""
    return set(re.findall(r"[A-Za-z]{2,}", text)) - ANYWAY - set(re.findall(r"[A-Za-z]{2,}", names))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two lists, policies with a mistake each, a run, and a folder that is none."""
    here = tmp_path_factory.mktemp("lists")
    (here / "seekers.csv").write_text(SEEKERS, encoding="utf-8")
    (here / "jobs.csv").write_text(JOBS, encoding="utf-8")
    (here / "bad.csv").write_text(SEEKERS.replace("2500,长沙市;花垣县", "-5,长沙市"), encoding="utf-8")
    for name, text in POLICIES.items():
        (here / f"{name}.toml").write_text(f"as_of = 2016-08-29\n{text}", encoding="utf-8")
    jobmatch.solve(here / "seekers.csv", here / "jobs.csv", {"as_of": "2016-08-29"}).save(here / "run")
    (here / "empty").mkdir()
    (here / "file.txt").touch()
    return here


POLICIES = {
    "key": "[skill]\nwieght = 3.0\n[nonsense]\nx = 1\n",
    "values": '[unmatched]\ndefault = "much"\n[wage]\nweight = -1.0\n[rules]\ncontract = "yes"\nworking_age = 1.5\n',
    "kinds": '[[subsidy]]\nname = "s"\nform = "gift"\n[objective]\norder = "cost"\n[skill]\nweights = 3\n',
    "tables": '[quota]\nname = "q"\n[[budget]]\nname = ""\nusage = "u"\n[distance]\ntable = 3\n',
    "together": '[[quota]]\nname = "q"\nlower = 3\nupper = 2\n[[budget]]\nname = "b"\nusage = "u"\n',
    "order": '[objective]\norder = ["cost", "placed"]\n',
    "stage": '[objective]\norder = ["plaed"]\n',
    "broken": "[skill\n",
    "column": '[[quota]]\nname = "q"\nupper = 1\nper = "jobs.firm"\n',
    "predicate": '[[quota]]\nname = "q"\nupper = 1\npersons = { crew = "a" }\n',
    "region": '[[quota]]\nname = "q"\nupper = 1\njobs = { region = "花园县" }\n',
    "usage": '[[budget]]\nname = "b"\nusage = "placement"\nlimit = 1.0\n',
    "course": '[[course]]\nname = "c"\nteaches = "weld"\n',
    "rule": '[household]\ntogether = "village"\n',
    "beside": '[objective]\norder = ["fair:home"]\n[[budget]]\nname = "b"\nusage = "placements"\nlimit = 1.0\n',
    "large": "quantum = 1e-9\n[unmatched]\ndefault = 1e12\n",
}


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (("solve", "nobody.csv", "jobs.csv", "--out", "new"), "nobody"),
        (("solve", "bad.csv", "jobs.csv", "--out", "new"), "bad min_wage p1"),
        (("check", *LISTS, "--policy", "august.toml", "--out", "-"), "august"),
        (("check", *LISTS, "--policy", "key.toml"), "key skill wieght weight nonsense " + " ".join(
            jobmatch.Policy.model_fields)),
        (("check", *LISTS, "--policy", "values.toml"), "values unmatched default much wage weight rules contract yes"
         " working_age true false"),
        (("check", *LISTS, "--policy", "kinds.toml"), "kinds subsidy form gift fixed monthly ticket daily agency order"
         " objective cost skill weights"),
        (("check", *LISTS, "--policy", "tables.toml"), "tables quota budget name distance table"),
        (("check", *LISTS, "--policy", "together.toml"), "together quota budget limit_column limit_total"),
        (("check", *LISTS, "--policy", "order.toml"), "order objective cost"),
        (("check", *LISTS, "--policy", "stage.toml"), "stage objective order plaed placed CLASS tier TIER local"
         " households fair COLUMN cost"),
        (("check", *LISTS, "--policy", "column.toml"), "column firm per wage job_id region vacancies"),
        (("check", *LISTS, "--policy", "predicate.toml"), "predicate persons crew "
         "person_id household_id together_id home birth_date age skills min_wage wish_wage wish_regions wish_job_types"
         " max_tier priority status available_from"),
        (("check", *LISTS, "--policy", "region.toml"), "region"),
        (("check", *LISTS, "--policy", "usage.toml"), "usage placement placements course_seats course_days course_cost"
         " persons"),
        (("check", *LISTS, "--policy", "course.toml"), "course teaches weld skills"),
        (("check", *LISTS, "--policy", "rule.toml"), "rule household together village employer region country province"
         " prefecture county township"),
        (("solve", *LISTS, "--policy", "beside.toml", "--out", "new"), "beside objective order fair home cost"),
        (("solve", *LISTS, "--policy", "large.toml", "--out", "new"), "quantum large"),
        (("solve", *LISTS, "--solver", "magic", "--out", "new"), f"magic auto flow highs priced tree {RULES}"),
        (("solve", *LISTS, "--out", "run"), "overwrite True"),
        (("solve", *LISTS, "--out", "file.txt", "--overwrite"), "file txt"),
        (("solve", *LISTS, "--plan", "empty", "--out", "new"), "empty solve"),
        (("check", *LISTS, "--out", "jobs.csv"), ""),
        (("verify", "nowhere"), "nowhere"),
        (("verify", "empty"), "empty summary solve"),
        (("explain", "empty", "--person", "p1"), "empty solve"),
        (("explain", "run", "--person", "p9"), "inputs"),
        (("explain", "run", "--job", "cook"), "cook inputs"),
        (("diff", "run", "run", "--by", "person_id"), "person_id"),
        (("diff", "run", "run", "--by", "crew"), "crew"),
        (("report", "run", "--out", "file.txt/a.html"), "file txt html"),
    ],
)  # fmt: skip
def test_mistakes_are_told_in_chinese(
    command: tuple[str, ...], names: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    code, said = told("--lang", "zh", *command)
    assert (code, english(said, names)) == (1, set()), said
    assert re.search("[\u4e00-\u9fff]{2}", said)
    assert told("--lang", "en", *command)[0] == code


def test_limits_in_conflict_have_names_in_chinese(folder: Path) -> None:
    quota = [{"name": "长沙", "jobs": {"region": "长沙市"}, "lower": 3}]
    result = jobmatch.solve(folder / "seekers.csv", folder / "jobs.csv", {"as_of": "2016-08-29", "quota": quota})
    with pytest.raises(jobmatch.NoPlanError) as caught:
        result.assignment  # noqa: B018
    said = caught.value.text("zh")
    assert said.startswith("没有方案：状态为不可行；下列限额不能同时满足：“长沙”下限")
    assert english(said, "") == set()
    assert str(caught.value).startswith("there is no plan: the status is infeasible; these limits cannot hold together")


def test_warnings_of_a_saved_run_are_told_in_chinese(folder: Path, tmp_path: Path) -> None:
    import openpyxl

    quota = [{"name": "q", "persons": {"home": "吉首市"}, "upper": 1}]
    result = jobmatch.solve(folder / "seekers.csv", folder / "jobs.csv", {"quota": quota})
    run = result.save(tmp_path / "run")
    assert json.loads((run / "summary.json").read_text(encoding="utf-8"))["counts"]["warnings"] == 2
    assert jobmatch.verify(run).ok

    def sheet() -> str:
        main_code, _ = told("--lang", "zh", "report", str(run), "--out", str(tmp_path / "a.xlsx"), "--overwrite")
        assert main_code == 0
        rows = openpyxl.load_workbook(tmp_path / "a.xlsx")["提示"].iter_rows(values_only=True)
        return "\n".join(str(cell) for row in rows for cell in row if cell is not None)

    said = sheet()
    assert "配额 q：清单中没有任何一行的 persons.home 为" in said
    assert "政策未设 as_of，年龄按" in said
    assert english(said, "as_of persons home issues") == set()
    table = (run / "issues.csv").read_text(encoding="utf-8")
    assert '""quota"": ""q""' in table
    # A run that was saved without what its sentences were made from says them as they were saved.
    import polars as pl

    pl.read_csv(run / "issues.csv", infer_schema=False).drop("fields").write_csv(run / "issues.csv")
    assert "quota q: no row of the list has" in sheet()
