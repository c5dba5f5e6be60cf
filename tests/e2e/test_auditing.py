"""``jobmatch audit`` as a planner runs it: the screen, JSON, the page, and what goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from test_cli_commands import run

SEEKERS = "person_id,household_id,home,birth_date,min_wage,wish_regions,priority,sex\n" + "".join(
    f"HY-{k:03d},FAM-{k // 3},{home},19{60 + k % 40}-03-01,2500,*,"
    f"{'registered_poor' if k % 3 else ''},{'女男'[k % 2]}\n"
    for k, home in enumerate(["花垣县"] * 30 + ["保靖县"] * 20 + ["古丈县"] * 3)
)
JOBS = "job_id,region,vacancies,wage\na,4301,12,3200\nb,433124,8,2800\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small run."""
    place = tmp_path_factory.mktemp("auditing")
    (place / "seekers.csv").write_text(SEEKERS, encoding="utf-8")
    (place / "jobs.csv").write_text(JOBS, encoding="utf-8")
    run("solve", "seekers.csv", "jobs.csv", "--out", "plan", cwd=place)
    return place


def test_the_screen_tells_groups_gaps_envy_and_draws(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")  # cells of a narrow screen are folded
    told = run("audit", "plan", "--seeds", "12", cwd=folder).stdout
    for words in ("53 persons, 53 with an eligible job, 20 placed", "花垣县", "2 smaller groups", "registered poor"):
        assert words in told
    for words in ("Gini", "of somebody with no higher priority", "Over 12 draws", "who are equals"):
        assert words in told
    assert "HY-" not in told
    assert "FAM-" not in told
    assert "基尼系数" in run("audit", "plan", "--by", "sex", cwd=folder, lang="zh").stdout


def test_json_has_all_of_it(folder: Path) -> None:
    found = json.loads(run("audit", "plan", "--by", "sex", "--by", "home@county", "--json", cwd=folder).stdout)
    assert (found["persons"], found["placed"], found["smallest"], found["lottery"]) == (53, 20, 5, None)
    assert [row["by"] for row in found["columns"]] == ["sex", "home@county"]
    sexes = [row for row in found["groups"] if row["by"] == "sex"]
    assert {row["group"] for row in sexes} == {"女", "男"}
    assert sum(row["placed"] for row in sexes) == 20
    assert [each["kind"] for each in found["envy"]] == ["any", "justified", "equals"]
    drawn = json.loads(run("audit", "plan", "--by", "sex", "--seeds", "5", "--json", cwd=folder).stdout)["lottery"]
    assert drawn["seeds"] == 5
    assert all(row["persons"] >= 5 for row in drawn["table"])
    assert not re.search("HY-|FAM-", json.dumps(drawn))


def test_small_groups_are_shown_if_that_is_asked_for(folder: Path) -> None:
    assert "古丈县" not in run("audit", "plan", "--by", "home@county", cwd=folder).stdout
    assert "古丈县" in run("audit", "plan", "--by", "home@county", "--smallest", "1", cwd=folder).stdout


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_it_and_refers_to_nothing(folder: Path, lang: str) -> None:
    told = run("audit", "plan", "--seeds", "4", "--page", f"{lang}.html", cwd=folder, lang=lang).stdout
    assert f"{lang}.html" in told
    page = (folder / f"{lang}.html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=.(?:https?:)?//", page)
    titles = re.findall(r"<h2[^>]*>([^<]*)</h2>", page)
    first, last = ("户籍县", "抽签决定了什么") if lang == "zh" else ("home, county", "What the draw decides")
    assert (titles[0], titles[-1]) == (first, last)
    assert page.count("data:image/svg+xml;base64,") >= 4
    assert not re.search("HY-|FAM-", page)


def test_mistakes_are_told_in_a_line(folder: Path) -> None:
    for by, words in (("person_id", "single persons"), ("colour", "no column 'colour'"), ("home@moon", "levels are")):
        told = run("audit", "plan", "--by", by, cwd=folder, code=1).stderr
        assert words in told
        assert "Traceback" not in told
    run("audit", "plan", "--page", "page.pdf", cwd=folder, code=2)
    run("audit", "plan", "--page", "plan/page.html", cwd=folder, code=1)
    run("audit", "nowhere", cwd=folder, code=1)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_narrow_screen_breaks_no_interval(folder: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    rows = json.loads(run("audit", "plan", "--by", "home@county", "--json", cwd=folder).stdout)["groups"]
    monkeypatch.setenv("COLUMNS", "80")
    told = run("audit", "plan", "--by", "home@county", cwd=folder, lang=lang).stdout
    for row in rows:
        assert f"({100 * row['rate_low']:.1f}–{100 * row['rate_high']:.1f})" in told
        assert f"{100 * row['rate']:.1f} %" in told
    assert ("（95%）" if lang == "zh" else "(95 %)") in told


def test_the_page_explains_rows_of_equals_only_where_there_are_some(folder: Path) -> None:
    words = "Each row is a class of persons"
    run("audit", "plan", "--by", "sex", "--seeds", "2", "--page", "some.html", cwd=folder)
    assert words in (folder / "some.html").read_text(encoding="utf-8")
    seekers = SEEKERS.replace("2500,*", "2500,4301").splitlines()
    apart = [seekers[0], *(line.replace(",2500,", f",{2000 + k},") for k, line in enumerate(seekers[1:]))]
    (folder / "apart.csv").write_text("\n".join(apart), encoding="utf-8")
    run("solve", "apart.csv", "jobs.csv", "--out", "unequal", cwd=folder)
    run("audit", "unequal", "--by", "sex", "--seeds", "2", "--page", "none.html", cwd=folder)
    page = (folder / "none.html").read_text(encoding="utf-8")
    assert "the draw never decided between them" in page
    assert words not in page
