"""``jobmatch simulate`` on the examples, as an analyst runs it; and what goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import polars as pl
import pytest
from test_cli_commands import run

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples at a small size, run once."""
    place = tmp_path_factory.mktemp("simulating")
    year = (EXAMPLES / "simulation.toml").read_text(encoding="utf-8")
    for before, after in (("scale = 0.005\n", "scale = 0.001\n"), ("count = 12 ", "count = 4 "), ("= 3\n", "= 2\n")):
        assert before in year
        year = year.replace(before, after)
    (place / "year.toml").write_text(year, encoding="utf-8")
    come = (EXAMPLES / "arrivals.toml").read_text(encoding="utf-8")
    assert "scale = 0.2\n" in come
    come = come.replace("scale = 0.2\n", "scale = 0.05\n").replace("count = 10 ", "count = 3 ")
    (place / "come.toml").write_text(come, encoding="utf-8")
    told = run("simulate", "year.toml", "--out", "year", cwd=place).stdout
    assert "4 months, 2 draws of each" in told
    assert "best plan each month" in told
    assert "±" in told
    assert "periods.csv, retention.csv, summary.csv" in told
    return place


def test_the_tables_are_there_and_hold_nobody(folder: Path) -> None:
    periods = pl.read_csv(folder / "year" / "periods.csv")
    assert periods.height == 2 * 2 * 4
    assert (periods["proposed"] == periods["accepted"] + periods["declined"] + periods["unanswered"]).all()
    assert (periods["posts_open"] == periods["posts_offered"] - periods["started"]).all()
    for path in (folder / "year").iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"4331\d\d-", text), "the preset's ids begin like this"


def test_persons_as_they_come(folder: Path) -> None:
    told = run("simulate", "come.toml", "--out", "come", cwd=folder, lang="zh").stdout
    assert "3 种到达顺序" in told
    orders = pl.read_csv(folder / "come" / "orders.csv")
    assert orders.height == 3 * 3
    assert orders["share_of_hindsight"].max() <= 1
    document = json.loads(run("simulate", "come.toml", "--out", "come", "--json", cwd=folder).stdout)
    assert {row["of"] for row in document["summary"]} == {"orders"}
    assert run("simulate", "come.toml", "--out", "come", "--quiet", cwd=folder).stdout == ""
    assert pl.read_csv(folder / "come" / "orders.csv").equals(orders), "the same again"


def test_mistakes_are_told_in_a_line(folder: Path) -> None:
    text = (folder / "year.toml").read_text(encoding="utf-8")
    mistakes = {
        "key": (text.replace("km =", "miles ="), "miles"),
        "preset": (text.replace("xiangxi-2016", "atlantis"), "atlantis"),
        "rule": (text.replace('"first_come"', '"price_guided"'), "[orders]"),
        "toml": (text.replace("[periods]", "[periods"), "toml.toml"),
    }
    for name, (document, told) in mistakes.items():
        (folder / f"{name}.toml").write_text(document, encoding="utf-8")
        done = run("simulate", f"{name}.toml", "--out", name, cwd=folder, code=1)
        assert told in done.stderr
        assert "Traceback" not in done.stderr
        assert not (folder / name).exists(), "nothing is left behind"
    assert "year.toml" in run("simulate", "year.toml", "--out", ".", cwd=folder, code=1).stderr
    (folder / "mine").mkdir()
    (folder / "mine" / "x.txt").write_text("x")
    assert "mine" in run("simulate", "year.toml", "--out", "mine", cwd=folder, code=1).stderr
