"""No command prints or saves a name or a telephone number; ids are printed only of the person asked for."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

NAMES = ("韦一", "刘二", "石三", "吴四", "Ma Wu")
PHONES = ("13800000001", "13800000002", "13800000003", "13800000004", "13800000005")
IDS = ("HY-S-001", "HY-S-002", "HY-S-003", "HY-S-004", "HY-S-005")

HOMES = ("H0", "H1", "H2")

SEEKERS = "求职者编号,姓名,联系电话,户籍地,最低月薪,意向地区,意向工种,户编号\n" + "".join(
    f"{who},{name},{phone},花垣县,{2500 + 100 * k},长沙市;花垣县,{'焊工' if k % 2 else '包装工'},H{k // 2}\n"
    for k, (who, name, phone) in enumerate(zip(IDS, NAMES, PHONES, strict=True))
)
JOBS = "岗位编号,工作地,工种,招聘人数,月薪,联系人\nweld,长沙市,焊工,1,4500,Zhao\npack,花垣县,包装工,2,2600,Qian\n"
LEVERS = '[household]\nbonus = 50.0\n[[quota]]\nname = "local"\nlower = 1\njobs.region = "花垣县"\n'
EACH = """\
[household]
max_out = 2
[[subsidy]]
name = "grant"
form = "fixed"
amount = 100.0
[[budget]]
name = "each home"
usage = "grant"
per = "persons.household_id"
limit = 100.0
[[quota]]
name = "each"
per = "persons.person_id"
upper = 1
"""
"""Limits whose groups are persons and households."""

EACH_CLASHING = '[[quota]]\nname = "each"\nper = "persons.household_id"\nlower = 2\n[household]\nmax_out = 1\n'
CLASHING = '[[quota]]\nname = "many"\nlower = 4\n'


def ran(folder: Path, *arguments: str) -> str:
    """All that a command prints, on both streams."""
    command = [sys.executable, "-m", "jobmatch", *arguments]
    given = {**os.environ, "COLUMNS": "200"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, env=given)
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """What each command prints, and the folder with all that was saved."""
    folder = tmp_path_factory.mktemp("privacy")
    (folder / "seekers.csv").write_text(SEEKERS, encoding="utf-8")
    (folder / "jobs.csv").write_text(JOBS, encoding="utf-8")
    (folder / "levers.toml").write_text(LEVERS, encoding="utf-8")
    (folder / "each.toml").write_text(EACH, encoding="utf-8")
    (folder / "none.toml").write_text(EACH_CLASHING, encoding="utf-8")
    (folder / "clash.toml").write_text(CLASHING, encoding="utf-8")
    lists = ("seekers.csv", "jobs.csv")
    commands = {
        "check": ("check", *lists),
        "solve": ("solve", *lists, "--out", "one"),
        "solve with levers": ("solve", *lists, "--policy", "levers.toml", "--out", "two"),
        "solve without a plan": ("solve", *lists, "--policy", "clash.toml", "--out", "three"),
        "solve with limits per person": ("solve", *lists, "--policy", "each.toml", "--out", "four"),
        "solve with limits per household that clash": ("solve", *lists, "--policy", "none.toml", "--out", "five"),
        "worth of limits per person": ("worth", "four"),
        "diff of limits per person": ("diff", "one", "four"),
        "diagnose limits per household": ("diagnose", *lists, "--policy", "none.toml"),
        "explain a job with limits per person": ("explain", "four", "--job", "pack"),
        "explain it in numbers": ("explain", "four", "--job", "pack", "--json"),
        "verify limits per person": ("verify", "four"),
        "report": ("report", "four", "--out", "four.html"),
        "verify": ("verify", "one"),
        "verify levers": ("verify", "two"),
        "worth": ("worth", "one", "--ranges", "1"),
        "audit": ("audit", "one", "--smallest", "1", "--seeds", "2", "--page", "audit.html"),
        "audit in numbers": ("audit", "four", "--smallest", "1", "--seeds", "2", "--json"),
        "audit by persons": ("audit", "one", "--by", "household_id"),
        "diff": ("diff", "one", "two"),
        "diagnose": ("diagnose", *lists, "--policy", "clash.toml"),
        "explain a job": ("explain", "one", "--job", "weld"),
        "explain a job in numbers": ("explain", "one", "--job", "weld", "--json"),
        "explain a person": ("explain", "one", "--person", IDS[0]),
        "explain a person in Chinese": ("--lang", "zh", "explain", "one", "--person", IDS[3], "--confirm"),
        "pairs": ("pairs", *lists, "--out", "pairs.csv"),
        "solve under pseudonyms": ("solve", *lists, "--out", "six", "--pseudonymise", "key"),
        "pseudonymise": ("pseudonymise", "one", "--key", "key", "--out", "seven", "--table", "whose.csv"),
        "verify under pseudonyms": ("verify", "seven"),
        "report with persons": ("report", "one", "--out", "one.html", "--with-persons", "--out", "one.xlsx"),
    }
    return folder, {name: ran(folder, *arguments) for name, arguments in commands.items()}


def test_no_name_and_no_number_anywhere(printed: tuple[Path, dict[str, str]]) -> None:
    folder, texts = printed
    given = {"seekers.csv", "jobs.csv"}
    saved = {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and str(path.relative_to(folder)) not in given and path.suffix != ".xlsx"
    }
    assert {"one/assignment.csv", "two/inputs/seekers.csv", "three/summary.json", "pairs.csv"} <= set(saved)
    for where, text in {**texts, **saved}.items():
        assert text, where
        assert not [secret for secret in (*NAMES, *PHONES, "Zhao", "Qian") if secret in text], where


def test_ids_only_of_the_person_asked_for(printed: tuple[Path, dict[str, str]]) -> None:
    _, texts = printed
    for where, text in texts.items():
        asked = {"explain a person": IDS[0], "explain a person in Chinese": IDS[3]}.get(where)
        assert [who for who in IDS if who in text] == ([asked] if asked else []), where
        assert not [home for home in HOMES if re.search(rf"\b{home}\b", text)], where


def test_pseudonyms_say_nothing_and_are_the_same_each_time(printed: tuple[Path, dict[str, str]]) -> None:
    folder, texts = printed
    assert "everything holds" in texts["verify under pseudonyms"]
    for run in ("six", "seven"):
        for path in (folder / run).rglob("*"):
            if path.is_file():
                assert not [who for who in (*IDS, *HOMES) if re.search(rf"\b{who}\b", path.read_text())], path
    solved, copied = ((folder / run / "assignment.csv").read_text() for run in ("six", "seven"))
    assert solved == copied
    whose = dict(line.split(",") for line in (folder / "whose.csv").read_text().splitlines()[1:])
    assert set(whose) == set(IDS)
    placed = [line.split(",")[0] for line in solved.splitlines()[1:]]
    assert placed
    assert set(placed) <= set(whose.values())


def test_what_holds_persons_is_the_owners_alone(printed: tuple[Path, dict[str, str]]) -> None:
    folder, _ = printed
    mode = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert {mode[name] for name in ("one", "six", "seven")} == {0o700}
    assert {mode[name] for name in ("one.xlsx", "one.html", "pairs.csv", "whose.csv", "key")} == {0o600}
    assert mode["four.html"] & 0o044  # sums only


def test_the_page_shows_sums_only(printed: tuple[Path, dict[str, str]]) -> None:
    text = re.sub(r"base64,[^\"]+", "", (printed[0] / "four.html").read_text(encoding="utf-8"))
    assert "each home: 200.00 of 300.00 yuan" in text
    assert "each, upper" not in text
    assert not [who for who in (*IDS, *HOMES) if re.search(rf"\b{who}\b", text)]
