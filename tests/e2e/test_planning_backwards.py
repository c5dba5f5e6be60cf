"""``jobmatch target`` as a planner runs it: the answer, its runs, which verify, and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_cli_commands import run

from jobmatch.verify import verify

PILOT = Path(__file__).parents[2] / "examples" / "pilot_target.toml"

SMALL = (
    ("scale = 0.05", "scale = 0.005"),
    ("placed = 2000 ", "placed = 200 "),
    ("limit = 500000.0", "limit = 50000.0"),
    ("seats = 20\n", "seats = 2\n"),
    ("at_most = 40 ", "at_most = 4 "),
)
"""The pilot's target at a tenth of its size."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("backwards")
    text = PILOT.read_text(encoding="utf-8")
    for written, small in SMALL:
        assert written in text
        text = text.replace(written, small)
    (place / "target.toml").write_text(text, encoding="utf-8")
    told = run("target", "target.toml", "--out", "answer", cwd=place).stdout
    assert "Target: placed, at least 200 of 366" in told
    assert "The cheapest mix" in told
    return place


def test_the_answer_is_written_and_its_runs_verify(folder: Path) -> None:
    answer = json.loads((folder / "answer" / "target.json").read_text(encoding="utf-8"))
    mix = answer["mix"]
    assert mix["status"] == "exact"
    assert mix["low"] == mix["high"] > 0
    assert answer["plan"]["reached"]["placed"] >= 200
    assert answer["plan"]["reached"]["households"] >= answer["target"]["households"]["at_least"]
    for name in ("plan", "spending"):
        assert verify(folder / "answer" / name).ok
    bought = sum(row["vacancies"] for row in mix["bought"]["vacancies"])
    amounts = mix["bought"]["amounts"]
    assert bought == amounts["posts in Guangdong"] + amounts["workshops at home"]
    assert "420322-" not in json.dumps(answer), "no person is in it"


def test_json_is_what_is_written_and_what_is_there_is_kept(folder: Path) -> None:
    text = (folder / "target.toml").read_text(encoding="utf-8")
    easy = text.replace("placed = 200 ", "placed = 20 ").replace("households = 0.6", "households = 1")
    (folder / "easy.toml").write_text(easy, encoding="utf-8")
    told = json.loads(run("target", "easy.toml", "--out", "easy.json", "--json", cwd=folder).stdout)
    assert told == json.loads((folder / "easy.json").read_text(encoding="utf-8"))
    assert told["now"]["status"] == "exact"
    assert told["mix"]["high"] == 0
    (folder / "lists.toml").write_text(
        easy.replace('preset = "yunxi-2016"\nscale = 0.005', 'seekers = "there/s.csv"\njobs = "j.csv"'),
        encoding="utf-8",
    )
    assert "s.csv" in run("target", "lists.toml", "--out", "there", cwd=folder, code=1).stderr
    for out in ("easy.json", "answer", "."):
        assert run("target", "target.toml", "--out", out, cwd=folder, code=1).stdout == ""


def test_what_is_out_of_reach_says_why(folder: Path) -> None:
    text = (folder / "target.toml").read_text(encoding="utf-8")
    (folder / "all.toml").write_text(text.replace("placed = 200 ", "placed = 1.0 "), encoding="utf-8")
    told = run("target", "all.toml", "--out", "all", cwd=folder, code=3, lang="zh").stdout
    assert "达不到" in told
    assert "人未安排：剩下的岗位要求本人没有的技能" in told
    assert "目标 366，最多可达" in told
    assert not (folder / "all" / "plan").exists()
    answer = json.loads((folder / "all" / "target.json").read_text(encoding="utf-8"))
    assert answer["mix"]["most"]["placed"]["bound"] < 366


def test_a_class_that_cannot_come_together_is_out_of_reach(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(
        "person_id,home,wish_regions\n" + "".join(f"p{k},433124,*\n" for k in range(3)), encoding="utf-8"
    )
    (tmp_path / "j.csv").write_text("job_id,region,vacancies,wage,skills\na,440305,5,3000,w:1\n", encoding="utf-8")
    (tmp_path / "t.toml").write_text(CLASS, encoding="utf-8")
    told = run("target", "t.toml", "--out", "answer", cwd=tmp_path, code=3).stdout
    assert "placed: wanted 3, at most 0 can be reached: 3 short." in told
    assert "the least, proven" not in told
    assert not (tmp_path / "answer" / "plan").exists()
    (tmp_path / "t.toml").write_text(CLASS.replace("min_class = 5", "min_class = 3"), encoding="utf-8")
    told = run("target", "t.toml", "--out", "answer", "--overwrite", cwd=tmp_path).stdout
    assert "the least, proven" in told
    assert verify(tmp_path / "answer" / "plan").ok


CLASS = """\
name = "three welders"
[base]
seekers = "s.csv"
jobs = "j.csv"
[[base.policy.course]]
name = "weld"
teaches = "w:1"
seats = 5
min_class = 5
[target]
placed = 3
[[means.seats]]
course = "weld"
price = 100.0
"""


def test_mistakes_are_told_in_a_line(folder: Path) -> None:
    text = (folder / "target.toml").read_text(encoding="utf-8")
    mistakes = {
        "figure": (text.replace("placed = 200 ", "matched = 200 "), "matched"),
        "share": (text.replace("households = 0.6", "households = 1.6"), "households"),
        "class": (text.replace("placed = 200 ", "placed_registered_por = 200 "), "registered_poor"),
        "budget": (text.replace('budget = "travel"', 'budget = "travl"'), "travl"),
        "course": (text.replace('course = "sewing"', 'course = "cooking"'), "cooking"),
        "fen": (text.replace("price = 800.0", "price = 800.005"), "decimals"),
        "column": (text.replace('"job_type"]', '"kind"]'), "'kind'"),
        "per": (text.replace("limit = 50000.0", 'limit = 50000.0\nper = "home"'), "per"),
        "usage": (text.replace('usage = "travel"', 'usage = "placements"'), "placements"),
        "unlimited": (text.replace("seats = 2\n", ""), "no limit"),
    }
    for name, (document, told) in mistakes.items():
        assert document != text, name
        (folder / f"{name}.toml").write_text(document, encoding="utf-8")
        done = run("target", f"{name}.toml", "--out", name, cwd=folder, code=1)
        assert told in done.stderr, (name, done.stderr)
        assert "Traceback" not in done.stderr
        if name in ("budget", "course"):
            word = {"budget": "预算", "course": "培训班"}[name]
            done = run("target", f"{name}.toml", cwd=folder, code=1, lang="zh")
            assert f"的{word}" in done.stderr
        assert not (folder / name).exists(), "nothing is left behind"
