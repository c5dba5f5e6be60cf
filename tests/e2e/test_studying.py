"""``jobmatch scenarios`` on the pilot's levers, as an analyst runs it; and what goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import polars as pl
import pytest
from test_cli_commands import run

STUDY = Path(__file__).parents[2] / "examples" / "pilot_study.toml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pilot's study at a small size, run once."""
    place = tmp_path_factory.mktemp("studying")
    text = STUDY.read_text(encoding="utf-8")
    assert "scale = 0.02\n" in text
    assert "count = 3\n" in text
    small = text.replace("scale = 0.02\n", "scale = 0.002\n").replace("count = 3\n", "count = 2\n")
    (place / "study.toml").write_text(small, encoding="utf-8")
    told = run("scenarios", "study.toml", "--out", "levers", "--processes", "2", cwd=place).stdout
    assert "Cells: 36 (" in told
    assert "; there already: 0." in told
    assert "consent one tier wider" in told
    assert "±" in told
    return place


def test_the_tables_say_what_the_levers_do(folder: Path) -> None:
    cells = pl.read_csv(folder / "levers" / "cells.csv", infer_schema_length=None)
    assert set(cells["status"]) <= {"optimal", "feasible"}
    open_ = cells.filter(status="feasible")
    assert set(open_["stop"]) <= {"rule", "stalled"}
    assert open_.filter(pl.col("stop") != "rule", pl.col("gap") > 1e-3).is_empty()
    used = cells.select(pl.col("^used_(commission|reward|grant|training|allowance), budget$").sum())
    assert all(amount > 0 for amount in used.row(0))
    assert cells.equals(
        pl.read_parquet(folder / "levers" / "cells.parquet").select(cells.columns).cast(dict(cells.schema))
    )
    placed = {name: part["placed"].sum() for (name,), part in cells.group_by("scenario")}
    assert placed["a fifth more vacancies"] > placed["as it was"] / 4  # of four shares of the ticket
    wage = pl.read_csv(folder / "levers" / "summary.csv").filter(figure="mean_wage", scenario="employers pay 200 more")
    assert 150 < wage["difference"][0] < 250
    swept = cells.filter(scenario="as it was")
    assert sorted(swept["policy.subsidy.travel.share"].unique()) == [0.0, 0.25, 0.5, 1.0]
    spent = swept.group_by("policy.subsidy.travel.share").agg(pl.col("used_travel, budget").sum()).sort(pl.nth(0))
    assert spent["used_travel, budget"].is_sorted()
    assert spent["used_travel, budget"][0] == 0 < spent["used_travel, budget"][-1]


def test_it_goes_on_and_speaks_chinese_and_json(folder: Path) -> None:
    told = run("scenarios", "study.toml", "--out", "levers", cwd=folder, lang="zh").stdout
    assert "共 36 格（" in told
    assert "其中 36 格此前已有。" in told
    document = json.loads(run("scenarios", "study.toml", "--out", "levers", "--json", cwd=folder).stdout)
    assert (document["solved"], document["kept"]) == (0, 36)
    assert run("scenarios", "study.toml", "--out", "levers", "--quiet", cwd=folder).stdout == ""


def test_mistakes_are_told_in_a_line(folder: Path) -> None:
    text = (folder / "study.toml").read_text(encoding="utf-8")
    mistakes = {
        "key": (text.replace("groups =", "group ="), "group"),
        "preset": (text.replace("xiangxi-2016", "atlantis"), "atlantis"),
        "policy": (text.replace("share = 0.5", "share = 1.5"), "share"),
        "path": (text.replace("subsidy.travel.share", "subsidy.train.share"), "no subsidy named 'train'"),
    }
    for name, (document, told) in mistakes.items():
        (folder / f"{name}.toml").write_text(document, encoding="utf-8")
        done = run("scenarios", f"{name}.toml", "--out", name, cwd=folder, code=1)
        assert told in done.stderr
        assert "Traceback" not in done.stderr
        assert not (folder / name).exists(), "nothing is left behind"
    assert "study.toml" in run("scenarios", "study.toml", "--out", ".", cwd=folder, code=1).stderr


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_it_and_refers_to_nothing(folder: Path, lang: str) -> None:
    told = run("scenarios", "study.toml", "--out", "levers", "--page", f"{lang}.html", cwd=folder, lang=lang).stdout
    assert f"{lang}.html" in told
    page = (folder / f"{lang}.html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=.(?:https?:)?//", page)
    titles = re.findall(r"<h2[^>]*>([^<]*)</h2>", page)
    assert titles == (
        ["各情景的效果", "随取值的变化", "安排人数与支出", "公平与成本", "谁受益、谁受损"]
        if lang == "zh"
        else [
            "What each scenario brings",
            "Over the values that were tried",
            "Placements against money",
            "Fairness against cost",
            "Who gains and who loses",
        ]
    )
    assert page.count("data:image/svg+xml;base64,") >= 8
    assert "433124-" not in page, "no person is in it"
    assert run("scenarios", "study.toml", "--out", "levers", "--page", "x.pdf", cwd=folder, code=2).stdout == ""
